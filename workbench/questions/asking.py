"""Asks a question: checks what it is told, has it answered, and adds what every answer must say of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Row
from workbench.questions.held import Cover, Held, day
from workbench.questions.parameter import Resolve
from workbench.questions.question import AGAIN, Question

ROUNDS, SHARE, FIRST = 5, 0.1, 10
SHOWN = 12  # sources whose coverage an answer spells out


def settings(question: Question, said: Mapping[str, str], resolve: Resolve) -> dict[str, Any]:
    """What the question is told: texts by parameter, the rest as declared. Problem names what is wrong."""
    for name in said:
        if question.parameter(name) is None:
            known = ", ".join(p.name for p in question.parameters) or "it takes none"
            raise Problem(f"'{question.title}' has no setting '{name}'", known)
    return {p.name: p.read(said.get(p.name, ""), resolve) for p in question.parameters}


def ask(held: Held, question: Question, told: Mapping[str, Any], *, steady: bool = True) -> Answer:
    """The answer, with its method, coverage and, unless not wanted, how it changes when links are taken away."""
    given = {p.name: p.checked(told.get(p.name, p.fallback)) for p in question.parameters}
    _check_kinds(held, question, given)
    found = question.ask(held, **given)
    answer = found.with_(
        question=question.id,
        version=question.version,
        method=question.method,
        settings=given,
        innocent=question.innocent,
        coverage=coverage(held),
        held=held.own & frozenset(found.entities),
        left_out=(*found.left_out, *_window(held)),
        steady=question.steady,
    )
    return (
        answer.with_(steady=steadiness(held, question, answer))
        if steady and question.steady == AGAIN
        else answer
    )


def _check_kinds(held: Held, question: Question, given: Mapping[str, Any]) -> None:
    """Problem where a kind of entity or of link is named that the case does not know."""
    known = {
        "kinds": {*held.case.kinds.entities, *held.whole.kinds},
        "links": {*held.case.kinds.links, *held.whole.link_kinds},
    }
    for one in question.parameters:
        for word in given[one.name] if one.type in known else ():
            if word not in known[one.type]:
                raise Problem(
                    f"{one.label}: there is no '{word}'", "one of " + ", ".join(sorted(known[one.type]))
                )


def steadiness(held: Held, question: Question, answer: Answer) -> str:
    """How the first rows change when a tenth of the links and records is taken away by lot, some times over."""
    first = [row.about for row in answer.rows[:FIRST]]
    if not first:
        return ""
    stayed, top = [], 0
    for number in range(ROUNDS):
        held.tell(number, ROUNDS, "asking again with a tenth of the links taken away")
        again = _again(held.thinned(SHARE, number), question, answer)
        stayed.append(len(set(first) & set(again)))
        top += bool(again) and again[0] == first[0]
    if len(first) == 1:
        return (
            f"With a tenth of the links and records taken away by lot, {ROUNDS} times over, "
            f"this row is still there {sum(stayed)} times."
        )
    return (
        f"With a tenth of the links and records taken away by lot, {ROUNDS} times over, of the first {len(first)} "
        f"rows {sum(stayed) / ROUNDS:.1f} stay on average and {min(stayed)} at the least; "
        f"the first stays first {top} times."
    )


def _again(held: Held, question: Question, answer: Answer) -> list[Any]:
    try:
        return [row.about for row in question.ask(held, **answer.settings).rows[:FIRST]]
    except Problem:  # what is left does not hold what was asked about
        return []


def coverage(held: Held) -> tuple[str, ...]:
    """Whose records are held, for which period, a sentence for each source."""
    said = [_covers(held, cover) for cover in held.coverage]
    if len(said) > SHOWN:
        said = [*said[:SHOWN], f"And {len(said) - SHOWN:,} more, as the list of sources shows."]
    return tuple(said) or ("The case holds no records: the answer rests on what an analyst drew.",)


def _covers(held: Held, cover: Cover) -> str:
    period = _period(cover.first, cover.last)
    if cover.subject:
        return f"{cover.name}: the records of {held.caption(cover.subject)}, {period} ({cover.basis})."
    if cover.basis == "records":
        return f"{cover.name}: whose records these are is not stated; what it holds runs {period}."
    return f"{cover.name}: {period} ({cover.basis}); whose records these are is not stated."


def _period(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return "without times"
    if first is None or last is None:
        return f"until {day(last)}" if last is not None else f"from {day(first or 0)}"
    return f"from {day(first)} to {day(last)}"


def _window(held: Held) -> tuple[str, ...]:
    if held.moments is None:
        return ()
    return (f"Only records from {day(held.moments[0])} up to {day(held.moments[1])} (UTC) were looked at.",)


def strongest(rows: Sequence[Row], most: int) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The first rows, and what to say of those left out."""
    if len(rows) <= most:
        return tuple(rows), ()
    return tuple(rows[:most]), (f"{len(rows) - most:,} more rows follow below these {most:,}.",)
