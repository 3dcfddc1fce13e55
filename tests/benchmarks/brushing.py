"""Brushing the time line and filtering, on ten million records and one core.

    python -m tests.benchmarks.brushing [ROWS | FILE.case]

A window of a fortnight is dragged over ninety days, widened, and thrown from end to end; each update counts every link
again and says which entities and links are left. The chart is once the whole case (a million entities) and once a
small part of it. The floor is what numpy needs in the same run to count the links of the records of such a window:
a mask over the times and a bincount of each column of links. Times are of the processor, the slowest update first.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

DAY = 86_400_000_000
BEGIN = 1_704_067_200_000_000
WANTED, AIM = 100, 16  # milliseconds an update


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return (time.process_time() - began) * 1000, found


def updates(
    name: str, windows: Iterable[tuple[int, int]], work: Callable[[tuple[int, int]], Any], floor: float
) -> None:
    """Tells how long updates took: the slowest, the middle one, and both as a ratio to the floor."""
    times = sorted(timed(lambda window=window: work(window))[0] for window in windows)
    middle, slowest = times[len(times) // 2], times[-1]
    said = "aim" if slowest <= AIM else "wanted" if slowest <= WANTED else "MISSED"
    print(
        f"  {name:44s} {slowest:7.1f} ms slowest, {middle:6.1f} middle of {len(times)}, "
        f"{slowest / floor:5.2f} floors  {said}"
    )


def dragged() -> list[tuple[int, int]]:
    """A fortnight, six hours further each time; then a window that grows; then jumps."""
    low = [BEGIN + DAY // 4 * step for step in range(0, 300, 3)]
    return [(at, at + 14 * DAY) for at in low]


def grown() -> list[tuple[int, int]]:
    return [(BEGIN + 10 * DAY, BEGIN + (11 + n) * DAY) for n in range(78)]


def thrown() -> list[tuple[int, int]]:
    return [(BEGIN + n * 37 % 76 * DAY, BEGIN + (n * 37 % 76 + 14) * DAY) for n in range(24)]


def main(path: Path) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import numpy as np

    from workbench.case import behind, graphs, opening
    from workbench.case.filtering import filtered
    from workbench.case.histograms import histograms
    from workbench.kernels import warm
    from workbench.model.filters import Filter

    warm.compile_all()
    with opening.open_case(path) as case:
        graph = graphs.read(case)
        print(
            f"{int(graph.count.sum()):,} records in links, {len(graph):,} entities, {len(graph.start):,} links"
        )
        everything = np.arange(len(graph), dtype=np.int32)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        first, _ = timed(lambda: filtered(case, graph, [], (BEGIN, BEGIN + DAY), nodes=everything))
        scope: Any = case.kept["scope"]
        if scope.resident is None:
            print(f"the records do not fit into {behind.BUDGET >> 20} MB: folded from the file")
        else:
            rows = sum(len(r) for r in scope.resident)
            grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
            print(
                f"the first question brings {rows:,} records into memory: {first / 1000:.1f} s, {grew} MB at most"
            )
            largest = max(scope.resident, key=len)
            at, columns = largest.at[: largest.timed], largest.columns[:, : largest.timed]
            window = dragged()[20]

            def counted() -> Any:
                inside = (at >= window[0]) & (at < window[1])
                return sum(np.bincount(c[inside], minlength=len(graph.link_ids) + 1) for c in columns)

            floor = min(timed(counted)[0] for _ in range(5))
            print(f"  {f'floor: mask and bincount, {len(columns)} columns':44s} {floor:7.1f} ms")
            top = np.argsort(-graph.count, kind="stable")
            for title, links in (("all", None), ("1,000 busiest links", 1_000), ("30 busiest links", 30)):
                nodes = everything
                if links is not None:
                    chosen = top[:links]
                    nodes = np.unique(np.concatenate([graph.start[chosen], graph.end[chosen]])).astype(
                        np.int32
                    )
                _measure(case, graph, nodes, title, floor, Filter, filtered, histograms)


def _measure(
    case: Any, graph: Any, nodes: Any, title: str, floor: float, Filter: Any, filtered: Any, histograms: Any
) -> None:
    first, whole = timed(lambda: filtered(case, graph, [], nodes=nodes))
    has = whole.all
    print(
        f"{title}: {has.entities:,} entities, {has.links:,} links, {has.records:,} records ({first:.0f} ms)"
    )

    def brush(*filters: Any) -> Callable[[tuple[int, int]], Any]:
        filtered(
            case, graph, filters, nodes=nodes, each=False
        )  # as the chart is drawn before anybody brushes
        return lambda window: filtered(case, graph, filters, window, nodes=nodes, each=False)

    updates("dragging a fortnight", dragged(), brush(), floor)
    updates("a window that grows by days", grown(), brush(), floor)
    updates("a fortnight thrown from end to end", thrown(), brush(), floor)
    night, answered = Filter("hour", low=22, high=6), Filter("duration", drop=("0",))
    updates("dragging at night, answered", dragged(), brush(night, answered), floor)
    updates("thrown, pairs of two records and more", thrown(), brush(Filter("count", low=2)), floor)
    updates("dragging, without one kind of entity", dragged(), brush(Filter("kind", drop=("device",))), floor)
    for test in (answered, night, Filter("weekday", keep=("sat", "sun")), Filter("count", low=5)):
        took, left = timed(lambda test=test: filtered(case, graph, [test], nodes=nodes))
        print(f"  a filter by {test.by:32s} {took:7.1f} ms, hides {left.hidden.records:,} records")
    took, _ = timed(
        lambda: histograms(case, graph, [answered], None, nodes, ["hour", "weekday", "duration", "type"])
    )
    print(f"  {'bars of hour, weekday, duration and type':44s} {took:7.1f} ms")


def made(rows: int, folder: Path) -> Path:
    """A case of so many calls."""
    from tests.benchmarks import call_file
    from workbench.app import importing
    from workbench.app.library import Library
    from workbench.app.wishes import Wishes
    from workbench.case import opening

    call_file.write(folder / "calls.csv", rows)
    (folder / "recipe.toml").write_text(call_file.RECIPE)
    library = Library.shipped()
    with opening.create(
        folder / "calls.case", library.kinds, "benchmark", country="GB", zone="Europe/London"
    ) as case:
        importing.import_file(case, folder / "calls.csv", library, Wishes(recipe=str(folder / "recipe.toml")))
    library.close()
    return folder / "calls.case"


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "10000000"
    if given.isdecimal():
        with tempfile.TemporaryDirectory() as temporary:
            main(made(int(given), Path(temporary)))
    else:
        main(Path(given))
