"""The recipe a file is read with, mailed and taken over."""

from __future__ import annotations

from pathlib import Path

from tests.ui.importing.desk import (
    look,
)
from workbench.ingest import recipe as recipes
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow


def test_a_recipe_is_mailed_to_a_colleague(
    unknown: ImportWindow, opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    unknown.page.top.save_recipe(str(tmp_path / "sent.toml"))
    sent = recipes.parse((tmp_path / "sent.toml").read_text("utf-8"))
    assert sent.id == "own.strange" and set(sent.headers) >= {"Party one", "Party two", "Day of it"}
    (tmp_path / "sent.toml").write_text(
        (tmp_path / "sent.toml").read_text("utf-8").replace("own.strange", "own.theirs")
    )
    unknown.page.top.open_recipe(str(tmp_path / "sent.toml"))
    look(unknown, qtbot, settle)
    assert unknown.file.recipe.id == "own.theirs" and not unknown.file.changed
    (tmp_path / "broken.toml").write_text("id = 3")
    unknown.page.top.open_recipe(str(tmp_path / "broken.toml"))
    assert unknown.page.why.property("role") == "warning"
    unknown.reject()
