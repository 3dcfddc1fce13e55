"""A change of the passphrase that stops where it is told to, or goes on for ever: what `test_protecting` kills."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from workbench.case import durable, protecting, recovery

STOPS = ("copying", "entered", "sealed", "placed", "sealed again")
Stop = Callable[[], None]


def run(case: Path, old: str, new: str, where: str, stop: Stop) -> None:
    """Changes the passphrase of a case and calls `stop` at the given place."""
    if where == "copying":
        shutil.copyfile = _half(stop)
    elif where == "entered":
        protecting._enter = _then_stop(protecting._enter, 1, stop)
    elif where in ("sealed", "sealed again"):
        recovery.seal = _then_stop(recovery.seal, 1 if where == "sealed" else 2, stop)
    elif where == "placed":
        durable.put = _then_stop(durable.put, 2, stop)  # the first one is of the sealed key
    protecting.rekey(case, "Victim", old, new)
    raise AssertionError("never stopped")


def to_and_fro(case: Path, old: str, new: str) -> None:
    """Changes it without end."""
    for turn in count():
        protecting.rekey(case, "Victim", *((old, new) if turn % 2 == 0 else (new, old)))


def _half(stop: Stop) -> Callable[[Path, Path], Path]:
    def copy(source: Path, target: Path) -> Path:
        held = source.read_bytes()
        target.write_bytes(held[: len(held) // 2])
        stop()
        return target

    return copy


def _then_stop(done: Callable[..., None], at: int, stop: Stop) -> Callable[..., None]:
    """Does what it did, and stops after the how manieth time."""
    times = count(1)

    def stops(*said: Any) -> None:
        done(*said)
        if next(times) == at:
            stop()

    return stops
