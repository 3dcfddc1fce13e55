"""The manual's page says what the window says, and its pictures ship."""

from __future__ import annotations

import html
import re

from tests.conftest import ROOT
from workbench.app.actions import all_actions
from workbench.cli.running import parser

FOLDER = ROOT / "resources" / "manual"
PAGE = (FOLDER / "bringing_files_in.html").read_text("utf-8")


def test_every_picture_is_there_described_and_small() -> None:
    shown = re.findall(r'<img src="([^"]+)"[^>]*alt="([^"]+)"', PAGE)
    assert len(shown) >= 5 and all(described for _, described in shown)
    sizes = [(FOLDER / name).stat().st_size for name, _ in shown]
    assert max(sizes) < 150_000 and sum(sizes) < 600_000


def test_it_leads_nowhere_outside() -> None:
    assert not re.findall(r"(https?:|//[a-z])", PAGE)


def test_the_names_in_bold_stand_in_the_window() -> None:
    folder = ROOT / "workbench" / "ui" / "importing"
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    for name in (
        "Read as", "Each row gives", "Words", "say", "How it is written", "Where it comes from", "Import",
        "Asked for, and authorised", "Delivered", "Split them again", "Worth a look", "What the file says of itself",
        "The same events in other sources", "Recipe ▾",
    ):  # fmt: skip
        assert f"<b>{name}</b>" in html.unescape(PAGE).replace("\n", " "), name
        assert name in source, name


def test_its_links_lead_to_pages_that_ship() -> None:
    targets = re.findall(r'<a href="([^"]+)"', PAGE)
    assert "recipes.html" in targets and all((FOLDER / target).is_file() for target in targets)


def test_the_keys_it_names_are_those_of_the_window() -> None:
    keys = {key for action in all_actions() for key in action.keys}
    assert "Ctrl+I" in keys and "Ctrl+I" in PAGE
    window = (ROOT / "workbench" / "ui" / "importing" / "window.py").read_text("utf-8")
    assert '"F8"' in window and '"Ctrl+Return"' in window and '"F1"' in window


def test_the_commands_and_options_it_names_are_there() -> None:
    made = parser(lambda path: 0)
    commands = next(a.choices for a in made._actions if isinstance(a.choices, dict))
    for shown in re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", PAGE.replace("\n", " ")):
        names = re.findall(r"<code>clew (\w+)", " ".join(shown))
        assert set(names) <= set(commands)
        if not shown[0].startswith("<code>clew"):
            continue
        known = {option for a in commands[names[0]]._actions for option in a.option_strings}
        assert set(re.findall(r"--[a-z-]+", " ".join(shown))) <= known, names[0]
