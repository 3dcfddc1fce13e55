"""Everything known of one source, on a card beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.case.circumstances import Circumstances
from workbench.case.sources import Coverage, Source
from workbench.ui import words
from workbench.ui.parts.labels import CopyButton, Elided, Flow, button, heading, label

WIDE = 360


class SourceCard(QFrame):
    """Hash, counts, coverage, recipe and acquisition of a source; gone with the next click elsewhere. `act` does
    what one of its buttons is for: rejects, read_again, show_source, hide_source or export_original. `recipe` is what
    the recipe is called, its id where nothing is said; `grades` are in words."""

    def __init__(
        self,
        source: Source,
        coverage: list[Coverage],
        zone: ZoneInfo,
        act: Callable[[str], None],
        parent: QWidget,
        said: Circumstances | None = None,
        recipe: str = "",
        grades: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("SourceCard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(source.name)
        self.setFixedWidth(WIDE)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(16, 13, 14, 13)
        self._place.setSpacing(2)
        name = self.tr("Source {id}").format(id=source.id) if source.purged else source.name
        self._place.addWidget(Elided(name, "value"))
        if source.purged:
            text = self.tr("Purged: of this source only its number, hash and size are left.")
            self._place.addWidget(label(text, "warning", wraps=True))
        elif not source.included:
            text = self.tr("Hidden, not erased: its records count nowhere.")
            self._place.addWidget(label(text, "warning", wraps=True))
        self._entry(self.tr("SHA-256"), words.shortened(source.sha256, 14, 14), copy=source.sha256)
        if source.sha512:
            self._entry(self.tr("SHA-512"), words.shortened(source.sha512, 14, 14), copy=source.sha512)
        if source.is_referred:
            said_where = self.tr("not in the case, but at {path}").format(path=words.isolated(source.path))
            self._entry(self.tr("Original"), said_where)
        for grade in grades:
            self._entry(self.tr("Grade"), grade)
        self._entry(self.tr("Rows"), self._counts(source))
        self._entry(self.tr("Covers"), self._covers(coverage, zone))
        self._entry(self.tr("Read as"), recipe or source.recipe)
        said = said or Circumstances()
        acquired = [source.exhibit, source.acquired_by, source.acquired_at, said.place, source.acquired_how]
        text = words.listed(part for part in acquired if part) or self.tr("nothing was said at import")
        self._entry(self.tr("Acquired"), text)
        if said.legal_basis:
            self._entry(self.tr("Legal basis"), said.legal_basis)
        asked = self._of_whom(said.asked, said.asked_first, said.asked_last)
        delivered = self._of_whom(said.delivered, said.delivered_first, said.delivered_last)
        if asked:
            self._entry(self.tr("Asked for"), asked)
        if said.outside:
            self._entry(self.tr("Rows outside were read because"), said.outside)
        if delivered:
            self._entry(self.tr("Delivered"), delivered)
        added = self.tr("{when} by {who}, {size}").format(
            when=words.isolated(words.moment(source.added_at, zone)), who=words.isolated(source.added_by),
            size=words.isolated(words.size(source.bytes)),
        )  # fmt: skip
        self._entry(self.tr("Imported"), added)
        self._place.addSpacing(8)
        buttons = QWidget()
        flow = Flow(buttons)
        offered = [
            ("show_source", self.tr("Show again"), not source.included and not source.purged),
            ("rejects", self.tr("Rejected rows…"), bool(source.rejected)),
            ("read_again", self.tr("Read again…"), source.included and source.kept == "copy"),
            ("export_original", self.tr("Save the original…"), source.kept == "copy" or source.is_referred),
            ("hide_source", self.tr("Hide"), source.included),
        ]
        for id, text, there in offered:
            if there:
                flow.addWidget(button(text, lambda id=id: self._leave(lambda: act(id)), "pill"))
        self._place.addWidget(buttons)

    def show_beside(self, place: QPoint) -> None:
        """Shows the card with its corner at a place on screen, moved so that all of it can be seen."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width() - 8)
        y = min(place.y(), screen.bottom() - self.height() - 8)
        self.move(max(x, screen.left() + 8), max(y, screen.top() + 8))
        self.show()

    def _leave(self, then: Callable[[], None]) -> None:
        self.close()
        then()

    def _counts(self, source: Source) -> str:
        said = self.tr(
            "{read} read = {kept} kept + {duplicate} duplicate + {rejected} rejected + {withheld} withheld"
        )
        return said.format(
            read=words.number(source.rows), kept=words.number(source.kept_rows),
            duplicate=words.number(source.duplicate), rejected=words.number(source.rejected),
            withheld=words.number(source.withheld),
        )  # fmt: skip

    def _covers(self, coverage: list[Coverage], zone: ZoneInfo) -> str:
        known = [(c.first, c.last) for c in coverage if c.first is not None and c.last is not None]
        if not known:
            return self.tr("no times in it")
        return words.listed(words.period(first, last, zone) for first, last in known)

    def _of_whom(self, whose: str, first: str, last: str) -> str:
        """Whose records, and from when until when, as far as it was said."""
        period = ""
        if first or last:
            period = self.tr("{first} to {last}").format(first=first or "…", last=last or "…")
        return words.listed(part for part in (whose, period) if part)

    def _entry(self, name: str, text: str, copy: str = "") -> None:
        title = heading(name)
        title.setContentsMargins(0, 7, 0, 0)
        self._place.addWidget(title)
        if not copy:
            said = label(text)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._place.addWidget(said)
            return
        line = QHBoxLayout()
        line.addWidget(Elided(text), 1)
        line.addWidget(CopyButton(copy, self.tr("Copy {name}").format(name=name)))
        self._place.addLayout(line)
