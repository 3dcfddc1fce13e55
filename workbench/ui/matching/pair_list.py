"""The pairs that may be the same, the likeliest first, each with what is judged of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from workbench.app.reviewing import APART, SAME, UNSURE, Review
from workbench.questions.likeness.pairing import likely
from workbench.ui import words

SIGNS = {SAME: "=", APART: "≠", UNSURE: "?", "": "·"}


class PairList(QListWidget):
    """One line a pair; its sign says what is judged."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pairs, the likeliest first"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pairs(self, review: Review | None, states: Sequence[str]) -> None:
        """Lists other pairs, or none; nothing is chosen yet."""
        self.blockSignals(True)
        self.clear()
        for _ in states if review is not None else ():
            self.addItem(QListWidgetItem())
        self.blockSignals(False)
        if review is not None:
            self.show_states(review, states)

    def show_states(self, review: Review, states: Sequence[str]) -> None:
        """Writes what is judged of each pair."""
        judged = {SAME: self.tr("same"), APART: self.tr("not the same"), UNSURE: self.tr("unsure")}
        for number, (pair, state) in enumerate(zip(review.pairs, states, strict=True)):
            one, other = (words.isolated(review.names[entity]) for entity in (pair.one, pair.other))
            both = self.tr("{one} and {other}").format(one=one, other=other)
            item = self.item(number)
            item.setText(words.directed(f"{SIGNS[state]}  {likely(pair.chance)}  {both}"))
            item.setToolTip(f"{both}\n{judged[state]}" if state else both)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
