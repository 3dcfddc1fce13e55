"""The glossary: words of other tools and Clew's own, with a search."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from workbench.app import glossary
from workbench.ui.parts.labels import label


class GlossaryWindow(QDialog):
    """Can stay open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(self.tr("Glossary"))
        room = self.screen().availableGeometry()
        self.resize(min(560, room.width() - 60), min(640, room.height() - 60))
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("Glossary"), "title"))
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setClearButtonEnabled(True)
        name = self.tr("A word of another tool, or of this one")
        self.search.setPlaceholderText(name)
        self.search.setAccessibleName(name)
        self.search.textChanged.connect(self.show_words)
        place.addWidget(self.search)
        self.text = QTextBrowser()
        self.text.setObjectName("Glossary")
        self.text.setAccessibleName(self.tr("Words and what they mean"))
        self.text.setOpenLinks(False)
        place.addWidget(self.text, 1)
        self.show_words("")
        self.search.setFocus()

    def show_words(self, text: str) -> None:
        """Lists what holds every word of a text."""
        found = [w for w in glossary.listed() if w.holds(text)]
        elsewhere = self.tr("Elsewhere: {words}")
        said = [
            f"<p><b>{escape(w.ours)}</b><br>{escape(w.said)}<br>"
            f"<i>{escape(elsewhere.format(words=', '.join(w.theirs)))}</i></p>"
            for w in found
        ]
        nothing = self.tr("No word here holds that.")
        self.text.setHtml("".join(said) or f"<p>{escape(nothing)}</p>")


def open_glossary(parent: QWidget) -> GlossaryWindow:
    """Shows the glossary; the one that is open already comes to the front."""
    found = parent.findChild(GlossaryWindow) or GlossaryWindow(parent)
    found.show()
    found.raise_()
    found.activateWindow()
    return found
