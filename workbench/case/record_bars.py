"""Gathering how records are spread over the values of their fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import assets
from workbench.case.bars import MOST, Bar, Histogram, Whole, in_steps, steps
from workbench.case.behind import Behind, Mask
from workbench.case.cases import Case
from workbench.case.record_fields import cells, coded, durations, sums
from workbench.case.scope import Scope
from workbench.kernels import brushing
from workbench.model.filters import OF_RECORDS, WEEKDAYS, Filter
from workbench.model.graph import Graph
from workbench.model.values import amounts

TIMES = 48  # bars of time
SECONDS = (0, 1, 10, 30, 60, 300, 600, 1800, 3600, None)  # where bars of durations begin


class Values:
    """Counts labels: sources, types, hours, weekdays."""

    def __init__(self, by: str, fixed: Sequence[str] = ()) -> None:
        self.by, self.fixed = by, fixed
        self.counts: dict[str, list[int]] = {value: [0, 0] for value in fixed}

    def add(self, case: Case, records: Behind, passing: Mask) -> None:
        said = coded(case, records, self.by)
        here, whole = (np.zeros(len(said.labels), np.int64) for _ in range(2))
        brushing.count_codes(said.codes, passing, 0, len(records), here)
        brushing.count_codes(said.codes, np.ones(len(records), bool), 0, len(records), whole)
        for n in np.flatnonzero(whole).tolist():
            self._count(said.labels[n].partition("\0")[0], int(here[n]), int(whole[n]))

    def _count(self, label: str, here: int, whole: int) -> None:
        counted = self.counts.setdefault(label, [0, 0])
        counted[0] += here
        counted[1] += whole

    def made(self) -> Histogram:
        if not any(whole for _, whole in self.counts.values()):
            return Histogram(self.by, "records", ())
        if self.fixed:
            listed = list(self.counts.items())
        else:
            listed = sorted(self.counts.items(), key=lambda item: (-item[1][1], item[0]))
        most = len(listed) if self.fixed else MOST
        bars = tuple(Bar(Filter(self.by, keep=(label,)), *counts) for label, counts in listed[:most])
        return Histogram(self.by, "records", bars, max(len(listed) - most, 0))


class _Cells(Values):
    """Counts the cells that records name, each once a record."""

    def __init__(self) -> None:
        super().__init__("cell")
        self.ids: dict[int, list[int]] = {}

    def add(self, case: Case, records: Behind, passing: Mask) -> None:
        columns = cells(case, records)
        for place, column in enumerate(columns):
            fresh = column > 0
            for earlier in columns[:place]:
                fresh &= column != earlier
            for part, mask in enumerate((fresh & passing, fresh)):
                ids, counts = np.unique(column[mask], return_counts=True)
                for id, count in zip(ids.tolist(), counts.tolist(), strict=True):
                    self.ids.setdefault(id, [0, 0])[part] += count
        self.case = case

    def made(self) -> Histogram:
        listed = sorted(self.ids.items(), key=lambda item: (-item[1][1], item[0]))
        marks = ",".join(str(id) for id, _ in listed[:MOST])
        value = (
            dict(self.case.db.conn.execute(f"SELECT id, value FROM entity WHERE id IN ({marks})"))
            if listed
            else {}
        )
        bars = tuple(Bar(Filter("cell", keep=(value[id],)), *counts) for id, counts in listed[:MOST])
        return Histogram("cell", "records", bars, max(len(listed) - MOST, 0))


class _Durations(Values):
    def __init__(self) -> None:
        super().__init__("duration")
        self.steps: list[Whole] = [np.zeros(len(SECONDS) - 1, np.int64) for _ in range(2)]
        self.unknown = [0, 0]

    def add(self, case: Case, records: Behind, passing: Mask) -> None:
        said = durations(case, records)
        for part, values in enumerate((said[passing], said)):
            self.steps[part] += in_steps(values, SECONDS)
            self.unknown[part] += int((values < 0).sum())

    def made(self) -> Histogram:
        tests = steps("duration", SECONDS)
        tests[0] = Filter("duration", keep=("0",))
        bars = [Bar(t, int(h), int(w)) for t, h, w in zip(tests, *self.steps, strict=True) if w]
        if self.unknown[1] and bars:
            bars.append(Bar(Filter("duration", keep=("",)), *self.unknown))
        return Histogram("duration", "records", tuple(bars))


class _Amounts(Values):
    """Bars of powers of ten of one asset: that of the filter in force, else the most frequent."""

    def __init__(self, case: Case, on: Sequence[Filter]) -> None:
        super().__init__("amount")
        self.wanted = next((f.keep[0] for f in on if f.by == "amount" and f.keep), "")
        self.parts: list[tuple[pl.Series, npt.NDArray[np.int32], Mask]] = []
        self.codes = assets.codes(case.db)

    def add(self, case: Case, records: Behind, passing: Mask) -> None:
        units, asset = sums(case, records)
        self.parts.append((units.cast(pl.Decimal(38, 0)), asset, passing))

    def made(self) -> Histogram:
        if not self.parts:
            return Histogram(self.by, "records", ())
        frame = pl.DataFrame(
            {
                "units": pl.concat([units for units, _, _ in self.parts]),
                "asset": np.concatenate([asset for _, asset, _ in self.parts]),
                "here": np.concatenate([here for _, _, here in self.parts]),
            }
        ).drop_nulls("units")
        counts = (
            frame.filter(pl.col("asset") > 0).group_by("asset").len().sort("len", "asset", descending=True)
        )
        found = [self.codes[a] for a in counts["asset"].to_list()]
        if not found:
            return Histogram(self.by, "records", ())
        code = self.wanted if self.wanted in found else found[0]
        number = next(n for n, c in self.codes.items() if c == code and n)
        mine = frame.filter(pl.col("asset") == number)
        bars = [*self._decades(mine, code), *self._others(frame, code, found)]
        return Histogram(self.by, "records", tuple(bars))

    def _decades(self, mine: pl.DataFrame, code: str) -> list[Bar]:
        scale = Decimal(10) ** amounts.decimals(code)
        highest = Decimal(int(mine["units"].max() or 0)) / scale  # type: ignore[arg-type]
        first = Decimal(1)
        while first > Decimal(1) / scale and (mine["units"] < int(first * scale)).mean() > 0.5:  # type: ignore[operator]
            first /= 10
        edges: list[Decimal | None] = [None, first]
        while edges[-1] is not None and edges[-1] <= highest:
            edges.append(edges[-1] * 10)
        bars = []
        for low, high in pairwise(edges):
            inside = pl.lit(True)
            if low is not None:
                inside &= pl.col("units") >= int(low * scale)
            if high is not None:
                inside &= pl.col("units") < int(high * scale)
            part = mine.filter(inside)
            if part.height:
                bars.append(
                    Bar(Filter("amount", (code,), low=low, high=high), int(part["here"].sum()), part.height)
                )
        return bars

    def _others(self, frame: pl.DataFrame, code: str, found: list[str]) -> list[Bar]:
        """The other assets, a bar each: choosing one shows its own stretches."""
        number = {c: n for n, c in self.codes.items() if n}
        made = []
        for other in [c for c in found if c != code][: MOST // 2]:
            part = frame.filter(pl.col("asset") == number[other])
            made.append(Bar(Filter("amount", (other,)), int(part["here"].sum()), part.height))
        return made


class _Times(Values):
    """Equal stretches from the first record to the last."""

    def __init__(self, scope: Scope) -> None:
        super().__init__("time")
        known = scope.graph.first[scope.links[scope.judged]]
        last = scope.graph.last[scope.links[scope.judged]]
        timed = known != Graph.NO_TIME
        self.edges = np.zeros(0, np.int64)
        if timed.any():
            begin, end = int(known[timed].min()), int(last[timed].max()) + 1
            parts = min(TIMES, end - begin)
            self.edges = begin + (end - begin) * np.arange(parts + 1, dtype=object) // parts
            self.edges = self.edges.astype(np.int64)
        self.sums = [np.zeros(max(len(self.edges) - 1, 0), np.int64) for _ in range(2)]

    def add(self, case: Case, records: Behind, passing: Mask) -> None:
        if not len(self.edges):
            return
        at = np.searchsorted(records.at[: records.timed], self.edges)
        self.sums[1] += np.diff(at)
        if passing.all():
            self.sums[0] += np.diff(at)
        else:
            passed = np.concatenate([np.zeros(1, np.int64), np.cumsum(passing[: records.timed])])
            self.sums[0] += np.diff(passed[at])

    def made(self) -> Histogram:
        stretches = zip(self.edges[:-1].tolist(), self.edges[1:].tolist(), strict=True)
        bars = [
            Bar(Filter("time", low=low, high=high), int(here), int(whole))
            for (low, high), here, whole in zip(stretches, *self.sums, strict=True)
        ]
        return Histogram("time", "records", tuple(bars))


GATHERED: dict[str, Callable[[Case, Scope, Sequence[Filter]], Values]] = {
    "source": lambda case, scope, on: Values("source"),
    "type": lambda case, scope, on: Values("type"),
    "hour": lambda case, scope, on: Values("hour", [str(hour) for hour in range(24)]),
    "weekday": lambda case, scope, on: Values("weekday", WEEKDAYS),
    "cell": lambda case, scope, on: _Cells(),
    "duration": lambda case, scope, on: _Durations(),
    "amount": lambda case, scope, on: _Amounts(case, on),
    "time": lambda case, scope, on: _Times(scope),
}
assert set(GATHERED) == set(OF_RECORDS)
