"""clew letters, request, requests and import --answers."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import A, B, Clew

ANSWER = f"""Caller,Callee,Start,Duration
{A},{B},2026-06-05 10:00:00,60
{A},{B},2026-07-05 10:00:00,60
"""


def test_a_request_from_letter_to_answer(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert "operator_disclosure" in clew("letters").text
    said = clew(
        "request", case, "--letter", "operator_disclosure", "--to", "Operator A", "--entity", A,
        "--entity", "+447700900004", "--legal-basis", "Order 12", "--from", "2026-06-01", "--until", "2026-06-30",
        "--due", "2020-01-31", "--reference", "OP/7", "-o", tmp_path / "letter.html",
    )  # fmt: skip
    assert said.code == 0, said.err
    letter = (tmp_path / "letter.html").read_text("utf-8")
    assert "Order 12" in letter and "+44 7700 900004" in letter and "OP/7" in letter
    assert clew("requests", case, "--overdue").text.startswith("Nothing is overdue")
    assert clew("requests", case, "OP/7", "--sent", "2020-01-01").code == 0
    assert [r["state"] for r in clew("requests", case, "--overdue", "--json").json] == ["overdue"]
    (tmp_path / "answer.csv").write_text(ANSWER, "utf-8")
    said = clew("import", case, tmp_path / "answer.csv", "--answers", "OP/7", "--json")
    assert said.json[0]["rows"]["withheld"] == 1, "July was not asked for"
    assert "says nothing of phone:+447700900004" in said.err
    found = clew("requests", case, "--json").json
    assert found[0]["state"] == "answered" and found[0]["sources"] == [said.json[0]["source"]]
    assert found[0]["not_named"] == ["phone:+447700900004"]
    assert clew("verify", case).code == 0


def test_wrong_words_are_told(clew: Clew, case: Path, tmp_path: Path) -> None:
    ask = ("request", case, "--to", "X", "--entity", A, "--legal-basis", "Order 12", "--letter")
    assert "there is no letter nothing" in clew(*ask, "nothing").err
    assert "end its name in .html" in clew(*ask, "operator_disclosure", "-o", tmp_path / "l.odt").err
    assert "there is no request 9" in clew("requests", case, "9").err
    assert "which request is meant" in clew("requests", case, "--sent", "2026-01-01").err
    assert clew("requests", case).text == "Nothing was asked of anybody yet.\n"
