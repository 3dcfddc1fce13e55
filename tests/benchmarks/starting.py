"""Measures a cold start: until the ways in can be used, against an empty window of PySide6, and until all is loaded.

    python -m tests.benchmarks.starting [--turns 5]

Each start is a process of its own, by turns, so that both meet the same computer; the middle one of each counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, lambda: print("shown", flush=True))
QTimer.singleShot(0, application.quit)
application.exec()
import os; os._exit(0)
"""
OURS = """
from PySide6.QtCore import QTimer
from workbench.ui import opening, dressing
application = dressing.make(["clew"])
window = opening.FirstWindow(None, "")
window.show()
QTimer.singleShot(0, lambda: print("shown", flush=True))
if {whole}:
    going_on = window._go_on
    def loaded(module):
        module._warm_up = lambda window: None
        going_on(module)
        QTimer.singleShot(0, application.quit)
    window.loader.loaded.disconnect()
    window.loader.loaded.connect(loaded)
    window.loader.begin()
else:
    QTimer.singleShot(0, application.quit)
application.exec()
import os; os._exit(0)
"""
MOST = 2.0  # times an empty window


def start(code: str) -> tuple[float, float]:
    """Seconds by the clock until a fresh process has shown its window, and until it is at its end."""
    with tempfile.TemporaryDirectory() as home:
        given = os.environ | {"CLEW_HOME": home}
        given.setdefault("QT_QPA_PLATFORM", "offscreen")
        begun = time.perf_counter()
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=given) as process:
            assert process.stdout is not None
            process.stdout.readline()
            shown = time.perf_counter() - begun
            process.wait()
        return shown, time.perf_counter() - begun


def main() -> int:
    """Prints the middle of several starts and the ratio; 1 where ours costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    turns = parser.parse_args().turns
    codes = {"empty": EMPTY, "ours": OURS.format(whole=False), "whole": OURS.format(whole=True)}
    times: dict[str, list[float]] = {name: [] for name in codes}
    for code in codes.values():
        start(code)  # from now on files are in memory and compiled
    for _ in range(turns):
        for name, code in codes.items():
            shown, ended = start(code)
            times[name].append(ended if name == "whole" else shown)
    middle = {name: statistics.median(found) for name, found in times.items()}
    ratio = middle["ours"] / middle["empty"]
    print(f"an empty window of PySide6 shows after   {middle['empty'] * 1000:6.0f} ms")
    ours = f"the ways in can be used after            {middle['ours'] * 1000:6.0f} ms"
    print(f"{ours}, {ratio:.2f} times that (at most {MOST})")
    print(f"everything is loaded behind them after   {middle['whole'] * 1000:6.0f} ms")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
