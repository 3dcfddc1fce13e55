"""Commands for two cases and two agencies: compare, extract."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from workbench.case import charts, entities, extracts, opening
from workbench.cli import passphrases
from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import add_entities, target
from workbench.cli.opening import analyst, handing_out
from workbench.cli.printing import as_json, say, table
from workbench.model.problems import Problem

SHOWN = 20  # rows of an identifier on either side, where --rows does not say


def add(commands: Commands) -> None:
    compare = commands.add(
        "compare", compared, "say which identifiers two cases both know, with the rows of both"
    )
    compare.add_argument("other", metavar="CASE2", help="the other case, which is only read")
    compare.add_argument(
        "--kind", action="append", default=[], help="only this kind of entity, such as phone"
    )
    compare.add_argument(
        "--rows", metavar="N", type=int, default=SHOWN, help="rows of each on either side, 20"
    )
    compare.add_argument("--other-key-file", metavar="FILE", help="holds the passphrase of the other case")
    json_option(compare)
    cut = commands.add(
        "extract", extracted, "write a read-only case with chosen entities, their links and rows"
    )
    add_entities(cut, "who goes in")
    cut.add_argument("--chart", metavar="TITLE", help="all that this chart shows, as it stands there")
    cut.add_argument(
        "--every-row", action="store_true", help="every row that names one of them, not only both ends"
    )
    cut.add_argument("--new-key-file", metavar="FILE", help="holds the passphrase the extract gets")
    cut.add_argument("-o", dest="out", metavar="NEW.case", required=True, help="where to write it")
    json_option(cut)


def compared(args: Namespace) -> int:
    """clew compare CASE CASE2 --json"""
    from workbench.app import in_both

    if args.rows < 0:
        raise Problem("a number of rows is not negative", "say --rows 0 for none")
    second = Path(args.other)
    with handing_out(args, "compare") as (case, entry):
        passphrase = passphrases.to_open_other(args, second)
        with opening.open_case(second, analyst(args), passphrase=passphrase) as other:
            found = in_both.shared(case, other, kinds=args.kind, rows=args.rows)
            entry.ids["identifiers"], entry.values["other"] = len(found), other.about.uuid
            shown = [
                (s, case.kinds.entities[s.kind].name, entities.shown(case, s.kind, s.value)) for s in found
            ]
            titles = [one.about.title or one.path.stem for one in (case, other)]
    if args.json:
        as_json(
            [
                {
                    "kind": s.kind, "value": s.value, "common_service": s.common,
                    "here": {"records": s.records_here, "rows": [_row(r) for r in s.here]},
                    "there": {"records": s.records_there, "rows": [_row(r) for r in s.there]},
                }
                for s in found
            ]
        )  # fmt: skip
        return 0
    rows = [
        (kind, text, s.records_here, s.records_there, "common service" if s.common else "")
        for s, kind, text in shown
    ]
    table(("kind", "identifier", titles[0], titles[1], ""), rows, "No identifier stands in both.")
    return 0


def _row(row: Any) -> dict[str, Any]:
    r = row.record
    return {
        "file": r.file, "sha256": r.sha256, "sheet": r.sheet, "row": r.row, "kind": r.kind, "at": r.at,
        "text": row.text,
    }  # fmt: skip


def extracted(args: Namespace) -> int:
    """clew extract CASE --entity VALUE --entity VALUE -o NEW.case"""
    out = target(args)
    passphrase = passphrases.to_set(args.new_key_file, "--new-key-file") if args.new_key_file else ""
    with handing_out(args, "extract") as (case, entry):
        chart = None
        if args.chart:
            named = {title: id for id, title in charts.listed(case)}
            if args.chart not in named:
                raise Problem(f"there is no chart {args.chart}", "one of " + ", ".join(named))
            chart = charts.read(case, named[args.chart])
        chosen = [entities.resolve(case, value) for value in args.entities] or (chart.shown if chart else [])
        if not chosen:
            raise Problem("nobody is chosen", "say --entity, several times, or --chart")
        made = extracts.extract(
            case, chosen, out, every_row=args.every_row, chart=chart, passphrase=passphrase
        )
        entry.ids |= {"entities": made.entities, "records": made.records, "rows": made.rows}
        entry.values["file"] = out.name
    if args.json:
        as_json({"file": str(out), **vars(made)})
        return 0
    say(f"Wrote {out}, for reading only: {made.entities:,} entities, {made.records:,} records, {made.rows:,} rows of "
        f"{made.sources:,} sources.")  # fmt: skip
    if made.further:
        say(f"{made.further:,} further identifiers stand in the same rows and are in it too.")
    return 0
