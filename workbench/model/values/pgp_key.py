"""PGP keys by fingerprint."""

from __future__ import annotations

import re

from workbench.model.values import pgp_keys
from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import grouped, is_damaged, six_and_six, unwrap

_hex = re.compile(r"^(?:[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64})$")
_lead = re.compile(
    r"(?i)^(?:openpgp4fpr:|(?:pgp|gpg|key|fpr|fingerprint|id|[\s:=#-])+(?=[\s:=#-]|0x))[\s:=#-]*"
)
_long_id = re.compile(r"^[0-9A-F]{16}$")


class PgpKey:
    """A key's fingerprint in capital hex (40 digits; version 3: 32, versions 5 and 6: 64), also taken from a key
    block, of which a private one gives the fingerprint of its public part and nothing else.

    A long key id (16 digits) is kept as it is and marked not valid: it may name several keys and is never
    completed to a fingerprint. Short ids (8 digits) are refused, they are forged at will.
    """

    id = "pgp_key"
    example = "5E7A B3C1 90D4 4F2B 8C11 0A6D 77E2 1B9F 3D05 C84E"
    pattern: str | None = (
        r"-----BEGIN PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----(?s:.*?)-----END PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----"
        r"|\b(?:[0-9A-F]{4}[ \t]{1,2}){9}[0-9A-F]{4}\b|\b[0-9A-F]{40}\b"
        r"|\b(?i:pgp|gpg|key|fpr|openpgp4fpr|fingerprint)(?i:[ \t]?(?:key|id|fingerprint))?[ \t]?[:=#]?[ \t]?"
        r"(?:(?:0x)?[0-9A-Fa-f]{40}\b|(?:[0-9A-Fa-f]{4}[ \t]{1,2}){9}[0-9A-Fa-f]{4}\b|0x[0-9A-Fa-f]{16}\b)"
    )

    def clean(self, text: str, context: Context) -> Cleaned | None:
        if "-----BEGIN PGP" in text:
            found = pgp_keys.fingerprint(text)
            return Cleaned(found) if found else None
        text = unwrap(text)
        if is_damaged(text):
            return None
        digits = re.sub(r"[\s:-]", "", _lead.sub("", text)).upper().removeprefix("0X")
        if _hex.match(digits):
            return Cleaned(digits) if digits.strip("0") else None
        return Cleaned(digits, False) if _long_id.match(digits) else None

    def show(self, value: str) -> str:
        return grouped(value)

    def caption(self, value: str) -> str:
        return six_and_six(value)

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text that was refused gives no key."""
        if "-----BEGIN PGP" in text:
            return "the key block is cut short or holds no key"
        return "a fingerprint has 40 hex digits (very old keys 32, the newest 64); short key ids do not name one key"


pgp_key = PgpKey()
