"""What is missing? Whom many of the targets meet and nobody identifies, and where what is held ends."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from workbench.case import located
from workbench.questions.across.identified import called, identified
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.connected import most_connected
from workbench.questions.held import Held, day
from workbench.questions.joins import MASTS
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

DAY = 86_400_000_000  # moments are UTC microseconds
TALK = ("called", "messaged", "forwarded")
BUSIEST = 5  # who stands for the targets where none are named and nobody's own records are held


@question(
    "What is missing?",
    "across",
    does="Shows what to ask for next: numbers and accounts that several targets are in contact with on many days and "
    "that no source identifies, wallets and accounts that several pay and that nothing attributes, the days before and "
    "after what is held of each target, and cells that no register places.",
    method="Identified is who stands in a register, a list, a seizure, an arrest, an extraction, a listing or a "
    "manifest, or was attributed or tagged by an analyst; a name in a contact list is a hint only. Contact is counted "
    "in days (UTC). Of a transaction with several inputs the payer counts as one. Periods held are those that stand "
    "with the sources.",
    innocent=(
        "A help line, a voicemail or an advertiser is called by all and identified in no source.",
        "A deposit address of an exchange is paid by several and may be unknown only to this case.",
        "Where nobody asked an operator, nobody is identified.",
    ),
    parameters=(
        Parameter("targets", "Who are the targets", "entities", help="if none are named: those whose own records are "
                  f"held, or else the {BUSIEST} with most contacts"),
        Parameter("fewest", "In contact with so many of them at least", "whole", 2, least=1, most=1_000),
        Parameter("days", "On so many days at least", "whole", 3, least=1, most=10_000),
        Parameter("payers", "Wallets and accounts paid by so many at least", "whole", 3, least=2, most=10_000),
        Parameter("most", "How many to show", "whole", 200, least=1, most=100_000),
    ),
    words="gap unknown unidentified request subpoena next steps to do coverage edge untagged",
)  # fmt: skip
def what_is_missing(
    held: Held, targets: tuple[int, ...], fewest: int, days: int, payers: int, most: int
) -> Answer:
    known, hints = identified(held), called(held)
    chosen, how = _targets(held, targets)
    rows = [
        *_unidentified(held, chosen, known, hints, min(fewest, max(len(chosen), 1)), days),
        *_untagged(held, known, payers),
        *_not_covered(held, chosen),
        *_unplaced(held),
    ]
    shown, more = strongest(rows, most)
    counts = {
        what: sum(row.cells[0] == what for row in rows) for what in dict.fromkeys(r.cells[0] for r in rows)
    }
    listed = "; ".join(f"{what.lower()} ({count:,})" for what, count in counts.items())
    said = f"{many(len(rows), 'thing')} to ask for: {listed}." if rows else (
        "Nothing is found to be missing; the case may hold no calls, payments or cells at all."
    )  # fmt: skip
    return Answer(
        said,
        (
            Column("what", "What is missing"),
            Column("entity", "Who or what", "entity"),
            Column("others", "With", "entities"),
            Column("days", "Days", "count"),
            Column("records", "Records", "count"),
            Column("first", "From", "moment"),
            Column("last", "Until", "moment"),
            Column("ask", "To ask for"),
        ),
        shown,
        left_out=(*more, *how),
        sure="That no source here says it is exact; somebody else may know it.",
        lists={"to ask for": [f"{held.value(row.cells[1])}: {row.cells[7]}" for row in rows]} if rows else {},
    )


def _targets(held: Held, targets: Sequence[int]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    grouped = held.whole.grouped
    if targets:
        heads = dict.fromkeys(grouped.get(entity, entity) for entity in targets)
        return tuple(entity for entity in heads if entity in held.whole.node_of), ()
    if held.own:
        return tuple(sorted(held.own)), (
            f"No targets were named: the {len(held.own)} whose own records are held.",
        )
    phones = [e for e in most_connected(held.graph, 10_000) if held.kind(e) in ("phone", "handle")][:BUSIEST]
    names = ", ".join(map(held.caption, phones))
    return tuple(phones), (
        f"No targets were named: those with most contacts were taken ({names}).",
    ) if phones else ()


def _unidentified(
    held: Held, targets: Sequence[int], known: frozenset[int], hints: dict[int, str], fewest: int, days: int
) -> list[Row]:
    """Whom several targets are in contact with on many days, and whom nothing identifies."""
    events = held.events([kind for kind in TALK if kind in held.case.kinds.links])
    mine = pl.Series(list(targets), dtype=pl.Int64).implode()
    both = pl.concat(
        [
            events.select(target="start", other="end", at="at", ref="ref"),
            events.select(target="end", other="start", at="at", ref="ref"),
        ]
    )
    unknown = pl.Series(sorted(known | set(targets)), dtype=pl.Int64).implode()
    both = both.filter(pl.col("target").is_in(mine) & ~pl.col("other").is_in(unknown))
    counted = (
        both.group_by("other")
        .agg(
            targets=pl.col("target").unique().sort(),
            days=(pl.col("at") // DAY).n_unique(),
            refs=pl.col("ref").unique().sort(),
            first=pl.col("at").min(),
            last=pl.col("at").max(),
        )
        .with_columns(many=pl.col("targets").list.len(), records=pl.col("refs").list.len())
        .filter((pl.col("many") >= fewest) & (pl.col("days") >= days))
        .sort("many", "days", "records", "other", descending=[True, True, True, False])
    )
    rows = []
    for line in counted.iter_rows(named=True):
        other, with_ = line["other"], tuple(line["targets"])
        every = " all" if len(with_) == len(targets) > 1 else ""
        why = [f"in contact with{every} {many(len(with_), 'target')} on {many(line['days'], 'day')}"]
        if other in hints:
            why.append(f"~ a contact list calls it {hints[other]}")
        ask = f"whose it is, {day(line['first'])} to {day(line['last'])}"
        cells = (
            "Identified in no source",
            other,
            with_,
            line["days"],
            line["records"],
            line["first"],
            line["last"],
            ask,
        )
        moments = (line["first"], line["last"] + 1)
        rows.append(Row(cells, (other, *with_), refs=tuple(line["refs"]), why=tuple(why), moments=moments))
    return rows


def _untagged(held: Held, known: frozenset[int], payers: int) -> list[Row]:
    """Wallets and accounts that several pay and that nothing attributes."""
    paid = [
        held.records(record, ["payer", "payee", "at"]).select("payer", "payee", "at", "ref")
        for record in ("transfer", "payment")
    ]
    inputs = held.records("transaction_input", ["transaction", "wallet"])
    outputs = held.records("transaction_output", ["transaction", "wallet", "at"])
    if inputs.height and outputs.height:
        spender = (
            inputs.filter(pl.col("wallet") > 0).group_by("transaction").agg(payer=pl.col("wallet").min())
        )
        own = inputs.select("transaction", "wallet").unique()
        out = outputs.join(own, on=["transaction", "wallet"], how="anti").join(spender, on="transaction")
        paid.append(out.select("payer", "at", "ref", payee="wallet").select("payer", "payee", "at", "ref"))
    whole = pl.concat([frame for frame in paid if frame.height] or [paid[0].cast(pl.Int64)])
    unknown = pl.Series(sorted(known), dtype=pl.Int64).implode()
    there = (pl.col("payer") > 0) & (pl.col("payee") > 0) & (pl.col("payer") != pl.col("payee"))
    counted = (
        whole.filter(there & ~pl.col("payee").is_in(unknown))
        .group_by("payee")
        .agg(
            payers=pl.col("payer").unique().sort(), refs=pl.col("ref").unique().sort(),
            days=(pl.col("at") // DAY).n_unique(), first=pl.col("at").min(), last=pl.col("at").max(),
        )
        .with_columns(many=pl.col("payers").list.len(), records=pl.col("refs").list.len())
        .filter(pl.col("many") >= payers)
        .sort("many", "records", "payee", descending=[True, True, False])
    )  # fmt: skip
    rows = []
    for line in counted.iter_rows(named=True):
        payee, others = line["payee"], tuple(line["payers"])
        moments = None if line["first"] is None else (line["first"], line["last"] + 1)
        cells = (
            "Paid by several and attributed to nobody", payee, others, line["days"], line["records"], line["first"],
            line["last"], "whose it is: lists of attributed addresses, the exchange or bank that holds it",
        )  # fmt: skip
        why = (f"paid by {many(len(others), 'payer')} in {many(line['records'], 'record')}",)
        rows.append(Row(cells, (payee, *others), refs=tuple(line["refs"]), why=why, moments=moments))
    return rows


def _not_covered(held: Held, targets: Sequence[int]) -> list[Row]:
    """The edges of what is held of each target, and targets of whom no own records are held."""
    moments = [at for cover in held.coverage for at in (cover.first, cover.last) if at is not None]
    if not moments:
        return []
    begin, end = min(moments), max(moments)
    rows = []
    for target in targets:
        gaps, upto = [], begin
        for first, last in held.covered(target):
            if first > upto + DAY:
                gaps.append((upto, first))
            upto = max(upto, last)
        if upto < end - DAY:
            gaps.append((upto, end))
        own = target in held.own
        what = "Its own records are not held for this time" if own else "Its own records are not held at all"
        for first, last in gaps:
            ask = f"the records of {held.value(target)}, {day(first)} to {day(last)}"
            days = (last - first) // DAY
            cells = (what, target, (), days, 0, first, last, ask)
            rows.append(Row(cells, (target,), moments=(first, last), claim=f"{what} {target} {first}"))
    return rows


def _unplaced(held: Held) -> list[Row]:
    """Cells that records name and no register places, those most records name first."""
    placed = set(located.masts(held.case).drop_nulls(["latitude", "longitude"])["cell"].to_list())
    cells = [cell for cell in held.of_kind(MASTS) if cell not in placed]
    graph = held.whole
    often = {cell: int(graph.records[graph.node_of[cell]]) for cell in cells}
    rows = []
    for cell in sorted(cells, key=lambda c: (-often[c], c)):
        ask = "where it stands: the operator's register of cells"
        line = ("No register places this cell", cell, (), None, often[cell], None, None, ask)
        at = graph.links_at(graph.node_of[cell])
        rows.append(Row(line, (cell,), links=tuple(graph.link_ids[at].tolist())))
    return rows
