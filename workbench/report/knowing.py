"""How do we know? One page that proves what links say, down to the row of the hashed file."""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

import workbench
from workbench.case import claims, entities, sources
from workbench.case.cases import Case
from workbench.case.claims import Claim, Proof
from workbench.case.sources import Source
from workbench.model.graph import Graph
from workbench.model.values import told
from workbench.model.values.assets import shown
from workbench.report import visible
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
    return _page(case, subject, found, {"By itself it tells": "; ".join(told(value_type, said))})


def _page(case: Case, subject: str, found: Sequence[Claim], more: dict[str, str] | None = None) -> str:
    used = sorted({p.record.source for c in found for p in c.proofs})
    known = [sources.get(case, s) for s in used]
    parts = [
        _head(case, subject, len(found), more or {}),
        *(_claim(case, number, c) for number, c in enumerate(found, start=1)),
        _files(case, known),
        _checking(case, known),
    ]
    return page("How do we know?", "\n".join(parts))


def _head(case: Case, subject: str, count: int, more: dict[str, str]) -> str:
    about = case.about
    facts = more | {
        "Case": about.title or case.path.stem,
        "Purpose": about.purpose,
        "Authority": about.authority,
        "Officer": about.officer,
        "Case number": about.uuid,
        "Page made by": case.analyst,
        "Page made at": _utc(int(datetime.now(UTC).timestamp()) * 1_000_000),
        "Made with": f"Clew {workbench.__version__}",
    }
    links = "1 claim" if count == 1 else f"{count:,} claims"
    empty = "" if count else '<p class="none">No link of the included readings names it.</p>'
    return (
        f'<header><p class="over">How do we know?</p><h1>{subject}</h1><p class="count">{links}</p>'
        f"{_facts(facts)}</header>{empty}"
    )


def _facts(facts: dict[str, str]) -> str:
    lines = [f"<dt>{html.escape(k)}</dt><dd>{visible.words(v)}</dd>" for k, v in facts.items() if v]
    return f'<dl class="facts">{"".join(lines)}</dl>'


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
            _utc(claim.first) if claim.first == claim.last else f"{_utc(claim.first)} to {_utc(claim.last)}"
        )
    told += total
    summary = " · ".join(visible.text(t) for t in told)
    rows = "".join(_proof(proof) for proof in claim.proofs)
    return (
        f'<section class="claim"><div class="what"><span class="number">{number}</span>'
        f"<h2>{_sentence(case, claim)}</h2>"
        f'<span class="standing {claim.standing}">{STANDINGS[claim.standing]}</span></div>'
        f'<p class="summary">{summary}</p>{_basis(claim)}{rows}{_left_out(case, claim)}</section>'
    )


def _basis(claim: Claim) -> str:
    """On whose word a claim stands that no row states."""
    if claim.basis:
        when = f", entered {_utc(claim.at)}" if claim.at is not None else ""
        return f'<p class="basis">On the word of {visible.words(claim.basis)}{when}</p>'
    return "" if claim.proofs else '<p class="basis">No included reading holds a record of it.</p>'


def _left_out(case: Case, claim: Claim) -> str:
    if claim.count <= len(claim.proofs):
        return ""
    command = f"clew records {shlex.quote(case.path.name)} --link {claim.link}"
    return (
        f'<p class="rest">{len(claim.proofs):,} of {claim.count:,} records are shown here. '
        f"All of them: <code>{visible.text(command)}</code></p>"
    )


def _also(proof: Proof) -> str:
    """Where the same event stands in other words; it is counted once."""
    if not proof.also:
        return ""
    places = ", ".join(f"{visible.text(file)}, row {row}" for file, row in proof.also)
    return f'<p class="rest">The same event, counted once: {places}.</p>'


def _proof(proof: Proof) -> str:
    r = proof.record
    place = [f"{proof.word} {r.row}"]
    if r.sheet:
        place.insert(0, f"sheet {r.sheet}")
    if r.part:
        place.append(f"record {r.part + 1} of that {proof.word}")
    when = (
        f'<span class="at">{visible.value(r.at)} (zone {visible.text(r.zone_known)})</span>' if r.at else ""
    )
    return (
        f'<figure><figcaption><span class="file">{visible.value(r.file)}</span>'
        f'<span class="place">{", ".join(visible.text(p) for p in place)}</span>{when}'
        f'<a class="source" href="#source-{r.source}">source {r.source}, SHA-256 {r.sha256[:12]}…</a></figcaption>'
        f'<pre dir="ltr">{visible.row(proof.text, proof.marks)}</pre>{_also(proof)}</figure>'
    )


def _files(case: Case, known: Sequence[Source]) -> str:
    if not known:
        return ""
    cards = []
    for s in known:
        facts = {
            "File": s.name,
            "SHA-256": s.sha256,
            "Came in": _archive(s.facts.get("archive")),
            "Size": f"{s.bytes:,} bytes",
            "Exhibit": s.exhibit,
            "Acquired": ", ".join(x for x in (s.acquired_by, s.acquired_at, s.acquired_how) if x),
            "Taken into the case": f"{_utc(s.added_at)} by {s.added_by}",
            "Read with": s.recipe,
            "Rows": f"{s.rows:,} read = {s.kept_rows:,} kept + {s.duplicate:,} duplicate + {s.rejected:,} rejected "
            f"+ {s.withheld:,} withheld",
        }
        cards.append(
            f'<section class="source" id="source-{s.id}"><h3>Source {s.id}</h3>{_facts(facts)}</section>'
        )
    return f"<h2>The files</h2>{''.join(cards)}"


def _checking(case: Case, known: Sequence[Source]) -> str:
    name = shlex.quote(case.path.name)
    steps = [
        f"<li>Check the case itself: <code>{visible.text(f'clew verify {name}')}</code> ends with "
        "<q>The case is whole.</q></li>"
    ]
    for s in known:
        file = shlex.quote(_file_name(s))
        export = visible.text(f"clew export {name} --source {s.id} -o {file}")
        digest = visible.text(f"sha256sum {file}")
        windows = visible.text(f"certutil -hashfile {file} SHA256")
        steps.append(
            f"<li>Take out source {s.id} bit for bit: <code>{export}</code>. Then <code>{digest}</code> "
            f"(Windows: <code>{windows}</code>) must print<br><code class='hash'>{s.sha256}</code></li>"
        )
    if known:
        steps.append(
            "<li>Open the file and go to the row named above each quotation: an editor counts lines, "
            "Excel shows row numbers, both from 1.</li>"
        )
    return f'<h2>How to check this page</h2><ol class="checks">{"".join(steps)}</ol>'


def _file_name(source: Source) -> str:
    """A name to export a source by: its own where that can be typed anywhere, else one of its number."""
    if re.fullmatch(r"\w[\w. ()-]*", source.name, re.ASCII):
        return source.name
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", source.name)
    return f"source-{source.id}{ending[0] if ending else ''}"


def _utc(microseconds: int) -> str:
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _archive(said: dict[str, str] | None) -> str:
    """The archive a source was packed in, and under which name."""
    return f"{said['name']}, as {said['member']}; the archive's SHA-256 is {said['sha256']}" if said else ""
