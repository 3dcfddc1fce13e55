"""A table from the clipboard as a source: a file in memory that is hashed, kept and read like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workbench.ingest import web_tables
from workbench.ingest.held import Held
from workbench.model.problems import Problem


def pasted(text: str, html: str = "", *, when: datetime) -> Held:
    """What the clipboard holds (text/plain, text/html) as "pasted table 2026-11-22 10:15.tsv", in UTF-8.

    A table in the HTML goes before the text: spreadsheet programs put the whole number there where the text only
    has what the cell shows. The largest table counts. Raises Problem where neither is a table.
    """
    grids = web_tables.tables_in(html) if html else []
    if grids:
        cells = max((grid.cells for grid in grids), key=lambda cells: cells.height * cells.width)
        said = _lines(cells.rows())
    elif _is_table(text):
        said = text.rstrip("\0")
    else:
        raise Problem(
            "the clipboard holds no table", "mark the cells with their headings, copy them and paste again"
        )
    return Held(f"pasted table {when:%Y-%m-%d %H:%M}.tsv", said.encode("utf-8", "surrogatepass"))


def _lines(rows: Sequence[Sequence[str | None]]) -> str:
    return "".join("\t".join(" ".join((cell or "").split()) for cell in row) + "\n" for row in rows)


def _is_table(text: str) -> bool:
    """Whether a text has several lines that are cut into cells."""
    lines = [line for line in text.splitlines() if line.strip()]
    cut = [line for line in lines if any(sign in line for sign in "\t;,|")]
    return len(lines) > 1 and len(cut) * 2 > len(lines)
