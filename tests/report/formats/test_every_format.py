"""What every format owes: the same bytes again, whole files or none, rows with the hash of their file."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.report.told import HOSTILE, Told
from workbench.case import sources
from workbench.model.problems import Problem
from workbench.report.formats.format import Written, named, shipped

OWN = (
    "anx",
    "case",
    "csv",
    "ftm",
    "geojson",
    "gexf",
    "graphml",
    "kml",
    "misp",
    "parquet",
    "stix",
    "svg",
    "xlsx",
)
OF_EVERYBODY = tuple(
    id for id in OWN if id not in ("geojson", "kml")
)  # these hold places, of which this case has none
GRAPHS = ("anx", "gexf", "graphml")
XML = ("anx", "gexf", "graphml", "kml", "svg")


def _write(told: Told, id: str, folder: Path, *names: str) -> tuple[Path, Written]:
    format = named(id)
    out = folder / f"out{format.suffix}"
    return out, format.write(told.extract(*names, chart=None if names else told.chart), out)


def _text(path: Path) -> str:
    """All that stands in a file, unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    octets = path.read_bytes()
    return octets.decode("utf-16" if octets[:2] == b"\xff\xfe" else "utf-8")


def test_formats_are_found_by_themselves() -> None:
    assert set(OWN) <= set(shipped()) and all(f.does and f.suffix for f in shipped().values())
    with pytest.raises(Problem, match="no format 'doc'"):
        named("doc")


@pytest.mark.parametrize("id", OWN)
def test_the_same_extract_gives_the_same_bytes(id: str, told: Told, tmp_path: Path) -> None:
    first, said = _write(told, id, tmp_path)
    before = first.read_bytes()
    again, also = _write(told, id, tmp_path)
    assert again.read_bytes() == before and said == also and said.counts


@pytest.mark.parametrize("id", OF_EVERYBODY)
def test_rows_stand_beside_the_hash_of_their_file(id: str, told: Told, tmp_path: Path) -> None:
    out, _ = _write(told, id, tmp_path)
    (source,) = sources.listed(told.case)
    text = _text(out)
    assert source.sha256 in text
    if id != "parquet":
        assert re.search(rf"calls\.csv sha256:{source.sha256} row 2-3", text)


@pytest.mark.parametrize("id", OWN)
def test_nothing_stands_there_where_it_cannot_be_written(id: str, told: Told, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be written"):
        _write(told, id, tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("id", OF_EVERYBODY)
def test_whoever_stops_it_leaves_nothing_behind(id: str, told: Told, tmp_path: Path) -> None:
    extract = told.extract()

    def stop(done: int, of: int, what: str) -> None:
        raise KeyboardInterrupt

    extract.tell = stop
    with pytest.raises(KeyboardInterrupt):
        named(id).write(extract, tmp_path / "out")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("id", XML)
def test_text_of_the_evidence_stays_text(id: str, told: Told, tmp_path: Path) -> None:
    out, _ = _write(told, id, tmp_path)
    tree = etree.fromstring(out.read_bytes())
    held = " ".join([*tree.itertext(), *(v for e in tree.iter() for v in e.attrib.values())])
    assert HOSTILE.replace("\x01", "\ufffd") in held
    assert not list(tree.iter("b", "{*}b"))


@pytest.mark.parametrize("id", GRAPHS)
def test_a_graph_has_every_entity_and_link(id: str, told: Told, tmp_path: Path) -> None:
    out, said = _write(told, id, tmp_path)
    tags = {"anx": ("Entity", "Link"), "gexf": ("node", "edge"), "graphml": ("node", "edge")}[id]
    tree = etree.fromstring(out.read_bytes())
    found = [sum(1 for _ in tree.iter(f"{{*}}{tag}")) for tag in tags]
    assert found == [said.counts["entities"], said.counts["links"]] == [3, 3]


def test_what_is_lost_is_counted(told: Told, tmp_path: Path) -> None:
    lost = {id: " ".join(_write(told, id, tmp_path)[1].lost) for id in OWN}
    assert "3 records not written one by one" in lost["graphml"]
    assert "3 records not written one by one" in lost["gexf"]
    assert "3 entities that no place is known of" in lost["geojson"] == lost["kml"]
    assert lost["csv"] == lost["xlsx"] == lost["parquet"] == ""
    whole = named("svg").write(told.extract(), tmp_path / "whole.svg")
    assert whole.lost[0] == "6 entities without a place on the chart."


def test_a_map_says_where_and_how_that_is_known(told: Told, tmp_path: Path) -> None:
    from workbench.report.extract import extract
    from workbench.report.extracted import Spot

    spot = Spot(told.ids["A"], 51.5, -0.12, 5000.0, "antenna", "where its antenna stands", 90.0, 120.0)
    made = extract(told.case, told.graph, spots={told.ids["A"]: spot})
    assert named("geojson").write(made, tmp_path / "a.geojson").counts == {
        "places": 1,
        "sightings": 0,
        "ways": 0,
    }
    (feature,) = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.12, 51.5]}
    assert feature["properties"]["known"] == "where its antenna stands"
    assert feature["properties"]["within_metres"] == 5000.0 and "sha256:" in feature["properties"]["sources"]
    named("kml").write(made, tmp_path / "a.kml")
    tree = etree.parse(tmp_path / "a.kml")
    assert tree.findtext(".//{*}coordinates") == "-0.12,51.5"
