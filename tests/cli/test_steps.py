"""clew undo, redo and history."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Clew
from workbench.case import drawn, opening


def test_undoing_an_import_hides_it_and_says_so(clew: Clew, case: Path) -> None:
    said = clew("undo", case, "--as", "Ann")
    assert (said.code, said.text) == (0, "Undone: Import more calls.csv: hidden, not erased.\n")
    assert [e["value"][-1] for e in clew("entities", case, "--json").json] == ["2", "1", "3"]
    assert [s["undone"] for s in clew("history", case, "--json").json] == [False, True]
    sources = clew("sources", case, "--json").json
    assert [s["included"] for s in sources] == [True, False]
    said = clew("redo", case)
    assert (said.code, said.text) == (0, "Done again: Import more calls.csv.\n")
    assert len(clew("entities", case, "--json").json) == 4


def test_undoing_something_drawn_hides_nothing(clew: Clew, case: Path) -> None:
    with opening.open_case(case, "A", write=True) as opened, opened.edit("Draw Ana") as db:
        drawn.draw_entity(opened, db, "person", "Ana")
    assert clew("undo", case).text == "Undone: Draw Ana.\n"


def test_there_comes_an_end_to_undoing(clew: Clew, case: Path) -> None:
    said = clew("redo", case)
    assert said.code == 2 and said.err == "clew: there is nothing to redo: see 'clew history'\n"
    assert clew("undo", case).code == clew("undo", case).code == 0
    said = clew("undo", case)
    assert said.code == 2 and said.err == "clew: there is nothing to undo: see 'clew history'\n"
    assert clew("entities", case, "--json").json == []
    assert clew("verify", case).code == 0
