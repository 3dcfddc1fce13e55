"""Which services did the money touch? Direct and indirect, sent and received, by one rule."""

from __future__ import annotations

from typing import Any

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.moved import INNOCENT, LIMITS, METHOD, TAKES, Moved, Told
from workbench.questions.money.prices import shown
from workbench.questions.money.tracing import SERVICE, WHY, Trace
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

SENT, RECEIVED = "sent to", "received from"


@question(
    "Which services did the money touch?",
    "money",
    does="Says how much of the money of wallets or accounts went to, and came from, services that lists attribute "
    "(exchanges, markets, mixers, sanctioned persons): directly, or over others in between.",
    method="The money is followed forward and backward by the rule that is named, and stops at every identifier that a "
    "list or an analyst attributes to somebody and at common services. Direct is what passes from one to the other in "
    "one transaction or payment; indirect is what passes through others. " + METHOD,
    innocent=(
        "Whoever pays by an exchange touches what its other customers did.",
        "Dust is sent to strangers to link them; an amount of a few units says nothing.",
        *INNOCENT,
    ),
    parameters=(
        Parameter("origin", "Whose money", "entities", required=True, takes=TAKES),
        *(p for p in LIMITS if p.name != "services"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="exposure risk sanctions ofac mixer exchange direct indirect counterparty service",
)
def exposure(held: Held, origin: tuple[int, ...], rule: str, most: int, **limits: Any) -> Answer:
    known = Moved(held)
    if not known.tags:
        return Answer(
            "The case holds no list that attributes wallets: bring in TagPacks or lists of sanctioned addresses."
        )
    rows: list[Row] = []
    followed = []
    for backward in (False, True):
        for asset, by_rule in known.traces(Told(origin, **limits), backward, (rule,)).items():
            rows += _rows(held, known, by_rule[rule], asset, backward)
            followed.append(f"{shown(by_rule[rule].followed, asset)} {'received' if backward else 'held'}")
    rows.sort(key=lambda row: (-row.cells[6], -row.cells[5].units, row.cells[0] or 0, row.cells[2]))
    found, more = strongest(rows, most)
    own = [tag.label for e in origin for tag in known.tags.get(e, ()) if tag.label]
    itself = (
        "It is itself listed as " + ", ".join(dict.fromkeys(held.caption(e) for e in own)) + ". "
        if own
        else ""
    )
    if not rows:
        said = f"{itself}Of {', '.join(followed) or 'no money'}, nothing is found to touch a listed service."
    else:
        cells = rows[0].cells
        who = held.caption(cells[0]) if cells[0] else "services without a name"
        said = (
            f"{itself}Most touched is {who}: {shown(cells[5].units, cells[5].asset)} {cells[2]} it, "
            f"of that {shown(cells[3].units, cells[3].asset)} directly."
        )
    return Answer(
        said,
        (
            Column("service", "Service", "entity"), Column("said", "What lists say"), Column("way", "Way"),
            Column("direct", "Directly", "money"), Column("indirect", "Over others", "money"),
            Column("whole", "Together", "money"), Column("share", "Share of what was followed", "share"),
            Column("hops", "Fewest hops", "count"), Column("wallets", "By", "entities"),
        ),
        found,
        left_out=(*more, "Followed: " + ", ".join(followed) + "." if followed else "Nothing was followed."),
        sure="As sure as the lists and the rule; what no list names is not seen.",
    )  # fmt: skip


def _rows(held: Held, known: Moved, traced: Trace, asset: str, backward: bool) -> list[Row]:
    """One row a service: what of the trace ends there."""
    found: dict[int, list[Any]] = {}
    for end in traced.ends:
        if end.why == WHY[SERVICE]:
            tags = known.tags.get(end.entity, [])
            label = next((tag.label for tag in tags if tag.label), end.entity)
            found.setdefault(label, []).append(end)
    rows = []
    for label, ends in found.items():
        items = [i for end in ends for i in end.items]
        near = [i for i in items if traced.found.hop[i] <= 1]
        direct = sum(int(traced.found.traced[i]) for i in near)
        whole = sum(end.amount for end in ends)
        wallets = tuple(dict.fromkeys(end.entity for end in ends))
        tags = [tag for wallet in wallets for tag in known.tags.get(wallet, [])]
        behind = list(dict.fromkeys(i for end in ends for i in traced.behind(end)))
        refs = traced.refs(behind) + tuple(dict.fromkeys(tag.ref for tag in tags if tag.ref))
        way = traced.way(ends[0])
        hops = min(int(traced.found.hop[i]) for i in items)
        share = whole / traced.followed if traced.followed else 0.0
        said = "; ".join(dict.fromkeys(tag.said for tag in tags if tag.said)) or "common service"
        why = tuple(
            dict.fromkeys(f"{held.caption(w)}: {tag.list}" for w in wallets for tag in known.tags.get(w, []))
        )
        cells = (
            label, said, RECEIVED if backward else SENT, Money(direct, asset), Money(whole - direct, asset),
            Money(whole, asset), share, hops, wallets,
        )  # fmt: skip
        rows.append(Row(cells, tuple(dict.fromkeys((label, *wallets, *traced.entities(way)))), (), refs, why))
    return rows
