"""A question: an analysis, named as the analyst would ask it, with what it wants to be told and what it can mean."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from workbench.questions.answer import Answer
from workbench.questions.parameter import Parameter

WORLDS: Mapping[str, str] = {
    "network": "Networks",
    "calls": "Calls, messages, sessions",
    "money": "Money",
    "darknet": "Darknet",
    "parcels": "Parcels",
    "across": "Across worlds",
}
AGAIN = ""  # the answer's steadiness is found by asking again with a tenth of the links taken away
Ask = Callable[..., Answer]


@dataclass(frozen=True)
class Question:
    """`ask(held, **settings)` gives the answer; `held` is what the case holds (`questions.held.Held`).

    `does` says in a sentence or two what it shows, `method` how, in words a court can follow, `innocent` what harmless
    explanations would look the same, `words` other words people look for it by. `version` rises when the same question
    of the same records would be answered otherwise. `steady` is AGAIN or says why asking again would tell nothing.
    """

    id: str
    title: str
    world: str
    does: str
    method: str
    innocent: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    version: int
    steady: str
    words: str
    ask: Ask

    def parameter(self, name: str) -> Parameter | None:
        return next((p for p in self.parameters if p.name == name), None)


def question(
    title: str,
    world: str,
    *,
    does: str,
    method: str,
    innocent: Sequence[str],
    parameters: Sequence[Parameter] = (),
    id: str = "",
    version: int = 1,
    steady: str = AGAIN,
    words: str = "",
) -> Callable[[Ask], Question]:
    """Makes a question of a function; its id is the function's name unless another is given."""
    if world not in WORLDS:
        raise ValueError(f"question {title}: there is no world {world}")

    def made(ask: Ask) -> Question:
        return Question(
            id or ask.__name__, title, world, does, method, tuple(innocent), tuple(parameters), version, steady, words,
            ask,
        )  # fmt: skip

    return made


def shipped() -> dict[str, Question]:
    """Every question that ships with the program, by id, in the order of the worlds and then of their files."""
    found: dict[str, Question] = {}
    for world in WORLDS:
        package = importlib.import_module(f"workbench.questions.{world}")
        for module in pkgutil.iter_modules(package.__path__):
            for one in _in(importlib.import_module(f"{package.__name__}.{module.name}")):
                if one.id in found:
                    raise ValueError(f"two questions are called {one.id}")
                found[one.id] = one
    return found


def _in(module: ModuleType) -> Iterator[Question]:
    values: list[Any] = list(vars(module).values())
    for value in values:
        if isinstance(value, Question) and value.ask.__module__ == module.__name__:
            yield value
