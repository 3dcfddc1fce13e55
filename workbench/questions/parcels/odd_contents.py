"""Which declarations do not fit? Declared contents against weight and value, held against parcels declared alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from workbench.model.values.amounts import decimals
from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.darknet.substances import Named, Substances, substances
from workbench.questions.held import Held
from workbench.questions.likeness.spelling import latin
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.shipments import MISSING, seized, shipments
from workbench.questions.question import question

COLUMNS = (
    Column("parcel", "Parcel", "entity"),
    Column("contents", "Declared as"),
    Column("weight", "Weight in kg", "number"),
    Column("usual", "Usual weight"),
    Column("value", "Declared value", "money"),
    Column("away", "How far away", "number"),
    Column("sender", "Sender", "entity"),
    Column("reasons", "Why"),
)
SPREAD = 1.4826  # from the median distance to a standard deviation, for what is spread as a bell
LEAST_SPREAD = 0.1  # of a logarithm: declarations that hardly differ make no parcel odd by a few grams
LIGHT = {
    "document": 2.0, "documents": 2.0, "letter": 1.0, "letters": 1.0, "dokumente": 2.0, "documentos": 2.0,
    "dokumenty": 2.0, "papers": 2.0, "photographs": 2.0, "jewellery": 2.0, "jewelry": 2.0, "sim cards": 1.0,
}  # fmt: skip


@question(
    "Which declared contents do not fit?",
    "parcels",
    does="Parcels whose weight, or value for each kilogram, lies far from that of other parcels with the same declared "
    "contents, letters and documents that weigh too much, and contents that name a substance or precursor.",
    method="Parcels with the same declared words (in Latin letters, without case) are compared if there are enough of "
    "them: the logarithm of the weight is set against the median of the others, in units of their median distance from "
    "it times 1.4826 (a standard deviation, were they spread as a bell), never less than a tenth of a logarithm. The "
    "same is done for the declared value of a kilogram in each currency. Documents, photographs and jewellery over 2 "
    "kg, letters and SIM cards over 1 kg are named whatever others weigh. Contents are compared with the supplied "
    "list of substances.",
    innocent=(
        "One word such as gifts or samples covers everything; see how wide the usual weight is.",
        "People declare low values to save duty.",
        "Chemicals on the list have ordinary uses, in industry and in schools.",
    ),
    parameters=(
        Parameter("away", "From how far away on", "number", 3.5, least=1, most=100, help="in standard deviations"),
        Parameter("group", "Compare with at least so many parcels", "whole", 8, least=4, most=10_000),
        Parameter("more", "A list of your own substances", "file", help="CSV with the columns substance, class, name"),
        Parameter("most", "How many to show", "whole", 200, least=1, most=10_000),
    ),
    words="declared content weight mismatch customs misdeclaration value",
)  # fmt: skip
def odd_contents(held: Held, away: float, group: int, more: Path | None, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    told = frame.filter(pl.col("contents").is_not_null() & (pl.col("contents").str.strip_chars() != ""))
    if not told.height:
        return Answer("The shipments held declare no contents: bring in lists that do.")
    plain = {c: latin(c) for c in told["contents"].unique().to_list()}
    told = told.with_columns(
        plain=pl.col("contents").replace_strict(plain, return_dtype=pl.String), value=_value(told)
    )
    told = _distance(told, "weight", ["plain"], group)
    told = _distance(told, "value", ["plain", "declared_value.asset"], group)
    taken = seized(held)
    rows = list(_rows(told, away, substances(more), taken))
    rows.sort(key=lambda row: (-row.cells[5], row.cells[0]))
    compared = told.filter(pl.col("weight_away").is_not_null() | pl.col("value_away").is_not_null()).height
    return Answer(
        f"Of {told.height:,} declared parcels, {len(rows):,} {'does' if len(rows) == 1 else 'do'} not fit what is "
        "usual for their declaration."
        if rows
        else f"All of {told.height:,} declared parcels fit what is usual for their declaration, as far as can be told.",
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further parcels that are less far away." if len(rows) > most else "",
                f"{frame.height - told.height:,} shipments without declared contents."
                if frame.height > told.height
                else "",
                f"{told.height - compared:,} whose words fewer than {group} parcels share, or without weight and value."
                if told.height > compared
                else "",
            )
            if text
        ),
        sure="An odd weight is odd among the parcels held; where many are false, the usual is false too.",
    )  # fmt: skip


def _value(told: pl.DataFrame) -> pl.Expr:
    """The declared value of a kilogram, in whole units of its currency."""
    places = {
        a: 10.0 ** decimals(a) for a in told["declared_value.asset"].drop_nulls().unique().to_list() if a
    }
    whole = pl.col("declared_value.asset").replace_strict(places, default=None, return_dtype=pl.Float64)
    weighed = pl.when(pl.col("weight") > 0).then(pl.col("weight"))
    return pl.col("declared_value").cast(pl.Float64) / whole / weighed


def _distance(told: pl.DataFrame, column: str, by: list[str], group: int) -> pl.DataFrame:
    """Adds `<column>_away`, how far the logarithm is from its group's median, and the group's usual range."""
    log = pl.when(pl.col(column) > 0).then(pl.col(column)).log()
    median = log.median().over(by)
    spread = ((log - median).abs().median().over(by) * SPREAD).clip(lower_bound=LEAST_SPREAD)
    enough = log.count().over(by) >= group
    return told.with_columns(
        pl.when(enough).then((log - median) / spread).alias(f"{column}_away"),
        pl.when(enough).then((median - 2 * spread).exp()).alias(f"{column}_low"),
        pl.when(enough).then((median + 2 * spread).exp()).alias(f"{column}_high"),
    )


def _rows(told: pl.DataFrame, away: float, known: Substances, taken: dict[int, list[int]]) -> Iterator[Row]:
    named = {c: known.named(c, None, False) for c in told["contents"].unique().to_list()}
    for said in told.iter_rows(named=True):
        why = list(_why(said, away, named[said["contents"]]))
        if not why:
            continue
        far = max((abs(said[c]) for c in ("weight_away", "value_away") if said[c] is not None), default=0.0)
        usual = (
            f"{said['weight_low']:.2g} to {said['weight_high']:.2g} kg"
            if said["weight_low"] is not None
            else None
        )
        asset = said["declared_value.asset"]
        money = (
            Money(int(said["declared_value"]), asset)
            if said["declared_value"] is not None and asset
            else None
        )
        if said["parcel"] in taken:
            why.append("it was seized")
        cells = (
            said["parcel"], said["contents"], said["weight"], usual, money, round(float(np.nan_to_num(far)), 1),
            said["sender"] or None, "; ".join(why),
        )  # fmt: skip
        ends = tuple(e for e in (said["parcel"], said["sender"], said["recipient"]) if e)
        at = said["at"]
        behind = (said["ref"], *taken.get(said["parcel"], []))
        yield Row(cells, ends, (), behind, tuple(why), (at, at) if at is not None else None)


def _why(said: dict[str, Any], away: float, named: list[Named]) -> Iterator[str]:
    weight, value = said["weight_away"], said["value_away"]
    if weight is not None and abs(weight) >= away:
        yield f"it weighs {'more' if weight > 0 else 'less'} than parcels declared so do"
    if value is not None and abs(value) >= away:
        yield f"a kilogram is declared at {'more' if value > 0 else 'less'} than that of parcels declared so"
    limit = LIGHT.get(said["plain"])
    if limit is not None and said["weight"] is not None and said["weight"] > limit:
        yield f"{said['contents']} of more than {limit:g} kg"
    for one in named:
        yield f"its contents name {one.substance} ({one.sort})"
