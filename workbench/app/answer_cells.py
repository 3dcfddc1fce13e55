"""Cells of an answer: as people read them, and as JSON has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from workbench.model.values import amounts
from workbench.questions.answer import Column, Row
from workbench.questions.held import Held


def text(held: Held, column: Column, cell: Any) -> str:
    """A cell as it is shown: plain words and numbers; "" where nothing is known."""
    if cell is None:
        return ""
    match column.type:
        case "entity":
            return held.caption(cell) if cell else ""
        case "entities":
            return ", ".join(held.caption(entity) for entity in cell)
        case "count":
            return f"{cell:,}"
        case "number":
            return f"{cell:,.4g}" if abs(cell) < 1e6 else f"{cell:,.0f}"
        case "share":
            return f"{cell:.1%}" if cell >= 0.001 or cell == 0 else f"{cell:.2g}"
        case "moment":
            return utc(cell).replace("T", " ").removesuffix("+00:00")
        case "duration":
            return span(cell)
        case "money":
            return f"{amounts.text(cell.units, cell.asset)} {cell.asset}".strip()
        case "yes":
            return "yes" if cell else "no"
    return str(cell)


def texts(held: Held, columns: Sequence[Column], row: Row) -> list[str]:
    """The cells of a row as they are shown; two entities that are called the same are told apart by their values."""
    shown = [text(held, column, cell) for column, cell in zip(columns, row.cells, strict=True)]
    named = [n for n, column in enumerate(columns) if column.type == "entity" and row.cells[n]]
    for n in named:
        if any(shown[n] == shown[m] and row.cells[n] != row.cells[m] for m in named):
            return [held.value(row.cells[m]) if m in named else said for m, said in enumerate(shown)]
    return shown


def utc(at: int) -> str:
    """A moment in UTC as ISO 8601, to the second."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)).isoformat(timespec="seconds")


def span(seconds: float) -> str:
    """A span of time with its two largest units."""
    left, said = round(seconds), []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if left >= size:
            said.append(f"{left // size} {unit}")
            left %= size
        if len(said) == 2:
            break
    return " ".join(said) or "0 s"


def plain(held: Held, column: Column, cell: Any) -> Any:
    """A cell as JSON has it."""
    if cell is None:
        return None
    match column.type:
        case "entity":
            return entity(held, cell) if cell else None
        case "entities":
            return [entity(held, one) for one in cell]
        case "moment":
            return utc(cell)
        case "money":
            return {"amount": amounts.text(cell.units, cell.asset), "asset": cell.asset}
    return cell.item() if hasattr(cell, "item") else cell


def entity(held: Held, id: int) -> dict[str, Any]:
    """An entity as JSON has it; `own_records` says that the case holds its own records, so that it looks central."""
    return {
        "id": int(id), "kind": held.kind(id), "value": held.value(id), "caption": held.caption(id),
        "own_records": id in held.own,
    }  # fmt: skip
