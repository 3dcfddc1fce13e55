"""Reading a workbook of 200,000 rows beside openpyxl's read-only mode, on one core.

    python -m tests.benchmarks.reading_workbook [ROWS]

Ours is what an import reads: `Workbook.tables`, every cell as text in columns, header found, numbers beyond 15 digits
looked for in the XML, SHA-256 of the file. The peer goes through `iter_rows(values_only=True)` and does nothing with
what it gets. Cleaning and writing the case are in neither.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path


def main(rows: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["POLARS_MAX_THREADS"] = "1"
    import openpyxl
    import polars as pl

    from tests.benchmarks import call_file
    from workbench.ingest.readers import Layout
    from workbench.ingest.workbook import Workbook

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calls.xlsx"
        call_file.write(Path(folder) / "calls.csv", rows)
        frame = pl.read_csv(Path(folder) / "calls.csv", infer_schema=False, truncate_ragged_lines=True)
        made = openpyxl.Workbook(write_only=True)
        sheet = made.create_sheet("Calls")
        sheet.append(frame.columns)
        for row in frame.iter_rows():
            sheet.append([*row[:8], *(float(cell) if cell else None for cell in row[8:])])
        made.save(path)
        began = time.process_time()
        read = sum(
            part.frame.height for part in Workbook().tables(path, Layout(headers=("caller", "callee")))
        )
        ours = time.process_time() - began
        began = time.process_time()
        book = openpyxl.load_workbook(path, read_only=True)
        counted = sum(1 for _ in book.active.iter_rows(values_only=True))
        theirs = time.process_time() - began
        size = path.stat().st_size
    print(
        f"{rows:,} rows, {size / 1e6:.0f} MB: {ours:.2f} s ({read:,} rows), openpyxl read-only {theirs:.2f} s "
        f"({counted:,} with the header) = {theirs / ours:.1f} times"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
