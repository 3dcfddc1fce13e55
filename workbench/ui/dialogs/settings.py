"""Settings: keys and mouse as one is used to, appearance, motion, and the size of texts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.app import keymaps
from workbench.ui.hands import Hands
from workbench.ui.parts.labels import button, label


class SettingsDialog(QDialog):
    """Each choice is in force at once and remembered; closing needs no answer."""

    def __init__(self, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        self.hands = hands
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("Settings"), "title"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(9)
        place.addLayout(form)
        self.keymap = self._choice(
            form, self.tr("Keys and mouse as in"), [(k.id, k.name) for k in keymaps.listed()], hands.keymap.id,
            self._use_keymap,
        )  # fmt: skip
        self.sentence = label(hands.keymap.sentence, "muted", wraps=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.sentence.setMinimumHeight(2 * self.sentence.fontMetrics().height() + 4)
        form.addRow("", self.sentence)
        self.appearance = self._choice(
            form, self.tr("Appearance"),
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")),
             ("contrast", self.tr("High contrast"))],
            hands.appearance, hands.choose_appearance,
        )  # fmt: skip
        self.size = self._choice(
            form, self.tr("Size of texts"), [(str(n), f"{n} %") for n in hands.SIZES], str(hands.size),
            lambda size: hands.choose_size(int(size)),
        )  # fmt: skip
        self.motion = self._choice(
            form, self.tr("Movement on the chart"),
            [("system", self.tr("As the system")), ("full", self.tr("Things glide to their places")),
             ("reduced", self.tr("Nothing moves by itself"))],
            hands.motion, hands.choose_motion,
        )  # fmt: skip
        self.lock_after = self._choice(
            form, self.tr("Lock a protected case"),
            [(str(n), self.tr("after %Ln minutes without a hand on it", "", n)) for n in (1, 5, 15, 30, 60)]
            + [("0", self.tr("only when I say so"))],
            str(hands.lock_after), hands.choose_lock_after,
        )  # fmt: skip
        self.remembering = self._choice(
            form, self.tr("Remember cases"),
            [("open", self.tr("those without a passphrase")), ("all", self.tr("all, where they lie and who acquired")),
             ("none", self.tr("none"))],
            hands.remembering, hands.choose_remembering,
        )  # fmt: skip
        place.addStretch(1)
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        place.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)

    def _choice(
        self, form: QFormLayout, name: str, choices: list[tuple[str, str]], chosen: str, act: object
    ) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for value, text in choices:
            made.addItem(text, value)
        made.setCurrentIndex(max(made.findData(chosen), 0))
        made.activated.connect(lambda at: act(made.itemData(at)))
        title = QLabel(name)
        title.setBuddy(made)
        form.addRow(title, made)
        return made

    def _use_keymap(self, id: str) -> None:
        self.hands.choose_keymap(id)
        self.sentence.setText(self.hands.keymap.sentence)
        self.adjustSize()
