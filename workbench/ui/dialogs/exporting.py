"""Handing a case out in a format of others: what, as what and where to; then what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QRadioButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.app import exports
from workbench.app.actions.action import Ask
from workbench.app.exports import Wanted
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.report.formats.format import Format, Written
from workbench.ui import appearance, words
from workbench.ui.forms import FileField
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, heading, label
from workbench.ui.parts.scrolling import scrolling

CHART, SELECTION, CASE = "chart", "selection", "case"
RESULT = 380  # pixels high, of the page that says what was written
LOOK = 100  # milliseconds between looks at how far it is


class ExportDialog(QDialog):
    """Three pages: what is wanted, how far it is, what was written and what the format could not hold."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self.session, self.formats = session, exports.formats()
        self.job: Job | None = None
        self.out = Path()
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(780), room.width() - 40), min(appearance.scaled(560), room.height() - 60)
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self._asking())
        self.pages.addWidget(self._waiting())
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.addWidget(self.pages)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self.list.setCurrentRow(0)

    # -- what is wanted ------------------------------------------------------------------------------------

    def _asking(self) -> QWidget:
        page = QWidget()
        place = QVBoxLayout(page)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(10)
        place.addWidget(label(self.tr("Export"), "title"))
        place.addSpacing(4)
        place.addWidget(heading(self.tr("What")))
        place.addLayout(self._choices())
        self.suspects = QCheckBox(self.tr("Leave out persons known not to be suspects, and what is theirs"))
        self.suspects.setToolTip(
            self.tr(
                "Victims, witnesses and contacts; nobody is left out whose part in the case is not known."
            )
        )
        place.addWidget(self.suspects)
        place.addSpacing(4)
        both = QHBoxLayout()
        both.setSpacing(20)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading(self.tr("As")))
        left.addWidget(self._list(), 1)
        both.addLayout(left, 2)
        both.addLayout(self._about(), 3)
        place.addLayout(both, 1)
        place.addSpacing(4)
        place.addWidget(heading(self.tr("Where to")))
        self.where = FileField(Ask("path", self.tr("File"), "save"), self.tr("File"))
        self.where.edit.textChanged.connect(self._enable)
        place.addWidget(self.where)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(self.tr("Export"), self.export, "primary")
        self.go.setDefault(True)
        line.addWidget(self.go)
        place.addLayout(line)
        return page

    def _choices(self) -> QVBoxLayout:
        session, selected = self.session, self.selected
        column = QVBoxLayout()
        column.setSpacing(4)
        self.what = QButtonGroup(self)
        shown = len(session.seen.nodes) if session.chart is not None else 0
        offered = [
            (CHART, self.tr("What the chart shows: %Ln entities", "", shown), shown),
            (SELECTION, self._selection(len(selected)), len(selected)),
            (CASE, self.tr("The whole case: %Ln entities", "", len(session.graph)), len(session.graph)),
        ]
        for name, text, count in offered:
            choice = QRadioButton(text)
            choice.setProperty("what", name)
            choice.setEnabled(count > 0)
            self.what.addButton(choice)
            column.addWidget(choice)
        usual = SELECTION if len(selected) > 1 else CHART if shown else CASE
        next(b for b in self.what.buttons() if b.property("what") == usual).setChecked(True)
        return column

    def _selection(self, count: int) -> str:
        if not count:
            return self.tr("The selection: nothing is selected")
        return self.tr("The selection: %Ln entities and what joins them", "", count)

    def _list(self) -> QListWidget:
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Formats"))
        self.list.setSpacing(2)
        for format in sorted(self.formats.values(), key=lambda f: f.title.casefold()):
            item = QListWidgetItem(format.title)
            item.setData(Qt.ItemDataRole.UserRole, format.id)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda *_: self._describe())
        return self.list

    def _about(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.does = label("", wraps=True)
        self.cannot = label("", "muted", wraps=True)
        for one in (self.does, self.cannot):
            one.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(heading(self.tr("What it is for")))
        column.addWidget(self.does)
        column.addSpacing(8)
        column.addWidget(heading(self.tr("What it cannot hold")))
        column.addWidget(self.cannot)
        column.addStretch(1)
        return column

    @property
    def format(self) -> Format:
        return self.formats[str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))]

    @property
    def selected(self) -> tuple[int, ...]:
        """The selected entities, and the ends of selected links."""
        graph, chosen = self.session.graph, set(self.session.selection.entities)
        for link in self.session.selection.links:
            if link in graph.link_of:
                at = graph.link_of[link]
                chosen |= {int(graph.ids[graph.start[at]]), int(graph.ids[graph.end[at]])}
        return tuple(sorted(chosen))

    def _describe(self) -> None:
        format = self.format
        self.does.setText(format.does)
        self.cannot.setText("\n".join(f"• {said}" for said in format.cannot) or self.tr("Nothing of a case."))
        before = Path(str(self.where.value() or ""))
        stem = before.name
        for one in sorted(self.formats.values(), key=lambda f: -len(f.suffix)):
            stem = stem.removesuffix(one.suffix)
        case = self.session.open_case
        folder = before.parent if before.name else case.path.parent
        self.where.edit.setText(str(folder / ((stem or case.path.stem) + format.suffix)))
        self.where.ask = Ask("path", self.tr("File"), "save", filter=f"{format.title} (*{format.suffix})")

    def _enable(self) -> None:
        self.go.setEnabled(bool(str(self.where.value() or "").strip()))

    # -- while it is written -------------------------------------------------------------------------------

    def _waiting(self) -> QWidget:
        page = QWidget()
        place = QVBoxLayout(page)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(10)
        self.doing = label("", "title", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.far = label("", "muted")
        place.addWidget(self.doing)
        place.addWidget(self.bar)
        place.addWidget(self.far)
        place.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Stop"), lambda: self.job and self.job.cancel()))
        place.addLayout(line)
        return page

    def export(self) -> None:
        """Writes it, as a job that goes on when the window is closed."""
        session, format = self.session, self.format
        graph, chart = session.graph, session.chart
        what = str(self.what.checkedButton().property("what"))
        wanted = Wanted(
            chart if what == CHART else None, self.selected if what == SELECTION else None,
            non_suspects=not self.suspects.isChecked(), everything=what == CASE, places_of=chart,
        )  # fmt: skip
        out = self.out = Path(str(self.where.value()).strip())

        def work(case: Case, job: Job) -> tuple[Written, tuple[str, ...]]:
            extract = exports.taken(case, wanted, format, graph)
            extract.tell = job.tell
            written = format.write(extract, out)
            case.record("export", *exports.entry(format, out, written))
            return written, extract.facts.left_out

        def said(found: tuple[Written, tuple[str, ...]]) -> str:
            while_there(self, lambda f: self._done(*f))(found)
            return self.tr("{file} written: {counts}.").format(file=out.name, counts=found[0].said)

        self.doing.setText(self.tr("Writing {file}").format(file=out.name))
        self.pages.setCurrentIndex(1)
        self.job = session.hand_out(f"Writing {out.name}", work, said)
        self._watch.start(LOOK)

    def _look(self) -> None:
        job = self.job
        if job is None or job.state in ("failed", "cancelled"):
            self._watch.stop()
            self.pages.setCurrentIndex(0)
            return
        self.bar.setRange(0, 1000 if job.total else 0)  # QProgressBar counts in 32 bits
        self.bar.setValue(int(1000 * job.done / job.total) if job.total else 0)
        done, of = words.number(job.done), words.number(job.total)
        self.far.setText(
            self.tr("{done} of {of} {what}").format(done=done, of=of, what=job.text) if job.total else ""
        )

    # -- afterwards ----------------------------------------------------------------------------------------

    def _done(self, written: Written, left_out: tuple[str, ...]) -> None:
        self._watch.stop()
        page = QWidget()
        place = QVBoxLayout(page)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(10)
        place.addWidget(label(self.tr("{file} is written").format(file=self.out.name), "title", wraps=True))
        place.addWidget(label(written.said, wraps=True))
        inside = QWidget()
        told = QVBoxLayout(inside)
        told.setContentsMargins(0, 0, 0, 0)
        self._listed(told, self.tr("Left out"), left_out)
        self._listed(told, self.tr("What of it is not in the file"), written.lost)
        self._listed(told, self.tr("What no such file can hold"), self.format.cannot)
        told.addStretch(1)
        place.addWidget(scrolling(inside), 1)
        line = QHBoxLayout()
        line.addWidget(button(self.tr("Open folder"), self._open_folder))
        line.addStretch(1)
        close = button(self.tr("Close"), self.accept, "primary")
        close.setDefault(True)
        line.addWidget(close)
        place.addLayout(line)
        self.pages.setCurrentIndex(self.pages.addWidget(page))
        for before in (0, 1):  # whose size no longer matters
            self.pages.widget(before).setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.resize(self.width(), min(self.height(), appearance.scaled(RESULT)))
        close.setFocus()

    def _listed(self, place: QVBoxLayout, title: str, said: Sequence[str]) -> None:
        if said:
            place.addWidget(heading(title))
            place.addWidget(label("\n".join(f"• {one}" for one in said), wraps=True))
            place.addSpacing(6)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.out.absolute().parent)))
