"""Charts: which entities are shown where. A computed layout is one blob; placements are only what was moved."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case.cases import Case
from workbench.case.engine import Database, new_id
from workbench.model.looks import ChartLook


@dataclass(frozen=True)
class Chart:
    """A chosen part of the graph: entities shown and hidden, where each stands, which the analyst pinned.

    `positions` maps entity to (x, y) in chart units, hand-placed ones over computed ones.
    """

    id: int
    title: str
    shown: list[int]
    hidden: list[int]
    positions: dict[int, tuple[float, float]]
    placed: frozenset[int]
    pinned: frozenset[int]
    look: dict[str, Any]

    @cached_property
    def looked(self) -> ChartLook:
        """How the chart is looked at: its filters, groups, colours."""
        return ChartLook.read(self.look)


def listed(case: Case) -> list[tuple[int, str]]:
    """The charts of the case, id and title."""
    return listed_from(case.db)


def listed_from(db: Database) -> list[tuple[int, str]]:
    """The charts as a connection sees them, such as the writer in the middle of a step."""
    return [(i, t) for i, t in db.conn.execute("SELECT id, title FROM chart ORDER BY place, id")]


def read(case: Case, chart: int) -> Chart:
    """One chart as it stands."""
    return read_from(case.db, chart)


def read_from(db: Database, chart: int) -> Chart:
    """One chart as a connection sees it, such as the writer in the middle of a step."""
    title, look = db.conn.execute("SELECT title, look FROM chart WHERE id = ?", (chart,)).fetchone()
    rows = db.conn.execute(
        "SELECT entity, hidden FROM chart_entity WHERE chart = ? ORDER BY id", (chart,)
    ).fetchall()
    computed = layout(db, chart)
    placed = db.conn.execute(
        "SELECT entity, x, y, pinned FROM placement WHERE chart = ?", (chart,)
    ).fetchall()
    return Chart(
        chart,
        title,
        [e for e, hidden in rows if not hidden],
        [e for e, hidden in rows if hidden],
        computed | {e: (x, y) for e, x, y, _ in placed},
        frozenset(e for e, _, _, _ in placed),
        frozenset(e for e, _, _, pinned in placed if pinned),
        json.loads(look),
    )


def create(db: Database, title: str) -> int:
    """Makes an empty chart inside a step; its id."""
    return new_id(db.conn.execute("INSERT INTO chart(title) VALUES(?)", (title,)))


def move_to_front(db: Database, chart: int) -> None:
    """Makes a chart the first: the one a case opens on."""
    db.conn.execute("UPDATE chart SET place = (SELECT min(place) FROM chart) - 1 WHERE id = ?", (chart,))


def rename(db: Database, chart: int, title: str) -> None:
    db.conn.execute("UPDATE chart SET title = ? WHERE id = ?", (title, chart))


def copy(db: Database, chart: int, title: str) -> int:
    """Makes a chart that shows the same in the same places, inside a step; its id."""
    made = create(db, title)
    db.conn.execute(
        "UPDATE chart SET look = (SELECT look FROM chart WHERE id = ?) WHERE id = ?", (chart, made)
    )
    for table, columns in (
        ("chart_entity", "entity, hidden"), ("chart_layout", "data"), ("placement", "entity, x, y, pinned"),
    ):  # fmt: skip
        db.conn.execute(
            f"INSERT INTO {table}(chart, {columns}) SELECT ?, {columns} FROM {table} WHERE chart = ?",
            (made, chart),
        )
    return made


def remove(db: Database, chart: int) -> None:
    """Removes a chart; the entities stay in the case."""
    for table in ("placement", "chart_layout", "chart_entity"):
        db.conn.execute(f"DELETE FROM {table} WHERE chart = ?", (chart,))
    db.conn.execute("DELETE FROM chart WHERE id = ?", (chart,))


def set_look(db: Database, chart: int, look: dict[str, Any]) -> None:
    """Keeps how the chart is looked at, such as which on-demand kinds of link it shows."""
    db.conn.execute("UPDATE chart SET look = ? WHERE id = ?", (json.dumps(look, sort_keys=True), chart))


def relook(db: Database, chart: int, change: Callable[[ChartLook], ChartLook]) -> None:
    """Changes how the chart is looked at, inside a step: from what stands in the case, so that two changes in quick
    succession both stay."""
    (said,) = db.conn.execute("SELECT look FROM chart WHERE id = ?", (chart,)).fetchone()
    set_look(db, chart, change(ChartLook.read(json.loads(said))).written())


def show(db: Database, chart: int, entities: Iterable[int]) -> None:
    """Puts entities on the chart; hidden ones show again."""
    db.conn.executemany(
        "INSERT INTO chart_entity(chart, entity) VALUES(?, ?) "
        "ON CONFLICT(chart, entity) DO UPDATE SET hidden = 0 WHERE hidden",
        [(chart, e) for e in entities],
    )


def hide(db: Database, chart: int, entities: Iterable[int], hidden: bool = True) -> None:
    """Hides entities on the chart, or shows them again; hidden ones are counted on screen."""
    db.conn.executemany(
        "UPDATE chart_entity SET hidden = ? WHERE chart = ? AND entity = ?",
        [(int(hidden), chart, e) for e in entities],
    )


def take_off(db: Database, chart: int, entities: Iterable[int]) -> None:
    """Takes entities off the chart; never out of the case."""
    pairs = [(chart, e) for e in entities]
    db.conn.executemany("DELETE FROM chart_entity WHERE chart = ? AND entity = ?", pairs)
    db.conn.executemany("DELETE FROM placement WHERE chart = ? AND entity = ?", pairs)


def place(db: Database, chart: int, moved: Iterable[tuple[int, float, float]]) -> None:
    """Keeps where the analyst put entities; no layout moves them afterwards."""
    db.conn.executemany(
        "INSERT INTO placement(chart, entity, x, y) VALUES(?, ?, ?, ?) "
        "ON CONFLICT(chart, entity) DO UPDATE SET x = excluded.x, y = excluded.y",
        [(chart, e, float(x), float(y)) for e, x, y in moved],
    )


def pin(db: Database, chart: int, where: Iterable[tuple[int, float, float]], pinned: bool) -> None:
    """Pins entities where they stand, or lets them go."""
    where = list(where)
    if pinned:
        place(db, chart, where)
        db.conn.executemany(
            "UPDATE placement SET pinned = 1 WHERE chart = ? AND entity = ?",
            [(chart, e) for e, _, _ in where],
        )
    else:
        db.conn.executemany(
            "DELETE FROM placement WHERE chart = ? AND entity = ?", [(chart, e) for e, _, _ in where]
        )


def layout(db: Database, chart: int) -> dict[int, tuple[float, float]]:
    """The computed layout: entity -> (x, y)."""
    row = db.conn.execute("SELECT data FROM chart_layout WHERE chart = ?", (chart,)).fetchone()
    if row is None:
        return {}
    frame = pl.read_ipc(io.BytesIO(row[0]))
    return {e: (x, y) for e, x, y in frame.iter_rows()}


def keep_layout(
    db: Database, chart: int, entities: npt.NDArray[np.int64], xy: npt.NDArray[np.float32]
) -> None:
    """Keeps a computed layout as one blob."""
    frame = pl.DataFrame({"entity": entities.astype(np.int64), "x": xy[:, 0], "y": xy[:, 1]})
    out = io.BytesIO()
    frame.write_ipc(out, compression="zstd")
    if layout_hash(db, chart) == hashlib.sha256(out.getvalue()).hexdigest():
        return
    db.conn.execute("INSERT OR REPLACE INTO chart_layout VALUES(?, ?)", (chart, out.getvalue()))


def layout_hash(db: Database, chart: int) -> str:
    """SHA-256 of the kept layout, "" without one."""
    row = db.conn.execute("SELECT data FROM chart_layout WHERE chart = ?", (chart,)).fetchone()
    return hashlib.sha256(row[0]).hexdigest() if row else ""
