"""Makes the picture of the manual's page "Reporting".

Run from the top of the tree:  python -m tests.manual_pictures reporting
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.ui.reporting.window import ReportWindow


def make(folder: Path) -> None:
    """Puts a finding, the chart and words together, beside the page as it will be."""
    stage = Stage(folder, (1240, 800))
    words = "What the courier's manifest, two markets and the calls of one phone say together."
    stage.do("report_text", title="In short", text=words)
    stage.do("report_chart")
    stage.keep_dialog(ReportWindow, "report", (1100, 760), "reporting")
    stage.window.close()


if __name__ == "__main__":
    run(make)
