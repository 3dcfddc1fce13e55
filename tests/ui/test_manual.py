"""The manual as a whole: every page is reachable, every link and picture is there, every action is named."""

from __future__ import annotations

import html
import re

import pytest
from PySide6.QtCore import QUrl

from tests import manual_questions
from tests.conftest import ROOT
from tests.manual_keys import PAGE, page
from workbench.app.actions import all_actions
from workbench.questions.question import shipped
from workbench.ui.dialogs.manual import ManualWindow
from workbench.ui.main_window import MainWindow

FOLDER = ROOT / "resources" / "manual"
PAGES = sorted(path.name for path in FOLDER.glob("*.html"))


def read(name: str) -> str:
    return html.unescape((FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_of_a_page_is_there(name: str) -> None:
    text = read(name)
    for target in re.findall(r'<a href="([^"]+)"', text):
        file, _, place = target.partition("#")
        assert not file or (FOLDER / file).is_file(), target
        assert (
            not place or f'name="{place}"' in read(file or name) or f'id="{place}"' in read(file or name)
        ), target
    assert [(FOLDER / file).is_file() for file in re.findall(r'<link [^>]*href="([^"]+)"', text)] == [True]
    for picture, described in re.findall(r'<img src="([^"]+)"[^>]*alt="([^"]*)"', text):
        assert described and 0 < (FOLDER / picture).stat().st_size < 150_000, picture
    assert len(re.findall("<img", text)) == len(re.findall(r'<img src="[^"]+"[^>]*alt="[^"]+"', text))
    assert not re.findall(r"(https?:|//[a-z])", text.split("<body>")[1]) or name == "recipes.html"


def test_every_page_is_reached_from_the_first() -> None:
    reached, next_ones = set(), ["index.html"]
    while next_ones:
        name = next_ones.pop()
        if name not in reached:
            reached.add(name)
            next_ones += [t.partition("#")[0] or name for t in re.findall(r'<a href="([^"]+)"', read(name))]
    assert reached == set(PAGES)


def test_no_picture_ships_that_no_page_shows() -> None:
    shown = {src for name in PAGES for src in re.findall(r'<img src="pictures/([^"]+)"', read(name))}
    assert {path.name for path in (FOLDER / "pictures").iterdir()} == shown


def test_the_page_of_keys_is_that_of_the_actions(window: MainWindow) -> None:
    made = page(window.commands.actions.values())
    assert PAGE.read_text("utf-8") == made, "write it anew: python -m tests.manual_keys"


def test_the_pages_of_questions_are_those_of_the_questions() -> None:
    made = manual_questions.pages(shipped().values())
    assert {path.name for path in FOLDER.glob("ask*.html")} == made.keys()
    for name, text in made.items():
        assert (FOLDER / name).read_text("utf-8") == text, "write them anew: python -m tests.manual_questions"


def test_every_action_is_named_in_it() -> None:
    text = read("keys.html")
    for action in all_actions():
        stem = re.sub(r" \d$", " 1", action.title)
        assert f"<td>{stem}" in text, action.id


def test_the_keys_that_pages_name_do_something(window: MainWindow) -> None:
    """Keys with Ctrl on the pages of the chart and of the beginning are those of an action."""
    known = {key for action in window.commands.actions.values() for key in action.keys} | {"Ctrl+L"}
    for name in ("chart.html", "index.html"):
        for key in re.findall(r"<b>((?:Ctrl|Alt|Shift)\+[^<]+)</b>", read(name)):
            assert key in known, (name, key)


def test_help_opens_the_first_page_and_its_links_lead_on(window: MainWindow) -> None:
    window.perform("manual")
    [shown] = window.findChildren(ManualWindow)
    assert shown.text.documentTitle() == "Manual"
    for target in re.findall(r'<a href="([^"]+)"', read("index.html")):
        shown.text.setSource(shown.text.source().resolved(QUrl(target)))
        assert shown.text.documentTitle() not in ("", "Manual") and shown.text.toPlainText()
        shown.pages.click()
        assert shown.text.documentTitle() == "Manual"
    shown.back.click()
    assert shown.text.source().fileName() == target
    shown.close()
