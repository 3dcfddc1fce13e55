"""What bars are called, and what stands below columns."""

from __future__ import annotations

from workbench.case.bars import Bar, Histogram
from workbench.case.cases import Case
from workbench.ui import filter_words, words


def names_of(case: Case, found: Histogram) -> tuple[list[str], list[str]]:
    """What the bars are called, and what stands below columns."""
    names = [_name(case, found.by, bar) for bar in found.bars]
    if found.by == "hour":
        return names, [bar.test.keep[0] if n % 6 == 0 else "" for n, bar in enumerate(found.bars)]
    if found.by == "weekday":
        return names, [name[:2] for name in names]
    if found.by == "time" and found.bars:
        zone = words.zone_of(case.about.zone)
        ends = [
            words.day(words.local(int(at or 0), zone))
            for at in (found.bars[0].test.low, found.bars[-1].test.high)
        ]
        return names, [ends[0], *[""] * (len(names) - 2), ends[1]] if len(names) > 1 else names
    return names, []


def _name(case: Case, by: str, bar: Bar) -> str:
    """A bar without the name of its field and zone."""
    if bar.test.low is not None or bar.test.high is not None:
        return filter_words.stretch(case, bar.test)
    return filter_words.value_name(case, by, bar.test.keep[0])
