"""What the map shows: places and how often they were named, the ways of what is selected, and parcels on theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from workbench.app.carried import carried
from workbench.app.offered import Origin, origins
from workbench.app.places import EXACT, Places, Spot, book, place_all
from workbench.app.seen import Seen
from workbench.case import located
from workbench.case.behind import Whole
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.case.scope import of_records
from workbench.model.filters import Filter
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
    """Where one entity was, in order of time: n sightings, n - 1 moves between them. `owner` is the selected person
    whose it was at those times, 0 for the whole way of what is selected itself.

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
    owner: int = 0


@dataclass(frozen=True)
class Delivery:
    """Parcels from one place to another, over places on the way."""

    stops: tuple[Place, ...]
    parcels: tuple[int, ...]


@dataclass(frozen=True)
class Located:
    """All the map shows. `seen` and `placed` count the sightings of what is selected, and those that have a place;
    `parcels_left` how many parcels lack one end or both, `stops_left` how many went over a place that is not known,
    `origins_left` how many offers are sent from no place that can be told; `filters` of the chart apply."""

    places: Places = field(default_factory=Places)
    points: Points = field(default_factory=lambda: Points(*(np.zeros(0) for _ in range(3))))
    tracks: tuple[Track, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    seen: int = 0
    placed: int = 0
    parcels_left: int = 0
    stops_left: int = 0
    origins: tuple[Origin, ...] = ()
    origins_left: int = 0
    filters: int = 0

    @property
    def nothing(self) -> bool:
        shown = self.places.spots or self.deliveries or self.origins
        return not (shown or len(self.points.latitude))


@dataclass(frozen=True, eq=False)
class Left:
    """What a chart leaves for the map to show: records that pass `filters`, nothing of the entities `hidden` by them;
    those hidden by hand, `apart`, own nothing."""

    filters: tuple[Filter, ...] = ()
    hidden: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    apart: tuple[int, ...] = ()

    def same(self, other: Left) -> bool:
        """Whether another leaves the same."""
        named = (self.filters, self.apart) == (other.filters, other.apart)
        return named and np.array_equal(self.hidden, other.hidden)

    def entities(self, graph: Graph) -> frozenset[int]:
        """All entities hidden by filters, with those judged the same."""
        heads = set(self.hidden.tolist())
        return frozenset(heads | {m for m, head in graph.grouped.items() if head in heads})


def left_by(here: Seen, apart: Iterable[int] = ()) -> Left:
    """What the filters of a chart leave; without any, everything."""
    filters = tuple(f for f in here.filters if f.on)
    gone = np.zeros(len(here.graph), bool)
    if filters:
        gone[here.everything], gone[here.nodes] = True, False
    return Left(filters, here.graph.ids[gone], tuple(apart))


def left_in(case: Case, graph: Graph, filters: Iterable[Filter]) -> Left:
    """What filters leave of all of a case."""
    on = tuple(f for f in filters if f.on)
    hidden = graph.ids[~filtered(case, graph, on, each=False).nodes] if on else graph.ids[:0]
    return Left(on, hidden)


def gather(
    case: Case,
    graph: Graph,
    entities: Iterable[int] = (),
    links: Iterable[int] = (),
    moments: Moments | None = None,
    left: Left | None = None,
) -> Located:
    """What the map shows of a case while this is selected; with nothing selected, everything and nobody's way.

    A person shows the ways of what was attributed to them, for as long as it was. `left` is what a chart leaves.
    """
    left = left or Left()
    tests = of_records(left.filters)
    chosen = {int(m) for e in entities for m in graph.members(e)} | _ends(graph, links)
    hidden = left.entities(graph)
    chosen -= hidden
    first, last = moments if moments is not None else (None, None)
    counts = located.counts(case, first, last, tests)
    places = place_all(case, graph, counts)
    if hidden:
        places = _without(places, hidden)
    bare = counts.filter((pl.col("place") == 0) & pl.col("latitude").is_not_null())
    points = Points(*(bare[name].to_numpy() for name in ("latitude", "longitude", "count")))
    had = [c for c in carried(case, graph, chosen, left.apart) if hidden.isdisjoint(c.entities)]
    wanted = chosen.union(*(c.entities for c in had))
    told = pl.DataFrame(schema=located.SIGHTINGS)
    if wanted:
        told = located.sightings(case, wanted, first, last, tests)
    parts = [(0, frame) for _, frame in _by_who(told.filter(pl.col("seen").is_in(list(chosen))))]
    for one in had:
        if chosen.isdisjoint(one.entities):
            parts += [(one.owner, frame) for _, frame in _by_who(one.theirs(told))]
    tracks, placed = [], 0
    for owner, frame in parts:
        made = _track(graph, int(frame["seen"][0]), frame, places, owner)
        placed += len(made.at)
        if len(made.at):
            tracks.append(made)
    parcels = located.parcels(case, first, last, tests)
    deliveries, lost, over = _deliveries(case, graph, chosen, places, parcels)
    sent, unknown = origins(case, located.offers(case, first, last, tests), chosen)
    return Located(
        places, points, tuple(tracks), deliveries, sum(f.height for _, f in parts), placed, lost, over, sent, unknown,
        len(left.filters),
    )  # fmt: skip


def _without(places: Places, hidden: frozenset[int]) -> Places:
    """Places without those of some entities."""
    spots = {e: several for e, several in places.spots.items() if e not in hidden}
    return replace(places, spots=spots, unplaced=tuple(u for u in places.unplaced if u.entity not in hidden))


def _by_who(told: pl.DataFrame) -> Iterable[tuple[object, pl.DataFrame]]:
    return told.group_by("seen", maintain_order=True)


def _ends(graph: Graph, links: Iterable[int]) -> set[int]:
    """Whom the selected links join."""
    found: set[int] = set()
    for link in links:
        at = graph.link_of.get(link)
        if at is not None:
            for node in (graph.start[at], graph.end[at]):
                found |= {int(m) for m in graph.members(int(graph.ids[node]))}
    return found


def _track(graph: Graph, entity: int, frame: pl.DataFrame, places: Places, owner: int) -> Track:
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
    if owner:
        caption = f"{graph.captions[graph.node_of[owner]]}: {caption}"
    return Track(
        entity, caption, when, norths, easts, reaches, spots, rows,
        moves(when, norths, easts, reaches, unsure), owner,
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
