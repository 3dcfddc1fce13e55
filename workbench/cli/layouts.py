"""A command that computes and never writes: layout, where entities would stand and how good that is."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from workbench.case import charts, entities, graphs
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import reading
from workbench.cli.printing import as_json, say, table
from workbench.model.problems import Problem

NAMES = ("force", "hierarchy", "circle", "concentric", "peacock", "grid", "time", "place")


def add(commands: Commands) -> None:
    command = commands.add(
        "layout", lay_out, "say where entities would stand in a layout, and how good it is"
    )
    command.add_argument("--name", choices=NAMES, default="force", help="which layout, force if not said")
    command.add_argument(
        "--by", metavar="WHAT", default="",
        help="what a grid groups by (kind, source, country, tag), what rings rank by (links, records)",
    )  # fmt: skip
    command.add_argument(
        "--top", metavar="VALUE", help="the entity at the top of a hierarchy, as [kind:]value"
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--chart", metavar="TITLE", help="which chart, the first if not said")
    which.add_argument("--all", action="store_true", help="everything in the case, whatever charts show")
    json_option(command)


def lay_out(args: Namespace) -> int:
    """clew layout CASE --name NAME"""
    from workbench.app import arranging
    from workbench.app.layouts import Wish
    from workbench.kernels.quality import measure

    with reading(args) as case:
        chart, graph = _given(case, args)
        top = entities.resolve(case, args.top) if args.top else None
        tops = frozenset() if top is None or top not in graph.node_of else frozenset(
            {int(graph.ids[graph.node_of[top]])}
        )  # fmt: skip
        begin = time.perf_counter()
        made = arranging.compute(case, graph, chart, Wish(args.name, args.by, tops))
        seconds = time.perf_counter() - begin
        quality = measure(made.xy, *made.part.ends)
        told = made.sentence()
    measured = asdict(quality)
    rows: list[dict[str, Any]] = [
        {"id": int(graph.ids[n]), "kind": graph.kinds[graph.kind[n]], "value": graph.values[n],
         "x": round(float(x), 4), "y": round(float(y), 4)}
        for n, (x, y) in zip(made.part.nodes.tolist(), made.xy, strict=True)
    ]  # fmt: skip
    if args.json:
        as_json(
            {"chart": chart.title, "layout": args.name, "by": args.by, "seconds": round(seconds, 3),
             "entities": rows, "links": len(made.part.pieces.link), "quality": measured, "says": told}
        )  # fmt: skip
        return 0
    table(
        ("id", "kind", "value", "x", "y"),
        [(r["id"], r["kind"], r["value"], f"{r['x']:.2f}", f"{r['y']:.2f}") for r in rows], "Nothing to lay out.",
    )  # fmt: skip
    say(
        f"{len(rows):,} entities in {seconds:.2f} s: stress {quality.stress:.3f}, neighbourhoods kept "
        f"{quality.neighbourhood:.1%}, {'' if quality.counted else 'about '}{quality.crossings:,} crossings, "
        f"{quality.overlaps:,} icons on one another."
    )
    if told:
        say(told)
    return 0


def _given(case: Case, args: Namespace) -> tuple[Chart, Any]:
    """The chart that is meant, or one of everything, and its graph."""
    from workbench.app import picturing

    listed = charts.listed(case)
    if args.chart is not None:
        found = [id for id, title in listed if title == args.chart]
        if not found:
            raise Problem(f"there is no chart '{args.chart}'", "one of " + ", ".join(t for _, t in listed))
        chart = charts.read(case, found[0])
        return chart, graphs.read(case, chart.looked.demanded)
    if args.all:
        graph = graphs.read(case)
        title = case.about.title or case.path.stem
        return Chart(0, title, graph.ids.tolist(), [], {}, frozenset(), frozenset(), {}), graph
    if listed:
        chart = charts.read(case, listed[0][0])
        return chart, graphs.read(case, chart.looked.demanded)
    graph = graphs.read(case)
    return picturing.starting_chart(case, graph), graph
