"""Recipes picked by hand for a table no recipe knows, and a first guess at which column fills which field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.ingest.readers import Layout, normal
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source
from workbench.model.kinds import Field, Kinds, RecordKind
from workbench.model.problems import Problem

_WORD = re.compile(r"[^\W_]+")
# What the headers of exports call the fields of ours; compared word by word.
SAYINGS: dict[str, tuple[str, ...]] = {
    "start": (
        "start",
        "date",
        "time",
        "datetime",
        "timestamp",
        "date time",
        "call date",
        "start time",
        "when",
    ),
    "at": ("date", "time", "datetime", "timestamp", "at", "when", "accepted", "sent", "block time"),
    "seen": ("seen", "date", "recorded", "scraped", "date time recorded", "crawled", "timestamp"),
    "from": ("from", "opened", "activated", "start", "since"),
    "until": ("until", "closed", "end", "to"),
    "caller": (
        "caller",
        "from",
        "a party",
        "calling",
        "a number",
        "target",
        "source",
        "originating",
        "number a",
    ),
    "callee": ("callee", "to", "b party", "called", "b number", "other party", "destination", "terminating"),
    "sender": ("sender", "from", "a party", "target", "shipper", "consignor", "originating"),
    "recipient": ("recipient", "to", "b party", "receiver", "consignee", "other party", "terminating"),
    "duration": ("duration", "dur", "length", "seconds", "billsec"),
    "caller_device": ("imei", "handset", "device", "equipment"),
    "sender_device": ("imei", "handset", "device", "equipment"),
    "caller_sim": ("imsi", "sim"),
    "sender_sim": ("imsi", "sim"),
    "caller_cell": ("cell", "first cell", "cgi", "first cgi", "cell id", "tower", "antenna", "cell tower"),
    "sender_cell": ("cell", "first cell", "cgi", "first cgi", "cell id", "tower", "antenna", "cell tower"),
    "caller_last_cell": ("last cell", "last cgi"),
    "service": ("service", "service type", "type", "call type", "toc"),
    "payer": ("payer", "from", "sender", "debtor", "account"),
    "payee": ("payee", "to", "recipient", "creditor", "counter account", "beneficiary"),
    "amount": ("amount", "value", "sum", "total", "quantity"),
    "wallet": ("wallet", "address", "addr"),
    "transaction": ("transaction", "tx", "txid", "hash", "tx hash", "transaction id"),
    "vendor": ("vendor", "seller", "handle", "username", "user", "vendor name"),
    "market": ("market", "site", "marketplace"),
    "title": ("title", "product", "listing", "offer", "name"),
    "price": ("price", "cost"),
    "ships_from": ("ships from", "origin", "from"),
    "ships_to": ("ships to", "destination", "to"),
    "key": ("pgp", "pgp key", "key", "fingerprint"),
    "contact": ("contact", "contacts", "telegram", "email"),
    "parcel": ("tracking", "tracking no", "tracking number", "parcel", "consignment", "shipment", "awb"),
    "identifier": ("number", "msisdn", "account", "phone", "identifier", "mobile no"),
    "subscriber": ("subscriber", "holder", "name", "owner", "customer"),
    "index": ("index", "n", "vout"),
}


@dataclass(frozen=True)
class Suggestion:
    """A record kind a table may hold, and the column that may fill each field; best ones come first."""

    kind: str
    columns: dict[str, str]
    score: float


def from_columns(
    kind: str,
    columns: Mapping[str, str | Sequence[str]],
    layout: Layout | None = None,
    *,
    id: str = "hand.made",
    name: str = "Columns picked by hand",
    reader: str = "delimited",
    table: str = "",
) -> Recipe:
    """The recipe that fills each field from the column (or columns, joined) picked for it.

    Where `layout` asks for no headers, the recipe recognises files by the columns picked. Raises Problem
    where nothing was picked.
    """
    fields = {
        field: Filling(Source((picked,) if isinstance(picked, str) else tuple(picked)))
        for field, picked in columns.items()
        if picked
    }
    if not fields:
        raise Problem("no columns were picked", "pick a column for at least the fields that are needed")
    section = Section(kind, fields, table)
    layout = layout or Layout()
    if not layout.headers and not layout.columns:
        layout = replace(layout, headers=tuple(section.columns))
    return Recipe(id, name, reader, (section,), layout)


def suggest(columns: Sequence[str], kinds: Kinds) -> list[Suggestion]:
    """Which record kinds the headers speak of, and a column for each field; empty where none does."""
    found = [s for kind in kinds.records.values() if (s := _suggest_kind(kind, columns)) is not None]
    return sorted(found, key=lambda s: -s.score)


def _suggest_kind(kind: RecordKind, columns: Sequence[str]) -> Suggestion | None:
    pairs = [
        (score, -position, field, column)
        for field in kind.fields
        for position, column in enumerate(columns)
        if (score := _likeness(field, column)) > 0
    ]
    chosen: dict[str, str] = {}
    score = 0.0
    for likeness, _, field, column in sorted(pairs, key=lambda p: (-p[0], -p[1])):
        if field.id not in chosen and column not in chosen.values():
            chosen[field.id] = column
            score += likeness * (2 if field.required or field.id in kind.one_of else 1)
    required = [f.id for f in kind.fields if f.required]
    if not chosen or (required and not any(r in chosen for r in required)):
        return None
    if kind.one_of and not any(role in chosen for role in kind.one_of):
        return None
    score -= sum(2 for r in required if r not in chosen)
    return Suggestion(kind.id, {f.id: chosen[f.id] for f in kind.fields if f.id in chosen}, round(score, 3))


def _likeness(field: Field, column: str) -> float:
    words = set(_WORD.findall(normal(column).replace("_", " ")))
    best = 0.0
    for saying in (*SAYINGS.get(field.id, ()), field.id.replace("_", " "), field.name):
        said = set(_WORD.findall(normal(saying)))
        if said and said <= words:
            best = max(best, len(said) / len(words) + 0.1 * len(said))
    return best
