"""Exports of a large case against networkx, which has the whole graph in memory already: time and memory.

    python -m tests.benchmarks.exports [ENTITIES LINKS]

A case of so many phones and calls between them, no two between the same, is made once. Each writer then runs in a
process of its own: ours from the case on the disk (opened, its graph read, names made, rows looked up) to a whole file;
networkx from a MultiDiGraph with the same attributes on every node and edge, made beforehand and not timed, by
`write_graphml` (lxml's incremental writer). Processor time, and the most memory the process had in all.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.case.blocks import calls
from workbench.case import graphs, opening, sources
from workbench.case.writing import ReadingWriter
from workbench.model import kinds as kinds_of
from workbench.model.block import Ending
from workbench.model.kinds import Kinds
from workbench.report.extract import extract
from workbench.report.formats.format import named

BLOCK = 50_000


def make(path: Path, entities: int, links: int) -> None:
    """A case of calls between phones, each pair once."""
    rng = np.random.default_rng(7)
    pairs = np.unique(rng.integers(0, entities, (int(links * 1.02), 2)), axis=0)
    pairs = rng.permutation(pairs[pairs[:, 0] != pairs[:, 1]])[:links]
    numbers = [f"+4479{n:08}" for n in range(entities)]
    rows = [(n + 2, numbers[a], numbers[b], 1_780_272_000 + n * 5) for n, (a, b) in enumerate(pairs.tolist())]
    with opening.create(path, kinds(), "Bench", title="Bench", country="GB", zone="Europe/London") as case:
        table = path.with_suffix(".csv")
        table.write_text("caller,callee,at\n" + "".join(f"{a},{b},{t}\n" for _, a, b, t in rows))
        sha256, size = sources.hash_file(table)
        source = sources.keep(case, table, sha256, size, sources.Acquisition(), lambda done, total: None)
        writer = ReadingWriter(case, source, ("bench", 'id = "bench"'), {})
        known: dict[tuple[str, str], int] = {}
        for begin in range(0, len(rows), BLOCK):
            writer.add(calls(rows[begin : begin + BLOCK], known))
        writer.seal(Ending("", {"encoding": "utf-8", "delimiter": ",", "quote": '"'}), "Import")


def kinds() -> Kinds:
    """The kinds that ship with the program."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "kinds"
    return kinds_of.parse(
        (sort.name, file.name, file.read_text("utf-8"))
        for sort in sorted(folder.iterdir())
        for file in sorted(sort.iterdir())
    )


def ours(path: Path, id: str, out: Path) -> None:
    """Writes a format from the case on the disk."""
    with opening.open_case(path) as case:
        named(id).write(extract(case, graphs.read(case)), out)


def theirs(written: Path, out: Path) -> float:
    """Reads the graph that we wrote and writes it with networkx; when it began to write."""
    import networkx

    graph = networkx.read_graphml(written, force_multigraph=True)
    began = time.process_time()
    networkx.write_graphml(graph, out)
    return began


def main(folder: Path, entities: int, links: int) -> None:
    path = folder / "bench.case"
    make(path, entities, links)
    size = path.stat().st_size / 1e6
    print(f"{entities:,} entities, {links:,} links; the case has {size:.0f} MB")
    found = {}
    for id, suffix in (("graphml", "graphml"), ("csv", "zip")):
        found[id] = _run(["ours", str(path), id, str(folder / f"out.{suffix}")])
    found["networkx"] = _run(["theirs", str(folder / "out.graphml"), str(folder / "networkx.graphml")])
    floor = found["networkx"]
    for name, (seconds, memory, written) in found.items():
        print(
            f"  {name:10s} {seconds:6.1f} s ({seconds / floor[0]:4.2f} times networkx), {memory:6.0f} MB at most "
            f"({memory / floor[1]:4.2f}), writes {written:6.1f} MB"
        )


def _run(said: list[str]) -> tuple[float, float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.exports", *said], capture_output=True, check=True
    )
    made: tuple[float, float, float] = tuple(json.loads(done.stdout))
    return made


def _child(said: list[str]) -> None:
    began = time.process_time()
    if said[0] == "ours":
        ours(Path(said[1]), said[2], Path(said[3]))
    else:
        began = theirs(Path(said[1]), Path(said[2]))
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([spent, memory, Path(said[-1]).stat().st_size / 1e6]))


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["theirs"]):
        _child(sys.argv[1:])
    else:
        wanted = [int(n) for n in sys.argv[1:]] or [100_000, 500_000]
        with tempfile.TemporaryDirectory() as place:
            main(Path(place), *wanted)
