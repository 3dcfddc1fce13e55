"""Reads the CSV exports of Etherscan and its family: transactions, internal transactions and token transfers.

The coin is named in the header only (`Value_OUT(BNB)`), which may also hold a price; the exported address stands in
the file's name only. Amounts stay text; a failed transaction moves nothing, so that its value is told in `note`.
A row is the line it begins on.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, Stretch, Table, head_of, normal

HEAD = 1 << 16
BLOCK = 50_000
SAMPLE = 20
COLUMNS = (
    "hash",
    "time",
    "from",
    "to",
    "value",
    "asset",
    "fee",
    "coin",
    "type",
    "method",
    "status",
    "failed",
    "written",
    "note",
)
NORMAL, INTERNAL, TOKENS, THINGS = "transactions", "internal transactions", "token transfers", "NFT transfers"
_TYPES = {INTERNAL: "internal", TOKENS: "token", THINGS: "NFT"}
LONGEST = 32  # digits of the largest amount that is counted; tokens meant as bait hold more
_HASH = ("transaction hash", "txhash")
_exported = re.compile(r"0x[0-9a-fA-F]{40}")
_in, _out = re.compile(r"value_in\((\w+)\)"), re.compile(r"value_out\((\w+)\)")
_fee = re.compile(r"txnfee\(((?!usd)\w+)\)")
_failed = re.compile(r"(?i)^\s*(error|fail|revert|bad|out of gas)")
_ends = re.compile(r"\r\n|\n|\r")
_number = re.compile(r"^-?\d[\d,]*(\.\d+)?$")


@dataclass(frozen=True)
class Header:
    """Where the columns are; `sort` is which of the exports it is."""

    sort: str
    places: dict[str, int]
    coin: str

    def cell(self, row: Sequence[str], *names: str) -> str:
        for name in names:
            at = self.places.get(name)
            if at is not None and at < len(row) and row[at].strip():
                return row[at].strip()
        return ""


class Etherscan(FileReader):
    """The reader of one export; the sort of export is the name of its table."""

    id = "wallets.etherscan"

    def sniff(self, path: Path) -> Sniffed | None:
        text = head_of(path, HEAD).decode("utf-8-sig", "replace")
        if not any(name in text[:400].casefold() for name in _HASH):
            return None
        rows = _rows_of(text)
        header = _header(next(rows, (0, 0, []))[2])
        if header is None:
            return None
        first = [(line, row) for line, _, row in rows if len(row) > 3][:SAMPLE]
        sample = tuple(tuple(cell or "" for cell in _cells(header, row)) for _, row in first)
        table = Table(header.sort, COLUMNS, 1, sample, tuple(line for line, _ in first))
        return Sniffed(
            self.id, (table,), {"encoding": "utf-8-sig", "columns": list(COLUMNS), **_said_by(path)}
        )

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        with path.open("rb") as file:
            octets = file.read()
        self.sha256 = hashlib.sha256(octets).hexdigest()
        text = octets.decode("utf-8-sig", "replace")
        lines = _ends.split(text)
        rows = _rows_of(text)
        header = _header(next(rows, (0, 0, []))[2])
        if header is None:
            raise Problem(
                f"{path.name} is no export of Etherscan or its family", "its first row should name a hash"
            )
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "coin": header.coin, **_said_by(path)}
        waiting: list[tuple[int, int, list[str]]] = []
        for one in rows:
            waiting.append(one)
            if len(waiting) == BLOCK:
                yield _made(header, waiting, lines, len(octets))
                waiting = []
        yield _made(header, waiting, lines, len(octets))


def _said_by(path: Path) -> dict[str, str]:
    found = _exported.search(path.name)
    return {"exported address": found[0].lower()} if found else {}


def _rows_of(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """First and last line, and the cells of each row that has any."""
    reader = csv.reader(io.StringIO(text, newline=""))
    begun = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begun, reader.line_num, row
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Problem(f"line {begun} cannot be read: {error}", "ask for the file again") from error


def _header(row: Sequence[str]) -> Header | None:
    names = [normal(cell) for cell in row]
    places = {name: at for at, name in reversed(list(enumerate(names)))}
    coin = ""
    for at, name in enumerate(names):
        for pattern, plain in ((_in, "value in"), (_out, "value out"), (_fee, "fee")):
            if found := pattern.fullmatch(name):
                places.setdefault(plain, at)
                coin = coin or found[1].upper()
    if not any(name in places for name in _HASH) or "from" not in places:
        return None
    if "tokensymbol" in places:
        sort = THINGS if "tokenid" in places or "token id" in places else TOKENS
    elif "value in" in places and "txto" in places:
        sort = INTERNAL
    elif "value in" in places:
        sort = NORMAL
    else:
        return None
    return Header(sort, places, coin)


def _made(header: Header, rows: list[tuple[int, int, list[str]]], lines: list[str], total: int) -> Rows:
    made = Stretch(header.sort, COLUMNS)
    for begun, ended, row in rows:
        text = "\n".join(lines[begun - 1 : ended])
        if len(row) < 4:
            made.refuse(begun, text, "too few columns")
        else:
            made.add(begun, text, [_cells(header, row)])
    return made.take(total, total)


def _cells(header: Header, row: Sequence[str]) -> tuple[str | None, ...]:
    cell = header.cell
    coin = header.coin
    if header.sort in (TOKENS, THINGS):
        value = cell(row, "tokenvalue", "value", "quantity") or ("1" if header.sort == THINGS else "")
        asset = f"{cell(row, 'tokensymbol', 'tokenname')} {cell(row, 'contractaddress')}"
        thing = cell(row, "tokenid", "token id")
        note = cell(row, "tokenname") + (f", id {thing}" if thing else "")
    else:
        value, asset = _moved(cell(row, "value in"), cell(row, "value out")), coin
        made = cell(row, "contractaddress")
        note = f"creates the contract {made}" if made and not cell(row, "to", "txto") else ""
    status = cell(row, "status")
    failed = bool(_failed.match(status) or cell(row, "errcode")) or (
        header.sort == INTERNAL and status == "1"
    )
    if failed:
        aim = cell(row, "txto", "to")
        note = f"failed: would have moved {value or '0'} {asset}" + (f" to {aim}" if aim else "")
    digits = sum(c.isdigit() for c in value.partition(".")[0])
    countable = _number.match(value) is not None and digits + 18 <= LONGEST
    values = (
        cell(row, *_HASH), cell(row, "unixtimestamp"), cell(row, "from"),
        "" if failed else cell(row, "txto", "to"), "" if failed or not countable else value, asset,
        cell(row, "fee"), coin, cell(row, "type") or _TYPES.get(header.sort, ""), cell(row, "method"), status,
        "failed" if failed else "", "" if failed or countable else value,
        "; ".join(filter(None, (note, cell(row, "privatenote", "private note")))),
    )  # fmt: skip
    return tuple(value or None for value in values)


def _moved(one: str, other: str) -> str:
    """The one of the two columns that says how much was moved; the other holds 0."""
    return next((value for value in (one, other) if value.strip("0.,")), one or other)
