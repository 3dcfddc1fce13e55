"""What the readers of chains with inputs and outputs share: every transaction becomes lines of cells.

A transaction is one row of the file; it gives a line for each input and each output, told apart by `side`. An
input whose file says neither wallet nor amount is looked up among the outputs of the same file; one that is
not there names the output it spends, so that another file may tell.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from workbench.api import RAW_ROWS, REJECTS, Layout, Problem, Rows, Sniffed, Table, chain_of, sound_text

from .elements import Element, elements, encoding_of, first_elements, head_of

BLOCK = 4_000
SAMPLE = 20
SATOSHI = 100_000_000
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


class NotOne(Exception):
    """An element is no transaction that can be read exactly; the text is the reason for the reject list."""


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


@dataclass
class Plan:
    """What a first look over the whole file settles."""

    by_line: bool = True
    whole_lines: bool = True
    count: int = 0
    asset: str = "BTC"
    outputs: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)


class ChainReader:
    """The reader; a format says by `looks` which text is its own and by `transaction` what an element means.

    A row is the line a transaction begins on, or its ordinal where two share a line.
    """

    id = ""

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def looks(self, text: str) -> bool:
        """Whether the first text of a file is of this format."""
        raise NotImplementedError

    def transaction(self, element: Element) -> Transaction:
        """What an element says. Raises NotOne."""
        raise NotImplementedError

    def sniff(self, path: Path) -> Sniffed | None:
        text = head_of(path)
        if not text or not self.looks(text):
            return None
        first = first_elements(text, SAMPLE)
        sound = [(e, t) for e in first if isinstance(t := self._read(e), Transaction)]
        if first and not sound:
            what, _, hint = str(self._read(first[0])).partition("; ")
            raise Problem(f"{path.name}: {what}", hint or "ask for the file again; it may be cut off")
        asset = _asset(t for _, t in sound)
        cells = [(e.line, row) for e, t in sound for row in _lines(t, asset)]
        sample = tuple(tuple(cell or "" for cell in row) for _, row in cells)
        table = Table("transactions", COLUMNS, 0, sample, tuple(line for line, _ in cells))
        with path.open("rb") as file:
            encoding = encoding_of(file.read(4))
        return Sniffed(self.id, (table,), {"encoding": encoding, "columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        plan = self._planned(path)
        if not plan.count:
            raise Problem(
                f"{path.name} holds no transactions", "it should hold objects with inputs and outputs"
            )
        row_is = "line" if plan.by_line else "element"
        self.facts = {
            "row_is": row_is,
            "columns": list(COLUMNS),
            "transactions": plan.count,
            "asset": plan.asset,
        }
        digest = hashlib.sha256()
        stream = elements(path, digest.update)
        total = path.stat().st_size
        while block := list(islice(stream, BLOCK)):
            yield self._rows(block, plan, total)
        self.sha256 = digest.hexdigest()

    def _read(self, element: Element) -> Transaction | str:
        """The transaction of an element, or why there is none."""
        if element.fault:
            return element.fault
        try:
            return self.transaction(element)
        except NotOne as error:
            return str(error)

    def _planned(self, path: Path) -> Plan:
        """How rows are numbered, which coin it is, and the outputs that the file's own inputs spend."""
        plan, last = Plan(), 0
        chains: Counter[str] = Counter()
        wanted: set[tuple[str, int]] = set()
        for element in elements(path):
            plan.by_line &= element.line > last or not element.text
            plan.whole_lines &= "\n" not in element.text
            last = element.line + element.text.count("\n")
            said = self._read(element)
            if isinstance(said, Transaction):
                plan.count += 1
                chains.update(_chains(said))
                wanted.update(s.spent for s in said.inputs if s.spent and not s.address)
        plan.asset = chains.most_common(1)[0][0] if chains else "BTC"
        # A block's transaction is a stretch of the file, seldom a line of its own.
        plan.whole_lines &= plan.by_line
        if wanted:
            for element in elements(path):
                said = self._read(element)
                if isinstance(said, Transaction):
                    plan.outputs.update(
                        ((said.txid, s.index), (s.address, s.amount))
                        for s in said.outputs
                        if (said.txid, s.index) in wanted
                    )
        return plan

    def _rows(self, block: Sequence[Element], plan: Plan, total: int) -> Rows:
        """The inputs and outputs of a stretch of transactions; faulty elements are rejects."""
        numbers: list[int] = []
        cells: list[tuple[str | None, ...]] = []
        texts: list[str] = []
        refused: list[tuple[int, str, str, str]] = []
        raw: dict[int, str] = {}
        for element in block:
            row = element.line if plan.by_line else element.ordinal
            raw[row] = element.text
            said = self._read(element)
            if isinstance(said, str):
                why = said.encode("utf-8", "replace").decode()  # JSON may hold halves of characters
                refused.append((row, "", why, element.text))
                continue
            for made in _lines(_joined(said, plan), plan.asset):
                numbers.append(row)
                cells.append(made)
                texts.append(element.text)
        frame = _frame(cells)
        kept = {"row": list(raw), "text": list(raw.values())}
        return Rows(
            "transactions",
            frame.with_columns(pl.Series("row", numbers, pl.Int64)),
            None if plan.whole_lines else pl.DataFrame(kept, RAW_ROWS),
            block[-1].done,
            total,
            pl.DataFrame(refused, schema=REJECTS, orient="row"),
            texts=lambda positions: [texts[at] for at in positions],
        )


def _frame(cells: list[tuple[str | None, ...]]) -> pl.DataFrame:
    """The cells as String columns; halves of surrogate pairs, which JSON may hold, are replaced."""
    schema = dict.fromkeys(COLUMNS, pl.String)
    try:
        return pl.DataFrame(cells, schema=schema, orient="row")
    except UnicodeEncodeError:
        sound = [tuple(sound_text(cell) if cell else cell for cell in row) for row in cells]
        return pl.DataFrame(sound, schema=schema, orient="row")


def _joined(said: Transaction, plan: Plan) -> Transaction:
    """The transaction with the wallets and amounts of outputs that stand elsewhere in the file."""
    if not plan.outputs:
        return said
    inputs = []
    for side in said.inputs:
        known = plan.outputs.get(side.spent) if side.spent and not side.address else None
        inputs.append(replace(side, address=known[0], amount=side.amount or known[1]) if known else side)
    return replace(said, inputs=inputs)


def _chains(said: Transaction) -> Iterator[str]:
    return (chain for side in (*said.inputs, *said.outputs) if (chain := chain_of(side.address)))


def _asset(several: Iterator[Transaction]) -> str:
    found = Counter(chain for said in several for chain in _chains(said))
    return found.most_common(1)[0][0] if found else "BTC"


def _lines(said: Transaction, asset: str) -> Iterator[tuple[str | None, ...]]:
    """The cells of every input and output of a transaction."""
    for name, sides in (("input", said.inputs), ("output", said.outputs)):
        for side in sides:
            spent, spent_index = side.spent if side.spent else (None, None)
            yield (
                name, said.txid, side.address or None, side.amount or None, str(side.index), said.time or None,
                said.height or None, spent, None if spent_index is None else str(spent_index),
                asset, side.note or None,
            )  # fmt: skip


def parts_of(said: Any, side: str) -> list[dict[str, Any]]:
    """The list of objects under a name. Raises NotOne where it is something else."""
    parts = said.get(side)
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise NotOne(f"no transaction: {side} is not a list of objects")
    return parts


def reference(txid: Any, index: Any) -> tuple[str, int] | None:
    """The output that an input spends, None where it is not said."""
    if not isinstance(txid, str) or not txid or type(index) is not int:
        return None
    return txid, index


def from_units(value: Any, where: str) -> str:
    """Whole smallest units as the decimal text of the coin. Raises NotOne where they are no such number."""
    if value is None:
        return ""
    if type(value) is not int or value < 0:
        raise NotOne(f"{where} holds the value {value}, which is not a whole number of satoshi")
    return f"{value // SATOSHI}.{value % SATOSHI:08d}"


def from_coins(value: Any, where: str) -> str:
    """A decimal number of coins as text, exactly as the file writes it. Raises NotOne."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise NotOne(f"{where} holds the value {value}, which is no amount")
    try:
        exact = Decimal(value)
    except InvalidOperation as error:
        raise NotOne(f"{where} holds the value {value}, which is no amount") from error
    if not exact.is_finite() or exact < 0 or exact.adjusted() > 24:
        raise NotOne(f"{where} holds the value {value}, which is no amount of coins")
    return f"{exact:f}"


def time_of(value: Any) -> str:
    """Seconds since 1970 as text, "" where there are none."""
    return str(value) if type(value) is int and value > 0 else ""


def text_of(value: Any) -> str:
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def shared_address(addresses: Any, needed: Any) -> tuple[str, str]:
    """The one address of an output and a note; where several share it, the note names them."""
    said = [a for a in addresses if isinstance(a, str)] if isinstance(addresses, list) else []
    if len(said) <= 1:
        return (said[0] if said else ""), ""
    return "", f"{text_of(needed) or 'some'} of {len(said)} keys: {', '.join(said)}"
