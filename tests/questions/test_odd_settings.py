"""Every shipped question, told what makes little sense: it answers, or says what is wrong; it never breaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.questions.asked_of import Told
from tests.questions.contract import breaks
from workbench.model.problems import Cancelled, Problem
from workbench.questions import asking
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import Question, shipped

QUESTIONS = list(shipped().values())
DAY = 86400 * 1_000_000
PATIENCE = 0.6  # seconds of processor time after which an answer to such settings is no more waited for
HUGE = 10**7  # where no bound is declared
NUMBERS = ("whole", "number", "share", "duration")
ENTITIES = ("entity", "entities")
Odd = Callable[[Told, Parameter], Any]


def put(one: Parameter, entities: list[int]) -> Any:
    return entities[0] if one.type == "entity" else tuple(entities)


def least(demo: Told, one: Parameter) -> Any:
    if one.type in NUMBERS:
        found = one.least if one.least is not None else 0
        return int(found) if one.type in ("whole", "duration") else float(found)
    return {"yes": False}.get(one.type)


def most(demo: Told, one: Parameter) -> Any:
    if one.type in NUMBERS:
        found = one.most if one.most is not None else 1 if one.type == "share" else HUGE
        return int(found) if one.type in ("whole", "duration") else float(found)
    return {"yes": True}.get(one.type)


def unknown_kinds(demo: Told, one: Parameter) -> Any:
    return ("no such kind",) if one.type in ("kinds", "links") else None


def wrong_kind(demo: Told, one: Parameter) -> Any:
    if one.type not in ENTITIES:
        return None
    kinds = [k for k in demo.held.whole.kinds if k not in one.takes and k not in ("phone", "wallet")]
    return put(one, demo.connected(kinds)[:1])


def twice(demo: Told, one: Parameter) -> Any:
    return (
        put(one, demo.connected(one.takes or ("phone",))[:1] * 2)
        if one.type in ENTITIES and demo.connected(one.takes)
        else None
    )


def common_service(demo: Told, one: Parameter) -> Any:
    return put(one, demo.connected(common=True)[:1]) if one.type in ENTITIES else None


def not_held(demo: Told, one: Parameter) -> Any:
    return put(one, [999_999_999]) if one.type in ENTITIES else None


def backwards(demo: Told, one: Parameter) -> Any:
    """Until is before since; single moments lie before everything."""
    if one.type != "moment":
        return None
    return demo.middle() if one.name == "since" else 0


def unknown_source(demo: Told, one: Parameter) -> Any:
    return (999_999,) if one.type == "sources" else None


ODD: list[Odd] = [
    least, most, unknown_kinds, wrong_kind, twice, common_service, not_held, backwards, unknown_source,
]  # fmt: skip


def odd_ones(demo: Told, question: Question, odd: Odd) -> dict[str, Any]:
    values = {p.name: odd(demo, p) for p in question.parameters}
    return {name: value for name, value in values.items() if value is not None}


def impatient() -> Callable[[int, int, str], None]:
    until = time.process_time() + PATIENCE

    def tell(done: int, total: int, text: str) -> None:
        if time.process_time() > until:
            raise Cancelled

    return tell


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_odd_settings_are_borne(question: Question, demo: Told) -> None:
    middle = demo.middle()
    days = Held(demo.held.case, demo.held.whole, moments=(middle - DAY, middle + DAY))
    tried = 0
    for odd in ODD:
        settings = odd_ones(demo, question, odd)
        if not settings:
            continue
        days.tell = impatient()
        tried += 1
        try:
            answer = asking.ask(days, question, demo.settings(question) | settings, steady=False)
        except (Problem, Cancelled):
            continue
        assert breaks(days, answer) == [], odd.__name__
    assert tried or not question.parameters


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_beyond_its_bounds_is_refused_with_the_label(question: Question, demo: Told) -> None:
    for one in question.parameters:
        beyond = [one.least - 1] if one.least is not None else []
        beyond += [one.most + 1] if one.most is not None else []
        beyond += [-0.5, 1.5] if one.type == "share" else ["no such choice"] if one.type == "choice" else []
        for value in beyond:
            with pytest.raises(Problem, match="^" + one.label.split("(")[0].split("?")[0]):
                asking.ask(demo.held, question, demo.settings(question) | {one.name: value}, steady=False)
