"""The readers of the phones' plugin, and short ways to run one over a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.plugins.reading_plugins import PLUGINS, shipped
from workbench.api import Layout, Reader, Rows
from workbench.plugin_host.loading import reader_source

SAMPLES = PLUGINS / "phones" / "samples"
_classes: list[type[Reader]] = []


def reader(id: str) -> Any:
    """A fresh reader of the plugin, such as "whatsapp"."""
    if not _classes:
        _classes.extend(reader_source(shipped())())
    return next(r for r in _classes if r.id == f"phones.{id}")()


def module(name: str) -> Any:
    """A module of the plugin, loaded as its readers load it."""
    import importlib

    reader("whatsapp")
    return importlib.import_module(f"clew_plugin_phones.{name}")


def stretches(id: str, path: Path, **layout: Any) -> Iterator[Rows]:
    yield from reader(id).tables(path, Layout(**layout))


def lines(id: str, path: Path, **layout: Any) -> list[dict[str, Any]]:
    """Every line a reader gives, without its empty cells."""
    found = [line for rows in stretches(id, path, **layout) for line in rows.frame.to_dicts()]
    return [{name: cell for name, cell in line.items() if cell is not None} for line in found]


def refused(id: str, path: Path, **layout: Any) -> list[tuple[int, str, str]]:
    """Row, reason and raw text of every row a reader refuses."""
    return [
        (r, why, raw) for rows in stretches(id, path, **layout) for r, _, why, raw in rows.rejects.iter_rows()
    ]
