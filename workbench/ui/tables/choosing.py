"""What is chosen in a table: pointed at on the chart and back, opened as evidence, copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.app.jobs import Job
from workbench.app.session import Selection
from workbench.app.tables import copying
from workbench.app.tables.records import RecordTable
from workbench.app.tables.table import Rows
from workbench.case.cases import Case
from workbench.ui import words
from workbench.ui.parts.alive import while_there
from workbench.ui.tables.tab import to_clipboard

if TYPE_CHECKING:
    from workbench.ui.tables.desk import Desk


def chosen(desk: Desk) -> Rows:
    """The chosen rows, as the table numbers them, in the order they are seen in."""
    shown = desk.table.rows.shown
    places = desk.table.chosen()
    if shown is None or not len(places):
        return np.zeros(0, np.int32)
    return places if shown.rows is None else shown.rows[places]


def pointed(desk: Desk) -> None:
    """Rows were chosen by hand: the chart and all views show what they speak of."""
    session, shown, rows = desk.session, desk.table.rows.shown, chosen(desk)
    if session is None or session.case is None or shown is None or desk.noun == "rejects":
        return
    table = shown.table

    def show(found: tuple[list[int], list[int]]) -> None:
        desk.mine = Selection(frozenset(found[0]), frozenset(found[1]), session.selection.moments)
        session.select(*found)

    session.look(
        desk.tr("Selecting"), lambda case, job: table.picks(rows), while_there(desk.table, show),
        replaces="chosen rows",
    )  # fmt: skip


def point(desk: Desk) -> None:
    """Chooses the rows of what is selected elsewhere, where they are."""
    session, shown = desk.session, desk.table.rows.shown
    if session is None or shown is None or desk.noun not in ("entities", "links"):
        return
    graph = session.graph
    if desk.noun == "entities":
        rows = graph.numbers(desk.elsewhere.entities)
    else:
        known = [graph.link_of[k] for k in desk.elsewhere.links if k in graph.link_of]
        rows = np.array(known, np.int32)
    rows = rows[rows < shown.table.size]
    desk.table.point_at(shown.places(rows.astype(np.int32)) if len(rows) else rows)


def open_evidence(desk: Desk) -> None:
    """Shows how the current row is known: the rows of files behind it."""
    session, shown = desk.session, desk.table.rows.shown
    at = desk.table.currentIndex().row()
    if session is None or session.case is None or shown is None or not 0 <= at < len(shown):
        return
    row = int(shown.at(at, at + 1)[0])
    table = shown.table

    def read(case: Case, job: Job) -> tuple[tuple[list[int], list[int]], dict[str, object]]:
        found: dict[str, object] = {}
        if isinstance(table, RecordTable):
            found["record"] = table.record(row)
        elif desk.noun == "rejects":
            found["reject"] = table.texts(np.array([row], np.int32), [c.id for c in table.columns]).row(
                0, named=True
            )
        return table.picks(np.array([row], np.int32)), found

    def show(found: tuple[tuple[list[int], list[int]], dict[str, object]]) -> None:
        if desk.noun != "rejects":
            desk.mine = Selection(frozenset(found[0][0]), frozenset(found[0][1]), session.selection.moments)
            session.select(*found[0])
        desk.evidence.emit(found[1])

    session.look(desk.tr("Reading the row"), read, while_there(desk.table, show), replaces="evidence")


def copy(desk: Desk) -> None:
    """Puts the chosen rows on the clipboard as text, with the headings of the columns."""
    session, shown, rows = desk.session, desk.table.rows.shown, chosen(desk)
    if session is None or shown is None:
        return
    if not len(rows):
        at = desk.table.currentIndex().row()
        rows = shown.at(at, at + 1) if at >= 0 else rows
    columns = desk.seen_columns()

    def show(text: str) -> None:
        to_clipboard(text)
        session.told(desk.tr("{count} rows copied.").format(count=words.number(len(rows))))

    session.look(
        desk.tr("Copying"), lambda case, job: copying.as_text(shown.table, rows, columns),
        while_there(desk.table, show), replaces="copy",
    )  # fmt: skip
