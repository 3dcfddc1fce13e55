"""The bar at the top: menus, the case, the one box, undo and redo, who works here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import journal, sources
from workbench.case.cases import Case
from workbench.model.changes import Changes
from workbench.ui import icons
from workbench.ui.appearance import appearance, scaled
from workbench.ui.menu_titles import MenuTitles
from workbench.ui.menus import Commands
from workbench.ui.message_bar import MessageBar
from workbench.ui.parts.labels import label
from workbench.ui.search_box import SearchBox

Found = tuple[str, int, str, str]


class TopBar(QWidget):
    """Menus to the left, the search box in the middle, the latest step to the right; messages below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        bar = QWidget()
        bar.setObjectName("TopBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = bar
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 0, 12, 0)
        line.setSpacing(8)
        self.menus = MenuTitles()
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.case = QPushButton()
        self.case.setObjectName("CasePill")
        self.case.setMaximumWidth(300)
        self.search = SearchBox(session)
        self.undo, self.redo = QToolButton(), QToolButton()
        self.user = QLabel(session.analyst)
        self.user.setObjectName("UserPill")
        self.user.setToolTip(self.tr("Every step is entered in the log under this name."))
        left, right = QWidget(), QWidget()
        before, after = QHBoxLayout(left), QHBoxLayout(right)
        for part in (before, after):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(6)
        before.addWidget(label(self.tr("Clew"), "value"))
        before.addWidget(self.menus)
        before.addWidget(self.case)
        for widget in (self.undo, self.redo, self.user):
            after.addWidget(widget)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(400)
        left.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        right.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line.addWidget(left)
        line.addStretch(1)
        line.addWidget(self.search, 8)
        line.addStretch(1)
        line.addWidget(right)
        whole.addWidget(bar)
        self.message = MessageBar()
        whole.addWidget(self.message)

    def use(self, commands: Commands) -> None:
        """Takes the commands for the menus, undo and redo."""
        commands.fill(self.menus)
        for widget, id, sign in (
            (self.undo, "undo", "ph.arrow-u-up-left"),
            (self.redo, "redo", "ph.arrow-u-up-right"),
        ):
            widget.setProperty("role", "undo")
            widget.setIcon(icons.sign(sign, "ink"))
            widget.setAccessibleName(commands.title(commands.actions[id]))
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.clicked.connect(lambda checked=False, id=id: commands.perform(id, {}))
        self.case.clicked.connect(lambda: commands.perform("panel_sources", {"show": True}))
        self.name_keys(commands)

    def name_keys(self, commands: Commands) -> None:
        """Says the keys in force in tooltips and in the box."""
        self._keys = {id: commands.keys(id) for id in ("undo", "redo")}
        self.search.name_keys(commands.keys("find"))

    def follow(self, session: Session) -> None:
        session.changed.connect(self.refresh)

    def refresh(self, changes: Changes) -> None:
        """Names the case, and what undo would take back."""
        session = self.session
        there = session.case is not None
        for widget in (self.undo, self.redo, self.search):
            widget.setVisible(there)
        self._make_room()
        if not there:
            return

        def read(case: Case, job: Job) -> Found:
            steps = journal.steps(case.db)
            done = [s.title for s in steps if not s.undone]
            undone = [s.title for s in steps if s.undone and not s.dropped]
            files = sum(s.included for s in sources.listed(case))
            return (
                case.about.title or case.path.stem,
                files,
                done[-1] if done else "",
                undone[0] if undone else "",
            )

        session.look(self.tr("Reading the case"), read, self._show, replaces="top")

    def restyle(self) -> None:
        """Makes room for texts of another size."""
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window, or with large texts, the menus and the box come first."""
        self.bar.setFixedHeight(max(44, scaled(36)))
        wide = self.width() * 100 / appearance().size
        self.case.setVisible(self.session.case is not None and wide >= 1180)
        self.user.setVisible(wide >= 1000)
        self.redo.setVisible(self.session.case is not None and wide >= 760)
        self.search.setMinimumWidth(240 if wide >= 900 else 110)
        if self.isVisible():  # its fonts are known only then
            # its own size hint grows with its width where the window runs from right to left
            wide = sum(self.menus.actionGeometry(menu).width() for menu in self.menus.actions())
            self.menus.setFixedWidth(wide + 4)

    def _show(self, found: Found) -> None:
        title, files, done, undone = found
        self.case.setText(
            self.tr("{title} · {sources}").format(title=title, sources=self.tr("%Ln sources", "", files))
        )
        if self.session.case is not None:
            self.case.setToolTip(str(self.session.case.path))
        for widget, step, word in ((self.undo, done, self.tr("Undo")), (self.redo, undone, self.tr("Redo"))):
            widget.setEnabled(bool(step))
            keys = self._keys["undo" if widget is self.undo else "redo"]
            widget.setToolTip(
                self.tr("{act} {step} ({keys})").format(act=word, step=step, keys=keys) if step else word
            )
        self.undo.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if done else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        self.undo.setText(self.undo.fontMetrics().elidedText(done, Qt.TextElideMode.ElideRight, 150))
