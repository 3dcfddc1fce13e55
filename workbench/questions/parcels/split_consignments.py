"""What was split? Parcels of one sender to one recipient within days, each small enough to pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from workbench.model.values.amounts import decimals, show
from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.shipments import MISSING, marks, named, shipments
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("sender", "Sender, by"),
    Column("recipient", "Recipient, by"),
    Column("parcels", "Parcels", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("weight", "Together in kg", "number"),
    Column("value", "Together declared"),
    Column("names", "Names used", "count"),
    Column("reasons", "Why"),
)
DAY = 86_400_000_000
ALIKE = 0.1  # weights within a tenth of their mean are equal


@question(
    "Which consignments were split?",
    "parcels",
    does="Runs of parcels from one sender to one recipient, or one address, within a few days: how many, how heavy and "
    "how much declared together, and whether each stays under a limit.",
    method="A sender is told by a phone, account or name, a recipient by a phone, address or name; parcels that follow "
    "each other within the set time make a run. The strongest mark tells a run (phone and account before name, phone "
    "and address before name): the same parcels are shown once. Declared values are added by currency, never across.",
    innocent=(
        "Shops send what is ordered in several parcels, as it comes from the stores.",
        "A family move or a market trader's stock comes in many parcels.",
    ),
    parameters=(
        Parameter("within", "Each within so long of the one before", "duration", 3 * 86_400, least=0),
        Parameter("least", "From how many parcels on", "whole", 2, least=2, most=10_000),
        Parameter(
            "limit", "Only where each is declared below", "number", 0.0, least=0,
            help="in whole units of the declared currency, such as 150; 0 for any value",
        ),
        Parameter("sharing", "A mark tells nobody that more parcels bear than", "whole", 50, least=2, most=1_000_000),
        Parameter("most", "How many runs to show", "whole", 200, least=1, most=10_000),
    ),
    words="structuring smurfing de minimis split shipment threshold",
)  # fmt: skip
def split_consignments(held: Held, within: int, least: int, limit: float, sharing: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    dated = frame.filter(pl.col("at").is_not_null())
    if not dated.height:
        return Answer("The shipments held state no dates: runs of them cannot be told.")
    whole = marks(held, dated).filter(pl.len().over("side", "what", "mark") <= sharing)
    parcels = {row["ref"]: row for row in dated.iter_rows(named=True)}
    rows: list[Row] = []
    told: set[tuple[int, ...]] = set()
    for sender, recipient in (
        (s, r) for s in ("phone", "account", "name") for r in ("phone", "address", "name")
    ):
        for key, refs in _between(whole, sender, recipient):
            for run in _runs([parcels[ref] for ref in refs], within):
                mine = tuple(sorted(r["ref"] for r in run))
                if len({r["parcel"] for r in run}) < least or not _under(run, limit) or mine in told:
                    continue
                told.add(mine)
                rows.append(_row(held, sender, recipient, key, run, limit))
    rows.sort(key=lambda row: (-row.cells[2], -(row.cells[5] or 0), row.cells[3], row.cells[0], row.cells[1]))
    return Answer(
        f"{many(len(rows), 'run') if rows else 'No run'} of {least} or more parcels from one sender to one recipient"
        + (f", each declared below {limit:g}." if limit else "."),
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further runs." if len(rows) > most else "",
                f"{frame.height - dated.height:,} shipments without a date."
                if frame.height > dated.height
                else "",
            )
            if text
        ),
        sure="Exact for the marks as written; another spelling or phone hides a run.",
    )


def _between(whole: pl.DataFrame, sender: str, recipient: str) -> list[tuple[tuple[Any, ...], list[int]]]:
    """Shipments by the marks of both ends."""
    one = whole.filter((pl.col("side") == "sender") & (pl.col("what") == sender))
    other = whole.filter((pl.col("side") == "recipient") & (pl.col("what") == recipient))
    both = one.select("ref", s="mark", se="entity").join(other.select("ref", r="mark", re="entity"), on="ref")
    grouped = both.group_by("s", "r").agg(pl.col("se").max(), pl.col("re").max(), pl.col("ref").unique())
    return [
        ((s, se, r, re), sorted(refs))
        for s, r, se, re, refs in grouped.sort("s", "r").iter_rows()
        if len(refs) > 1
    ]


def _runs(told: Sequence[dict[str, Any]], within: int) -> Iterator[list[dict[str, Any]]]:
    ordered = sorted(told, key=lambda r: (r["at"], r["ref"]))
    run = ordered[:1]
    for row in ordered[1:]:
        if row["at"] - run[-1]["at"] > within * 1_000_000:
            yield run
            run = []
        run.append(row)
    yield run


def _under(run: Sequence[dict[str, Any]], limit: float) -> bool:
    if not limit:
        return True
    return all(
        r["declared_value"] is not None
        and int(r["declared_value"]) < limit * 10 ** decimals(r["declared_value.asset"])
        for r in run
    )


def _row(
    held: Held, sender: str, recipient: str, key: tuple[Any, ...], run: Sequence[dict[str, Any]], limit: float
) -> Row:
    s, se, r, re = key
    weights = [row["weight"] for row in run if row["weight"] is not None]
    sums: dict[str, int] = {}
    for row in run:
        if row["declared_value"] is not None and row["declared_value.asset"]:
            asset = row["declared_value.asset"]
            sums[asset] = sums.get(asset, 0) + int(row["declared_value"])
    names = {row[side] for row in run for side in ("sender", "recipient") if row[side]}
    why = [f"{len({row['parcel'] for row in run}):,} parcels within {_days(run)}"]
    mean = sum(weights) / len(weights) if weights else 0
    if len(weights) == len(run) and all(abs(w - mean) <= ALIKE * mean for w in weights):
        why.append("all weigh the same within a tenth")
    if limit:
        why.append(
            f"each is declared below {limit:g}, together {', '.join(show(n, a) for a, n in sorted(sums.items()))}"
        )
    if len(names) > 2:
        why.append("under different names")
    entities = tuple(dict.fromkeys(e for e in (se, re, *(row["parcel"] for row in run), *sorted(names)) if e))
    cells = (
        named(held, sender, s, se or 0), named(held, recipient, r, re or 0), len({row["parcel"] for row in run}),
        run[0]["at"], run[-1]["at"], round(sum(weights), 3) if weights else None,
        ", ".join(show(n, a) for a, n in sorted(sums.items())), len(names), "; ".join(why),
    )  # fmt: skip
    links = [
        l for end in (se, re) if end for l in links_between(held.graph, end, [row["parcel"] for row in run])
    ]
    refs = tuple(row["ref"] for row in run)
    claim = f"{sender} {s} {recipient} {r} {run[0]['parcel']}"
    return Row(cells, entities, tuple(links), refs, tuple(why), (run[0]["at"], run[-1]["at"]), claim)


def _days(run: Sequence[dict[str, Any]]) -> str:
    days = int(run[-1]["at"] // DAY - run[0]["at"] // DAY + 1)
    return "one day" if days == 1 else f"{days:,} days"
