"""About Clew, and the keys and mouse gestures it knows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.app.actions.action import MENUS
from workbench.ui import icons
from workbench.ui.forms import plain
from workbench.ui.menus import Commands
from workbench.ui.parts.labels import button, heading, label


class AboutDialog(QDialog):
    """What Clew is and under what licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Clew"))
        self.setFixedSize(440, 270)
        place = QVBoxLayout(self)
        place.setContentsMargins(28, 26, 28, 20)
        place.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(icons.app_icon().pixmap(44, 44))
        place.addWidget(sign)
        place.addWidget(label("Clew", "title"))
        place.addWidget(
            label(
                self.tr(
                    "Link analysis in which every link leads back to the row of the hashed file it came from. "
                    "It never opens a network connection."
                ),
                wraps=True,
            )
        )  # fmt: skip
        place.addWidget(
            label(
                self.tr("Apache License 2.0. The font Inter is under the SIL Open Font License."),
                "muted",
                wraps=True,
            )
        )
        place.addSpacing(8)
        place.addStretch(1)
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        place.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)


class KeysDialog(QDialog):
    """The keys in force of every action, and what the mouse does on the chart."""

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.resize(940, 640)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 18, 22, 16)
        whole.addWidget(label(self.tr("Keys and mouse"), "title"))
        self.keymap = commands.keymap
        as_in = self.tr("As in {tool}. {sentence} Another set is chosen in the settings ({keys}).")
        whole.addWidget(
            label(
                as_in.format(
                    tool=self.keymap.name, sentence=self.keymap.sentence, keys=commands.keys("settings")
                ),
                "muted", wraps=True,
            )
        )  # fmt: skip
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setSpacing(36)
        one, other = QGridLayout(), QGridLayout()
        self._section(one, self.tr("On the chart"), self._gestures())
        for number, menu in enumerate(MENUS):
            listed = [
                (plain(commands.title(a)), "\n".join(commands.all_keys(a.id)))
                for a in commands.actions.values()
                if a.menu == menu and commands.all_keys(a.id)
            ]
            if listed:
                self._section(one if number in (0, 5, 6) else other, commands.tr(menu), listed)
        for grid in (one, other):
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(5)
            grid.setColumnStretch(0, 1)
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Keys and mouse"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole.addWidget(area, 1)
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)

    def _section(self, grid: QGridLayout, title: str, entries: list[tuple[str, str]]) -> None:
        name = heading(title)
        name.setContentsMargins(0, 10, 0, 2)
        grid.addWidget(name, grid.rowCount(), 0, 1, 2)
        for text, keys in entries:
            row = grid.rowCount()
            grid.addWidget(label(text, wraps=True), row, 0)
            shown = QLabel(keys)
            shown.setObjectName("Kbd")
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTrailing)

    def _gestures(self) -> list[tuple[str, str]]:
        mouse = self.keymap.mouse
        drags = {
            "left": self.tr("left drag"), "left_shift": self.tr("Shift and left drag"),
            "left_ctrl": self.tr("Ctrl and left drag"), "left_alt": self.tr("Alt and left drag"),
            "middle": self.tr("middle drag"),
        }  # fmt: skip

        def by(wanted: str, *more: str) -> str:
            same = [
                b for b in ("left_shift", "left_ctrl") if getattr(mouse, b) == mouse.left
            ]  # goes without saying
            return ", ".join(
                [*(drags[b] for b in drags if getattr(mouse, b) == wanted and b not in same), *more]
            )

        return [
            (self.tr("Select"), self.tr("click")),
            (self.tr("Select in a box"), by("box")),
            (self.tr("Select in a loop drawn by hand"), by("lasso")),
            (self.tr("Add to the selection"), self.tr("Shift")),
            (self.tr("Add or take away"), self.tr("Ctrl")),
            (self.tr("Move the view"), by("pan", self.tr("right drag"), self.tr("Space and drag"))),
            (self.tr("Menu"), self.tr("right click, menu key")),
            (self.tr("Zoom at the pointer"), self.tr("wheel, + or −")),
            (self.tr("Look closely"), self.tr("double-click, or Enter")),
            (self.tr("From one to the next"), self.tr("Tab")),
            (self.tr("Nudge what is selected"), self.tr("arrows, Shift for far")),
        ]
