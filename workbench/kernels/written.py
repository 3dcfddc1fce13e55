"""Dates and durations in the few forms that most files write them in, read straight from the bytes of a text column.

Everything else is answered "not read": the value types know many more forms, and what is none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import kernel
from workbench.kernels.texts import Texts

NOT_READ, SECOND, MINUTE, DAY = 0, 1, 2, 3
STATED = 8  # added to the form where the text ends in Z
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@kernel
def _begin(views: Any, starts: Any, i: Any) -> Any:
    """Where a text of more than 12 bytes begins in the bytes of its column."""
    tail = views[i, 1]
    return starts[np.int64(tail & np.uint64(0xFFFFFFFF))] + np.int64(tail >> np.uint64(32))


@kernel
def _two(text: Any, at: Any) -> Any:
    """The number of two digits, or a negative one."""
    one, other = np.int64(text[at]) - 48, np.int64(text[at + 1]) - 48
    if one < 0 or one > 9 or other < 0 or other > 9:
        return np.int64(-10_000)
    return one * 10 + other


@kernel
def _days(year: Any, month: Any, day: Any) -> Any:
    """Days from 1970-01-01 in the Gregorian calendar (days_from_civil, H. Hinnant)."""
    y = year - 1 if month <= 2 else year
    era = y // 400
    of_era = y - era * 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


@kernel
def read_moments(
    views: Any,
    octets: Any,
    starts: Any,
    given: Any,
    day_at: Any,
    month_at: Any,
    days: Any,
    local: Any,
    form: Any,
) -> None:
    """Local microseconds since 1970 and the form of each text: a date, then perhaps T or a space and h:m or h:m:s, then
    perhaps Z. The date is y-m-d, or, where `day_at` is not negative, day and month where those two say (0 or 3).

    Dates are parted by -, / or ., twice the same; years are those from 1900 to 2199.
    """
    text = np.empty(24, np.uint8)
    for i in range(views.shape[0]):
        form[i] = 0
        local[i] = 0
        if not given[i]:
            continue
        size = np.int64(views[i, 0] & np.uint64(0xFFFFFFFF))
        if size != 10 and size != 16 and size != 17 and size != 19 and size != 20:
            continue
        if size == 10:
            for k in range(4):
                text[k] = np.uint8((views[i, 0] >> np.uint64(32 + 8 * k)) & np.uint64(255))
            for k in range(6):
                text[4 + k] = np.uint8((views[i, 1] >> np.uint64(8 * k)) & np.uint64(255))
        else:
            begin = _begin(views, starts, i)
            for k in range(size):
                text[k] = octets[begin + k]
        mark = text[4]
        if mark == 45 or mark == 47 or mark == 46:
            if text[7] != mark:
                continue
            year, month, day = _two(text, 0) * 100 + _two(text, 2), _two(text, 5), _two(text, 8)
        elif day_at >= 0:
            mark = text[2]
            if (mark != 45 and mark != 47 and mark != 46) or text[5] != mark:
                continue
            year, month, day = _two(text, 6) * 100 + _two(text, 8), _two(text, month_at), _two(text, day_at)
        else:
            continue
        if year < 1900 or year > 2199 or month < 1 or month > 12 or day < 1:
            continue
        leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if day > days[month] + (1 if leap else 0):
            continue
        seconds, shape = np.int64(0), 3
        if size > 10:
            hour, minute = _two(text, 11), _two(text, 14)
            if (text[10] != 32 and text[10] != 84) or text[13] != 58:
                continue
            if hour < 0 or hour > 23 or minute < 0 or minute > 59:
                continue
            seconds, shape = hour * 3600 + minute * 60, 2
            if size >= 19:
                second = _two(text, 17)
                if text[16] != 58 or second < 0 or second > 59:
                    continue
                seconds, shape = seconds + second, 1
            if size == 17 or size == 20:
                if text[size - 1] != 90:
                    continue
                shape += 8
        local[i] = (_days(year, month, day) * 86_400 + seconds) * 1_000_000
        form[i] = shape


@kernel
def read_durations(views: Any, given: Any, seconds: Any) -> None:
    """Whole seconds of each text that is one to nine digits, or h:mm:ss or hh:mm:ss; -1 for every other."""
    for i in range(views.shape[0]):
        seconds[i] = -1
        if not given[i]:
            continue
        size = np.int64(views[i, 0] & np.uint64(0xFFFFFFFF))
        if size < 1 or size > 9:
            continue
        low, high = views[i, 0] >> np.uint64(32), views[i, 1]
        total, part, colons, digits, sound = np.int64(0), np.int64(0), 0, 0, True
        for k in range(size):
            sign = (low >> np.uint64(8 * k) if k < 4 else high >> np.uint64(8 * (k - 4))) & np.uint64(255)
            if sign == 58:
                sound = sound and (digits == 2 or (colons == 0 and digits == 1))
                total, part, colons, digits = (total + part) * 60, np.int64(0), colons + 1, 0
            elif 48 <= sign <= 57:
                part, digits = part * 10 + np.int64(sign - np.uint64(48)), digits + 1
                sound = sound and (colons == 0 or digits > 1 or sign < 54)
            else:
                sound = False
        if sound and (colons == 0 or (colons == 2 and digits == 2)):
            seconds[i] = total + part


def moments(texts: Texts, order: str | None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Local microseconds and the form of each text; `order` is dmy or mdy, or anything else for neither."""
    local, form = np.empty(len(texts), np.int64), np.empty(len(texts), np.uint8)
    day, month = {"dmy": (0, 3), "mdy": (3, 0)}.get(order or "", (-1, -1))
    read_moments(texts.views, texts.octets, texts.starts, texts.given, day, month, _DAYS, local, form)
    return local, form


def durations(texts: Texts) -> npt.NDArray[np.int64]:
    """Whole seconds, -1 where the text is not in one of the plain forms."""
    seconds = np.empty(len(texts), np.int64)
    read_durations(texts.views, texts.given, seconds)
    return seconds


def warm() -> None:
    """Makes these kernels ready."""
    for column in samples.columns():
        moments(column, "dmy")
        durations(column)
