"""The manual's page on filters: what it types is understood, its keys are those of the window, its picture ships."""

from __future__ import annotations

import html
import re

from tests.conftest import ROOT
from workbench.app.actions import all_actions
from workbench.model.filters import BY, parse
from workbench.ui.main_window import MainWindow

FOLDER = ROOT / "resources" / "manual"
PAGE = html.unescape((FOLDER / "filters.html").read_text("utf-8"))


def test_every_filter_it_shows_is_understood_and_every_field_is_shown() -> None:
    shown = [text for text in re.findall(r"<code>(.*?)</code>", PAGE) if re.search("[=<>]", text)]
    assert {parse(text).by for text in shown} == set(BY)


def test_its_keys_and_picture_are_there(window: MainWindow) -> None:
    keys = {key for action in all_actions() for key in action.keys}
    keys |= {key for action in window.commands.actions.values() for key in action.keys}
    assert {"Ctrl+Shift+F", "Ctrl+Shift+G", "Ctrl+Shift+M"} <= keys
    assert all(f"<b>{key}</b>" in PAGE for key in ("Ctrl+Shift+F", "Ctrl+Shift+G", "Ctrl+Shift+M"))
    [picture] = re.findall(r'<img src="([^"]+)"', PAGE)
    assert 0 < (FOLDER / picture).stat().st_size < 150_000


def test_help_opens_it(window: MainWindow) -> None:
    window.perform("filter_manual")
