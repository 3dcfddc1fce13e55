"""Opening a large case, the reads that a chart and a time line ask for, and search, on one core.

    python -m tests.benchmarks.large_case [ROWS]

Times are of the processor, best of five, and of the first call (which brings columns into memory). Beside them the
floors of the same run: reading the same blobs and taking zstd off them (opening), one pass of numpy over as many times
(reads), and LIKE over the table of entities (search). Kernels are warm, as they are while Qt starts.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DAY = 86_400_000_000
BEGIN = 1_704_067_200_000_000
TYPED = (
    "44",
    "+4477",
    "4477",
    "0770",
    "07700 900",
    "900123",
    "12345",
    "351",
    "zzzz",
    "99999999999",
    "+44 7700",
)


def best(name: str, work: Callable[[], Any]) -> Any:
    """Runs some work six times and tells how long it took."""
    times = []
    for _ in range(6):
        began = time.process_time()
        found = work()
        times.append(time.process_time() - began)
    print(f"  {name:42s} {min(times[1:]) * 1000:8.2f} ms (first {times[0] * 1000:.1f})")
    return found


def main(rows: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["POLARS_MAX_THREADS"] = "1"
    import numpy as np
    import zstandard

    from tests.benchmarks import call_file
    from workbench.app import charting, importing
    from workbench.app.library import Library
    from workbench.app.wishes import Wishes
    from workbench.case import charts, graphs, moments, opening, search
    from workbench.kernels import warm

    warm.compile_all()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        call_file.write(place / "calls.csv", rows)
        (place / "recipe.toml").write_text(call_file.RECIPE)
        library = Library.shipped()
        path = place / "calls.case"
        with opening.create(path, library.kinds, "benchmark", country="GB") as case:
            importing.import_file(
                case, place / "calls.csv", library, Wishes(recipe=str(place / "recipe.toml"))
            )
            graph = graphs.read(case)
            top = np.argsort(-graph.count, kind="stable")[:50]
            ids = sorted({int(graph.ids[node]) for node in (*graph.start[top], *graph.end[top])})
            with case.edit("First chart") as db:
                charts.show(db, charts.create(db, "First"), ids)
            drawn = charting.draw(case, graph, charts.read(case, charts.listed(case)[0][0])).chart
            with case.edit("Layout") as db:
                placed = zip(ids, drawn.xy[:, 0].tolist(), drawn.xy[:, 1].tolist(), strict=True)
                charts.place(db, charts.listed(case)[0][0], placed)
        library.close()

        def opened() -> None:
            with opening.open_case(path) as case:
                graph = graphs.read(case)
                charting.draw(case, graph, charts.read(case, charts.listed(case)[0][0]))

        def blobs() -> None:
            with opening.open_case(path) as case:
                for table in ("dictionary", "tally", "presence"):
                    for (data,) in case.db.conn.execute(f"SELECT data FROM {table}"):
                        zstandard.decompress(data)

        print(f"{rows:,} rows, {len(graph):,} entities, {len(graph.start):,} links")
        best("open to the first chart", opened)
        best("floor: the same blobs, taken out of zstd", blobs)
        with opening.open_case(path) as case:
            window = BEGIN + 20 * DAY, BEGIN + 34 * DAY
            best("histogram of 100 bins, 14 of 90 days", lambda: moments.histogram(case, "call", *window))
            whole = BEGIN, BEGIN + 91 * DAY
            best("histogram of 100 bins, all", lambda: moments.histogram(case, "call", *whole))
            best("top 100 links of 14 days", lambda: moments.busiest(case, "call", *window))
            best("top 100 links of all", lambda: moments.busiest(case, "call", *whole))
            called = [k for k in np.argsort(-graph.count) if graph.link_kinds[graph.link_kind[k]] == "called"]
            for k in (called[0], called[len(called) // 100], called[len(called) // 2]):
                link, count = int(graph.link_ids[k]), int(graph.count[k])
                best(
                    f"records behind a link of {count:,}",
                    lambda link=link: moments.behind(case, "call", link),
                )
            times = np.sort(np.random.default_rng(1).integers(*whole, rows))
            best(
                "floor: one pass of numpy over the times",
                lambda: int(((times >= window[0]) & (times < window[1])).sum()),
            )
            for typed in TYPED:
                best(f"search {typed}", lambda typed=typed: search.find(case, typed))
            like = "SELECT id FROM entity WHERE value LIKE '%12345%'"
            best("floor: LIKE over the entities", lambda: case.db.conn.execute(like).fetchall())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
