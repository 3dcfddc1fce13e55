"""Transactions of chains with inputs and outputs, whichever format told them, and the lines of cells they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.api import chain_of

COLUMNS = (
    "side",
    "txid",
    "address",
    "amount",
    "index",
    "block_time",
    "block_height",
    "spent_txid",
    "spent_index",
    "asset",
    "note",
)
SHIELDED = "shielded pool: neither who nor how many is told"
MINED = "newly mined"


@dataclass(frozen=True)
class Side:
    """One input or output. `amount` is exact decimal text of the coin; `spent` the output an input spends."""

    index: int
    address: str = ""
    amount: str = ""
    spent: tuple[str, int] | None = None
    note: str = ""


@dataclass(frozen=True)
class Transaction:
    """A transaction as every format comes to; `time` is in seconds, "" where the file does not say."""

    txid: str
    time: str
    height: str
    inputs: Sequence[Side] = ()
    outputs: Sequence[Side] = ()

    @property
    def chains(self) -> Iterator[str]:
        """The chain of every address whose form tells one."""
        return (chain for side in (*self.inputs, *self.outputs) if (chain := chain_of(side.address)))

    def lines(self, asset: str) -> Iterator[tuple[str | None, ...]]:
        """The cells of every input and output."""
        for name, sides in (("input", self.inputs), ("output", self.outputs)):
            for side in sides:
                spent, spent_index = side.spent if side.spent else (None, None)
                yield (
                    name, self.txid, side.address or None, side.amount or None, str(side.index), self.time or None,
                    self.height or None, spent, None if spent_index is None else str(spent_index),
                    asset, side.note or None,
                )  # fmt: skip


def asset_of(chains: Iterable[str]) -> str:
    """The coin that most addresses belong to; Bitcoin where none tells."""
    found = Counter(chains)
    return found.most_common(1)[0][0] if found else "BTC"
