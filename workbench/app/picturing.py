"""A chart as a picture or as one web page, for the window's actions and for the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from workbench.app import arranging, charting, filter_words
from workbench.app.layouts import Wish
from workbench.case import charts, claims, graphs, naming
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.drawing import picture as drawing
from workbench.drawing.legend import NEUTRAL, LinkLook, Swatch
from workbench.drawing.shot import Highlights
from workbench.drawing.theme import LIGHT
from workbench.model.filters import Filter
from workbench.model.graph import Graph
from workbench.model.problems import Problem
from workbench.questions import joins
from workbench.report import page as web

CLAIMED = 400  # lines up to which every one carries its claims into a web page; beyond, the page says so


def picture(
    case: Case,
    out: Path,
    size: tuple[int, int] = (1600, 900),
    graph: Graph | None = None,
    chart: Chart | None = None,
    *,
    wish: Wish | None = None,
    filters: Sequence[Filter] = (),
    entities: Sequence[int] = (),
) -> None:
    """Writes a chart as PNG, with a legend and what is not shown; by default the case's first chart, as it stands.

    With a `wish` it is drawn in that layout and with `filters` through these too, and stays as it is in the case.
    `entities` are ringed; Problem where one of them is not seen on the chart.
    """
    graph, chart = given(case, graph, chart, filters)
    if wish is not None:
        chart = arranging.laid_out(case, graph, chart, wish)
    drawn = charting.draw(case, graph, chart)
    ringed = _ringed(graph, drawn, entities)
    swatches = [Swatch(f"{name} ({n:,})", colour) for name, colour, n in drawn.meaning.groups]
    looks = [
        LinkLook(name, colour, standing) for name, colour, standing in charting.legend(case, drawn, graph)
    ]
    looks += [LinkLook(name, NEUTRAL, standing) for name, standing in charting.standings(drawn)]
    drawing.save(
        drawn.chart, out, size, LIGHT, links=looks, swatches=swatches, title=title_of(case, chart),
        footer=_footer(case, drawn, chart), device_pixel_ratio=1.0, highlights=ringed,
    )  # fmt: skip


def _ringed(graph: Graph, drawn: charting.Drawn, entities: Sequence[int]) -> Highlights:
    """Some entities as numbers of the chart."""
    number_of = drawn.chart.number_of
    seen = [int(graph.ids[graph.node_of[e]]) if e in graph.node_of else e for e in entities]
    missing = [e for e in seen if e not in number_of]
    if missing:
        names = ", ".join(graph.captions[graph.node_of[e]] if e in graph.node_of else str(e) for e in missing)
        raise Problem(f"not seen on this chart: {names}", "show it there first, or leave --entity out")
    return Highlights(np.array([number_of[e] for e in seen], np.int32))


def page(
    case: Case, graph: Graph | None = None, chart: Chart | None = None, filters: Sequence[Filter] = ()
) -> str:
    """A chart as the text of one web page that loads nothing from outside; each line says what it bundles. It is seen
    through `filters` too."""
    graph, chart = given(case, graph, chart, filters)
    drawn = charting.draw(case, graph, chart)
    about = case.about
    facts = {"Case": about.title or case.path.stem, "Shown": charting.counted(drawn)}
    if drawn.filtered is not None:
        facts["Filters"] = "; ".join(filter_words.listed(case, chart.looked.filters))
    facts |= {
        name: said for name, said in (("Purpose", about.purpose), ("Authority", about.authority)) if said
    }
    said = {}
    if len(drawn.links) <= CLAIMED:
        said = {line: _sentences(case, members) for line, members in drawn.links.items()}
    else:
        facts["Claims"] = f"left out, for more than {CLAIMED} lines are shown"
    return web.compose(drawn.chart, title_of(case, chart), facts, claims=said)


def given(
    case: Case, graph: Graph | None, chart: Chart | None, filters: Sequence[Filter] = ()
) -> tuple[Graph, Chart]:
    """The graph and chart to draw: those given, the case's first, or what joins its sources; with further filters."""
    if chart is None:
        listed = charts.listed(case)
        chart = charts.read(case, listed[0][0]) if listed else None
    if graph is None:
        graph = graphs.read(case, chart.look.get("demanded", ()) if chart else ())
    chart = chart or starting_chart(case, graph)
    if filters:
        look = replace(chart.looked, filters=(*chart.looked.filters, *filters))
        chart = replace(chart, look=look.written())
    return graph, chart


def starting_chart(case: Case, graph: Graph) -> Chart:
    """A chart for a case that has none yet, kept nowhere: what joins its sources, else who has most links."""
    entities = joins.to_show(graph, joins.joins(graph, naming.named_by_several(case)))
    placed = arranging.places(graph, entities)
    return Chart(0, case.about.title, entities, [], placed, frozenset(), frozenset(), {})


def title_of(case: Case, chart: Chart) -> str:
    title = case.about.title or case.path.stem
    return f"{title} – {chart.title}" if chart.title and chart.title != title else title


def _footer(case: Case, drawn: charting.Drawn, chart: Chart) -> str:
    """How much is shown, and by which filters the rest is hidden."""
    said = filter_words.listed(case, chart.looked.filters)
    sized = [text for text in (drawn.meaning.sizes, drawn.meaning.lines) if text]
    return "; ".join([charting.counted(drawn), *said, *sized])


def _sentences(case: Case, members: list[int]) -> list[str]:
    """What a line bundles, a sentence each: what is said, how firmly, on how many records, where it stands first."""
    said = []
    for claim in claims.for_links(case, members, rows=1):
        often = f", {claim.count:,} times" if claim.count > 1 else ""
        where = (
            f" – {p.record.file}, {p.word} {p.record.row:,}" if (p := next(iter(claim.proofs), None)) else ""
        )
        said.append(f"{claim.sentence}{often} ({claim.standing}{where})")
    return said
