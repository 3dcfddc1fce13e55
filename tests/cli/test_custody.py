"""clew custody, exhibit, handover: what is filled in comes back whole as JSON and as a sheet, gaps are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Clew
from tests.exhibit_forms import FORM, HANDED


def options(form: dict[str, str]) -> list[str]:
    spelt = {"given_by": "from", "handed_at": "at"} if "given_by" in form else {}
    if spelt:
        spelt["taken_by"] = "to"
    return [w for name, text in form.items() for w in (f"--{spelt.get(name, name).replace('_', '-')}", text)]


@pytest.fixture
def kept(clew: Clew, case: Path) -> Path:
    """A case whose first source comes from EX-1, which was handed over once."""
    assert clew("exhibit", case, "EX-1", "--source", "1", *options(FORM)).code == 0
    said = clew("handover", case, "EX-1", *options(HANDED))
    assert (said.code, said.text) == (0, "Exhibit EX-1 is held by Store, K. Obi.\n")
    return case


def test_a_form_comes_back_as_json(clew: Clew, kept: Path) -> None:
    found = clew("custody", kept, "--json").json
    (one,) = found["exhibits"]
    assert {name: one[name] for name in FORM} == FORM and one["reference"] == "EX-1"
    (handover,) = one["handovers"]
    assert {name: handover[name] for name in HANDED} == HANDED
    assert (one["holder"], one["gaps"], one["entered_by"]) == ("Store, K. Obi", [], "T. Ester")
    (source,) = one["sources"]
    assert source["name"] == "calls.csv" and len(source["sha256"]) == 64
    (stray,) = found["sources_without_exhibit"]
    assert stray["says"] == "nobody said which exhibit more calls.csv comes from" and found["gaps"] == 1


def test_a_form_comes_back_on_a_sheet(clew: Clew, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "custody.html"
    said = clew("custody", kept, "-o", out)
    assert said.code == 0 and "1 gap in the record of custody" in said.err
    page = out.read_text("utf-8")
    for text in (*FORM.values(), *HANDED.values(), "nobody said which exhibit more calls.csv comes from"):
        assert text[1:] in page, text
    assert clew("custody", kept, "--json").json["exhibits"][0]["sources"][0]["sha256"] in page


def test_gaps_are_said_where_they_are_made(clew: Clew, kept: Path) -> None:
    said = clew(
        "handover", kept, "EX-1", "--from", "Somebody", "--to", "Lab", "--at", "2026-06-02", "--seal", "S-2"
    )
    assert said.text.splitlines() == [
        "Exhibit EX-1 is held by Lab.",
        "Gap: handover 2 of exhibit EX-1 is by Somebody, but Store, K. Obi held it last.",
        "Gap: nobody said at what time of 2026-06-02 handover 2 of exhibit EX-1 was.",
        "Gap: nobody said in which time zone 2026-06-02 is meant, when handover 2 of exhibit EX-1 was.",
        "Gap: handover 2 of exhibit EX-1 on 2026-06-02 is earlier than when handover 1 was, 2026-06-03 14:00.",
        "Gap: at handover 2 of exhibit EX-1 nobody noted the state of the seal.",
        "Gap: handover 2 of exhibit EX-1 names seal S-2, where it was S-1001; nobody said it was renewed.",
    ]
    listed = clew("custody", kept).text
    assert all(line in listed for line in said.text.splitlines()[1:])
    wrong = clew("custody", kept, "--json").json["exhibits"][0]["handovers"][1]["id"]
    assert clew("handover", kept, "EX-1", "--remove", wrong).code == 0
    assert clew("custody", kept, "--json").json["exhibits"][0]["gaps"] == []


def test_taken_out_and_back(clew: Clew, kept: Path) -> None:
    before = clew("custody", kept, "--json").json
    assert clew("exhibit", kept, "EX-1", "--remove").code == 0
    assert clew("custody", kept, "--json").json["exhibits"] == []
    assert clew("undo", kept).code == 0
    assert clew("custody", kept, "--json").json == before
    assert clew("verify", kept).code == 0


@pytest.mark.parametrize(
    "said",
    [
        ("exhibit", "EX-1", "--zone", "Nowhere"), ("exhibit", "EX-1", "--taken-at", "yesterday"),
        ("exhibit", " "), ("exhibit", "EX-1", "--source", "9"), ("exhibit", "EX-1", "--remove", "--seal", "1"),
        ("handover", "EX-9", "--from", "A", "--to", "B"), ("handover", "EX-1", "--from", "A"),
        ("handover", "EX-1", "--remove", "99"), ("handover", "EX-1", "--from", "A", "--to", "B", "--after", "77"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(clew: Clew, kept: Path, said: tuple[str, ...]) -> None:
    before = clew("custody", kept, "--json").json
    refused = clew(said[0], kept, *said[1:])
    assert refused.code == 2 and refused.err.startswith("clew: ")
    assert clew("custody", kept, "--json").json == before


def test_exhibit_and_hashes_with_the_import(clew: Clew, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "third.csv"
    path.write_text("Caller,Callee,Start,Duration\n+447700900001,+447700900002,2026-07-01 10:00:00,60\n")
    said = clew(
        "import", case, path, "--exhibit", "EX-3", "--acquired-by", "Unit 4", "--acquired-at", "2026-07-02",
        "--acquired-how", "by hand", "--sha512", "--refer", "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    found = clew("sources", case, "--json").json[2]
    assert (found["exhibit"], found["acquired_by"], found["acquired_how"]) == ("EX-3", "Unit 4", "by hand")
    assert len(found["sha512"]) == 128 and found["kept"] == "hash only"
    assert found["modified_at"].startswith("20")
    assert clew("verify", case).code == 0
