from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from workbench.app.tables import copying, handing, records
from workbench.app.tables.asking import made
from workbench.app.tables.table import Look, arranged
from workbench.case.cases import Case
from workbench.model.problems import Cancelled, Problem

WANTED = ["field.reference", "from", "when", "field.amount", "row"]


@pytest.fixture
def seen(made_case: Case):
    table = records.table(made_case)
    columns = [next(c for c in table.columns if c.id == id) for id in WANTED]
    return arranged(table, np.arange(5, 8, dtype=np.int32), Look((), "when", True)), columns


def test_safe_csv_runs_nothing(seen, tmp_path: Path) -> None:
    shown, columns = seen
    out = tmp_path / "t.csv"
    assert handing.write(shown, columns, [c.title for c in columns], out) == 3
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert lines[0] == ["Reference", "From", "When", "Amount", "Row"]
    assert lines[1][0] == "'=cmd|' /C calc'!A0" and lines[1][3:] == ["7.00 GBP", "3"]
    assert lines[3] == ["", "'+447700900003", "2026-06-05 10:00:00+01:00", "", "3"]


def test_raw_csv_is_as_it_stands(seen, tmp_path: Path) -> None:
    shown, columns = seen
    out = tmp_path / "t.csv"
    handing.write(shown, columns, [c.title for c in columns], out, raw=True)
    lines = list(csv.reader(out.read_text("utf-8").splitlines()))
    assert lines[1][0] == "=cmd|' /C calc'!A0" and lines[3][1] == "+447700900003"


def test_a_workbook_is_typed_text(seen, tmp_path: Path) -> None:
    shown, columns = seen
    out = tmp_path / "t.xlsx"
    handing.write(shown, columns, [c.title for c in columns], out)
    sheet = load_workbook(out).active
    assert [c.value for c in sheet[1]] == [c.title for c in columns]
    first, last = sheet[2], sheet[4]
    assert first[0].value == "=cmd|' /C calc'!A0" and first[0].data_type == "s"
    assert last[1].value == "+447700900003" and last[1].data_type == "s"
    assert first[2].value == "2026-06-08" and first[2].data_type == "s"
    assert first[4].value == 3


def test_what_was_stopped_or_cannot_be_leaves_nothing(seen, tmp_path: Path) -> None:
    shown, columns = seen

    def stop(done: int, of: int) -> None:
        raise Cancelled("stop")

    for name in ("t.csv", "t.xlsx"):
        with pytest.raises(Cancelled):
            handing.write(shown, columns, WANTED, tmp_path / name, told=stop)
    with pytest.raises(Problem, match=r"cannot be written as \.ods"):
        handing.write(shown, columns, WANTED, tmp_path / "t.ods")
    with pytest.raises(Problem, match="cannot be written"):
        handing.write(shown, columns, WANTED, tmp_path / "none" / "t.csv")
    assert list(tmp_path.iterdir()) == []


def test_handing_out_is_logged(made_case: Case, seen, tmp_path: Path) -> None:
    shown, columns = seen
    handing.hand_out(
        made_case, shown, columns, WANTED, tmp_path / "t.csv", raw=False, told=lambda done, of: None
    )
    body = made_case.db.conn.execute("SELECT body FROM log ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert "export table of records" in body


def test_copied_rows_have_headings_and_no_formula(seen) -> None:
    shown, columns = seen
    text = copying.as_text(shown.table, np.array([7, 5], np.int32), columns)
    assert text.splitlines() == [
        "Reference\tFrom\tWhen\tAmount\tRow",
        "'=cmd|' /C calc'!A0\tDE89370400440532013000\t2026-06-08\t7.00 GBP\t3",
        "\t'+447700900003\t2026-06-05 10:00:00+01:00\t\t3",
    ]
    with pytest.raises(Problem, match="too many to copy"):
        copying.as_text(shown.table, np.zeros(100_001, np.int32), columns)


def test_other_tables_say_how_each_line_is_known(made_case: Case, graph) -> None:
    everyone = made(made_case, "entities", graph)
    names = [c.id for c in everyone.columns]
    first = everyone.texts(np.array([0], np.int32), names).row(0, named=True)
    assert (first["kind"], first["value"], first["records"], first["links"]) == (
        "Phone",
        "+447700900001",
        "3",
        "3",
    )
    assert first["sources"] == "calls.csv"
    links = made(made_case, "links", graph)
    line = links.texts(np.array([0], np.int32), [c.id for c in links.columns]).row(0, named=True)
    assert (line["kind"], line["records"], line["seconds"], line["standing"]) == (
        "called",
        "1",
        "60",
        "stated",
    )
    assert line["sources"] == "calls.csv"
    paid = links.whole("amounts").to_list()
    assert "1234.50 EUR" in paid and "7.00 GBP" in paid
    refused = made(made_case, "rejects", graph)
    row = refused.texts(np.array([0], np.int32), ["source", "row", "column", "raw"]).row(0)
    assert row[:3] == ("calls.csv", "6", "callee") and "not a number at all" in row[3]
