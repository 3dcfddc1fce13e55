"""No job, however big, blocks a key press for more than 50 ms: the window is used while a large file comes in.

Held to is the window's own work. By the clock, which is printed beside it, a key also waits for the interpreter while a
thread that writes packs its columns; `tests/benchmarks/README.md` says by how much the 50 ms are missed so.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests import needs
from tests.journeys.stalls import Stalls
from workbench.app.wishes import Wishes
from workbench.ui.main_window import MainWindow

MOST = 0.050  # seconds, on a computer that counts to COUNT in half of that; on a slower one as much more
COUNT = 1_000_000
KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Left)


def calls(path: Path, rows: int) -> Path:
    dice = np.random.default_rng(5)
    pairs = dice.integers(0, 100_000, (2, rows))
    pl.DataFrame(
        {
            "caller": [f"+4477009{n:05d}" for n in pairs[0].tolist()],
            "callee": [f"+4477009{n:05d}" for n in pairs[1].tolist()],
            "start": pl.from_epoch(
                pl.Series(1_780_272_000 + np.sort(dice.integers(0, 10**7, rows)))
            ).dt.strftime("%F %T"),
            "duration": dice.integers(0, 900, rows),
        }
    ).write_csv(path)
    return path


def most() -> float:
    """Seconds that stand here and now for MOST: the computer may be slower, or shared with others."""
    begun = time.thread_time()
    for _ in range(COUNT):
        pass
    return max(MOST, 2 * (time.thread_time() - begun))


def use(window: MainWindow) -> None:
    """What hands do meanwhile: walk and zoom on the chart, look for a number, leave again."""
    canvas = window.chart.canvas
    for key in KEYS:
        QTest.keyClick(canvas, key)
        QApplication.processEvents()
    window.search.begin("7700")
    QApplication.processEvents()
    window.search.leave()


@pytest.mark.parametrize(
    "rows",
    [20_000, pytest.param(1_000_000, marks=[pytest.mark.slow, needs.BY_HAND])],
)
def test_keys_are_answered_while_a_file_comes_in(
    opened: MainWindow, settle, tmp_path: Path, rows: int, capsys: pytest.CaptureFixture[str]
) -> None:
    file = calls(tmp_path / "many.csv", rows)
    settle()
    use(opened)
    settle()
    gc.collect()  # what other tests left behind is not this window's work
    allowed = most()
    begun = time.perf_counter()
    with Stalls() as stalls:
        opened.perform("import_files", {"paths": [str(file)], "wishes": Wishes()})
        turn = 0
        while opened.session.jobs.running or turn < 20:
            QApplication.processEvents()
            if turn % 40 == 0:
                use(opened)
            turn += 1
            QTest.qWait(5)
    took = time.perf_counter() - begun
    with capsys.disabled():
        print(
            f"\n{rows:,} rows in {took:.1f} s: no key waited longer than {stalls.longest * 1000:.0f} ms, of that "
            f"{stalls.own * 1000:.0f} ms of the window's own work; the computer kept another process waiting "
            f"{stalls.computer * 1000:.0f} ms"
        )
        for late, own, doing in sorted(stalls.doing, reverse=True)[:5]:
            print(f"  {late * 1000:.0f} ms, {own * 1000:.0f} ms of work, at {doing}")
    assert opened.session.graph.records.sum() > rows
    allowed = max(allowed, most())
    assert stalls.own <= allowed
