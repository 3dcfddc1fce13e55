"""The command that says what a file is."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import password
from workbench.cli.printing import as_json, say, table


def add(commands: Commands) -> None:
    command = commands.add("identify", identify, "say what a file is, and how sure that is", case=False)
    command.add_argument("file", metavar="FILE", help="the file; nothing is taken into a case")
    command.add_argument(
        "--password", metavar="WORD", default="", help="opens a locked archive; - asks for it"
    )
    json_option(command)


def identify(args: Namespace) -> int:
    """clew identify FILE"""
    from workbench.app.library import Library
    from workbench.ingest import identifying
    from workbench.ingest.child import Child
    from workbench.plugin_host import loading

    library = Library.shipped()
    by = Child(loading.reader_source(library.plugins), warm=False)
    try:
        found = identifying.identify(
            Path(args.file), library.recipes, password=password(args.password), by=by
        )
    finally:
        by.stop()
    if args.json:
        as_json(found.as_json())
        return 0
    _tell(found.as_json())
    return 0


def _tell(found: dict[str, Any]) -> None:
    """For people: what it is, why, what it states, what must be asked."""
    how = ", ".join(
        part
        for part in (
            f"in a {found['container']} archive" if found["container"] else "",
            found["encoding"] or "",
            f"columns parted by {_sign(found['delimiter'])}" if found["delimiter"] else "",
            f"{found['line_ends']} line ends" if found["line_ends"] else "",
            f"header on row {found['header_row']}"
            if isinstance(found["header_row"], int) and found["header_row"]
            else "",
        )
        if part
    )
    say(f"{found['file']}: {found['format']}" + (f" ({how})" if how else ""))
    say(f"Recipe: {found['recipe'] or 'none'}, confidence {found['confidence']:.0%}")
    for reason in found["reasons"]:
        say(f"  {reason}")
    for key, value in found["stated"].items():
        say(f"The file states its {key}: {' to '.join(value) if isinstance(value, list) else value}")
    for column, said in found["date_orders"].items():
        calendar = "" if said["calendar"] in ("gregorian", "") else f", {said['calendar']} calendar"
        say(f"Dates in {column}: {said['order'] or 'order not told by the rows looked at'}{calendar}")
    for question in found["questions"]:
        say(f"To be asked: {question['about']}")
        for answer in question["answers"]:
            say(f"  {answer['value']}: {answer['words']} ({'; '.join(answer['evidence'])})")
    if found["members"]:
        rows = [
            (
                m["name"],
                m["size"] if m["size"] is not None else "",
                m.get("format", ""),
                m.get("recipe") or "",
                m.get("refused", ""),
            )
            for m in found["members"]
        ]
        table(("member", "bytes", "format", "recipe", "remark"), rows, "")
    if found["sheets"]:
        table(
            ("sheet", "header row", "columns"),
            [(s["name"], s["header_row"], ", ".join(s["columns"])) for s in found["sheets"]],
            "",
        )


def _sign(delimiter: str) -> str:
    signs = {",": "commas", ";": "semicolons", "|": "bars |", "\t": "tabs", " ": "spaces"}
    return signs.get(delimiter, "two spaces or more" if delimiter == "  " else delimiter)
