"""What the readers of chains with inputs and outputs share: every transaction becomes lines of cells.

A transaction is one row of the file; it gives a line for each input and each output, told apart by `side`. An
input whose file says neither wallet nor amount is looked up among the outputs of the same file; one that is
not there names the output it spends, so that another file may tell.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, Stretch, Table, head_of, unicode_of

from .chain_values import NotOne
from .elements import Element, elements, first_elements, first_text
from .transactions import COLUMNS, Transaction, asset_of

BLOCK = 4_000
SAMPLE = 20


@dataclass
class Plan:
    """What a first look over the whole file settles."""

    by_line: bool = True
    whole_lines: bool = True
    count: int = 0
    asset: str = "BTC"
    outputs: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)


class ChainReader(FileReader):
    """The reader; a format says by `looks` which text is its own and by `transaction` what an element means.

    A row is the line a transaction begins on, or its ordinal where two share a line.
    """

    @abstractmethod
    def looks(self, text: str) -> bool:
        """Whether the first text of a file is of this format."""

    @abstractmethod
    def transaction(self, element: Element) -> Transaction:
        """What an element says. Raises NotOne."""

    def sniff(self, path: Path) -> Sniffed | None:
        text = first_text(path)
        if not text or not self.looks(text):
            return None
        first = first_elements(text, SAMPLE)
        sound = [(e, t) for e in first if isinstance(t := self._read(e), Transaction)]
        if first and not sound:
            what, _, hint = str(self._read(first[0])).partition("; ")
            raise Problem(f"{path.name}: {what}", hint or "ask for the file again; it may be cut off")
        asset = asset_of(chain for _, t in sound for chain in t.chains)
        cells = [(e.line, row) for e, t in sound for row in t.lines(asset)]
        sample = tuple(tuple(cell or "" for cell in row) for _, row in cells)
        table = Table("transactions", COLUMNS, 0, sample, tuple(line for line, _ in cells))
        encoding = unicode_of(head_of(path, 4))
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
                chains.update(said.chains)
                wanted.update(s.spent for s in said.inputs if s.spent and not s.address)
        plan.asset = asset_of(chains)
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
        made = Stretch("transactions", COLUMNS)
        for element in block:
            row = element.line if plan.by_line else element.ordinal
            said = self._read(element)
            if isinstance(said, str):
                made.refuse(row, element.text, said)
            else:
                made.add(row, element.text, _joined(said, plan).lines(plan.asset))
        return made.take(block[-1].done, total, plan.whole_lines)


def _joined(said: Transaction, plan: Plan) -> Transaction:
    """The transaction with the wallets and amounts of outputs that stand elsewhere in the file."""
    if not plan.outputs:
        return said
    inputs = []
    for side in said.inputs:
        known = plan.outputs.get(side.spent) if side.spent and not side.address else None
        inputs.append(replace(side, address=known[0], amount=side.amount or known[1]) if known else side)
    return replace(said, inputs=inputs)
