"""Where things of an extract were when, as records tell: those at a place that is known, one value at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.case import located
from workbench.report.extracted import Origin, Sighting

if TYPE_CHECKING:
    from workbench.report.extract import Extract


def sightings(extract: Extract) -> Iterator[Sighting]:
    """By thing and time. What two files say of one moment stands once; a record without a place on the map is left
    out, and so is one that names somebody whom the extract leaves out."""
    chosen = extract.chosen
    own = chosen.graph.ids[chosen.nodes].tolist()
    heads = {m: head for m, head in chosen.graph.grouped.items() if extract.thing(head) is not None}
    first, last = chosen.moments or (None, None)
    frame = located.sightings(chosen.case, [*own, *heads], first, last, chosen.tests)
    for row in frame.iter_rows(named=True):
        place = heads.get(row["place"], row["place"]) or None
        latitude, longitude = row["latitude"], row["longitude"]
        spot = extract.spot(place) if latitude is None and place is not None else None
        if spot is not None:
            latitude, longitude = spot.latitude, spot.longitude
        key = (row["reading"], row["sheet"], row["row"], row["part"])
        if latitude is None or key in chosen.silenced or place in chosen.without:
            continue
        source, word = chosen.readings[row["reading"]]
        file = extract.file(source)
        yield Sighting(
            heads.get(row["seen"], row["seen"]), place, latitude, longitude, row["at"], row["unsure"],
            row["measured"], Origin(source, file.name, file.sha256, *key, word), extract.name_of(place),
            spot.known if spot else "degrees as a record states them", spot.reach if spot else None,
        )  # fmt: skip
