"""Commands that prove a case: verify, and what a stranger needs for it, package and verifier."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from workbench.app import identity, paths
from workbench.case import anchoring, exporting, packages, verifying
from workbench.case.verifying import Check
from workbench.cli import passphrases
from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import add_output
from workbench.cli.opening import writing
from workbench.cli.printing import as_json, say, table
from workbench.model.problems import Damaged


def add(commands: Commands) -> None:
    check = commands.add(
        "verify", verify, "check that a case or a package still holds exactly what was put into it"
    )
    check.add_argument(
        "--against", metavar="FILE", action="append", default=[],
        help="checkpoints that were kept elsewhere, from 'clew checkpoint -o'; may be given several times",
    )  # fmt: skip
    json_option(check)
    package = commands.add(
        "package", hand_over, "write a case with its checkpoints, its verifier and a signed manifest"
    )
    add_output(package, "FILE.zip")
    add_output(
        commands.add(
            "verifier", write_verifier, "write the program that checks a case without Clew", case=False
        ),
        "FILE.py",
    )


def verify(args: Namespace) -> int:
    """clew verify CASE: 0 when every check holds, 1 when one fails or the case is too damaged to open."""
    path = Path(args.case)
    against = [c for file in args.against for c in anchoring.read(Path(file))]
    checks: list[Check] = []
    try:
        with _case_of(path, checks) as case:
            checks += verifying.verify(case, passphrase=passphrases.to_open(args, case), against=against)
    except Damaged as damage:
        if not packages.is_package(path):
            raise
        checks.append(Check("package", False, str(damage)))
    return _tell(args, checks)


@contextlib.contextmanager
def _case_of(path: Path, checks: list[Check]) -> Iterator[Path]:
    """The case file that a path is, or that the package is about; what the package says of itself is checked first."""
    if not packages.is_package(path):
        yield path
        return
    with packages.opened(path) as package:
        said = f"{package.files} files are those of the manifest, which {package.fingerprint} signed"
        checks.append(Check("package", True, said))
        yield package.folder / packages.CASE


def _tell(args: Namespace, checks: list[Check]) -> int:
    fault = verifying.first_fault(checks)
    notes = [note for check in checks for note in check.notes]
    if args.json:
        first = f"{fault.name}: {fault.detail}" if fault else None
        said = [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]
        as_json({"ok": fault is None, "first": first, "notes": notes, "checks": said})
        return 0 if fault is None else 1
    table(("check", "", "found"), [(c.name, "ok" if c.ok else "FAILED", c.detail) for c in checks], "")
    for note in notes:
        say(f"Note: {note}.")
    if fault is None:
        say("The case is whole.")
        return 0
    say(
        f"The case is NOT whole: restore it from a copy. What does not hold first: {fault.name}: {fault.detail}"
    )
    return 1


def hand_over(args: Namespace) -> int:
    """clew package CASE -o FILE.zip"""
    with writing(args) as case:
        sha256 = packages.make(
            case, Path(args.out), identity.mine, _verifier(), lambda done, total, text: None
        )
    say(f"Wrote {args.out}, SHA-256 {sha256}.")
    return 0


def write_verifier(args: Namespace) -> int:
    """clew verifier -o FILE.py"""
    exporting.write_whole(Path(args.out), _verifier())
    say(f"Wrote {args.out}. It runs with Python 3.11 or newer:")
    say("  pip install sqlcipher3 polars zstandard pynacl")
    say(f"  python {args.out} CASE")
    return 0


def _verifier() -> bytes:
    return (paths.resources() / "verifier" / "verify_case.py").read_bytes()
