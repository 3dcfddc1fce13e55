"""The parts of a dossier: what records state of an entity, whom it is linked with, where it was, what people say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from workbench.case import assessments, located, names, notes, segments
from workbench.case.entities import named as written
from workbench.case.named import named
from workbench.case.told import PLACES, TYPES
from workbench.model.graph import Graph
from workbench.questions.answer import Column, Row, Table
from workbench.questions.held import Held, day

STATING = 2_000  # records of a kind beyond which their texts are no longer statements about somebody
LONGEST = 160  # characters of a text shown; the whole stands in the record


def stated(held: Held, found: pl.DataFrame) -> Table:
    """What else the records that name the entity say: texts and choices, each different value with how often."""
    rows = []
    for kind in dict.fromkeys(found["kind"].to_list()):
        refs = found.filter(pl.col("kind") == kind)["ref"].unique().sort()
        if len(refs) > STATING:
            continue
        declared = held.case.kinds.records[kind]
        fields = [f for f in declared.fields if f.type in ("text", "choice") or f.id == "born"]
        if not fields:
            continue
        frame = _fields(held, refs, [f.id for f in fields])
        for field in fields:
            text = _text(field.id, field.type)
            said = frame.select(text=text, ref="ref").filter(pl.col("text").str.len_chars() > 0)
            grouped = (
                said.group_by("text").agg(pl.col("ref").sort()).with_columns(many=pl.col("ref").list.len())
            )
            for value, behind, many in grouped.sort("many", "text", descending=[True, False]).iter_rows():
                shown = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
                rows.append(Row((declared.name, field.name, shown, many), refs=tuple(behind)))
    columns = (
        Column("record", "In"), Column("field", "Field"), Column("value", "Said"),
        Column("records", "Records", "count"),
    )  # fmt: skip
    return Table("stated", "What its records say", columns, tuple(rows))


def _fields(held: Held, refs: pl.Series, wanted: Sequence[str]) -> pl.DataFrame:
    """Some fields of some records of one kind, with their refs."""
    frames = []
    for segment in dict.fromkeys((refs // PLACES).to_list()):
        mine = refs.filter(refs // PLACES == segment)
        frame = segments.read(held.case.db, segments.get(held.case.db, segment), wanted)
        if not frame.width:
            continue
        missing = [pl.lit(None, pl.String).alias(name) for name in wanted if name not in frame.columns]
        frame = frame.with_columns(*missing)[(mine % PLACES).to_list()]
        born = [pl.col("born").cast(TYPES["moment"])] if "born" in wanted else []
        frames.append(frame.with_columns(*born).select(*wanted).with_columns(ref=mine))
    if not frames:
        return pl.DataFrame(schema=dict.fromkeys(wanted, pl.String) | {"ref": pl.Int64})
    return pl.concat(frames, how="vertical_relaxed")


def _text(name: str, type: str) -> pl.Expr:
    return pl.from_epoch(name, "us").dt.strftime("%Y-%m-%d") if type == "moment" else pl.col(name)


def linked(held: Held, entity: int) -> Table:
    """Whom it is linked with, by kind of link, those with most records first."""
    graph, kinds = held.graph, held.case.kinds.links
    node = graph.node_of[entity]
    at = graph.links_at(node)
    other = np.where(graph.start[at] == node, graph.end[at], graph.start[at])
    order = np.lexsort((graph.ids[other], -graph.count[at], graph.link_kind[at]))
    rows = []
    for link, who in zip(at[order].tolist(), other[order].tolist(), strict=True):
        name = graph.link_kinds[graph.link_kind[link]]
        said = kinds[name].name if name in kinds else name
        way = "from it" if graph.start[link] == node else "to it"
        one = int(graph.ids[who])
        times = _times(graph, link)
        cells = (said, way, one, int(graph.count[link]), *times)
        rows.append(Row(cells, (entity, one), (int(graph.link_ids[link]),)))
    columns = (
        Column("link", "Link"), Column("way", "Way"), Column("other", "With", "entity"),
        Column("records", "Records", "count"), Column("first", "First", "moment"), Column("last", "Last", "moment"),
    )  # fmt: skip
    return Table("linked", "Linked with", columns, tuple(rows))


def _times(graph: Graph, link: int) -> tuple[int | None, int | None]:
    first, last = int(graph.first[link]), int(graph.last[link])
    return (None if first == Graph.NO_TIME else first, None if last == Graph.NO_TIME else last)


def places(held: Held, entity: int, found: pl.DataFrame) -> Table:
    """Where records say it was, the most frequent places first."""
    begin, end = held.moments or (None, None)
    seen = located.sightings(held.case, held.whole.members(entity), begin, end)
    counted = (
        seen.group_by("place", "latitude", "longitude")
        .agg(many=pl.len(), first=pl.col("at").min(), last=pl.col("at").max())
        .sort("many", "place", "latitude", "longitude", descending=[True, False, False, False])
    )
    there = _at_places(held, counted["place"].to_list(), found)
    rows = []
    for place, north, east, many, first, last in counted.iter_rows():
        where = held.caption(place) if place else f"{north:.5f}, {east:.5f}"
        refs = there.get(place, ()) if place else _stating(seen, found, north, east)
        about = (place,) if place else ()
        rows.append(Row((where, many, first, last), about, refs=refs, moments=_stretch(first, last)))
    columns = (
        Column("place", "Place"), Column("records", "Records", "count"), Column("first", "First", "moment"),
        Column("last", "Last", "moment"),
    )  # fmt: skip
    return Table("places", "Where it was", columns, tuple(rows))


def _at_places(held: Held, entities: Sequence[int], found: pl.DataFrame) -> dict[int, tuple[int, ...]]:
    """Of the records that name the entity those that name each place too."""
    both = named(held.case, [e for e in entities if e], held.moments).join(
        found.select("ref").unique(), on="ref"
    )
    grouped = both.group_by("entity").agg(pl.col("ref").unique().sort())
    return {entity: tuple(refs) for entity, refs in grouped.iter_rows()}


def _stating(seen: pl.DataFrame, found: pl.DataFrame, north: float, east: float) -> tuple[int, ...]:
    """The records that state these degrees of it."""
    mine = seen.filter((pl.col("place") == 0) & (pl.col("latitude") == north) & (pl.col("longitude") == east))
    there = found.join(mine.select("kind", "at").unique(), on=["kind", "at"], nulls_equal=True)
    return tuple(there["ref"].unique().sort().to_list())


def _stretch(first: int | None, last: int | None) -> tuple[int, int] | None:
    return None if first is None or last is None else (first, last + 1)


def assessed(held: Held, entity: int) -> Table:
    """What people say of it: attributions, judgements, notes, tags, names of contact lists, common service."""
    case, graph = held.case, held.whole
    known, common = names.known(case), assessments.common_services(case)
    rows: list[Row] = []
    for member in graph.members(entity):
        if member != entity:
            rows.append(_said("Judged the same as", written(case, member)[1], "", None, (entity,)))
        if member in known:
            rows.append(_said("Called in contact lists", known[member], "", None, (entity,)))
        for one in assessments.attributions(case, member):
            owned = one.owner == member
            other = one.entity if owned else one.owner
            what = f"{'Had' if owned else 'Attributed to'}, as {one.role}"
            text = f"{held.caption(other)}, {_period(one.first, one.last)}: {one.basis}"
            rows.append(_said(what, text, one.analyst, one.at, (entity, other), one.standing))
        for other, verdict, why, analyst in assessments.judgements(case, member):
            if verdict != "same":
                rows.append(
                    _said(
                        f"Judged {verdict}", f"{held.caption(other)}: {why}", analyst, None, (entity, other)
                    )
                )
        rows += [_said("Tag", tag, "", None, (entity,)) for tag in notes.tags(case, member)]
        rows += [
            _said("Note", note.text, note.analyst, note.at, (entity,))
            for note in notes.of(case, entity=member)
        ]
        if member in common:
            rows.append(_said("Common service", common[member], "", None, (entity,)))
    columns = (
        Column("what", "What"), Column("said", "Said"), Column("by", "By"), Column("at", "Written", "moment"),
        Column("standing", "Standing"),
    )  # fmt: skip
    return Table("assessed", "What people say of it", columns, tuple(rows))


def _said(
    what: str, text: str, by: str, at: int | None, entities: tuple[int, ...], standing: str = ""
) -> Row:
    return Row((what, text, by, at, standing), entities)


def _period(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return "without dates"
    if first is None:
        return f"until {day(last or 0)}"
    return f"from {day(first)}" + (f" to {day(last)}" if last is not None else "")
