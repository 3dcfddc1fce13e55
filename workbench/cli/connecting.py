"""Commands that look at what hangs together and never write: links, records, path."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import numpy as np

from workbench.case import claims, entities, graphs, on_demand, records
from workbench.case import links as linked
from workbench.case.cases import Case
from workbench.case.links import DRAWN
from workbench.cli.adding import Commands, json_option, limit_option
from workbench.cli.opening import reading
from workbench.cli.printing import as_json, say, table, utc
from workbench.model.graph import Graph
from workbench.model.kinds import STANDINGS
from workbench.model.problems import Problem
from workbench.model.values.assets import shown


def add(commands: Commands) -> None:
    links = commands.add("links", list_links, "list what hangs together, and on how many records")
    links.add_argument("--of", metavar="VALUE", help="only links of this entity, as [kind:]value")
    links.add_argument("--kind", metavar="K", help="only this kind, such as called or at_cell")
    limit_option(links)
    json_option(links)
    rows = commands.add("records", list_records, "list the rows behind a link or between two entities")
    which = rows.add_mutually_exclusive_group(required=True)
    which.add_argument("--link", metavar="ID", type=int, help="the number of a link, from 'clew links'")
    which.add_argument("--between", metavar=("A", "B"), nargs=2, help="two entities, as [kind:]value")
    limit_option(rows)
    json_option(rows)
    path = commands.add("path", find_path, "find the fewest links between two entities")
    path.add_argument("one", metavar="A", help="an entity, as [kind:]value")
    path.add_argument("other", metavar="B", help="another")
    path.add_argument(
        "--through-common", action="store_true", help="go through common services too, which join strangers"
    )
    json_option(path)


def list_links(args: Namespace) -> int:
    """clew links CASE"""
    with reading(args) as case:
        kinds = case.kinds.links
        if args.kind is not None and args.kind not in kinds:
            raise Problem(f"there is no kind of link '{args.kind}'", "one of " + ", ".join(sorted(kinds)))
        entity = entities.resolve(case, args.of) if args.of is not None else None
        asked = [args.kind] if args.kind and kinds[args.kind].bundle == "on demand" else []
        graph = graphs.read(case, asked, joined=False)
        everything = np.arange(len(graph.link_ids), dtype=np.int32)
        chosen = everything if entity is None else graph.links_at(graph.node_of[entity])
        if args.kind is not None:
            chosen = chosen[graph.link_kind[chosen] == list(graph.link_kinds).index(args.kind)]
        chosen = chosen[np.lexsort((graph.link_ids[chosen], -graph.count[chosen]))][: args.limit]
        found = _links(case, graph, chosen.tolist())
    if args.json:
        as_json(found)
        return 0
    rows = [
        (k["id"], k["kind"], _named(k["start"]), _named(k["end"]), k["standing"], k["records"],
         k["first"] or "", k["last"] or "", ", ".join(f"{text} {shown(asset)}" for asset, text in k["totals"].items()))
        for k in found
    ]  # fmt: skip
    headings = ("id", "kind", "start", "end", "standing", "records", "first", "last", "totals")
    table(headings, rows, "No links found.")
    return 0


def _links(case: Case, graph: Graph, chosen: list[int]) -> list[dict[str, Any]]:
    """Links by their numbers in the graph, in the shape that --json prints."""
    ids = [int(graph.link_ids[k]) for k in chosen]
    tallied = linked.tallied(case, [i for i in ids if i < DRAWN])
    demanded = on_demand.sources(case, [i for i in ids if on_demand.is_on_demand(i)])
    made = []
    for k, id in zip(chosen, ids, strict=True):
        tally = tallied.get(id)
        made.append(
            {
                "id": id, "kind": graph.link_kinds[graph.link_kind[k]],
                "start": _end(graph, int(graph.start[k])), "end": _end(graph, int(graph.end[k])),
                "standing": STANDINGS[graph.standing[k]], "records": int(graph.count[k]),
                "first": _time(graph.first[k]), "last": _time(graph.last[k]),
                "totals": tally.totals if tally else {},
                "sources": tally.sources if tally else demanded.get(id, []),
            }
        )  # fmt: skip
    return made


def _end(graph: Graph, node: int) -> dict[str, Any]:
    return {"id": int(graph.ids[node]), "kind": graph.kinds[graph.kind[node]], "value": graph.values[node]}


def _time(at: np.int64) -> str | None:
    return None if at == Graph.NO_TIME else utc(int(at))


def _named(end: dict[str, Any]) -> str:
    return f"{end['kind']}:{end['value']}"


def list_records(args: Namespace) -> int:
    """clew records CASE (--link ID | --between A B)"""
    with reading(args) as case:
        if args.link is not None:
            claims.ends(case, args.link)
            found = records.behind(case, [args.link], args.limit)
        else:
            one, other = (entities.resolve(case, said) for said in args.between)
            found = records.between(case, one, other, args.limit)
        listed: list[dict[str, Any]] = [
            {
                "source": r.source, "file": r.file, "sha256": r.sha256, "sheet": r.sheet, "row": r.row,
                "part": r.part, "verbatim": records.text_of(case, r), "kind": r.kind, "at": r.at or None,
                "zone": r.zone_known, "fields": r.fields,
            }
            for r in found
        ]  # fmt: skip
    if args.json:
        as_json(listed)
        return 0
    rows = [
        (r["source"], r["file"], r["sheet"], r["row"], r["kind"], r["at"] or "", r["verbatim"])
        for r in listed
    ]
    empty = (
        "No records: an analyst's own link has none." if args.link and args.link > DRAWN else "No records."
    )
    table(("source", "file", "sheet", "row", "kind", "at", "as it stands"), rows, empty)
    return 0


def find_path(args: Namespace) -> int:
    """clew path CASE A B"""
    from workbench.questions import paths  # with scipy, which no other command of this file needs

    with reading(args) as case:
        one, other = entities.resolve(case, args.one), entities.resolve(case, args.other)
        graph = graphs.read(case)
        path = paths.shortest(graph, one, other, through_common=args.through_common)
        nodes = [graph.node_of[e] for e in path.entities]
        steps = [_end(graph, n) | {"caption": graph.captions[n]} for n in nodes]
        links = _links(case, graph, [graph.link_of[k] for k in path.links])
    if args.json:
        as_json({"found": path.found, "entities": steps, "links": links})
        return 0
    if not path.found:
        say("Nothing joins the two" + ("." if args.through_common else ", common services left aside."))
        return 0
    say(f"{len(links)} {'link' if len(links) == 1 else 'links'}")
    rows = [("", "", _named(steps[0]), "")]
    for link, step in zip(links, steps[1:], strict=True):
        rows.append((str(link["id"]), link["kind"], _named(step), f"{link['records']:,}"))
    table(("link", "kind", "entity", "records"), rows, "")
    return 0
