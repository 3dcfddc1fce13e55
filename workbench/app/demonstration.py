"""The demonstration case, built from raw files in front of the user's eyes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.app import arranging, demo, demonstrated, importing
from workbench.app import paths as places
from workbench.app.actions import asking
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.wishes import Wishes
from workbench.case import charts, entities, graphs, opening, sources
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.graph import Graph
from workbench.model.problems import Problem
from workbench.questions import expanding, paths
from workbench.questions.joins import Joins

Tell = Callable[[int, int, str], None]
ANALYST = "Demonstration"


@dataclass(frozen=True)
class Demonstration:
    """The case made, what became of each file, and what joins them."""

    case: Case
    outcomes: list[Outcome]
    joins: Joins


def build(
    folder: Path,
    library: Library,
    *,
    seed: int | None = None,
    analyst: str = ANALYST,
    tell: Tell = lambda d, t, s: None,
) -> Demonstration:
    """Makes a case in `folder` by importing the demonstration's raw files, then asks what joins them.

    With a `seed` the raw files are written anew into `folder`, else those that ship are read. Problem when one of
    them is missing: nothing of the case is stored ready-made. The case is left open for writing.
    """
    raw = places.resources() / "demo"
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
        authority=demonstrated.ORDER, officer=demonstrated.UNIT,
        offence="trafficking in drugs by post (invented)", handling="TRAINING",
    )  # fmt: skip
    try:
        outcomes = []
        for number, name in enumerate(demo.SOURCES):
            tell(number, len(demo.SOURCES), f"Importing {name}")
            wishes = Wishes(acquisition=demonstrated.acquired(name))
            outcomes.append(importing.import_file(case, raw / name, library, wishes))
        demonstrated.keep_evidence(case)
        tell(len(demo.SOURCES), len(demo.SOURCES), "Asking what joins the sources")
        with case.edit(asking.SERVICES) as db:
            asking.mark_services(case, db, graphs.read(case))
        graph = graphs.read(case)
        with case.edit(asking.TITLE) as db:
            joins = asking.show_joins(case, db, graph)
        if joins.joins:
            demonstrated.conclude(case, graph, joins.joins[0][0])
        follow(case, graph, joins)
    except BaseException:
        case.close()
        raise
    return Demonstration(case, outcomes, joins)


# What is looked at around the first join, as an analyst would: who it is, what he uses, whom he talks to, where
# the money goes. At most so many of each, those with most records first.
IDENTITY = (("gives_contact", 5), ("has_key", 5), ("takes_payment", 5), ("used_device", 5), ("used_sim", 5))
AROUND = (("sender_phone_of", 4), ("called", 2))


def follow(case: Case, graph: Graph, found: Joins) -> None:
    """Charts the thread that begins at the first join, one named step after the other; undo walks it back."""
    if not found.joins:
        return
    thread = [found.joins[0][0]]
    caption = graph.captions[graph.node_of[thread[0]]]
    with case.edit(f"Follow {caption} on a chart of its own") as db:
        chart = charts.create(db, "The thread")
        charts.move_to_front(db, chart)
        _show(case, db, graph, chart, thread)
    for _ in range(3):  # handle -> key -> the other handle -> its wallet
        for kind, most in IDENTITY:
            _expand(case, graph, chart, thread, kind, most)
    for kind, most in AROUND:
        _expand(case, graph, chart, thread[:1], kind, most, thread)
    talked_to = [e for e in thread if e != thread[0] and graph.kinds[graph.kind[graph.node_of[e]]] == "phone"]
    _expand(case, graph, chart, talked_to[-AROUND[-1][1] :], "called", 1, thread)
    for wallet in [e for e in thread if graph.kinds[graph.kind[graph.node_of[e]]] == "wallet"]:
        path = paths.to_nearest(graph, wallet, "account", forward=True)
        if path.found:
            thread += [e for e in path.entities if e not in thread]
            ends = [graph.captions[graph.node_of[e]] for e in (path.entities[0], path.entities[-1])]
            with case.edit(f"Path from {ends[0]} to {ends[1]}") as db:
                _show(case, db, graph, chart, path.entities)
            _expand(case, graph, chart, path.entities[-1:], "subscribed", 1, thread)
    with case.edit("Lay out the chart") as db:
        arranging.arrange(db, case, graph, chart, anew=True)


def _expand(
    case: Case,
    graph: Graph,
    chart: int,
    around: list[int],
    kind: str,
    most: int,
    thread: list[int] | None = None,
) -> None:
    """Expands entities by one kind of link and adds what is found to the thread; a step only where there is some."""
    thread = around if thread is None else thread
    found = expanding.expand(graph, around, thread, kind=kind, limit=most)
    if found.added:
        with case.edit(f"Expand by {case.kinds.links[kind].name}") as db:
            _show(case, db, graph, chart, found.added)
        thread += found.added


def _show(case: Case, db: Database, graph: Graph, chart: int, entities: list[int]) -> None:
    charts.show(db, chart, entities)
    arranging.arrange(db, case, graph, chart)


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
