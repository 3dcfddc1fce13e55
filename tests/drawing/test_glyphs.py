from __future__ import annotations

import subprocess
import sys

from workbench.drawing.glyphs import exists, glyph


def test_every_kind_has_a_glyph(kinds):
    missing = [kind.id for kind in kinds.entities.values() if not exists(kind.icon)]
    assert missing == []


def test_a_name_that_no_font_knows_shows_as_a_question_mark():
    assert not exists("ph.nothing-like-this") and not exists("phone")
    assert glyph("ph.nothing-like-this", 20)[0] == glyph("ph.question", 20)[0]
    assert glyph("ph.phone", 20)[0] != glyph("ph.phone", 20, weight="fill")[0]


def test_drawing_loads_no_widgets():
    code = (
        "import sys, workbench.drawing.picture, workbench.drawing.glyphs as g\n"
        "from workbench.drawing import application; application.ensure(); g.glyph('ph.phone', 20)\n"
        "assert 'PySide6.QtWidgets' not in sys.modules and 'qtawesome' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
