"""How do we know? One page that proves what links say, down to the row of the hashed file."""

from __future__ import annotations

import html
import shlex
from collections.abc import Sequence

import numpy as np

from workbench.case import claims, drawn, entities, gradings, involvement, notes, sources
from workbench.case.cases import Case
from workbench.case.claims import Claim
from workbench.model.graph import Graph
from workbench.model.values import told
from workbench.model.values.assets import shown
from workbench.report import provenance, visible
from workbench.report.pages import page

OF_ONE_LINK = 200  # rows shown of the link a page is about; the page says how many there are
OF_EACH_LINK = 10  # rows shown of each of an entity's links
STANDINGS = {
    "stated": "stated in the record",
    "derived": "derived by rule",
    "assessed": "assessed by an analyst",
}


def about_link(case: Case, link: int) -> str:
    """The page about one link, as HTML that needs nothing else. Problem when there is no such link."""
    found = claims.for_links(case, [link], OF_ONE_LINK)
    return _page(case, _sentence(case, found[0]), found)


def about_links(case: Case, links: Sequence[int]) -> str:
    """The page about several links, such as what was selected on a chart, in their order."""
    found = claims.for_links(case, links, OF_EACH_LINK)
    return _page(case, f"{len(found)} {'link' if len(found) == 1 else 'links'}", found)


def about_entity(case: Case, entity: int, graph: Graph) -> str:
    """The page about an entity and every link it has in `graph`, most records first."""
    kind, said = entities.named(case, entity)
    at = graph.links_at(graph.node_of[entity])
    ranked = at[np.lexsort((graph.link_ids[at], -graph.count[at]))]
    found = claims.for_links(case, [int(k) for k in graph.link_ids[ranked]], OF_EACH_LINK)
    name = case.kinds.entities[kind].name if kind in case.kinds.entities else kind
    subject = f"{html.escape(name)} {visible.value(entities.shown(case, kind, said))}"
    value_type = case.kinds.entities[kind].value if kind in case.kinds.entities else ""
    more = {"By itself it tells": "; ".join(told(value_type, said))} | _thought_of(
        case, kind, graph.members(entity)
    )
    return _page(case, subject, found, more)


def _thought_of(case: Case, kind: str, members: Sequence[int]) -> dict[str, str]:
    """What analysts say of an entity, apart from what records state: involvement, tags with their basis, grades, and
    that it was entered by hand."""
    involved = [one for member, one in involvement.known(case).items() if member in members]
    tags = [t for member in members for t in notes.tags_told(case, member)]
    grades = [g for member in members for g in gradings.listed(case, "entity", member)]
    hand = [one for member, one in drawn.entities_by_hand(case).items() if member in members]
    nobody = involvement.UNKNOWN if kind in involvement.KINDS else ""
    return {
        "Involvement": "; ".join(f"{i.category}: {i.basis} ({i.analyst})" for i in involved) or nobody,
        "Tags, assessed": "; ".join(
            f"{t.name}: {t.basis} ({t.analyst})" if t.basis else t.name for t in tags
        ),
        "Grades": "; ".join(gradings.words(case, g) for g in grades),
        "Entered by hand": "; ".join(f"{basis} ({analyst})" for analyst, basis in hand),
    }


def _page(case: Case, subject: str, found: Sequence[Claim], more: dict[str, str] | None = None) -> str:
    used = sorted({p.record.source for c in found for p in c.proofs})
    known = [sources.get(case, s) for s in used]
    parts = [
        _head(case, subject, len(found), more or {}),
        *(_claim(case, number, c) for number, c in enumerate(found, start=1)),
        provenance.files(known),
        provenance.checking(case, known),
    ]
    return page("How do we know?", "\n".join(parts))


def _head(case: Case, subject: str, count: int, more: dict[str, str]) -> str:
    facts = more | provenance.made(case)
    links = "1 claim" if count == 1 else f"{count:,} claims"
    empty = "" if count else '<p class="none">No link of the included readings names it.</p>'
    return (
        f'<header><p class="over">How do we know?</p><h1>{subject}</h1><p class="count">{links}</p>'
        f"{provenance.facts(facts)}</header>{empty}"
    )


def _sentence(case: Case, claim: Claim) -> str:
    ends = [visible.value(entities.shown(case, *entities.named(case, e))) for e in (claim.start, claim.end)]
    return html.escape(case.kinds.links[claim.kind].sentence).format(start=ends[0], end=ends[1])


def _claim(case: Case, number: int, claim: Claim) -> str:
    total = [
        f"{amount} {'seconds in all' if unit == 's' else shown(unit)}"
        for unit, amount in claim.totals.items()
    ]
    told = [f"{claim.count:,} {'record' if claim.count == 1 else 'records'}"] if claim.count else []
    if claim.first is not None and claim.last is not None:
        told.append(
            provenance.utc(claim.first)
            if claim.first == claim.last
            else f"{provenance.utc(claim.first)} to {provenance.utc(claim.last)}"
        )
    told += total
    summary = " · ".join(visible.text(t) for t in told)
    rows = "".join(provenance.quotation(proof) for proof in claim.proofs)
    return (
        f'<section class="claim"><div class="what"><span class="number">{number}</span>'
        f"<h2>{_sentence(case, claim)}</h2>"
        f'<span class="standing {claim.standing}">{STANDINGS[claim.standing]}</span></div>'
        f'<p class="summary">{summary}</p>{_basis(claim)}{_graded(case, claim)}{rows}{_left_out(case, claim)}</section>'
    )


def _basis(claim: Claim) -> str:
    """On whose word a claim stands that no row states."""
    if claim.basis:
        when = f", entered {provenance.utc(claim.at)}" if claim.at is not None else ""
        return f'<p class="basis">On the word of {visible.words(claim.basis)}{when}</p>'
    return "" if claim.proofs else '<p class="basis">No included reading holds a record of it.</p>'


def _graded(case: Case, claim: Claim) -> str:
    """The grades given to a link."""
    given = [gradings.words(case, g) for g in gradings.listed(case, "link", claim.link)] if claim.link else []
    return f'<p class="basis">Graded {"; ".join(map(visible.words, given))}</p>' if given else ""


def _left_out(case: Case, claim: Claim) -> str:
    if claim.count <= len(claim.proofs):
        return ""
    command = f"clew records {shlex.quote(case.path.name)} --link {claim.link}"
    return (
        f'<p class="rest">{len(claim.proofs):,} of {claim.count:,} records are shown here. '
        f"All of them: <code>{visible.text(command)}</code></p>"
    )
