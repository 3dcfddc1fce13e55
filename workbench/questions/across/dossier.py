"""What is known of this one? Everything the case holds about an entity, by source, with time and place."""

from __future__ import annotations

import polars as pl

from workbench.case import sources
from workbench.case.named import named
from workbench.questions.across import dossier_tables
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held, day
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "What is known of this one?",
    "across",
    does="A dossier of one entity: which sources name it, in which records and roles, from when to when; what these "
    "records say; whom it is linked with; where it was; and what people have said of it.",
    method="All counted records that name the entity, or one judged the same, are listed by source, kind and role; "
    "their texts and choices are counted. Links, places, attributions, judgements, notes and tags are those of the "
    "case. Nothing is inferred.",
    innocent=(
        "An identifier is not a person: a phone is lent, an account is shared, a name is borne by many.",
        "Much is known of whom sources were asked about; of others little is known because nobody asked.",
    ),
    parameters=(Parameter("entity", "Of whom or what", "entity", required=True),),
    steady="It lists what records say and weighs nothing; fewer records would say less.",
    words="dossier profile about everything summary biography fiche card",
)
def dossier(held: Held, entity: int) -> Answer:
    entity = held.whole.grouped.get(entity, entity)
    if entity not in held.graph.node_of:
        return Answer("The case holds no such entity: include the sources that name it.")
    found = named(held.case, held.whole.members(entity), held.moments)
    rows = _by_source(held, entity, found)
    tables = (
        dossier_tables.stated(held, found),
        dossier_tables.linked(held, entity),
        dossier_tables.places(held, entity, found),
        dossier_tables.assessed(held, entity),
    )
    crowded = [
        f"{held.case.kinds.records[kind].plural.lower()} ({count:,})"
        for kind, count in found.group_by("kind").agg(pl.col("ref").n_unique()).sort("kind").iter_rows()
        if count > dossier_tables.STATING
    ]
    return Answer(
        _sentence(held, entity, found),
        (
            Column("source", "Source"),
            Column("kind", "Records of"),
            Column("role", "There as"),
            Column("records", "Records", "count"),
            Column("first", "First", "moment"),
            Column("last", "Last", "moment"),
        ),
        rows,
        left_out=(f"The texts of {', '.join(crowded)}: too many to be statements about it.",)
        if crowded
        else (),
        sure="Exact for what the case holds; what sources do not say of it is not known.",
        tables=tuple(table for table in tables if table.rows),
        links=tuple(link for row in tables[1].rows for link in row.links),
    )


def _by_source(held: Held, entity: int, found: pl.DataFrame) -> tuple[Row, ...]:
    listed = {s.reading: s.name for s in sources.listed(held.case)}
    grouped = (
        found.group_by("reading", "kind", "role")
        .agg(pl.col("ref").sort(), many=pl.len(), first=pl.col("at").min(), last=pl.col("at").max())
        .sort("reading", "kind", "role")
    )
    rows = []
    for reading, kind, role, refs, records, first, last in grouped.iter_rows():
        declared = held.case.kinds.records[kind]
        moments = None if first is None else (first, last + 1)
        cells = (listed.get(reading, ""), declared.plural, declared.field(role).name, records, first, last)
        rows.append(Row(cells, (entity,), refs=tuple(refs), moments=moments))
    return tuple(rows)


def _sentence(held: Held, entity: int, found: pl.DataFrame) -> str:
    caption = held.caption(entity)
    kind = held.case.kinds.entities[held.kind(entity)].name.lower()
    if not found.height:
        return f"No record that counts names {caption} ({kind}); it was entered by hand."
    records, from_sources = found["ref"].n_unique(), found["reading"].n_unique()
    told = f"{many(records, 'record')} of {many(from_sources, 'source')}"
    said = f"{told} {'names' if records == 1 else 'name'} {caption} ({kind})"
    first, last = found["at"].min(), found["at"].max()
    if isinstance(first, int) and isinstance(last, int):
        said += f", from {day(first)} to {day(last)}"
    return said + "."
