"""What stands in place of a locked case: which file it is, and the field that opens it again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.ui import icons
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.passphrases import Typed
from workbench.ui.welcome import SIDE, Ground

WIDTH = 400  # what stands on the card, in screen pixels
SIGN = 32


class LockedPage(QWidget):
    """`tried` carries the passphrase that was typed; `left` says that the case is to be closed for good."""

    tried = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        ground = Ground()
        whole.addWidget(ground)
        outer = QVBoxLayout(ground)
        card = QWidget()
        card.setObjectName("WelcomeCard")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setFixedWidth(WIDTH + 2 * SIDE)
        place = QVBoxLayout(card)
        place.setContentsMargins(SIDE, 26, SIDE, 24)
        place.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._sign = QLabel()
        self._title = label("", "title", wraps=True)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        place.addLayout(head)
        self._sentence = label("", "muted", wraps=True)
        place.addWidget(self._sentence)
        self.typed = Typed(self.tr("Passphrase"))
        self.typed.entered.connect(self._try)
        place.addWidget(self.typed)
        self.wrong = label("", "warning", wraps=True)
        place.addWidget(self.wrong)
        line = QHBoxLayout()
        self._leave = button(self.tr("Close the case"), self.left.emit)
        self._open = button(self.tr("Open"), self._try, "primary")
        line.addStretch(1)
        line.addWidget(self._leave)
        line.addWidget(self._open)
        place.addLayout(line)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        outer.addStretch(3)
        self.restyle()

    def restyle(self) -> None:
        """Draws its sign in the colours in force."""
        self._sign.setPixmap(icons.app_icon().pixmap(SIGN, SIGN))
        self._fit()

    def ask(self, name: str, sentence: str) -> None:
        """Asks for the passphrase of a case and says why."""
        self._title.setText(self.tr("{case} is locked").format(case=name))
        self._sentence.setText(sentence)
        self._show(asking=True)
        self.typed.setFocus()

    def wait(self, name: str, sentence: str) -> None:
        """Says what is being done with a case that cannot be seen meanwhile."""
        self._title.setText(name)
        self._sentence.setText(sentence)
        self._show(asking=False)

    def complain(self, sentence: str) -> None:
        """Says why it did not open."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self._fit()
        self.typed.edit.selectAll()
        self.typed.setFocus()

    def _show(self, *, asking: bool) -> None:
        self.typed.forget()
        self.wrong.hide()
        for part in (self.typed, self._leave, self._open):
            part.setVisible(asking)
        self._fit()

    def _fit(self) -> None:
        """Gives wrapped texts the height they need at the card's width; the layout that centres it does not ask."""
        for text, wide in ((self._title, WIDTH - SIGN - 12), (self._sentence, WIDTH), (self.wrong, WIDTH)):
            text.setFixedHeight(max(0, text.heightForWidth(wide)))  # -1 of one without words

    def _try(self) -> None:
        self.tried.emit(self.typed.value())
