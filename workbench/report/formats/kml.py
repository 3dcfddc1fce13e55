"""KML 2.2: places and ways with their times, for Google Earth and what reads its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench.case.exporting import whole_file
from workbench.report.columns import fact_cells, utc
from workbench.report.extract import Extract
from workbench.report.formats.format import Written, writes
from workbench.report.on_earth import lost, placed, sighting_said, spot_said, way_said, ways
from workbench.report.rgb import rgb
from workbench.report.xml_text import escaped

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'


@writes(
    "kml",
    title="KML for Google Earth",
    suffix=".kml",
    does="Places, sightings on the slider of time and the ways between, for Google Earth and what reads its files.",
    cannot=(
        "Links and records that say nothing of a place.",
        "The sector of an antenna as an area: its azimuth and beam are told in words.",
    ),
)
def kml(extract: Extract, out: Path) -> Written:
    """Degrees in WGS 84; a folder each of places, sightings and ways."""
    counts = {"places": 0, "sightings": 0, "ways": 0}
    with whole_file(out) as file:
        facts = "\n".join(f"{name}: {said}" for name, said in fact_cells(extract))
        title = escaped(extract.facts.title)
        file.write(f"{HEAD}<name>{title}</name><description>{escaped(facts)}</description>\n".encode())
        for what, marks in (("places", _places), ("sightings", _sightings), ("ways", _ways)):
            file.write(f"<Folder><name>{what.capitalize()}</name>\n".encode())
            for mark in marks(extract):
                file.write(mark.encode())
                counts[what] += 1
            file.write(b"</Folder>\n")
        file.write(b"</Document>\n</kml>\n")
    return Written(counts, lost(extract))


def _places(extract: Extract) -> Iterator[str]:
    for thing, spot in placed(extract):
        style = f"<Style><IconStyle><color>{_colour(thing.colour)}</color></IconStyle></Style>"
        point = f"<Point><coordinates>{spot.longitude!r},{spot.latitude!r}</coordinates></Point>"
        yield _mark(spot_said(thing, spot), "", style, point)


def _sightings(extract: Extract) -> Iterator[str]:
    for seen in extract.sightings():
        when = f"<TimeStamp><when>{utc(seen.at)}</when></TimeStamp>" if seen.at is not None else ""
        point = f"<Point><coordinates>{seen.longitude!r},{seen.latitude!r}</coordinates></Point>"
        yield _mark(sighting_said(extract, seen), when, "", point)


def _ways(extract: Extract) -> Iterator[str]:
    for way in ways(extract):
        first, last = utc(way.sightings[0].at), utc(way.sightings[-1].at)
        when = f"<TimeSpan><begin>{first}</begin><end>{last}</end></TimeSpan>"
        style = f"<Style><LineStyle><color>{_colour(way.thing.colour)}</color><width>2</width></LineStyle></Style>"
        points = " ".join(f"{east!r},{north!r}" for north, east in way.line)
        yield _mark(
            way_said(way),
            when,
            style,
            f"<LineString><tessellate>1</tessellate><coordinates>{points}</coordinates></LineString>",
        )


def _mark(said: Mapping[str, object], when: str, style: str, shape: str) -> str:
    """A placemark; what is said of it stands in its table of data, which a click shows."""
    told = "".join(
        f'<Data name="{name}"><value>{escaped(_said(value))}</value></Data>'
        for name, value in said.items()
        if name != "name"
    )
    name = escaped(str(said["name"]))
    return (
        f"<Placemark><name>{name}</name>{when}{style}<ExtendedData>{told}</ExtendedData>{shape}</Placemark>\n"
    )


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _colour(colour: str) -> str:
    """A colour as KML has it: opaque, blue, green, red."""
    red, green, blue = rgb(colour)
    return f"ff{blue:02x}{green:02x}{red:02x}"
