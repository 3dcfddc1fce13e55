"""Pages of the manual that ships with the program, in a window beside the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from workbench.app import paths
from workbench.ui.parts.labels import button


class ManualWindow(QDialog):
    """One page; links lead to other pages, never outside. It can stay open beside what it explains."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Manual"))
        self.setModal(False)
        room = self.screen().availableGeometry()
        self.resize(min(920, room.width() - 60), min(820, room.height() - 60))
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        self.text = QTextBrowser()
        self.text.setObjectName("Manual")
        self.text.setAccessibleName(self.tr("Manual"))
        self.text.setOpenExternalLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        place.addWidget(self._make_bar())
        place.addWidget(self.text)
        self.turn_to(page)
        self.text.setFocus()

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(8, 4, 8, 4)
        self.pages = button(self.tr("All pages"), lambda: self.turn_to("index"), "link")
        self.back = button(self.tr("Back"), self.text.backward, "link")
        self.back.setToolTip(self.tr("Back (Alt+Left)"))
        self.back.setEnabled(False)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        line.addWidget(self.pages)
        line.addWidget(self.back)
        line.addStretch(1)
        return bar

    def turn_to(self, page: str) -> None:
        """Shows a page by its name."""
        self.text.setSource(QUrl.fromLocalFile(str(_file(page))))


def _file(page: str) -> Path:
    return paths.resources() / "manual" / f"{page}.html"


def has_page(page: str) -> bool:
    """Whether the manual has such a page: what a plugin brings has none."""
    return _file(page).is_file()


def open_page(page: str, parent: QWidget) -> ManualWindow:
    """Shows a page; the window of that page that is open already comes to the front."""
    for known in parent.findChildren(ManualWindow):
        if known.text.source().fileName() == f"{page}.html":
            known.show()
            known.raise_()
            known.activateWindow()
            return known
    made = ManualWindow(page, parent)
    made.show()
    return made
