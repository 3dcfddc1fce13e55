"""mark, disclosure: nothing of the case is missing from the schedule, in whatever form it is written (EV-15)."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import A, Clew
from workbench.case import findings, opening, reports


@pytest.fixture
def prepared(clew: Clew, case: Path) -> Path:
    """One source used in a finding, one not; a report without the finding; marks, and searches in the log."""
    with opening.open_case(case, "T. Ester", write=True) as held:
        with held.edit("Finding") as db:
            findings.state(held, db, "=They <b>know</b> each other", rows=[(1, 2, 0)])
            reports.create(held, db, "To court")
        held.record("search", {"hits": 4}, {"text": "0044 «é»"})
    assert clew("mark", case, "--source", 2, "undermining", "--why", "He was abroad").code == 0
    assert clew("mark", case, "--entity", A, "relevant", "--why", "He calls").code == 0
    return case


def test_the_schedule_holds_every_source_used_or_not(clew: Clew, prepared: Path) -> None:
    said = clew("disclosure", prepared, "--json").json
    assert [(s["name"], s["used"]) for s in said["sources"]] == [
        ("calls.csv", ["finding 1: =They <b>know</b> each other"]), ("more calls.csv", []),
    ]  # fmt: skip
    assert all(len(s["sha256"]) == 64 for s in said["sources"])
    assert (said["sources"][1]["mark"], said["sources"][1]["why"]) == ("undermining", "He was abroad")
    assert [(m["sort"], m["name"], m["mark"]) for m in said["marked"]] == [
        ("entity", "Phone: +44 7700 900001", "relevant")
    ]
    assert [(s["sort"], s["found"], s["analyst"]) for s in said["searches"]][:1] == [
        ("search", 4, "T. Ester")
    ]
    assert "0044 «é»" in said["searches"][0]["name"]


def test_a_report_that_uses_nothing_leaves_everything_unused(clew: Clew, prepared: Path) -> None:
    said = clew("disclosure", prepared, "--report", 1, "--json").json
    assert said["report"] == "To court" and [s["used"] for s in said["sources"]] == [[], []]
    assert said["unused"] == [["source", 1], ["source", 2], ["finding", 1]]
    with opening.open_case(prepared, "T. Ester", write=True) as held, held.edit("Part") as db:
        reports.add(db, 1, "finding", {"finding": 1})
    said = clew("disclosure", prepared, "--report", 1, "--json").json
    assert said["sources"][0]["used"] == said["stated"][0]["used"] == ["report 1: To court"]
    assert said["unused"] == [["source", 2]]
    assert clew("disclosure", prepared, "--report", 7).code == 2


def test_it_is_written_in_every_form_and_entered_in_the_log(
    clew: Clew, prepared: Path, tmp_path: Path
) -> None:
    held = {}
    for suffix in ("html", "docx", "pdf", "xlsx", "csv"):
        out = tmp_path / f"schedule.{suffix}"
        assert clew("disclosure", prepared, "-o", out).code == 0, suffix
        held[suffix] = out.read_bytes()
    page = held["html"].decode()
    for wanted in (
        "calls.csv",
        "more calls.csv",
        "He was abroad",
        "0044 «é»",
        "&lt;b&gt;know",
        "Sources that were not used",
    ):
        assert wanted in page, wanted
    assert "<b>know" not in page
    rows = list(csv.DictReader(io.StringIO(held["csv"].decode("utf-8-sig"))))
    assert [r["Item"] for r in rows[:3]] == ["source", "source", "finding"]
    assert rows[1]["Mark"] == "undermining" and rows[1]["Used in"] == ""
    assert held["pdf"].startswith(b"%PDF") and zipfile.is_zipfile(tmp_path / "schedule.xlsx")
    with zipfile.ZipFile(io.BytesIO(held["docx"])) as word:
        assert "He was abroad" in word.read("word/document.xml").decode()
    with opening.open_case(prepared) as case:
        acts = [a for (a,) in case.db.conn.execute("SELECT json_extract(body, '$.act') FROM log")]
    assert acts.count("disclosure schedule") == 5
    assert clew("disclosure", prepared, "-o", tmp_path / "schedule.doc").code == 2


def test_marks_can_be_taken_away_and_undone(clew: Clew, prepared: Path) -> None:
    assert clew("mark", prepared, "--source", 2, "none").code == 0
    assert "undermining" not in clew("disclosure", prepared).text
    assert clew("undo", prepared).code == 0
    assert "undermining: source 2 more calls.csv: He was abroad" in clew("disclosure", prepared).text
    assert clew("mark", prepared, "--source", 2, "relevant").code == 2
    assert clew("mark", prepared, "--finding", 5, "relevant", "--why", "x").code == 2
