from __future__ import annotations

import numpy as np
import pytest

from tests.app.tables.conftest import A, B, C, D
from workbench.app.tables import records
from workbench.app.tables.records import RecordTable
from workbench.app.tables.table import Look, arranged
from workbench.case.cases import Case
from workbench.model.tabular import understood

SEEN = ["when", "kind", "from", "to", "source", "row"]


@pytest.fixture
def table(made_case: Case) -> RecordTable:
    return records.table(made_case)


def shown(table: RecordTable, look: Look, *columns: str) -> list[tuple[str, ...]]:
    found = arranged(table, None, look)
    return table.texts(found.at(0, len(found)), columns or SEEN).rows()


def asking(table: RecordTable, column: str, text: str, zone: str = "Europe/London") -> Look:
    of = next(c for c in table.columns if c.id == column)
    test = understood(of, text, zone)
    assert test is not None
    return Look((test,))


def test_every_line_says_when_who_and_where_it_is_written(table: RecordTable) -> None:
    lines = shown(table, Look())
    assert lines[0] == ("2026-06-01 11:00:00+01:00", "Call", A, B, "calls.csv", "2")
    assert lines[3] == ("2026-06-04 13:00:00+01:00", "Call", C, "", "calls.csv", "5")  # nobody is both ends
    assert lines[6][0] == "2026-06-07"  # a day is as exact as it was stated
    assert len(lines) == table.size == 8


def test_the_second_telling_of_an_event_says_so(table: RecordTable) -> None:
    told = [c for (c,) in shown(table, Look(), "counted")]
    assert told[4].startswith("counted in another source") and set(told[:4]) == {"counted here"}


@pytest.mark.parametrize(
    ("column", "falling", "rows"),
    [
        ("when", False, [2, 0, 4, 1, 3, 5, 6, 7]), ("when", True, [7, 6, 5, 3, 1, 4, 0, 2]),
        ("field.duration", False, [5, 3, 1, 0, 4, 2, 6, 7]), ("from", False, [0, 2, 4, 1, 3, 5, 7, 6]),
        ("field.amount", False, [7, 6, 0, 1, 2, 3, 4, 5]), ("to", True, [6, 7, 5, 2, 4, 0, 1, 3]),
    ],
)  # fmt: skip
def test_any_column_sorts_and_empty_cells_come_last(
    table: RecordTable, column: str, falling: bool, rows: list[int]
) -> None:
    found = arranged(table, None, Look((), column, falling)).rows
    assert found is not None
    got = found.tolist()
    if column == "to":  # which of two like accounts comes first is theirs to tell; the empty one is last
        assert got[-1] == 3 and sorted(got) == list(range(8))
    else:
        assert got == rows
    again = arranged(table, np.array([1, 3, 6], np.int32), Look((), column, falling)).rows
    assert again is not None and again.tolist() == [r for r in got if r in (1, 3, 6)]


@pytest.mark.parametrize(
    ("column", "text", "rows"),
    [
        ("from", "900002", [1]), ("from", f"={A}, {B}", [0, 1, 2, 4]), ("to", "=", [3]),
        ("to", "!=", [0, 1, 2, 4, 5, 6, 7]),
        ("kind", "pay", [6, 7]), ("source", "=again.csv", [4, 5]), ("field.duration", ">=60", [0, 2, 4]),
        ("when", "2026-06-01..2026-06-02", [0, 1, 4]), ("field.amount", "5..10", [7]),
        ("field.amount", "1..9999 EUR", [6]),
        ("field.amount", "GBP", [7]), ("field.reference", "RENT", [6]), ("row", "2", [0, 4, 6]),
        ("field.duration", "=", [6, 7]),
        ("from", f"!={A}", [1, 3, 5, 6, 7]),
    ],
)  # fmt: skip
def test_each_column_is_tested_in_its_own_words(
    table: RecordTable, column: str, text: str, rows: list[int]
) -> None:
    found = arranged(table, None, asking(table, column, text)).rows
    assert found is not None and found.tolist() == rows


def test_cells_of_any_rows_in_any_order(table: RecordTable) -> None:
    rows = np.array([7, 0, 5], np.int32)
    texts = table.texts(rows, ["from", "field.amount", "row"])
    assert texts["row"].to_list() == ["3", "2", "3"]
    assert texts["field.amount"].to_list() == ["7.00 GBP", "", ""]
    assert texts["from"].to_list()[1:] == [A, C]
    assert table.ready(rows, ["from"])


def test_a_row_leads_to_its_links_and_its_record(table: RecordTable, made_case: Case, graph) -> None:
    entities, links = table.picks(np.array([0], np.int32))
    assert not entities and [graph.link_kinds[graph.link_kind[graph.link_of[k]]] for k in links] == ["called"]
    entities, links = table.picks(np.array([3], np.int32))  # the call of somebody withheld joins nobody
    assert [str(graph.values[graph.node_of[e]]) for e in entities] == [C] and not links
    record = table.record(5)
    assert (record.file, record.row, record.fields["callee"]) == ("again.csv", 3, D)
    assert table.rows_standing([(record.reading, record.sheet, 3, 0)]).tolist() == [5]
