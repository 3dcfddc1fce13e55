"""The bar above the chart: a tab for each chart of the case, and a button for another."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from workbench.ui.parts.labels import tool

WIDEST_TAB = 260


class ChartTabs(QTabBar):
    """Tabs as wide as their titles are while they are chosen, so that none moves or is cut when another is."""

    def tabSizeHint(self, index: int) -> QSize:
        strong = self.font()
        strong.setWeight(QFont.Weight.DemiBold)
        room = QFontMetrics(strong).horizontalAdvance(self.tabText(index)) + 34
        size = super().tabSizeHint(index)
        return QSize(min(max(size.width(), room), WIDEST_TAB), size.height())


class ChartBar(QWidget):
    """`asked` is the id of an action with answers, `turned` the id of the chart whose tab was chosen."""

    asked = Signal(str, dict)
    turned = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[tuple[int, str]] = []
        self.setObjectName("ChartBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 8, 0)
        line.setSpacing(2)
        self.tabs = ChartTabs()
        self.tabs.setAccessibleName(self.tr("Charts"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tabs.currentChanged.connect(self._turn)
        self.tabs.tabBarDoubleClicked.connect(lambda at: self.asked.emit("rename_chart", {}))
        self.add = tool("ph.plus", self.tr("New chart"), lambda: self.asked.emit("new_chart", {}))
        line.addWidget(self.tabs)
        line.addWidget(self.add)
        line.addStretch(1)

    def show_charts(self, listed: list[tuple[int, str]], chart: int | None) -> None:
        """Shows charts as (id, title), and which of them is shown; tells nobody."""
        self.tabs.blockSignals(True)
        if listed != self._listed:
            while self.tabs.count():
                self.tabs.removeTab(0)
            for id, title in listed:
                at = self.tabs.addTab(title.replace("&", "&&"))
                self.tabs.setTabData(at, id)
                self.tabs.setTabToolTip(at, title)
            self._listed = listed
        for at in range(self.tabs.count()):
            if self.tabs.tabData(at) == chart:
                self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)

    def _turn(self, at: int) -> None:
        id = self.tabs.tabData(at)
        if id is not None:
            self.turned.emit(id)
