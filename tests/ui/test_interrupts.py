from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs

ROOT = Path(__file__).parents[2]
OPEN = """
import signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from workbench.ui import application, opening

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
begin = application.start

def start(*given):
    window = begin(*given)
    QTimer.singleShot(0, lambda: print(window.session.case.path.name, flush=True))
    return window

application.start = start
sys.exit(opening.run(Path(sys.argv[1]), "A. Nalyst"))
"""


@needs.SIGNALS
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_window_closes_its_case_into_one_file(case_file: Path, asked: signal.Signals) -> None:
    command = [sys.executable, "-c", OPEN, str(case_file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout and window.stdout.readline() == "small.case\n"
        window.send_signal(asked)
        assert window.wait(120) == 0
    assert sorted(p.name for p in case_file.parent.glob("small.case*")) == [
        "small.case",
        "small.case.checkpoints",
    ]
