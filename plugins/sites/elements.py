"""What the readers of this plugin share: elements of a file that each give lines of cells, as a stretch of a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from workbench.api import Problem, Rows, Stretch, Table, sound_text

BLOCK = 2_000
LARGEST = 256 << 20  # bytes of a file that is taken in as one piece
Cells = dict[str, str | None]


@dataclass(frozen=True)
class Element:
    """One element of a file: its row, its text as it stands, the cells it gives, or why it gives none."""

    row: int
    text: str
    cells: Sequence[Cells] = ()
    fault: str = ""


def whole(path: Path) -> tuple[bytes, str]:
    """The bytes of a file that is small enough to be taken as one piece, and their SHA-256."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Problem(f"{path.name} is too large to be taken in as one piece ({size:,} bytes)", "split it")
    with path.open("rb") as file:
        data = file.read()
    return data, hashlib.sha256(data).hexdigest()


def parsed(text: str, name: str) -> Any:
    """A JSON value whose numbers stay as they are written. Problem where it is none."""
    try:
        return json.loads(text, parse_float=str, parse_int=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Problem(
            f"{name} is not whole JSON: {error}", "ask for the file again; it may be cut off"
        ) from error


def as_text(said: Any) -> str:
    """A JSON value on one line."""
    return sound_text(json.dumps(said, ensure_ascii=False))


def table(name: str, columns: Sequence[str], elements: Iterable[Element]) -> Table:
    """What sniffing tells of the first elements."""
    rows = [(e.row, cells) for e in islice(elements, 20) for cells in e.cells]
    sample = tuple(tuple(cells.get(column) or "" for column in columns) for _, cells in rows)
    return Table(name, tuple(columns), 0, sample, tuple(row for row, _ in rows))


def stretches(name: str, columns: Sequence[str], elements: Iterable[Element], total: int) -> Iterator[Rows]:
    """The elements as stretches of a table; their texts come along, for they are no lines."""
    waiting, made = iter(elements), Stretch(name, columns)
    while block := list(islice(waiting, BLOCK)):
        for e in block:
            if e.fault:
                made.refuse(e.row, e.text, e.fault)
            else:
                made.add(e.row, e.text, ([cells.get(column) for column in columns] for cells in e.cells))
        yield made.take(total, total)
