"""Handing out a case in the formats of others: who and what is taken, with where things lie, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.app import filter_words, picturing, places
from workbench.app.drawn_formats import drawn
from workbench.app.places import Spot as Placed
from workbench.case import charts, graphs, located
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.scope import Stretch
from workbench.model.filters import Filter
from workbench.model.graph import Graph
from workbench.model.problems import Problem
from workbench.report.extract import Extract, extract
from workbench.report.extracted import Spot
from workbench.report.formats.format import Format, Written, shipped

NEED_CHART = frozenset(
    {"anx", "svg", "html", "png", "pdf"}
)  # what nobody could look at without places on a chart
KNOWN = {
    "country": "its country is stated", "region": "its region is stated", "near": "the nearest of several of that name",
    "case": "the one in the case's country", "chosen": "an analyst said so", "stated": "a record states its degrees",
    "address": "its address names it",
}  # fmt: skip
PRECISE = {
    "point": "degrees as stated", "antenna": "where its antenna stands", "city": "the middle of a town",
    "country": "the middle of a country",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is to be handed out: of a chart what it shows, else of the whole case; of that some entities, through
    further filters and in a stretch of time (UTC microseconds, the end left out).

    Formats that show a chart have the case's first where neither a chart nor entities are asked for, unless it is to be
    `everything`. `places_of` is the chart whose places they have then.
    """

    chart: Chart | None = None
    entities: tuple[int, ...] | None = None
    filters: tuple[Filter, ...] = ()
    moments: Stretch = None
    non_suspects: bool = True
    everything: bool = False
    places_of: Chart | None = None


def formats() -> dict[str, Format]:
    """Every format by id: those written from an extract, and those that are drawn."""
    return dict(sorted((shipped() | drawn()).items()))


def named(id: str) -> Format:
    """The format of an id; Problem where there is none."""
    known = formats()
    if id not in known:
        raise Problem(f"there is no format '{id}'", "one of " + ", ".join(known))
    return known[id]


def taken(case: Case, wanted: Wanted, format: Format, graph: Graph | None = None) -> Extract:
    """The extract that a format is written from. Problem where nothing is left to hand out."""
    graph, chart, said = _chart(case, wanted, format, graph)
    made = extract(
        case, graph, wanted.entities, chart=chart, filters=wanted.filters, moments=wanted.moments,
        non_suspects=wanted.non_suspects, spots=spots(case, graph), shown=_shown(case, wanted, chart, said),
    )  # fmt: skip
    if not made.amounts.things:
        raise Problem("nothing of this case is left to hand out", "choose more, or take filters off")
    return made


def _chart(
    case: Case, wanted: Wanted, format: Format, graph: Graph | None
) -> tuple[Graph, Chart | None, str]:
    """The graph, the chart that says who is in and where they stand, and in words what that is."""
    base, needed = wanted.chart or wanted.places_of, format.id in NEED_CHART
    if base is None:
        listed = charts.listed(case)
        base = charts.read(case, listed[0][0]) if listed else None
    if graph is None:
        graph = graphs.read(case, wanted.chart.look.get("demanded", ()) if wanted.chart else ())
    if base is None and needed:
        base = picturing.starting_chart(case, graph)
    if wanted.chart is not None or (needed and wanted.entities is None and not wanted.everything):
        if base is not None and wanted.entities:
            _refuse_absent(graph, base, wanted.entities)
        return graph, base, f"what the chart {base.title if base and base.title else 'of the case'} shows"
    shown = graph.ids.tolist() if wanted.entities is None else list(wanted.entities)
    whole = replace(base, shown=shown, hidden=[], look={}) if base is not None else None
    return graph, whole, "the whole case"


def _refuse_absent(graph: Graph, chart: Chart, entities: tuple[int, ...]) -> None:
    """Whoever is asked for by name must be in what is handed out, or it be said that they are not."""
    shown = set(graph.numbers(chart.shown).tolist())
    absent = [graph.captions[n] for n in graph.numbers(entities).tolist() if n not in shown]
    if absent:
        raise Problem(f"not on the chart: {', '.join(absent)}", "show them there first, or name no chart")


def entry(format: Format, out: Path, written: Written) -> tuple[dict[str, int], dict[str, str]]:
    """What the log says of it: counts, the format, the file's name."""
    return dict(written.counts), {"format": format.id, "file": out.name}


def spots(case: Case, graph: Graph) -> Mapping[int, Spot]:
    """Where cells, addresses and places lie, as the map has it: the latest known of each."""
    known = places.place_all(case, graph, located.counts(case))
    return {entity: _spot(several[-1]) for entity, several in known.spots.items() if several}


def _spot(one: Placed) -> Spot:
    why = [PRECISE.get(one.precision, one.precision), *([KNOWN[one.because]] if one.because in KNOWN else [])]
    if one.precision == "antenna" and not one.range_stated:
        why.append("how far it reaches is not stated")
    return Spot(
        one.entity,
        one.latitude,
        one.longitude,
        one.reach,
        one.precision,
        "; ".join(why),
        one.azimuth,
        one.beam,
    )


def _shown(case: Case, wanted: Wanted, chart: Chart | None, said: str) -> str:
    """In words how much of a case is handed out."""
    parts = [said]
    if wanted.entities is not None:
        chosen = len(wanted.entities)
        joined = "1 chosen entity" if chosen == 1 else f"{chosen:,} chosen entities and what joins them"
        parts.append(f"of that {joined}")
    filters = [*(chart.looked.filtering if chart is not None else ()), *wanted.filters]
    parts += [f"filter: {text}" for text in filter_words.listed(case, filters)]
    if wanted.moments is not None:
        parts.append("a stretch of time")
    return "; ".join(parts)
