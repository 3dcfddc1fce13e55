"""What floats on the map: how much it shows and what is missing, and the tools; both keep to their corners."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from workbench.ui import words
from workbench.ui.map.surface import MapSurface
from workbench.ui.parts.labels import Elided, button, tool
from workbench.ui.parts.pills import Pill

MARGIN = 10
ROOM = 28  # screen pixels below a pill within which no place stands where everything shows
USUAL = 60  # those that showing everything leaves free at each edge anyway


class MapPills(QObject):
    """`count` says how much is shown, `missing` opens what cannot be placed, `layers` the menu of what is shown."""

    def __init__(
        self, surface: MapSurface, show_missing: Callable[[], None], open_layers: Callable[[], None]
    ) -> None:
        super().__init__(surface)
        self.surface = surface
        self.counts, self.tools = Pill(surface), Pill(surface)
        self.count = Elided()
        self.count.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.missing = button("", show_missing, "link")
        self.counts.line.addWidget(self.count)
        self.counts.line.addWidget(
            self.missing, 0, Qt.AlignmentFlag.AlignLeading
        )  # as narrow as it is, not its line
        edge = Pill.SHADOW
        self.tools.line.setContentsMargins(4 + edge, 3 + edge, 4 + edge, 3 + edge)
        self.tools.line.setSpacing(0)
        for sign, name, act, keys in (
            ("ph.corners-out", self.tr("Show everything"), surface.fit, "Home"),
            ("ph.plus", self.tr("Zoom in"), lambda: surface.zoom(0.5), "+"),
            ("ph.minus", self.tr("Zoom out"), lambda: surface.zoom(-0.5), "-"),
            ("ph.stack", self.tr("What is shown"), open_layers, ""),
        ):
            self.layers = tool(sign, name, act, keys)
            self.tools.line.addWidget(self.layers)
        surface.installEventFilter(self)

    def say(self, counted: str, missing: int) -> None:
        """Says how much is shown, and how many cannot be placed."""
        self.count.say(words.directed(counted))
        self.missing.setText(words.directed(self.tr("%Ln cannot be placed", "", missing)))
        self.missing.setVisible(bool(missing))
        self.place()

    def warn(self, text: str) -> None:
        """Says what is wrong, in place of how much is shown."""
        self.count.say(text)
        self.place()

    @property
    def below_tools(self) -> QPoint:
        """The corner of the screen at which the menu of what is shown opens."""
        return self.layers.mapToGlobal(QPoint(0, self.layers.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.surface and isinstance(event, QResizeEvent):
            self.place()
        return False

    def place(self) -> None:
        """Puts both into their corners of the map."""
        size, reach = self.surface.size(), MARGIN - Pill.SHADOW
        mirrored = self.surface.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.counts.line.setDirection(QBoxLayout.Direction.LeftToRight)
        if self.counts.sizeHint().width() > size.width() - 2 * reach:  # one below the other rather than cut
            self.counts.line.setDirection(QBoxLayout.Direction.TopToBottom)
        for pill, right in ((self.counts, False), (self.tools, True)):
            wanted = pill.sizeHint().boundedTo(QSize(max(size.width() - 2 * reach, 40), size.height()))
            pill.resize(wanted)
            x = size.width() - wanted.width() - reach if right != mirrored else reach
            # where both find no room side by side, the tools stand in the other corner
            narrow = self.counts.sizeHint().width() + self.tools.sizeHint().width() + 3 * reach > size.width()
            low = narrow and pill is self.tools
            pill.move(x, size.height() - wanted.height() - reach if low else reach)
            pill.raise_()
        self.surface.cover(max(self.counts.geometry().bottom() + ROOM - USUAL, 0))

    def restyle(self) -> None:
        self.counts.update()
        self.tools.update()
