"""The style sheet of the window, made of the roles of a theme: no colour is written anywhere else."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from workbench.app import paths
from workbench.drawing.theme import Theme, mixed, number, text

SHEET = """
* { outline: 0; }
QWidget { color: @ink; font-size: 13px; }
QMainWindow, QDialog { background: @panel; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QToolTip { background: @panel; color: @ink; border: 1px solid @line; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="value"] { font-size: 14px; font-weight: 600; }
QLabel[role="heading"] { color: @muted; font-size: 11px; font-weight: 600; letter-spacing: 0.6px; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="good"] { color: @good; }

#TopBar { background: @panel; border-bottom: 1px solid @line; }
QMenuBar { background: transparent; padding: 0; spacing: 0; }
QMenuBar::item { background: transparent; color: @muted; padding: 5px 8px; border-radius: 6px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @sunken; color: @ink; }
QMenu { background: @panel; border: 1px solid @line; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 5px; margin: 0; }
QMenu::item:selected { background: @accent_soft; color: @ink; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }
QMenu::right-arrow { width: 10px; height: 10px; margin: 6px; }

#StatusBar { background: @paper; border-top: 1px solid @line; }
#StatusBar QLabel, #StatusBar QToolButton { color: @muted; font-size: 12px; }
#StatusBar QLabel[role="warning"] { color: @warning; }
#StatusBar QProgressBar { min-height: 4px; max-height: 4px; }

#Panel { background: @panel; }
#PanelTitle { background: @panel; }
QDockWidget { border: 0; }

#ChartPill { background: @panel; border: 1px solid @line; border-radius: 9px; }
#ChartBar { background: @paper; border-bottom: 1px solid @line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 14px 5px 14px; border: 0; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:selected:focus { color: @accent; }
QTabBar QToolButton { background: @paper; border: 0; }

QPushButton { background: @panel; border: 1px solid @edge; border-radius: 8px; padding: 5px 14px; min-height: 18px; }
QPushButton:hover { background: @sunken; }
QPushButton:pressed { background: @line; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @faint; border-color: @line; }
QPushButton:default, QPushButton[role="primary"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton:default:hover, QPushButton[role="primary"]:hover { background: @accent_deep; }
QPushButton:default:disabled, QPushButton[role="primary"]:disabled { background: @sunken; color: @faint; border-color: @line; }
QPushButton:default:focus, QPushButton[role="primary"]:focus { border: 2px solid @ring; padding: 4px 13px; }
QPushButton[role="pill"] { border-radius: 12px; padding: 2px 11px; border-color: @line; min-height: 18px; }
QPushButton[role="pill"]:hover { border-color: @edge; }
QPushButton[role="pill"]:focus { border-color: @accent; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; border-radius: 4px; color: @accent; padding: 0 2px; min-height: 16px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: @accent; }
QPushButton[role="row"] { background: transparent; border: 1px solid transparent; border-radius: 6px; text-align: left; padding: 5px 8px; }
QPushButton[role="row"]:hover { background: @sunken; }
QPushButton[role="row"]:focus { border-color: @accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: @sunken; }
QToolButton:pressed, QToolButton:checked { background: @accent_soft; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @faint; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="undo"] { color: @ink; font-weight: 600; padding: 3px 8px; }
QToolButton[role="undo"]:disabled { color: @faint; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
  background: @field; border: 1px solid @edge; border-radius: 7px; padding: 4px 8px;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit, QComboBox { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border: 1px solid @accent; }
QLineEdit:disabled, QComboBox:disabled { color: @faint; }
QLineEdit[role="search"] { border-radius: 9px; padding: 5px 10px; background: @field; border-color: @line; }
QLineEdit[role="search"]:focus { border-color: @accent; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("@caret"); width: 12px; height: 12px; }
QComboBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; padding: 4px; selection-background-color: @accent_soft; selection-color: @ink; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator:focus { border: 1px solid @accent; }

#Verbatim { background: @sunken; border: 0; border-radius: 0; padding: 0; font-size: 12px; }
#Verbatim:focus { border: 1px solid @accent; }
#Card { background: @panel; border: 1px solid @line; border-radius: 9px; }
#Card:focus { border-color: @accent; }
#Card #Verbatim { border-top: 1px solid @line; border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }
#Kbd { color: @muted; background: @paper; border: 1px solid @line; border-radius: 4px; padding: 0 5px; font-size: 11px; }
#CasePill, #UserPill { border: 1px solid @line; border-radius: 12px; padding: 0 10px; color: @muted; background: @panel; min-height: 22px; max-height: 22px; }
#CasePill:hover { background: @sunken; }

QListView, QTreeView, QTableView { background: @panel; border: 0; selection-background-color: @accent_soft; selection-color: @ink; }
QTableView { gridline-color: transparent; alternate-background-color: @panel; }
QTableView::item { padding: 0 8px; border: 0; }
QTableView::item:selected { background: @accent_soft; color: @ink; }
QTableView::item:focus { border: 1px solid @accent; }
QHeaderView { background: @sunken; border: 0; }
QHeaderView::section { background: @sunken; color: @muted; border: 0; padding: 5px 10px; font-size: 11px; font-weight: 600; }
QHeaderView::section:hover { color: @ink; }
QScrollArea { background: @panel; border: 0; }
QScrollArea > QWidget > QWidget { background: @panel; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @line; border: 0; border-radius: 2px; text-align: center; min-height: 4px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QSplitter::handle { background: @line; }

#MessageBar { background: @warning_soft; border-bottom: 1px solid @line; }
#MessageBar[tone="told"] { background: @accent_soft; }
#SearchPopup { background: @panel; border: 1px solid @edge; border-radius: 10px; }
#Welcome { background: @chart; }
#WelcomeCard { background: @panel; border: 1px solid @line; border-radius: 12px; }
"""


def colours(theme: Theme) -> dict[str, str]:
    """The roles of a theme, and the few the window mixes from them."""
    named = {name: str(value) for name, value in vars(theme).items() if str(value).startswith("#")}
    return named | {
        "field": theme.panel if theme.id == "light" else theme.sunken,
        "edge": text(mixed(number(theme.line), number(theme.ink), 0.14)),
        "faint": text(mixed(number(theme.muted), number(theme.panel), 0.35)),
        "caret": (paths.resources() / "styles" / f"caret_{theme.id}.svg").as_posix(),
        "ring": text(mixed(number(theme.accent), number(theme.ink), 0.45)),
        "accent_deep": text(mixed(number(theme.accent), number(theme.ink), 0.16)),
    }


def sheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    made = SHEET
    for name, colour in sorted(colours(theme).items(), key=lambda item: -len(item[0])):
        made = made.replace("@" + name, colour)
    return made


def palette(theme: Theme) -> QPalette:
    """The palette of a theme, for what style sheets do not reach."""
    named = colours(theme)
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "panel"), (roles.WindowText, "ink"), (roles.Base, "field"), (roles.AlternateBase, "paper"),
        (roles.Text, "ink"), (roles.Button, "panel"), (roles.ButtonText, "ink"), (roles.BrightText, "on_accent"),
        (roles.Highlight, "accent"), (roles.HighlightedText, "on_accent"), (roles.ToolTipBase, "panel"),
        (roles.ToolTipText, "ink"), (roles.PlaceholderText, "muted"), (roles.Link, "accent"), (roles.Light, "panel"),
        (roles.Mid, "line"), (roles.Dark, "edge"), (roles.Shadow, "shadow"), (roles.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(role, QColor(named[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(named["faint"]))
    return made
