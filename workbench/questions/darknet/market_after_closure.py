"""Where did they go after a market closed? Vendors of a market that fell silent, found again on others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.darknet.vendors import Vendors, vendors
from workbench.questions.held import Held, day
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("closed", "Closed", "entity"),
    Column("silent", "Last seen", "moment"),
    Column("market", "Went on at", "entity"),
    Column("came", "Its vendors first seen there afterwards", "count"),
    Column("by_key", "of them by the same key", "count"),
    Column("share", "of its vendors", "share"),
    Column("before", "Its vendors who were there before", "count"),
    Column("all_new", "All vendors new there in that time", "count"),
    Column("as_long_before", "New there in as long before", "count"),
    Column("days", "Median days after", "number"),
)
DAY = 86_400_000_000


@question(
    "Which market took over after a closure?",
    "darknet",
    does="For each market that fell silent while others were still read: on which other markets its vendors were first "
    "seen afterwards, how many came, and how many new vendors those markets had in as long before.",
    method="A market counts as closed where nothing of it was seen for the set time before the last sighting of any "
    "market. A vendor of it is found again by the same PGP key (a subkey counting as its key) or, failing that, by the "
    "same name with look-alike signs taken for letters, unless both publish keys and none is the same. Counted are "
    "those first seen on the other market after the closed one was last seen, within the set time. Markets are ranked "
    "by how many came.",
    innocent=(
        "A market that was no longer read looks closed: see whether it was still visited.",
        "Vendors trade on several markets anyway, and all markets grow.",
        "The same name may be somebody else's who uses its good reputation.",
    ),
    parameters=(
        Parameter(
            "market", "Only this market", "entity", takes=("site",), help="it need not have fallen silent"
        ),
        Parameter("closed", "It closed on", "moment", help="leave empty for the day it was last seen"),
        Parameter("silent", "Silent for", "duration", 14 * 86_400, least=0, help="to count as closed"),
        Parameter("within", "Look so long after", "duration", 60 * 86_400, least=0),
    ),
    words="exit scam takedown migration successor displacement",
)
def market_after_closure(held: Held, market: int, closed: int | None, silent: int, within: int) -> Answer:
    who = vendors(held)
    seen = who.offers.filter((pl.col("market") > 0) & pl.col("seen").is_not_null())
    if seen["market"].n_unique() < 2:
        return Answer(
            "Dated listings of fewer than two markets are held: bring in what others showed in that time."
        )
    runs = {
        m: (f, l)
        for m, f, l in seen.group_by("market").agg(f=pl.col("seen").min(), l=pl.col("seen").max()).iter_rows()
    }
    end = max(last for _, last in runs.values())
    only = held.whole.grouped.get(market, market)
    shut = {
        m: (closed if closed is not None and m == only else last)
        for m, (_, last) in runs.items()
        if (m == only if only else end - last >= silent * 1_000_000)
    }
    hands = _hands(who)
    rows = [row for m, at in sorted(shut.items()) for row in _rows(held, who, seen, hands, (m, at), within)]
    rows.sort(key=lambda row: (-row.cells[3], -row.cells[4], row.cells[0], row.cells[2]))
    named = ", ".join(
        f"{held.caption(m)} on {day(at)}" for m, at in sorted(shut.items(), key=lambda s: (s[1], s[0]))
    )
    if not shut:
        sentence = f"No market fell silent {silent // 86_400:,} days or more before {day(end)}, when the last was seen."
    elif not rows:
        sentence = (
            f"None of the vendors of what fell silent ({named}) was found on another market afterwards."
        )
    else:
        first = rows[0]
        sentence = (
            f"After {held.caption(first.cells[0])} fell silent, {first.cells[3]:,} of its vendors were first seen on "
            f"{held.caption(first.cells[2])}. Silent since: {named}."
        )
    undated = who.offers.filter((pl.col("market") == 0) | pl.col("seen").is_null()).height
    return Answer(
        sentence,
        COLUMNS,
        tuple(rows),
        left_out=(f"{undated:,} listings and profiles without a market or a date.",) if undated else (),
        sure="Only as good as how often each market was read: a vendor not seen may have been there all the same.",
    )


@dataclass(frozen=True)
class _Hand:
    """What finds a vendor again: keys and the plain name."""

    keys: frozenset[str]
    name: str

    def again(self, other: _Hand) -> str:
        """By what another is the same: key, name or ""."""
        if self.keys & other.keys:
            return "key"
        if self.keys and other.keys:
            return ""
        return "name" if self.name and self.name == other.name else ""


def _hands(who: Vendors) -> dict[int, _Hand]:
    return {v: _Hand(who.marks_of(n, "key"), who.names[n]) for n, v in enumerate(who.ids)}


def _rows(
    held: Held,
    who: Vendors,
    seen: pl.DataFrame,
    hands: dict[int, _Hand],
    closed: tuple[int, int],
    within: int,
) -> Iterator[Row]:
    market, at = closed
    mine = sorted(
        seen.filter((pl.col("market") == market) & (pl.col("seen") <= at))["vendor"].unique().to_list()
    )
    ours = seen.filter(pl.col("market") == market)
    for other in sorted(m for m in seen["market"].unique().to_list() if m != market):
        there = seen.filter(pl.col("market") == other)
        first = dict(there.group_by("vendor").agg(pl.col("seen").min()).iter_rows())
        reach = within * 1_000_000
        new = [v for v, when in first.items() if at < when <= at + reach]
        before = [v for v, when in first.items() if at - reach < when <= at and there["seen"].min() != when]
        found = {m: _found(m, first, hands) for m in mine}
        came = {m: v for m, v in found.items() if v and at < first[v] <= at + reach}
        if not came:
            continue
        by_key = sum(hands[m].again(hands[v]) == "key" for m, v in came.items())
        there_before = sum(1 for v in found.values() if v and first[v] <= at)
        days = median((first[v] - at) / DAY for v in came.values())
        pairs = sorted(came.items(), key=lambda p: (hands[p[0]].again(hands[p[1]]), first[p[1]], p[0]))
        why = tuple(
            f"{held.caption(m)} is {held.caption(v)} there from {day(first[v])}, by the same {hands[m].again(hands[v])}"
            for m, v in pairs
        )
        keys = who.marks.filter((pl.col("what") == "key") & pl.col("vendor").is_in([*came, *came.values()]))
        refs = [
            *keys["ref"].to_list(),
            *(
                r
                for v in came.values()
                for r in there.filter(pl.col("vendor") == v).sort("seen")["ref"].to_list()
            ),
            *(r for m in came for r in ours.filter(pl.col("vendor") == m).sort("seen")["ref"].to_list()),
        ]
        cells = (
            market, at, other, len(came), by_key, len(came) / len(mine), there_before, len(new), len(before),
            round(days, 1),
        )  # fmt: skip
        entities = (market, other, *(e for pair in pairs for e in pair))
        yield Row(
            cells, tuple(dict.fromkeys(entities)), (), tuple(dict.fromkeys(refs)), why, (at, at + reach)
        )


def _found(vendor: int, first: dict[int, int], hands: dict[int, _Hand]) -> int:
    """The vendor on the other market who is this one, by key before name, the earliest seen; 0 for none."""
    by = [(hands[vendor].again(hands[v]), when, v) for v, when in first.items()]
    met = sorted((how, when, v) for how, when, v in by if how)
    return met[0][2] if met else 0
