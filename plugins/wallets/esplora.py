"""Reads Bitcoin transactions in Esplora's JSON (mempool.space, electrs): an array, one a line, or a single one."""

from __future__ import annotations

from typing import Any

from .chain_reader import ChainReader
from .chain_values import NotOne, from_units, parts_of, reference, text_of, time_of, transaction_in
from .elements import Element
from .transactions import MINED, Side, Transaction


class Esplora(ChainReader):
    """Inputs hold what they spend in `prevout`; values are whole satoshi."""

    id = "wallets.esplora"

    def looks(self, text: str) -> bool:
        return '"vin"' in text and '"txid"' in text and '"scriptpubkey' in text

    def transaction(self, element: Element) -> Transaction:
        said = transaction_in(element.said, "txid")
        spent, paid = parts_of(said, "vin"), parts_of(said, "vout")
        status = said.get("status")
        status = status if isinstance(status, dict) else {}
        mined = any(part.get("is_coinbase") for part in spent)
        return Transaction(
            said["txid"],
            time_of(status.get("block_time")),
            text_of(status.get("block_height")),
            [_input(part, index) for index, part in enumerate(spent) if not part.get("is_coinbase")],
            [
                Side(
                    index,
                    text_of(part.get("scriptpubkey_address")),
                    from_units(part.get("value"), "vout"),
                    note=MINED if mined else "",
                )
                for index, part in enumerate(paid)
                # A mere note in the chain has neither address nor value.
                if part.get("scriptpubkey_address") or from_units(part.get("value"), "vout").strip("0.")
            ],
        )


def _input(part: dict[str, Any], index: int) -> Side:
    held = part.get("prevout") or {}
    if not isinstance(held, dict):
        raise NotOne("vin holds a prevout that is no object")
    return Side(
        index,
        text_of(held.get("scriptpubkey_address")),
        from_units(held.get("value"), "vin"),
        reference(part.get("txid"), part.get("vout")),
    )
