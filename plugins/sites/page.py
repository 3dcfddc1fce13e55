"""Reads saved pages: each line of the HTML with the address of the page, so that what it holds is found in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from workbench.api import REJECTS, FileReader, Layout, Problem, Rows, Sniffed, Table, head_of

HEAD = 1 << 18
BLOCK = 20_000
LONGEST = 4 << 20
COLUMNS = ("page", "title", "line")
_ADDRESS = (
    re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE),
    re.compile(r"""<link[^>]+rel=["']?canonical["']?[^>]+href=["']?([^"'\s>]+)""", re.IGNORECASE),
    re.compile(r"""<meta[^>]+property=["']?og:url["']?[^>]+content=["']?([^"'\s>]+)""", re.IGNORECASE),
    re.compile(r"""<base[^>]+href=["']?(https?://[^"'\s>]+)""", re.IGNORECASE),
    re.compile(r"^Snapshot-Content-Location:\s*(\S+)", re.MULTILINE),
)
_TITLE = re.compile(r"<title[^>]*>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]", re.IGNORECASE)
# Pages that another reader knows better: tables of calls and the like named .xls.
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


class Page(FileReader):
    """The reader. `page` is the address the page itself states, else the file's name without its ending."""

    id = "sites.page"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD).decode("utf-8", "replace")
        if not _PAGE.search(head[:4096]) or (
            _TABLE.search(head) and not re.search(r"<script|<link", head, re.IGNORECASE)
        ):
            return None
        said = _about(head, path)
        lines = [(at, line) for at, line in enumerate(head.splitlines(), 1) if line.strip()][:20]
        table = Table(
            "page", COLUMNS, 0, tuple((*said, line[:200]) for _, line in lines), tuple(at for at, _ in lines)
        )
        # Any page can be read so: a recipe that knows the columns of a table in it goes before.
        return Sniffed(self.id, (table,), {"encoding": "utf-8", "columns": list(COLUMNS), "takes_any": True})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        head = head_of(path, HEAD).decode("utf-8", "replace")
        if not _PAGE.search(head[:4096]):
            raise Problem(f"{path.name} is no page", "it should begin like HTML; choose another recipe")
        said = _about(head, path)
        digest, total, done, number = hashlib.sha256(), path.stat().st_size, 0, 0
        rows: list[tuple[int, str]] = []
        with path.open("rb") as file:
            while raw := file.readline(LONGEST):
                digest.update(raw)
                done, number = done + len(raw), number + 1
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                if line.strip():
                    rows.append((number, line))
                if len(rows) >= BLOCK:
                    yield _stretch(rows, said, done, total)
                    rows = []
        if rows:
            yield _stretch(rows, said, done, total)
        self.sha256 = digest.hexdigest()
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "encoding": "utf-8", "page": said[0]}


def _about(head: str, path: Path) -> tuple[str, str]:
    """The address of the page and its title."""
    address = next((found[1] for shape in _ADDRESS if (found := shape.search(head))), path.stem)
    title = _TITLE.search(head)
    return address, " ".join(title[1].split()) if title else ""


def _stretch(rows: list[tuple[int, str]], said: tuple[str, str], done: int, total: int) -> Rows:
    frame = pl.DataFrame(
        {"row": [n for n, _ in rows], "line": [line for _, line in rows]},
        {"row": pl.Int64, "line": pl.String},
    ).with_columns(page=pl.lit(said[0], pl.String), title=pl.lit(said[1] or None, pl.String))
    lines = [line for _, line in rows]
    return Rows(
        "page", frame.select("page", "title", "line", "row"), None, done, total, pl.DataFrame(schema=REJECTS),
        texts=lambda positions: [lines[at] for at in positions],
    )  # fmt: skip
