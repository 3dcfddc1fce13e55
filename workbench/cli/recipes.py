"""Commands for those who write recipes: a first draft for a table nobody knows, and a check against a sample."""

from __future__ import annotations

import contextlib
import re
from argparse import Namespace
from pathlib import Path

from workbench.app.library import Library
from workbench.case import exporting
from workbench.cli.adding import Commands, Parser, json_option
from workbench.cli.printing import as_json, say, table
from workbench.ingest import recipe as recipes_of
from workbench.ingest import recognising, trying
from workbench.ingest.context import ReadContext
from workbench.ingest.drafting import begin, lay
from workbench.ingest.guessing import guesses
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import Recognised
from workbench.model import places
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    group = commands.add("recipe", lambda args: 0, "write a recipe, or check one", case=False)
    inside = group.add_subparsers(metavar="new | check", required=True, parser_class=Parser)
    new = inside.add_parser("new", help="a first draft of a recipe for a table that no recipe knows")
    new.set_defaults(run=draft)
    new.add_argument("file", metavar="FILE", help="the table")
    new.add_argument("--kind", metavar="K", default="", help="what its rows are, such as call or payment")
    new.add_argument("--country", metavar="CC", default="", help="whose national numbers are meant")
    new.add_argument("-o", dest="out", metavar="RECIPE", help="where to write it; printed where left out")
    judged = inside.add_parser(
        "check", help="say what a recipe makes of a sample; exit 1 where it does not fit"
    )
    judged.set_defaults(run=check)
    judged.add_argument("recipe", metavar="RECIPE", help="the recipe: a TOML file, or the id of a known one")
    judged.add_argument("sample", metavar="SAMPLE", help="a file of its layout")
    judged.add_argument("--country", metavar="CC", default="", help="whose national numbers are meant")
    judged.add_argument("--zone", metavar="ZONE", default="", help="time zone where the sample states none")
    json_option(judged)


def draft(args: Namespace) -> int:
    """clew recipe new FILE"""
    path, library = Path(args.file), Library.shipped()
    with contextlib.closing(library):
        found = recognising.recognise(path, library.recipes, by=library.child)
        made = _drafted(path, found, library, args.kind, places.country(args.country))
        text = _explained(recipes_of.to_text(made), path, found, library, made)
    if args.out:
        exporting.write_whole(Path(args.out), text.encode())
        say(f"Wrote {args.out}; correct it, then try 'clew recipe check {args.out} {args.file}'.")
    else:
        say(text)
    return 0


def _drafted(path: Path, found: Recognised, library: Library, kind: str, country: str) -> Recipe:
    chosen = next((t for t in found.tables if t.columns == found.columns), found.tables[0])
    likely = guesses(found.columns, library.kinds, chosen.sample, country)
    if kind:
        if kind not in library.kinds.records:
            raise Problem(
                f"there is no kind of record '{kind}'", "one of " + ", ".join(library.kinds.records)
            )
        likely = [g for g in likely if g.kind == kind]
    if not likely:
        what = f"hold a {kind}" if kind else "are records of any kind"
        raise Problem(
            f"nothing in {path.name} says that its rows {what} (its columns are {', '.join(found.columns)})",
            "say what they are with --kind, or pick the columns in the window",
        )
    slug = re.sub(r"\W+", "_", path.stem.casefold()).strip("_") or "table"
    sheet = chosen.name if len(found.tables) > 1 else ""
    made = begin(likely, reader=found.reader, name=path.stem, table=sheet)
    made = lay(made, headers=tuple(made.sections[0].columns))
    return Recipe(f"own.{slug}", made.name, made.reader, made.sections, made.layout)


def _explained(text: str, path: Path, found: Recognised, library: Library, made: Recipe) -> str:
    """The draft with what somebody needs to correct it: the columns not used, and the fields not filled."""
    used = set(made.sections[0].columns)
    kind = library.kinds.records[made.sections[0].kind]
    unused = ", ".join(c for c in found.columns if c not in used)
    unfilled = ", ".join(f.id for f in kind.fields if f.id not in made.sections[0].fields)
    lines = [
        f"# A draft made from the columns of {path.name}; every line is a guess until you have looked at it."
    ]
    lines += [f"# Columns not used: {unused}"] if unused else []
    lines += [f"# Fields of a {kind.name.lower()} not filled: {unfilled}"] if unfilled else []
    return "\n".join([*lines, "", text])


def check(args: Namespace) -> int:
    """clew recipe check RECIPE SAMPLE"""
    path, library = Path(args.sample), Library.shipped()
    with contextlib.closing(library):
        chosen = library.recipe(args.recipe)
        (candidate, *_) = recognising.recognise(path, [chosen], by=library.child).candidates or (None,)
        zone = places.zone(args.zone)
        context = ReadContext(
            country=places.country(args.country) or chosen.layout.country,
            zone=zone or "UTC",
            zone_basis="set by user" if zone else "assumed",
        )
        tried = trying.try_recipe(path, chosen, kinds=library.kinds, context=context, by=library.child)
    fits = candidate is not None and candidate.fits
    ok = fits and tried.kept > 0 and not tried.rejected
    reasons = list(candidate.reasons) if candidate else ["nothing in the file speaks for the recipe"]
    if args.json:
        as_json(
            {
                "ok": ok, "recipe": chosen.id, "recognised": fits,
                "confidence": candidate.confidence if candidate else 0.0, "reasons": reasons,
                "rows": {"read": tried.rows, "kept": tried.kept, "rejected": tried.rejected},
                "records": dict(tried.records), "entities": dict(tried.entities), "facts": tried.facts,
                "rejects": [
                    {"sheet": s, "row": r, "column": c, "reason": why, "raw": raw}
                    for s, r, c, why, raw in tried.refused
                ],
            }
        )  # fmt: skip
        return 0 if ok else 1
    say(f"{chosen.id} {'recognises' if fits else 'does NOT recognise'} {path.name}: {'; '.join(reasons)}.")
    say(f"{tried.rows:,} rows read, {tried.kept:,} kept, {tried.rejected:,} rejected.")
    table(("records", ""), sorted(tried.records.items()), "It gives no records.")
    table(("entities", ""), sorted(tried.entities.items()), "It names nobody and nothing.")
    if tried.rejected:
        table(("row", "column", "reason", "as it stands"), [r[1:] for r in tried.refused], "")
        more = sum(tried.reasons.values()) - len(tried.refused)
        if more > 0:
            say(f"and {more:,} more")
    return 0 if ok else 1
