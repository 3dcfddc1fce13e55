"""Tables in PDF documents are a draft: pages as sheets, rows counted on their page, never read unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.making_pdfs import document, table, text
from workbench.ingest import recognising
from workbench.ingest.pdf import Pdf
from workbench.ingest.readers import Layout, Rows
from workbench.ingest.recipe import parse
from workbench.model.problems import Problem

HEAD = ["Caller", "Called", "Date", "Time"]
CALLS = [
    [f"+4477009001{n:02}", f"+4477009002{n:02}", f"{n % 28 + 1:02}/06/2026", f"10:{n:02}:00"]
    for n in range(12)
]
RECIPE = parse("""
id = "test.calls"
name = "Calls"
reader = "delimited"
[recognise]
headers = ["Caller", "Called", "Date", "Time"]
[[record]]
kind = "call"
[record.fields]
caller = { column = "Caller" }
callee = { column = "Called" }
start = { columns = ["Date", "Time"] }
""")


def _read(path: Path, *headers: str) -> tuple[Pdf, list[Rows]]:
    reader = Pdf()
    return reader, list(reader.tables(path, Layout(headers=headers)))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "calls.pdf"
    path.write_bytes(
        document(
            [text(40, 760, "Call records of +44 7700 900123"), *table(740, [HEAD, *CALLS[:5]])],
            [text(40, 700, "This page was left empty.")],
            table(760, [HEAD, *CALLS[5:8]]),
            table(760, CALLS[8:]),
        )
    )
    return path


def test_pages_are_sheets_and_the_columns_go_on(report: Path) -> None:
    reader, tables = _read(report, "Caller", "Date")
    assert [(t.table, t.frame["row"].to_list()) for t in tables] == [
        ("page 1", [2, 3, 4, 5, 6]),
        ("page 3", [2, 3, 4]),
        ("page 4", [1, 2, 3, 4]),
    ]
    assert [list(row[:4]) for t in tables for row in t.frame.rows()] == CALLS
    assert tables[0].preamble == ("Call records of +44 7700 900123",)
    assert reader.facts["pages_without_tables"] == [2] and "draft" in reader.facts


def test_a_recipe_is_never_applied_unasked(report: Path) -> None:
    sniffed = Pdf().sniff(report)
    assert sniffed is not None and sniffed.facts["draft"]
    found = recognising.judge(report, [sniffed], [RECIPE])
    assert found.best is None
    assert [c.recipe.id for c in found.candidates] == ["test.calls"] and not found.candidates[0].fits


def test_a_table_without_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(document(table(700, [HEAD, *CALLS], ruled=False)))
    _, (rows,) = _read(path, "Caller")
    assert [list(row[:4]) for row in rows.frame.rows()] == CALLS


def test_what_holds_no_table_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(document([text(40, 700, "Dear colleague, nothing to see.")]))
    with pytest.raises(Problem, match="no table was found"):
        _read(path, "Caller")
    path.write_bytes(document(["0 0 m 100 100 l S"]))
    with pytest.raises(Problem, match="scanned"):
        _read(path, "Caller")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_a_document_that_is_cut_off_is_a_problem(share: float, report: Path) -> None:
    octets = report.read_bytes()
    report.write_bytes(octets[: int(len(octets) * share)])
    with pytest.raises(Problem):
        _read(report, "Nowhere")
