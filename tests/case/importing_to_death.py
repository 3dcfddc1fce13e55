"""An import that stops where it is told to and waits to be killed: run by test_kills in a process of its own.

Its job comes as one line of JSON on standard input: case, folder, file number, where to stop ("segment", "sealing"
or "sealed"), and the how manieth such statement. It prints "ready" from within the statement that writes, its
transaction open, and then does nothing more.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.case.stories import blocks
from workbench.case import opening, segments, sources
from workbench.case.writing import ReadingWriter
from workbench.model.block import Ending

SIZE = 40  # records of a segment
ROWS = 400
INSIDE = {
    "segment": ("INSERT INTO segment_column",),
    "sealing": (
        "INSERT INTO link",
        "INSERT OR REPLACE INTO tally",
        "INSERT INTO included",
        "INSERT INTO log",
        "COMMIT",
    ),
}


def rows(number: int) -> list[dict[str, Any]]:
    """The calls of one file, its own but for a quarter that the file before holds as well."""
    own = [(number * 300 + n) for n in range(ROWS)]
    return [
        {
            "kind": "call", "start": n * 1_000_000, "caller": ("phone", f"+4477{n % 97:08}"),
            "callee": ("phone", f"+4477{n % 89 + 100:08}"), "duration": n % 60,
        }
        for n in own
    ]  # fmt: skip


def run(case: Path, folder: Path, number: int, where: str, at: int) -> None:
    """Imports one file, stopping for ever at the given statement."""
    segments.ROWS = SIZE
    opened = opening.open_case(case, "Victim", write=True)
    path = folder / f"{number}.csv"
    path.write_text("h\n" + "".join(f"{r}\n" for r in rows(number)))
    sha256, size = sources.hash_file(path)
    source = sources.keep(opened, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(opened, source, ("test.story", 'id = "test.story"'), {})
    sealing, seen = False, 0

    def watch(statement: str) -> None:
        nonlocal seen
        if where != "sealed" and (where == "sealing") == sealing and statement.startswith(INSIDE[where]):
            seen += 1
            if seen == at:
                wait_for_death()

    opened.writer.conn.set_trace_callback(watch)
    for block in blocks(opened.kinds, rows(number), 60):
        writer.add(block)
    sealing = True
    writer.seal(Ending(sha256, {}), f"Import {path.name}")
    if where == "sealed":
        wait_for_death()
    print(f"never stopped: {seen} statements", flush=True)


def wait_for_death() -> None:
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    case, folder, number, where, at = json.loads(sys.stdin.readline())
    run(Path(case), Path(folder), number, where, at)
