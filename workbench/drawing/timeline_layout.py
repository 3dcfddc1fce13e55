"""Where the parts of a timeline stand, in screen pixels: outline, bars, marks, axis, lanes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

OUTLINE, MARKS, AXIS, LANE = 13.0, 10.0, 34.0, 24.0
LEAST_BARS = 34.0
GUTTER = 148.0  # for the captions of lanes
GAP = 3.0


@dataclass(frozen=True)
class Layout:
    """Parts of `size`, from above. `scroll` pixels of the lanes are out of sight; `left` and `right` bound what shows
    time: captions of lanes stand beside it, to the right where one reads from right to left. Letters are
    `text` times as large as usual."""

    width: float
    height: float
    lanes: int = 0
    scroll: float = 0.0
    mirrored: bool = False
    text: float = 1.0

    @property
    def lane(self) -> float:
        """How high a lane is."""
        return LANE * self.text

    @property
    def gutter(self) -> float:
        return min(GUTTER * self.text, self.width * 0.24) if self.lanes else 0.0

    @property
    def left(self) -> float:
        return 0.0 if self.mirrored else self.gutter

    @property
    def plot(self) -> float:
        """How wide what shows time is."""
        return max(self.width - self.gutter, 1.0)

    @property
    def bars_height(self) -> float:
        """The bars get what the lanes leave, but never less than can be read."""
        room = self.height - OUTLINE - GAP - MARKS - AXIS * self.text
        return max(room - self.lanes * self.lane, LEAST_BARS)

    @property
    def outline(self) -> QRectF:
        return QRectF(self.left, 0, self.plot, OUTLINE)

    @property
    def bars(self) -> QRectF:
        return QRectF(self.left, OUTLINE + GAP, self.plot, self.bars_height)

    @property
    def marks(self) -> QRectF:
        return QRectF(self.left, self.bars.bottom(), self.plot, MARKS)

    @property
    def axis(self) -> QRectF:
        return QRectF(self.left, self.marks.bottom(), self.plot, AXIS * self.text)

    @property
    def lanes_box(self) -> QRectF:
        """Where lanes show; the caption's side is outside."""
        top = self.axis.bottom()
        return QRectF(self.left, top, self.plot, max(self.height - top, 0.0))

    @property
    def hidden(self) -> float:
        """How far the lanes can be scrolled."""
        return max(self.lanes * self.lane - self.lanes_box.height(), 0.0)

    def lane_y(self, lane: float) -> float:
        """The middle of a lane."""
        return self.lanes_box.top() + (lane + 0.5) * self.lane - self.scroll

    def x(self, within: float) -> float:
        """A place within what shows time, from the left of the whole."""
        return self.left + within
