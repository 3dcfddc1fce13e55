"""When was it silent? Only where its own records are held, for elsewhere silence means nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from workbench.model import rhythm
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import DAY, MISSING, SECOND, heads, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who", "entity"),
    Column("begin", "Silent from", "moment"),
    Column("end", "To", "moment"),
    Column("length", "How long", "duration"),
    Column("usual", "Usual longest pause of a day", "duration"),
    Column("chance", "Chance of so long a pause", "share"),
    Column("others", "Records of others meanwhile", "count"),
    Column("expected", "Expected of others", "number"),
    Column("edge", "At the edge of what is covered", "yes"),
)


@question(
    "When was it silent?",
    "calls",
    does="Lists pauses that are long for a number, inside the time for which its own records are held. It says nothing "
    "of numbers whose own records are not held, for they may have called whom they liked.",
    method="Within each stretch of time for which the case holds the number's own records, a pause is silence if it is "
    "more than three times as long as the usual longest pause of a day (the median over days with records; seven days "
    "at least). The chance given is that of a pause so long at the number's own average rate, if calls came "
    "independently of each other. The records that the same sources hold of others in the pause, beside as many as "
    "their average gives, show whether the source itself has a gap.",
    innocent=(
        "A holiday, an illness, a lost or broken phone, no money on the card, no network.",
        "A gap in the operator's records: then others in the same source are silent too.",
        "The phone was used for the internet alone, which calls and messages do not show.",
    ),
    parameters=(
        Parameter("numbers", "Whose silence", "entities", help="empty for all whose own records are held"),
        Parameter("least", "At least so long", "duration", 0, least=0, help="0: as the rule says"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="gap inactivity quiet phone off pause dormancy",
)
def silences(held: Held, numbers: tuple[int, ...], least: int, most: int) -> Answer:
    chosen = heads(held, numbers)
    covered = chosen or sorted(held.own)
    told = talk(held, services=True)
    if not told.frame.height:
        return Answer(MISSING)
    sides = told.sides()
    found, left = [], []
    for done, who in enumerate(covered):
        held.tell(done, len(covered), "looking for pauses")
        stretches = held.covered(who)
        if not stretches:
            left.append(
                f"{held.caption(who)}: its own records are not held, so nothing is said of its silence."
            )
            continue
        mine = sides.filter(pl.col("who") == who).unique("ref", maintain_order=True)
        for begin, end in stretches:
            inside = mine.filter((pl.col("at") >= begin) & (pl.col("at") <= end))
            found += _pauses(held, who, inside, sides, begin, end, least)
    if not covered:
        left.append(
            "It is not said of any number that its own records are held: say whose records a source holds, in its "
            "coverage."
        )
    found.sort(key=lambda r: (r.cells[5], -r.cells[3], r.cells[:2]))
    rows, more = strongest(found, most)
    return Answer(
        _sentence(held, tuple(found), len(covered) - sum("not held" in said for said in left)),
        COLUMNS,
        rows,
        left_out=(*left, *more),
        sure="As good as the coverage that is stated: silence is the lack of records, and only what was delivered can "
        "lack them.",
    )


def _pauses(
    held: Held, who: int, mine: pl.DataFrame, sides: pl.DataFrame, begin: int, end: int, least: int
) -> list[Row]:
    """Long pauses of a number between two moments, its records there given."""
    at = mine["at"].to_numpy()
    days = clock.local(held, mine)["day"].to_numpy() if len(at) else at
    _, active, usual = rhythm.pauses(at, days)
    if not usual:
        return []
    edges = np.concatenate([[begin], at, [end]])
    refs = mine["ref"].to_list()
    readings = mine["reading"].unique().to_list()
    theirs = sides.filter(
        pl.col("reading").is_in(readings) & (pl.col("who") != who) & (pl.col("other") != who)
    )
    theirs = theirs.filter((pl.col("at") >= begin) & (pl.col("at") <= end)).unique("ref")
    heard = theirs["at"].sort().to_numpy()
    rate = len(at) / max(end - begin, 1)
    found = []
    for k in np.flatnonzero(np.diff(edges) > max(rhythm.TIMES * usual, least * SECOND)).tolist():
        low, high = int(edges[k]), int(edges[k + 1])
        meanwhile = int(np.searchsorted(heard, high) - np.searchsorted(heard, low, side="right"))
        expected = len(heard) * (high - low) / max(end - begin, 1)
        chance = float(np.exp(-rate * (high - low)))
        edge = k in (0, len(edges) - 2)
        cells = (
            who, low, high, (high - low) // SECOND, usual / SECOND, chance, meanwhile, expected, edge
        )  # fmt: skip
        around = refs[max(k - 1, 0) : k + 1]
        why = [
            f"+ {clock.lasted((high - low) / SECOND)} without a record; its days have "
            f"{clock.lasted(usual / SECOND)} at the longest, on {many(active, 'day')} with records."
        ]
        if len(heard):
            gap = meanwhile < expected / 4
            why.append(
                f"{'-' if gap else '+'} {many(meanwhile, 'record')} of others in the same source meanwhile, "
                f"{expected:.1f} expected" + (": the source itself may have a gap." if gap else ".")
            )
        if edge:
            why.append("~ It lies at the edge of what is covered.")
        found.append(_claim(cells, around, why))
    return found


def _claim(cells: tuple[Any, ...], around: list[int], why: list[str]) -> Row:
    who, low, high = cells[:3]
    claim = f"{who} silent on {clock.date((low + high) // 2 // DAY)}"
    return Row(cells, (who,), refs=tuple(around), why=tuple(why), moments=(low, high), claim=claim)


def _sentence(held: Held, rows: tuple[Row, ...], covered: int) -> str:
    if not covered:
        return "Nobody's own records are said to be held, so no silence can be told."
    if not rows:
        return f"No long silence of the {many(covered, 'number')} whose own records are held."
    who, begin, end, length = rows[0].cells[:4]
    return (
        f"{held.caption(who)} was silent for {clock.lasted(length)}, from {clock.said(begin)} to {clock.said(end)}; "
        f"{many(len(rows), 'silence')} in all."
    )
