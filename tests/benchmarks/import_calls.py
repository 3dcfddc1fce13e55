"""Import of a large call file beside its floor and beside rows in SQLite, in one run on one core.

    python -m tests.benchmarks.import_calls [ROWS[,ROWS...] [ATTEMPTS]]

Floor: SHA-256 of the file and a polars scan that touches every string. The import does all an import does: hash,
evidence copy, child process, cleaning, entities, links, tallies, segments, seal; kernels are warm, as after `prepare`.
Time is that of the processor, of both processes together: other work on the machine then matters least.

Rows in SQLite: csv.reader, the same rules of cleaning in Python with every answer kept in a dictionary (phones by
`phonenumbers`), ids by dictionaries, executemany of 10,000 rows, journal and syncing off, no index, no evidence copy,
no links, no tallies. It reads the first 200,000 rows. Floor and rows in SQLite run in processes of their own, so that
what they hold is not counted as memory of the import.
"""

from __future__ import annotations

import csv
import hashlib
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

PEER_ROWS = 200_000
FORMS = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ")


def floor(path: Path) -> float:
    """Processor seconds to hash the file and scan all its strings."""
    import polars as pl

    used = time.process_time()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    scan = pl.scan_csv(path, infer_schema=False, truncate_ragged_lines=True, ignore_errors=True)
    scan.select(pl.all().str.len_bytes().sum()).collect()
    return time.process_time() - used


def rows_in_sqlite(path: Path, place: Path) -> float:
    """Processor seconds a row of the first rows, cleaned and inserted one by one."""
    import phonenumbers

    phones: dict[str, str | None] = {}
    ids: dict[str, int] = {}

    def phone(text: str) -> str | None:
        if text not in phones:
            try:
                bare = text if text.startswith(("+", "0")) else "+" + text
                number = phonenumbers.parse(bare, "GB")
                possible = phonenumbers.is_possible_number(number)
                phonenumbers.is_valid_number(number)
                phones[text] = phonenumbers.format_number(number, 0) if possible else None
            except phonenumbers.NumberParseException:
                phones[text] = None
        return phones[text]

    def moment(text: str) -> int | None:
        try:
            return int(datetime.fromisoformat(text.removesuffix("Z")).timestamp())
        except ValueError:
            for form in FORMS[1:]:
                try:
                    return int(datetime.strptime(text, form).timestamp())
                except ValueError:
                    continue
        return None

    def seconds(text: str) -> int:
        if ":" not in text:
            return int(text)
        h, m, s = text.split(":")
        return int(h) * 3600 + int(m) * 60 + int(s)

    def cleaned(lines: Iterator[list[str]]) -> Iterator[tuple[object, ...]]:
        for number, cells in enumerate(lines, 2):
            if len(cells) != 10:
                continue
            a, b, at, lasted = phone(cells[0]), phone(cells[1]), moment(cells[2]), seconds(cells[3])
            if a and b and at is not None and lasted >= 0:
                who = [ids.setdefault(v, len(ids)) for v in (a, b, cells[5], cells[6], cells[7])]
                yield (number, *who, at, lasted, cells[4])

    started = time.process_time()
    db = sqlite3.connect(place)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("CREATE TABLE call(row, a, b, imei, imsi, cell, at, seconds, sort)")
    db.execute("CREATE TABLE entity(id INTEGER PRIMARY KEY, value TEXT)")
    with path.open(newline="") as file:
        lines = csv.reader(file)
        next(lines)
        rows = cleaned(islice(lines, PEER_ROWS))
        while part := list(islice(rows, 10_000)):
            db.executemany("INSERT INTO call VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", part)
    db.executemany("INSERT INTO entity VALUES(?, ?)", [(n, v) for v, n in ids.items()])
    db.commit()
    db.close()
    return (time.process_time() - started) / PEER_ROWS


def processor(pid: int | None) -> float:
    """Processor seconds of this process and, where the system tells (Linux), of the reading process."""
    used = time.process_time()
    stat = Path(f"/proc/{pid}/stat")
    if pid is not None and stat.exists():
        fields = stat.read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


class Memory:
    """The most that both processes held at one time, asked ten times a second; megabytes."""

    def __init__(self, pids: list[int]) -> None:
        self.peak = 0.0
        self._files = [Path(f"/proc/{pid}/statm") for pid in pids]
        self._over = threading.Event()
        self._asking = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        page = resource.getpagesize()
        while not self._over.wait(0.1):
            held = sum(int(f.read_text().split()[1]) for f in self._files if f.exists())
            self.peak = max(self.peak, held * page / 1e6)

    def __enter__(self) -> Memory:
        self._asking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._asking.join()


def main(rows: int, attempts: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["POLARS_MAX_THREADS"] = "1"
    from tests.benchmarks import call_file
    from workbench.app import importing
    from workbench.app.library import Library
    from workbench.app.wishes import Wishes
    from workbench.case import opening

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        call_file.write(place / "calls.csv", rows)
        call_file.write(place / "few.csv", 2_000, phones=500, pairs=500, seed=8)
        (place / "recipe.toml").write_text(call_file.RECIPE)
        wishes = Wishes(recipe=str(place / "recipe.toml"))
        library = Library.shipped()
        with opening.create(place / "warm.case", library.kinds, "benchmark", country="GB") as case:
            importing.import_file(case, place / "few.csv", library, wishes)
        [reader] = multiprocessing.active_children()
        floors, work, clock, peak = [], [], [], 0.0
        others = multiprocessing.get_context("spawn").Pool(1)
        for _ in range(attempts):
            floors.append(others.apply(floor, (place / "calls.csv",)))
            path = place / "calls.case"
            path.unlink(missing_ok=True)
            with (
                Memory([os.getpid(), reader.pid or 0]) as memory,
                opening.create(path, library.kinds, "benchmark", country="GB") as case,
            ):
                start, used = time.perf_counter(), processor(reader.pid)
                outcome = importing.import_file(case, place / "calls.csv", library, wishes)
                clock.append(time.perf_counter() - start)
                work.append(processor(reader.pid) - used)
            peak = max(peak, memory.peak)
            floors.append(others.apply(floor, (place / "calls.csv",)))
        peer = others.apply(rows_in_sqlite, (place / "calls.csv", place / "rows.sqlite"))
        others.terminate()
        library.close()
        size = path.stat().st_size
    assert outcome.counts is not None
    counts = outcome.counts
    busy, bottom = min(work), min(floors)
    print(
        f"{counts.read:,} rows: floor {bottom:.2f} s, import {busy:.2f} s of the processor = "
        f"{busy / bottom:.1f} floors, "
        f"{peer * counts.read / busy:.1f} times rows in SQLite; {counts.read / busy:,.0f} rows a second of one core; "
        f"by the clock {min(clock):.1f} s; {size / counts.read:.1f} bytes a row; peak of both processes {peak:.0f} MB"
    )
    print(
        f"kept {counts.kept:,}, duplicate {counts.duplicate:,}, rejected {counts.rejected:,}, "
        f"entities {counts.new_entities:,}, links {counts.new_links:,}"
    )


if __name__ == "__main__":
    sizes = sys.argv[1].split(",") if len(sys.argv) > 1 else ["1000000"]
    attempts = sys.argv[2] if len(sys.argv) > 2 else "3"
    if len(sizes) == 1:
        main(int(sizes[0]), int(attempts))
    for size in sizes if len(sizes) > 1 else ():
        subprocess.run([sys.executable, "-m", "tests.benchmarks.import_calls", size, attempts], check=True)
