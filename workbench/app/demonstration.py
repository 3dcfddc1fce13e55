"""The demonstration case, built from raw files in front of the user's eyes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.app import demo, importing, paths
from workbench.app.actions import asking
from workbench.app.importing import Outcome, Wishes
from workbench.app.library import Library
from workbench.case import entities, graphs, opening, search, sources
from workbench.case.cases import Case
from workbench.case.sources import Acquisition
from workbench.model.problems import Problem
from workbench.questions.joins import Joins

Tell = Callable[[int, int, str], None]
ANALYST = "Demonstration"


@dataclass(frozen=True)
class Demonstration:
    """The case made, what became of each file, and what joins them."""

    case: Case
    outcomes: list[Outcome]
    joins: Joins


def build(folder: Path, library: Library, *, seed: int | None = None, analyst: str = ANALYST, tell: Tell = lambda d, t, s: None) -> Demonstration:
    """Makes a case in `folder` by importing the demonstration's raw files, then asks what joins them.

    With a `seed` the raw files are written anew into `folder`, else those that ship are read. Problem when one of
    them is missing: nothing of the case is stored ready-made. The case is left open for writing.
    """
    raw = paths.resources() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    if seed is not None:
        raw = folder / "sources"
        demo.generate(raw, seed)
    missing = [name for name in demo.SOURCES if not (raw / name).is_file()]
    if missing:
        raise Problem(
            f"the demonstration's raw files are not there: {', '.join(missing)} in {raw}",
            "install Clew again, or give --seed 7 to write them anew",
        )
    case = opening.create(
        free_name(folder), library.kinds, analyst,
        title="Operation Demo", country="GB", zone="Europe/London",
        purpose="Training: everything in this case is invented",
        authority="Demonstration order 14/2026", officer="Unit 4",
    )  # fmt: skip
    try:
        wishes = Wishes(acquisition=Acquisition("", "Unit 4", "2026-07-02", "invented for training"))
        outcomes = []
        for number, name in enumerate(demo.SOURCES):
            tell(number, len(demo.SOURCES), f"Importing {name}")
            outcomes.append(importing.import_file(case, raw / name, library, wishes))
        tell(len(demo.SOURCES), len(demo.SOURCES), "Asking what joins the sources")
        search.catch_up(case)
        graph = graphs.read(case)
        with case.edit(asking.TITLE) as db:
            joins = asking.show_joins(case, db, graph)
    except BaseException:
        case.close()
        raise
    return Demonstration(case, outcomes, joins)


def free_name(folder: Path) -> Path:
    """A case file name nobody uses yet: an earlier demonstration may hold a trainee's work."""
    number, path = 1, folder / "demonstration.case"
    while path.exists():
        number += 1
        path = folder / f"demonstration {number}.case"
    return path


def findings(made: Demonstration) -> list[str]:
    """What the case shows, in sentences: who and what several sources name."""
    names = {s.id: s.name for s in sources.listed(made.case)}
    said = []
    for entity, in_sources in made.joins.joins:
        known = entities.get(made.case, entity)
        kind = made.case.kinds.entities[known.kind].name.lower()
        shown = entities.shown(made.case, known.kind, known.value)
        said.append(f"{kind} {shown} is in " + ", ".join(names[s] for s in in_sources))
    return said
