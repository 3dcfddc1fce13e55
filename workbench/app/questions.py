"""The questions this program knows: those it ships with and those of plugins; what one is asked of."""

from __future__ import annotations

from workbench.app import kinds
from workbench.app.library import Library
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.model.problems import Problem
from workbench.plugin_host import questions as of_plugins
from workbench.questions import question as questions_of
from workbench.questions.held import Held, Moments, Tell
from workbench.questions.question import Question


def known(library: Library) -> dict[str, Question]:
    """Every question by its id: shipped ones by world, then those of plugins."""
    return questions_of.shipped() | {q.id: q for q in of_plugins.load_questions(library.plugins)}


def get(library: Library, id: str) -> Question:
    """The question called so. Problem, with the nearest names, where there is none."""
    found = known(library)
    if id not in found:
        near = [
            name for name in found if id.casefold() in name or id.casefold() in found[name].title.casefold()
        ]
        raise Problem(f"there is no question '{id}'", f"one of {', '.join(near or found)}")
    return found[id]


def held(
    case: Case,
    graph: Graph | None = None,
    *,
    moments: Moments = None,
    tell: Tell = lambda done, total, text: None,
) -> Held:
    """What a question may be asked of: the whole case, or a stretch of time of it."""
    whole = graph if graph is not None else graphs.read(case)
    return Held(case, whole, moments=moments, tell=tell, kinds=case.kinds_with(kinds.shipped()))
