"""The questions that plugins bring. Apart from their readers, because the process that opens foreign files needs those
and nothing of a case."""

from __future__ import annotations

from dataclasses import replace

from workbench.api import Answer, Held, Problem, Question, question
from workbench.model.problems import BrokenReader
from workbench.plugin_host.discovery import Plugins
from workbench.plugin_host.loading import found_at, places_of


def load_questions(plugins: Plugins) -> list[Question]:
    """The questions that plugins bring; one that does not load is there as a question that says why when asked."""
    found = []
    for place in places_of(plugins, "questions"):
        try:
            made = found_at(place, "question")
            if not isinstance(made, Question):
                raise BrokenReader(
                    f"plugin {place.plugin}: {place.entry} is not a question",
                    "make it one with workbench.api.question",
                )
            found.append(replace(made, id=place.id))
        except Problem as problem:
            found.append(_unanswerable(place.id, problem))
    return found


def _unanswerable(id: str, problem: Problem) -> Question:
    """A question that raises the problem whenever it is asked."""

    @question(id, "across", id=id, does=str(problem), method="", innocent=())
    def unanswerable(held: Held) -> Answer:
        raise problem

    return unanswerable
