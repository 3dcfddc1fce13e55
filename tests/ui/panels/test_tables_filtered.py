"""The tables of the window under a chart's filters: they count what is left, and the line below says so."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import A, B, C
from tests.ui.panels.test_tables import cells, panel, turn  # noqa: F401
from workbench.app.actions.filters import add_filter
from workbench.model.filters import parse
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.tables import TablesPanel
from workbench.ui.tables import saving


def test_links_of_the_chart_are_counted_under_its_filters(
    opened: MainWindow,
    panel: TablesPanel,  # noqa: F811
    settle,
    tmp_path: Path,
) -> None:
    table = turn(panel, "links", settle)
    add_filter(opened.session, parse("time=2026-06-01..2026-06-01"))
    settle()
    assert cells(table, "start", "end", "records")[0] == (A, B, "2")
    assert "filters and the chosen time do not hold here" in panel.footer.said.text()
    panel.scopes.buttons["chart"].click()
    settle()
    assert cells(table, "start", "end", "records") == [(A, B, "1")]
    assert "Counted from what the chart's filters" in panel.footer.said.text()
    saving.save(panel.desk, tmp_path / "seen.csv")
    settle()
    written = (tmp_path / "seen.csv").read_text("utf-8-sig").splitlines()
    assert "Records (filtered)" in written[0] and len(written) == 2 and ",1," in written[1]
    opened.perform("undo")
    settle()
    settle()
    assert cells(table, "start", "end", "records") == [(A, B, "2"), (B, A, "1"), (B, C, "1")]
