"""Plugins written on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

MANIFEST = '[plugin]\nid = "{id}"\nname = "Test"\nversion = "1.2"\napi = 1\n'
RECIPE = """
id = "{id}.calls"
name = "Calls"
reader = "delimited"
[recognise]
headers = ["From", "To", "When"]
[[record]]
kind = "call"
[record.fields]
caller = {{ column = "From" }}
callee = {{ column = "To" }}
start = {{ column = "When" }}
"""
READER = """
from pathlib import Path
import polars as pl
from workbench.api import Rows, Sniffed, Table
from .words import COLUMNS

class Pipes:
    id = "{id}.pipes"

    def sniff(self, path):
        return Sniffed(self.id, (Table("t", COLUMNS),)) if path.read_text().startswith("PIPES") else None

    def tables(self, path, layout):
        rows = [line.split("/") for line in path.read_text().splitlines()[1:]]
        frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
        yield Rows("t", frame.with_columns(row=pl.int_range(2, 2 + len(rows), dtype=pl.Int64)), None, 1, 1)
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a plugin folder: a manifest and files by name; answers the folder that holds all plugins."""

    def made(id: str = "test", manifest: str | None = None, root: str = "plugins", **files: str) -> Path:
        folder = tmp_path / root / id
        (folder / "recipes").mkdir(parents=True)
        (folder / "plugin.toml").write_text(MANIFEST.format(id=id) if manifest is None else manifest)
        for name, text in files.items():
            (folder / name.replace("_in_", "/").replace("_dot_", ".")).write_text(text)
        return tmp_path / root

    return made
