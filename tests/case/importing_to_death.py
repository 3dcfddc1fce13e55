"""An import that stops inside a statement that writes, its transaction open: what `test_kills` kills."""

from __future__ import annotations

from collections.abc import Callable
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


def run(case: Path, number: int, where: str, at: int, stop: Callable[[], None]) -> None:
    """Imports a file; `stop` is called at the how manieth statement of "segment" or "sealing", or when "sealed"."""
    segments.ROWS = SIZE
    opened = opening.open_case(case, "Victim", write=True)
    path = case.with_name(f"{number}.csv")
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
                stop()

    opened.writer.conn.set_trace_callback(watch)
    for block in blocks(opened.kinds, rows(number), 60):
        writer.add(block)
    sealing = True
    writer.seal(Ending(sha256, {}), f"Import {path.name}")
    if where == "sealed":
        stop()
    raise AssertionError(f"never stopped: {seen} statements")
