"""Pairs that may be the same, judged by keys and buttons, taken back, and judged elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.case import stories
from workbench.app.reviewing import APART, SAME, UNSURE
from workbench.case import assessments, opening
from workbench.model.kinds import Kinds
from workbench.ui.main_window import MainWindow
from workbench.ui.matching.review import ReviewWindow

Settle = Callable[[], None]
NAMES = ("IGOR POPOV", "IGOR POPOW", "LENA MARSH", "LINA MARSH", "TOM REED", "TOMAS REED")


@pytest.fixture
def people(tmp_path: Path, kinds: Kinds, home: Path) -> Path:
    """A case of three persons under two spellings each, with the phone they share."""
    path = tmp_path / "people.case"
    with opening.create(path, kinds, "A. Nalyst", title="People", country="GB", zone="UTC") as case:
        rows: list[stories.Row] = [
            {"kind": "subscription", "identifier": ("account", f"A{n}"), "subscriber": ("person", name),
             "contact_phone": ("phone", f"+44770090000{n // 2}")}
            for n, name in enumerate(NAMES)
        ]  # fmt: skip
        stories.take_in(case, tmp_path, "register.csv", rows)
    return path


@pytest.fixture
def review(window: MainWindow, people: Path, settle: Settle, qtbot: QtBot) -> Iterator[ReviewWindow]:
    window.perform("open_case", {"path": str(people)})
    settle()
    window.perform("review_pairs", {})
    found = window.findChild(ReviewWindow)
    assert found is not None
    qtbot.waitUntil(lambda: found.review is not None, timeout=30_000)
    settle()
    yield found
    if isValid(found):
        found.close()


def judged(window: MainWindow) -> list[str]:
    return sorted(assessments.judged(window.session.open_case).values())


def test_pairs_stand_strongest_first_with_both_sides(review: ReviewWindow) -> None:
    assert review.list.count() == 3 and review.at == 0
    chances = [pair.chance for pair in review.review.pairs]
    assert chances == sorted(chances, reverse=True)
    model = review.sides.model()
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in (1, 2)]
    pair = review.review.pairs[0]
    assert headings == [review.review.names[pair.one], review.review.names[pair.other]]
    fields = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert fields[0].startswith("+ ") and {text[2:] for text in fields} == {
        "name",
        "phone",
        "account, card or wallet",
    }
    assert review.session.selection.entities == {pair.one, pair.other}
    assert review.why.text().startswith("alike: ") and "0 of 3" in review.said.text()


def test_keys_judge_and_go_on_and_undo_comes_back(
    review: ReviewWindow, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    review.list.setFocus()
    first = review.review.pairs[0]
    qtbot.keyClick(review.list, Qt.Key.Key_S)
    settle()
    assert judged(window) == [SAME] and review.at == 1 and review.states == [SAME, "", ""]
    graph = window.session.graph
    assert graph.node_of[first.one] == graph.node_of[first.other]  # shown as one
    qtbot.keyClick(review.list, Qt.Key.Key_N)
    settle()
    qtbot.keyClick(review.list, Qt.Key.Key_U)
    settle()
    assert review.states == [SAME, APART, UNSURE] and review.progress.value() == 3
    qtbot.keyClick(review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert review.states == [SAME, APART, ""] and review.at == 2
    assert judged(window) == sorted([SAME, APART])


def test_what_is_typed_as_reason_is_kept(
    review: ReviewWindow, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    review.why.setFocus()
    review.why.clear()
    qtbot.keyClicks(review.why, "Seen the passports, nobody unsure")  # its letters judge nothing
    assert not judged(window)
    review.buttons[APART].click()
    settle()
    pair = review.review.pairs[0]
    (said,) = assessments.judgements(window.session.open_case, pair.one)
    assert said[1:] == (APART, "Seen the passports, nobody unsure", "A. Nalyst")


def test_what_is_judged_already_is_skipped_and_what_others_judge_is_shown(
    review: ReviewWindow, window: MainWindow, settle: Settle
) -> None:
    pair = review.review.pairs[1]
    window.session.edit(
        "Judge elsewhere",
        lambda case, db: assessments.judge(case, db, pair.one, pair.other, UNSURE, "asked him"),
    )
    settle()
    assert review.states == ["", UNSURE, ""]
    review.buttons[SAME].click()
    settle()
    assert review.at == 2
    review.compare()
    settle()
    assert [bool(state) for state in review.states].count(
        True
    ) == 1  # those judged the same are one and no pair now


def test_a_step_that_judged_nothing_is_not_undone_here(
    review: ReviewWindow, window: MainWindow, settle: Settle
) -> None:
    said: list[str] = []
    window.session.told = said.append
    review.buttons["undo"].click()
    settle()
    assert not judged(window) and said and "judged no pair" in said[-1]


def test_other_kinds_and_none_alike(review: ReviewWindow, settle: Settle, qtbot: QtBot) -> None:
    review.kind.setCurrentIndex(review.kind.findData("handle"))
    review.compare()
    qtbot.waitUntil(lambda: review.review is not None, timeout=30_000)
    settle()
    assert review.list.count() == 0 and "No two" in review.said.text()
    assert not review.buttons[SAME].isEnabled()
    review.judge(SAME)  # nothing is on show: nothing happens


def test_it_closes_with_the_case(
    review: ReviewWindow, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    gone: list[bool] = []
    review.destroyed.connect(lambda: gone.append(True))
    window.perform("close_case", {})
    settle()
    qtbot.waitUntil(lambda: bool(gone), timeout=5_000)


@pytest.mark.parametrize("wide", [700, 1100])
def test_the_list_stands_above_where_there_is_no_room_beside(review: ReviewWindow, wide: int) -> None:
    review.resize(wide, 600)
    assert (review.both.orientation() == Qt.Orientation.Horizontal) == (wide > 900)
