"""The open case, its graph, its chart, the selection, and who wants to know."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workbench.app.jobs import Deliver, Job, Jobs
from workbench.app.library import Library
from workbench.app.notices import Notice
from workbench.app.seen import Seen, nothing, seen
from workbench.app.sitting import Sitting, Why
from workbench.app.unread import Unread
from workbench.case import charts, graphs, journal, opening
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.engine import Database
from workbench.model import graph as graph_of
from workbench.model.changes import Changes
from workbench.model.graph import Graph
from workbench.model.problems import Cancelled, Problem

# A change of one of these makes a new graph; anything else leaves it as it is.
GRAPH_TABLES = (
    "included", "apart", "drawn_entity", "drawn_link", "attribution", "judgement", "common_service",
)  # fmt: skip


@dataclass(frozen=True)
class Selection:
    """What the analyst points at: entity ids, link ids, and `moments`, a stretch of time in UTC microseconds with the
    end left out. Every view shows such a stretch as long as it is chosen; a filter by time is what stays of it."""

    entities: frozenset[int] = field(default_factory=frozenset)
    links: frozenset[int] = field(default_factory=frozenset)
    moments: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.entities or self.links or self.moments)


class Session:
    """One analyst at one case. Views register for `changed`, `selected` and `working`, and read; edits go through
    `edit`, which runs them on the writer thread as one undoable step.

    `deliver` puts a callable on the thread that owns the views; by default callables run where they are.
    """

    def __init__(
        self, analyst: str = "", deliver: Deliver = lambda call: call(), library: Library | None = None
    ) -> None:
        self.analyst = analyst or os.environ.get("CLEW_ANALYST") or getpass.getuser()
        self.changed: Notice[Changes] = Notice()
        self.selected: Notice[Selection] = Notice()
        self.working: Notice[Job] = Notice()
        self._deliver = deliver
        self.jobs = Jobs(deliver, self.working)
        self.case: Case | None = None
        self.sitting: Sitting | None = None
        self.graph: Graph = graph_of.empty()
        self.chart: Chart | None = None
        self.seen: Seen = nothing()
        self._read = self.graph  # the latest on the writer's queue, of which views may not have heard yet
        self._unread = Unread()
        self.selection = Selection()
        self.library = library or Library.shipped()
        self.problem: Callable[[BaseException], None] = _raise
        self.told: Callable[[str], None] = lambda sentence: None
        self.why: Why = lambda what, before: before
        # whether nothing of the case is remembered outside it
        self.discreet: Callable[[], bool] = lambda: False
        self.imported: Callable[[list[Any]], None] = lambda outcomes: None

    # -- the case ------------------------------------------------------------------------------------------

    def open(self, path: Path, passphrase: str = "", *, chart: int = 0, reading: bool = False) -> None:
        """Opens a case for writing, or for `reading` only, and shows a chart of it, the first where it has no such."""
        self.take(opening.open_case(path, self.analyst, write=not reading, passphrase=passphrase), chart)
        if self.sitting is not None:
            self.sitting.begin()

    def new(self, path: Path, passphrase: str = "", **about: str) -> None:
        """Makes a case, protected where a passphrase is given, and opens it."""
        self.take(opening.create(path, self.library.kinds, self.analyst, passphrase=passphrase, **about))

    def take(self, case: Case, chart: int = 0) -> None:
        """Goes on with a case that is open already, such as the demonstration's."""
        sitting = Sitting(case, self.why, lambda said: self._deliver(lambda: self.told(said)))
        self.close_case()
        self.case, self.sitting = case, sitting
        listed = charts.listed(case)
        shown = next((id for id, _ in listed if id == chart), listed[0][0] if listed else 0)
        self.chart = charts.read(case, shown) if shown else None
        self.selection = Selection()
        self.reread(Changes("open", frozenset({"case", *GRAPH_TABLES, "chart"})))

    def leave(self) -> None:
        """Closes the case and tells everybody that none is open."""
        self.close_case()
        self.selection = Selection()
        self.changed(Changes("close", frozenset({"case", *GRAPH_TABLES, "chart"})))

    def close_case(self) -> None:
        """Stops what works on the case, then closes it, leaving a single file."""
        if self.case is not None:
            self.jobs.stop()
            if self.sitting is not None:
                self.sitting.enter_seen()
            self.case.close()
            self.sitting = None
            self.case, self.chart, self.graph, self.seen = None, None, graph_of.empty(), nothing()
            self._read = self.graph

    def close(self) -> None:
        """Ends the session: jobs first, then the case."""
        self.jobs.close()
        self.close_case()
        self.library.close()

    @property
    def open_case(self) -> Case:
        """The case, where there must be one."""
        if self.case is None:
            raise Problem("no case is open", "make one or open one first")
        return self.case

    # -- doing ---------------------------------------------------------------------------------------------

    def edit(
        self,
        title: str,
        work: Callable[[Case, Database], Any],
        done: Callable[[Any], None] = lambda result: None,
    ) -> Job:
        """Does one named, undoable step on the writer thread; views hear of it when it is committed."""
        case = self.open_case

        def step(job: Job) -> tuple[Any, Changes]:
            with case.edit(title) as db:
                result = work(case, db)
            return result, case.latest

        def finish(outcome: tuple[Any, Changes]) -> None:
            self.reread(outcome[1])
            done(outcome[0])

        return self.jobs.write(title, step, kept=True, done=finish, failed=self.problem)

    def work(
        self, title: str, work: Callable[[Case, Job], Any], done: Callable[[Any], None] = lambda r: None
    ) -> Job:
        """Runs writing work that takes its own steps, such as an import, then rereads everything, for what was done
        before it failed is done."""
        case = self.open_case
        touched = Changes(title, frozenset({*GRAPH_TABLES, "source", "chart"}))

        def finish(result: Any) -> None:
            self.reread(touched)
            done(result)

        def failed(problem: BaseException) -> None:
            if self.case is case:
                self.reread(touched)
            elif isinstance(problem, Cancelled):
                self.told(
                    f"{title}: stopped, because the case was closed. What was not finished is not in it."
                )
            self.problem(problem)

        return self.jobs.write(title, lambda job: work(case, job), done=finish, failed=failed)

    def look(
        self, title: str, work: Callable[[Case, Job], Any], done: Callable[[Any], None], *, replaces: str = ""
    ) -> Job:
        """Reads something of the case off the GUI thread; the latest asker of the same word wins."""
        case = self.open_case
        return self.jobs.read(
            title, lambda job: work(case, job), done=done, replaces=replaces, failed=self._unless_cancelled
        )

    def hand_out(self, title: str, work: Callable[[Case, Job], Any], said: Callable[[Any], str]) -> Job:
        """Writes something outside the case and enters it in the log, then says so. Where the case asks why, somebody
        says it first."""
        case = self.open_case
        if self.sitting is not None and case.asks_why:
            self.sitting.ask_why(title)

        def done(result: Any) -> None:
            self.changed(Changes(title, frozenset({"log"})))
            self.told(said(result))

        return self.jobs.write(title, lambda job: work(case, job), done=done, failed=self.problem)

    def selected_links(self) -> list[int]:
        """The selected links, and those of selected entities, most records first."""
        graph, found = self.graph, set(self.selection.links)
        for entity in self.selection.entities:
            if entity in graph.node_of:
                found |= {int(graph.link_ids[k]) for k in graph.links_at(graph.node_of[entity])}
        count = {link: int(graph.count[graph.link_of[link]]) for link in found if link in graph.link_of}
        return sorted(found, key=lambda link: (-count.get(link, 0), link))

    def _unless_cancelled(self, problem: BaseException) -> None:
        if not isinstance(problem, Cancelled):
            self.problem(problem)

    def undo(self) -> Job:
        return self._replay("Undo", lambda case: case.undo())

    def redo(self) -> Job:
        return self._replay("Redo", lambda case: case.redo())

    def _replay(self, title: str, replay: Callable[[Case], Changes | None]) -> Job:
        case = self.open_case
        return self.jobs.write(
            title,
            lambda job: replay(case),
            kept=True,
            done=lambda changes: self.reread(changes) if changes else None,
            failed=self.problem,
        )

    def go_to(self, step: int) -> Job:
        """Undoes or redoes until this step is the latest one done."""
        case = self.open_case

        def replay(job: Job) -> Changes:
            touched: set[str] = set()
            while True:
                done = [s for s in journal.steps(case.writer) if not s.undone]
                latest = done[-1].id if done else 0
                changes = case.undo() if latest > step else case.redo() if latest < step else None
                if changes is None:
                    return Changes("history", frozenset(touched))
                touched |= changes.tables

        return self.jobs.write("Going back", replay, kept=True, done=self.reread, failed=self.problem)

    # -- telling -------------------------------------------------------------------------------------------

    def reread(self, changes: Changes) -> None:
        """Reads what changed off the GUI thread, then tells everybody once, also of what else changed meanwhile."""
        case, chart = self.open_case, self.chart.id if self.chart else None
        demanded = self.chart.looked.demanded if self.chart else ()
        waiting = self._unread.add((id(case), chart, demanded), changes)
        if waiting is None:
            return

        def read(job: Job) -> tuple[Graph, Chart | None, Seen, Changes]:
            told = self._unread.begin(waiting)
            listed = charts.listed(case)
            wanted = chart if any(chart == i for i, _ in listed) else (listed[0][0] if listed else None)
            shown = charts.read(case, wanted) if wanted is not None else None
            wished = shown.looked.demanded if shown else ()
            if told.touches(*GRAPH_TABLES) or wished != demanded:
                self._read = graphs.read(case, wished).get_ready()
            graph = self._read
            return graph, shown, seen(case, graph, shown) if shown is not None else nothing(), told

        def done(outcome: tuple[Graph, Chart | None, Seen, Changes]) -> None:
            if self.case is not case:
                return
            self.graph, self.chart, self.seen, told = outcome
            self.changed(told)

        def failed(problem: BaseException) -> None:
            self._unread.begin(waiting)
            self._unless_cancelled(problem)

        # Graph readers must not overtake one another, and none may be lost: the writer's queue keeps their order.
        self.jobs.write("Reading", read, done=done, failed=failed)

    def show_chart(self, chart: int) -> None:
        """Turns to another chart."""
        self.chart = charts.read(self.open_case, chart)
        self.reread(Changes("chart", frozenset({"chart", *GRAPH_TABLES})))

    def select(
        self,
        entities: Iterable[int] = (),
        links: Iterable[int] = (),
        moments: tuple[int, int] | Literal["same"] | None = "same",
    ) -> None:
        """Points at entities and links; every view hears of it. The stretch of time stays, unless another is given
        or None."""
        stretch = self.selection.moments if moments == "same" else moments
        if stretch is not None and stretch[0] >= stretch[1]:
            stretch = None
        chosen = Selection(frozenset(entities), frozenset(links), stretch)
        if chosen != self.selection:
            self.selection = chosen
            self.selected(chosen)


def _raise(problem: BaseException) -> None:
    raise problem
