"""The table of records: open, scroll, sort and filter, on one core.

    python -m tests.benchmarks.tables [ROWS | FILE.case]

Beside each stands the floor of the same run: polars with the same columns in memory already, doing only what is asked
for: slicing a page and writing it as text, sorting one column, masking one. Times are of the processor, the first call
(which reads the column from the file) and the best of three later ones apart. Opening and scrolling are also measured
in the widget, without a screen: the time until the table is painted, and the slowest frame while it is dragged from end
to end and thrown to places nobody looked at before.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["POLARS_MAX_THREADS"] = "1"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PAGE = 64
TESTS = (
    ("field.duration", ">600"),
    ("from", "12345"),
    ("when", "2024-02-01..2024-02-14"),
    ("field.service", "=voice"),
)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return (time.process_time() - began) * 1000, found


def against(
    name: str,
    work: Callable[[], Any],
    ready: Callable[[], Callable[[], Any]],
    fresh: Callable[[], Any] | None = None,
) -> None:
    """Tells the first call, the best later one (made `fresh` before each) and both as a ratio to the floor's best;
    `ready` brings into memory what the floor needs, once the first call was timed."""
    first = timed(work)[0]
    later, floor = [], ready()
    for _ in range(3):
        if fresh is not None:
            fresh()
        later.append(timed(work)[0])
    least = max(min(timed(floor)[0] for _ in range(3)), 0.001)
    print(
        f"  {name:38s} first {first:8.1f} ms ({first / least:6.1f} floors), then {min(later):8.1f} ms "
        f"({min(later) / least:5.1f}), floor {least:8.2f} ms"
    )


def main(path: Path) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import numpy as np
    import polars as pl

    from workbench.app.tables import records
    from workbench.app.tables.table import Look, arranged
    from workbench.case import dictionary, opening
    from workbench.model.tabular import Test, understood

    with opening.open_case(path) as case:
        took, table = timed(lambda: records.table(case))
        print(f"{table.size:,} records; the table is there after {took:.1f} ms")
        by = {column.id: column for column in table.columns}
        seen = [column.id for column in table.columns if column.shown]
        middle = table.size // 2
        places = np.random.default_rng(1).integers(0, table.size - PAGE, 400)
        at = iter(np.concatenate([[middle], places]).tolist())
        in_memory: list[pl.DataFrame] = []

        def page() -> Any:
            begin = next(at)
            return table.texts(np.arange(begin, begin + PAGE, dtype=np.int32), seen).rows()

        def sliced() -> Callable[[], Any]:
            if not in_memory:
                in_memory.append(table.texts(np.arange(min(table.size, 500_000), dtype=np.int32), seen))
            return lambda: in_memory[0].slice(middle % 400_000, PAGE).rows()

        def keys(column: str) -> pl.Series:
            return table.keys(column, None, lambda done, of: None)

        def sorting(column: str) -> Callable[[], Any]:
            frame = keys(column).to_frame("k")
            return lambda: frame.select(pl.arg_sort_by("k", nulls_last=True, maintain_order=True))

        def masking(column: str, test: Test) -> Callable[[], Any]:
            if column == "from":
                known = dictionary.entities(case, case.db).values.fill_null("")
                ids = (
                    pl.concat([table.rows.read(n, ["caller"]) for n, _ in table.rows.parts()])
                    .to_series()
                    .fill_null(0)
                )
                return lambda: known.str.contains(test.holds, literal=True).gather(ids).arg_true()
            column_keys = keys(column)
            if test.ranged:
                low, high = test.low or 0, test.high or 1 << 62
                return lambda: ((column_keys >= int(low)) & (column_keys < int(high))).arg_true()
            return lambda: column_keys.is_in(test.keep).arg_true()

        against("a page anywhere, as text", page, sliced)
        for column, text in TESTS:
            test = understood(by[column], text, "UTC")
            assert test is not None
            against(
                f"filter {column} {text}", lambda test=test: arranged(table, None, Look((test,))),
                lambda column=column, test=test: masking(column, test),
            )  # fmt: skip
        for column in ("when", "field.duration", "from", "field.service"):
            against(
                f"sort by {column}", lambda column=column: arranged(table, None, Look((), column)),
                lambda column=column: sorting(column), lambda: table.orders.clear(),
            )  # fmt: skip
        shown = arranged(table, None, Look((), "from"))
        against(
            "a page in the order of who called",
            lambda: table.texts(shown.at(middle, middle + PAGE), seen).rows(), sliced,
        )  # fmt: skip
        _widget(table)


def _widget(table: Any) -> None:
    """Opens and scrolls the widget; pages are read at once, as they are where they are in memory."""
    from PySide6.QtWidgets import QApplication

    from workbench.app.tables.table import Shown
    from workbench.ui import application
    from workbench.ui.tables.tab import TableTab

    app = QApplication.instance() or application.make(["clew"])
    view = TableTab("records", "Records")
    view.resize(1200, 600)
    asked: list[int] = []
    view.rows.wanted.connect(asked.extend)
    columns = [column for column in table.columns if column.shown]

    def opened() -> None:
        view.show_rows(Shown(table), columns, {})
        view.show()
        view.grab()

    print(f"  {'the widget opens':38s} {timed(opened)[0]:8.1f} ms")
    bar, frames, worked = view.verticalScrollBar(), [], []
    steps = [bar.maximum() * n // 400 for n in range(400)] + [
        bar.maximum() * (n * 37 % 100) // 100 for n in range(200)
    ]
    for value in steps:
        began, work = time.perf_counter(), time.thread_time()
        bar.setValue(value)
        view.viewport().repaint()
        app.processEvents()
        frames.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - work) * 1000)
    for name, taken in (
        ("frames while scrolling, by the clock", frames),
        ("of them the thread's own work", worked),
    ):
        taken.sort()
        print(
            f"  {name:38s} {taken[len(taken) // 2]:8.1f} ms in the middle, "
            f"{taken[int(len(taken) * 0.99)]:.1f} ms of the slowest hundredth"
        )
    took, _ = timed(lambda: (view.selectAll(), view.grab()))
    print(f"  {'choosing every row':38s} {took:8.1f} ms")
    view.close()


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "10000000"
    if given.isdecimal():
        from tests.benchmarks.brushing import made

        with tempfile.TemporaryDirectory() as temporary:
            main(made(int(given), Path(temporary)))
    else:
        main(Path(given))
