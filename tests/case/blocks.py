"""Blocks made by hand, as ingest would deliver them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from workbench.case import sources
from workbench.case.cases import Case
from workbench.case.readings import Counts
from workbench.case.writing import ReadingWriter
from workbench.model.block import Block, Ending

RECIPE = ("test.calls", 'id = "test.calls"')


def calls(rows: list[tuple[int, str, str, int]], known: dict[tuple[str, str], int] | None = None) -> Block:
    """A block of calls from (row, caller, callee, UTC seconds); `known` carries value indexes between blocks."""
    known = {} if known is None else known
    new = []
    for _, caller, callee, _ in rows:
        for number in (caller, callee):
            if ("phone", number) not in known:
                known["phone", number] = len(known) + 1
                new.append(("phone", number, True))
    frame = pl.DataFrame(
        {
            "row": pl.Series([r for r, _, _, _ in rows], dtype=pl.Int64),
            "part": pl.Series([0] * len(rows), dtype=pl.Int32),
            "start": pl.Series([t * 1_000_000 for _, _, _, t in rows], dtype=pl.Int64),
            "start.offset": pl.Series([60] * len(rows), dtype=pl.Int16),
            "start.mark": pl.Series([0] * len(rows), dtype=pl.UInt8),
            "caller": pl.Series([known["phone", a] for _, a, _, _ in rows], dtype=pl.Int32),
            "callee": pl.Series([known["phone", b] for _, _, b, _ in rows], dtype=pl.Int32),
            "duration": pl.Series([t % 60 for _, _, _, t in rows], dtype=pl.Int64),
        }
    )
    values = pl.DataFrame(
        new, schema={"kind": pl.String, "value": pl.String, "valid": pl.Boolean}, orient="row"
    )
    return Block(len(rows), 1, 1, "", values, {"call": frame} if rows else {})


def source_file(folder: Path, name: str, rows: list[tuple[int, str, str, int]]) -> Path:
    """A CSV whose line numbers are the rows' numbers (row 1 is the header)."""
    path = folder / name
    lines = ["caller,callee,at"] + [f"{a},{b},{t}" for _, a, b, t in rows]
    path.write_text("\n".join(lines) + "\n")
    return path


def take_in(
    case: Case, folder: Path, name: str, rows: list[tuple[int, str, str, int]], **options: object
) -> Counts:
    """Imports calls as one reading."""
    path = source_file(folder, name, rows)
    sha256, size = sources.hash_file(path)
    source = sources.find(case.writer, sha256)
    if source is None:
        source = sources.keep(case, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(case, source, RECIPE, {}, **options)  # type: ignore[arg-type]
    writer.add(calls(rows))
    return writer.seal(
        Ending(hashlib.sha256(b"").hexdigest(), {"encoding": "utf-8", "delimiter": ","}), f"Import {name}"
    )
