"""The manual's page on tables: its picture ships, its keys and words are those of the window, its command exists."""

from __future__ import annotations

import html
import re
import shlex

from tests.conftest import ROOT
from workbench.cli.running import parser
from workbench.model.tabular import Column, understood
from workbench.ui.main_window import MainWindow

FOLDER = ROOT / "resources" / "manual"
PAGE = html.unescape((FOLDER / "tables.html").read_text("utf-8"))


def test_its_picture_is_there_described_and_small() -> None:
    [(name, described)] = re.findall(r'<img src="([^"]+)"[^>]*alt="([^"]+)"', PAGE)
    assert described and (FOLDER / name).stat().st_size < 150_000


def test_it_leads_nowhere_outside() -> None:
    assert not re.findall(r"(https?:|//[a-z])", PAGE)


def test_its_words_stand_in_the_window() -> None:
    folders = (ROOT / "workbench" / "ui" / "tables", ROOT / "workbench" / "ui" / "panels")
    source = "".join(path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.py")))
    for name in (
        "All",
        "On this chart",
        "Selected",
        "stop",
        "show all rows",
        "Choose columns",
        "Rejected rows",
    ):
        assert f"<b>{name}</b>" in PAGE and f'"{name}"' in source, name


def test_what_it_types_is_understood() -> None:
    columns = {"number": "count", "time": "moment", "amount": "amount", "duration": "duration"}
    for typed in ("2026-06-01..2026-06-30", ">=2026-06-01T18:30"):
        assert understood(Column("c", "C", columns["time"]), typed)
    for typed in (">60", "5..10"):
        assert typed in PAGE and understood(Column("c", "C", columns["number"]), typed)
    assert understood(Column("c", "C", columns["duration"]), ">10min")
    assert understood(Column("c", "C", columns["amount"]), "100..500 EUR")


def test_its_command_and_keys_are_there(window: MainWindow) -> None:
    [command] = re.findall(r"<code>clew (table .*?)</code>", PAGE)
    assert parser(lambda path: 0).parse_args(shlex.split(command)).noun == "records"
    assert "<b>Alt+6</b>" in PAGE and "Alt+6" in window.commands.actions["panel_tables"].keys
    assert window.commands.actions["table_manual"].title == "Tables"
