"""Import of a large call file beside its floor, in one run on one core.

    python -m tests.benchmarks.import_calls [ROWS]

Floor: SHA-256 of the file and a polars scan that touches every string. The import does all an import does: evidence
copy, child process, cleaning, entities, links, tallies, segments, seal; kernels are warm, as after `prepare`.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from pathlib import Path


def floor(path: Path) -> tuple[float, float]:
    """Seconds to hash the file and scan all its strings: by the clock, and of the processor."""
    import polars as pl

    start, used = time.perf_counter(), time.process_time()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    scan = pl.scan_csv(path, infer_schema=False, truncate_ragged_lines=True, ignore_errors=True)
    scan.select(pl.all().str.len_bytes().sum()).collect()
    return time.perf_counter() - start, time.process_time() - used


def processor(pid: int | None) -> float:
    """Processor seconds of this process and, where the system tells (Linux), of the reading process."""
    used = time.process_time()
    stat = Path(f"/proc/{pid}/stat")
    if pid is not None and stat.exists():
        fields = stat.read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def main(rows: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["POLARS_MAX_THREADS"] = "1"
    from tests.benchmarks import call_file
    from workbench.app import importing
    from workbench.app.importing import Wishes
    from workbench.app.library import Library
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
        floors, times, work = [], [], []
        [reader] = multiprocessing.active_children()
        for attempt in range(3):
            floors.append(floor(place / "calls.csv"))
            with opening.create(place / f"{attempt}.case", library.kinds, "benchmark", country="GB") as case:
                start, used = time.perf_counter(), processor(reader.pid)
                outcome = importing.import_file(case, place / "calls.csv", library, wishes)
                times.append(time.perf_counter() - start)
                work.append(processor(reader.pid) - used)
            floors.append(floor(place / "calls.csv"))
        library.close()
        size = (place / "0.case").stat().st_size
    assert outcome.counts is not None
    counts = outcome.counts
    seconds, bottom = min(times), min(clock for clock, _ in floors)
    busy, busy_bottom = min(work), min(used for _, used in floors)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{counts.read:,} rows: floor {bottom:.2f} s, import {seconds:.2f} s = {seconds / bottom:.1f} floors "
        f"(of the processor {busy:.2f} s = {busy / busy_bottom:.1f} floors), "
        f"{counts.read / seconds:,.0f} rows/s, {size / counts.read:.0f} bytes a row, "
        f"peak {peak:.0f} MB (reading process {child:.0f} MB)"
    )
    print(
        f"kept {counts.kept:,}, duplicate {counts.duplicate:,}, rejected {counts.rejected:,}, "
        f"links {counts.new_links:,}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
