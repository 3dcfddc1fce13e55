"""Printing: the chart, the map or what happened when on paper, as a PDF from A4 to A0."""

from __future__ import annotations

from pathlib import Path

from workbench.app import printing, tracks
from workbench.app.actions.action import Ask, action, has_chart
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.drawing.paper import SIZES, Format

SHEETS = [(size, size) for size in SIZES]
TILES = [("", "On one page"), *((size, f"On pages of {size}, to be joined") for size in SIZES[:-1])]
VIEWS = [
    ("chart", "The chart"), ("map", "The map"), ("timeline", "The timeline"), ("pattern", "The pattern of life"),
]  # fmt: skip
WAYS = [("wide", "Wider than high"), ("high", "Higher than wide")]


@action(
    "print", "Print as PDF…", "Report", keys=("Ctrl+Alt+O",), when=has_chart, needs="a chart", verb="Print",
    words="paper pdf a4 a3 a2 a1 a0 poster court handling code tile export out",
    asks=(
        Ask("path", "To", "save", required=True, filter="PDF (*.pdf)"),
        Ask("view", "What", "choice", default="chart", choices=lambda s: VIEWS),
        Ask("size", "Paper", "choice", default="A3", choices=lambda s: SHEETS),
        Ask("tile", "Printed", "choice", default="", choices=lambda s: TILES),
        Ask("way", "Held", "choice", default="wide", choices=lambda s: WAYS),
        Ask("handling", "Handling code"),
    ),
)  # fmt: skip
def print_chart(
    session: Session, path: str, view: str = "chart", size: str = "A3", tile: str = "", way: str = "wide",
    handling: str = "",
) -> None:  # fmt: skip
    """Puts a view on paper with its title, legend, handling code, author, date and what is not shown."""
    graph, chart, chosen = session.graph, session.chart, sorted(session.selection.entities)
    left = tracks.left_by(session.seen, chart.hidden if chart is not None else ())
    moments = session.selection.moments
    form = Format(size, way == "wide", tile)

    def work(case: Case, job: Job) -> int:
        if view == "map":
            sheet = printing.map_sheet(case, graph, entities=chosen, handling=handling, left=left)
        elif view in ("timeline", "pattern"):
            made = printing.timeline_sheet if view == "timeline" else printing.pattern_sheet
            sheet = made(case, graph, chart, entities=chosen, moments=moments, handling=handling)
        else:
            sheet = printing.chart_sheet(case, graph, chart, handling=handling)
        pages = printing.save(sheet, Path(path), form)
        case.record(
            "print", {"chart": chart.id} if chart else {}, {"file": Path(path).name, "handling": handling}
        )
        return pages

    session.hand_out(
        f"Writing {Path(path).name}", work, lambda pages: f"{Path(path).name} written, pages: {pages}."
    )
