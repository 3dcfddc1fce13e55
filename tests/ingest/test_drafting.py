from __future__ import annotations

import pytest

from workbench.ingest import drafting, recipe
from workbench.ingest.drafting import Use
from workbench.ingest.guessing import Guess
from workbench.ingest.readers import Layout
from workbench.ingest.recipe_checks import check
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

COLUMNS = ("Target", "Other", "Day", "Clock", "Sort", "Cur")
GUESSES = [
    Guess("call", {"start": ("Day", "Clock"), "caller": ("Target",), "callee": ("Other",)}, 3.0),
    Guess("message", {"start": ("Day",), "sender": ("Target",), "recipient": ("Other",)}, 2.0),
]


@pytest.fixture
def draft() -> recipe.Recipe:
    return drafting.begin(GUESSES, reader="delimited", name="calls")


def test_it_begins_with_the_best_guess_and_is_written_and_read_back(
    draft: recipe.Recipe, kinds: Kinds
) -> None:
    assert [s.kind for s in draft.sections] == ["call"] and not drafting.missing(draft, kinds)
    made = drafting.own(draft, "Operator X, calls", COLUMNS)
    assert made.id == "own.operator_x_calls" and set(made.headers) == {"Day", "Clock", "Target", "Other"}
    again = recipe.parse(recipe.to_text(made))
    check(again, kinds)
    assert drafting.same(again, made)


def test_columns_are_put_joined_lifted_and_told(draft: recipe.Recipe) -> None:
    made = drafting.put(draft, 0, "service", "Sort")
    made = drafting.put(made, 0, "service", "Cur", join=True)
    assert made.sections[0].fields["service"].source.columns == ("Sort", "Cur")
    assert drafting.uses(made, COLUMNS)["Cur"] == [Use(0, "service")]
    made = drafting.lift(made, "Cur", COLUMNS)
    assert made.sections[0].fields["service"].source.columns == ("Sort",)
    assert "service" not in drafting.lift(made, "Sort", COLUMNS).sections[0].fields
    assert "start" not in drafting.empty(made, 0, "start").sections[0].fields


def test_what_was_said_of_a_field_stays_when_its_column_changes(draft: recipe.Recipe) -> None:
    made = drafting.fill(draft, 0, "start", order="mdy")
    assert drafting.put(made, 0, "start", "Day").sections[0].fields["start"].order == "mdy"
    assert (
        drafting.order_dates(made, "Day + Clock", "dmy", COLUMNS).sections[0].fields["start"].order == "dmy"
    )
    assert drafting.order_dates(made, "Clock", "dmy", COLUMNS).sections[0].fields["start"].order == "mdy"


def test_what_is_missing_is_named_and_may_be_missing_in_a_preview(draft: recipe.Recipe, kinds: Kinds) -> None:
    made = drafting.empty(drafting.empty(drafting.empty(draft, 0, "start"), 0, "caller"), 0, "callee")
    assert drafting.missing(made, kinds) == [(0, ("start",)), (0, ("caller", "callee"))]
    assert not drafting.missing(made, drafting.relaxed(kinds))


def test_a_field_may_say_the_same_for_every_row(draft: recipe.Recipe, kinds: Kinds) -> None:
    made = drafting.fill(draft, 0, "caller", source=Source(value="07700900001"))
    assert made.sections[0].fields["caller"] == Filling(Source(value="07700900001"))
    assert drafting.uses(made, COLUMNS)["Target"] == []


def test_a_recipe_somebody_sent_must_have_a_plain_name(draft: recipe.Recipe, kinds: Kinds) -> None:
    drafting.check_whole(drafting.own(draft, "good", COLUMNS), kinds)
    with pytest.raises(Problem, match="calls itself"):
        drafting.check_whole(recipe.Recipe("../evil", "x", "delimited", draft.sections), kinds)


def test_what_was_said_of_one_file_is_not_taken_for_all_that_a_shipped_recipe_reads() -> None:
    many = Recipe(
        id="call_records.any", name="Any", reader="delimited",
        layout=Layout(headers=("caller", "day"), names={"caller": ("Caller", "A"), "day": ("Date", "Day")}),
        sections=(Section("call", {"caller": _filled("caller"), "start": _filled("day")}),),
    )  # fmt: skip
    mine = drafting.own(drafting.lay(many, date_order="dmy"), "Mine", ["Caller", "Date", "Cost"])
    assert mine.headers == ("Caller", "Date")


def _filled(column: str) -> Filling:
    return Filling(source=Source((column,)))
