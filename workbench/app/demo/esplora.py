"""Writes the transactions as Esplora's JSON: one array, one transaction on each line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workbench.app.demo import clock
from workbench.app.demo.ledger import Output, Transaction
from workbench.app.demo.outcome import Outcome

FILE = "node_transactions.json"


def write(transactions: list[Transaction], folder: Path) -> Outcome[str]:
    """The rows are lines of the file, by transaction id; inputs and outputs are records of a transaction's row."""
    out = Outcome[str](FILE)
    lines = []
    for row, transaction in enumerate(transactions, 2):
        lines.append(json.dumps(_element(transaction), separators=(",", ":")))
        out.rows[transaction.txid] = row
        out.read += 1
    (folder / FILE).write_bytes(("[\n" + ",\n".join(lines) + "\n]\n").encode())
    return out


def _element(transaction: Transaction) -> dict[str, Any]:
    return {
        "txid": transaction.txid,
        "vin": [{"txid": o.txid, "vout": o.index, "prevout": _output(o)} for o in transaction.inputs],
        "vout": [_output(o) for o in transaction.outputs],
        "fee": transaction.fee,
        "status": {
            "confirmed": True,
            "block_height": transaction.height,
            "block_time": clock.unix(transaction.at),
        },
    }


def _output(output: Output) -> dict[str, Any]:
    return {"scriptpubkey_address": output.wallet, "value": output.value}
