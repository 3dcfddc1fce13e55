"""clew describe, and what clew new says of a case."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Clew


def test_what_a_case_is_about_is_said_corrected_and_undone(clew: Clew, case: Path) -> None:
    said = clew("describe", case, "--offence", "Importing drugs", "--handling", "RESTRICTED", "--json")
    assert said.code == 0
    assert {n: said.json[n] for n in ("title", "offence", "handling", "reasons")} == {
        "title": "Made", "offence": "Importing drugs", "handling": "RESTRICTED", "reasons": "",
    }  # fmt: skip
    refused = clew("describe", case, "--zone", "Nowhere")
    assert refused.code == 2 and "there is no time zone" in refused.err
    assert clew("undo", case).code == 0
    assert clew("describe", case, "--json").json["offence"] == ""
    assert clew("redo", case).code == 0
    found = clew("describe", case, "--reasons", "asked", "--handling", "", "--json").json
    assert (found["reasons"], found["handling"], found["offence"]) == ("asked", "", "Importing drugs")
    assert clew("verify", case).code == 0


def test_a_new_case_says_it_from_the_start(clew: Clew, tmp_path: Path) -> None:
    path = tmp_path / "new.case"
    assert (
        clew("new", path, "--offence", "Laundering", "--handling", "TLP:AMBER", "--officer", "DI Ray").code
        == 0
    )
    found = clew("describe", path, "--json").json
    assert (found["title"], found["offence"], found["handling"], found["officer"]) == (
        "new", "Laundering", "TLP:AMBER", "DI Ray",
    )  # fmt: skip
    assert "Laundering" in clew("describe", path).text
