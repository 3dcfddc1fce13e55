"""From what a case says of places to what stands on the map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from workbench.app import charting
from workbench.app.offered import Origin
from workbench.app.places import EXACT, Spot
from workbench.app.tracks import Delivery, Located, Track
from workbench.case.cases import Case
from workbench.drawing.chart import Look
from workbench.drawing.map_scene import ANTENNA, COUNTRY, POINT, TOWN, Areas, Dots, MapScene, Marks, Ways
from workbench.drawing.theme import number
from workbench.model.geography import distance, great_circle, metres_per_unit, project
from workbench.model.kinds import Kinds

EXACTNESS = {"point": POINT, "antenna": ANTENNA, "city": TOWN, "country": COUNTRY}
COLOURS = ("#3b5bdb", "#b3651b", "#2b7a55", "#7a5195", "#a23b57", "#37788a")
IMPOSSIBLE = "#c0261c"
STOPS = 60  # stops of one way up to which they are numbered
CURVED = 200_000.0  # metres from which a line follows the earth
PARCELS, VENDOR = "parcel", "handle"


def scene(case: Case, located: Located) -> MapScene:
    """Everything that stands on the map; while somebody's way is shown, only the places on it."""
    looks, look_of = _looks(case.kinds)
    spots = [s for several in located.places.spots.values() for s in several]
    if located.tracks:
        on = {id(s) for track in located.tracks for s in track.spots if s is not None}
        spots = [s for s in spots if id(s) in on]
    spots += _sent_from(located.origins)
    u, v = project(located.points.latitude, located.points.longitude)
    points = Dots(
        u, v, EXACT / metres_per_unit(located.points.latitude), located.points.count.astype(np.float64)
    )
    if located.tracks:
        points = _stated(located.tracks)
    return MapScene(
        _areas(spots, look_of),
        _marks(spots, located, look_of),
        points,
        _ways(located.tracks),
        _parcels(located.deliveries, case.kinds),
        looks,
        _stops(located.tracks),
    )


def _looks(kinds: Kinds) -> tuple[list[Look], dict[str, int]]:
    wanted = [k for k in ("cell", "address", "place", VENDOR) if k in kinds.entities]
    return charting.looks(kinds, wanted), {k: n for n, k in enumerate(wanted)}


def _sent_from(origins: Iterable[Origin]) -> list[Spot]:
    """Where offers are sent from, as places of the first of their vendors."""
    return [
        Spot(
            o.vendors[0], VENDOR, o.place.name, o.place.latitude, o.place.longitude, o.place.precision,
            o.place.reach, o.place.reach, town=o.place.name, records=o.records,
        )
        for o in origins
    ]  # fmt: skip


def _units(metres: float, latitude: float) -> float:
    return metres / float(metres_per_unit(latitude))


def _areas(spots: Iterable[Spot], look_of: dict[str, int]) -> Areas:
    """What cells cover, and the uncertainty of towns and countries; those at one place with one reach stand once."""
    rows: dict[tuple[object, ...], list[float]] = {}
    for s in spots:
        sweep = math.radians(s.beam) if s.azimuth is not None else 2 * math.pi
        begin = math.radians((s.azimuth or 0.0) - s.beam / 2) if s.azimuth is not None else 0.0
        key = (
            (s.latitude, s.longitude, s.drawn, begin, sweep)
            if s.kind != "cell"
            else (s.entity, s.first, s.latitude)
        )
        if key in rows:
            rows[key][6] += s.records
            continue
        u, v = project(s.latitude, s.longitude)
        reach = _units(s.drawn, s.latitude)
        rows[key] = [
            float(u), float(v), reach, begin % (2 * math.pi), sweep, not s.range_stated, s.records,
            look_of.get(s.kind, 0), s.entity,
        ]  # fmt: skip
    if not rows:
        return Areas()
    made = np.array(list(rows.values()), np.float64).T
    return Areas(
        made[8].astype(np.int64), made[0], made[1], made[2], made[3], made[4], made[6], made[5].astype(bool),
        made[7].astype(np.uint8),
    )  # fmt: skip


def _marks(spots: Iterable[Spot], located: Located, look_of: dict[str, int]) -> Marks:
    """One sign for all that lies at one place as exactly; what is known only by its town is captioned by the town.
    The sign of where offers are sent from is of all vendors who say so."""
    vendors = {(o.place.latitude, o.place.longitude): o.vendors for o in located.origins}
    groups: dict[tuple[float, float, int, str], list[Spot]] = {}
    for s in spots:
        groups.setdefault((s.latitude, s.longitude, EXACTNESS[s.precision], s.kind), []).append(s)
    rows = []
    for (lat, lon, exact, kind), there in groups.items():
        entities = tuple(dict.fromkeys(s.entity for s in there))
        if kind == VENDOR:
            entities = vendors[lat, lon]
        caption = there[0].caption if len(entities) == 1 else ""
        if exact in (TOWN, COUNTRY):
            caption = there[0].town or caption
        elif len(entities) > 1:
            caption = f"{there[0].caption} +{len(entities) - 1}"
        rows.append((lat, lon, look_of.get(kind, 0), exact, sum(s.records for s in there), entities, caption))
    known = {(row[0], row[1]) for row in rows}
    for delivery in located.deliveries:
        for place in delivery.stops:
            if (place.latitude, place.longitude) not in known:
                known.add((place.latitude, place.longitude))
                exact = EXACTNESS[place.precision]
                rows.append(
                    (place.latitude, place.longitude, look_of.get("address", 0), exact, 0, (), place.name)
                )
    if not rows:
        return Marks()
    u, v = project([r[0] for r in rows], [r[1] for r in rows])
    return Marks(
        [r[5] for r in rows], u, v, np.array([r[2] for r in rows], np.uint8), np.array([r[3] for r in rows], np.uint8),
        np.array([r[4] for r in rows], np.float64), [r[6] for r in rows],
    )  # fmt: skip


def _stated(tracks: Iterable[Track]) -> Dots:
    """The stated degrees on the ways that are shown."""
    bare = [(t, np.array([s is None for s in t.spots], bool)) for t in tracks]
    lat = np.concatenate([t.latitude[b] for t, b in bare])
    lon = np.concatenate([t.longitude[b] for t, b in bare])
    u, v = project(lat, lon)
    return Dots(u, v, EXACT / metres_per_unit(lat), np.ones(len(lat)))


def middles(track: Track) -> tuple[np.ndarray, np.ndarray]:
    """Where each sighting of a track is drawn: in the middle of what the cell covers, not at the mast."""
    points = [s.middle if s is not None else None for s in track.spots]
    lat = np.array([p[0] if p else track.latitude[k] for k, p in enumerate(points)])
    lon = np.array([p[1] if p else track.longitude[k] for k, p in enumerate(points)])
    return lat, lon


class _Lines:
    """Collects lines for `Ways`, one at a time or many straight ones at once."""

    def __init__(self) -> None:
        self._points: list[tuple[np.ndarray, np.ndarray]] = []
        self._counts: list[int] = []
        self._colour: list[int] = []
        self._width: list[float] = []
        self._broken: list[bool] = []
        self._labels: list[str] = []

    def add(
        self,
        stops: Sequence[tuple[float, float]],
        colour: int,
        width: float,
        broken: bool = False,
        label: str = "",
    ) -> None:
        """A line over some stops (latitude, longitude); it follows the earth, and goes on over the date line."""
        lats: list[np.ndarray] = []
        lons: list[np.ndarray] = []
        for (a, b), (c, d) in pairwise(stops):
            far = float(distance(a, b, c, d))
            some, others = great_circle(a, b, c, d, 2 if far < CURVED else int(min(8 + far / 50_000, 160)))
            if lons:
                others = others + round((float(lons[-1][-1]) - float(others[0])) / 360) * 360
            lats.append(some)
            lons.append(others)
        self._points.append(project(np.concatenate(lats), np.concatenate(lons)))
        self._counts.append(sum(map(len, lats)))
        self._style([colour], [width], broken, [label])

    def add_straight(self, ends: np.ndarray, colour: int, widths: np.ndarray, labels: list[str]) -> None:
        """Short lines from (ends[k, 0], ends[k, 1]) to (ends[k, 2], ends[k, 3])."""
        east = ends[:, 3] + np.round((ends[:, 1] - ends[:, 3]) / 360) * 360
        lat = np.stack([ends[:, 0], ends[:, 2]], axis=1).ravel()
        self._points.append(project(lat, np.stack([ends[:, 1], east], axis=1).ravel()))
        self._counts += [2] * len(ends)
        self._style([colour] * len(ends), widths.tolist(), False, labels)

    def _style(self, colours: list[int], widths: list[float], broken: bool, labels: list[str]) -> None:
        self._colour += colours
        self._width += widths
        self._broken += [broken] * len(colours)
        self._labels += labels

    def ways(self) -> Ways:
        if not self._counts:
            return Ways()
        u, v = (np.concatenate(parts) for parts in zip(*self._points, strict=True))
        return Ways(
            np.cumsum([0, *self._counts]).astype(np.int32), u, v, np.array(self._colour, np.uint32),
            np.array(self._width, np.float64), np.array(self._broken, bool), self._labels,
        )  # fmt: skip


def _ways(tracks: Sequence[Track]) -> Ways:
    """The moves of each track, those between the same two places as one line; impossible ones apart, last and
    broken."""
    lines, warned = _Lines(), []
    for n, track in enumerate(tracks):
        colour = number(COLOURS[n % len(COLOURS)])
        lat, lon = middles(track)
        ends = np.stack([lat[:-1], lon[:-1], lat[1:], lon[1:]], axis=1) if len(lat) > 1 else np.zeros((0, 4))
        wrong = track.moves.impossible
        warned += [(ends[k].tolist(), float(track.moves.at_least[k])) for k in np.flatnonzero(wrong).tolist()]
        moved = np.abs(ends[:, :2] - ends[:, 2:]).max(axis=1, initial=0) > 1e-9
        if not (~wrong & moved).any():
            continue
        unique, at, often = np.unique(ends[~wrong & moved], axis=0, return_index=True, return_counts=True)
        order = np.argsort(at)
        unique, often = unique[order], often[order]
        width = 1.3 + 2.2 * np.log1p(often) / math.log1p(float(often.max()))
        label = [track.caption if len(tracks) > 1 else "", *[""] * (len(unique) - 1)]
        far = distance(*unique.T) >= CURVED
        lines.add_straight(
            unique[~far], colour, width[~far], [label[k] for k in np.flatnonzero(~far).tolist()]
        )
        for k in np.flatnonzero(far).tolist():
            a, b, c, d = unique[k].tolist()
            lines.add([(a, b), (c, d)], colour, float(width[k]), label=label[k])
    for (a, b, c, d), speed in warned:
        lines.add([(a, b), (c, d)], number(IMPOSSIBLE), 2.4, True, speed_label(speed))
    return lines.ways()


def speed_label(speed: float) -> str:
    """What stands on an impossible move."""
    return "! at once" if math.isinf(speed) else f"! {speed:,.0f} km/h"


def _stops(tracks: Sequence[Track]) -> list[tuple[float, float, str]]:
    """Numbers at the stops of a single way, in order of time: where it came back, several stand together."""
    if len(tracks) != 1:
        return []
    lat, lon = middles(tracks[0])
    found: dict[tuple[float, float], list[int]] = {}
    number_of, before = 0, None
    for point in zip(lat.tolist(), lon.tolist(), strict=True):
        if point != before:
            number_of += 1
            found.setdefault(point, []).append(number_of)
        before = point
    if number_of > STOPS:
        return []
    u, v = project([p[0] for p in found], [p[1] for p in found])
    texts = [", ".join(map(str, n[:4])) + (", …" if len(n) > 4 else "") for n in found.values()]
    return list(zip(u.tolist(), v.tolist(), texts, strict=True))


def _parcels(deliveries: Sequence[Delivery], kinds: Kinds) -> Ways:
    """An arc for each way that parcels went, as wide as there were many."""
    lines = _Lines()
    colour = parcel_colour(kinds)
    most = max((len(d.parcels) for d in deliveries), default=1)
    for delivery in sorted(deliveries, key=lambda d: len(d.parcels)):
        stops = [(p.latitude, p.longitude) for p in delivery.stops]
        stops = [s for k, s in enumerate(stops) if not k or s != stops[k - 1]]
        if len(stops) > 1:
            count = len(delivery.parcels)
            width = 1.3 + 2.6 * math.log1p(count) / math.log1p(most)
            lines.add(stops, colour, width, label=str(count) if count > 1 else "")
    return lines.ways()


def parcel_colour(kinds: Kinds) -> int:
    """The colour of parcels' ways: that of a parcel."""
    return number(kinds.entities[PARCELS].colour if PARCELS in kinds.entities else COLOURS[2])
