"""Damages samples for as long as it is told to and shows them to the readers: `python -m tests.hostile.fuzz`.

Each reader has a process of its own, so that one that is ended by what it reads ends nothing else. With atheris (Linux,
Python 3.12 or newer, `pip install clew[fuzz]`) the damage follows what the readers' code branches on; without it, it is
drawn by lot from a seed. A finding is printed with its traceback, and its bytes are kept in the folder named by --keep;
the exit code says whether there was any.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.hostile.by_coverage import by_coverage, has_atheris
from tests.hostile.by_lot import by_lot
from tests.hostile.keeping import keep
from tests.hostile.specimens import readers

FOUND = 3  # the exit code of a process that has told its findings
STARTING = 5.0  # seconds below which another process would hardly begin

Command = Callable[[float, int], list[str]]


def attended(
    reader: str, command: Command, seconds: float, seed: int, last: Path, folder: Path | None
) -> int:
    """Runs `command(seconds, seed)`, and again with another seed for the rest of the time whenever what it reads has
    ended it: that is a finding, whose bytes it had put into `last`. How many times that was, and one for its own."""
    until, found = time.monotonic() + seconds, 0
    while True:
        ended = subprocess.run(command(max(until - time.monotonic(), 0.0), seed), check=False).returncode
        if ended in (0, FOUND):
            return found + (ended == FOUND)
        found += 1
        what = f"signal {signal.Signals(-ended).name}" if ended < 0 else f"code {ended}"
        print(f"{reader:28} the reader's process was ended: {what}", flush=True)
        if last.exists():
            keep(folder, reader, f"{what} {seed}", last.read_bytes())
        seed += 1
        if ended > 0 or until - time.monotonic() < STARTING:
            return found


def here(reader: str, seconds: float, seed: int, lot: bool, last: Path | None, folder: Path | None) -> int:
    """One reader in this process; one line, by lot, of what was tried and what was found."""
    if not lot:
        by_coverage(reader, seconds, seed, folder)
        return 0
    tally = by_lot(reader, seconds, seed, last)
    print(
        f"{reader:28} {tally.tried:8,} tried {tally.read:8,} gave rows {tally.refused:8,} refused "
        f"slowest {tally.slowest:5.2f} s {len(tally.findings):3} findings",
        flush=True,
    )
    for key, octets in tally.findings.items():
        print(f"    {key}", flush=True)
        keep(folder, reader, key, octets)
    return FOUND if tally.findings else 0


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__)
    asked.add_argument(
        "readers", nargs="*", metavar="READER", help="such as web_table; all where none is named"
    )
    asked.add_argument("--seconds", type=float, default=60.0, help="for each reader")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--keep", type=Path, help="a folder for the files that were found")
    asked.add_argument("--lot", action="store_true", help="by lot even where atheris is installed")
    asked.add_argument("--here", action="store_true", help="one reader, in this process")
    asked.add_argument(
        "--last", type=Path, help="with --here and --lot: a file for the bytes that are being tried"
    )
    said = asked.parse_args()
    lot = said.lot or not has_atheris()
    names = said.readers or sorted(readers())
    if said.here:
        return here(names[0], said.seconds, said.seed, lot, said.last, said.keep)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            last = Path(folder, name)
            more = ["--here", *(["--lot", "--last", str(last)] if lot else [])]
            more += ["--keep", str(said.keep)] if said.keep else []

            def command(seconds: float, seed: int, name: str = name, more: list[str] = more) -> list[str]:
                run = [
                    sys.executable,
                    "-m",
                    "tests.hostile.fuzz",
                    "--seconds",
                    f"{seconds:.1f}",
                    "--seed",
                    str(seed),
                ]
                return [*run, *more, name]

            if lot:
                found[name] = attended(name, command, said.seconds, said.seed, last, said.keep)
            else:  # atheris stops at what it finds, with a code of its own
                found[name] = subprocess.run(command(said.seconds, said.seed), check=False).returncode
                print(f"{name}: {'a finding' if found[name] else 'nothing found'}", flush=True)
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
