"""Graphs that other tools wrote give the nodes and edges that are known of them, those others cannot read included."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx
import pytest

from tests.plugins.reading_plugins import Read, read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds

ONE = Decimal(10) ** 18  # a weight counts 18 decimals
KNOWN = {
    "arctic.gexf": (1715, 6676),
    "basic.gexf": (2, 2),
    "basic.graphml": (11, 12),
    "celegans.gexf": (306, 2345),
    "edge_viz.gexf": (2, 1),
    "miserables.graphml": (77, 254),
    "mixed.gexf": (3, 3),
    "v1_3.gexf": (2, 1),
    "yeast.gexf": (2361, 7182),
}


class Reads:
    """Reads a file with the recipe that is found for it."""

    def __init__(self, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
        self._with = (recipes, kinds, by)

    def __call__(self, path: Path, recipe: str) -> Read:
        recipes, kinds, by = self._with
        best = recognise(path, recipes.values(), by=by).best
        assert best is not None and best.recipe.id == recipe
        found = read(path, best.recipe, kinds, by)
        assert found.rejects == []
        return found


@pytest.fixture
def reads(recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> Reads:
    return Reads(recipes, kinds, by)


def _ends(found: Read) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for record in found.records:
        if record["kind"] == "relation":
            yield record["start"], record.get("end") or record["with"], record


def _entities(found: Read) -> Counter[str]:
    return Counter(kind for block in found.blocks for kind in block.values["kind"])


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_nodes_and_edges_are_all_there(name: str, reads: Reads, samples: Path) -> None:
    found = reads(samples / "exchange" / "graph-formats" / name, f"graphs.{name.rpartition('.')[2]}")
    nodes, edges = KNOWN[name]
    kinds = Counter(record["kind"] for record in found.records)
    assert (kinds["charted"], kinds["relation"]) == (nodes, edges) and found.rows == nodes + edges
    assert _entities(found).total() == nodes


@pytest.mark.parametrize("name", ["celegans.gexf", "yeast.gexf", "miserables.graphml", "basic.graphml"])
def test_edges_are_those_networkx_reads(name: str, reads: Reads, samples: Path) -> None:
    """Compared by how many edges each number of nodes has; an edge said twice is one for networkx."""
    path = samples / "exchange" / "graph-formats" / name
    theirs = networkx.read_gexf(path) if name.endswith("gexf") else networkx.read_graphml(path)
    ours = networkx.MultiGraph() if theirs.is_multigraph() else networkx.Graph()
    found = reads(path, f"graphs.{name.rpartition('.')[2]}")
    ours.add_nodes_from(record["entity"] for record in found.records if record["kind"] == "charted")
    ours.add_edges_from((start, end) for start, end, _ in _ends(found))
    assert Counter(dict(ours.degree()).values()) == Counter(dict(theirs.degree()).values())


def test_directions_of_a_mixed_graph(reads: Reads, samples: Path) -> None:
    found = reads(samples / "exchange" / "graph-formats" / "mixed.gexf", "graphs.gexf")
    told = [(r["start"], "end" in r, r.get("end") or r.get("with")) for _, _, r in _ends(found)]
    assert told == [
        ("thing:one", True, "thing:two"),
        ("thing:two", True, "thing:three"),
        ("thing:one", False, "thing:three"),
    ]


@pytest.mark.parametrize(
    ("name", "size", "largest", "clustering"),
    [("meetings", (101, 256), (92, 250), 0.656), ("phonecalls", (100, 124), (89, 116), 0.105)],
)
def test_montagna(
    name: str, size: tuple[int, int], largest: tuple[int, int], clustering: float, reads: Reads, samples: Path
) -> None:
    path = samples / "networks" / "montagna" / f"dataset_Montagna_{name}_edgelist.csv"
    found = reads(path, "graphs.edge_list")
    graph = networkx.Graph((start, end) for start, end, _ in _ends(found))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == size
    part = graph.subgraph(max(networkx.connected_components(graph), key=len))
    assert (part.number_of_nodes(), part.number_of_edges()) == largest
    assert networkx.diameter(part) == 7
    assert networkx.average_clustering(graph) == pytest.approx(clustering, abs=0.0006)
    weights: dict[frozenset[str], Decimal] = defaultdict(Decimal)
    for start, end, record in _ends(found):
        weights[frozenset((start, end))] += Decimal(record["weight"].split()[0]) / ONE
    lines = [line.split("\t") for line in path.read_text().split("\n") if line]
    said: dict[frozenset[str], Decimal] = defaultdict(Decimal)
    for one, other, weight in lines:
        said[frozenset((one, other))] += Decimal(weight)
    assert sorted(weights.values()) == sorted(said.values())


def test_nodes_of_two_files_are_not_one_because_their_ids_are(reads: Reads, samples: Path) -> None:
    folder = samples / "networks" / "montagna"
    met, called = (
        {
            end
            for edge in _ends(reads(folder / f"dataset_Montagna_{name}_edgelist.csv", "graphs.edge_list"))
            for end in edge[:2]
        }
        for name in ("meetings", "phonecalls")
    )
    assert not met & called


def test_i2_chart(reads: Reads, samples: Path) -> None:
    found = reads(samples / "exchange" / "anx" / "example_generated_by_anxwritter.anx", "graphs.anx")
    entities = {record["entity"] for record in found.records if record["kind"] == "charted"}
    assert {"person:ALEX CARTER", "organisation:ACME HOLDINGS LLC", "thing:Black SUV"} <= entities
    links = {(start, end): record for start, end, record in _ends(found)}
    owns = links["person:ALEX CARTER", "thing:Black SUV"]
    assert (owns["type"], owns["certainty"]) == ("Owns", "Confirmed")
    assert ("thing:Black SUV", "vehicle:ABC1234") in links, "the plate in an attribute is a vehicle"
    assert links["person:ALEX CARTER", "person:JAMIE RIVERA"]["label"] == "4 calls"


def test_case_calls_are_calls(reads: Reads, samples: Path) -> None:
    found = reads(samples / "exchange" / "case" / "call_log.json", "graphs.case_uco")
    calls = [record for record in found.records if record["kind"] == "call"]
    assert [(call["duration"], call["start"]) for call in calls] == [(1862, "2010-01-15T17:59:43Z")] * 3
    assert sum(record.get("type") == "in one call" for record in found.records) == 1 + 6


def test_case_messages_and_accounts(reads: Reads, samples: Path) -> None:
    messages = reads(samples / "exchange" / "case" / "message.json", "graphs.case_uco")
    assert sorted(r["text"] for r in messages.records if r["kind"] == "message")[0] == "Hey bud!"
    accounts = reads(samples / "exchange" / "case" / "accounts.json", "graphs.case_uco")
    ends = {(start, end) for start, end, _ in _ends(accounts)}
    assert ("person:WILLIAM SMITH", "email:willyrox@gmail.com") in ends
    assert not any("secretpassword" in str(record) for record in accounts.records)


def test_stix_report(reads: Reads, samples: Path) -> None:
    found = reads(samples / "exchange" / "stix21" / "apt1.json", "graphs.stix")
    kinds = Counter(record["kind"] for record in found.records)
    types = Counter(record.get("type") for record in found.records if record["kind"] == "relation")
    assert kinds["charted"] == 46
    assert (types["uses"], types["attributed to"], types["indicates"]) == (16, 7, 7)
