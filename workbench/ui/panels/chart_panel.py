"""A panel of what stands behind the chart: it reads in the background, only while it is seen, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent

from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.model.changes import Changes
from workbench.ui.panels.panel import Panel


class ChartPanel(Panel):
    """`read_chart` is called whenever there may be something else to show; it asks by `look_once`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self._asked: object = None
        self._asked_of: object = None

    def read_chart(self) -> None:
        """Asks for what is to be shown."""

    def refresh(self, changes: Changes) -> None:
        self.read_chart()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_chart()

    def forget(self) -> None:
        """What is asked for next is read, and shown, whatever was asked before."""
        self._asked = self._asked_of = None

    def look_once(
        self,
        session: Session,
        title: str,
        asked: object,
        of: object,
        read: Callable[[Case, object], Any],
        show: Callable[[Any], None],
    ) -> bool:
        """Reads in the background and shows what was found, unless something else was asked for meanwhile; whether
        it does, for what was `asked` last is not read again. `of` is what ids in `asked` name: kept, so that no other
        is taken for it."""
        if asked == self._asked:
            return False
        self._asked, self._asked_of = asked, of

        def shown(found: Any) -> None:
            if self._asked == asked:
                show(found)

        session.look(title, read, shown, replaces=self.name)
        return True
