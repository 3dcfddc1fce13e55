"""PGP keys by fingerprint."""

from __future__ import annotations

import re

from workbench.model.values import pgp_packets
from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import grouped, is_damaged, six_and_six, unwrap

_hex = re.compile(r"^(?:[0-9A-F]{40}|[0-9A-F]{64})$")
_long_id = re.compile(r"^[0-9A-F]{16}$")


class PgpKey:
    """A key's fingerprint in capital hex (40 digits, version 6: 64), also taken from a public key block.

    A long key id (16 digits) is kept as it is and marked not valid: it may name several keys and is never
    completed to a fingerprint. Short ids (8 digits) are refused, they are forged at will; private key
    blocks are refused, a case is no place for them.
    """

    id = "pgp_key"
    example = "5E7A B3C1 90D4 4F2B 8C11 0A6D 77E2 1B9F 3D05 C84E"
    pattern: str | None = r"\b(?:[0-9A-F]{4} {1,2}){9}[0-9A-F]{4}\b|\b[0-9A-F]{40}\b"

    def clean(self, text: str, context: Context) -> Cleaned | None:
        if "-----BEGIN PGP" in text:
            if "PRIVATE KEY" in text:
                return None
            found = pgp_packets.fingerprint(text)
            return Cleaned(found) if found else None
        text = unwrap(text)
        if is_damaged(text):
            return None
        text = re.sub(r"(?i)^(?:openpgp4fpr:|fingerprint\s*[:=]|pgp\s*:|fpr\s*:)", "", text)
        digits = re.sub(r"[\s:-]", "", text).upper().removeprefix("0X")
        if _hex.match(digits):
            return Cleaned(digits) if digits.strip("0") else None
        return Cleaned(digits, False) if _long_id.match(digits) else None

    def show(self, value: str) -> str:
        return grouped(value)

    def caption(self, value: str) -> str:
        return six_and_six(value)

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text that was refused gives no key."""
        if "PRIVATE KEY" in text:
            return "this is a private key block: take it out of the file and handle it as an exhibit"
        if "-----BEGIN PGP" in text:
            return "the key block is cut short or holds no public key"
        return "a fingerprint has 40 or 64 hex digits; short key ids do not name one key"


pgp_key = PgpKey()
