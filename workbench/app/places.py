"""Where the cells, addresses and places of a case lie, how exactly that is known, and what cannot be placed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from workbench.app import paths
from workbench.case import located
from workbench.case.antennas import FURTHEST, antenna
from workbench.case.cases import Case
from workbench.model import gazetteer
from workbench.model.gazetteer import Answer, Place
from workbench.model.geography import distance, from_there
from workbench.model.graph import Graph
from workbench.model.values.base import Context
from workbench.model.values.coordinates import coordinates
from workbench.model.values.names import address

LOCATED = "located"  # the kind of link by which an analyst says where an address lies
DRAWN = 2_000.0  # metres a cell is drawn where its range is not stated
EXACT = 10.0  # metres around stated degrees: as well as satellites tell
TOGETHER = 1_000.0  # metres within which degrees stated of one address agree


@dataclass(frozen=True)
class Spot:
    """A place of an entity on the map, in degrees and metres.

    `precision` is point, antenna, city or country. What was there was within `reach` of it; `drawn` is how large it is
    shown. `because` and `by` say how the place is known where a choice was made: country, region, near, case, chosen,
    stated, address. `records` count how often it was named; `first` and `last` are when a mast stood there.
    """

    entity: int
    kind: str
    caption: str
    latitude: float
    longitude: float
    precision: str
    reach: float
    drawn: float
    azimuth: float | None = None
    beam: float = 360.0
    range_stated: bool = True
    because: str = ""
    by: str = ""
    town: str = ""
    first: int | None = None
    last: int | None = None
    records: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of what is drawn: of a sector half its range away from the mast."""
        if self.azimuth is None or self.beam >= 360:
            return self.latitude, self.longitude
        lat, lon = from_there(self.latitude, self.longitude, self.azimuth, self.drawn * 0.55)
        return float(lat), float(lon)


@dataclass(frozen=True)
class Unplaced:
    """An entity that is somewhere, but not known where: `why` is mast (no register tells where the cell stands),
    unknown (no town is recognised) or several (then `others` are those it may mean)."""

    entity: int
    kind: str
    caption: str
    why: str
    others: tuple[Place, ...] = ()
    records: int = 0


@dataclass(frozen=True)
class Places:
    """The spots of a case by entity, and what has none. A mast that moved has several spots, the latest known last."""

    spots: dict[int, tuple[Spot, ...]] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    heads: Mapping[int, int] = field(default_factory=dict)  # of those judged the same, whom they are shown as

    def spot(self, entity: int, at: int | None = None) -> Spot | None:
        """Where an entity was at a moment: the spot in force then, or the latest known."""
        there = self.spots.get(self.heads.get(entity, entity), ())
        if at is not None:
            inside = [
                s for s in there if (s.first is None or s.first <= at) and (s.last is None or at < s.last)
            ]
            there = tuple(inside) or there
        return there[-1] if there else None


def book() -> gazetteer.Gazetteer:
    """The gazetteer that ships with the program."""
    return gazetteer.load(paths.resources() / "map")


def place_all(case: Case, graph: Graph, counts: pl.DataFrame) -> Places:
    """Places every cell, address and place of a graph; `counts` are those of `case.located.counts`."""
    named: dict[int, int] = {}
    for place, often in counts.select("place", "count").iter_rows():
        head = graph.grouped.get(place, place)
        named[head] = named.get(head, 0) + often
    spots: dict[int, list[Spot]] = {}
    missing: dict[int, Unplaced] = {}
    stated = _stated(counts)
    chosen = _chosen(graph)
    wanted = {kind: _of_kind(graph, kind) for kind in ("cell", "address", "place")}
    for entity, value in wanted["place"].items():
        point = _point(value)
        if point is not None:
            spots[entity] = [Spot(entity, "place", _caption(graph, entity), *point, "point", EXACT, EXACT)]
    answers = book().find_all(set(wanted["address"].values()), case.about.country)
    for entity, value in wanted["address"].items():
        _place_address(graph, entity, answers[value], chosen, stated, spots, missing)
    _place_cells(case, graph, wanted["cell"], spots)
    for entity in wanted["cell"]:
        if entity in chosen:
            spots[entity] = [
                Spot(
                    entity, "cell", _caption(graph, entity), *chosen[entity], "antenna", FURTHEST, DRAWN,
                    range_stated=False, because="chosen",
                )
            ]  # fmt: skip
        elif entity not in spots:
            missing[entity] = Unplaced(entity, "cell", wanted["cell"][entity], "mast")
    made = {e: tuple(replace(s, records=named.get(e, 0)) for s in several) for e, several in spots.items()}
    left = [replace(u, records=int(graph.records[graph.node_of[e]])) for e, u in missing.items()]
    left.sort(key=lambda u: (u.why != "several", -u.records, u.caption))
    return Places(made, tuple(left), graph.grouped)


def _of_kind(graph: Graph, kind: str) -> dict[int, str]:
    """The entities of a kind, judged the same as others or not, and their values."""
    if kind not in graph.kinds:
        return {}
    nodes = np.flatnonzero(graph.kind == list(graph.kinds).index(kind))
    return {int(graph.ids[n]): graph.values[n] for n in nodes.tolist()}


def _caption(graph: Graph, entity: int) -> str:
    return graph.captions[graph.node_of[entity]] if entity in graph.node_of else ""


def _point(value: str) -> tuple[float, float] | None:
    """The degrees in the value of a place."""
    cleaned = coordinates.clean(value, Context())
    if cleaned is None:
        return None
    lat, _, lon = cleaned.value.partition(",")
    return float(lat), float(lon)


def _chosen(graph: Graph) -> dict[int, tuple[float, float]]:
    """Where the analyst said an entity lies: the place at the other end of a hand-made link."""
    if LOCATED not in graph.link_kinds:
        return {}
    found = {}
    for link in np.flatnonzero(graph.link_kind == list(graph.link_kinds).index(LOCATED)).tolist():
        start, end = int(graph.start[link]), int(graph.end[link])
        point = _point(graph.values[end])
        if point is not None:
            found[int(graph.ids[start])] = point
    return found


def _stated(counts: pl.DataFrame) -> dict[int, tuple[float, float]]:
    """The degrees that records state beside the name of a place, where all of them agree."""
    told = counts.filter((pl.col("place") > 0) & pl.col("latitude").is_not_null())
    found: dict[int, list[tuple[float, float]]] = {}
    for place, lat, lon in told.select("place", "latitude", "longitude").iter_rows():
        found.setdefault(place, []).append((lat, lon))
    agreed = {}
    for place, points in found.items():
        lats, lons = np.array(points).T
        if float(distance(lats[0], lons[0], lats, lons).max()) <= TOGETHER:
            agreed[place] = (float(lats[0]), float(lons[0]))
    return agreed


def _place_address(
    graph: Graph, entity: int, answer: Answer, chosen: dict[int, tuple[float, float]],
    stated: dict[int, tuple[float, float]], spots: dict[int, list[Spot]], missing: dict[int, Unplaced],
) -> None:  # fmt: skip
    caption = _caption(graph, entity)
    for points, because in ((chosen, "chosen"), (stated, "stated")):
        if entity in points:
            near = chosen_reach(answer, points[entity]) if because == "chosen" else (EXACT, "point")
            spots[entity] = [
                Spot(entity, "address", caption, *points[entity], near[1], near[0], near[0], because=because)
            ]
            return
    if answer.place is None:
        why = "several" if answer.others else "unknown"
        missing[entity] = Unplaced(
            entity, "address", address.show(graph.values[graph.node_of[entity]]), why, answer.others
        )
        return
    place = answer.place
    spots[entity] = [
        Spot(
            entity, "address", caption, place.latitude, place.longitude, place.precision, place.reach, place.reach,
            because=answer.because, by=answer.by, town=place.name,
        )
    ]  # fmt: skip


def chosen_reach(answer: Answer, point: tuple[float, float]) -> tuple[float, str]:
    """How exactly a chosen place is known: as the town it was chosen as, or as well as its degrees."""
    for place in answer.others:
        if float(distance(place.latitude, place.longitude, *point)) < 200:
            return place.reach, place.precision
    return EXACT, "point"


def _place_cells(case: Case, graph: Graph, cells: dict[int, str], spots: dict[int, list[Spot]]) -> None:
    """Places cells by what registers say of their masts; one that is told by its address alone lies in that town."""
    for row in located.masts(case).iter_rows(named=True):
        entity = graph.grouped.get(row["cell"], row["cell"])
        if entity not in cells:
            continue
        caption = _caption(graph, entity)
        when = {"first": row["from"], "last": row["until"]}
        told = antenna(row)
        if told is not None:
            made = Spot(
                entity, "cell", caption, told.latitude, told.longitude, "antenna", told.reach, told.range or DRAWN,
                told.azimuth, told.beam, told.range is not None, **when,
            )  # fmt: skip
        elif row["address"] in spots:
            town = spots[row["address"]][-1]
            reach = town.reach + FURTHEST
            made = replace(
                town, entity=entity, kind="cell", caption=caption, reach=reach, range_stated=False,
                because="address", by=town.caption, **when,
            )  # fmt: skip
        else:
            continue
        there = spots.setdefault(entity, [])
        there[:] = [s for s in there if not _replaced(s, made)] + [made]


def _replaced(before: Spot, now: Spot) -> bool:
    """Whether a later statement of a mast takes the place of an earlier one: the same stretch of time, or the same
    antenna told again."""
    same_time = (before.first, before.last) == (now.first, now.last)
    return same_time or (before.latitude, before.longitude, before.azimuth) == (
        now.latitude,
        now.longitude,
        now.azimuth,
    )
