"""Side: one of those whose weeks are compared: whose it is, the week, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.pattern import Pattern
from workbench.drawing.timeline_axis import stretch_text
from workbench.ui import words
from workbench.ui.parts.labels import Elided, button, clear, label
from workbench.ui.pattern import saying
from workbench.ui.pattern.week import WeekMap
from workbench.ui.timeline.saying import length

LISTED = 6  # silences listed


class Side(QWidget):
    """A title, the hours of a week, sentences, and silences to choose from."""

    def __init__(self, name: str) -> None:
        super().__init__()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(3)
        self.title = Elided("", "strong")
        self.week = WeekMap(name)
        self.said = label("", "muted", wraps=True)
        self.silences = QVBoxLayout()
        self.silences.setSpacing(0)
        place.addWidget(self.title)
        place.addWidget(self.week, 1)
        place.addWidget(self.said)
        place.addLayout(self.silences)

    def show_pattern(self, pattern: Pattern, zone: tzinfo, choose: Callable[[int, int], None]) -> None:
        """Shows whose week it is and what is said of it; a click on a silence chooses its time."""
        self.title.say(words.directed(pattern.subject.title))
        self.week.show_values(pattern.cells)
        self.week.say = lambda cell: saying.count(pattern, cell)
        self.said.setText("\n".join(saying.summary(pattern)))
        self.said.setToolTip(saying.rules())
        clear(self.silences)
        for mark in pattern.silences[:LISTED]:
            said = self.tr("silent for {length}: {when}").format(
                length=length(mark.high - mark.low), when=stretch_text(mark.low, mark.high, zone)
            )
            self.silences.addWidget(button(said, lambda m=mark: choose(m.low, m.high), "link"))
        left = len(pattern.silences) - LISTED
        if left > 0:
            self.silences.addWidget(label(self.tr("and %Ln more", "", left), "muted"))
