"""Which numbers do several targets have in common? The fewer others have them, the more it says."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls.talk import MISSING, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("number", "In touch with several", "entity"),
    Column("targets", "Of them", "count"),
    Column("whom", "Which", "entities"),
    Column("records", "Calls and messages with them", "count"),
    Column("contacts", "Its contacts in all", "count"),
    Column("share", "Of its contacts, these", "share"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
AMONG = (
    Column("one", "One", "entity"),
    Column("other", "Other", "entity"),
    Column("records", "Calls and messages", "count"),
)


@question(
    "Which numbers do they have in common?",
    "calls",
    does="Lists the numbers that two or more of the targets are in touch with, and how many others each of them has.",
    method="For every number that is no target it is counted with how many of the targets it had a call or message. "
    "Ranked by how many, then by how few contacts it has in all: a number that everybody calls says little. Numbers "
    "whose own records are not held show only those contacts whose records are.",
    innocent=(
        "A taxi rank, a take-away, a doctor or a voice-mail service is common to many people.",
        "Neighbours and colleagues have common numbers without any common purpose.",
    ),
    parameters=(
        Parameter("targets", "Of whom", "entities", required=True),
        Parameter("least", "Of how many of them at least", "whole", 2, least=2),
        Parameter("services", "Common services too", "yes", False),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="common contacts shared numbers intersection overlap",
)
def common_numbers(held: Held, targets: tuple[int, ...], least: int, services: bool, most: int) -> Answer:
    chosen = heads(held, targets)
    told = talk(held, services=True if services else chosen)
    if not told.frame.height:
        return Answer(MISSING)
    sides = told.sides(chosen)
    others = sides.filter(~pl.col("other").is_in(chosen))
    all_sides = told.sides()
    contacts = dict(all_sides.group_by("who").agg(pl.col("other").n_unique()).iter_rows())
    found = []
    for (number,), frame in others.group_by("other", maintain_order=True):
        whom = frame.group_by("who").len().sort("len", "who", descending=[True, False])["who"].to_list()
        if len(whom) < least:
            continue
        at = frame["at"].to_numpy()
        first, last = int(at[0]), int(at[-1])
        known = contacts[number]
        cells = (
            number, len(whom), tuple(whom), frame["ref"].n_unique(), known, len(whom) / known, first, last,
        )  # fmt: skip
        why = (
            f"+ In touch with {many(len(whom), 'target')} of {len(chosen):,}, and with {known:,} numbers in all.",
        )
        found.append(Row(cells, (number, *sorted(whom)), refs=refs(frame), why=why, moments=(first, last)))
    found.sort(key=lambda r: (-r.cells[1], r.cells[4], -r.cells[3], r.cells[0]))
    rows, left = strongest(found, most)
    among = sides.filter(pl.col("out") & pl.col("other").is_in(chosen))
    direct = [
        Row((a, b, frame.height), (a, b), refs=refs(frame))
        for (a, b), frame in _pairs(among).group_by("one", "two", maintain_order=True)
    ]
    single = others["other"].n_unique() - len(found)
    more = (f"{many(single, 'number')} in touch with fewer of them.",) if single else ()
    return Answer(
        _sentence(held, tuple(found), len(chosen)),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *more, *left),
        sure="Exact for the records held. How much a common number says depends on how many others have it.",
        tables=(Table("among", "Targets in touch with each other", AMONG, tuple(direct)),),
    )


def _pairs(frame: pl.DataFrame) -> pl.DataFrame:
    pair = {"one": pl.min_horizontal("who", "other"), "two": pl.max_horizontal("who", "other")}
    return frame.with_columns(**pair).unique("ref", maintain_order=True)


def _sentence(held: Held, rows: tuple[Row, ...], targets: int) -> str:
    if not rows:
        return "No number is in touch with so many of them."
    number, several, _, records, contacts = rows[0].cells[:5]
    return (
        f"{held.caption(number)} is in touch with {several:,} of the {targets:,} ({many(records, 'record')}) and with "
        f"{many(contacts, 'number')} in all; {many(len(rows), 'number')} they have in common in all."
    )
