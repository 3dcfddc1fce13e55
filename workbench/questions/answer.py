"""What a question gives back: the answer with its reasons, so that a court can follow it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

TYPES = ("text", "entity", "entities", "count", "number", "share", "moment", "duration", "money", "yes")


@dataclass(frozen=True)
class Money:
    """An exact amount: units of the asset's smallest unit, and the asset's code."""

    units: int
    asset: str


@dataclass(frozen=True)
class Column:
    """A column of the answer: `name` in JSON, `title` as shown, and what its cells are.

    Cells by type: text (str), entity (an id), entities (a tuple of ids), count (int), number and share (float), moment
    (UTC microseconds), duration (seconds), money (Money), yes (bool); None anywhere for not known.
    """

    name: str
    title: str
    type: str = "text"

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"column {self.name}: there is no type {self.type}")


@dataclass(frozen=True)
class Row:
    """One claim of the answer: its cells, whom it is about, and what it rests on.

    `entities` are those a chart shows for it, the one it is about first; `links` are ids of links and `refs` records
    (`case.told`) behind the claim, strongest first, all of them: what is shown of them is for the reader to choose.
    `why` gives the reasons in words, one each, those of a comparison led by + (for), - (against), ~ (little either
    way) or ! (decides). `moments` is the stretch of time it is about. `claim` names it where its entities do not tell
    it from others, as where it is about a substance that many sell.
    """

    cells: tuple[Any, ...]
    entities: tuple[int, ...] = ()
    links: tuple[int, ...] = ()
    refs: tuple[int, ...] = ()
    why: tuple[str, ...] = ()
    moments: tuple[int, int] | None = None
    claim: str = ""

    @property
    def about(self) -> tuple[Any, ...]:
        """What tells this claim from others when the question is asked again."""
        return (self.claim,) if self.claim else self.entities[:2] or self.cells[:1]


@dataclass(frozen=True)
class Table:
    """A further table of the answer, such as amounts by another rule."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Curve:
    """A figure over a figure, such as the share still connected over the number removed: one line for each name."""

    name: str
    title: str
    across: str
    up: str
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]]


@dataclass(frozen=True)
class Answer:
    """An answer. A question fills in what it found; the rest, from `question` on, is filled in by `asking.ask`.

    `sentence` is the answer in one sentence; `left_out` says what was not looked at or not shown, with counts; `sure`
    how sure this is and why; `links` are shown on the chart besides those of the rows; `lists` are what may be written
    to a file and carried away (name -> lines). `held` are the entities whose own records the case holds: they always
    look central. `steady` says what becomes of the answer when a tenth of the links is taken away.
    """

    sentence: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    left_out: tuple[str, ...] = ()
    sure: str = ""
    tables: tuple[Table, ...] = ()
    curves: tuple[Curve, ...] = ()
    links: tuple[int, ...] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    question: str = ""
    version: int = 0
    method: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    innocent: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    held: frozenset[int] = frozenset()
    steady: str = ""

    def with_(self, **more: Any) -> Answer:
        """The same answer with some parts put in."""
        return replace(self, **more)

    @property
    def entities(self) -> tuple[int, ...]:
        """Every entity the rows are about, in their order."""
        return tuple(dict.fromkeys(e for row in self.rows for e in row.entities))

    @property
    def digest(self) -> str:
        """SHA-256 over what was found: two answers with the same one say the same."""
        said = [self.question, self.version, self.sentence, self.left_out]
        said += [[asdict(row) for row in self.rows], [[asdict(r) for r in t.rows] for t in self.tables]]
        return hashlib.sha256(json.dumps(said, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    return str(value)
