"""Commands that do a case once more: content, replay, recipe-of, run-recipe."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from workbench.cli import passphrases
from workbench.cli.adding import Commands, json_option, key_option
from workbench.cli.handing import add_output, target
from workbench.cli.opening import analyst, handing_out, reading
from workbench.cli.printing import as_json, harmless, say, table
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    says = commands.add("content", content_of, "print the SHA-256 of all that a case says, part by part")
    says.add_argument("--part", metavar="NAME", help="print the lines of one part, to be compared")
    says.add_argument("--against", metavar="OTHER", help="name the first thing another case says differently")
    says.add_argument(
        "--other-key-file", metavar="FILE", help="a file that holds the passphrase of the other case"
    )
    json_option(says)
    again = commands.add(
        "replay", replay, "do everything once more from the originals and compare what comes out"
    )
    again.add_argument("-o", dest="out", metavar="NEW.case", help="keep the case that is made so")
    again.add_argument(
        "--originals", metavar="FOLDER", help="where originals are that the case does not hold"
    )
    json_option(again)
    method = commands.add("recipe-of", write_method, "write the whole method of a case as one file")
    add_output(method, "FILE.json")
    run = commands.add(
        "run-recipe", run_method, "do a method once more with the same files, in a new case", case=False
    )
    run.add_argument("method", metavar="FILE.json", help="what 'clew recipe-of' wrote")
    run.add_argument("--sources", metavar="FOLDER", required=True, help="where the files are")
    add_output(run, "NEW.case")
    key_option(run)
    json_option(run)


def content_of(args: Namespace) -> int:
    """clew content CASE"""
    from workbench.case import content, opening

    with reading(args) as case:
        held = content.Content(case)
        if args.against:
            other = Path(args.against)
            passphrase = passphrases.to_open_other(args, other)
            with opening.open_case(other, analyst(args), passphrase=passphrase) as against:
                found = content.difference(held, content.Content(against))
            if args.json:
                as_json({"identical": not found, "difference": found})
            else:
                say(harmless(found) if found else "Both cases say the same.")
            return 1 if found else 0
        if args.part:
            if args.part not in held.names:
                raise Problem(f"a case has no part '{args.part}'", "one of " + ", ".join(held.names))
            for line in held.lines(args.part):
                say(harmless(line))
            return 0
        parts = held.parts(_progress)
    whole = content.whole(parts)
    if args.json:
        as_json({"content": whole, "parts": [asdict(p) for p in parts]})
        return 0
    table(("part", "lines", "SHA-256"), [(p.name, p.count, p.sha256) for p in parts], "")
    say(f"All of it: {whole}")
    return 0


def replay(args: Namespace) -> int:
    """clew replay CASE: 0 where the same comes out, 1 where not"""
    from workbench.app import proving
    from workbench.app.library import Library

    out = target(args) if args.out else None
    passphrase = passphrases.to_open(args, Path(args.case)) if out else ""
    with contextlib.closing(Library.shipped()) as library, reading(args) as case:
        found = proving.replay(
            case, library, analyst(args), out=out, passphrase=passphrase, tell=_progress,
            originals=Path(args.originals) if args.originals else None,
        )  # fmt: skip
    return _told(args, found, out)


def write_method(args: Namespace) -> int:
    """clew recipe-of CASE -o FILE.json"""
    from workbench.app import method_files
    from workbench.case import exporting

    out = target(args)
    with handing_out(args, "method") as (case, entry):
        entry.values["file"] = out.name
        exporting.write_whole(out, method_files.of(case).encode("utf-8", "backslashreplace"))
    say(f"Wrote {out}: 'clew run-recipe' does it once more wherever the same files are.")
    return 0


def run_method(args: Namespace) -> int:
    """clew run-recipe FILE --sources FOLDER -o NEW.case"""
    from workbench.app import method_files, proving
    from workbench.app.library import Library

    out = Path(args.out)
    passphrase = passphrases.to_set(args.key_file) if args.key_file else ""
    with contextlib.closing(Library.shipped()) as library:
        told = method_files.read(Path(args.method))
        found = proving.run(told, library, analyst(args), out, Path(args.sources), passphrase, _progress)
    return _told(args, found, out)


def _told(args: Namespace, found: object, out: Path | None) -> int:
    from workbench.app.proving import Replayed

    assert isinstance(found, Replayed)
    if args.json:
        as_json(asdict(found))
        return 0 if found.identical else 1
    say(f"Read once more: {found.imports:,} times a file. Taken once more: {found.steps:,} steps.")
    looked = sum(found.unplayed.values())
    if looked:
        say(
            f"{looked:,} {'entry' if looked == 1 else 'entries'} of the log changed nothing and were not done again."
        )
    if out is not None:
        say(f"The case made so is {out}.")
    if found.identical:
        say(f"The same came out: {found.content}")
        return 0
    say(f"NOT the same came out: {harmless(found.difference)}")
    return 1


def _progress(done: int, total: int, text: str) -> None:
    """Shows on a terminal what is done, on one line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{harmless(text)[:70]}", end="", file=sys.stderr, flush=True)
