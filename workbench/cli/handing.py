"""Commands that hand something out: know, picture, page. Each is entered in the log."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from workbench.case import entities, exporting, graphs
from workbench.cli.adding import Commands
from workbench.cli.layouts import NAMES as LAYOUTS
from workbench.cli.opening import handing_out
from workbench.cli.printing import say
from workbench.model.problems import Problem
from workbench.report import knowing

VIEWS = ("chart", "map", "timeline", "pattern")


def add(commands: Commands) -> None:
    know = commands.add("know", tell_how, "write a page that shows how a link or an entity is known")
    which = know.add_mutually_exclusive_group(required=True)
    which.add_argument("--link", metavar="ID", type=int, help="the number of a link, from 'clew links'")
    which.add_argument("--entity", metavar="VALUE", help="an entity with all its links, as [kind:]value")
    add_output(know, "FILE.html")
    picture = commands.add("picture", draw, "write a picture of the chart, map, timeline or pattern of life")
    picture.add_argument("--view", choices=VIEWS, default="chart", help="what to draw, the chart if not said")
    add_entities(picture, "who is ringed on the chart, or whose way, lane or hours of the week")
    picture.add_argument(
        "--size", metavar="WxH", type=_size, default=(1600, 900), help="pixels, 1600x900 if not said"
    )
    picture.add_argument(
        "--layout", choices=LAYOUTS, help="draw it laid out so; as it stands in the case if not said"
    )
    add_filters(picture)
    add_output(picture, "FILE.png")
    page = commands.add("page", write_page, "write the chart as a web page that needs nothing else")
    add_filters(page)
    add_output(page, "FILE.html")


def add_filters(command: object) -> None:
    command.add_argument(  # type: ignore[attr-defined]
        "--filter", metavar="FILTER", dest="filters", action="append", default=[],
        help="show only what passes, such as hour=22-6, duration>0, kind=phone or time=2026-06-01..2026-06-30; "
        "may be given several times",
    )  # fmt: skip


def add_entities(command: object, help: str) -> None:
    command.add_argument(  # type: ignore[attr-defined]
        "--entity", metavar="VALUE", dest="entities", action="append", default=[],
        help=f"{help}, as [kind:]value; may be given several times",
    )  # fmt: skip


def add_output(command: object, shown: str) -> None:
    command.add_argument("-o", dest="out", metavar=shown, required=True, help="where to write it")  # type: ignore[attr-defined]


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (
        width.isdecimal() and height.isdecimal() and 16 <= int(width) <= 20000 and 16 <= int(height) <= 20000
    ):
        raise ArgumentTypeError(f"'{text}' is not a size such as 1600x900")
    return int(width), int(height)


def target(args: Namespace) -> Path:
    """Where to write; Problem where that would destroy the case itself or there is no such folder."""
    out, case = Path(args.out), Path(args.case)
    if out.exists() and case.exists() and out.samefile(case):
        raise Problem(f"{out} is the case itself", "choose another file")
    if out.is_dir():
        raise Problem(f"{out} is a folder", "name a file in it")
    if not out.absolute().parent.is_dir():
        raise Problem(f"there is no folder {out.absolute().parent}", "make it first")
    return out


def tell_how(args: Namespace) -> int:
    """clew know CASE (--link ID | --entity VALUE) -o FILE.html"""
    out = target(args)
    with handing_out(args, "report") as (case, entry):
        if args.link is not None:
            page = knowing.about_link(case, args.link)
        else:
            entity = entities.resolve(case, args.entity)
            entry.ids["entity"] = entity
            page = knowing.about_entity(case, entity, graphs.read(case, joined=False))
        entry.values["file"] = out.name
        exporting.write_whole(out, page.encode())
    say(f"Wrote {out}.")
    return 0


def draw(args: Namespace) -> int:
    """clew picture CASE --view timeline -o FILE.png"""
    from workbench.app import picturing, picturing_map, picturing_time, typed_filters
    from workbench.app.layouts import Wish

    out = target(args)
    if args.layout and args.view != "chart":
        raise Problem(f"a {args.view} has no layout", "leave --layout out")
    with handing_out(args, "picture") as (case, entry):
        entry.values["file"] = out.name
        filters = [typed_filters.understood(case, text) for text in args.filters]
        chosen = [entities.resolve(case, value) for value in args.entities]
        if args.view == "map":
            picturing_map.picture(case, out, args.size, entities=chosen, filters=filters)
        elif args.view == "timeline":
            picturing_time.picture_timeline(case, out, args.size, entities=chosen, filters=filters)
        elif args.view == "pattern":
            picturing_time.picture_pattern(case, out, args.size, entities=chosen, filters=filters)
        else:
            wish = Wish(args.layout) if args.layout else None
            picturing.picture(case, out, args.size, wish=wish, filters=filters, entities=chosen)
    say(f"Wrote {out}.")
    return 0


def write_page(args: Namespace) -> int:
    """clew page CASE -o FILE.html"""
    from workbench.app import picturing, typed_filters

    out = target(args)
    with handing_out(args, "page") as (case, entry):
        entry.values["file"] = out.name
        filters = [typed_filters.understood(case, text) for text in args.filters]
        exporting.write_whole(out, picturing.page(case, filters=filters).encode())
    say(f"Wrote {out}.")
    return 0
