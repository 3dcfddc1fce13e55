"""Rows of markets for tests: listings, profiles and keys in few words."""

from __future__ import annotations

from typing import Any

from tests.case.stories import Row
from tests.questions.told_cases import at

ALPHA, BETA = ("site", "alpha.onion"), ("site", "beta.onion")


def listing(
    vendor: str, title: str, day: str = "2026-06-01", price: tuple[int, str] | None = None, **more: Any
) -> Row:
    """An offer; the vendor as market:name, marks by their values."""
    market = ALPHA if vendor.startswith("alpha") else BETA
    row: Row = {
        "kind": "listing", "seen": at(day), "vendor": ("handle", vendor), "market": market, "title": title,
        "price": price,
    }  # fmt: skip
    kinds = {"key": "pgp_key", "wallet": "wallet", "contact": "email"}
    return row | {name: (kinds[name], value) if name in kinds else value for name, value in more.items()}


def key(fingerprint: str, **parts: str) -> Row:
    """A key with a subkey or key id."""
    return {"kind": "key", "key": ("pgp_key", fingerprint)} | {n: ("pgp_key", v) for n, v in parts.items()}
