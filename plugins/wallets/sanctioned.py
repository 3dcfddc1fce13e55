"""Reads lists of sanctioned addresses: one address a line, the asset in the file's name.

Such lists (`sanctioned_addresses_XBT.txt`) are drawn from the SDN list of OFAC. They hold addresses of other
chains than their name says, and texts that are no address: both are kept, and said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, Stretch, Table, head_of

from .listed import mismatch, sort_of

HEAD = 1 << 16
SAMPLE = 20
COLUMNS = ("address", "sort", "asset", "label", "list", "mismatch")
LABEL = "Sanctioned by OFAC"
_name = re.compile(r"(?i)sanctioned[_ -]addresses[_ -]([A-Z0-9]{2,12})\b")
_line = re.compile(r"^[\w:-]{20,130}$")


class Sanctioned(FileReader):
    """The reader. A row is a line."""

    id = "wallets.sanctioned"

    def sniff(self, path: Path) -> Sniffed | None:
        if not _name.search(path.name):
            return None
        lines = _lines(head_of(path, HEAD))[:SAMPLE]
        if not lines or not all(_line.match(text) for _, text in lines[:-1]):
            return None
        sample = tuple(tuple(cell or "" for cell in _cells(path.name, text)) for _, text in lines)
        table = Table("addresses", COLUMNS, 0, sample, tuple(line for line, _ in lines))
        return Sniffed(self.id, (table,), {"encoding": "utf-8-sig", "columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        with path.open("rb") as file:
            octets = file.read()
        self.sha256 = hashlib.sha256(octets).hexdigest()
        lines = _lines(octets)
        if not lines or not any(_line.match(text) for _, text in lines):
            raise Problem(f"{path.name} is no list of addresses", "it should hold one address a line")
        self.facts = {"row_is": "line", "columns": list(COLUMNS)}
        made = Stretch("addresses", COLUMNS)
        for line, address in lines:
            made.add(line, address, [_cells(path.name, address)])
        yield made.take(len(octets), len(octets))


def _lines(octets: bytes) -> list[tuple[int, str]]:
    text = octets.decode("utf-8-sig", "replace")
    return [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def _cells(name: str, address: str) -> tuple[str | None, ...]:
    found = _name.search(name)
    asset = found[1].upper() if found else ""
    said = mismatch(asset, address)
    return address, sort_of(address), asset or None, LABEL, f"OFAC SDN list {asset}".strip(), said or None
