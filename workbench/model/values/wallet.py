"""Wallet addresses and transactions of block chains."""

from __future__ import annotations

import re

import base58

from workbench.model.values import chains
from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import six_and_six, unwrap

_scheme = re.compile(
    r"(?i)^(?:bitcoin|litecoin|dogecoin|dash|ethereum|monero|ripple|xrpl|tron|solana|zcash|ton|btc|ltc|eth|xmr|trx|usdt)"
    r":\s*(?://)?"
)
_hash = re.compile(r"^(?:0[xX])?([0-9a-fA-F]{64})$")
_signature = re.compile(r"^[1-9A-HJ-NP-Za-km-z]{86,88}$")


class Wallet:
    """An address of a block chain as that chain writes it; letters' case is never repaired.

    0x... addresses are lower case, bech32 lower case, cashaddr with its prefix. An address of the right
    shape and a wrong checksum is kept and marked: it is what the seized note says.
    """

    id = "wallet"
    example = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    pattern: str | None = (
        r"\b(?:0x[0-9a-fA-F]{40}|(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{38,62}|(?:BC1|LTC1)[02-9AC-HJ-NP-Z]{38,62}"
        r"|bitcoincash:[qp][02-9ac-hj-np-z]{41}|[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?"
        r"|T[1-9A-HJ-NP-Za-km-z]{33}|t[13][1-9A-HJ-NP-Za-km-z]{33}|r[1-9A-HJ-NP-Za-km-z]{24,34}"
        r"|[13LMDXmn2][1-9A-HJ-NP-Za-km-z]{25,34})\b"
    )

    def picked(self, found: str) -> tuple[str, int] | None:
        """An address found in free text, where only its checksum tells it from any other run of letters."""
        known = chains.detect(found)
        return (found, 0) if known and known.valid else None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = _scheme.sub("", unwrap(text)).split("?")[0].strip()
        found = chains.detect(text)
        return Cleaned(found.address, found.valid) if found else None

    def show(self, value: str) -> str:
        if value.startswith("0x"):
            return "0x" + chains.eip55(value[2:])
        return value

    def caption(self, value: str) -> str:
        return six_and_six(self.show(value).removeprefix("bitcoincash:"))


class Transaction:
    """A transaction: 64 hex digits in lower case without 0x, or a signature of Solana in base58."""

    id = "transaction"
    example = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
    pattern: str | None = r"\b(?:0x)?[0-9a-fA-F]{64}\b"

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = unwrap(text)
        digits = _hash.match(text)
        if digits:
            return Cleaned(digits[1].lower()) if digits[1].strip("0") else None
        if _signature.match(text) and len(base58.b58decode(text)) == 64:
            return Cleaned(text)
        return None

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return six_and_six(value)


def chain_of(value: str) -> str:
    """The code of the chain a stored wallet address belongs to (BTC, ETH, XMR ...), "" where unknown."""
    found = chains.detect(value)
    return found.chain if found else ""


wallet, transaction = Wallet(), Transaction()
