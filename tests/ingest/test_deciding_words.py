"""What the words of a column make of its rows, while a recipe is being made."""

from __future__ import annotations

import pytest

from workbench.ingest import deciding_words, drafting, recipe
from workbench.ingest.deciding_words import Meaning
from workbench.ingest.guessing import Guess
from workbench.ingest.recipe_checks import check
from workbench.model.kinds import Kinds

COLUMNS = ("Target", "Other", "Day", "Clock", "Sort", "Cur")
GUESSES = [
    Guess("call", {"start": ("Day", "Clock"), "caller": ("Target",), "callee": ("Other",)}, 3.0),
    Guess("message", {"start": ("Day",), "sender": ("Target",), "recipient": ("Other",)}, 2.0),
]


@pytest.fixture
def draft() -> recipe.Recipe:
    return drafting.begin(GUESSES, reader="delimited", name="calls")


def test_words_say_kind_and_direction(draft: recipe.Recipe, kinds: Kinds) -> None:
    made = drafting.with_kinds(draft, ["call", "message"], GUESSES)
    assert deciding_words.column_of(made, COLUMNS) == ""
    said = {w: deciding_words.guess(made, w, kinds) for w in ("MOC", "MTC", "SMS-MT", "GPRS")}
    assert said == {
        "MOC": Meaning(0),
        "MTC": Meaning(0, True),
        "SMS-MT": Meaning(1, True),
        "GPRS": Meaning(0),
    }
    said["GPRS"] = Meaning(-1)
    made = deciding_words.by_words(made, "Sort", said, kinds, COLUMNS)
    assert deciding_words.column_of(made, COLUMNS) == "Sort"
    assert {w: deciding_words.meaning(made, "Sort", w, COLUMNS) for w in said} == said
    call, message = made.sections
    assert call.swap.roles == ("caller", "callee") and message.swap.roles == ("sender", "recipient")
    assert call.when[0].among == ("MOC", "MTC")
    check(drafting.own(made, "x", COLUMNS), kinds)
    bare = deciding_words.forget(made, COLUMNS)
    assert all(not s.when and s.swap is None for s in bare.sections)


def test_with_one_kind_only_what_gives_nothing_is_left_out(draft: recipe.Recipe, kinds: Kinds) -> None:
    made = deciding_words.by_words(draft, "Sort", {"IN": Meaning(0, True), "x": Meaning(-1)}, kinds, COLUMNS)
    assert made.sections[0].when[0].not_among == ("x",)  # a word never met is a call all the same
    assert deciding_words.meaning(made, "Sort", "new", COLUMNS) == Meaning(0)
