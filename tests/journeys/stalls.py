"""Measures how long the window's thread leaves a key press waiting while something big goes on."""

from __future__ import annotations

import faulthandler
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer

BEAT = 2  # milliseconds from one look at the clock to the next
LATE = 0.03  # seconds after which it is worth knowing what the thread is at
# another process that does nothing but look at the clock: what the computer itself keeps anybody waiting
OTHER = """
import sys, time
longest, last = 0.0, time.perf_counter()
sys.stdout.write("begun\\n"); sys.stdout.flush()
import threading
done = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), done.set()), daemon=True).start()
while not done.is_set():
    time.sleep(0.002)
    now = time.perf_counter()
    longest, last = max(longest, now - last), now
print(longest)
"""


@dataclass
class Stalls:
    """`longest` and `own` are the longest stretch in which no key could be answered, in seconds: by the clock, and by
    the thread's own work; `computer` is how long another process was kept waiting meanwhile. `doing` says of
    long ones how long they were, how much of that was work, and what the thread was at."""

    longest: float = 0.0
    own: float = 0.0
    computer: float = 0.0
    beats: int = 0
    doing: list[tuple[float, float, str]] = field(default_factory=list)
    _seen: str = ""

    def __enter__(self) -> Stalls:
        self._other = subprocess.Popen(
            [sys.executable, "-c", OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._other.stdout.readline()
        self._main = threading.get_ident()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        self._over.set()
        said, _ = self._other.communicate("stop\n", timeout=60)
        self.computer = float(said)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.own = max(self.own, worked - self._worked)
        if self._seen:
            self.doing.append((now - self._last, worked - self._worked, self._seen))
            self._seen = ""
        self._last, self._worked = now, worked
        self.beats += 1

    def _watch(self) -> None:
        """Writes down what the thread is at. Its frames are not touched: who holds one keeps its painters alive."""
        told = 0.0
        while not self._over.wait(0.005):
            late = time.perf_counter() - self._last
            if late > LATE and self._last != told:
                told = self._last
                with tempfile.TemporaryFile("w+") as said:
                    faulthandler.dump_traceback(said, all_threads=True)
                    said.seek(0)
                    threads = said.read().split("\n\n")
                own = next((t for t in threads if f"{self._main:016x}" in t), "")
                places = [line.strip().removeprefix("File ") for line in own.splitlines()[1:6]]
                self._seen = " < ".join(p.split("/")[-1] for p in places)
