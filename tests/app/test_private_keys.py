"""A private key in a file: its rows are known, its secret part is nowhere in the case."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import zstandard

from tests.app.conftest import RECIPE, Driven
from workbench.app import importing
from workbench.app.library import Library
from workbench.app.outcome import PRIVATE_KEY, PRIVATE_KEY_HELD
from workbench.app.wishes import Wishes
from workbench.case import sources
from workbench.case.cases import Case

SECRET = "VGhpcyBpcyBubyBzZWNyZXQgYXQgYWxsLCBidXQgbG9va3MgbGlrZSBvbmU"
BLOCK = f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{SECRET}\n-----END PGP PRIVATE KEY BLOCK-----"
ROW = ["+447700900001", "+447700900002", "2026-06-01 10:00:00", "60"]


def stored(case: Case) -> bytes:
    """Everything a case holds of a file: what it says in plain, kept rows and original blocks unpacked."""
    tables = ("source", "reading", "reject", "entity")
    held = [repr(row).encode() for table in tables for row in case.db.conn.execute(f"SELECT * FROM {table}")]
    for table in ("row_block", "source_block", "segment_column"):
        blobs = case.db.conn.execute(f"SELECT data FROM {table}").fetchall()
        held += [zstandard.decompress(data, max_output_size=1 << 24) for (data,) in blobs]
    return b"\n".join(held)


@pytest.mark.parametrize("form", ["text", "workbook"])
def test_a_private_key_in_a_table(session: Driven, library: Library, tmp_path: Path, form: str) -> None:
    recipe = tmp_path / "with_note.toml"
    recipe.write_text(RECIPE)
    if form == "text":
        path = tmp_path / "calls.csv"
        path.write_text("caller,callee,start,duration,note\n" + ",".join(ROW) + f',"{BLOCK}"\n')
    else:
        path = tmp_path / "calls.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["caller", "callee", "start", "duration", "note"])
        book.active.append([*ROW, BLOCK])
        book.save(path)
    case = session.open_case
    outcome = importing.import_file(case, path, library, Wishes(recipe=str(recipe)))
    assert outcome.counts is not None and outcome.counts.kept == 1
    assert (PRIVATE_KEY, False) in outcome.checks
    source = sources.get(case, outcome.source or 0)
    assert source.kept == "hash only"
    held = stored(case)
    assert SECRET.encode() not in held and b"blacked out" in held


def test_a_key_in_a_file_whose_original_the_case_holds_is_told(
    session: Driven, library: Library, tmp_path: Path
) -> None:
    path, recipe = tmp_path / "calls.xlsx", tmp_path / "calls.toml"
    recipe.write_text(RECIPE)
    book = openpyxl.Workbook()
    book.active.append(["caller", "callee", "start", "duration", "note"])
    book.active.append([*ROW, BLOCK])
    book.save(path)
    case = session.open_case  # an earlier program did not look for keys
    sources.keep(case, path, *sources.hash_file(path), sources.Acquisition(), lambda done, total: None)
    outcome = importing.import_file(case, path, library, Wishes(recipe=str(recipe)))
    assert outcome.counts is not None and outcome.counts.kept == 1
    assert (PRIVATE_KEY_HELD, False) in outcome.checks
