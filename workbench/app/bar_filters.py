"""From bars that are chosen to the filter they make, together with what is in force already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.app.actions.filters import add_filter, exchange_filter, remove_filter
from workbench.app.session import Session
from workbench.model.filters import Filter
from workbench.model.problems import Problem


def listed(test: Filter) -> bool:
    """Whether a filter names values, not a stretch."""
    return test.low is None and test.high is None


def joined(tests: Sequence[Filter]) -> Filter:
    """The filter that keeps what any of some bars of one field stands for; stretches must lie side by side."""
    by = tests[0].by
    if all(listed(t) for t in tests):
        return Filter(by, keep=tuple(dict.fromkeys(value for t in tests for value in t.keep)))
    stretches = [_as_stretch(t) for t in tests]
    stretches.sort(key=lambda t: (t.low is not None, t.low or 0))
    if any(one.high is None or one.high != other.low for one, other in pairwise(stretches)) or any(
        t.keep != stretches[0].keep for t in stretches
    ):
        raise Problem(
            "these bars do not lie side by side", "keep one stretch; what lies apart cannot be one filter"
        )
    return replace(stretches[0], high=stretches[-1].high)


def _as_stretch(test: Filter) -> Filter:
    if not listed(test):
        return test
    if test.by == "duration" and len(test.keep) == 1 and test.keep[0]:
        return Filter("duration", low=int(test.keep[0]), high=int(test.keep[0]) + 1)
    raise Problem("a value and a stretch cannot be one filter", "keep one of them")


def keep(session: Session, tests: Sequence[Filter]) -> None:
    """Keeps bars as a filter: values join those kept already, ones that are kept are let go; a stretch takes the
    place of the one before."""
    new = joined(tests)
    old = _in_force(session, new.by, lambda f: not f.drop and listed(f) == listed(new))
    if old is None:
        return add_filter(session, new)
    if not listed(new):
        return exchange_filter(session, old, replace(new, title=old.title))
    if set(new.keep) <= set(old.keep):
        left = tuple(value for value in old.keep if value not in new.keep)
        if not left:
            return remove_filter(session, old)
    else:
        left = tuple(dict.fromkeys((*old.keep, *new.keep)))
    return exchange_filter(session, old, replace(old, keep=left))


def leave_out(session: Session, tests: Sequence[Filter]) -> None:
    """Leaves out what bars stand for; what is left out already comes back."""
    new = joined(tests)
    if not listed(new):
        raise Problem("a stretch can be kept, but not left out", "keep what lies below or above it")
    old = _in_force(session, new.by, lambda f: bool(f.drop) and not f.keep and listed(f))
    if old is None:
        return add_filter(session, Filter(new.by, drop=new.keep))
    if set(new.keep) <= set(old.drop):
        left = tuple(value for value in old.drop if value not in new.keep)
        if not left:
            return remove_filter(session, old)
    else:
        left = tuple(dict.fromkeys((*old.drop, *new.keep)))
    return exchange_filter(session, old, replace(old, drop=left))


def _in_force(session: Session, by: str, fits: Callable[[Filter], bool]) -> Filter | None:
    filters = session.chart.looked.filters if session.chart is not None else ()
    return next((f for f in filters if f.by == by and f.on and fits(f)), None)
