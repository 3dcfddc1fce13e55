"""GEXF and SVG stand as the chart stands, and draw lines by how firmly they are known."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tests.report.told import Told
from workbench.report.formats.format import named

VIZ = "{http://gexf.net/1.3/viz}"


def test_gephi_gets_places_colours_kinds_and_times(told: Told, tmp_path: Path) -> None:
    named("gexf").write(told.extract(chart=told.chart), tmp_path / "out.gexf")
    tree = etree.parse(tmp_path / "out.gexf")
    node = next(n for n in tree.iter("{*}node") if n.get("id") == f"n{told.ids['B']}")
    place = node.find(f"{VIZ}position")
    assert (place.get("x"), place.get("y")) == ("2.0", "-1.5")  # it grows upwards there
    assert node.find(f"{VIZ}color").attrib == {"r": "63", "g": "111", "b": "181"}
    edges = {e.get("kind"): e for e in tree.iter("{*}edge") if e.get("source") == f"n{told.ids['A']}"}
    called, tied = edges["called"], edges["associated with"]
    assert (called.get("type"), tied.get("type")) == ("directed", "undirected")
    assert (called.get("start"), called.get("end")) == ("2026-06-01T01:00:00Z", "2026-06-02T01:00:00Z")
    assert called.get("weight") == "2" and tied.get("start") is None


def test_a_drawing_has_lines_by_standing_and_says_what_they_rest_on(told: Told, tmp_path: Path) -> None:
    named("svg").write(told.extract(chart=told.chart), tmp_path / "out.svg")
    tree = etree.parse(tmp_path / "out.svg")
    lines = {g.findtext("{*}title"): g.find("{*}path") for g in tree.iter("{*}g") if g.get("stroke")}
    assert len(lines) == 3
    for said, path in lines.items():
        drawn = {None: "stated in the record", "2 4": "assessed by an analyst"}[path.get("stroke-dasharray")]
        assert drawn in said
        assert ("calls.csv sha256:" in said) == (drawn == "stated in the record")
    words = {t.text for t in tree.iter("{*}text")}
    assert {"+447700900001", "Phone (2)", "called (2)", "assessed by an analyst"} <= words
    assert any(word.startswith("Case number: ") for word in words)
    outside = [v for e in tree.iter() for v in e.attrib.values() if "://" in v]
    assert outside == [] and not list(tree.iter("{*}script", "{*}image"))
