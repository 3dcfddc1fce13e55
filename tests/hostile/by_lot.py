"""Damages one reader's specimens by lot and counts what comes of it, in this process."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.hostile.mutating import damaged
from tests.hostile.specimens import of_reader
from tests.hostile.trials import trial

SLOW = 10  # seconds a damaged file may take
MEMORY = 4 << 30


class TooSlow(Exception):
    """A file took longer than SLOW seconds."""


@dataclass
class Tally:
    """What a run gave: files tried, those that gave rows, those that were refused, and findings by where they rose.
    `last` is where the bytes are put that are being tried, for whoever finds this process ended."""

    last: Path | None = None
    tried: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    findings: dict[str, bytes] = field(default_factory=dict)

    def take(self, name: str, reader: str, octets: bytes, recipe: object) -> None:
        began = time.monotonic()
        self.tried += 1
        if self.last is not None:
            self.last.write_bytes(octets)
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


def by_lot(reader: str, seconds: float, seed: int, last: Path | None = None) -> Tally:
    """Damages the reader's specimens at random, with no more memory than a reading process has."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    random, tally = Random(f"{reader} {seed}"), Tally(last)
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
