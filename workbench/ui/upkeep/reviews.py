"""What is due for review: the case and its sources, by when, and what is held."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from workbench.app.actions.action import Action, Ask
from workbench.app.session import Session
from workbench.case import reviews
from workbench.case.reviews import Review
from workbench.model.changes import Changes
from workbench.ui import appearance
from workbench.ui.forms import answers
from workbench.ui.parts.labels import Flow, button, label
from workbench.ui.parts.tables import Index, LinesModel, plain, point_at_row


class ReviewsModel(LinesModel):
    """The case first, then its sources, by the day of their review."""

    def __init__(self, whole: str, states: tuple[str, str, str]) -> None:
        super().__init__()
        self.whole, self.states = whole, states
        self.day = ""

    def say(self, found: list[Review], day: str) -> None:
        self.beginResetModel()
        self.lines, self.day = found, day
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        review: Review = self.lines[index.row()]
        due = review.overdue(self.day)
        if role == Qt.ItemDataRole.DisplayRole:
            name = self.whole.format(name=review.name) if review.source is None else review.name
            state = self.states[0] if due else self.states[1] if review.stated else self.states[2]
            return (name, review.due, state, review.hold)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (1, 2) and due:
            return QColor(appearance.theme().warning)
        if role == Qt.ItemDataRole.ToolTipRole:
            return review.hold or None
        return None


class ReviewsDialog(QDialog):
    """Can stay open beside the work."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Review dates"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(780), room.width() - 60), min(appearance.scaled(440), room.height() - 60)
        )
        self.session, self.case = session, session.open_case
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(8)
        place.addWidget(label(self.tr("Review dates"), "title"))
        self.said = label("", "muted", wraps=True)
        place.addWidget(self.said)
        self.model = ReviewsModel(
            self.tr("The case: {name}"), (self.tr("Due"), self.tr("Set"), self.tr("After twelve months"))
        )
        self.model.headers = (
            self.tr("WHAT"), self.tr("REVIEW BY"), self.tr("STATE"), self.tr("HELD BECAUSE"),
        )  # fmt: skip
        self.table = plain(QTableView(), self.tr("Review dates"), appearance.scaled(26))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._enable())
        place.addWidget(self.table, 1)
        place.addWidget(self._buttons())
        session.changed.connect(self._changed)
        self.read()

    def _buttons(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        flow = Flow(inside, 8)
        self.lift = button(self.tr("Lift the hold"), self.lift_hold)
        self.purge = button(self.tr("Purge…"), self.begin_purge)
        for made in (
            button(self.tr("Set the day…"), self.set_day, "primary"),
            button(self.tr("Hold…"), self.hold),
            self.lift,
            self.purge,
        ):
            flow.addWidget(made)
        line.addWidget(inside, 1)
        line.addWidget(button(self.tr("Close"), self.close), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def read(self) -> None:
        """Lists the days as they are now; the chosen line stays chosen."""
        source = self.current.source if self.current is not None else None
        day = reviews.today()
        found = reviews.listed(self.case)
        self.model.say(found, day)
        self.table.resizeColumnsToContents()
        widest = appearance.scaled(320)
        for column in range(self.model.columnCount()):
            wide = min(self.table.columnWidth(column) + appearance.scaled(4), widest)
            self.table.setColumnWidth(column, wide)
        point_at_row(self.table, next((n for n, r in enumerate(found) if r.source == source), 0))
        due = sum(r.overdue(day) for r in found)
        self.said.setText(
            self.tr("%Ln are due: decide whether each may still be kept.", "", due)
            if due
            else self.tr("Nothing is due. By its day, somebody decides whether each may still be kept.")
        )
        self._enable()

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        elif changes.tables & {"review", "case", "source", "included"}:
            self.read()

    @property
    def current(self) -> Review | None:
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _enable(self) -> None:
        chosen = self.current
        self.lift.setEnabled(chosen is not None and bool(chosen.hold))
        self.purge.setEnabled(chosen is not None and chosen.source is not None and not chosen.hold)

    def set_day(self) -> None:
        """Asks by which day to review."""
        chosen = self.current
        if chosen is None:
            return
        ask = Ask("day", self.tr("Review by"), "day", chosen.due, required=True)
        said = self._ask(self.tr("Review date"), ask)
        if said is not None:
            self.session.edit(
                self.tr("Set a review date"),
                lambda case, db: reviews.settle(case, db, chosen.source, said["day"]),
            )

    def hold(self) -> None:
        """Asks why it must be kept."""
        chosen = self.current
        if chosen is None:
            return
        ask = Ask("why", self.tr("It must be kept because"), "long text", chosen.hold, required=True)
        said = self._ask(self.tr("Hold"), ask)
        if said is not None:
            self.session.edit(
                self.tr("Hold for review"),
                lambda case, db: reviews.hold(case, db, chosen.source, said["why"]),
            )

    def lift_hold(self) -> None:
        chosen = self.current
        if chosen is not None:
            self.session.edit(
                self.tr("Lift a hold"), lambda case, db: reviews.hold(case, db, chosen.source, "")
            )

    def begin_purge(self) -> None:
        from workbench.ui.upkeep.purge import PurgeDialog

        chosen = self.current
        if chosen is not None and chosen.source is not None:
            PurgeDialog(self.session, self.parentWidget(), [chosen.source]).open()

    def _ask(self, title: str, ask: Ask) -> dict[str, Any] | None:
        return answers(
            Action("review_day", title, "Case", lambda s: None, asks=(ask,)), self.session, self, {}
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        super().closeEvent(event)


def open_reviews(session: Session, parent: QWidget) -> ReviewsDialog:
    """Shows the review dates of the open case."""
    dialog = ReviewsDialog(session, parent)
    dialog.show()
    return dialog
