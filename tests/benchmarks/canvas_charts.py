"""How long it takes from the graph to what the canvas draws: a chart of 100,000 entities and 250,000 links.

    python -m tests.benchmarks.canvas_charts [ENTITIES LINKS]

Times are of the processor, best of three, on one core, and of each of the three ways to draw lines. Beside them a floor
of the same run: numpy sorting as many pairs. Ends with status 1 when lines in one bundle take a second or more.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.benchmarks.canvas_graph import network
from workbench.app import charting
from workbench.app.library import Library
from workbench.case import opening
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.kernels import warm
from workbench.model.graph import Graph
from workbench.model.looks import LINES, ChartLook

WANTED = 1.0


def graph_of(case: Case, n: int, m: int) -> Graph:
    """n phones and accounts, two links in three of them calls, the rest payments; one link in five has another back."""
    start, end = network(n, m - m // 6)
    random = np.random.default_rng(3)
    again = random.choice(len(start), m - len(start), replace=False)
    begins, ends = np.concatenate([start, end[again]]), np.concatenate([end, start[again]])
    kinds = ["phone", "account"]
    return Graph(
        ids=np.arange(1, n + 1, dtype=np.int64),
        kind=random.integers(0, 2, n).astype(np.int32),
        kinds=kinds,
        captions=[f"entity {i:06}" for i in range(n)],
        values=[f"{i:06}" for i in range(n)],
        records=np.ones(n, np.int64),
        common=np.zeros(n, bool),
        link_ids=np.arange(1, m + 1, dtype=np.int64),
        start=begins.astype(np.int32),
        end=ends.astype(np.int32),
        link_kind=(random.random(m) < 1 / 3).astype(np.int32),
        link_kinds=["called", "paid"],
        count=random.integers(1, 60, m),
        first=np.zeros(m, np.int64),
        last=np.zeros(m, np.int64),
        standing=(random.random(m) < 0.1).astype(np.uint8),
        grouped={},
    )


def best(name: str, work: object) -> float:
    times = []
    for _ in range(3):
        began = time.process_time()
        work()  # type: ignore[operator]
        times.append(time.process_time() - began)
    print(f"  {name:42s} {min(times):7.3f} s")
    return min(times)


def main(n: int, m: int) -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    warm.compile_all()
    library = Library.shipped()
    with (
        tempfile.TemporaryDirectory() as folder,
        opening.create(Path(folder) / "b.case", library.kinds, "b") as case,
    ):
        graph = graph_of(case, n, m)
        random = np.random.default_rng(1)
        xy = (random.random((n, 2)) * np.sqrt(n) * 1.5).tolist()
        positions = {e: (x, y) for e, (x, y) in zip(graph.ids.tolist(), xy, strict=True)}
        chart = Chart(1, "c", graph.ids.tolist(), [], positions, frozenset(), frozenset(), {})
        print(f"{n:,} entities, {m:,} links")
        pairs = np.sort(np.stack([graph.start, graph.end], 1).astype(np.int64), axis=1)
        best("floor: the same pairs sorted by numpy", lambda: np.unique(pairs[:, 0] * n + pairs[:, 1]))
        taken = {}
        for lines in LINES:
            seen = replace(chart, look=replace(ChartLook(), lines=lines).written())
            taken[lines] = best(f"drawn, lines {lines}", lambda seen=seen: charting.draw(case, graph, seen))
        drawn = charting.draw(case, graph, chart)
        best("legend", lambda: charting.legend(case, drawn, graph))
    library.close()
    print(f"bundled {taken['bundled']:.2f} s, wanted less than {WANTED:g} s")
    return 0 if taken["bundled"] < WANTED else 1


if __name__ == "__main__":
    sys.exit(main(*(int(a) for a in sys.argv[1:3])) if len(sys.argv) > 2 else main(100_000, 250_000))
