"""The timeline on ten million records and one core: brushing, zooming, another selection.

    python -m tests.benchmarks.timeline [ROWS | FILE.case]

An update of the brush is what the analyst waits for while a hand moves: links counted again in the stretch, and how
many records of all and of the selection lie in it. A zoom counts the bars of another view and merges events between
lanes. The floor is what numpy needs in the same run to count bars of a view from the times alone: a mask and a
histogram. Times are of the processor.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.brushing import BEGIN, DAY, dragged, made, thrown, timed, updates


def main(path: Path) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import numpy as np

    from workbench.app import when
    from workbench.case import graphs, opening
    from workbench.case.filtering import filtered
    from workbench.case.over_time import over_time
    from workbench.drawing.timeline_axis import edges, fitting
    from workbench.drawing.timeline_scene import TimeView
    from workbench.kernels import warm

    warm.compile_all()
    with opening.open_case(path) as case:
        graph = graphs.read(case)
        nodes = np.arange(len(graph), dtype=np.int32)
        top = [int(graph.ids[n]) for n in np.argsort(-graph.records, kind="stable")[:12].tolist()]
        first, over = timed(lambda: over_time(case, graph, nodes, []))
        print(f"{over.records:,} records, {len(graph):,} entities; the first look takes {first / 1000:.1f} s")
        again, over = timed(lambda: over_time(case, graph, nodes, [], top))
        chosen = sum(len(part) for part in over.chosen)
        print(f"  {f'another selection, {chosen:,} records':44s} {again:7.1f} ms")
        everybody = graph.ids.tolist()
        every, whole = timed(lambda: over_time(case, graph, nodes, [], everybody))
        print(f"  {'everybody selected':44s} {every:7.1f} ms")
        zone = when.case_zone(case.about.zone)
        took, _ = timed(lambda: when.rhythm_of(whole, zone))
        print(f"  {'silences and bursts of all':44s} {took:7.1f} ms")

        at = whole.every[0]
        view = TimeView(BEGIN, BEGIN + 14 * DAY)
        steps = edges(view.low, view.high, fitting(view.span, 1200, 4), zone)

        def histogram() -> object:
            inside = at[(at >= view.low) & (at < view.high)]
            return np.histogram(inside, steps)

        floor = min(timed(histogram)[0] for _ in range(3))
        print(f"  {'floor: mask and histogram of one view':44s} {floor:7.1f} ms")
        filtered(case, graph, [], nodes=nodes, each=False)
        lanes = when.lanes(case, graph, over, top)

        def brush(window: tuple[int, int]) -> None:
            filtered(case, graph, [], window, nodes=nodes, each=False)
            ends = np.array(window, np.int64)
            over.bars(ends)
            over.chosen_bars(ends)

        def zoom(window: tuple[int, int]) -> None:
            when.scene(over, TimeView(*window), when.zones(case.about.zone, over)[0], 1200, lanes=lanes)

        def follow(window: tuple[int, int]) -> None:
            when.events(over, lanes, TimeView(*window), 1200)

        def follow_all(window: tuple[int, int]) -> None:
            when.events(whole, everybodys, TimeView(*window), 1200)

        everybodys = when.lanes(case, graph, whole, everybody)
        updates("the brush dragged", dragged(), brush, floor)
        updates("the brush thrown from end to end", thrown(), brush, floor)
        views = [(BEGIN, BEGIN + n * DAY) for n in range(1, 90)]
        updates("bars of another view", views, zoom, floor)
        updates("events of twelve lanes", views, follow, floor)
        updates("events of all records, between lanes", views, follow_all, floor)


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "10000000"
    if given.isdecimal():
        with tempfile.TemporaryDirectory() as temporary:
            main(made(int(given), Path(temporary)))
    else:
        main(Path(given))
