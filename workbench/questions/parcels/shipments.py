"""Parcels as the shipments of a case tell of them, and what marks their senders and recipients leave."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from workbench.model.values.base import Context
from workbench.model.values.shipper import shipper as account_type
from workbench.questions.held import Held

FIELDS = [
    "at", "parcel", "sender", "sender_phone", "sender_address", "recipient", "recipient_phone", "recipient_address",
    "weight", "declared_value", "shipper", "from", "to", "carrier", "delivered", "pieces", "status", "goods_code",
    "contents",
]  # fmt: skip
SIDES = ("sender", "recipient")
WHAT = {
    "name": "name",
    "phone": "phone",
    "address": "address",
    "email": "e-mail",
    "account": "shipper's account",
}
MARKS = {
    "ref": pl.Int64, "parcel": pl.Int64, "at": pl.Int64, "side": pl.String, "what": pl.String, "mark": pl.String,
    "entity": pl.Int64,
}  # fmt: skip
MISSING = "No shipments are held: bring in a carrier's or customs' list of parcels."


def shipments(held: Held) -> pl.DataFrame:
    """Every shipment by time, those without one last, with `account`: the shipper's account that the record states or
    the tracking number holds, "" where neither does."""
    frame = held.records("shipment", FIELDS).sort("at", "ref", nulls_last=True, maintain_order=True)
    accounts = {
        (parcel, stated): held.value(stated) if stated else _account(held.value(parcel))
        for parcel, stated in frame.select("parcel", "shipper").unique().iter_rows()
    }
    told = [accounts[pair] for pair in frame.select("parcel", "shipper").iter_rows()]
    return frame.with_columns(account=pl.Series(told, dtype=pl.String))


@lru_cache(maxsize=1 << 16)
def _account(number: str) -> str:
    found = account_type.clean(number, Context()) if number else None
    return found.value if found else ""


def marks(held: Held, frame: pl.DataFrame) -> pl.DataFrame:
    """What each shipment tells of its sender and its recipient: `MARKS`, a row for each name, phone, address, e-mail
    (as registers give it for the name or phone) and shipper's account. Common services are no marks."""
    found = [pl.DataFrame(schema=MARKS)]
    for side in SIDES:
        for role, what in ((side, "name"), (f"{side}_phone", "phone"), (f"{side}_address", "address")):
            there = frame.filter(pl.col(role) > 0)
            found.append(_mark(there, side, what, pl.col(role).cast(pl.String), pl.col(role)))
    stated = frame.filter(pl.col("account") != "")
    found.append(_mark(stated, "sender", "account", pl.col("account"), pl.col("shipper")))
    made = pl.concat(found)
    made = pl.concat([made, _emails(held, made)])
    common = [e for e in made["entity"].unique().to_list() if e and held.is_common(e)]
    return made.filter(~pl.col("entity").is_in(common)).unique(maintain_order=True)


def _mark(frame: pl.DataFrame, side: str, what: str, mark: pl.Expr, entity: pl.Expr) -> pl.DataFrame:
    return frame.select(
        "ref", "parcel", "at", side=pl.lit(side), what=pl.lit(what), mark=mark, entity=entity.cast(pl.Int64)
    )  # fmt: skip


def _emails(held: Held, made: pl.DataFrame) -> pl.DataFrame:
    """The e-mails that registers and reports give for a name, or for the holder of a phone."""
    told = held.records("particulars", ["subject", "email"]).select(who="subject", email="email")
    register = held.records("subscription", ["identifier", "subscriber", "email"])
    parts = [told, *(register.select(who=role, email="email") for role in ("identifier", "subscriber"))]
    known = pl.concat(parts).filter((pl.col("who") > 0) & (pl.col("email") > 0)).unique(maintain_order=True)
    named = made.filter(pl.col("what").is_in(["name", "phone"])).join(
        known, left_on="entity", right_on="who", maintain_order="left"
    )
    return named.select(
        "ref",
        "parcel",
        "at",
        "side",
        what=pl.lit("email"),
        mark=pl.col("email").cast(pl.String),
        entity=pl.col("email"),
    )


def seized(held: Held) -> dict[int, list[int]]:
    """The parcels that were seized, with the records that say so."""
    frame = held.records("seizure", ["item"]).filter(pl.col("item") > 0)
    found: dict[int, list[int]] = {}
    for item, ref in frame.select("item", "ref").iter_rows():
        if held.kind(item) == "parcel":
            found.setdefault(item, []).append(ref)
    return found


def named(held: Held, what: str, mark: str, entity: int) -> str:
    """A mark as it is shown: `phone +44...`."""
    shown = held.caption(entity) if entity else account_type.show(mark)
    return f"{WHAT[what]} {shown}"


def all_named(held: Held, told: Iterable[tuple[str, str, str, int]]) -> str:
    """Several marks as they are shown: `sender's phone +44..., recipient's name ...`."""
    return ", ".join(f"{side}'s {named(held, what, mark, entity)}" for side, what, mark, entity in told)
