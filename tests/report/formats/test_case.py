"""CASE/UCO: what the ontology's own validator says, and what our own reader gets back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests import needs
from tests.report.formats import worked_case
from tests.report.formats.odd_extract import ODD, odd, thing
from workbench.case import graphs, records
from workbench.case.cases import Case
from workbench.report.extract import Extract, extract
from workbench.report.formats.case import write as uco

Node = dict[str, Any]


def _nodes(extract: Extract, out: Path) -> list[Node]:
    uco.write(extract, out)
    nodes: list[Node] = json.loads(out.read_bytes())["@graph"]
    return nodes


def _some(case: Case) -> list[int]:
    """An entity of every kind, and both ends of a link of every kind: all shapes that a validator can object to."""
    graph = graphs.read(case)
    links = np.unique(graph.link_kind, return_index=True)[1]
    nodes = [np.unique(graph.kind, return_index=True)[1], graph.start[links], graph.end[links]]
    found: list[int] = graph.ids[np.unique(np.concatenate(nodes))].tolist()
    return found


@pytest.mark.slow
def test_the_validator_of_case_finds_nothing_to_say(worked: Path, case: Case, tmp_path: Path) -> None:
    """case_validate over both files at once, for reading the ontologies takes long; they come with case-utils. It needs
    a tenth of a second for an entity: of the worked case all of them are tried under `CLEW_SLOW=1`."""
    open_case, whole = worked_case.taken(worked)
    with open_case:
        some = extract(open_case, graphs.read(open_case), _some(open_case))
        uco.write(whole if needs.SLOW else some, tmp_path / "a.jsonld")
    uco.write(odd(case), tmp_path / "odd.jsonld")
    tool = Path(sys.executable).with_name("case_validate")
    files = [tmp_path / "a.jsonld", tmp_path / "odd.jsonld"]
    told = [str(tool), "--built-version", "case-1.4.0", *map(str, files)]
    said = subprocess.run(told, capture_output=True, text=True, check=False).stdout
    assert "Conforms: True" in said, said[:2000]


def test_evidence_is_told_with_hashes_exhibits_hands_and_tools(whole: Extract, tmp_path: Path) -> None:
    nodes = _nodes(whole, tmp_path / "a.jsonld")
    named = {node.get("uco-core:name"): node for node in nodes}
    ids = [node["@id"] for node in nodes]
    assert len(set(ids)) == len(ids)
    content = named["calls.csv"]["uco-core:hasFacet"][1]
    (hashed,) = content["uco-observable:hash"]
    assert hashed["uco-types:hashMethod"] == "SHA256"
    assert (
        hashed["uco-types:hashValue"]["@value"]
        == next(f.sha256 for f in whole.files if f.name == "calls.csv").upper()
    )
    assert named["what calls.csv says"]["case-investigation:exhibitNumber"] == "EX-1"
    reading = named["calls.csv taken into the case"]
    assert reading["uco-action:instrument"] == {"@id": named["Clew"]["@id"]}
    taken, handed = named["exhibit EX-1 taken"], named["EX-1 handed over"]
    assert handed["case-investigation:wasInformedBy"] == {"@id": taken["@id"]}
    assert taken["uco-action:startTime"]["@value"] == "2026-06-05T09:00:00Z"
    assert handed["uco-action:performer"] == {"@id": named["Unit 4"]["@id"]}


def test_a_relationship_carries_standing_rows_and_handling(whole: Extract, tmp_path: Path) -> None:
    nodes = _nodes(whole, tmp_path / "a.jsonld")
    tied = [node for node in nodes if "uco-core:kindOfRelationship" in node]
    assert {tag for node in tied for tag in node.get("uco-core:tag", ())} == {
        "standing:stated",
        "standing:assessed",
    }
    called = next(node for node in tied if node["uco-core:kindOfRelationship"] == "called")
    (rows,) = called["uco-core:externalReference"]
    assert rows["uco-core:externalIdentifier"].startswith("calls.csv sha256:")
    assert rows["uco-core:externalIdentifier"].endswith("row 2, 5")
    assert called["uco-core:isDirectional"] is True and "65 seconds in all" in called["uco-core:description"]
    marking = next(node for node in nodes if node["@type"] == "uco-marking:MarkingDefinition")
    assert called["uco-core:objectMarking"] == {"@id": marking["@id"]}
    assert marking["uco-marking:definition"]["uco-marking:statement"] == "TLP 2.0 GREEN"
    ann = next(
        node for node in nodes if node.get("uco-core:name") == "Ann Example" and "Person" in node["@type"]
    )
    assert "involvement: suspect" in ann["uco-core:description"] and ann["uco-core:tag"] == [
        "arms trafficking"
    ]


def test_the_same_extract_gives_the_same_bytes(whole: Extract, tmp_path: Path) -> None:
    one, two = (uco.write(whole, tmp_path / name) for name in ("1", "2"))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() and one == two


def test_our_own_reader_gets_back_what_case_holds(whole: Extract, tmp_path: Path) -> None:
    uco.write(whole, tmp_path / "a.case.jsonld")
    before, links = worked_case.values(whole.case), worked_case.links(whole.case)
    with worked_case.read_back(tmp_path / "a.case.jsonld", tmp_path / "back") as back:
        after, again = worked_case.values(back), worked_case.links(back)
    for kind in worked_case.IDENTIFIED:
        assert before.get(kind, set()) - after.get(kind, set()) == set(), kind
    assert links["called"] == again["called"]
    assert links["subscribed"] <= again["tied_to"] | {(b, a) for a, b in again["tied_to"]}


def test_who_is_left_out_is_named_nowhere(whole: Extract, tmp_path: Path) -> None:
    from workbench.case import entities, graphs

    case = whole.case
    a = entities.resolve(case, f"phone:{worked_case.A}")
    some = extract(case, graphs.read(case), [a, entities.resolve(case, f"phone:{worked_case.B}")])
    uco.write(some, tmp_path / "some.jsonld")
    assert worked_case.C not in (tmp_path / "some.jsonld").read_text("utf-8")
    assert any(
        worked_case.C in r.fields.values() for r in records.about(case, entities.resolve(case, worked_case.B))
    )


def test_nothing_a_text_says_breaks_out_of_it(case: Case, tmp_path: Path) -> None:
    nodes = _nodes(odd(case), tmp_path / "odd.jsonld")
    ids = [node["@id"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert thing(1, "phone", ODD).value not in (tmp_path / "odd.jsonld").read_text(
        "utf-8"
    )  # cleaned, not repaired
