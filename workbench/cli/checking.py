"""The command that checks a case: verify."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from workbench.case import verifying
from workbench.cli import passphrases
from workbench.cli.adding import Commands, json_option
from workbench.cli.printing import as_json, say, table


def add(commands: Commands) -> None:
    json_option(commands.add("verify", verify, "check that a case still holds exactly what was put into it"))


def verify(args: Namespace) -> int:
    """clew verify CASE: 0 when every check holds, 1 when one fails or the case is too damaged to open."""
    path = Path(args.case)
    checks = verifying.verify(path, passphrase=passphrases.to_open(args, path))
    ok = all(c.ok for c in checks)
    if args.json:
        as_json({"ok": ok, "checks": [asdict(c) for c in checks]})
        return 0 if ok else 1
    table(("check", "", "found"), [(c.name, "ok" if c.ok else "FAILED", c.detail) for c in checks], "")
    say("The case is whole." if ok else "The case is NOT whole: restore it from a copy.")
    return 0 if ok else 1
