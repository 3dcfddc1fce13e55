"""clew involve, tag, offences, grade, grades, schemes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import A, Clew
from workbench.case import assessments, drawn, opening


@pytest.fixture
def named(case: Path) -> Path:
    """The case with Ana, who used the first phone."""
    with opening.open_case(case, "A", write=True) as opened, opened.edit("Draw Ana") as db:
        ana = drawn.draw_entity(opened, db, "person", "Ana")
        phone = db.conn.execute("SELECT id FROM entity WHERE value = ?", (A,)).fetchone()[0]
        assessments.attribute(opened, db, phone, ana, basis="seen with it")
    return case


def test_a_person_is_involved_with_a_basis(clew: Clew, named: Path) -> None:
    assert clew("involve", named, "person:Ana", "suspect", "--basis", "her own words").code == 0
    listed = {e["kind"] + e["value"]: e["involvement"] for e in clew("entities", named, "--json").json}
    assert listed.pop("personANA").items() >= {
        "category": "suspect", "basis": "her own words", "analyst": "T. Ester",
    }.items()  # fmt: skip
    assert set(listed.values()) == {None}
    assert "suspect" in clew("entities", named, "--kind", "person").text
    assert clew("involve", named, "person:Ana", "unknown").code == 0
    assert [e["involvement"] for e in clew("entities", named, "--json").json] == [None] * 5
    refused = clew("involve", named, A, "suspect", "--basis", "x")
    assert refused.code == 2 and "only people and organisations" in refused.err
    assert clew("involve", named, "person:Ana", "victim").code == 2


def test_a_tag_of_the_list_needs_a_basis(clew: Clew, named: Path) -> None:
    assert clew("tag", named, A, "--offence", "terrorism_financing").code == 2
    said = clew("tag", named, A, "--offence", "terrorism_financing", "--basis", "FIU report 7")
    assert said.text == f"{A}: Terrorism financing.\n"
    assert clew("tag", named, A, "courier").code == 0
    tags = next(e["tags"] for e in clew("entities", named, "--json").json if e["value"] == A)
    assert [(t["name"], t["basis"]) for t in tags] == [
        ("Terrorism financing", "FIU report 7"),
        ("courier", ""),
    ]
    assert clew("tag", named, A, "courier", "--remove").text == f"{A}: Terrorism financing.\n"
    assert clew("tag", named, A).code == clew("tag", named, A, "a", "--offence", "arms").code == 2
    assert clew("tag", named, A, "--offence", "nothing", "--basis", "x").code == 2


def test_the_list_of_offences(clew: Clew, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = clew("offences", "--json").json
    assert len({o["id"] for o in known}) == len({o["name"] for o in known}) == len(known) > 20
    assert all(o["says"].endswith(".") and o["law"] for o in known)
    assert {"corruption", "arms", "trafficking_in_persons", "terrorism_financing", "drug_supply"} <= {
        o["id"] for o in known
    }
    (tmp_path / "offences").mkdir()
    (tmp_path / "offences" / "ours.toml").write_text(
        'name = "Ours"\n[[offence]]\nid = "x"\nname = "Khat"\nsays = "Bringing in khat."\n'
    )
    monkeypatch.setenv("CLEW_HOME", str(tmp_path))
    assert clew("offences", "--json").json[-1] == {
        "id": "x", "group": "Ours", "name": "Khat", "says": "Bringing in khat.", "law": "",
    }  # fmt: skip


def test_grades_of_everything(clew: Clew, named: Path) -> None:
    for what in ("case", "source:1", "link:1", A):
        assert (
            clew("grade", named, what, "3x5x2", "1 B P", "--given-by", "Force 42", "--basis", "log 7").code
            == 0
        )
    assert clew("grade", named, "source:1", "3x5x2", "2 D C").code == 0
    found = clew("grades", named, "--json").json
    assert [(g["what"], g["grades"]["source"], g["original"], g["given_by"]) for g in found["grades"]] == [
        ("case", "1", True, "Force 42"), ("source:1", "1", True, "Force 42"), ("link:1", "1", True, "Force 42"),
        (f"phone:{A}", "1", True, "Force 42"), ("source:1", "2", False, "T. Ester"),
    ]  # fmt: skip
    assert found["strictest_handling"] == {"uk_3x5x2": {"handling": "C"}}
    assert "Strictest handling, each scheme by itself: UK 3x5x2 C." in clew("grades", named).text
    assert clew("verify", named).code == 0


@pytest.mark.parametrize(
    "said",
    [("source:9", "3x5x2", "1 B P"), ("link:999", "3x5x2", "1 B P"), ("note:1", "3x5x2", "1 B P"),
     ("finding:4", "3x5x2", "1 B P"), ("nobody", "3x5x2", "1 B P"), ("case", "7x7", "1"), ("case", "3x5x2", "9 9 9")],
)  # fmt: skip
def test_what_cannot_be_graded(clew: Clew, named: Path, said: tuple[str, str, str]) -> None:
    assert clew("grade", named, *said).code == 2
    assert clew("grades", named, "--json").json["grades"] == []


def test_the_ways_to_grade(clew: Clew) -> None:
    known = {s["id"]: s for s in clew("schemes", "--json").json}
    assert [p["id"] for p in known["uk_3x5x2"]["parts"]] == [
        "source",
        "information",
        "handling",
        "conditions",
    ]
    assert "tlp_2" in clew("schemes").text
