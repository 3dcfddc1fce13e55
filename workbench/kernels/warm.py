"""Warming up: every kernel is compiled, or loaded from the disk, before anything has to be drawn."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib import import_module

from workbench.kernels import tallying

Tell = Callable[[int, int, str], None]

# modules that say in `warm` how their kernels are made ready; what draws a chart comes first
KERNELS = (
    "culling", "density", "strokes", "arcs", "beads", "pixels", "sprites", "placement", "hits", "union_find",
    "layout", "placing", "peacock", "concentric", "blocks", "lanes", "hierarchy", "places", "circle", "quality",
    "tallying", "key_map", "nearest", "text_keys", "written", "rows_of_text", "moments", "finding",
    "land", "paths", "on_map", "sectors", "brushing", "events", "meetings",
    "betweenness", "nearness", "cores", "cutting", "dismantling", "relays", "succession", "taint_rules",
    "row_products",
)  # fmt: skip
READING = ("text_keys", "written", "rows_of_text")

_lock = threading.Lock()
_done = False


def is_warm() -> bool:
    """Whether every kernel is ready, so that calling one takes no time to speak of."""
    return _done


def compile_all(tell: Tell | None = None) -> None:
    """Makes every kernel ready; seconds once on a machine, a fraction of one in later runs.

    Works on any thread. `tell(done, total, text)` hears how far it is.
    """
    global _done
    with _lock:
        if _done:
            return
        for k, name in enumerate(KERNELS):
            if tell:
                tell(k, len(KERNELS), name.replace("_", " "))
            _warm(name)
        if tell:
            tell(len(KERNELS), len(KERNELS), "")
        _done = True


def reading() -> None:
    """Rows, keys, dates and durations of texts, as the process that reads files needs them."""
    for name in READING:
        _warm(name)
    tallying.warm_numbering()


def _warm(name: str) -> None:
    import_module(f"workbench.kernels.{name}").warm()


if __name__ == "__main__":
    try:
        compile_all(lambda done, total, name: print(f"  {done} of {total} {name}".rstrip(), flush=True))
    except KeyboardInterrupt:
        sys.exit(130)  # whoever stopped it knows; the kernels compiled so far are kept
