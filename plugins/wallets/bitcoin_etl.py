"""Reads the transactions that bitcoin-etl writes: one JSON object a line, inputs and outputs with values in satoshi."""

from __future__ import annotations

from typing import Any

from .chain_reader import ChainReader
from .chain_values import from_units, parts_of, reference, shared_address, text_of, time_of, transaction_in
from .elements import Element
from .transactions import MINED, SHIELDED, Side, Transaction


class BitcoinEtl(ChainReader):
    """Inputs name what they spend, and its wallet and value only where the export was enriched."""

    id = "wallets.bitcoin_etl"

    def looks(self, text: str) -> bool:
        return '"inputs"' in text and '"outputs"' in text and '"hash"' in text and '"block_' in text

    def transaction(self, element: Element) -> Transaction:
        said = transaction_in(element.said, "hash")
        spent, paid = parts_of(said, "inputs"), parts_of(said, "outputs")
        note = MINED if said.get("is_coinbase") is True else ""
        return Transaction(
            said["hash"],
            time_of(said.get("block_timestamp")),
            text_of(said.get("block_number")),
            [_side(part, index, "inputs", "") for index, part in enumerate(spent)],
            [
                side
                for index, part in enumerate(paid)
                if (side := _side(part, index, "outputs", note)).address
                or side.amount.strip("0.")
                or side.note
            ],
        )


def _side(part: dict[str, Any], index: int, where: str, note: str) -> Side:
    address, several = shared_address(part.get("addresses"), part.get("required_signatures"))
    hidden = SHIELDED if part.get("type") == "shielded" else ""
    number = part.get("index")
    return Side(
        number if type(number) is int else index,
        address,
        from_units(part.get("value"), where),
        reference(part.get("spent_transaction_hash"), part.get("spent_output_index")),
        "; ".join(filter(None, (note, several, hidden))),
    )
