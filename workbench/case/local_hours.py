"""The hour and the weekday of records in the case's own zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from workbench.case.behind import Behind, Whole
from workbench.case.cases import Case
from workbench.kernels import brushing
from workbench.model.block import PRECISIONS

UNKNOWN = 255  # the hour and the weekday of a record that does not tell them
DAY = timedelta(days=1)


def of(case: Case, behind: Behind) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Hour and weekday of records in the case's zone. Of one that tells only its day, the hour is unknown and the
    weekday that of the day it states."""
    known = behind.known.get("local")
    if known is None:
        zone = ZoneInfo(case.about.zone or "UTC")
        hours, weekdays = (np.full(len(behind), UNKNOWN, np.uint8) for _ in range(2))
        changes, offsets = changes_of(zone, behind.at[: behind.timed])
        at = behind.at[: behind.timed]
        brushing.local_hours(at, changes, offsets, hours[: len(at)], weekdays[: len(at)])
        moment = behind.kind.moment
        assert moment is not None
        frame = behind.read(case, [f"{moment.id}.mark"])
        if frame.width:
            mark = frame.to_series().fill_null(0).to_numpy()[: len(at)]
            days = np.flatnonzero(mark & 15 == PRECISIONS.index("day"))
            if len(days):
                offset = behind.read(case, [f"{moment.id}.offset"])
                east = (
                    offset.to_series().fill_null(0).to_numpy()[days] if offset.width else np.zeros(len(days))
                )
                local = at[days] // 60_000_000 + east.astype(np.int64)
                hours[days], weekdays[days] = UNKNOWN, (local // 1440 + 3) % 7
        known = behind.known["local"] = hours, weekdays
    return known


def changes_of(zone: ZoneInfo, at: Whole) -> tuple[Whole, Whole]:
    """When the clocks of a zone change between the first and the last of some moments in order, and the microseconds
    east of UTC before each change and after the last, for `kernels.brushing.local_hours`."""
    if not len(at):
        return np.zeros(0, np.int64), np.zeros(1, np.int64)
    first = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at[0]))
    last = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at[-1]))

    def east(moment: datetime) -> int:
        return (moment.astimezone(zone).utcoffset() or timedelta()) // timedelta(microseconds=1)

    changes: list[int] = []
    offsets = [east(first)]
    moment = first
    while moment < last:
        later = min(moment + DAY, last)
        if east(later) != offsets[-1]:
            low, high = moment, later
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if east(middle) == offsets[-1] else (low, middle)
            high = high.replace(microsecond=0)
            changes.append((high - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1))
            offsets.append(east(later))
        moment = later
    return np.array(changes, np.int64), np.array(offsets, np.int64)
