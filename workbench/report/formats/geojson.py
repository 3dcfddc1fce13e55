"""GeoJSON (RFC 7946): places, sightings and ways for QGIS, ArcGIS and web maps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.case.exporting import whole_file
from workbench.report.columns import fact_cells
from workbench.report.extract import Extract
from workbench.report.formats.format import Written, writes
from workbench.report.on_earth import lost, placed, sighting_said, spot_said, way_said, ways


@writes(
    "geojson",
    title="GeoJSON map",
    suffix=".geojson",
    does="Places, sightings with their times and the ways between, for QGIS, ArcGIS and maps on the web.",
    cannot=(
        "Links and records that say nothing of a place.",
        "The sector of an antenna as an area: its azimuth and beam are told in words.",
    ),
)
def geojson(extract: Extract, out: Path) -> Written:
    """Degrees in WGS 84, east before north; what a feature is stands in its property `what`."""
    counts = {"places": 0, "sightings": 0, "ways": 0}
    with whole_file(out) as file:
        facts = [[name, said] for name, said in fact_cells(extract)]
        head = f'{{"type": "FeatureCollection", "clew": {_text(facts)}, "features": ['
        file.write(head.encode())
        for number, (what, feature) in enumerate(_features(extract)):
            file.write(((",\n" if number else "\n") + _text(feature)).encode())
            counts[what] += 1
        file.write(b"\n]}\n")
    return Written(counts, lost(extract))


def _features(extract: Extract) -> Iterator[tuple[str, dict[str, Any]]]:
    for thing, spot in placed(extract):
        yield "places", _feature("Point", [spot.longitude, spot.latitude], spot_said(thing, spot))
    for seen in extract.sightings():
        yield "sightings", _feature("Point", [seen.longitude, seen.latitude], sighting_said(extract, seen))
    for way in ways(extract):
        yield "ways", _feature("LineString", [[east, north] for north, east in way.line], way_said(way))


def _feature(shape: str, where: object, said: dict[str, object]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": shape, "coordinates": where}, "properties": said}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
