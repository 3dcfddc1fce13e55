"""A change of the passphrase that stops where it is told to, or goes on until it is killed: run by test_protecting in a
process of its own. Its job is one line of JSON on standard input: case, both passphrases, where to stop."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from workbench.case import durable, protecting, recovery

STOPS = ("copying", "entered", "sealed", "placed", "sealed again")


def run(case: Path, old: str, new: str, where: str) -> None:
    """Changes the passphrase of a case, stopping for ever at the given place; "anywhere": to and fro without end."""
    if where == "anywhere":
        print("ready", flush=True)
        for turn in count():
            protecting.rekey(case, "Victim", *((old, new) if turn % 2 == 0 else (new, old)))
    elif where == "copying":
        shutil.copyfile = _half
    elif where == "entered":
        protecting._enter = _then_stop(protecting._enter, 1)
    elif where in ("sealed", "sealed again"):
        recovery.seal = _then_stop(recovery.seal, 1 if where == "sealed" else 2)
    elif where == "placed":
        durable.put = _then_stop(durable.put, 2)  # the first one is of the sealed key
    protecting.rekey(case, "Victim", old, new)
    print("never stopped", flush=True)


def _half(source: Path, target: Path) -> Path:
    held = source.read_bytes()
    target.write_bytes(held[: len(held) // 2])
    wait_for_death()
    return target


def _then_stop(done: Callable[..., None], at: int) -> Callable[..., None]:
    """Does what it did, and waits after the how manieth time."""
    times = count(1)

    def stops(*said: Any) -> None:
        done(*said)
        if next(times) == at:
            wait_for_death()

    return stops


def wait_for_death() -> None:
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    path, old, new, where = json.loads(sys.stdin.readline())
    run(Path(path), old, new, where)
