"""Commands that look and never write: sources, rejects, entities."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

import numpy as np

from workbench.case import entities, graphs, involvement, rejects, said_of, sources
from workbench.case.involvement import Involvement
from workbench.case.rejects import Reject
from workbench.case.sources import Source
from workbench.cli.adding import Commands, json_option, limit_option
from workbench.cli.opening import handing_out, reading, writing
from workbench.cli.printing import as_json, say, table, utc
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    json_option(commands.add("sources", list_sources, "list the files in a case"))
    refused = commands.add("rejects", list_rejects, "list the rows that could not be taken in, and why")
    refused.add_argument("source", metavar="SOURCE", nargs="?", type=int, help="the number of one source")
    refused.add_argument("--export", metavar="FILE", help="write the list to a .csv or .xlsx file")
    refused.add_argument(
        "--retry", action="store_true", help="try the rejected rows of SOURCE with a mended recipe"
    )
    refused.add_argument("--recipe", metavar="ID", default="", help="the mended recipe, with --retry")
    json_option(refused)
    who = commands.add("entities", list_entities, "list who and what is in a case")
    who.add_argument("--kind", metavar="K", help="only this kind, such as phone")
    who.add_argument("--search", metavar="TEXT", help="only those whose value holds this text")
    limit_option(who)
    json_option(who)


def list_sources(args: Namespace) -> int:
    """clew sources CASE"""
    with reading(args) as case:
        listed = sources.listed(case)
        covered = sources.coverage(case)
    if args.json:
        as_json([_source(s, [c for c in covered if c.source == s.id]) for s in listed])
        return 0
    rows = [
        (s.id, _named(s), s.recipe, s.rows, s.kept_rows, s.duplicate, s.rejected, s.withheld,
         "yes" if s.included else "hidden", s.sha256[:16])
        for s in listed
    ]  # fmt: skip
    headings = ("source", "file", "recipe", "rows", "kept", "duplicate", "rejected", "withheld", "counts")
    table((*headings, "SHA-256 begins"), rows, "No sources yet; take some in with 'clew import'.")
    return 0


def _named(s: Source) -> str:
    """A source's name, and the archive it came in."""
    archive = s.facts.get("archive")
    return f"{s.name} (in {archive['name']})" if archive else s.name


def _source(s: Source, covered: list[sources.Coverage]) -> dict[str, object]:
    said = asdict(s)
    rows = {"read": s.rows, "kept": s.kept_rows, "duplicate": s.duplicate, "rejected": s.rejected}
    for name in ("rows", "kept_rows", "duplicate", "rejected", "withheld", "name"):
        del said[name]
    coverage = [
        {"subject": c.subject, "first": utc(c.first), "last": utc(c.last), "basis": c.basis} for c in covered
    ]
    return {
        "id": s.id, "source": s.id, "file": s.name, **said, "added_at": utc(s.added_at),
        "modified_at": utc(s.modified_at or None),
        "rows": rows | {"withheld": s.withheld}, "coverage": coverage,
    }  # fmt: skip


def list_rejects(args: Namespace) -> int:
    """clew rejects CASE [SOURCE]"""
    if args.retry:
        return _retry(args)
    if args.export:
        return _export_rejects(args)
    with reading(args) as case:
        if args.source is not None:
            sources.get(case, args.source)
        found = rejects.listed(case, args.source)
    if args.json:
        as_json([_reject(r) for r in found])
        return 0
    rows = [(r.source, r.sheet, r.row, r.column, r.reason, r.raw) for r in found]
    table(("source", "sheet", "row", "column", "reason", "as it stands"), rows, "No row was rejected.")
    return 0


def _reject(r: Reject) -> dict[str, object]:
    """One reject as --json has it; the sheet only where the file has sheets."""
    said = {n: getattr(r, n) for n in ("source", "row", "column", "reason", "raw")}
    return said | {"sheet": r.sheet} if r.sheet else said


def _export_rejects(args: Namespace) -> int:
    from workbench.app import reject_list

    with handing_out(args, "reject list") as (case, entry):
        if args.source is not None:
            sources.get(case, args.source)
            entry.ids["source"] = args.source
        count = reject_list.export(case, args.source, Path(args.export))
        entry.values["file"] = Path(args.export).name
    if args.json:
        as_json({"file": args.export, "rows": count})
    else:
        say(f"{count:,} rejected rows written to {args.export}.")
    return 0


def _retry(args: Namespace) -> int:
    from workbench.app import retrying
    from workbench.app.library import Library

    if args.source is None:
        raise Problem("--retry needs the number of a source", "see 'clew sources'")
    library = Library.shipped()
    with contextlib.closing(library), writing(args) as case:
        trial, outcome = retrying.retry(case, args.source, library, args.recipe)
    if args.json:
        refused = [{"column": c, "reason": r, "rows": n} for c, r, n in trial.refused]
        said = {
            "source": trial.source,
            "recipe": trial.recipe,
            "tried": trial.tried,
            "kept": trial.kept,
            "refused": refused,
        }
        as_json(said | {"read_anew": outcome.as_json() if outcome else None})
        return 0
    say(f"Of {trial.tried:,} rejected rows {trial.recipe} takes {trial.kept:,}.")
    table(("column", "reason", "rows"), trial.refused, "None of them is refused now.")
    if outcome is None:
        say("The case is as it was.")
    elif outcome.counts:
        kept, rejected = outcome.counts.kept, outcome.counts.rejected
        say(f"{outcome.path.name} was read anew: {kept:,} rows kept, {rejected:,} rejected.")
    return 0


def list_entities(args: Namespace) -> int:
    """clew entities CASE"""
    with reading(args) as case:
        listed = entities.listed(case, args.kind, args.search, args.limit)
        graph = graphs.read(case, joined=False)
        involved = involvement.known(case)
        tags = said_of.read(case).tags if args.json else {}
    own = graph.start[graph.start == graph.end]  # a link with itself has two ends there and is one link
    ends = [np.bincount(at, minlength=len(graph)) for at in (graph.start, graph.end, own)]
    degree = ends[0] + ends[1] - ends[2]
    links = {int(e): int(n) for e, n in zip(graph.ids, degree, strict=True)}
    if args.json:
        as_json(
            [
                {"id": e.id, "kind": e.kind, "value": e.value, "caption": e.caption, "records": e.records,
                 "links": links.get(e.id, 0), "sources": e.sources, "involvement": _involved(involved.get(e.id)),
                 "tags": [_tag(*tag) for tag in tags.get(e.id, ())]}
                for e in listed
            ]
        )  # fmt: skip
        return 0
    rows = [
        (
            e.id,
            e.kind,
            e.value,
            e.caption,
            e.records,
            links.get(e.id, 0),
            _numbers(e.sources),
            involved[e.id].category if e.id in involved else "",
        )
        for e in listed
    ]
    table(
        ("id", "kind", "value", "caption", "records", "links", "sources", "involvement"),
        rows,
        "Nobody and nothing found.",
    )
    return 0


def _tag(name: str, basis: str, analyst: str, at: int) -> dict[str, object]:
    return {"name": name, "basis": basis, "analyst": analyst, "at": utc(at or None)}


def _involved(one: Involvement | None) -> dict[str, object] | None:
    return (
        {"category": one.category, "basis": one.basis, "analyst": one.analyst, "at": utc(one.at)}
        if one
        else None
    )


def _numbers(ids: list[int]) -> str:
    return ", ".join(map(str, ids))
