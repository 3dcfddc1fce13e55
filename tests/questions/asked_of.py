"""What each question is told when all of them are asked of the demonstration: by rule, and by choice where a rule
cannot know."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from workbench.app.demonstration import Demonstration
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import Question

USUAL = {
    "network": ("phone",),
    "calls": ("phone",),
    "money": ("wallet",),
    "darknet": ("handle",),
    "across": ("phone",),
}
MANY = 3  # entities named where several may be
LIGHTER: dict[str, dict[str, Any]] = {  # fewer draws: what is held to the contract is the same
    "closest": {"exact": 1000, "starts": 100},
    "most_bridging": {"exact": 1000, "starts": 100},
    "disruption": {"order": "degree", "most": 5, "lots": 5},
}
OLD, NEW = "+447700900199", "+447700900266"


class Watched(Held):
    """What is held, which remembers the records that were asked for."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.looked: set[tuple[str, tuple[str, ...], bool]] = set()

    def records(self, kind: str, wanted: Sequence[str], *, once: bool = True) -> pl.DataFrame:
        self.looked.add((kind, tuple(wanted), once))
        return super().records(kind, wanted, once=once)


@dataclass(frozen=True)
class Told:
    """The demonstration, a copy of it beside, and what questions of it are told."""

    held: Watched
    beside: Path

    def settings(self, question: Question) -> dict[str, Any]:
        """What a question wants to be told and has no default for."""
        told = {p.name: self._value(question, p) for p in question.parameters if p.required}
        return told | self._chosen(question.id) | LIGHTER.get(question.id, {})

    def connected(self, kinds: Sequence[str] = (), *, common: bool = False) -> list[int]:
        """The entities of some kinds that most records name, common services or all others."""
        graph = self.held.whole
        wanted = np.isin(graph.kind, [n for n, k in enumerate(graph.kinds) if not kinds or k in kinds])
        there = np.flatnonzero(wanted & (graph.common == common))
        found: list[int] = graph.ids[there[np.lexsort((there, -graph.records[there]))]].tolist()
        return found

    def entity(self, value: str) -> int:
        graph = self.held.whole
        return int(graph.ids[list(graph.values).index(value)])

    def middle(self) -> int:
        """A moment in the midst of the records."""
        at = self.held.events()["at"]
        return int(at[len(at) // 2])

    def _value(self, question: Question, one: Parameter) -> Any:
        known = self.connected(one.takes or USUAL.get(question.world, ())) or self.connected()
        match one.type:
            case "entity":
                return known[1] if one.name == "other" else known[0]
            case "entities":
                return tuple(known[:MANY])
            case "moment":
                return self.middle()
            case "file":
                return self.beside
            case "text":
                return one.fallback
        raise AssertionError(f"{question.id}: nothing says what {one.name} may be told")

    def _chosen(self, id: str) -> dict[str, Any]:
        """What no rule finds: who is known to be worth asking about."""
        match id:
            case "ways_between" | "reached_in_time":
                return {"one": self.entity(OLD), "other": self.entity(NEW)}
            case "near_phone":
                return {"phone": self.entity(OLD)}
            case "between_sets":
                return {"these": (self.entity(OLD),), "those_kinds": ("wallet",), "longest": 6}
        return {}


def told(made: Demonstration, held: Watched, folder: Path) -> Told:
    """What is needed to ask of the demonstration; its copy is put into the folder."""
    made.case.writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    beside = folder / "beside.case"
    shutil.copy(made.case.path, beside)
    return Told(held, beside)
