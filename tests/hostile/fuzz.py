"""Damages samples for as long as it is told to and shows them to the readers: `python -m tests.hostile.fuzz`.

With atheris (Linux, Python 3.12 or newer, `pip install clew[fuzz]`) the damage follows what the readers' code
branches on; without it, it is drawn by lot from a seed. A finding is printed with its traceback, and its bytes are kept
in the folder named by --keep; the exit code says whether there was any.
"""

from __future__ import annotations

import argparse
import hashlib
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FunctionType

from tests.hostile.mutating import damaged
from tests.hostile.specimens import of_reader, readers
from tests.hostile.trials import trial

SLOW = 10  # seconds a damaged file may take
MEMORY = 4 << 30
WATCHED = ("workbench.ingest", "workbench.model.values", "clew_plugin_", "html.parser", "exifread")


class TooSlow(Exception):
    """A file took longer than SLOW seconds."""


@dataclass
class Tally:
    """What a run gave: files tried, those that gave rows, those that were refused, and findings by where they rose."""

    tried: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    findings: dict[str, bytes] = field(default_factory=dict)

    def take(self, name: str, reader: str, octets: bytes, recipe: object) -> None:
        began = time.monotonic()
        self.tried += 1
        try:
            with within(SLOW):
                said = trial(reader, name, octets, recipe)  # type: ignore[arg-type]
            self.read += said["rows"] > 0
            self.refused += said["refused"] > 0
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            where = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in _ours(error)[-4:][::-1])
            key = f"{type(error).__name__} {str(error)[:80]!r} at {where}"
            if key.split(" at ")[1] not in {k.split(" at ")[1] for k in self.findings}:
                self.findings[key] = octets
                traceback.print_exc(limit=-6)
        self.slowest = max(self.slowest, time.monotonic() - began)


def _ours(error: BaseException) -> list[traceback.FrameSummary]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f for f in frames if "/workbench/" in f.filename or "/plugins/" in f.filename] or list(frames)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises TooSlow in what takes longer."""

    def late(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def by_lot(reader: str, seconds: float, seed: int) -> Tally:
    """Damages the reader's specimens at random."""
    random, tally = Random(f"{reader} {seed}"), Tally()
    specimens = of_reader(reader)
    octets = [s.octets for s in specimens]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        one = random.choice(specimens)
        made = one.octets
        for _ in range(random.choice((1, 1, 2, 4))):
            made = damaged(made, random, octets)
        tally.take(one.name, reader, made, one.recipe)
    return tally


def by_coverage(reader: str, seconds: float, seed: int) -> None:
    """Lets atheris damage them; ends the process, with another code than 0 where something was found."""
    import tempfile

    import atheris

    specimens = of_reader(reader)
    corpus = tempfile.mkdtemp(prefix="clew-fuzz-")
    for at, one in enumerate(specimens):
        for more in range(len(specimens) if len(specimens) < 4 else 1):
            Path(corpus, f"{at}-{more}").write_bytes(bytes([at % 256]) + one.octets)
    for one in specimens:  # loads what the reader needs, so that it is instrumented
        trial(reader, one.name, one.octets, one.recipe)
    for function in _functions(WATCHED):
        atheris.instrument_func(function)

    def once(octets: bytes) -> None:
        one = specimens[octets[0] % len(specimens) if octets else 0]
        trial(reader, one.name, octets[1:], one.recipe)

    options = [
        f"-max_total_time={int(seconds)}",
        f"-seed={seed + 1}",
        f"-timeout={SLOW}",
        "-print_final_stats=1",
    ]
    options += ["-rss_limit_mb=4096", "-max_len=65536", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, corpus], once)
    atheris.Fuzz()


def _functions(prefixes: tuple[str, ...]) -> Iterator[FunctionType]:
    """The functions and methods written in modules whose names begin so."""
    for name, module in list(sys.modules.items()):
        if name.startswith(prefixes):
            for found in list(vars(module).values()):
                inside = list(vars(found).values()) if isinstance(found, type) else [found]
                yield from (f for f in inside if isinstance(f, FunctionType) and f.__module__ == name)


def main() -> int:
    """One line for each reader: what was tried, and what was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__)
    asked.add_argument(
        "readers", nargs="*", metavar="READER", help="such as web_table; all where none is named"
    )
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--keep", type=Path, help="a folder for the files that were found")
    asked.add_argument("--lot", action="store_true", help="by lot even where atheris is installed")
    said = asked.parse_args()
    names = said.readers or sorted(readers())
    if not said.lot and has_atheris():
        if len(names) == 1:
            by_coverage(names[0], said.seconds, said.seed)
            return 0
        run = [
            sys.executable,
            "-m",
            "tests.hostile.fuzz",
            "--seconds",
            str(said.seconds),
            "--seed",
            str(said.seed),
        ]
        codes = {name: subprocess.run([*run, name], check=False).returncode for name in names}
        print(
            *(f"{name}: {'a finding' if code else 'nothing found'}" for name, code in codes.items()), sep="\n"
        )
        return int(any(codes.values()))
    _limit()
    found = 0
    for name in names:
        tally = by_lot(name, said.seconds, said.seed)
        found += len(tally.findings)
        print(
            f"{name:28} {tally.tried:8,} tried {tally.read:8,} gave rows {tally.refused:8,} refused "
            f"slowest {tally.slowest:5.2f} s {len(tally.findings):3} findings",
            flush=True,
        )
        for key, octets in tally.findings.items():
            print(f"    {key}", flush=True)
            if said.keep:
                said.keep.mkdir(parents=True, exist_ok=True)
                digest = hashlib.sha256(key.encode()).hexdigest()[:8]
                (said.keep / f"{name}-{digest}").write_bytes(octets)
    return int(found > 0)


def has_atheris() -> bool:
    try:
        import atheris  # noqa: F401
    except ImportError:
        return False
    return True


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
