"""Tables as CSV: UTF-8 with a mark, so that spreadsheets read it as such, and no cell that they would run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import polars as pl

from workbench.case.exporting import whole_file
from workbench.report.harmless import harmless

MARK = b"\xef\xbb\xbf"


def write(
    path: Path,
    titles: Sequence[str],
    parts: Iterable[pl.DataFrame],
    numbers: Sequence[bool],
    *,
    raw: bool = False,
) -> None:
    """Writes frames of text one after the other, whole or not at all. Cells of columns that are `numbers` stay plain;
    others that begin like a formula go behind an apostrophe, unless it is to be `raw`."""
    with whole_file(path) as file:
        fill(file, titles, parts, numbers, raw=raw)


def fill(
    file: IO[bytes],
    titles: Sequence[str],
    parts: Iterable[pl.DataFrame],
    numbers: Sequence[bool],
    *,
    raw: bool = False,
) -> None:
    """The same into a file that is open."""
    if not raw:
        file.write(MARK)
    heads = pl.DataFrame({str(n): [title] for n, title in enumerate(titles)})
    file.write((heads if raw else heads.select(harmless(pl.all()))).write_csv(include_header=False).encode())
    for part in parts:
        if not raw:
            texts = [name for name, plain in zip(part.columns, numbers, strict=True) if not plain]
            part = part.with_columns([harmless(pl.col(name)) for name in texts])
        file.write(part.write_csv(include_header=False, quote_style="necessary").encode())
