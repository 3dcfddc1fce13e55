"""The answer to where money went or came from: five rules side by side, with limits, ways and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row, Table
from workbench.questions.held import Held, day
from workbench.questions.money.fetching import edges
from workbench.questions.money.moved import Moved, Told
from workbench.questions.money.prices import Prices, shown
from workbench.questions.money.tracing import RULES, End, Trace

WAYS = 20  # ends whose way is spelled out


def answer(held: Held, told: Told, rule: str, backward: bool, most: int, table: Prices | None) -> Answer:
    """Follows the money of some entities and says where it rests, by every rule."""
    known = Moved(held)
    if not len(known.coins) and not known.legs.frame.height:
        return Answer(
            "The case holds no payments and no transactions: bring in statements or transactions of a chain."
        )
    traces = known.traces(told, backward)
    if not traces:
        who = ", ".join(held.caption(e) for e in told.origin[:3])
        return Answer(
            f"The case holds no money of {who}" + (" in that time." if told.since or told.until else ".")
        )
    rows: list[Row] = []
    others: list[Row] = []
    ways: list[Row] = []
    unshown = [0, 0]
    for asset, by_rule in traces.items():
        kept = most - len(rows), most - len(others)
        chosen, rest, cut = _ends(held, by_rule, rule, asset, table, kept)
        rows += chosen
        others += rest
        unshown = [unshown[0] + cut[0], unshown[1] + cut[1]]
        ways += _ways(held, by_rule[rule], asset)
    words = "more ends follow below these", "more ends that only other rules reach are not shown"
    more = [f"{count:,} {said}." for count, said in zip(unshown, words, strict=True) if count]
    fetch = edges(held, known.coins, [by_rule[rule] for by_rule in traces.values()])
    return Answer(
        _sentence(held, traces, rule, told, backward, rows),
        _columns(rule, backward, table),
        tuple(rows),
        left_out=(*more, *_said(held, known, told, traces, rule), *([table.said()] if table else [])),
        sure="Which coins and payments there were is as certain as the sources; which part of a mixed balance is whose "
        "is a rule, not a fact: where the rules agree it does not matter, where they differ the court's rule decides.",
        tables=(
            Table("ways", "The way that brought most, step by step", _WAY, tuple(ways)),
            Table("others", "Reached by another rule only", _columns(rule, backward, table), tuple(others)),
        ),
        lists=fetch,
    )  # fmt: skip


def _columns(rule: str, backward: bool, table: Prices | None) -> tuple[Column, ...]:
    return (
        Column("entity", "From whom" if backward else "With whom", "entity"),
        Column("stops", "Why no further"),
        *(Column(word, RULES[word][1], "money") for word in _rules(rule)),
        Column("spread", "Rules differ by (without poison)", "money"),
        Column("hops", "Hops", "count"),
        Column("first", "First", "moment"),
        Column("last", "Last", "moment"),
        *([Column("worth", "Worth then", "money")] if table else []),
    )


_WAY = (
    Column("end", "Way to", "entity"), Column("hop", "Hop", "count"), Column("at", "When", "moment"),
    Column("from", "From", "entity"), Column("to", "To", "entity"), Column("amount", "Amount", "money"),
    Column("traced", "Of it followed", "money"), Column("lay", "Lay before", "duration"),
)  # fmt: skip


def _rules(rule: str) -> list[str]:
    return [rule, *(word for word in RULES if word != rule)]


def _ends(
    held: Held, by_rule: dict[str, Trace], rule: str, asset: str, table: Prices | None, most: tuple[int, int]
) -> tuple[list[Row], list[Row], tuple[int, int]]:
    """The rows of the chosen rule, and of ends that only other rules reach, so many at most, and how many are cut."""
    amounts = {word: {(end.entity, end.why): end for end in traced.ends} for word, traced in by_rule.items()}
    keys = dict.fromkeys(key for word in _rules(rule) for key in amounts[word])
    found: tuple[list[Row], list[Row]] = ([], [])
    cut = [0, 0]
    for number, key in enumerate(keys):
        ends = {word: amounts[word][key] for word in _rules(rule) if key in amounts[word]}
        word = rule if rule in ends else next(iter(ends))
        which = int(rule not in ends)
        if len(found[which]) >= most[which]:
            cut[which] += 1
            continue
        held.tell(number, len(keys), "putting together what stands behind each end")
        each = {w: end.amount for w, end in ends.items()}
        found[which].append(_row(by_rule[word], ends[word], each, rule, asset, table))
    return found[0], found[1], (cut[0], cut[1])


def _row(
    traced: Trace, end: End, amounts: dict[str, int], rule: str, asset: str, table: Prices | None
) -> Row:
    flow = traced.flows
    behind = traced.behind(end)
    way = traced.way(end)
    items = traced.arrived(end)
    moments = [int(flow.left[i]) for i in items]
    fair = [amounts.get(word, 0) for word in RULES if word != "poison"]
    hops = min((int(traced.found.hop[i]) for i in items), default=0)
    money = [Money(amounts.get(word, 0), asset) for word in _rules(rule)]
    parts = [(int(traced.found.traced[i]), asset, int(flow.left[i])) for i in end.items]
    worth = [table.total(parts or [(end.amount, asset, max(moments, default=0))])] if table else []
    first, last = (min(moments), max(moments)) if moments else (None, None)
    spread = Money(max(fair) - min(fair), asset)
    entities = tuple(dict.fromkeys([*([end.entity] if end.entity else []), *traced.entities(way)]))
    return Row(
        (end.entity or None, end.why, *money, spread, hops, first, last, *worth), entities, (), traced.refs(behind),
        _why(traced, end, way, asset), (first, last) if first is not None and last is not None else None,
    )  # fmt: skip


def _why(traced: Trace, end: End, way: Sequence[int], asset: str) -> tuple[str, ...]:
    share = f"{shown(end.amount, asset)} of {shown(traced.followed, asset)} followed"
    steps = f"the way that brought most has {len(way)} coins or payments" if len(way) > 1 else ""
    return tuple(said for said in (share, steps) if said)


def _ways(held: Held, traced: Trace, asset: str) -> list[Row]:
    """The strongest way to each of the first ends, in order of time."""
    flow, rows = traced.flows, []
    for end in traced.ends[:WAYS]:
        way = traced.way(end)
        before: int | None = None
        for i in reversed(way) if traced.backward else way:
            giver = int(flow.giver[i])
            if not giver and flow.source[i] >= 0:
                giver = int(flow.places[flow.source[i]])
            at = int(flow.left[i])
            lay = None if before is None else max(at - before, 0) // 1_000_000
            to = int(flow.holder[i]) or None
            cells = (
                end.entity or None, int(traced.found.hop[i]), at, giver or None, to,
                Money(int(flow.amount[i]), asset), Money(int(traced.found.traced[i]), asset), lay,
            )  # fmt: skip
            rows.append(Row(cells, traced.entities([i]), (), traced.refs([i]), (), (at, at)))
            before = at
    return rows


def _sentence(
    held: Held,
    traces: dict[str, dict[str, Trace]],
    rule: str,
    told: Told,
    backward: bool,
    rows: Sequence[Row],
) -> str:
    who = ", ".join(held.caption(e) for e in told.origin[:3]) + (
        " and others" if len(told.origin) > 3 else ""
    )
    parts = ", ".join(shown(by_rule[rule].followed, asset) for asset, by_rule in traces.items())
    away = (row.cells for row in rows if row.cells[0] not in told.origin)
    most = next(away, rows[0].cells if rows else None)
    if most is None:
        return f"{parts} of {who} is followed, and nothing of it is found again."
    whom = held.caption(most[0]) if most[0] else "nobody the records name"
    came = "came from" if backward else "comes to"
    differ = (
        f"the rules differ there by {shown(most[7].units, most[7].asset)}"
        if most[7].units
        else "all rules agree there"
    )
    return (
        f"Of {parts} that {who} {'got' if backward else 'had'}, by {RULES[rule][1].lower()} most {came} {whom}: "
        f"{shown(most[2].units, most[2].asset)} ({most[1]}); {differ}."
    )


def _said(held: Held, known: Moved, told: Told, traces: dict[str, dict[str, Trace]], rule: str) -> list[str]:
    """The limits, and what could not be followed."""
    limits = [f"at most {told.hops} hops"]
    limits += [f"money from {day(told.since)}"] if told.since is not None else []
    limits += [f"money until {day(told.until)}"] if told.until is not None else []
    limits += [f"followed for {told.within:,} s"] if told.within is not None else []
    limits += [f"rests up to {told.rest:,} s"] if told.rest is not None else []
    limits += [f"amounts from a share of {told.least:g} on"] if told.least else []
    limits += ["stopping at services" if told.services else "through services too"]
    limits += ["through mixing transactions too" if told.mixed else "stopping where coins are mixed"]
    found = ["Limits: " + ", ".join(limits) + "."]
    for asset, by_rule in traces.items():
        back = by_rule[rule].came_back
        if back:
            found.append(f"{shown(back, asset)} came back to where it began and is followed anew from there.")
    unknown = known.coins.outputs.filter(pl.col("amount").is_null()).height
    unknown += known.coins.inputs.filter(pl.col("amount").is_null()).height
    counts = (
        (unknown, "inputs or outputs state no amount and are left out."),
        (known.legs.changed, "payments became another asset on the way; the money is not followed across."),
        (known.legs.failed, "payments moved nothing by their status and are left out."),
        (known.legs.untold, "payments state no amount or no time and are left out."),
    )
    return found + [f"{count:,} {text}" for count, text in counts if count]
