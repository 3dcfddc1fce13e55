"""Going through pairs that may be the same, one after the other: what is left, why, and what was judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import assessments, journal
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.questions.held import Held
from workbench.questions.likeness.entities import Pair, may_be_same
from workbench.questions.likeness.pairing import likely

SAME, APART, UNSURE = assessments.VERDICTS
LEAST = 0.05  # pairs less likely are not shown for review
KINDS = ("person", "organisation", "address", "handle")
Verdicts = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Review:
    """The pairs of one kind by falling chance, how the entities are called, and how sure the whole is: `compared` pairs
    were looked at, `expected` of them are expected to be the same."""

    kind: str
    pairs: tuple[Pair, ...]
    names: Mapping[int, str]
    compared: int
    expected: float

    def states(self, verdicts: Verdicts) -> list[str]:
        """What is judged of each pair: of itself, or by way of others where both were judged the same as a third."""
        groups = _groups(verdicts)
        return [
            verdicts.get(ends(pair), "")
            or (SAME if pair.one in groups and groups[pair.one] == groups.get(pair.other) else "")
            for pair in self.pairs
        ]


def next_open(states: Sequence[str], after: int) -> int | None:
    """The first pair after one, and then from the beginning, of which nothing is judged; None where all are."""
    size = len(states)
    return next((at % size for at in range(after + 1, after + 1 + size) if not states[at % size]), None)


def ends(pair: Pair) -> tuple[int, int]:
    """The two entities as judgements keep them."""
    return min(pair.one, pair.other), max(pair.one, pair.other)


def _groups(verdicts: Verdicts) -> dict[int, int]:
    """From each entity that was judged the same as others to the first of its group."""
    head: dict[int, int] = {}

    def first(entity: int) -> int:
        while head.setdefault(entity, entity) != entity:
            entity = head[entity]
        return entity

    for (one, other), verdict in verdicts.items():
        if verdict == SAME:
            low, high = sorted((first(one), first(other)))
            head[high] = low
    return {entity: first(entity) for entity in list(head)}


def review(case: Case, graph: Graph, kind: str, job: Job) -> Review:
    """Compares all entities of a kind; those judged the same already are one."""
    held = Held(case, graph, tell=job.tell)
    compared = may_be_same(held, kind)
    pairs = tuple(compared.pairs(LEAST))
    names = _names(held, {entity for pair in pairs for entity in (pair.one, pair.other)})
    learnt = compared.found.learnt
    expected = learnt.share * learnt.pairs if learnt else 0.0
    return Review(kind, pairs, names, compared.found.compared, expected)


def _names(held: Held, entities: set[int]) -> dict[int, str]:
    """How entities are called; by their whole identifier where several are called the same."""
    captions = {entity: held.caption(entity) for entity in sorted(entities)}
    often = Counter(captions.values())
    return {
        entity: caption if often[caption] == 1 else held.value(entity) for entity, caption in captions.items()
    }


def reason(pair: Pair) -> str:
    """What a judgement says of how the pair was found, for the analyst to put in other words."""
    agree = [part.field.label for part in pair.parts if part.mark in "+!"]
    differ = [part.field.label for part in pair.parts if part.mark == "-"]
    said = [
        f"alike: {', '.join(agree)}" if agree else "",
        f"different: {', '.join(differ)}" if differ else "",
    ]
    return "; ".join([*filter(None, said), f"{likely(pair.chance)} likely by comparing fields"])


def verdicts(case: Case) -> dict[tuple[int, int], str]:
    """What is judged in the case now."""
    return assessments.judged(case)


def judge(
    session: Session, review: Review, pair: Pair, verdict: str, why: str, done: Callable[[Any], None]
) -> None:
    """Judges a pair, as one step that can be undone; `done` is called when it is in the case."""
    title = f"Judge {verdict}: {review.names[pair.one]} and {review.names[pair.other]}"
    said = why or reason(pair)
    session.edit(
        title, lambda case, db: assessments.judge(case, db, pair.one, pair.other, verdict, said), done
    )


def last_step(case: Case) -> int:
    """The latest step that is not undone, 0 where there is none."""
    return max(
        (step.id for step in journal.steps(case.db) if not step.undone and not step.dropped), default=0
    )


def is_judgement(case: Case, step: int) -> bool:
    """Whether a step judged a pair."""
    return any(one.id == step and one.title.startswith("Judge ") for one in journal.steps(case.db, step))
