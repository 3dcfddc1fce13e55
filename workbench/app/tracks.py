"""What the map shows: places and how often they were named, the ways of what is selected, and parcels on theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from workbench.app.places import EXACT, Places, Spot, book, place_all
from workbench.case import located
from workbench.case.cases import Case
from workbench.model.gazetteer import Place
from workbench.model.graph import Graph
from workbench.model.moving import Moves, moves

Moments = tuple[int, int]


@dataclass(frozen=True)
class Points:
    """Degrees that records state without naming a place; `count` how many records state them."""

    latitude: np.ndarray
    longitude: np.ndarray
    count: np.ndarray


@dataclass(frozen=True)
class Track:
    """Where one entity was, in order of time: n sightings, n - 1 moves between them.

    `at` UTC microseconds; degrees and `reach` are of what the sighting names, `spot` is it (None for bare degrees);
    `rows` say where each sighting stands: reading, sheet, row, part.
    """

    entity: int
    caption: str
    at: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    reach: np.ndarray
    spots: list[Spot | None]
    rows: list[tuple[int, str, int, int]]
    moves: Moves


@dataclass(frozen=True)
class Delivery:
    """Parcels from one place to another, over places on the way."""

    stops: tuple[Place, ...]
    parcels: tuple[int, ...]


@dataclass(frozen=True)
class Located:
    """All the map shows. `seen` and `placed` count the sightings of what is selected, and those that have a place;
    `parcels_left` how many parcels lack one end or both, `stops_left` how many went over a place that is not known."""

    places: Places = field(default_factory=Places)
    points: Points = field(default_factory=lambda: Points(*(np.zeros(0) for _ in range(3))))
    tracks: tuple[Track, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    seen: int = 0
    placed: int = 0
    parcels_left: int = 0
    stops_left: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.places.spots or len(self.points.latitude) or self.deliveries)


def gather(
    case: Case,
    graph: Graph,
    entities: Iterable[int] = (),
    links: Iterable[int] = (),
    moments: Moments | None = None,
) -> Located:
    """What the map shows of a case while this is selected; with nothing selected, everything and nobody's way."""
    chosen = {int(m) for e in entities for m in graph.members(e)} | _ends(graph, links)
    first, last = moments if moments is not None else (None, None)
    counts = located.counts(case, first, last)
    places = place_all(case, graph, counts)
    bare = counts.filter((pl.col("place") == 0) & pl.col("latitude").is_not_null())
    points = Points(*(bare[name].to_numpy() for name in ("latitude", "longitude", "count")))
    told = located.sightings(case, chosen, first, last) if chosen else pl.DataFrame(schema=located.SIGHTINGS)
    tracks, placed = [], 0
    for (entity,), frame in told.group_by("seen", maintain_order=True):
        made = _track(graph, int(str(entity)), frame, places)
        placed += len(made.at)
        if len(made.at):
            tracks.append(made)
    deliveries, left, over = _deliveries(case, graph, chosen, places, located.parcels(case, first, last))
    return Located(places, points, tuple(tracks), deliveries, told.height, placed, left, over)


def _ends(graph: Graph, links: Iterable[int]) -> set[int]:
    """Whom the selected links join."""
    found: set[int] = set()
    for link in links:
        at = graph.link_of.get(link)
        if at is not None:
            for node in (graph.start[at], graph.end[at]):
                found |= {int(m) for m in graph.members(int(graph.ids[node]))}
    return found


def _track(graph: Graph, entity: int, frame: pl.DataFrame, places: Places) -> Track:
    """The way of one entity; sightings without a time or a place, and places only spoken of, are no part of it."""
    rows, spots, numbers = [], [], []
    usable = frame.filter(pl.col("at").is_not_null() & pl.col("measured"))
    for row in usable.iter_rows(named=True):
        spot = places.spot(row["place"], row["at"]) if row["place"] else None
        if row["latitude"] is not None:
            lat, lon, reach, spot = row["latitude"], row["longitude"], EXACT, None
        elif spot is not None:
            lat, lon, reach = spot.latitude, spot.longitude, spot.reach
        else:
            continue
        numbers.append((row["at"], lat, lon, reach, row["unsure"]))
        spots.append(spot)
        rows.append((row["reading"], row["sheet"], row["row"], row["part"]))
    norths, easts, reaches, unsure = np.array([n[1:] for n in numbers], np.float64).reshape(-1, 4).T
    when = np.array([n[0] for n in numbers], np.int64)
    caption = graph.captions[graph.node_of[entity]] if entity in graph.node_of else str(entity)
    return Track(
        entity, caption, when, norths, easts, reaches, spots, rows, moves(when, norths, easts, reaches, unsure)
    )  # fmt: skip


def _deliveries(
    case: Case, graph: Graph, chosen: set[int], places: Places, shipments: pl.DataFrame
) -> tuple[tuple[Delivery, ...], int, int]:
    """Parcels that go the same way together; with something selected, those that concern it."""
    roles = ["parcel", "sender", "sender_address", "recipient", "recipient_address"]
    if chosen:
        wanted = pl.Series(sorted(chosen), dtype=pl.Int64)
        shipments = shipments.filter(pl.any_horizontal(pl.col(r).is_in(wanted) for r in roles))
    if not shipments.height:
        return (), 0, 0
    names = {n for column in ("from", "to", "via") for n in shipments[column].drop_nulls().unique().to_list()}
    answers = book().find_all(names, case.about.country)
    found: dict[tuple[Place, ...], list[int]] = {}
    left = over = 0
    for row in shipments.iter_rows(named=True):
        ends = []
        for role, name in (("sender_address", "from"), ("", "via"), ("recipient_address", "to")):
            spot: Spot | Place | None = places.spot(row[role]) if role and row[role] else None
            if spot is None and row[name]:
                spot = answers[row[name]].place
            ends.append(spot)
        start, via, end = ends
        if start is None or end is None:
            left += 1
            continue
        over += bool(row["via"]) and via is None
        stops = (_bare(start), *([_bare(via)] if via is not None else []), _bare(end))
        found.setdefault(stops, []).append(row["parcel"])
    return tuple(Delivery(stops, tuple(parcels)) for stops, parcels in found.items()), left, over


def _bare(stop: Spot | Place) -> Place:
    """A stop as a place: addresses known only by their town are one stop."""
    if isinstance(stop, Place):
        return stop
    name = stop.caption if stop.precision == "point" else ""
    return Place(name, "", "", stop.latitude, stop.longitude, stop.reach, 0, stop.precision)
