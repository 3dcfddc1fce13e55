"""Every window is walked: whatever can be used has a name for screen readers, and shows when it has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from workbench.ui.forms import Form
from workbench.ui.main_window import MainWindow

USABLE = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit,
)  # fmt: skip
OF_QT = ("QTableCornerButton", "QLineEditIconButton", "QDialogButtonBox")  # parts Qt makes inside others
DIALOGS = ("keys", "settings", "glossary", "about", "manual", "recipe_manual")


def nameless(top: QWidget) -> list[str]:
    """What can be used in a window and has neither a name nor a text."""
    found = []
    for widget in [top, *top.findChildren(QWidget)]:
        sort = widget.metaObject().className()
        if not widget.isVisible() or sort in OF_QT or isinstance(widget, (QScrollBar, QHeaderView)):
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox):
            continue
        used = isinstance(widget, USABLE) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        text = getattr(widget, "text", None)
        said = widget.accessibleName() or widget.windowTitle() or (text() if callable(text) else "")
        if used and not said:
            found.append(f"{sort} in {widget.parent().metaObject().className()}")
    return found


def test_in_every_panel(opened: MainWindow, settle) -> None:
    opened.session.select(opened.session.chart.shown[:1])
    missing = {}
    for name, dock in opened.docks.items():
        opened.toggle_panel(name, show=True)
        settle()
        missing[name] = nameless(dock)
        assert dock.panel.accessibleName() and dock.windowTitle(), name
    assert {n: m for n, m in missing.items() if m} == {}
    assert nameless(opened) == []


@pytest.mark.parametrize("id", DIALOGS)
def test_in_every_dialog(opened: MainWindow, settle, id: str) -> None:
    opened.perform(id)
    settle()
    made = [w for w in opened.findChildren(QDialog) if w.isVisible()]
    assert len(made) == 1
    assert nameless(made[0]) == [] and made[0].windowTitle()
    made[0].close()


def test_in_the_form_of_every_action(opened: MainWindow) -> None:
    for action in opened.commands.actions.values():
        if not action.asks:
            continue
        form = Form(action, opened.session, {}, opened)
        form.show()
        assert nameless(form) == [], action.id
        form.close()
        form.deleteLater()


def test_on_the_first_screen(window: MainWindow) -> None:
    assert nameless(window) == []
