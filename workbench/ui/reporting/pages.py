"""The pages of a document, one below the other, as they will be printed; each is drawn when it comes into view."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from workbench.model.document import Document
from workbench.ui import appearance
from workbench.ui.frame_thread import FrameThread
from workbench.ui.reporting.press import Order, Press, Proof

GAP = 16  # between pages, in screen pixels
KEPT = 12  # drawn pages that stay in memory
SMALLEST, LARGEST, STEP = 0.3, 3.0, 1.2
NATURAL = 96 / 288  # screen pixels for a quarter of a point at 100 per cent


class PagesView(QAbstractScrollArea):
    """`turned` tells which page is on top, counted from 0, and of how many; `zoomed` how large pages are; `laid_out`
    that another document is there, `failed` what went wrong."""

    turned = Signal(int, int)
    zoomed = Signal(float)
    laid_out = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document: Document | None = None
        self.count = 0
        self.size_of_page = (1.0, 1.0)  # in quarters of a point
        self.zoom = 0.0  # 0: as wide as there is room
        self._drawn: dict[tuple[int, int], QImage] = {}
        self._press = FrameThread("press", Press(), idle=None)
        self._press.painted.connect(self._arrived)
        self._press.failed.connect(self.failed.emit)
        self.verticalScrollBar().valueChanged.connect(lambda value: self._tell())

    def end(self) -> None:
        """Stops drawing; nothing is shown afterwards."""
        self._press.stop()

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_document(self, document: Document) -> None:
        """Shows another document, at the same place of it as before, once it is laid out."""
        self._press.ask(Order(document))

    def _arrived(self, proof: Proof) -> None:
        """A document was laid out, or a page drawn."""
        if proof.document is not self.document:
            bar = self.verticalScrollBar()
            at, share = bar.value(), bar.value() / max(1, bar.maximum())
            same = self.count == proof.count
            self.document, self.count = proof.document, proof.count
            self.size_of_page = proof.wide, proof.high
            self._drawn.clear()
            self._place()
            bar.setValue(at if same else round(share * bar.maximum()))
            self._tell()
            self.laid_out.emit()
        for page, image in proof.drawn.items():
            while len(self._drawn) >= KEPT:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[page, proof.across] = image
        self.viewport().update()

    @property
    def scale(self) -> float:
        """Screen pixels for each unit of a page."""
        if self.zoom or not self.count:
            return (self.zoom or 1.0) * NATURAL
        return max(SMALLEST * NATURAL, (self.viewport().width() - 2 * GAP) / self.size_of_page[0])

    def set_zoom(self, zoom: float) -> None:
        """Makes pages so large, 1 being as on paper; 0 as wide as there is room."""
        share = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self.zoom = min(max(zoom, SMALLEST), LARGEST) if zoom else 0.0
        self._place()
        self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
        self.viewport().update()

    def closer(self, times: float) -> None:
        self.set_zoom(self.scale / NATURAL * times)

    def go_to(self, page: int) -> None:
        """Brings a page, counted from 0, to the top."""
        self.verticalScrollBar().setValue(round(page * self._step))

    @property
    def current(self) -> int:
        """The page at the upper half of the view, counted from 0."""
        if not self.count:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() * 0.4
        return min(max(int(middle // self._step), 0), self.count - 1)

    @property
    def _step(self) -> float:
        return self.size_of_page[1] * self.scale + GAP

    def _place(self) -> None:
        whole = round(self.count * self._step + GAP)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(60)
        bar.setRange(0, max(0, whole - self.viewport().height()))
        across = round(self.size_of_page[0] * self.scale) + 2 * GAP if self.count else 0
        side = self.horizontalScrollBar()
        side.setPageStep(self.viewport().width())
        side.setRange(0, max(0, across - self.viewport().width()))
        side.setValue(side.maximum() // 2)
        self.zoomed.emit(self.scale / NATURAL)

    def _tell(self) -> None:
        self.turned.emit(self.current, self.count)

    # -- drawing -------------------------------------------------------------------------------------------------

    def _box(self, page: int) -> QRect:
        wide, high = (side * self.scale for side in self.size_of_page)
        room = self.viewport().width()
        left = (room - wide) / 2 if wide + 2 * GAP <= room else GAP - self.horizontalScrollBar().value()
        top = GAP + page * self._step - self.verticalScrollBar().value()
        return QRect(round(left), round(top), round(wide), round(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = appearance.theme()
        painter.fillRect(self.viewport().rect(), QColor(theme.sunken))
        wanted: list[int] = []
        first = max(0, int(self.verticalScrollBar().value() // self._step) - 1)
        for page in range(first, self.count):
            box = self._box(page)
            if box.top() > self.viewport().height():
                break
            if box.bottom() < 0:
                continue
            image = self._drawn.get((page, box.width()))
            painter.fillRect(box, QColor("white"))
            if image is None:
                wanted.append(page)
                painter.setPen(QColor("#8a8a85"))
                painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, self.tr("Page %n", "", page + 1))
            else:
                painter.drawImage(QPointF(box.topLeft()), image)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if wanted and self.document is not None:
            across = self._box(wanted[0]).width()
            self._press.ask(Order(self.document, wanted[:1], across, self.devicePixelRatioF()))

    # -- hands ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        share = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._place()
        self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
        self._tell()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.closer(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        last = max(self.count - 1, 0)
        moves = {
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(last),
            Qt.Key.Key_PageDown: lambda: self.go_to(self.current + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.current - 1),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
            Qt.Key.Key_Plus: lambda: self.closer(STEP),
            Qt.Key.Key_Minus: lambda: self.closer(1 / STEP),
            Qt.Key.Key_0: lambda: self.set_zoom(0.0),
        }
        move = moves.get(Qt.Key(key))
        if move is None:
            super().keyPressEvent(event)
        else:
            move()
