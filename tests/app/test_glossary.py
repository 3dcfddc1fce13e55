from __future__ import annotations

import pytest

from workbench.app import glossary
from workbench.app.actions import all_actions


@pytest.mark.parametrize(
    "theirs",
    [
        "import specification",
        "card",
        "item",
        "Find Path",
        "link chart",
        "theme line",
        "entity type",
        "transform",
        "node",
    ],
)
def test_knows_the_words_of_other_tools(theirs: str) -> None:
    assert [w for w in glossary.listed() if theirs.casefold() in (t.casefold() for t in w.theirs)]


def test_every_entry_explains_in_a_sentence_and_no_word_means_two_things() -> None:
    assert all(w.said.endswith(".") and w.ours and w.theirs for w in glossary.listed())
    said = [t for w in glossary.listed() for t in w.theirs]
    assert sorted(said) == sorted(set(said))


def test_what_it_leads_to_can_be_done() -> None:
    known = {a.id for a in all_actions()}
    of_window = {"find", "fit", "keys", "import_manual", "recipe_manual", "read_again", "review_pairs",
                 "settings", "verify"}  # fmt: skip
    led = {id for w in glossary.listed() for id in w.actions}
    assert {id for id in led - known - of_window if not id.startswith("panel_")} == set()
