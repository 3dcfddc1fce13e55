"""Files made on the spot, recipes in a line, and one child process for all tests of the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest

from workbench.ingest import recipe
from workbench.ingest.applying import Applying
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
from workbench.ingest.delimited import Delimited
from workbench.ingest.ordering import Deciding
from workbench.ingest.readers import Layout, Rows
from workbench.ingest.recipe import Filling, Recipe, Section, Source
from workbench.model.block import Block
from workbench.model.kinds import Kinds

CALLS = """
id = "test.calls"
name = "Calls"
reader = "delimited"
[recognise]
headers = ["From", "To", "When"]
[[record]]
kind = "call"
[record.fields]
caller = { column = "From" }
callee = { column = "To" }
start = { column = "When" }
"""


@dataclass
class Table:
    """All that a delimited file gave."""

    frame: pl.DataFrame
    rejects: pl.DataFrame
    facts: dict[str, object]
    sha256: str
    raw: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[int, tuple[str, ...]]]:
        """Row number and cells, empty ones as ""."""
        bare = self.frame.drop("row")
        return [
            (number, tuple(cell or "" for cell in cells))
            for number, cells in zip(self.frame["row"].to_list(), bare.rows(), strict=True)
        ]


def read_table(path: Path, layout: Layout | None = None) -> Table:
    """Reads a delimited file in this very process."""
    reader = Delimited()
    stretches = list(reader.tables(path, layout or Layout()))
    raw = [rows.raw for rows in stretches if rows.raw is not None]
    return Table(
        pl.concat([rows.frame for rows in stretches]),
        pl.concat([rows.rejects for rows in stretches]),
        reader.facts,
        reader.sha256,
        {number: text for frame in raw for number, text in frame.iter_rows()},
    )


@dataclass
class Applied:
    """All that a recipe made of a table: values by index, blocks."""

    blocks: list[Block]
    oddities: dict[str, int]

    @property
    def values(self) -> list[tuple[str, str, bool]]:
        return [row for block in self.blocks for row in block.values.rows()]

    @property
    def rejects(self) -> list[tuple[int, str, str, str]]:
        return [row for block in self.blocks for row in block.rejects.rows()]

    def records(self, kind: str) -> list[dict[str, object]]:
        """Records as plain values, entities as "kind:value" or ""."""
        values = [("", ""), *(v[:2] for v in self.values)]
        found = []
        for block in self.blocks:
            frame = block.records.get(kind, pl.DataFrame())
            for row in frame.iter_rows(named=True):
                entities = {n for n, t in frame.schema.items() if t == pl.Int32} - {"part"}
                found.append(
                    {n: ":".join(values[v]).strip(":") if n in entities else v for n, v in row.items()}
                )
        return found


def apply(text: str, rows: Rows | list[Rows], kinds: Kinds, context: ReadContext | None = None) -> Applied:
    """Applies a recipe to stretches of a table in this very process."""
    one = recipe.parse(text)
    recipe.check(one, kinds)
    stretches = rows if isinstance(rows, list) else [rows]
    deciding = Deciding(one, kinds)
    deciding.decide(stretches)
    applying = Applying(one, kinds, context or ReadContext(country="GB", filename="file.csv"), deciding)
    return Applied([applying.block(stretch) for stretch in stretches], applying.oddities)


def table(columns: dict[str, list[str | None]], *, name: str = "t", first: int = 2, **more: object) -> Rows:
    """Rows made by hand, numbered from `first`."""
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    numbers = pl.int_range(first, first + frame.height, dtype=pl.Int64, eager=True).alias("row")
    return Rows(name, frame.with_columns(numbers), None, 1, 1, **more)  # type: ignore[arg-type]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Writes a file and answers its path."""

    def written(text: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return path

    return written


@pytest.fixture(scope="session")
def by() -> Iterator[Child]:
    child = Child()
    yield child
    child.stop()


@pytest.fixture(scope="session")
def calls() -> Recipe:
    return recipe.parse(CALLS)


def picked(
    kind: str,
    columns: dict[str, str | tuple[str, ...]],
    layout: Layout | None = None,
    reader: str = "delimited",
) -> Recipe:
    """The recipe of somebody who picks a column, or columns to join, for each field of a table nobody knows."""
    fields = {name: Filling(Source((c,) if isinstance(c, str) else c)) for name, c in columns.items()}
    section = Section(kind, fields)
    layout = layout or Layout(headers=tuple(section.columns))
    return Recipe("hand.made", "Columns picked by hand", reader, (section,), layout)
