"""Rows of shipments for tests, in few words."""

from __future__ import annotations

from typing import Any

from tests.case.stories import Row
from tests.questions.told_cases import at

ENTITIES = {
    "sender": "person", "recipient": "person", "sender_phone": "phone", "recipient_phone": "phone",
    "courier_phone": "phone", "sender_address": "address", "recipient_address": "address", "shipper": "shipper",
}  # fmt: skip


def parcel(number: str, when: str = "2026-06-01", **told: Any) -> Row:
    """A shipment; who is named by a plain text, the sort follows from the role."""
    row: Row = {"kind": "shipment", "at": at(when), "parcel": ("parcel", number)}
    return row | {n: (ENTITIES[n], v) if n in ENTITIES else v for n, v in told.items()}
