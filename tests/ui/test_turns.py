"""Turns: callables that come together leave the window its turn in between, and none is lost."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from workbench.ui.turns import LONGEST, Turns


def test_they_run_in_order_and_others_have_their_turn_in_between(qtbot) -> None:
    said: list[object] = []
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: said.append("other"))
    beat.start()
    turns = Turns()

    def work(number: int) -> None:
        time.sleep(LONGEST)
        said.append(number)

    turns.add(*(lambda n=n: work(n) for n in range(4)))
    qtbot.waitUntil(lambda: not turns.waiting)
    beat.stop()
    assert [s for s in said if s != "other"] == [0, 1, 2, 3]
    for number in range(3):
        assert "other" in said[said.index(number) : said.index(number + 1)]


def test_what_is_added_after_a_long_one_waits(qtbot) -> None:
    said: list[str] = []
    turns = Turns()
    turns.add(lambda: time.sleep(LONGEST))
    turns.add(lambda: said.append("later"))
    assert not said and turns.waiting
    qtbot.waitUntil(lambda: said == ["later"])


def test_small_ones_run_at_once(qtbot) -> None:
    said: list[int] = []
    turns = Turns()
    turns.add(*(lambda n=n: said.append(n) for n in range(20)))
    assert said == list(range(20)) and not turns.waiting


def test_one_that_fails_keeps_none_of_the_others(qtbot) -> None:
    said: list[int] = []

    def fail() -> None:
        raise ValueError("no")

    turns = Turns()
    with pytest.raises(ValueError, match="no"):
        turns.add(fail, lambda: said.append(1))
    qtbot.waitUntil(lambda: said == [1])


def test_one_that_waits_in_a_loop_of_its_own_lets_the_others_run(qtbot) -> None:
    said: list[str] = []
    loop = QEventLoop()
    turns = Turns()

    def ask() -> None:
        loop.exec()
        said.append("answered")

    turns.add(ask, lambda: said.append("meanwhile"), loop.quit)
    assert said == ["meanwhile", "answered"]


def test_what_is_dropped_never_runs(qtbot) -> None:
    said: list[int] = []
    turns = Turns()
    turns.add(lambda: time.sleep(LONGEST), lambda: said.append(1))
    turns.drop()
    qtbot.wait(20)
    assert not said and not turns.waiting
