"""The two networks of the Montagna inquiry (Cavallaro, Ficara and others, 2020), brought in and asked like any case:
their sizes, and both tables of disruption row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from workbench.app import importing
from workbench.app.library import Library
from workbench.case import graphs, opening
from workbench.kernels.nearness import add_distances
from workbench.model.kinds import Kinds
from workbench.questions import asking
from workbench.questions.held import Held
from workbench.questions.network import contacts
from workbench.questions.network.disruption import disruption

FILES = {"meetings": "meeting_df", "phonecalls": "phone_calls_df"}
COLUMNS = {"betweenness": "Betweenness", "degree": "Degree"}


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    made = Library.shipped()
    yield made
    made.close()


@pytest.fixture(params=FILES)
def network(
    request: pytest.FixtureRequest, tmp_path: Path, kinds: Kinds, library: Library, samples: Path
) -> Iterator[tuple[str, Held]]:
    case = opening.create(tmp_path / "montagna.case", kinds, "A. Nalyst", title="Montagna", country="IT")
    path = samples / "networks" / "montagna" / f"dataset_Montagna_{request.param}_edgelist.csv"
    importing.import_file(case, path, library)
    yield request.param, Held(case, graphs.read(case))
    case.close()


def test_sizes_diameter_and_clustering(network: tuple[str, Held]) -> None:
    name, held = network
    net = contacts.contacts(held.graph)
    sizes = np.bincount(net.part)
    inside = net.part == sizes.argmax()
    pairs = int((inside[net.low] & inside[net.high]).sum())
    far = np.zeros(int(inside.sum()), np.int32)
    sums = [np.zeros(len(net), np.int64) for _ in range(3)]
    add_distances(net.first, net.other, np.flatnonzero(inside).astype(np.int32), *sums, far)
    triangles = (net.matrix @ net.matrix).multiply(net.matrix).sum(axis=1)
    possible = net.degree * (net.degree - 1)
    clustering = float(np.divide(triangles, possible, out=np.zeros(len(net)), where=possible > 0).mean())
    found = (len(net), net.pairs, int(sizes.max()), pairs, int(far.max()), round(clustering, 3))
    assert (
        found
        == {
            "meetings": (101, 256, 92, 250, 7, 0.656),
            "phonecalls": (100, 124, 89, 116, 7, 0.105),
        }[name]
    )


@pytest.mark.parametrize("order", COLUMNS)
def test_disruption_row_by_row(order: str, network: tuple[str, Held], samples: Path) -> None:
    name, held = network
    folder = samples / "networks" / "montagna"
    table = folder / f"disruption_results_sequential_{FILES[name]}_Unweighted_5nrem.csv"
    with table.open(newline="") as file:
        theirs = [float(row[COLUMNS[order]]) for row in csv.DictReader(file)]
    found = asking.ask(held, disruption, {"order": order, "most": len(theirs) - 1}, steady=False)
    ours = [1.0, *(row.cells[3] for row in found.rows)]
    assert len(theirs) == {"meetings": 96, "phonecalls": 95}[name]
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_taking_out_by_figures_breaks_more_than_by_lot(network: tuple[str, Held]) -> None:
    _, held = network
    found = asking.ask(held, disruption, {"compare": True, "most": 15}, steady=False)
    left = {row.cells[0]: row.cells[3] for row in found.tables[0].rows}
    assert len(left) == 5 and all(left[name] < left["by lot"] for name in left if name != "by lot")
