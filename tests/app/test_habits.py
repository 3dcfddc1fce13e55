from __future__ import annotations

from pathlib import Path

from workbench.app.habits import MOST, Habits


def test_the_recipe_of_a_layout_is_remembered_whatever_the_case_of_its_headers(tmp_path: Path) -> None:
    habits = Habits(tmp_path / "habits.json")
    assert habits.used(["A", "B"]) is None
    habits.use(["A", "B"], "own.x")
    habits.use(["A", "B"], "own.x")
    again = Habits(tmp_path / "habits.json")
    used = again.used(["a ", "b"])
    assert used is not None and (used.recipe, used.times) == ("own.x", 2)
    again.use(["A", "B"], "own.y")
    assert again.used(["A", "B"]).times == 1  # type: ignore[union-attr]
    assert again.used(["B", "A"]) is None


def test_nothing_a_file_holds_is_written_down(tmp_path: Path) -> None:
    habits = Habits(tmp_path / "habits.json")
    habits.use(["+447700900001", "B"], "own.x")
    habits.acquired = {"by": "J. Marsh"}
    text = (tmp_path / "habits.json").read_text("utf-8")
    assert "7700900001" not in text and Habits(tmp_path / "habits.json").acquired == {"by": "J. Marsh"}


def test_a_damaged_file_is_as_none_and_old_layouts_are_let_go(tmp_path: Path) -> None:
    (tmp_path / "habits.json").write_text("{ broken")
    habits = Habits(tmp_path / "habits.json")
    habits._said["layouts"] = {str(n): {"recipe": "r", "times": 1, "last": ""} for n in range(MOST)}
    habits.use(["A"], "own.x")
    assert len(habits._said["layouts"]) == MOST and habits.used(["A"]) is not None
    (tmp_path / "habits.json").write_text('{"layouts": [], "acquired": {"by": 3}}')
    assert Habits(tmp_path / "habits.json").acquired == {"by": "3"}


def test_everything_is_forgotten_when_told_so(tmp_path: Path) -> None:
    habits = Habits(tmp_path / "habits.json")
    habits.use(["Caller", "Callee"], "calls.plain")
    habits.acquired = {"by": "DC Marsh"}
    habits.forget()
    again = Habits(tmp_path / "habits.json")
    assert again.acquired == {} and again.used(["Caller", "Callee"]) is None
    assert "Marsh" not in (tmp_path / "habits.json").read_text()
