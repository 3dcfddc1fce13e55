"""History: the steps taken, by whom and when; a double-click goes back to any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt

from workbench.app.jobs import Job
from workbench.case import journal
from workbench.case.cases import Case
from workbench.case.journal import Step
from workbench.model.changes import Changes
from workbench.ui import words
from workbench.ui.panels.panel import Panel, menu_of
from workbench.ui.rows import Row, RowList


class HistoryPanel(Panel):
    """The steps, newest first, under the day and the analyst; undone ones are greyed, those that a newer step
    replaced struck out."""

    def __init__(self) -> None:
        super().__init__("history", "")
        self.title = self.tr("History")
        self.list = RowList(self.title)
        self.list.opened.connect(lambda row: self._go_to(row.key))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.hold(self.list)
        self.say(self.tr("Every step you take is listed here and can be undone."))

    def refresh(self, changes: Changes) -> None:
        """Every step changes the history."""
        if self.session is None:
            return
        if self.session.case is None:
            return self._show(([], ""))

        def read(case: Case, job: Job) -> tuple[list[Step], str]:
            return journal.steps(case.db), case.about.zone

        self.session.look(self.tr("Reading the history"), read, self._show, replaces="history")

    def _show(self, found: tuple[list[Step], str]) -> None:
        steps, zone = found
        done = sum(1 for s in steps if not s.undone)
        self.counted.emit(words.number(done) if done else "")
        self.list.show_rows(self._rows(steps, zone))
        if steps:
            self.show_content()
        else:
            self.say(self.tr("Every step you take is listed here and can be undone."))

    def _rows(self, steps: Sequence[Step], zone: str) -> list[Row]:
        rows: list[Row] = []
        under, there = None, words.zone_of(zone)
        now_at = max((s.id for s in steps if not s.undone), default=0)
        for step in reversed(steps):
            at = words.local(step.at, there)
            group = (at.date(), step.analyst)
            if group != under:
                under = group
                rows.append(
                    Row(
                        ("day", step.id),
                        f"{words.isolated(words.day(at))} · {words.isolated(step.analyst)}",
                        tone="heading",
                    )
                )
            state = (
                self.tr("undone, and replaced by later steps") if step.dropped
                else self.tr("undone; double-click to do it again") if step.undone
                else self.tr("the latest step") if step.id == now_at
                else self.tr("double-click to go back to here")
            )  # fmt: skip
            rows.append(
                Row(
                    step.id, step.title, words.clock(at, seconds=False), tone="muted" if step.undone else "",
                    struck=step.dropped, tip=f"{step.title}\n{words.moment(step.at, there)}, {step.analyst}\n{state}",
                )
            )  # fmt: skip
        return rows

    def _go_to(self, step: object) -> None:
        if self.session is not None and isinstance(step, int):
            self.session.go_to(step)

    def _menu(self, at: QPoint) -> None:
        row = self.list.current()
        if row is not None and not row.struck:
            entries = [(self.tr("Go to this step"), lambda: self._go_to(row.key))]
            menu_of(self, entries).popup(self.list.viewport().mapToGlobal(at))
