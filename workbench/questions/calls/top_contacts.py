"""Who is it in touch with most? Both ways or one, at any time, at night or around an event."""

from __future__ import annotations

import polars as pl

from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import MISSING, SECOND, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

WAYS = (("both", "both ways"), ("out", "only what it began"), ("in", "only what others began"))
WHEN = (("any", "at any time"), ("nights", "only at night"), ("event", "only around an event"))
COLUMNS = (
    Column("contact", "In touch with", "entity"),
    Column("records", "Calls and messages", "count"),
    Column("out", "Begun by it", "count"),
    Column("into", "Begun by the other", "count"),
    Column("messages", "Of them messages", "count"),
    Column("seconds", "Talk", "duration"),
    Column("days", "Days", "count"),
    Column("share", "Of all with this contact", "share"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)


@question(
    "Who is it in touch with most?",
    "calls",
    does="Ranks the contacts of one or several numbers by calls and messages: both ways or one way, at any time, only "
    "at night, or only around an event.",
    method="Calls and messages between the number and each other one are counted, each record once. Nights are hours "
    "of the case's own time zone; records that tell only their day are not counted as nights. The share says how many "
    "of all records with that contact fall into the time asked about.",
    innocent=(
        "Family, employers, doctors and taxi firms are top contacts of most people.",
        "Who works at night is called at night.",
    ),
    parameters=(
        Parameter("numbers", "Whose contacts", "entities", required=True),
        Parameter("way", "Which way", "choice", "both", choices=WAYS),
        Parameter("when", "When", "choice", "any", choices=WHEN),
        Parameter("night_from", "Night begins at (hour)", "whole", 22, least=0, most=23),
        Parameter("night_until", "Night ends at (hour)", "whole", 6, least=0, most=23),
        Parameter("event", "The event", "moment"),
        Parameter("around", "Before and after the event", "duration", 7_200, least=1),
        Parameter("services", "Common services too", "yes", False),
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="frequency call statistics best friends night calls",
)
def top_contacts(
    held: Held, numbers: tuple[int, ...], way: str, when: str, night_from: int, night_until: int, event: int | None,
    around: int, services: bool, most: int,
) -> Answer:  # fmt: skip
    targets = heads(held, numbers)
    told = talk(held, services=True if services else targets)
    if not told.frame.height:
        return Answer(MISSING)
    if when == "event" and event is None:
        raise Problem("The event: no moment is given", "write 2026-03-31 14:05 (UTC)")
    every = clock.local(held, told.sides(targets).filter(~pl.col("other").is_in(targets)))
    sides = every
    if way != "both":
        sides = sides.filter(pl.col("out") if way == "out" else ~pl.col("out"))
    if when == "nights":
        sides = sides.filter(clock.in_hours(night_from, night_until))
    elif when == "event":
        sides = sides.filter((pl.col("at") - event).abs() <= around * SECOND)
    all_told = every.group_by("other").agg(every=pl.col("ref").n_unique())
    by = (
        sides.group_by("other")
        .agg(
            pl.col("ref").n_unique().alias("records"), pl.col("ref").filter(pl.col("out")).n_unique().alias("begun"),
            pl.col("ref").filter(pl.col("record") == "message").n_unique().alias("messages"),
            pl.col("duration").sum().alias("seconds"), pl.col("day").n_unique().alias("days"),
            pl.col("at").min().alias("first"), pl.col("at").max().alias("last"),
        )
        .join(all_told, on="other")
        .sort("records", "seconds", "other", descending=[True, True, False])
    )  # fmt: skip
    behind = {other: refs(frame) for (other,), frame in sides.group_by("other", maintain_order=True)}
    found = []
    for other, records, begun, messages, seconds, days, first, last, all_of in by.iter_rows():
        cells = (
            other, records, begun, records - begun, messages, seconds, days, records / all_of, first, last
        )  # fmt: skip
        found.append(Row(cells, (other, *targets), refs=behind[other], moments=(first, last)))
    rows, left = strongest(found, most)
    return Answer(
        _sentence(held, targets, rows, sides["ref"].n_unique()),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *_dayless(every, when), *left),
        sure=f"Exact for the records held: {many(every['ref'].n_unique(), 'call or message', 'calls and messages')} of "
        "these numbers. Where only the records of others are held, contacts among strangers are missing.",
    )


def _dayless(every: pl.DataFrame, when: str) -> tuple[str, ...]:
    if when != "nights":
        return ()
    unknown = every.filter(pl.col("hour") == clock.UNKNOWN).height
    return (f"{many(unknown, 'record')} that tell only their day.",) if unknown else ()


def _sentence(held: Held, targets: list[int], rows: tuple[Row, ...], records: int) -> str:
    who = held.caption(targets[0]) if len(targets) == 1 else many(len(targets), "number")
    if not rows:
        return f"No call or message of {who} falls into what was asked."
    first, count = rows[0].cells[:2]
    return (
        f"{held.caption(first)} is in touch with {who} most: {count:,} of "
        f"{many(records, 'call or message', 'calls and messages')} in what was asked."
    )
