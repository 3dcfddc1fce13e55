"""A verbatim row in monospace, the values marked, wrapped wherever it must; nothing of it is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from workbench.ui import appearance
from workbench.ui.parts.cells import readable


class Verbatim(QTextEdit):
    """Shows one row as it stands in the file; it can be selected and copied. More than `lines` lines scroll."""

    def __init__(self, lines: int = 12) -> None:
        super().__init__()
        self._lines = lines
        self._room: int | None = None
        self.setObjectName("Verbatim")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The row as it stands in the file"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(7)
        self._marks: Sequence[tuple[int, int]] = ()
        self.verbatim = ""
        self._letter()

    def _letter(self) -> None:
        """Takes the size of letters that is in force now."""
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        pixels = appearance.scaled(12)
        face.setPixelSize(pixels)
        face.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(face)
        # the sheet sets a size, which would take the family along
        self.setStyleSheet(f'font-family: "{face.family()}", monospace; font-size: {pixels}px;')

    def show_row(self, text: str, marks: Sequence[tuple[int, int]] = ()) -> None:
        """Shows a row; `marks` are the stretches (from, to) that hold the values. A workbook's cells are shown with
        bars between them; `verbatim` keeps the row as it is kept."""
        self.verbatim = text
        text, marks = readable(text, marks)
        self._marks = marks
        self.setPlainText(text)
        self._mark()
        self._fit()

    def _mark(self) -> None:
        theme = appearance.theme()
        form = QTextCharFormat()
        form.setBackground(QColor(theme.marked))
        form.setForeground(QColor(theme.on_marked))
        chosen = []
        # QTextDocument counts UTF-16 units, the marks count characters
        text = self.toPlainText()
        for start, end in self._marks:
            selection = QTextEdit.ExtraSelection()
            selection.format = form
            cursor = QTextCursor(self.document())
            cursor.setPosition(len(text[:start].encode("utf-16-le")) // 2)
            cursor.setPosition(len(text[:end].encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            chosen.append(selection)
        self.setExtraSelections(chosen)

    def restyle(self) -> None:
        self._letter()
        self._mark()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keep_to(self, room: int) -> None:
        """Takes no more than `room` screen pixels of height, but one line at least."""
        if room != self._room:
            self._room = room
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        most = line * self._lines + 14
        if self._room is not None:
            whole = (self._room - 16) // line * line + 14
            most = max(min(most, whole), line + 14)
        wanted = round(self.document().size().height())
        fits = wanted <= most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        height = min(wanted, most) + 2
        if height != self.height() or self.maximumHeight() != height:
            self.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 20)
