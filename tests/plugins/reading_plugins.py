"""Reads a file with a plugin's recipe, in a child process that knows the plugins' readers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from workbench.ingest import reading
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model import kinds as kinds_of
from workbench.model.block import Block, Ending
from workbench.model.kinds import Kinds
from workbench.plugin_host.discovery import Plugins, discover

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
LONDON = ReadContext(country="GB", zone="Europe/London")


@cache
def shipped() -> Plugins:
    """The plugins that ship with the project; each must be ready."""
    sorts = sorted((PLUGINS.parent / "resources" / "kinds").iterdir())
    kinds = kinds_of.parse((s.name, f.name, f.read_text("utf-8")) for s in sorts for f in sorted(s.iterdir()))
    return discover([PLUGINS], kinds)


def recipes() -> dict[str, Recipe]:
    """Every recipe of every plugin, by id."""
    return {recipe.id: recipe for recipe in shipped().recipes}


@dataclass
class Read:
    """What reading a file gave: blocks as they came, and its facts."""

    blocks: list[Block]
    ending: Ending

    @property
    def rows(self) -> int:
        return sum(block.rows for block in self.blocks)

    @property
    def rejects(self) -> list[tuple[int, str, str, str]]:
        return [said for block in self.blocks for said in block.rejects.iter_rows()]

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind."""
        return dict(Counter(record["kind"] for record in self.records))

    @property
    def entities(self) -> dict[str, int]:
        """How many entities of each kind."""
        return dict(Counter(kind for block in self.blocks for kind in block.values["kind"]))

    def links(self, kinds: Kinds) -> dict[str, int]:
        """How many links of each stored kind the records make: distinct pairs of start and end."""
        pairs: dict[str, set[tuple[str, str]]] = {}
        for record in self.records:
            for link, making in kinds.made_by(record["kind"], "stored"):
                start, end = record.get(making.start), record.get(making.end)
                if start and end:
                    pairs.setdefault(link.id, set()).add((start, end))
        return {link: len(found) for link, found in pairs.items()}

    @property
    def records(self) -> list[dict[str, Any]]:
        """Every record, entities as "kind:value", moments in UTC, amounts as smallest units and asset."""
        values = [("", ""), *(row[:2] for block in self.blocks for row in block.values.iter_rows())]
        made = []
        for block in self.blocks:
            for kind, frame in sorted(block.records.items()):
                for row in frame.iter_rows(named=True):
                    made.append({"kind": kind, **_plain(row, frame.schema, values)})
        return made


def _plain(row: dict[str, Any], schema: pl.Schema, values: list[tuple[str, str]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or "." in name:
            continue
        if name in ("row", "part"):
            said[name] = value
        elif schema[name] == pl.Int32:
            if value:
                said[name] = ":".join(values[value])
        elif f"{name}.offset" in row:
            moment = datetime.fromtimestamp(value / 1e6, UTC)
            said[name] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif f"{name}.asset" in row:
            said[name] = f"{value} {row[f'{name}.asset']}"
        else:
            said[name] = value
    return said


def read(path: Path, with_recipe: Recipe, kinds: Kinds, by: Child) -> Read:
    with reading.open(path, with_recipe, kinds=kinds, context=LONDON, by=by) as opened:
        blocks = list(opened)
        return Read(blocks, opened.ending)


def best_of(path: Path, by: Child) -> Recipe:
    """The recipe that is found for a file without asking."""
    best = recognise(path, recipes().values(), by=by).best
    assert best is not None, f"nothing is sure of {path.name}"
    return best.recipe
