"""Nothing is left to compile when the analyst begins to work."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

from workbench import kernels
from workbench.kernels import warm

CODE = """
import numba.core.dispatcher as dispatcher
import numpy as np
from PySide6.QtGui import QGuiApplication
from workbench.kernels import warm

heard = []
assert not warm.is_warm()
warm.compile_all(lambda done, total, text: heard.append((done, total)))
total = heard[0][1]
assert warm.is_warm() and [done for done, _ in heard] == list(range(total + 1)) and heard[-1] == (total, total)

late = []
compile = dispatcher.Dispatcher.compile
def noted(self, signature):
    late.append((self.py_func.__name__, signature))
    return compile(self, signature)
dispatcher.Dispatcher.compile = noted

app = QGuiApplication([])
from workbench.drawing.chart import Look, chart
from workbench.drawing.frame import Highlights, render
from workbench.drawing.scene import prepare
from workbench.drawing.theme import LIGHT
from workbench.drawing.view import View, fitting
from workbench.kernels.layout import layout
from workbench.kernels.placing import place_new

random = np.random.default_rng(1)
ends = random.integers(0, 900, (9000, 2)).astype(np.int32)
xy = layout(900, ends[:, 0].copy(), ends[:, 1].copy(), np.ones(9000, np.float32))
free = random.random(900) < 0.5
xy = layout(900, ends[:, 0].copy(), ends[:, 1].copy(), xy=xy, free=free)
xy = place_new(xy, random.random(900) < 0.1, ends[:, 0].copy(), ends[:, 1].copy())
made = chart([Look("phone", "rounded", 0xff3f6fb5, "ph.phone")], np.arange(900), xy, ends,
             captions=[str(i) for i in range(900)], label=["3 calls"] * 9000, pinned=free, common=free, faded=~free)
scene = prepare(made)
chosen = Highlights(np.arange(3, dtype=np.int32), np.arange(3, dtype=np.int32))
for view in (fitting(made.xy, 400, 300), View(1.0, 200, 150), View(0.1, 0, 0)):
    for ratio in (1.0, 2.0):
        render(scene, view, (400, 300), LIGHT, chosen, ratio)
scene.moved(xy).entity_at(View(), 3, 4)
scene.link_at(View(), 3, 4)
assert not late, late
"""


def test_a_warm_program_compiles_nothing_more():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]


def test_every_module_that_says_how_it_is_made_ready_is_made_ready():
    names = [m.name for m in pkgutil.iter_modules(kernels.__path__) if m.name != "warm"]
    saying = {n for n in names if hasattr(importlib.import_module(f"workbench.kernels.{n}"), "warm")}
    assert saying == set(warm.KERNELS) and len(warm.KERNELS) == len(saying)
