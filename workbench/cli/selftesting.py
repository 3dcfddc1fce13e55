"""The command that tests Clew on this machine against files of known contents: selftest."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import analyst
from workbench.cli.printing import as_json, harmless, say, table, utc
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    test = commands.add(
        "selftest",
        selftest,
        "check on this machine that files of known contents give the known results",
        case=False,
    )
    test.add_argument("-o", dest="out", metavar="FILE", help="write the result: .html, .pdf or .docx")
    json_option(test)


def selftest(args: Namespace) -> int:
    """clew selftest: 0 where all is as known, 1 where not"""
    from workbench.app.library import Library
    from workbench.app.selftest import page, running
    from workbench.report import documents

    out = Path(args.out) if args.out else None
    if out is not None:
        documents.suffix_of(out)
        if not out.absolute().parent.is_dir():
            raise Problem(f"there is no folder {out.absolute().parent}", "make it first")
    with contextlib.closing(Library.shipped()) as library:
        run = running.run(library, _progress)
    if out is not None:
        documents.write(page.document(run, analyst(args)), out)
    if args.json:
        as_json(asdict(run) | {"ok": run.ok, "at": utc(run.at)})
        return 0 if run.ok else 1
    if run.failed:
        rows = [(c.group, c.name, c.expected, c.found) for c in run.failed]
        table(("group", "check", "must be", "came out"), rows, "")
    for name, said in run.made_with.items():
        say(f"{name}: {harmless(said)}")
    say(f"run at: {utc(run.at)}")
    if out is not None:
        say(f"Wrote {out}.")
    count = f"{len(run.checks):,} checks in {run.seconds:.0f} seconds"
    say(f"{count}: all as known." if run.ok else f"{count}: {len(run.failed):,} FAILED.")
    return 0 if run.ok else 1


def _progress(done: int, total: int, text: str) -> None:
    """Shows on a terminal what is done, on one line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{harmless(text)[:70]}", end="", file=sys.stderr, flush=True)
