"""Cases told row by row, and questions asked of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.case import stories
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import Question


def at(text: str) -> int:
    """UTC microseconds of an ISO date or time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def tell(case: Case, folder: Path, rows: list[stories.Row], name: str = "story.csv") -> None:
    """Takes rows in as one file."""
    stories.take_in(case, folder, name, rows)


def held(case: Case) -> Held:
    """What the case holds now."""
    return Held(case, graphs.read(case))


def ask(case: Case, question: Question, *, steady: bool = False, **told: Any) -> Answer:
    """The answer of a question, its settings as values."""
    return asking.ask(held(case), question, told, steady=steady)


def entity(case: Case, kind: str, value: str) -> int:
    """The id of an entity."""
    graph = graphs.read(case)
    found = [n for n in range(len(graph)) if graph.values[n] == value and graph.kinds[graph.kind[n]] == kind]
    assert len(found) == 1, f"{len(found)} times {kind} {value}"
    return int(graph.ids[found[0]])


def shown(case: Case, answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    """The cells of the named columns of all rows, entities as their values."""
    whole = held(case)
    places = [[c.name for c in answer.columns].index(name) for name in names]

    def cell(row: tuple[Any, ...], place: int) -> Any:
        sort, value = answer.columns[place].type, row[place]
        if sort == "entity":
            return whole.value(value) if value else None
        if sort == "entities":
            return tuple(whole.value(v) for v in value)
        return value

    return [tuple(cell(row.cells, place) for place in places) for row in answer.rows]
