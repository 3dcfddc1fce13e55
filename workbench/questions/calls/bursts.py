"""When was it busier than ever? Hours with far more calls and messages than a number usually has."""

from __future__ import annotations

import polars as pl
from scipy import special

from workbench.model import rhythm
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import MISSING, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who", "entity"),
    Column("begin", "From", "moment"),
    Column("end", "To", "moment"),
    Column("records", "Calls and messages", "count"),
    Column("usual", "Busiest hour of a usual day", "number"),
    Column("contacts", "With so many", "count"),
    Column("whom", "Most of all with", "entity"),
    Column("others", "Others with a burst then", "count"),
    Column("chance", "Chance in such an hour", "share"),
)


@question(
    "When was it busier than ever?",
    "calls",
    does="Lists hours in which a number had far more calls and messages than its busiest hours usually have, and with "
    "whom.",
    method="A burst is an hour of the clock (of the case's zone) with five records at least and more than three times "
    "as many as the busiest hour of a usual day: the median over the other days with records up to a fortnight before "
    "and after; seven days with records are needed. The chance is that of so many in one hour at the rate of the usual "
    "busiest hour (Poisson). Numbers with a burst in the same hour are counted beside it.",
    innocent=(
        "A birthday, a holiday, a death in the family, a delayed train.",
        "A day on which many numbers burst at once is about an event that concerns everybody.",
        "Messages in several parts are several records.",
    ),
    parameters=(
        Parameter("numbers", "Whose bursts", "entities", help="empty for all"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="burst peak spike activity surge",
)
def bursts(held: Held, numbers: tuple[int, ...], most: int) -> Answer:
    chosen = heads(held, numbers)
    told = talk(held, services=chosen)
    if not told.frame.height:
        return Answer(MISSING)
    sides = clock.local(held, told.sides(chosen)).filter(pl.col("hour") != clock.UNKNOWN)
    sides = sides.with_columns(since=pl.col("day") * 24 + pl.col("hour"))
    enough = sides.group_by("who").agg(
        pl.col("day").n_unique(), busiest=pl.col("since").value_counts().struct.field("count").max()
    )
    kept = enough.filter((pl.col("day") >= rhythm.LEAST_DAYS) & (pl.col("busiest") >= rhythm.LEAST_RECORDS))
    few = enough.height - enough.filter(pl.col("day") >= rhythm.LEAST_DAYS).height
    told_of = sides.join(kept.select("who"), on="who", how="semi").sort("who", "at", "ref")
    found: list[tuple[int, int, pl.DataFrame, float]] = []
    for done, ((who,), mine) in enumerate(told_of.group_by("who", maintain_order=True)):
        if done % 200 == 0:
            held.tell(done, kept.height, "looking for busy hours")
        hours = mine["since"].to_numpy()
        for burst in rhythm.bursts(hours)[0]:
            found.append(
                (who, int(hours[burst.begin]), mine[burst.begin : burst.begin + burst.many], burst.usual)
            )
    at_once: dict[int, int] = {}
    for _, hour, _, _ in found:
        at_once[hour] = at_once.get(hour, 0) + 1
    made = [_row(held, who, there, usual, at_once[hour] - 1, hour) for who, hour, there, usual in found]
    made.sort(key=lambda r: (r.cells[8], -r.cells[3], r.cells[:2]))
    rows, left = strongest(made, most)
    unsaid = (f"{many(few, 'number')} with records on fewer than {rhythm.LEAST_DAYS} days.",) if few else ()
    return Answer(
        _sentence(held, rows, len(made)),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *unsaid, *left),
        sure="Calls come in bouts by nature: the chance given is too small for many harmless bursts.",
    )


def _row(held: Held, who: int, there: pl.DataFrame, usual: float, others: int, hour: int) -> Row:
    by = there.group_by("other").len().sort("len", "other", descending=[True, False])
    begin, end = int(there["at"].to_numpy()[0]), int(there["at"].to_numpy()[-1])
    chance = float(special.pdtrc(there.height - 1, max(usual, 1.0)))
    cells = (who, begin, end, there.height, usual, by.height, by["other"][0], others, chance)
    why = (
        f"+ {many(there.height, 'record')} within the hour; {usual:g} in the busiest hour of a usual day.",
        f"{'-' if others >= 3 else '~'} {many(others, 'other number')} had a burst in the same hour.",
    )
    return Row(
        cells,
        (who, *by["other"].to_list()),
        refs=refs(there),
        why=why,
        moments=(begin, end + 1),
        claim=f"{who} in {hour}",
    )


def _sentence(held: Held, rows: tuple[Row, ...], found: int) -> str:
    if not rows:
        return "No hour stands out, as far as the records show."
    who, begin, _, records = rows[0].cells[:4]
    return (
        f"{held.caption(who)} had {many(records, 'call or message', 'calls and messages')} within an hour from "
        f"{clock.said(begin)}; {many(found, 'burst')} in all."
    )
