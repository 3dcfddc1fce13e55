"""Streams of parcels: what one sender sends, or one recipient gets, day by day, and how even the gaps are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

DAY = 86_400_000_000
LOTS, SEED = 1000, 1
WEEKDAYS = (
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
)  # day 0 is 1 January 1970


@dataclass(frozen=True)
class Stream:
    """The parcels that bear a mark, or several that always stand together: (side, what, mark, entity). `days` are the
    different UTC days since 1970 on which any was sent, in order; `refs` the records and `parcels` the parcels, in
    order of time."""

    marks: tuple[tuple[str, str, str, int], ...]
    days: npt.NDArray[np.int64]
    parcels: tuple[int, ...]
    refs: tuple[int, ...]

    @property
    def entities(self) -> tuple[int, ...]:
        """What its marks are in the case."""
        return tuple(dict.fromkeys(entity for *_, entity in self.marks if entity))

    @property
    def gaps(self) -> npt.NDArray[np.int64]:
        """Days between one dispatch and the next."""
        return np.diff(self.days)


@dataclass(frozen=True)
class Rhythm:
    """How even a stream is: `gap` the median gap in days, `near` and `far` the gaps that a quarter falls below and
    above, `uneven` the mean distance from the median as a share of it, `chance` how often as many days thrown over
    the same stretch by lot are as even; `weekday` and `on_it`, the commonest day of the week and the share on it."""

    gap: float
    near: float
    far: float
    uneven: float
    chance: float
    weekday: str
    on_it: float


def streams(whole: pl.DataFrame, sides: Sequence[str], least: int, sharing: int) -> Iterator[Stream]:
    """Every mark that parcels were sent with on at least so many days and no more than `sharing` parcels bear; those
    that stand on the same parcels are one stream."""
    dated = whole.filter(pl.col("at").is_not_null() & pl.col("side").is_in(list(sides))).sort("at", "ref")
    grouped = dated.group_by("side", "what", "mark", maintain_order=True).agg(
        pl.col("entity").max(), (pl.col("at") // DAY).unique().sort().alias("days"),
        pl.col("parcel").unique(maintain_order=True), pl.col("ref").unique(maintain_order=True),
    )  # fmt: skip
    together: dict[tuple[int, ...], list[tuple[str, str, str, int]]] = {}
    days: dict[tuple[int, ...], list[int]] = {}
    parcels: dict[tuple[int, ...], tuple[int, ...]] = {}
    for said in grouped.sort("side", "what", "mark").iter_rows(named=True):
        if len(said["days"]) >= least and len(said["parcel"]) <= sharing:
            refs = tuple(said["ref"])
            together.setdefault(refs, []).append(
                (said["side"], said["what"], said["mark"], said["entity"] or 0)
            )
            days[refs], parcels[refs] = said["days"], tuple(said["parcel"])
    for refs, told in together.items():
        yield Stream(tuple(told), np.array(days[refs], np.int64), parcels[refs], refs)


def rhythm(stream: Stream) -> Rhythm:
    """Measures a stream of three or more days; the lot always falls alike."""
    gaps = stream.gaps
    uneven = _uneven(gaps[None, :])[0]
    span = int(stream.days[-1] - stream.days[0])
    lot = np.random.default_rng(SEED)
    few = len(gaps) - 1
    drawn = lot.random((LOTS, max(span - 1, 1)), np.float32)
    inside = (
        np.argpartition(drawn, min(few, drawn.shape[1]) - 1, axis=1)[:, :few] if few else drawn[:, :0]
    ) + 1
    thrown = np.sort(np.concatenate([np.zeros((LOTS, 1)), inside, np.full((LOTS, 1), span)], axis=1), axis=1)
    even = int((_uneven(np.diff(thrown, axis=1)) <= uneven + 1e-12).sum())
    on = np.bincount(stream.days % 7, minlength=7)
    near, gap, far = (float(np.quantile(gaps, q, method="nearest")) for q in (0.25, 0.5, 0.75))
    return Rhythm(
        gap, near, far, float(uneven), (even + 1) / (LOTS + 1), WEEKDAYS[int(on.argmax())],
        float(on.max() / len(stream.days)),
    )  # fmt: skip


def _uneven(gaps: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    median = np.median(gaps, axis=1, keepdims=True)
    return np.asarray(np.abs(gaps - median).mean(axis=1) / np.maximum(median[:, 0], 1), np.float64)
