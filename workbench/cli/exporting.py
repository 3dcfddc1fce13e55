"""The command that hands a case out: an original, ordinary SQLite, or one of the formats of others."""

from __future__ import annotations

from argparse import Namespace

from workbench.case import charts, entities, exporting
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.cli.adding import Commands
from workbench.cli.handing import add_filters, add_output, target
from workbench.cli.opening import handing_out
from workbench.cli.printing import say
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    command = commands.add(
        "export", export, "write the case in a format of others, an original bit for bit, or ordinary SQLite"
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--format", metavar="NAME", help="anx, graphml, gexf, csv, xlsx and more: see 'clew formats'"
    )
    what.add_argument("--source", metavar="ID", type=int, help="the number of a source, from 'clew sources'")
    what.add_argument("--plain", action="store_true", help="the whole case, readable by any SQLite")
    command.add_argument(
        "--selection", metavar="VALUE", action="append", default=[],
        help="only this entity, as [kind:]value, and what joins it to others given so; may be given several times",
    )  # fmt: skip
    add_filters(command)
    command.add_argument(
        "--chart", dest="chart_title", metavar="NAME", help="only what this chart shows, with its places"
    )
    command.add_argument(
        "--without-non-suspects", action="store_true",
        help="leave out persons known to be victims, witnesses or contacts, what is attributed to them alone, and the "
        "records that name them",
    )  # fmt: skip
    add_output(command, "FILE")
    commands.add("formats", list_formats, "list the formats a case can be written in", case=False)


def export(args: Namespace) -> int:
    """clew export CASE (--format NAME | --source ID | --plain) -o FILE"""
    if args.format is not None:
        return _in_format(args)
    if args.selection or args.filters or args.chart_title or args.without_non_suspects:
        raise Problem(
            "an original and a whole case are handed out whole", "choose with --format what is to leave"
        )
    out = target(args)
    with handing_out(args, "export") as (case, entry):
        entry.values["file"] = out.name
        if args.plain:
            exporting.plain(case, out)
            said = f"Wrote {out}: ordinary SQLite, without page checks."
        else:
            entry.ids["source"] = args.source
            said = f"Wrote {out}, SHA-256 {exporting.original(case, args.source, out)}."
    say(said)
    return 0


def list_formats(args: Namespace) -> int:
    """clew formats"""
    from workbench.app import exports

    for format in exports.formats().values():
        say(f"{format.id:<9}{format.suffix:<14}{format.does}")
        for said in format.cannot:
            say(f"{'':<23}Cannot hold: {said}")
    return 0


def _in_format(args: Namespace) -> int:
    from workbench.app import exports, typed_filters

    format = exports.named(args.format)
    out = target(args)
    with handing_out(args, "export") as (case, entry):
        wanted = exports.Wanted(
            _chart(case, args.chart_title) if args.chart_title else None,
            tuple(entities.resolve(case, value) for value in args.selection) or None,
            tuple(typed_filters.understood(case, text) for text in args.filters),
            non_suspects=not args.without_non_suspects,
        )
        extract = exports.taken(case, wanted, format)
        written = format.write(extract, out)
        ids, values = exports.entry(format, out, written)
        entry.ids.update(ids)
        entry.values.update(values)
    say(f"Wrote {out}: {format.title}, {written.said}.")
    say(f"Taken: {extract.facts.shown}.")
    for sentence in extract.facts.left_out:
        say(sentence)
    for sentence in written.lost:
        say(f"Not in it: {sentence}")
    for sentence in format.cannot:
        say(f"No such file can hold: {sentence}")
    return 0


def _chart(case: Case, said: str) -> Chart:
    """The chart of a title or number."""
    listed = charts.listed(case)
    found = [id for id, title in listed if said in (title, str(id))] or [
        id for id, title in listed if title.casefold() == said.casefold()
    ]
    if not found:
        names = ", ".join(f"'{title}'" for _, title in listed)
        raise Problem(f"there is no chart '{said}'", f"one of {names}" if names else "the case has no charts")
    return charts.read(case, found[0])
