"""clew ask: the questions listed, one asked, kept, asked again; and what is said where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import A, Clew


def test_the_list_names_every_question_with_its_settings(clew: Clew) -> None:
    said = clew("ask", "--list", "--json")
    listed = {q["id"]: q for q in said.json}
    assert said.code == 0 and listed["most_contacts"]["title"] == "Who has most contacts?"
    assert {s["name"] for s in listed["most_contacts"]["settings"]} == {"most", "kinds"}
    plain = clew("ask", "--list")
    assert "most_contacts" in plain.text and "Networks" in plain.text


def test_an_answer_as_json_has_its_rows_verbatim(clew: Clew, case: Path) -> None:
    said = clew("ask", case, "most_contacts", "--set", "most=1", "--json")
    answer = said.json
    assert said.code == 0
    assert {"question", "answer", "evidence", "method", "left_out", "confidence"} <= answer.keys()
    (first,) = answer["answer"]
    assert first["contacts"] == 2 and first["records"] == 3
    row = answer["evidence"][first["evidence"][0] - 1]
    assert A in row["verbatim"] and row["file"].endswith(".csv") and len(row["sha256"]) == 64
    assert answer["method"]["settings"]["most"] == 1 and "tenth of the links" in answer["steady"]


def test_a_kept_answer_is_asked_again_and_compared(clew: Clew, case: Path, tmp_path: Path) -> None:
    kept = clew("ask", case, "most_contacts", "--keep", "B knows most", "--quick")
    assert kept.code == 0 and "kept as finding 1" in kept.err
    same = clew("ask", case, "--again", "1", "--quick")
    assert same.code == 0 and same.text.rstrip().endswith("The same as when it was kept.")
    more = tmp_path / "more.csv"
    more.write_text(f"Caller,Callee,Start,Duration\n{A},+447700900009,2026-06-05 09:00:00,7\n")
    assert clew("import", case, more).code == 0
    other = clew("ask", case, "--again", "1", "--quick", "--json")
    assert other.code == 1 and json.loads(other.out)["same"] is False


def test_what_cannot_be_asked_is_said_in_one_line(clew: Clew, case: Path) -> None:
    for said, words in (
        (("ask",), "name a case and a question"),
        (("ask", case, "who_did_it"), "there is no question 'who_did_it'"),
        (("ask", case, "most_contacts", "--set", "most"), "no value"),
        (("ask", case, "most_contacts", "--set", "most=x"), "'x' is not a whole number"),
        (("ask", case, "most_contacts", "--from", "soon"), "that is no time"),
        (("ask", case, "--again", "7"), "finding 7 answers no question"),
    ):
        answer = clew(*said)
        assert answer.code == 2 and words in answer.err and answer.err.count("\n") == 1, said


def test_only_a_stretch_of_time(clew: Clew, case: Path) -> None:
    said = clew("ask", case, "most_contacts", "--from", "2026-06-03", "--json", "--quick").json
    assert [row["contacts"] for row in said["answer"]] == [2, 1, 1]
    whole = clew("ask", case, "most_contacts", "--json", "--quick").json
    assert [row["contacts"] for row in whole["answer"]] == [2, 2, 1, 1]
    assert said["left_out"][-1].startswith("Only records from 2026-06-03")
