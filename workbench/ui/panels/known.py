"""What Details shows of an entity, gathered from the case and the graph off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from workbench.case import assessments, drawn, entities, gradings, involvement, notes
from workbench.case.assessments import Attribution
from workbench.case.cases import Case
from workbench.case.involvement import Involvement
from workbench.case.notes import Note, Tag
from workbench.model.graph import Graph
from workbench.model.kinds import EntityKind, LinkKind
from workbench.ui import words
from workbench.ui.words import translate


@dataclass(frozen=True)
class Known:
    """One entity as Details shows it. `activity` are parts such as "66 calls (31 out, 35 in)" and "2 parcels",
    `by_hand` who entered it and on what basis; `involvement` is its own, or of those an identifier is attributed to;
    `is_somebody` where it can be said of it; `grades` are in words, with the basis."""

    entity: int
    kind: EntityKind
    shown: str
    value: str
    caption: str
    valid: bool
    records: int
    sources: int
    activity: list[str]
    first: int | None
    last: int | None
    zone: str
    common: str | None
    by_hand: tuple[str, str] | None = None
    same: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    judgements: list[tuple[str, str, str, str]] = field(default_factory=list)
    attributions: list[tuple[str, Attribution]] = field(default_factory=list)
    involvement: list[Involvement] = field(default_factory=list)
    is_somebody: bool = False
    tags: list[Tag] = field(default_factory=list)
    grades: list[tuple[str, str]] = field(default_factory=list)


def read(case: Case, graph: Graph, entity: int) -> Known:
    """Everything known of an entity, and of those judged the same as it."""
    found = entities.get(case, entity)
    kind = case.kinds.entities[found.kind]
    members = graph.members(entity)
    first, last = _span(graph, entity)
    judged = [
        (_caption(case, other), verdict, why, analyst)
        for member in members
        for other, verdict, why, analyst in assessments.judgements(case, member)
    ]
    attributed = [
        (_caption(case, a.owner if a.entity in members else a.entity), a)
        for member in members
        for a in assessments.attributions(case, member)
    ]
    node = graph.node_of.get(entity)
    return Known(
        entity, kind, entities.shown(case, found.kind, found.value), found.value, found.caption, found.valid,
        int(graph.records[node]) if node is not None else found.records, len(found.sources),
        activity(case, graph, entity), first, last, case.about.zone, assessments.common_services(case).get(entity),
        drawn.entities_by_hand(case).get(entity),
        [_caption(case, m) for m in members if m != entity],
        [n for member in members for n in notes.of(case, entity=member)],
        list(dict.fromkeys(judged)), attributed, _involved(case, members, attributed), found.kind in involvement.KINDS,
        [t for member in members for t in notes.tags_told(case, member)],
        [(gradings.words(case, g), g.basis) for member in members for g in gradings.listed(case, "entity", member)],
    )  # fmt: skip


def _involved(case: Case, members: list[int], attributed: list[tuple[str, Attribution]]) -> list[Involvement]:
    """What is said of an entity, else of those whom it is attributed to."""
    known = involvement.known(case)
    own = [known[m] for m in members if m in known]
    owners = [a.owner for _, a in attributed if a.entity in members]
    return own or [known[o] for o in dict.fromkeys(owners) if o in known]


def _caption(case: Case, entity: int) -> str:
    found = entities.get(case, entity)
    return entities.shown(case, found.kind, found.value)


def _span(graph: Graph, entity: int) -> tuple[int | None, int | None]:
    node = graph.node_of.get(entity)
    if node is None:
        return None, None
    at = graph.links_at(node)
    first, last = graph.first[at], graph.last[at]
    first, last = first[first != graph.NO_TIME], last[last != graph.NO_TIME]
    return (int(first.min()) if len(first) else None, int(last.max()) if len(last) else None)


def _joins_like(case: Case, kind: LinkKind) -> bool:
    """Whether a kind of link goes from one to another of the same sort, as calls and payments do."""
    if not kind.directed or not kind.made_by:
        return False
    making = kind.made_by[0]
    record = case.kinds.records[making.record]
    return bool(set(record.field(making.start).kinds) & set(record.field(making.end).kinds))


def activity(case: Case, graph: Graph, entity: int) -> list[str]:
    """What an entity did, most first: records where like meets like ("66 calls (31 out, 35 in)"), else how many
    others of a kind it hangs together with ("2 parcels")."""
    node = graph.node_of.get(entity)
    if node is None:
        return []
    at = graph.links_at(node)
    others = np.where(graph.start[at] == node, graph.end[at], graph.start[at])
    exchanged: dict[tuple[str, str], list[int]] = {}
    beside: dict[str, set[int]] = {}
    for number in np.unique(graph.link_kind[at]):
        kind = case.kinds.links[graph.link_kinds[number]]
        of_kind = graph.link_kind[at] == number
        links = at[of_kind]
        if _joins_like(case, kind):
            out = int(graph.count[links[graph.start[links] == node]].sum())
            into = int(graph.count[links[graph.end[links] == node]].sum())
            record = case.kinds.records[kind.made_by[0].record]
            both = exchanged.setdefault((record.name.lower(), record.plural.lower()), [0, 0])
            both[0], both[1] = both[0] + out, both[1] + into
        else:
            for n in others[of_kind]:
                beside.setdefault(graph.kinds[graph.kind[n]], set()).add(int(n))
    parts: list[str] = []
    for (one, many), (out, into) in sorted(exchanged.items(), key=lambda item: -sum(item[1])):
        said = translate("Details", "{count} {records} ({out} out, {in_} in)").format(
            count=words.number(out + into), records=one if out + into == 1 else many, out=words.number(out),
            in_=words.number(into),
        )  # fmt: skip
        parts.append(said)
    for name, there in sorted(beside.items(), key=lambda item: -len(item[1])):
        declared = case.kinds.entities[name]
        noun = declared.name if len(there) == 1 else declared.plural
        noun = noun if noun.isupper() or noun[:2].isupper() else noun.lower()
        parts.append(f"{words.number(len(there))} {noun}")
    return parts
