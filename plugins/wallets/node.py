"""Reads what nodes of Bitcoin and its kin answer: `getblock` with transactions and `getrawtransaction` verbose.

Inputs name the output they spend; what that held is said only with verbosity 3 (`prevout`). Values are decimal
numbers of coins, kept as they are written. Zcash moves value into and out of its shielded pool.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .chain_reader import ChainReader
from .chain_values import (
    NotOne,
    from_coins,
    parts_of,
    reference,
    shared_address,
    text_of,
    time_of,
    transaction_in,
)
from .elements import Element
from .transactions import MINED, SHIELDED, Side, Transaction


class Node(ChainReader):
    """A row is one transaction, also inside a block; its time is the block's."""

    id = "wallets.node"

    def looks(self, text: str) -> bool:
        if '"scriptpubkey' in text or ('"scriptPubKey"' not in text and '"merkleroot"' not in text):
            return False
        return '"tx"' in text or ('"vin"' in text and '"txid"' in text)

    def transaction(self, element: Element) -> Transaction:
        if isinstance(element.said, dict) and isinstance(element.said.get("tx"), list):
            raise NotOne("the block names its transactions only; ask for it with verbosity 2 or 3")
        said, block = transaction_in(element.said, "txid"), element.block or {}
        spent, paid = parts_of(said, "vin"), parts_of(said, "vout")
        mined = any("coinbase" in part for part in spent)
        inputs = [_input(part, index) for index, part in enumerate(spent) if "coinbase" not in part]
        outputs = [_output(part, index, MINED if mined else "") for index, part in enumerate(paid)]
        hidden_in, hidden_out = _shielded(said)
        inputs += [Side(len(spent) + n, "", amount, note=SHIELDED) for n, amount in enumerate(hidden_in)]
        outputs += [Side(len(paid) + n, "", amount, note=SHIELDED) for n, amount in enumerate(hidden_out)]
        return Transaction(
            said["txid"],
            time_of(block.get("time") or said.get("blocktime") or said.get("time")),
            text_of(block.get("height") if block else said.get("height")),
            inputs,
            [side for side in outputs if side.address or side.amount.strip("0.") or side.note],
        )


def _address(script: Any) -> tuple[str, str]:
    """The address of an output and a note; newer nodes say `address`, older ones `addresses`."""
    if not isinstance(script, dict):
        return "", ""
    if isinstance(script.get("address"), str):
        return script["address"], ""
    return shared_address(script.get("addresses"), script.get("reqSigs"))


def _input(part: dict[str, Any], index: int) -> Side:
    held = part.get("prevout")
    held = held if isinstance(held, dict) else {}
    address, note = _address(held.get("scriptPubKey"))
    return Side(
        index,
        address or text_of(part.get("address")),
        from_coins(held.get("value", part.get("value")), "vin"),
        reference(part.get("txid"), part.get("vout")),
        note,
    )


def _output(part: dict[str, Any], index: int, note: str) -> Side:
    address, several = _address(part.get("scriptPubKey"))
    number = part.get("n")
    return Side(
        number if type(number) is int else index,
        address,
        from_coins(part.get("value"), "vout"),
        note="; ".join(filter(None, (note, several))),
    )


def _shielded(said: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Amounts that come out of the shielded pool and that go into it, as coins."""
    out_of, into = [], []
    joins = said.get("vjoinsplit")
    for join in joins if isinstance(joins, list) else []:
        if isinstance(join, dict):
            out_of.append(from_coins(join.get("vpub_new"), "vjoinsplit"))
            into.append(from_coins(join.get("vpub_old"), "vjoinsplit"))
    balance = said.get("valueBalance")
    if isinstance(balance, int | Decimal) and balance:
        (out_of if balance > 0 else into).append(from_coins(abs(balance), "valueBalance"))
    return [a for a in out_of if a.strip("0.")], [a for a in into if a.strip("0.")]
