"""Import windows on files that no recipe knows, and on files that ask something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.importing.desk import EITHER_WAY, RECIPE, UNKNOWN, opened_on
from workbench.ingest import recipe as recipes
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow


@pytest.fixture
def unknown(opened: MainWindow, tmp_path: Path, qtbot, settle) -> ImportWindow:
    """The window on a table that no recipe knows and on a file that is not there."""
    path = tmp_path / "strange.csv"
    path.write_text(UNKNOWN)
    return opened_on(opened, [path, tmp_path / "none.csv"], qtbot, settle)


@pytest.fixture
def either_way(opened: MainWindow, tmp_path: Path, qtbot, settle) -> ImportWindow:
    """The window on two files of a known layout whose dates can be read both ways."""
    opened.session.library.keep_recipe(recipes.parse(RECIPE, "strange"))
    for hour, name in enumerate(("one.csv", "two.csv")):
        (tmp_path / name).write_text(EITHER_WAY + f"07700900001;07700900004;06/04/2026 0{hour}:00:00\n")
    return opened_on(opened, [tmp_path / "one.csv", tmp_path / "two.csv"], qtbot, settle)
