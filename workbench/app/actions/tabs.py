"""The charts of a case, as tabs: new ones, copies, names, and taking one away."""

from __future__ import annotations

from workbench.app import arranging
from workbench.app.actions.action import Ask, action, entity_selected, has_case, has_chart
from workbench.app.session import Session
from workbench.case import charts
from workbench.case.cases import Case
from workbench.case.engine import Database


@action("new_chart", "New chart", "Chart", keys=("Ctrl+T",), when=has_case, needs="a case")
def new_chart(session: Session) -> None:
    """Makes an empty chart and turns to it."""
    number = len(charts.listed(session.open_case)) + 1
    session.edit(
        f"New chart {number}", lambda case, db: charts.create(db, f"Chart {number}"), session.show_chart
    )


@action(
    "rename_chart", "Rename chart…", "Chart", when=has_chart, needs="a chart", verb="Rename",
    asks=(Ask("title", "Title", required=True),),
)  # fmt: skip
def rename_chart(session: Session, title: str) -> None:
    chart = session.chart
    if chart is not None:
        session.edit(f"Rename chart to {title}", lambda case, db: charts.rename(db, chart.id, title))


@action(
    "copy_to_chart",
    "Copy selection to a new chart",
    "Chart",
    keys=("Ctrl+U",),
    when=entity_selected,
    needs="a selection",
)
def copy_to_chart(session: Session) -> None:
    """Makes a chart of what is selected, laid out anew."""
    chosen, graph = sorted(session.selection.entities), session.graph

    def work(case: Case, db: Database) -> int:
        made = charts.create(db, f"Chart {len(charts.listed(case)) + 1}")
        charts.show(db, made, chosen)
        arranging.arrange(db, case, graph, made)
        return made

    session.edit("Copy selection to a new chart", work, session.show_chart)


@action("copy_chart", "Copy the chart", "Chart", keys=("Ctrl+Alt+U",), when=has_chart, needs="a chart",
        words="duplicate tab version")  # fmt: skip
def copy_chart(session: Session) -> None:
    """Makes a second chart that shows the same in the same places, to go on from there another way."""
    chart = session.chart
    if chart is not None:
        title = f"{chart.title} (copy)"
        session.edit(
            f"Copy {chart.title}", lambda case, db: charts.copy(db, chart.id, title), session.show_chart
        )


def _several(session: Session) -> bool:
    return session.case is not None and len(charts.listed(session.case)) > 1


@action(
    "remove_chart", "Take the chart away", "Chart", when=_several, needs="more than one chart",
    words="delete close tab",
)  # fmt: skip
def remove_chart(session: Session) -> None:
    """Takes the chart off the tabs; entities stay in the case, and undo brings the chart back."""
    chart = session.chart
    if chart is not None:
        session.edit(f"Take away {chart.title}", lambda case, db: charts.remove(db, chart.id))
