"""When were they first and last in touch? For two numbers, or for one and everybody."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import DAY, MISSING, SECOND, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("one", "One", "entity"),
    Column("other", "Other", "entity"),
    Column("first", "First contact", "moment"),
    Column("began", "First begun by", "entity"),
    Column("last", "Last contact", "moment"),
    Column("ended", "Last begun by", "entity"),
    Column("records", "Calls and messages", "count"),
    Column("pause", "Longest pause", "duration"),
    Column("edge", "First or last at the edge of the records", "yes"),
)


@question(
    "When were they first and last in touch?",
    "calls",
    does="Gives the first and the last call or message of a number with each other one, or of two with each other, who "
    "began them, and the longest pause between.",
    method="The calls and messages of each pair are put in order of time. A contact within a day of the beginning or "
    "the end of all records that name the number is marked: there may have been earlier or later ones.",
    innocent=(
        "A first contact in the records is no first contact in life: what lies before the records is not known.",
    ),
    parameters=(
        Parameter("one", "Of whom", "entity", required=True),
        Parameter("others", "With whom", "entities", help="empty for everybody"),
        Parameter("after", "Only first contacts after", "moment"),
        Parameter("most", "How many to show", "whole", 200, least=1, most=10_000),
    ),
    steady="These are single records: each stands or falls with itself.",
    words="first contact last contact acquaintance since when",
)
def first_last_contact(held: Held, one: int, others: tuple[int, ...], after: int | None, most: int) -> Answer:
    (target,) = heads(held, (one,))
    wanted = heads(held, others)
    told = talk(held, services=[target, *wanted])
    if not told.frame.height:
        return Answer(MISSING)
    sides = told.sides((target,))
    if not sides.height:
        return Answer(f"No call or message of {held.caption(target)} is held.", left_out=told.left_out)
    ends = told.frame.join(sides.select("reading").unique(), on="reading", how="semi")["at"].to_numpy()
    begin, end = int(ends.min()), int(ends.max())
    if wanted:
        sides = sides.filter(pl.col("other").is_in(wanted))
    found = []
    for (other,), frame in sides.group_by("other", maintain_order=True):
        at = frame["at"].to_numpy()
        first, last = int(at[0]), int(at[-1])
        if after is not None and first < after:
            continue
        pause = int((at[1:] - at[:-1]).max()) // SECOND if len(at) > 1 else None
        edge = first - begin < DAY or end - last < DAY
        starts = [target if out else other for out in (frame["out"][0], frame["out"][-1])]
        cells = (target, other, first, starts[0], last, starts[1], frame.height, pause, edge)
        found.append(Row(cells, (other, target), refs=refs(frame), moments=(first, last)))
    found.sort(key=lambda r: (r.cells[2], r.cells[1]))
    rows, left = strongest(found, most)
    missing = [held.caption(o) for o in wanted if o not in {r.cells[1] for r in found}]
    return Answer(
        _sentence(held, target, tuple(found)),
        COLUMNS,
        rows,
        left_out=(
            *told.left_out, *left, *((f"No such contact with {', '.join(missing)}.",) if missing else ()),
        ),
        sure=f"Exact for the records held, which run from {clock.said(begin)} to {clock.said(end)} where they name it.",
    )  # fmt: skip


def _sentence(held: Held, target: int, rows: tuple[Row, ...]) -> str:
    if not rows:
        return f"No such contact of {held.caption(target)} is in the records."
    if len(rows) == 1:
        _, other, first, began, last, _, records = rows[0].cells[:7]
        return (
            f"{held.caption(target)} and {held.caption(other)} were first in touch at {clock.said(first)}, begun by "
            f"{held.caption(began)}, and last at {clock.said(last)}: {records:,} times in all."
        )
    last = max(rows, key=lambda r: r.cells[4])
    return (
        f"{held.caption(target)} was first in touch with {held.caption(rows[0].cells[1])} "
        f"({clock.said(rows[0].cells[2])}) and last with {held.caption(last.cells[1])} "
        f"({clock.said(last.cells[4])})."
    )
