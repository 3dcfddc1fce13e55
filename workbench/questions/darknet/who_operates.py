"""Who operates this site, channel or payment service? What records tie to it, and what else bears the same marks."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.darknet.log_ins import LogIn, holders, log_ins
from workbench.questions.darknet.ties import FAR, Tie, Ties, ties
from workbench.questions.held import Held, day
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("lead", "Lead", "entity"),
    Column("kind", "What it is"),
    Column("how", "How it is tied"),
    Column("over", "Through", "entities"),
    Column("sharing", "Others with the same mark", "count"),
    Column("records", "Records", "count"),
    Column("reasons", "Why"),
)
LOG_IN, HOLDER = "logged in as administrators do", "had the address at that moment"


@question(
    "Who operates this?",
    "darknet",
    does="For a site, channel, wallet or account: registrants, subscribers and holders; marks such as analytics ids, "
    "certificates, hosts, keys and wallets; the other sites and accounts that bear the same marks, and whose those "
    "are; who logged in where administrators do, and who had that address at that moment.",
    method="First what records tie to it directly. Then, for each mark that no more others bear than the set number, "
    "those others, and the persons and contacts tied to them. Log-ins are lines of the site's own log with an "
    "administrator's path, service or user name that were not refused; an address counts as somebody's only where a "
    "register's period or a session covers the moment, and where several had it at that moment each is marked ~. "
    "+ is a tie of one hand (a mark few bear, a person named), ~ one by custom or of many, such as a name server.",
    innocent=(
        "One host, name server or certificate serves thousands of sites that have nothing to do with each other.",
        "Registrations are made out to false names and to those who sell privacy.",
        "Analytics ids and wallets are copied with the page they stand on.",
        "Behind one address of a mobile network or an exit node stand many; without ports a log does not part them.",
    ),
    parameters=(
        Parameter(
            "subject", "Of", "entity", required=True,
            takes=("site", "handle", "group", "wallet", "account", "card", "ip", "email", "phone"),
        ),
        Parameter("sharing", "Follow no mark that more others bear than", "whole", 20, least=1, most=100_000),
        Parameter("most", "How many leads to show", "whole", 200, least=1, most=10_000),
    ),
    words="attribution host analytics tls ssh certificate payout administrator login subscriber operator owner",
)  # fmt: skip
def who_operates(held: Held, subject: int, sharing: int, most: int) -> Answer:
    start = held.whole.grouped.get(subject, subject)
    known = ties(held)
    rows, wide = [], 0
    for tie in known.by_subject.get(start, []):
        others = known.others(tie)
        rows.append(_direct(held, tie, len(others), sharing))
        common = tie.entity and held.is_common(tie.entity)
        if len(others) > sharing or (common and others):
            wide += 1
        elif tie.far != "weak":
            rows += [row for other in others for row in _beyond(held, known, start, tie, other, len(others))]
    visits = log_ins(held, start)
    rows += [row for visit in visits for row in _logged(held, start, visit)]
    rows.sort(
        key=lambda row: (row.why[0][0] != "+", _rank(row), row.cells[4], -row.cells[5], row.cells[0] or 0)
    )
    shown = held.caption(start)
    if not rows:
        return Answer(
            f"Nothing held ties anybody to {shown}: bring in registrations, certificates, saved pages, logs or "
            "registers.",
            COLUMNS,
        )
    strong = sum(row.why[0][0] == "+" for row in rows)
    return Answer(
        f"{len(rows):,} leads to who operates {shown}, {strong:,} of them by a mark or person few share.",
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further leads." if len(rows) > most else "",
                f"{many(wide, 'mark')} that more than {sharing:,} others bear, or common services: not followed."
                if wide
                else "",
            )
            if text
        ),
        sure="A mark in common shows a tie, not a person; a person named in a register may be a victim of it.",
    )


_ORDER = ("person", LOG_IN, HOLDER, "mark", "beyond", "weak")


def _rank(row: Row) -> int:
    return _ORDER.index(row.claim.split("|")[0])


def _direct(held: Held, tie: Tie, others: int, sharing: int) -> Row:
    few = others <= sharing and not (tie.entity and held.is_common(tie.entity))
    sign = "+" if tie.far != "weak" and few else "~"
    shown = held.caption(tie.entity) if tie.entity else tie.text
    why = f"{sign} {tie.what}: {shown}" + (f"; {others:,} others bear it" if others else "")
    kind = held.kind(tie.entity) if tie.entity else "text"
    entities = tuple(e for e in (tie.subject, tie.entity) if e)
    links = tuple(links_between(held.graph, tie.subject, [tie.entity])) if tie.entity else ()
    cells = (tie.entity or None, _kind(held, kind), tie.what, (), others, len(tie.refs), why)
    return Row(cells, entities, links, tuple(tie.refs), (why,), claim=f"{tie.far}|{tie.what} {shown}")


def _beyond(held: Held, known: Ties, start: int, tie: Tie, other: Tie, others: int) -> Iterator[Row]:
    """Another that bears the same mark, and the persons and contacts tied to it."""
    mark = held.caption(tie.entity) if tie.entity else tie.text
    said = f"+ {held.caption(other.subject)} has the same {tie.what}: {mark}"
    over = tuple(e for e in (tie.entity,) if e)
    links = tuple(
        link for e in over for end in (start, other.subject) for link in links_between(held.graph, end, [e])
    )
    refs = tuple(dict.fromkeys([*tie.refs, *other.refs]))
    cells = (
        other.subject,
        _kind(held, held.kind(other.subject)),
        f"the same {tie.what}",
        over,
        others,
        len(refs),
        said,
    )
    yield Row(
        cells, (start, other.subject, *over), links, refs, (said,), claim=f"beyond|{other.subject} {mark}"
    )
    for further in sorted(
        known.by_subject.get(other.subject, []), key=lambda t: (FAR.index(t.far), t.what, t.mark)
    ):
        if further.far != "person" or further.mark == tie.mark or not further.entity:
            continue
        why = f"+ {further.what} of {held.caption(other.subject)}: {held.caption(further.entity)}"
        more = tuple(dict.fromkeys([*refs, *further.refs]))
        cells = (
            further.entity, _kind(held, held.kind(further.entity)), f"{further.what} of what has the same {tie.what}",
            (*over, other.subject), others, len(more), f"{said}; {why}",
        )  # fmt: skip
        entities = (start, further.entity, *over, other.subject)
        claim = f"beyond|{further.entity} {other.subject} {mark}"
        yield Row(cells, entities, links, more, (said, why), claim=claim)


def _logged(held: Held, start: int, visit: LogIn) -> Iterator[Row]:
    """The user or address that logged in, and who had the address then."""
    times = f"{len(visit.moments):,} times from {day(visit.moments[0])} to {day(visit.moments[-1])}"
    lead = visit.user or visit.ip
    said = f"+ {held.caption(lead)} {LOG_IN}, {times}, from {held.caption(visit.ip)}"
    moments = (visit.moments[0], visit.moments[-1])
    links = tuple(links_between(held.graph, visit.ip, [start, visit.user]))
    cells = (lead, _kind(held, held.kind(lead)), LOG_IN, (visit.ip,), 0, len(visit.refs), said)
    refs = tuple(visit.refs)
    yield Row(cells, (start, lead, visit.ip), links, refs, (said,), moments, f"{LOG_IN}|{lead} {visit.ip}")
    found: dict[int, list[int]] = {}
    for holder in holders(held, visit.ip, visit.moments):
        found.setdefault(holder.who, []).append(holder.ref)
    for who, behind in sorted(found.items()):
        alone = len(found) == 1
        port = "" if visit.port or alone else ", and the log states no port to tell them apart"
        why = f"{'+' if alone else '~'} {held.caption(who)} had {held.caption(visit.ip)} when it was used"
        why += "" if alone else f"; so had {len(found) - 1:,} more{port}"
        cells = (
            who,
            _kind(held, held.kind(who)),
            HOLDER,
            (visit.ip,),
            len(found) - 1,
            len(refs) + len(behind),
            why,
        )
        entities = (start, who, visit.ip)
        yield Row(
            cells, entities, links, (*behind, *refs), (why, said), moments, f"{HOLDER}|{who} {visit.ip}"
        )


def _kind(held: Held, kind: str) -> str:
    declared = held.case.kinds.entities.get(kind)
    return declared.name if declared else "Text"
