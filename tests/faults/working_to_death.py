"""Work that stops where it is told to, or goes on until it is killed: what `victims.Nursery` starts.

A job is one line of JSON on standard input: what to do, the case, what more is to be known, and the file to tell things
in. For each a process is forked, whose number is printed. "edits" does random steps without end and tells the number of
the log's last entry after each; the others tell "ready" from within and wait for their death.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.case import importing_to_death, rekeying_to_death
from tests.case.blocks import take_in
from tests.case.edits import EDITS
from workbench.case import backups, copying, durable, emptying, log, notes, opening, purging, residue

ORDER = {"why": "the order expired", "authority": "Court 5/2026"}
PURGES = ("copied", "emptied", "written anew", "searched", "placed")
DOOMED = ("in a step", "in an import", "while sealing")
COPIES = ("half copied", "copied whole")
TOLD: list[int] = []  # the file that this victim tells things in


def edits(path: Path, seed: int) -> None:
    """Steps without end; each is told as soon as it is done."""
    random, names = Random(seed), sorted(EDITS)
    with opening.open_case(path, "Victim", write=True) as case:
        while True:
            EDITS[random.choice(names)](case, random)
            if random.random() < 0.2:
                case.undo()
            tell(str(log.last(case.writer)))


def purge(path: Path, where: str) -> None:
    """A purge that waits at one of `PURGES`."""
    if where == "copied":
        emptying.empty = stop_before
    elif where == "emptied":
        purging._write_anew = stop_before
    elif where == "written anew":
        residue.scan = stop_before
    elif where == "searched":
        durable.put = stop_before
    else:
        put = durable.put
        durable.put = lambda *said: (put(*said), stop_before())
    purging.purge(path, "Victim", [2], **ORDER)


def copy(path: Path, where: str) -> None:
    """A backup that waits at one of `COPIES`."""
    copying.STEP = 5
    if where == "copied whole":
        durable.put = stop_before
    with opening.open_case(path, "Victim", write=True) as case:
        backups.make(
            case, path.with_name("copy.case"),
            lambda done, total, text: stop_before() if done > 10 and where == "half copied" else None,
        )  # fmt: skip


def doom(path: Path, where: str) -> None:
    """A step or an import that waits before it is whole, at one of `DOOMED`."""
    with opening.open_case(path, "Victim", write=True) as case:
        if where == "in a step":
            with case.edit("Doomed") as db:
                notes.write(case, db, "doomed", entity=1)
                stop_before()
        beginning = "INSERT INTO log" if where == "while sealing" else "INSERT INTO segment_column"
        case.writer.conn.set_trace_callback(
            lambda said: stop_before() if said.startswith(beginning) else None
        )
        take_in(case, path.parent, "doomed.csv", [(2, "+447700900777", "+447700900778", 777)])


def bring_in(path: Path, said: tuple[int, str, int]) -> None:
    """An import that waits at a statement of `importing_to_death`."""
    importing_to_death.run(path, *said, stop_before)


def rekey(path: Path, said: tuple[str, str, str]) -> None:
    """A change of the passphrase that waits at one of `rekeying_to_death.STOPS`, or goes on "anywhere"."""
    old, new, where = said
    if where == "anywhere":
        tell("ready")
        rekeying_to_death.to_and_fro(path, old, new)
    rekeying_to_death.run(path, old, new, where, stop_before)


def stop_before(*_: Any, **__: Any) -> Any:
    """Takes the place of what is not to be reached."""
    tell("ready")
    time.sleep(600)


def tell(text: str) -> None:
    os.write(TOLD[0], f"{text}\n".encode())


JOBS: dict[str, Callable[[Path, Any], None]] = {
    "edits": edits,
    "purge": purge,
    "copy": copy,
    "doom": doom,
    "import": bring_in,
    "rekey": rekey,
}


def work(job: str, path: str, said: Any, file: str) -> None:
    TOLD.append(os.open(file, os.O_WRONLY | os.O_APPEND))
    JOBS[job](Path(path), said)


def nurse() -> None:
    """Starts a victim for each line."""
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for line in sys.stdin:
        if hasattr(os, "fork"):
            pid = os.fork()
            if pid == 0:
                work(*json.loads(line))
                os._exit(0)
        else:
            pid = subprocess.Popen([sys.executable, "-m", "tests.faults.working_to_death", line]).pid
        print(pid, flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        work(*json.loads(sys.argv[1]))
    else:
        nurse()
