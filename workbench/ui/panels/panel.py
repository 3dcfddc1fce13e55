"""A panel: a part of the window that shows one thing of the session, in a dock of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.app.session import Selection, Session
from workbench.model.changes import Changes
from workbench.ui.parts.labels import heading, label, tool


class Panel(QWidget):
    """Follows a session: `refresh` after a step, `pointed` after another selection. `counted` is the text that stands
    to the right of its heading, `asked` the id of an action somebody wants done."""

    counted = Signal(str)
    asked = Signal(str, dict)
    area = Qt.DockWidgetArea.LeftDockWidgetArea
    shown_first = True
    beside = ""  # the name of the panel it shares a place with, as a tab
    roomy = False  # shown with its share of the window's height where its place would be much lower
    share = 0.5

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name, self.title = name, title
        self.session: Session | None = None
        self.setObjectName("Panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._pages = QStackedLayout(self)
        self._hint = label("", "muted", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._hint.setContentsMargins(14, 4, 14, 10)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._pages.addWidget(self._hint)

    def hold(self, content: QWidget) -> None:
        """Takes the widget that shows what there is."""
        self._pages.addWidget(content)

    def say(self, hint: str) -> None:
        """Says in one sentence what to do, in place of the content."""
        self._hint.setText(hint)
        self._pages.setCurrentIndex(0)

    def show_content(self) -> None:
        self._pages.setCurrentIndex(1)

    @property
    def hint(self) -> str:
        """The sentence shown in place of the content, "" while there is content."""
        return self._hint.text() if self._pages.currentIndex() == 0 else ""

    def follow(self, session: Session) -> None:
        """Shows this session from now on."""
        self.session = session
        session.changed.connect(self.refresh)
        session.selected.connect(self.pointed)

    def leave(self) -> None:
        """Stops following."""
        if self.session is not None:
            self.session.changed.disconnect(self.refresh)
            self.session.selected.disconnect(self.pointed)
            self.session = None

    @property
    def charted(self) -> Session | None:
        """The session, where its chart shows anything."""
        session = self.session
        there = session is not None and session.case is not None and session.chart is not None
        return session if session is not None and there and len(session.seen.everything) else None

    def refresh(self, changes: Changes) -> None:
        """Shows what a step changed."""

    def pointed(self, selection: Selection) -> None:
        """Shows another selection."""

    def restyle(self) -> None:
        """Shows itself in the theme that is in force now."""

    def end(self) -> None:
        """The window closes: ends what runs for it."""


class Dock(QDockWidget):
    """The dock of a panel: a heading, what it counts, and the panel."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel.title)
        self.panel = panel
        self.setObjectName(panel.name)
        self.setWidget(panel)
        self.bar = QWidget()
        self.bar.setObjectName("PanelTitle")
        self.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(14, 9, 14, 5)
        line.setSpacing(4)
        self.count = QLabel()
        self.count.setProperty("role", "heading")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.shut = tool("ph.x", self.tr("Close this panel"), self.close)
        self.shut.setIconSize(QSize(10, 10))
        self.shut.setFixedSize(18, 18)
        self.shut.hide()
        title = heading(panel.title)
        title.setFixedHeight(18)  # that of the button, which comes and goes
        line.addWidget(title)
        line.addStretch(1)
        line.addWidget(self.count)
        line.addWidget(self.shut)
        self.setTitleBarWidget(self.bar)
        panel.counted.connect(self.count.setText)
        panel.setAccessibleName(panel.title)
        for area in panel.findChildren(QScrollArea):
            if not area.accessibleName():
                area.setAccessibleName(panel.title)

    def enterEvent(self, event: object) -> None:
        self.shut.show()
        self.count.hide()

    def leaveEvent(self, event: object) -> None:
        self.shut.hide()
        self.count.show()


def column(parent: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0) -> QVBoxLayout:
    """A column of widgets in a panel."""
    made = QVBoxLayout(parent)
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    return made


def scrolled(inside: QWidget, *, by_keys: bool = False) -> QScrollArea:
    """A column that scrolls up and down where it is higher than its place; `by_keys` where keys reach nothing in it
    that would bring itself into view."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if not by_keys:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def menu_of(parent: QWidget, entries: list[tuple[str, object]]) -> QMenu:
    """A menu of (text, what to do); None in place of a text makes a line."""
    menu = QMenu(parent)
    for text, act in entries:
        if not text:
            menu.addSeparator()
            continue
        entry = QAction(text, menu)
        entry.triggered.connect(lambda checked=False, act=act: act())
        menu.addAction(entry)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
