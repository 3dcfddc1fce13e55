"""One tab of the tables: asks for its rows, shows them, and shares what is chosen with the rest of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Selection, Session
from workbench.app.tables.asking import Wish, answered
from workbench.app.tables.scoping import ALL, SELECTION
from workbench.app.tables.table import Look, Shown, Table
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.model.tabular import Column, Test, understood
from workbench.ui import words
from workbench.ui.parts.alive import while_there
from workbench.ui.remembered import Remembered
from workbench.ui.tables import choosing
from workbench.ui.tables.chosen_columns import ChosenColumns
from workbench.ui.tables.tab import TableTab


class Desk(QObject):
    """What is wanted of one table and what is there. `changed` tells that either is another now, `evidence` asks to
    see how the current row is known."""

    changed = Signal()
    evidence = Signal(dict)

    def __init__(self, noun: str, title: str, remembered: Remembered) -> None:
        super().__init__()
        self.noun, self.title = noun, title
        self.session: Session | None = None
        self.table = TableTab(noun, title)
        self.setParent(self.table)  # and ends with it
        self.scope = ALL
        self.tests: dict[str, Test] = {}
        self.sort, self.falling = "", False
        self.job: Job | None = None
        self.problem = ""
        self.columns = ChosenColumns(noun, remembered)
        self._known: Table | None = None
        self._stale = True
        self.mine: Selection | None = None
        self.elsewhere = Selection()
        self._applied: dict[str, str] = {}  # what was typed when the rows were asked for
        self._later = QTimer(self, singleShot=True, interval=400)
        self._later.timeout.connect(self._keep_columns)
        heading = self.table.heading
        heading.tested.connect(self._tested)
        heading.values_asked.connect(self._values)
        heading.sortIndicatorChanged.connect(self._sorted)
        heading.sectionMoved.connect(lambda *_: self._keep_columns())
        heading.sectionResized.connect(lambda *_: None if heading.silent else self._later.start())
        heading.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heading.customContextMenuRequested.connect(lambda at: self._heading_menu(at))
        self.table.rows.wanted.connect(self._page)
        self.table.pointed.connect(lambda: choosing.pointed(self))
        self.table.opened.connect(lambda: choosing.open_evidence(self))
        self.table.copied.connect(lambda: choosing.copy(self))

    # -- what is there -----------------------------------------------------------------------------------------

    def empty(self) -> None:
        """Forgets everything: no case is open."""
        self._known, self._stale, self.job = None, True, None
        with self.table.quietly():
            self.table.rows.show(None, [])

    def stale(self, anew: bool) -> None:
        """A step was done: what is shown is asked for again when it is looked at; `anew` where the rows may be
        others altogether."""
        session = self.session
        if session is None:
            return
        graph_new = (
            self._known is not None and getattr(self._known, "graph", session.graph) is not session.graph
        )
        if anew or graph_new:
            self._known = None
        if anew or graph_new or self.scope != ALL:
            self._stale = True

    def selected(self, selection: Selection) -> None:
        """Something else is selected: its rows are wanted, or pointed at among those there are."""
        if selection == self.mine:
            return  # what is listed does not change under the hand that chooses in it
        self.elsewhere = selection
        self.mine = None
        if self.scope != ALL:
            self._stale = True
        else:
            choosing.point(self)

    def set_scope(self, scope: str) -> None:
        if scope != self.scope:
            self.scope, self._stale = scope, True
            self.read()

    def read(self) -> None:
        """Asks for the rows, if what is shown is not what is wanted."""
        session = self.session
        if session is None or session.case is None or not self._stale:
            return
        self._stale = False
        look = Look(tuple(self.tests.values()), self.sort, self.falling)
        wish = Wish(
            self.noun,
            session.graph,
            session.seen,
            session.chart,
            self.elsewhere,
            self.scope,
            look,
            self._known,
        )
        typed = self.table.heading.typed()

        def read(case: Case, job: Job) -> Shown:
            return answered(case, wish, job)

        def show(shown: Shown) -> None:
            self._applied = typed
            self._show(shown)

        title = self.tr("Arranging {table}").format(table=self.title.lower())
        self.job = session.look(title, read, while_there(self.table, show), replaces=f"table of {self.noun}")
        self.changed.emit()

    def _show(self, shown: Shown) -> None:
        self._known = shown.table
        chosen = self.columns.chosen(shown.table.columns)
        with self.table.heading.silently():
            self.table.show_rows(shown, chosen, self.columns.widths)
            self._show_sort(shown.look)
        if not self.mine:
            choosing.point(self)
        self.changed.emit()

    def _show_sort(self, look: Look) -> None:
        ids = [c.id for c in self.table.rows.columns]
        order = Qt.SortOrder.DescendingOrder if look.falling else Qt.SortOrder.AscendingOrder
        self.table.heading.setSortIndicator(ids.index(look.sort) if look.sort in ids else -1, order)

    def _page(self, pages: list[int]) -> None:
        """Reads rows that come into view."""
        session, rows = self.session, self.table.rows
        shown, columns = rows.shown, rows.columns
        if session is None or session.case is None or shown is None:
            return
        wanted = {page: rows.rows_of(page) for page in pages}
        names = [column.id for column in columns]

        def read(case: Case, job: Job) -> dict[int, list[tuple[str, ...]]]:
            if getattr(shown.table, "case", case) is not case:
                return {}  # another case was opened meanwhile
            return {page: shown.table.texts(at, names).rows() for page, at in wanted.items()}

        def show(found: dict[int, list[tuple[str, ...]]]) -> None:
            rows.arrived(shown, columns, found)

        session.look(
            self.tr("Reading rows"), read, while_there(self.table, show), replaces=f"rows of {self.noun}"
        )

    def count_text(self) -> str:
        """How many rows there are, for the heading of the panel."""
        shown = self.table.rows.shown
        return "" if shown is None else words.number(len(shown))

    def nothing_said(self) -> str:
        """Why there is no row."""
        if self.tests:
            return self.tr("No row passes what is typed under the headings.")
        if self.scope == SELECTION and not self.elsewhere:
            return self.tr("Select something on the chart to list it here.")
        return (
            self.tr("Nothing was rejected.") if self.noun == "rejects" else self.tr("There is nothing here.")
        )

    # -- order, tests and columns --------------------------------------------------------------------------------

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        columns = self.table.rows.columns
        if self.table.heading.silent:
            return
        self.sort = columns[section].id if 0 <= section < len(columns) else ""
        self.falling = order == Qt.SortOrder.DescendingOrder
        self._stale = True
        self.read()

    def sort_by(self, column: str, falling: bool = False) -> None:
        """Sorts by a column, as a click on its title does; "" is the order of the files."""
        self.sort, self.falling, self._stale = column, falling, True
        self.read()

    def _tested(self, column: str, text: str) -> None:
        """Takes what was typed under a heading, or says why it cannot be understood."""
        shown = self.table.rows.shown
        if shown is None or self.session is None:
            return
        of = next((c for c in shown.table.columns if c.id == column), None)
        if of is None:
            return
        try:
            test = understood(of, text, self.session.open_case.about.zone)
        except Problem as problem:
            self.problem = words.problem(problem.what, problem.hint)
            self.table.heading.wrong(column, self.problem)
            self.changed.emit()
            return
        self.problem = ""
        self.table.heading.wrong(column, "")
        before = dict(self.tests)
        self.tests.pop(column, None)
        if test is not None:
            self.tests[column] = test
        if self.tests != before:
            self._stale = True
            self.read()
        self.changed.emit()

    def clear_tests(self) -> None:
        """Shows all rows again."""
        self.tests, self.problem, self._stale = {}, "", True
        self.table.heading.empty_lines()
        self.read()
        self.changed.emit()

    def stop(self) -> None:
        """Stops what is being sorted or read; what was shown stays."""
        if self.job is not None:
            self.job.cancel()
            self.job = None
        shown = self.table.rows.shown
        if shown is not None:
            self.sort, self.falling = shown.look.sort, shown.look.falling
            self.tests = {test.column: test for test in shown.look.tests}
            self.table.heading.restore(self._applied)
            with self.table.heading.silently():
                self._show_sort(shown.look)
        self.changed.emit()

    def _values(self, column: str) -> None:
        """Offers the values that a column of few words has."""
        session, shown = self.session, self.table.rows.shown
        if session is None or shown is None:
            return

        def show(values: list[str]) -> None:
            line = self.table.heading.lines[column]
            self.table.heading.choose(column, values).popup(line.mapToGlobal(line.rect().bottomLeft()))

        session.look(
            self.tr("Reading the values"), lambda case, job: shown.table.listed(column),
            while_there(self.table, show), replaces="values",
        )  # fmt: skip

    def columns_menu(self, parent: QWidget) -> QMenu:
        """A menu of all columns; a tick shows one."""
        shown = self.table.rows.shown
        return self.columns.menu(parent, shown.table.columns if shown else (), self._choose)

    def _heading_menu(self, at: QPoint) -> None:
        self.columns_menu(self.table).popup(self.table.heading.mapToGlobal(at))

    def _choose(self, column: str, on: bool) -> None:
        """Shows or hides a column."""
        shown = self.table.rows.shown
        if shown is None:
            return
        self.columns.switch(column, on)
        if not on and column in self.tests:
            del self.tests[column]
            self.table.heading.empty_lines(column)
            self._stale = True
        with self.table.heading.silently():
            self.table.show_rows(shown, self.columns.chosen(shown.table.columns), self.columns.widths)
            self._show_sort(shown.look)
        self.read()
        self.changed.emit()

    def seen_columns(self) -> list[Column]:
        """The columns in the order they are seen in."""
        heading, columns = self.table.heading, self.table.rows.columns
        return [columns[heading.logicalIndex(at)] for at in range(len(columns))]

    def _keep_columns(self) -> None:
        heading, shown = self.table.heading, self.table.rows.shown
        if shown is None or heading.silent:
            return
        last = heading.logicalIndex(heading.count() - 1)  # it takes the room that is left
        columns = enumerate(self.table.rows.columns)
        widths = {c.id: heading.sectionSize(n) for n, c in columns if n != last}
        self.columns.keep([c.id for c in self.seen_columns()], widths)
