"""Guards: the file itself refuses to change or delete evidence, whichever statement tries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.blocks import RECIPE, source_file, take_in
from tests.case.stories import blocks
from workbench.case import readings, schema, sources
from workbench.case.cases import Case
from workbench.case.engine import DatabaseError, IntegrityError
from workbench.case.writing import ReadingWriter

A, B = "+447700900001", "+447700900002"


@pytest.fixture
def filled(case: Case, tmp_path: Path) -> Case:
    """A case whose guarded tables all hold rows."""
    one = take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000), (3, B, A, 2_000)])
    take_in(case, tmp_path, "two.csv", [(2, A, B, 1_000)])
    with case.write() as db:
        db.conn.execute("INSERT INTO asset(code, decimals) VALUES('BTC', 8)")
        db.conn.execute("INSERT INTO checkpoint VALUES(1, 'a signed note', 'a key', 0, x'00')")
        db.conn.execute("INSERT INTO row_block VALUES(?, 0, '', 1, 2, x'00', x'00')", (one.reading,))
        db.conn.execute(
            "INSERT INTO reject(reading, sheet, row, column, reason, raw) VALUES(?, '', 9, 'a', 'b', 'c')",
            (one.reading,),
        )
    return case


def test_every_guarded_table_holds_something_to_guard(filled: Case) -> None:
    for table in schema._GUARDED:
        assert filled.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table


def test_all_evidence_is_guarded() -> None:
    made = {
        line.split("(")[0].removeprefix("CREATE TABLE ")
        for line in schema.EVIDENCE.splitlines()
        if line.startswith("CREATE TABLE ")
    }
    assert made <= set(schema._GUARDED)


@pytest.mark.parametrize("table", sorted(schema._GUARDED))
def test_no_column_of_evidence_can_be_changed(filled: Case, table: str) -> None:
    columns = [c.name for c in filled.db[table].columns]
    allowed = {"undone", "dropped"} if table == "step" else set()
    for column in columns:
        statement = f'UPDATE {table} SET "{column}" = CASE WHEN typeof("{column}") = \'integer\' '
        statement += f"THEN \"{column}\" + 1 ELSE CAST('x' AS {_type(filled, table, column)}) END"
        if column in allowed:
            continue
        with pytest.raises(IntegrityError, match=f"evidence is never changed: {table}"), filled.write() as db:
            db.conn.execute(statement)


def _type(case: Case, table: str, column: str) -> str:
    return next(c.type for c in case.db[table].columns if c.name == column)


@pytest.mark.parametrize("table", sorted(schema._GUARDED))
def test_no_row_of_evidence_can_be_deleted_or_replaced(filled: Case, table: str) -> None:
    # Foreign keys would refuse some of it as well; the guards must do without their help.
    filled.writer.conn.execute("PRAGMA foreign_keys = OFF")
    before = filled.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()
    with pytest.raises(IntegrityError, match=f"evidence is never changed: {table}"), filled.write() as db:
        db.conn.execute(f"DELETE FROM {table}")
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with pytest.raises(IntegrityError, match=f"evidence is never changed: {table}"), filled.write() as db:
            db.conn.execute(f"{verb} INTO {table} SELECT * FROM {table}")
    assert filled.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone() == before


def test_a_sealed_reading_cannot_be_unsealed(filled: Case) -> None:
    with pytest.raises(IntegrityError, match="evidence is never changed: reading"), filled.write() as db:
        db.conn.execute("UPDATE reading SET sealed = 0")


def test_readers_cannot_write_at_all(filled: Case) -> None:
    with pytest.raises(DatabaseError, match="readonly"):
        filled.db.conn.execute("DELETE FROM note")


def test_an_unsealed_reading_goes_without_a_trace(filled: Case, tmp_path: Path) -> None:
    tables = [t for t in schema._GUARDED if t not in ("log", "declaration", "asset")]
    before = {t: filled.db.conn.execute(f"SELECT * FROM {t}").fetchall() for t in tables}
    path = source_file(tmp_path, "three.csv", [(2, A, "+447700900009", 5_000)])
    sha256, size = sources.hash_file(path)
    source = sources.keep(filled, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(filled, source, RECIPE, {})
    rows = [
        {"kind": "call", "start": n, "caller": ("phone", A), "callee": ("phone", f"+4477009001{n:02}")}
        for n in range(20)
    ]
    for block in blocks(filled.kinds, rows, 6):
        writer.add(block)
    assert readings.remove_unsealed(filled) == 1
    assert {t: filled.db.conn.execute(f"SELECT * FROM {t}").fetchall() for t in tables} == before
