"""Who is in touch like clockwork? Contacts that recur at the same hour of the day or of the week."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy import special

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import MISSING, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who begins", "entity"),
    Column("other", "With whom", "entity"),
    Column("slot", "When (in the case's zone)"),
    Column("times", "Days or weeks with it", "count"),
    Column("of", "Of so many", "count"),
    Column("expected", "Expected by chance", "number"),
    Column("chance", "Chance, all hours tried counted in", "share"),
    Column("records", "Calls and messages in all", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
SURE = 0.01  # chance above which a regularity is not worth a line


@question(
    "Who is in touch like clockwork?",
    "calls",
    does="Finds pairs of which one begins calls or messages at the same hour day after day, or at the same hour of the "
    "same weekday week after week.",
    method="For each pair, and each hour of the day (24) and of the week (168), it is counted on how many days or "
    "weeks between their first and last contact one began a call or message to the other in that hour. The chance "
    "of so many is binomial: on each day or week the pair's average number of records falls into the hour as often "
    "as all records that this one begins do. It is multiplied by the number of hours tried and of pairs looked at "
    "(Bonferroni); what remains above 1 % is left out. The best hour of each pair is shown. Hours are those of the "
    "case's time zone.",
    innocent=(
        "Parents, shift workers, automatic messages and alarm systems keep fixed hours.",
        "Reminders and reports of machines are the most regular of all.",
    ),
    parameters=(
        Parameter("numbers", "Only pairs with these", "entities"),
        Parameter("least", "Days or weeks with it at least", "whole", 4, least=2),
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="pattern periodic weekly daily routine schedule recurring",
)
def regular_contacts(held: Held, numbers: tuple[int, ...], least: int, most: int) -> Answer:
    chosen = heads(held, numbers)
    told = talk(held, services=chosen)
    if not told.frame.height:
        return Answer(MISSING)
    every = clock.local(held, told.frame).filter(pl.col("hour") != clock.UNKNOWN)
    wanted = every.filter(pl.col("who").is_in(chosen) | pl.col("other").is_in(chosen)) if chosen else every
    pairs = wanted.group_by("who", "other").agg(
        records=pl.len(), begin=pl.col("day").min(), end=pl.col("day").max(), first=pl.col("at").min(),
        last=pl.col("at").max(),
    ).filter(pl.col("records") >= least)  # fmt: skip
    found = pl.concat([_slots(every, wanted, pairs, least, days) for days in (1, 7)])
    tried = max(pairs.height, 1)
    best = (
        found.with_columns(chance=(pl.col("chance") * tried).clip(upper_bound=1.0)).filter(pl.col("chance") <= SURE)
        .sort("chance", "times", "who", "other", "slot", descending=[False, True, False, False, False])
        .unique(["who", "other"], keep="first", maintain_order=True)
    )  # fmt: skip
    made = best.join(
        pairs.select("who", "other", "records", "first", "last"), on=["who", "other"], maintain_order="left"
    )
    shown, left = strongest([Row((row,)) for row in made.iter_rows(named=True)], most)
    rows = tuple(_row(held, every, row.cells[0]) for row in shown)
    return Answer(
        _sentence(held, rows, made.height),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *left),
        sure=f"{many(tried, 'pair')} with {least:,} records or more were looked at, each in the 24 hours of the day "
        "and the 168 of the week; the chance counts all of them in.",
    )


def _slots(
    every: pl.DataFrame, wanted: pl.DataFrame, pairs: pl.DataFrame, least: int, days: int
) -> pl.DataFrame:
    """For each pair and hour of the day (`days` 1) or the week (7): periods with a record in it, and their chance."""
    hour = pl.col("hour") if days == 1 else pl.col("weekday") * 24 + pl.col("hour")
    period = pl.col("day") if days == 1 else (pl.col("day") + 3) // 7
    by = (
        wanted.with_columns(slot=hour, period=period).join(pairs, on=["who", "other"])
        .group_by("who", "other", "slot")
        .agg(pl.col("period").n_unique().alias("times"), pl.col("records", "begin", "end").first())
        .filter(pl.col("times") >= least)
    )  # fmt: skip
    usual = every.with_columns(slot=hour).group_by("who", "slot").agg(here=pl.len())
    whole = every.group_by("who").agg(all=pl.len())
    made = by.join(usual, on=["who", "slot"]).join(whole, on="who")
    ends = [made[name].to_numpy() for name in ("begin", "end")]
    first, last = ends if days == 1 else [(e + 3) // 7 for e in ends]
    periods = last - first + 1
    share = made["here"].to_numpy() / made["all"].to_numpy()
    each = 1 - (1 - np.minimum(share, 1 - 1e-9)) ** (made["records"].to_numpy() / periods)
    chance = special.bdtrc(made["times"].to_numpy() - 1, periods, each) * 24 * days
    return made.select(
        "who", "other", pl.lit(days, pl.Int64).alias("days"), "slot", pl.col("times").cast(pl.Int64),
        of=pl.Series(periods, dtype=pl.Int64), expected=pl.Series(periods * each, dtype=pl.Float64),
        chance=pl.Series(chance, dtype=pl.Float64),
    )  # fmt: skip


def _row(held: Held, every: pl.DataFrame, told: dict[str, float]) -> Row:
    who, other, days, slot = (int(told[name]) for name in ("who", "other", "days", "slot"))
    mine = every.filter((pl.col("who") == who) & (pl.col("other") == other))
    in_slot = pl.col("hour") == slot % 24
    if days == 7:
        in_slot &= pl.col("weekday") == slot // 24
    behind = refs(mine.filter(in_slot))
    on = "daily" if days == 1 else f"on {clock.WEEKDAYS[slot // 24]}s"
    when = f"{on} between {slot % 24}:00 and {slot % 24 + 1}:00"
    cells = (
        who, other, when, told["times"], told["of"], told["expected"], told["chance"], told["records"], told["first"],
        told["last"],
    )  # fmt: skip
    unit = "day" if days == 1 else "week"
    why = (
        f"+ {when}: {many(int(told['times']), unit)} of {told['of']:,}; {told['expected']:.1f} by chance.",
    )
    return Row(cells, (who, other), refs=behind, why=why, moments=(int(told["first"]), int(told["last"])))


def _sentence(held: Held, rows: tuple[Row, ...], found: int) -> str:
    if not rows:
        return "No contact is more regular than chance would make it."
    who, other, when, times, of = rows[0].cells[:5]
    return (
        f"{held.caption(who)} is in touch with {held.caption(other)} {when}: {times:,} of {of:,} times; "
        f"{many(found, 'such pair')} in all."
    )
