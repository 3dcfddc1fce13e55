"""Who passes on at once? A calls B, and within minutes B calls C."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import MISSING, SECOND, heads, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

MOST = 20_000_000  # chains of single records looked at; beyond that the time between must be shorter
COLUMNS = (
    Column("chain", "From one to the next", "entities"),
    Column("times", "Times", "count"),
    Column("expected", "Expected by chance", "number"),
    Column("days", "Days", "count"),
    Column("middle", "Middle time between", "duration"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)


@question(
    "Who passes on at once?",
    "calls",
    does="Finds chains that recur: A calls or writes to B, and within minutes B calls or writes to C (and C to D). It "
    "shows who is told right after whom, not what.",
    method="After each call (its end, where its duration is known) or message that somebody got, what they began "
    "within the given time is a link of a chain; the same numbers in the same order are one chain. The number expected "
    "by chance is, link by link, how often the chain up to there came times the chance that a record to the next falls "
    "into the time given, if these were spread evenly over the hours of the day at which the one in the middle begins "
    "calls (Poisson). Ranked by how far the chain comes more often than that.",
    innocent=(
        "A taxi office, a switchboard or a secretary passes every call on.",
        "People return several missed calls one after the other.",
        "Who calls much, calls somebody soon after every call by chance.",
    ),
    parameters=(
        Parameter("within", "The next begins within", "duration", 600, least=1, most=86_400),
        Parameter("length", "Numbers in a chain", "whole", 3, least=3, most=5),
        Parameter("through", "Only chains over these", "entities"),
        Parameter("start", "Only chains that begin with these", "entities"),
        Parameter("least", "Times at least", "whole", 3, least=1),
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="call chain relay cascade forward message passing sequence",
)
def call_chains(
    held: Held,
    within: int,
    length: int,
    through: tuple[int, ...],
    start: tuple[int, ...],
    least: int,
    most: int,
) -> Answer:
    told = talk(held)
    if not told.frame.height:
        return Answer(MISSING)
    exact, dayless = clock.without_days(told.frame)
    if not exact.height:
        return Answer("The calls tell only their day, so nothing can be said of what followed on what.")
    events = clock.local(held, exact)
    chains = _chains(held, events, within, length, set(heads(held, start)))
    middle = set(heads(held, through))
    if middle:
        inside = [pl.col(f"n{k}").is_in(list(middle)) for k in range(1, length - 1)]
        chains = chains.filter(pl.any_horizontal(inside))
    names = [f"n{k}" for k in range(length)]
    by = chains.group_by(names).agg(
        times=pl.len(), days=pl.col("day").n_unique(), gap=pl.col("gap").median(), first=pl.col("first").min(),
        last=pl.col("until").max(), refs=pl.concat_list([f"r{k}" for k in range(length - 1)]),
    ).filter(pl.col("times") >= least)  # fmt: skip
    chance = _Chance(events, within)
    found = []
    for row in by.sort(names).iter_rows(named=True):
        chain = tuple(row[name] for name in names)
        expected = chance.of(chain)
        refs = tuple(dict.fromkeys(ref for several in sorted(row["refs"]) for ref in several))
        cells = (
            chain, row["times"], expected, row["days"], row["gap"] / SECOND, row["first"], row["last"]
        )  # fmt: skip
        why = (
            f"{'+' if row['times'] > 3 * expected else '~'} {many(row['times'], 'time')} on "
            f"{many(row['days'], 'day')}; {expected:.1f} by chance.",
        )
        span, claim = (row["first"], row["last"]), " to ".join(map(str, chain))
        found.append(Row(cells, chain, refs=refs, why=why, moments=span, claim=claim))
    found.sort(key=lambda r: (-_beyond(r), -r.cells[1], r.cells[0]))
    rows, left = strongest(found, most)
    return Answer(
        _sentence(held, tuple(found)),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *dayless, *left),
        sure=f"{many(chains.height, 'chain')} of single records within {clock.lasted(within)}. What was said is "
        "not known.",
    )


def _beyond(row: Row) -> float:
    """How many standard deviations above chance, as a Poisson count has them."""
    return float((row.cells[1] - row.cells[2]) / np.sqrt(max(row.cells[2], 0.1)))


def _chains(held: Held, events: pl.DataFrame, within: int, length: int, start: set[int]) -> pl.DataFrame:
    """Every chain of single records: n0..nk the numbers, r0.. the records, `first` and `until`, `gap` between the last
    two (microseconds) and the local `day` it began."""
    out = events.sort("who", "at", "ref")
    who, at = out["who"].to_numpy(), out["at"].to_numpy()
    other, ref = out["other"].to_numpy(), out["ref"].to_numpy()
    end = out["duration"].fill_null(0).to_numpy() * SECOND + at
    days = out["day"].to_numpy()
    here = np.flatnonzero(np.isin(who, list(start))) if start else np.arange(len(who))
    chain = {"n0": who[here], "n1": other[here], "r0": ref[here], "first": at[here], "day": days[here]}
    done, gap = end[here], np.zeros(len(here), np.int64)
    known = np.unique(who)
    span = int(end.max() - at.min()) + within * SECOND + 1
    key = np.searchsorted(known, who) * span + (at - at.min())  # in the order of who and when
    for step in range(2, length):
        held.tell(step - 2, length - 2, "following calls")
        last = chain[f"n{step - 1}"]
        place = np.searchsorted(known, last)
        exists = np.isin(last, known)
        base = np.where(exists, place, 0) * span - at.min()
        low = np.searchsorted(key, base + done, side="left")
        high = np.searchsorted(key, base + done + within * SECOND, side="right")
        many_of = np.where(exists, high - low, 0)
        if many_of.sum() > MOST:
            raise Problem(
                f"that would be more than {MOST:,} chains of records",
                "choose a shorter time or whom they go over",
            )
        of = np.repeat(np.arange(len(last)), many_of)
        there = np.arange(int(many_of.sum())) - np.repeat(np.cumsum(many_of) - many_of, many_of)
        there += np.repeat(low, many_of)
        fresh = ref[there] != chain[f"r{step - 2}"][of]
        for k in range(step):
            fresh &= other[there] != chain[f"n{k}"][of]
        of, there = of[fresh], there[fresh]
        gap = at[there] - done[of]
        chain = {name: values[of] for name, values in chain.items()}
        chain |= {f"n{step}": other[there], f"r{step - 1}": ref[there]}
        done = end[there]
    return pl.DataFrame({**chain, "until": done, "gap": gap})


class _Chance:
    """How often a chain would come by chance, from how often each passes on to each and at which hours."""

    def __init__(self, events: pl.DataFrame, within: int) -> None:
        self._within = within
        at = events["at"].to_numpy()
        self._days = max((at.max() - at.min()) / (86_400 * SECOND), 1.0)
        self._count = {(a, b): n for a, b, n in events.group_by("who", "other").len().iter_rows()}
        hours: dict[int, np.ndarray] = {}
        for who, hour, n in events.group_by("who", "hour").len().iter_rows():
            hours.setdefault(who, np.zeros(24))[hour % 24] += n
        self._profile = {who: several / several.sum() for who, several in hours.items()}

    def of(self, chain: tuple[int, ...]) -> float:
        """Expected number: the first link as often as it is, each further one by its rate at these hours."""
        expected = float(self._count.get((chain[0], chain[1]), 0))
        for before, passing, after in zip(chain, chain[1:], chain[2:], strict=False):
            arriving = self._profile.get(before, np.full(24, 1 / 24))
            leaving = self._profile.get(passing, np.full(24, 1 / 24))
            rate = (
                self._count.get((passing, after), 0) / self._days * leaving / 3600
            )  # a second, by hour of the day
            expected *= float((arriving * (1 - np.exp(-rate * self._within))).sum())
        return expected


def _sentence(held: Held, rows: tuple[Row, ...]) -> str:
    if not rows:
        return "No chain comes so often."
    chain, times, expected = rows[0].cells[:3]
    shown = " to ".join(held.caption(one) for one in chain)
    return f"{shown}: {many(times, 'time')}, {expected:.1f} by chance; {many(len(rows), 'chain')} in all."
