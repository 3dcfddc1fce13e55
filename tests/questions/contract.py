"""What every answer must be, whatever was asked: the contract of `questions.answer`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np

from workbench.case import segments
from workbench.case.told import PLACES
from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.held import Held

YEAR = 365 * 86400 * 1_000_000
EARLIEST, LATEST = -70 * YEAR, 130 * YEAR  # moments outside of 1900 to 2100 are units taken for others
ABSENT = {
    "what_is_missing",
    "silences",
}  # they claim that something is not there: no record can stand behind that
GRIDS = {"contact_matrix"}  # whose rows are lines of a table; an empty one claims nothing


BROKEN = re.compile(
    r"  |\bnan\b|\binf\b|\bNone\b(?! of)|\[\]|[{}]|\.\.| [.,;:]"
)  # texts made of what is not there

ODD_COUNTS = re.compile(
    r"(?<![\w.,:/+-])(?:1 (?:others|pairs|places|times|days|names|numbers|records|are|were|have|do)\b|0 others?\b)"
)


def breaks(held: Held, answer: Answer) -> list[str]:
    """What is wrong with an answer, nothing where it keeps the contract."""
    wrong = _sentences(answer) + _table(held, "answer", answer.columns, answer.rows)
    for table in answer.tables:
        wrong += _table(held, table.name, table.columns, table.rows)
    names = [table.name for table in answer.tables]
    wrong += [f"two tables are called {name}" for name in {n for n in names if names.count(n) > 1}]
    if answer.question not in ABSENT | GRIDS:
        wrong += [
            f"row {n} rests on nothing" for n, r in enumerate(answer.rows) if not r.refs and not r.links
        ]
    wrong += _evidence(held, answer)
    for curve in answer.curves:
        for name, (across, up) in curve.lines.items():
            if len(across) != len(up) or not np.isfinite([*across, *up]).all():
                wrong.append(f"curve {curve.name}: {name} is no line")
    for name, lines in answer.lists.items():
        if not all(isinstance(line, str) and line.strip() and "\n" not in line for line in lines):
            wrong.append(f"list {name} has an empty or broken line")
    return wrong


def _sentences(answer: Answer) -> list[str]:
    wrong = []
    for said in (answer.sentence, *answer.left_out, *([answer.sure] if answer.sure else [])):
        if not said.rstrip().endswith((".", "?")):
            wrong.append(f"no sentence: {said!r}")
        wrong += [f"{found!r} in {said!r}" for found in BROKEN.findall(said)]
        wrong += [f"{found!r} in {said!r}" for found in ODD_COUNTS.findall(said)]
    return wrong


def _table(held: Held, name: str, columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    wrong = []
    for said in ([c.name for c in columns], [c.title for c in columns]):
        wrong += [f"{name}: two columns {s!r}" for s in {s for s in said if said.count(s) > 1}]
    for number, row in enumerate(rows):
        where = f"{name} row {number}"
        if len(row.cells) != len(columns):
            wrong.append(f"{where}: {len(row.cells)} cells in {len(columns)} columns")
            continue
        for column, cell in zip(columns, row.cells, strict=True):
            if cell is not None and not fits(held, column.type, cell):
                wrong.append(f"{where}: {column.name} is {cell!r}, which is no {column.type}")
        wrong += [f"{where}: {e} is no entity" for e in row.entities if e not in held.whole.node_of]
        wrong += [
            f"{where}: the reason {why!r}" for why in row.why if not isinstance(why, str) or not why.strip()
        ]
        if row.moments is not None and not EARLIEST < row.moments[0] <= row.moments[1] < LATEST:
            wrong.append(f"{where}: moments {row.moments}")
    return wrong


def fits(held: Held, type: str, cell: Any) -> bool:
    """Whether a cell is what its column says."""
    whole = isinstance(cell, Integral) and not isinstance(cell, bool)
    figure = isinstance(cell, Real) and not isinstance(cell, bool | np.bool_) and math.isfinite(cell)
    match type:
        case "text":
            return isinstance(cell, str)
        case "entity":
            return whole and (cell == 0 or cell in held.whole.node_of)
        case "entities":
            return isinstance(cell, tuple) and all(e in held.whole.node_of for e in cell)
        case "count":
            return whole and cell >= 0
        case "number":
            return figure
        case "share":
            return figure and -1e-9 <= cell <= 1 + 1e-9
        case "moment":
            return whole and EARLIEST < cell < LATEST
        case "duration":
            return figure and cell >= 0
        case "money":
            return isinstance(cell, Money) and isinstance(cell.units, int) and isinstance(cell.asset, str)
        case "yes":
            return isinstance(cell, bool | np.bool_)
    return False


def _evidence(held: Held, answer: Answer) -> list[str]:
    """Every link is one of the graph, every ref names a row of a segment."""
    wrong = []
    rows = [*answer.rows, *(row for table in answer.tables for row in table.rows)]
    links = np.array([*answer.links, *(k for row in rows for k in row.links)], np.int64)
    strange = links[~np.isin(links, held.graph.link_ids)]
    if len(strange):
        wrong.append(f"no links of the graph: {strange[:3].tolist()}")
    sizes: dict[int, int] = {}
    for ref in {ref for row in rows for ref in row.refs}:
        segment, place = divmod(int(ref), PLACES)
        if segment not in sizes:
            sizes[segment] = segments.get(held.case.db, segment).rows
        if not 0 <= place < sizes[segment]:
            wrong.append(f"{ref} names no record")
    wrong += [f"row {n} names a record twice" for n, r in enumerate(rows) if len(set(r.refs)) != len(r.refs)]
    return wrong
