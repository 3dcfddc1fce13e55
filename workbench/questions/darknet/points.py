"""Where something was left, found or shown: every point on the earth that records and texts state, with who said so."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workbench.model.values.coordinates import in_text
from workbench.questions.held import Held

POINTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "latitude": pl.Float64, "longitude": pl.Float64, "at": pl.Int64, "who": pl.Int64, "place": pl.Int64,
    "told": pl.String, "ref": pl.Int64,
}  # fmt: skip
# Record, moment, who, role of the place, where the record states degrees of its own; how it is told.
STATED = (
    ("message", "start", "sender", "", True, "message"),
    ("photo", "at", "camera", "place", True, "photograph"),
    ("sighting", "at", "seen", "place", True, "sighting"),
    ("seizure", "at", "person", "place", True, "seizure"),
    ("arrest", "at", "person", "place", True, "arrest"),
    ("mention", "at", "by", "mentioned", False, "text"),
)
TEXTS = (
    ("message", "start", "sender", "text", "text"),
    ("listing", "seen", "vendor", "description", "listing"),
)


def points(held: Held) -> pl.DataFrame:
    """`POINTS`: one row for each point of a record, by time. `place` is the place or address the record names, 0 for
    none; the degrees are null where only an address is named."""
    rows = [*_stated(held), *_texts(held)]
    made = pl.DataFrame(rows, schema=POINTS, orient="row")
    once = made.unique(["latitude", "longitude", "who", "place", "ref"], keep="first", maintain_order=True)
    return once.sort("at", "ref", nulls_last=True, maintain_order=True)


def _stated(held: Held) -> Iterator[tuple[object, ...]]:
    for record, moment, who, place, degrees, told in STATED:
        wanted = [moment, who, *([place] if place else []), *(["latitude", "longitude"] if degrees else [])]
        for said in held.records(record, wanted).iter_rows(named=True):
            entity = said[place] if place else 0
            north, east = (said["latitude"], said["longitude"]) if degrees else (None, None)
            kind = held.kind(entity) if entity else ""
            if (north is None or east is None) and kind == "place":
                north, east = _degrees(held.value(entity))
            elif kind not in ("place", "address"):
                entity = 0
            if (north is not None and east is not None) or kind == "address":
                yield north, east, said[moment], said[who], entity, told, said["ref"]


def _degrees(value: str) -> tuple[float | None, float | None]:
    north, comma, east = value.partition(",")
    return (float(north), float(east)) if comma else (None, None)


def _texts(held: Held) -> Iterator[tuple[object, ...]]:
    for record, moment, who, text, told in TEXTS:
        frame = held.records(record, [moment, who, text])
        for said in frame.filter(pl.col(text).str.contains(r"\d[.,°º]\s?\d")).iter_rows(named=True):
            for point in in_text(said[text]):
                yield point.latitude, point.longitude, said[moment], said[who], 0, told, said["ref"]
