"""The report of a case: each block that a court asks for stands in page, PDF and Word file alike (EV-09)."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import workbench
from tests.cli.conftest import A, B, Clew
from tests.paper_text import on_paper
from workbench.app import build
from workbench.case import charts, findings, log, opening, reports, sources
from workbench.case.cases import describe

Read = Callable[[Path], str]


class Words(HTMLParser):
    """The text of a page, outside its style."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.words, self.inside = "", ""
        self.feed(said)

    def handle_starttag(self, tag, attrs):
        self.inside = tag

    def handle_data(self, data):
        if self.inside not in ("style", "script"):
            self.words += data + " "


def _html(path: Path) -> str:
    return Words(path.read_text("utf-8")).words


def _pdf(path: Path) -> str:
    return "\n".join(on_paper(path))


def _docx(path: Path) -> str:
    made = docx.Document(str(path))
    section = made.sections[0]
    parts = [section.header._element, made.element.body, section.footer._element]
    return "\n".join(
        "".join(t.text or "" for t in line.iter(qn("w:t"), qn("w:instrText")))
        for part in parts
        for line in part.iter(qn("w:p"))
    )


SORTS: dict[str, Read] = {"html": _html, "pdf": _pdf, "docx": _docx}


@pytest.fixture
def told(case: Path) -> Path:
    """The case with a finding, a kept answer, a chart with a filter and an assessment in words."""
    with opening.open_case(case, "T. Ester", write=True) as opened:
        with opened.edit("Finding") as db:
            findings.state(opened, db, "The two phones belong together", "likely", [1], [(1, 2, 0)])
        with opened.edit("Describe") as db:
            describe(db, purpose="to be read in court", authority="Order 7/2026", officer="D. Chief")
        with opened.edit("Chart") as db:
            chart = charts.create(db, "Who calls whom")
            charts.show(db, chart, [1, 2, 3, 4])
            charts.hide(db, chart, [4])
        with opened.edit("Report") as db:
            report = reports.create(opened, db, "Two phones", {"handling": "Official", "author": "A. Nalyst"})
            reports.add(db, report, "finding", {"finding": 1})
            reports.add(db, report, "chart", {"chart": chart})
            reports.add(db, report, "answer", {"question": "most_contacts", "settings": {}})
            reports.add(
                db,
                report,
                "text",
                {"title": "What I make of it", "text": "One user.", "standing": "assessed"},
            )
            reports.add(db, report, "table", {"noun": "links", "where": [["records", ">1"]]})
    return case


@pytest.mark.parametrize("sort", SORTS)
def test_every_block_that_a_court_asks_for_is_there(
    clew: Clew, told: Path, tmp_path: Path, sort: str
) -> None:
    out = tmp_path / f"report.{sort}"
    with opening.open_case(told) as opened:
        head, known, uuid = log.head(opened.db), sources.listed(opened), opened.about.uuid
    said = clew("report", told, "-o", out)
    assert (said.code, said.err) == (0, "")
    text = SORTS[sort](out)
    packed = "".join(text.split())

    def there(*wanted: str) -> None:
        missing = [w for w in wanted if "".join(w.split()) not in packed]
        assert missing == [], f"{sort} lacks {missing}"

    there("Two phones", "Made", uuid, "A. Nalyst", "to be read in court", "Order 7/2026", "D. Chief")
    there(f"Clew {workbench.__version__}", build.sha256())
    for source in known:
        there(source.sha256, source.name, f"Source {source.id}")
    there("Time zones", "assumed", "Europe/London")
    there("Method", "How it was found", "What may be innocent", "Coverage", "How sure")
    there("Filters used", "Records: >1", "Hidden by hand")
    there("Finding 1: The two phones belong together", "assessed by T. Ester", "likely")
    there("Findings", "Assessments", "What I make of it", "Assessed by T. Ester", "stated", "derived by rule")
    there("Limits", "Rows read and rejected", "Rejected", f"{known[0].rejected:,}")
    there("How to check this report", head[1], f"{head[0]:,}", "clew verify", "single-file verifier")
    there("Words", f"{A},{B},2026-06-01 10:00:00,60", "Official")
    upper = text.upper()
    if sort == "pdf":
        pages = on_paper(out)
        assert all(page.upper().count("OFFICIAL") >= 2 for page in pages)
        assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, start=1))
    elif sort == "docx":
        assert "PAGE" in text and "NUMPAGES" in text
    else:
        assert upper.count("OFFICIAL") >= 3 and "counter(pages)" in out.read_text()


def test_it_is_entered_in_the_log_and_nothing_else_changes(clew: Clew, told: Path, tmp_path: Path) -> None:
    with opening.open_case(told) as opened:
        before = log.length(opened.db)
    assert clew("report", told, "-o", tmp_path / "r.html", "--title", "Other", "--as", "Ann").code == 0
    with opening.open_case(told) as opened:
        bodies = [json.loads(b) for (b,) in opened.db.conn.execute("SELECT body FROM log ORDER BY seq")][
            before:
        ]
        values = dict(
            opened.db.conn.execute(
                "SELECT name, value FROM log_value WHERE seq = ?", (before + 1,)
            ).fetchall()
        )
    assert [(b["act"], b["analyst"], b["ids"]) for b in bodies] == [("write report", "Ann", {"report": 1})]
    assert values == {"file": "r.html", "title": "Other", "handling": "Official"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case", "r.html"]


def test_reports_are_listed(clew: Clew, told: Path) -> None:
    assert "Two phones" in clew("report", told, "--list").text
    [one] = clew("report", told, "--list", "--json").json
    assert one["parts"] == ["finding", "chart", "answer", "text", "table"]


def test_a_case_without_a_report_gives_a_sensible_whole(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "whole.html"
    assert clew("report", case, "-o", out, "--handling", "TLP:AMBER").code == 0
    text = _html(out)
    for wanted in ("Report on Made", "Sources", "Limits", "How to check this report", "TLP:AMBER"):
        assert wanted in text


def test_parts_are_chosen_by_name(clew: Clew, told: Path, tmp_path: Path) -> None:
    out = tmp_path / "some.html"
    assert clew("report", told, "-o", out, "--parts", "findings").code == 0
    text = _html(out)
    assert "The two phones belong together" in text and "Who calls whom" not in text


@pytest.mark.parametrize(
    "said",
    [
        ["-o", "r.txt"], ["-o", "r.html", "--parts", "poems"], [], ["-o", "r.html", "--report", "99"],
        ["-o", "r.html", "--parts", "charts", "--report", "1"], ["-o", "r.html", "--rows", "-1"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_one_line(
    clew: Clew, told: Path, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = clew("report", told, *said)
    assert done.code == 2 and done.err.startswith("clew: ") and done.err.count("\n") == 1
    assert not (tmp_path / "r.html").exists()


def test_an_arabic_report_begins_at_the_right(clew: Clew, told: Path, tmp_path: Path) -> None:
    out = tmp_path / "ar.html"
    assert clew("report", told, "-o", out, "--language", "ar").code == 0
    assert '<html lang="ar" dir="rtl">' in out.read_text("utf-8")
