"""Who appears in several sources? What joins files that have nothing to do with one another."""

from __future__ import annotations

import polars as pl

from workbench.case import entities, naming, sources
from workbench.case.named import named
from workbench.questions import joins
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "Who appears in several sources?",
    "across",
    does="Shows the phones, persons, wallets and others that two or more sources name, those first whose combination "
    "of sources is the rarest: a thousand phones stand in the bills of both operators, one alone in a bill, a listing "
    "and a manifest.",
    method="For each entity the sources that name it in a record that counts are listed. Entities are ranked by how "
    "few others stand in just the same sources, then by more sources, then by fewer records. Common services and cells "
    "do not join sources and are left out; entities judged the same are one.",
    innocent=(
        "Two sources of one sort, such as the bills of two operators, name everybody who called across.",
        "A name or address may be several people's: only an identifier is one thing.",
    ),
    parameters=(
        Parameter("fewest", "Named by so many sources at least", "whole", 2, least=2, most=1_000),
        Parameter("kinds", "Only these kinds of entity", "kinds"),
        Parameter("sources", "Named by all of these", "sources"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    steady="Which sources name whom does not depend on how many records do; one record is enough.",
    words="joins overlap intersection common shared cross reference files",
)
def in_several_sources(
    held: Held, fewest: int, kinds: tuple[str, ...], sources: tuple[int, ...], most: int
) -> Answer:
    found, often, order = joins.ranked(held.whole, _sources_of(held))
    wanted = [
        entity
        for entity in order
        if len(found[entity]) >= fewest
        and set(sources) <= found[entity]
        and (not kinds or held.kind(entity) in kinds)
    ]
    shown = wanted[:most]
    behind = _behind(held, shown)
    source_names = _names(held)
    rows = []
    for entity in shown:
        refs, in_window = behind.get(entity, ((), frozenset[int]()))
        if len(in_window) < fewest:
            continue  # outside the stretch of time only
        combination = found[entity]
        names = ", ".join(source_names[source] for source in sorted(combination))
        cells = (entity, len(combination), names, often[combination], len(refs))
        rows.append(Row(cells, (entity,), refs=refs))
    if not rows:
        return Answer(
            f"Nobody and nothing is named by {fewest} sources: bring in more sources, or see whether one is "
            "switched off."
        )
    first = rows[0].cells
    return Answer(
        f"{many(len(wanted), 'entity', 'entities')} stand in {fewest} sources or more; the rarest combination is that "
        f"of {held.caption(first[0])}, named by {first[2]}.",
        (
            Column("entity", "Who or what", "entity"),
            Column("sources", "Sources", "count"),
            Column("names", "Which"),
            Column("alike", "In just these sources", "count"),
            Column("records", "Records", "count"),
        ),
        tuple(rows),
        left_out=tuple(
            said
            for said in (
                f"{len(wanted) - most:,} more that stand in commoner combinations." if len(wanted) > most else "",
                f"{len(shown) - len(rows):,} named by several sources only outside the stretch of time."
                if len(shown) > len(rows) else "",
            )
            if said
        ),
        sure="Exact for what the sources hold.",
    )  # fmt: skip


def _sources_of(held: Held) -> dict[int, list[int]]:
    """The sources that name each entity or one judged the same, where they are several."""
    found = naming.named_by_several(held.case)
    grouped = held.whole.grouped
    for member, head in grouped.items():
        found.pop(member, None)
        found[head] = []
    for head in set(grouped.values()):
        several = entities.sources_of(held.case, held.whole.members(head))
        found[head] = sorted({source for one in several for source in one})
    return found


def _names(held: Held) -> dict[int, str]:
    return {source.id: source.name for source in sources.listed(held.case)}


def _behind(held: Held, shown: list[int]) -> dict[int, tuple[tuple[int, ...], frozenset[int]]]:
    """The records that name each, and the readings they are of."""
    members = [member for entity in shown for member in held.whole.members(entity)]
    frame = named(held.case, members, held.moments).with_columns(held.heads(pl.col("entity")))
    grouped = frame.group_by("entity").agg(
        pl.col("ref").unique(maintain_order=True), readings=pl.col("reading").unique()
    )
    return {entity: (tuple(refs), frozenset(readings)) for entity, refs, readings in grouped.iter_rows()}
