"""What formats of maps say: places of things, who was where when, and the ways between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from workbench.report.columns import utc
from workbench.report.extract import Extract
from workbench.report.extracted import Sighting, Spot, Thing, references
from workbench.report.losses import counted


@dataclass(frozen=True)
class Way:
    """The sightings of one thing in order of time, those without a time left out; at least two."""

    thing: Thing
    sightings: tuple[Sighting, ...]

    @property
    def line(self) -> list[tuple[float, float]]:
        """Degrees north and east, one after the other."""
        return [(s.latitude, s.longitude) for s in self.sightings]


def placed(extract: Extract) -> Iterator[tuple[Thing, Spot]]:
    """The things that lie somewhere, in the order of ids."""
    for id, spot in extract.spots.items():
        thing = extract.thing(id)
        if thing is not None:
            yield thing, spot


def ways(extract: Extract) -> Iterator[Way]:
    """The way of each thing that was seen at two moments or more."""
    for id, seen in groupby(extract.sightings(), lambda s: s.thing):
        thing, timed = extract.thing(id), tuple(s for s in seen if s.at is not None)
        if thing is not None and len({s.at for s in timed}) > 1:
            yield Way(thing, timed)


def spot_said(thing: Thing, spot: Spot) -> dict[str, object]:
    """What is said of a place."""
    said: dict[str, object] = {
        "what": "place", "name": thing.caption, "id": thing.id, "kind": thing.kind, "value": thing.value,
        "known": spot.known, "within_metres": spot.reach, "azimuth": spot.azimuth,
        "beam": spot.beam if spot.azimuth is not None else None, "involvement": thing.involvement,
        "sources": references(thing.origins),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "")}


def sighting_said(extract: Extract, seen: Sighting) -> dict[str, object]:
    """What is said of somebody's being somewhere: a cell says where its antenna stands, never where a phone was."""
    said: dict[str, object] = {
        "what": "sighting", "name": extract.name_of(seen.thing), "thing": seen.thing, "time": utc(seen.at),
        "unsure_seconds": seen.unsure, "at": seen.place_name, "known": seen.known, "within_metres": seen.within,
        "measured": seen.measured, "sources": references([seen.origin]),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "")}


def way_said(way: Way) -> dict[str, object]:
    """What is said of a way."""
    return {
        "what": "way", "name": way.thing.caption, "thing": way.thing.id, "first": utc(way.sightings[0].at),
        "last": utc(way.sightings[-1].at), "times": [utc(s.at) for s in way.sightings],
        "note": "A line from sighting to sighting, not the way that was taken.",
        "sources": references([s.origin for s in way.sightings]),
    }  # fmt: skip


def lost(extract: Extract) -> tuple[str, ...]:
    """What maps cannot hold: who lies nowhere, links, and records without a place."""
    amounts = extract.amounts
    nowhere = amounts.things - len(extract.spots)
    said = []
    if nowhere:
        said.append(f"{counted(nowhere, 'entity', 'entities')} that no place is known of.")
    if amounts.ties:
        said.append(f"{counted(amounts.ties, 'link')}, unless they are sightings.")
    if amounts.happenings:
        said.append(f"{counted(amounts.happenings, 'record')}, but for those that say where somebody was.")
    return tuple(said)
