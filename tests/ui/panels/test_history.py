from __future__ import annotations

from tests.ui.conftest import C
from workbench.ui.main_window import MainWindow


def steps(opened: MainWindow) -> list[tuple[str, str]]:
    return [(r.text, r.tone) for r in opened.docks["history"].panel.list.model_.rows if r.tone != "heading"]


def test_lists_steps_newest_first_under_day_and_analyst(opened: MainWindow) -> None:
    assert [t for t, _ in steps(opened)] == ["First chart", "Import calls.csv"]
    assert "A. Nalyst" in opened.docks["history"].panel.list.model_.rows[0].text


def test_a_double_click_goes_back_and_forth(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["history"].panel
    opened.session.select([entity(C)])
    opened.perform("hide")
    settle()
    rows = [r for r in panel.list.model_.rows if r.tone != "heading"]
    panel.list.opened.emit(rows[2])
    settle()
    assert steps(opened) == [("Hide 1 entity", "muted"), ("First chart", "muted"), ("Import calls.csv", "")]
    panel.list.opened.emit(rows[0])
    settle()
    assert [tone for _, tone in steps(opened)] == ["", "", ""]
    assert opened.session.chart is not None and opened.session.chart.hidden == [entity(C)]
