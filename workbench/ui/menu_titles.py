"""The bar of menus, its titles without underlined letters; Alt and the letter opens a menu all the same."""

from __future__ import annotations

from PySide6.QtWidgets import QMenuBar, QProxyStyle, QStyle


class QuietTitles(QProxyStyle):
    """Fusion without underlined letters. For the bar alone: each question to a style that is written in Python waits
    for whatever else computes, and laying out a panel asks thousands."""

    def styleHint(
        self, hint: QStyle.StyleHint, option: object = None, widget: object = None, given: object = None
    ) -> int:
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return 0
        return super().styleHint(hint, option, widget, given)


class MenuTitles(QMenuBar):
    """The titles of the menus."""

    def __init__(self) -> None:
        super().__init__()
        quiet = QuietTitles("Fusion")
        quiet.setParent(self)
        self.setStyle(quiet)
