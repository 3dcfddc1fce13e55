"""Commands about evidence in custody: custody, exhibit, handover."""

from __future__ import annotations

from argparse import Namespace

from workbench.case import acquisitions, custody, exhibits, sources
from workbench.case.acquisitions import Acquisition
from workbench.case.exhibits import SEAL_STATES, Described, HandedOver
from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import target
from workbench.cli.opening import handing_out, reading, writing
from workbench.cli.printing import as_json, say, table, warn
from workbench.model.problems import Problem
from workbench.report import custody as sheets
from workbench.report import documents

DESCRIBED = (
    ("description", "TEXT", "what it is"),
    ("taken-by", "NAME", "who seized or supplied it"),
    ("authority", "NAME", "the authority that person acted for"),
    ("place", "PLACE", "where it was seized or supplied"),
    ("taken-at", "WHEN", "when, as 2026-06-30 14:05"),
    ("zone", "ZONE", "the time zone of that, such as Europe/London or +02:00"),
    ("container", "TEXT", "the bag or box it is in"),
    ("seal", "NUMBER", "the number of its seal"),
    ("legal-basis", "TEXT", "the order or article it rests on"),
)
HANDED = (
    ("from", "given_by", "NAME", "who gave it"),
    ("to", "taken_by", "NAME", "who took it"),
    ("at", "handed_at", "WHEN", "when, as 2026-06-30 14:05"),
    ("zone", "zone", "ZONE", "the time zone of that"),
    ("place", "place", "PLACE", "where"),
    ("seal", "seal", "NUMBER", "the number of the seal"),
    ("why", "why", "TEXT", "what for, or why the seal was broken"),
)


def add(commands: Commands) -> None:
    shown = commands.add(
        "custody", show, "list exhibits, the hands they went through, and every gap in between"
    )
    shown.add_argument("-o", dest="out", metavar="FILE", help="write the custody sheet: .html, .pdf or .docx")
    json_option(shown)
    one = commands.add("exhibit", describe, "describe an exhibit, or say more of one")
    one.add_argument("reference", metavar="REFERENCE", help="as on its label, such as EX-12")
    for option, letters, meaning in DESCRIBED:
        one.add_argument(f"--{option}", metavar=letters, default="", help=meaning)
    one.add_argument(
        "--source", metavar="ID", type=int, action="append", default=[],
        help="a source of the case that was taken from it; may be given several times",
    )  # fmt: skip
    one.add_argument("--remove", action="store_true", help="take it out with its handovers; can be undone")
    hand = commands.add("handover", hand_over, "enter that an exhibit was handed over")
    hand.add_argument("reference", metavar="REFERENCE", help="the exhibit")
    for option, name, letters, meaning in HANDED:
        hand.add_argument(f"--{option}", dest=name, metavar=letters, default="", help=meaning)
    hand.add_argument("--seal-state", choices=SEAL_STATES, default="not noted", help="how the seal was found")
    hand.add_argument(
        "--after",
        metavar="ID",
        type=int,
        help="the handover it came after, where it is told late; 0 for none",
    )
    hand.add_argument("--remove", metavar="ID", type=int, help="take a handover out; can be undone")


def show(args: Namespace) -> int:
    """clew custody CASE [--json] [-o FILE]"""
    if args.out:
        return _write(args)
    with reading(args) as case:
        if args.json:
            as_json(sheets.as_json(case))
            return 0
        kept = custody.of(case)
    rows = [
        (c.exhibit.reference, c.exhibit.said.description, sheets.when(c.exhibit.said.taken_at, c.exhibit.said.zone),
         len(c.chain), c.holder or sheets.NOBODY, ", ".join(s.name for s in c.sources), len(c.gaps))
        for c in kept.exhibits
    ]  # fmt: skip
    headings = ("exhibit", "description", "seized or supplied", "handovers", "held by", "files", "gaps")
    table(headings, rows, "No exhibit is described; do so with 'clew exhibit'.")
    for c in kept.exhibits:
        for number, h in enumerate(c.chain, 1):
            said = h.said
            say(
                f"{c.exhibit.reference} {number}. {sheets.when(said.handed_at, said.zone)}: {said.given_by} to "
                f"{said.taken_by}, seal {said.seal or sheets.NOBODY}, {said.seal_state} (handover {h.id})"
            )
    for gap in kept.gaps:
        say(f"Gap: {gap.says}.")
    return 0


def _write(args: Namespace) -> int:
    out = target(args)
    documents.suffix_of(out)
    with handing_out(args, "custody sheet") as (case, entry):
        entry.values["file"] = out.name
        documents.write(sheets.sheet(case), out)
        gaps = len(custody.of(case).gaps)
    if args.json:
        as_json({"file": str(out), "gaps": gaps})
    else:
        say(f"Wrote {out}.")
    if gaps:
        warn(f"{gaps} {'gap' if gaps == 1 else 'gaps'} in the record of custody; 'clew custody' lists them")
    return 0


def describe(args: Namespace) -> int:
    """clew exhibit CASE REFERENCE"""
    said = Described(
        **{option.replace("-", "_"): getattr(args, option.replace("-", "_")) for option, *_ in DESCRIBED}
    )
    with writing(args) as case:
        if args.remove:
            if args.source or said != Described():
                raise Problem("--remove takes the exhibit out as a whole", "leave the other options out")
            number = exhibits.known(case.db, args.reference)
            with case.edit(f"Take out exhibit {args.reference}") as db:
                exhibits.remove(db, number)
            say(f"Exhibit {args.reference} was taken out; 'clew undo' brings it back.")
            return 0
        for source in args.source:
            sources.get(case, source)
        with case.edit(f"Describe exhibit {args.reference}") as db:
            exhibits.describe(case, db, args.reference, said)
        for source in args.source:
            acquisitions.say(case, source, Acquisition(exhibit=custody.same(args.reference)))
        _tell_gaps(custody.of(case), args.reference)
    return 0


def hand_over(args: Namespace) -> int:
    """clew handover CASE REFERENCE --from NAME --to NAME"""
    with writing(args) as case:
        number = exhibits.known(case.db, args.reference)
        if args.remove is not None:
            if args.remove not in {h.id for h in exhibits.handovers(case, number)}:
                raise Problem(f"handover {args.remove} is not one of {args.reference}", "see 'clew custody'")
            with case.edit(f"Take out a handover of {args.reference}") as db:
                exhibits.remove_handover(db, args.remove)
        else:
            said = HandedOver(
                **{name: getattr(args, name) for _, name, *_ in HANDED}, seal_state=args.seal_state
            )
            with case.edit(f"Hand over exhibit {args.reference}") as db:
                exhibits.hand_over(case, db, number, said, after=args.after)
        _tell_gaps(custody.of(case), args.reference)
    return 0


def _tell_gaps(kept: custody.Kept, reference: str) -> None:
    """What is still missing of one exhibit, after something was said of it."""
    for one in kept.exhibits:
        if one.exhibit.reference == custody.same(reference):
            say(f"Exhibit {one.exhibit.reference} is held by {one.holder or 'nobody that is named'}.")
            for gap in one.gaps:
                say(f"Gap: {gap.says}.")
