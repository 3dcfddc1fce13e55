"""Which rows of a table lie in a scope: all of the case, what the chart shows, or what is selected."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.app.seen import Seen
from workbench.app.session import Selection
from workbench.app.tables.records import RecordTable
from workbench.app.tables.table import Rows, Table, Tell
from workbench.case import behind, segments
from workbench.case.behind import Behind, Wanted
from workbench.case.cases import Case
from workbench.case.record_rows import told_here
from workbench.case.records import behind as records_behind
from workbench.case.records import joins
from workbench.case.scope import Stretch as Time
from workbench.case.scope import passing_all, scope_of
from workbench.model.filters import OF_RECORDS
from workbench.model.graph import Graph

ALL, CHART, SELECTION = "all", "chart", "selection"


def among(
    case: Case, table: Table, graph: Graph, seen: Seen, selection: Selection, scope: str, told: Tell
) -> Rows | None:
    """The rows of a table in a scope, rising; None for all. Rejected rows are on no chart: of them, all are meant.

    Of the records of a chart those count that its filters let pass; of a selection those behind the selected links,
    else those that name the one selected entity, else those that join the selected ones, as in the list of records.
    """
    if scope == ALL or table.noun == "rejects":
        return None
    if table.noun == "entities":
        return np.sort(seen.nodes if scope == CHART else graph.numbers(selection.entities)).astype(np.int32)
    if table.noun == "links":
        return np.sort(seen.links if scope == CHART else selected_links(graph, selection)).astype(np.int32)
    assert isinstance(table, RecordTable)
    if scope == CHART:
        return _rising(_on_chart(case, table, graph, seen, told))
    if selection.links:
        return _rising(_behind_links(case, table, graph, sorted(selection.links), selection.moments, told))
    nodes = graph.numbers(selection.entities)
    if len(nodes) == 1:
        return _rising(_naming(case, table, graph.members(int(graph.ids[nodes[0]])), selection.moments, told))
    links = graph.link_ids[graph.links_between(nodes)].tolist()
    return _rising(_behind_links(case, table, graph, links, selection.moments, told))


def selected_links(graph: Graph, selection: Selection) -> Rows:
    """The links that are selected, else those at or between the selected entities."""
    if selection.links:
        return np.array([graph.link_of[k] for k in selection.links if k in graph.link_of], np.int32)
    nodes = graph.numbers(selection.entities)
    return graph.links_at(int(nodes[0])) if len(nodes) == 1 else graph.links_between(nodes)


def _rising(parts: Iterator[np.ndarray]) -> Rows:
    return np.unique(np.concatenate([np.zeros(0, np.int64), *parts])).astype(np.int32)


def _on_chart(case: Case, table: RecordTable, graph: Graph, seen: Seen, told: Tell) -> Iterator[np.ndarray]:
    """The records behind the links that are drawn, as far as filters and the chosen time let them pass."""
    scope = scope_of(case, graph, seen.everything)
    tests = tuple(dict.fromkeys(f.test for f in seen.filters if f.on and f.by in OF_RECORDS))
    drawn = np.zeros(len(graph.link_ids), bool)
    drawn[seen.links] = True
    shown = np.concatenate([np.zeros(1, bool), drawn[scope.links]])
    done = 0
    with scope.guard:
        for records in scope.records(case):
            done += len(records)
            told(done, max(table.size, done))
            begin, end = records.window(seen.moments)
            inside = np.zeros(len(records), bool)
            for column in records.columns:
                inside[begin:end] |= shown[column[begin:end]]
            if tests:
                inside &= passing_all(case, records, tests)
            yield from _rows(table, records, inside)


def _rows(table: RecordTable, records: Behind, inside: np.ndarray) -> Iterator[np.ndarray]:
    """The rows of some records behind links."""
    if records.order is not None:
        there = np.zeros(len(records), bool)
        there[records.order[inside]] = True
        inside = there
    begin = 0
    for segment, places in records.parts:
        yield table.rows.rows_of(segment.id, places[inside[begin : begin + len(places)]])
        begin += len(places)


def _behind_links(
    case: Case, table: RecordTable, graph: Graph, links: list[int], moments: Time, told: Tell
) -> Iterator[np.ndarray]:
    known = [k for k in links if k in graph.link_of]
    kinds = {graph.link_kinds[graph.link_kind[graph.link_of[k]]] for k in known}
    joined = {k for k in kinds if any(making.other for making in case.kinds.links[k].made_by)}
    wanted = Wanted(np.array(known, np.int64), kinds - joined)
    of = list(dict.fromkeys(m.record for k in kinds - joined for m in case.kinds.links[k].made_by))
    for record in of:
        for records in behind.folded(case, record, wanted):
            told(0, 0)
            begin, end = records.window(moments)
            inside = np.zeros(len(records), bool)
            inside[begin:end] = True
            yield from _rows(table, records, inside)
    together = [k for k in known if graph.link_kinds[graph.link_kind[graph.link_of[k]]] in joined]
    if together:  # made of two records each
        yield table.rows_standing(
            (r.reading, r.sheet, r.row, r.part)
            for r in records_behind(case, together)
            if moments is None or (r.at_utc is not None and moments[0] <= r.at_utc < moments[1])
        )


def _naming(
    case: Case, table: RecordTable, entities: list[int], moments: Time, told: Tell
) -> Iterator[np.ndarray]:
    """The records that name one of some entities in any role."""
    for record in case.kinds.records.values():
        roles = [f.id for f in record.entities]
        moment = record.moment.id if record.moment else ""
        some: set[int] = set()
        for role in roles:
            for entity in entities:
                held = segments.holding(case.db, role, (entity, entity), table.rows.counted)
                some.update(segment.id for segment in held)
        for number, stretch in enumerate(table.rows.stretches):
            if stretch.segment.id not in some or stretch.kind.id != record.id:
                continue
            told(stretch.first, table.size)
            frame = table.rows.read(number, [*roles, "overlap", "twin", moment])
            here = told_here(stretch, frame.select([n for n in ("overlap", "twin") if n in frame.columns]))
            found = np.zeros(len(stretch), bool)
            for role in roles:
                if role in frame.columns:
                    there = frame[role].is_in(entities).fill_null(False).to_numpy()
                    found |= there & here if joins(record, role) and len(here) == len(there) else there
            if moments is not None and moment:
                at = frame[moment] if moment in frame.columns else None
                inside = (
                    at.is_between(*moments, closed="left").fill_null(False).to_numpy()
                    if at is not None
                    else False
                )
                found = found & inside
            yield np.flatnonzero(found) + stretch.first
