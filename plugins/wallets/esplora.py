"""Reads Bitcoin transactions in Esplora's JSON: an array of them, one a line, or a single one.

A transaction is one row of the file; it gives a line of cells for each input (what its prevout held) and each
output, told apart by `side`. Numbers are read exactly; satoshi become decimal bitcoin as text. Nothing is kept of a
file but the block in hand.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from workbench.api import RAW_ROWS, REJECTS, Layout, Problem, Rows, Sniffed, Table

CHUNK = 1 << 20
LARGEST = 64 << 20
BLOCK = 4_000
SAMPLE = 20
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
)
SATOSHI = 100_000_000
CUT_OFF = "the file ends before its list does: it was cut off"
_BETWEEN = " \t\r\n,[]\ufeff"


@dataclass(frozen=True)
class Element:
    """One element of the file: its place among them, the line it begins on, its text, and what it says.

    `fault` says why it is no transaction. `done` is how many bytes of the file were read by then.
    """

    ordinal: int
    line: int
    text: str
    said: Any
    fault: str
    done: int


class Esplora:
    """The reader. A row is the line a transaction begins on, or its ordinal where two share a line."""

    id = "wallets.esplora"

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        with path.open("rb") as file:
            head = file.read(CHUNK)
        text = head.decode(_encoding(head), "replace").lstrip(_BETWEEN)
        if not text.startswith("{") or '"vin"' not in text or '"txid"' not in text:
            return None
        first = list(islice(_elements(path), SAMPLE))
        if all(element.fault for element in first):
            raise Problem(f"{path.name}: {first[0].fault}", "ask for the file again; it may be cut off")
        cells = [(e.line, row) for e in first if not e.fault for row in _sides(e.said)]
        sample = tuple(tuple(cell or "" for cell in row) for _, row in cells)
        table = Table("transactions", COLUMNS, 0, sample, tuple(line for line, _ in cells))
        return Sniffed(self.id, (table,), {"encoding": _encoding(head), "columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        by_line, whole_lines, count = _arrangement(path)
        if not count:
            raise Problem(
                f"{path.name} holds no transactions", "it should hold objects with txid, vin and vout"
            )
        row_is = "line" if by_line else "element"
        self.facts = {"row_is": row_is, "columns": list(COLUMNS), "transactions": count}
        digest = hashlib.sha256()
        elements = _elements(path, digest.update)
        total = path.stat().st_size
        while block := list(islice(elements, BLOCK)):
            yield _rows(block, by_line, whole_lines, total)
        self.sha256 = digest.hexdigest()


def _rows(block: Sequence[Element], by_line: bool, whole_lines: bool, total: int) -> Rows:
    """The inputs and outputs of a stretch of transactions; faulty elements are rejects."""
    numbers: list[int] = []
    cells: list[tuple[str | None, ...]] = []
    texts: list[str] = []
    refused: list[tuple[int, str, str, str]] = []
    raw: dict[int, str] = {}
    for element in block:
        row = element.line if by_line else element.ordinal
        if element.fault:
            refused.append((row, "", element.fault, element.text))
            raw[row] = element.text
            continue
        raw[row] = element.text
        for made in _sides(element.said):
            numbers.append(row)
            cells.append(made)
            texts.append(element.text)
    frame = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    kept = {"row": list(raw), "text": list(raw.values())}
    return Rows(
        "transactions",
        frame.with_columns(pl.Series("row", numbers, pl.Int64)),
        None if whole_lines else pl.DataFrame(kept, RAW_ROWS),
        block[-1].done,
        total,
        pl.DataFrame(refused, schema=REJECTS, orient="row"),
        texts=lambda positions: [texts[at] for at in positions],
    )


def _inputs(said: Any) -> Iterator[tuple[str | None, ...]]:
    """What each input spends; newly mined coins are spent from nowhere and give no row."""
    for index, spent in enumerate(said["vin"]):
        if not spent.get("is_coinbase"):
            before = spent.get("prevout") or {}
            yield ("input", *_cells(said, before, index), spent.get("txid"), _text(spent.get("vout")))


def _outputs(said: Any) -> Iterator[tuple[str | None, ...]]:
    """What each output pays; a mere note (no address, no value) gives no row."""
    for index, output in enumerate(said["vout"]):
        if output.get("scriptpubkey_address") or output.get("value"):
            yield ("output", *_cells(said, output, index), None, None)


def _sides(said: Any) -> Iterator[tuple[str | None, ...]]:
    """The cells of every input and output of a transaction."""
    yield from _inputs(said)
    yield from _outputs(said)


def _cells(said: Any, output: Any, index: int) -> tuple[str | None, ...]:
    """The cells up to block_height, for one output of this or an earlier transaction."""
    value, status = output.get("value"), said.get("status") or {}
    amount = None if value is None else f"{value // SATOSHI}.{value % SATOSHI:08d}"
    time, height = _text(status.get("block_time")), _text(status.get("block_height"))
    return said["txid"], _text(output.get("scriptpubkey_address")), amount, str(index), time, height


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _fault(said: Any) -> str:
    """Why an element is no transaction that can be read exactly, or ""."""
    if not isinstance(said, dict) or not isinstance(said.get("txid"), str):
        return "no transaction: it has no txid"
    for side in ("vin", "vout"):
        parts = said.get(side)
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            return f"no transaction: {side} is not a list of objects"
        for part in parts:
            held = (part.get("prevout") or {}) if side == "vin" else part
            value = held.get("value") if isinstance(held, dict) else "?"
            if value is not None and (type(value) is not int or value < 0):
                return f"{side} holds the value {value}, which is not a whole number of satoshi"
    return ""


def _arrangement(path: Path) -> tuple[bool, bool, int]:
    """Whether each element begins on its own line, whether each is just one line, and how many are sound."""
    by_line, whole, count, last = True, True, 0, 0
    for element in _elements(path):
        by_line &= element.line > last or not element.text
        whole &= "\n" not in element.text
        last = element.line + element.text.count("\n")
        count += not element.fault
    return by_line, by_line and whole, count


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _elements(path: Path, seen: Callable[[bytes], object] = lambda octets: None) -> Iterator[Element]:
    """The elements of a file one after the other; `seen` gets every byte that is read."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    with path.open("rb") as file:
        octets = file.read(CHUNK)
        text_of = codecs.getincrementaldecoder(_encoding(octets))("strict")
        buffer, at, line, ordinal, open_lists, done, wanted, fault = "", 0, 1, 0, 0, 0, CHUNK, ""
        while True:
            seen(octets)
            done += len(octets)
            try:
                buffer, at = buffer[at:] + text_of.decode(octets, not octets), 0
            except UnicodeDecodeError as error:
                raise Problem(f"{path.name} is not UTF-8 text", "ask for the file again") from error
            while True:
                start = _next(buffer, at)
                line += buffer.count("\n", at, start)
                open_lists += buffer.count("[", at, start) - buffer.count("]", at, start)
                at = start
                if at == len(buffer):
                    wanted = CHUNK
                    break
                said, fault, end = _decoded(decoder, buffer, at, bool(octets))
                if end is None:
                    wanted = min(2 * wanted, LARGEST)
                    break
                ordinal += 1
                text = buffer[at:end]
                yield Element(ordinal, line, text, said, fault or _fault(said), done)
                line += text.count("\n")
                at = end
            if not octets:
                if open_lists > 0 and not fault:
                    yield Element(ordinal + 1, line, "", None, CUT_OFF, done)
                return
            octets = file.read(wanted)


def _next(buffer: str, at: int) -> int:
    """Where the next element begins: brackets, commas and blanks between elements are passed over."""
    while at < len(buffer) and buffer[at] in _BETWEEN:
        at += 1
    return at


def _decoded(decoder: json.JSONDecoder, buffer: str, at: int, more: bool) -> tuple[Any, str, int | None]:
    """What the element at this place says, why it cannot be read, and where it ends (None: more is needed).

    An element that cannot be read ends where a later line begins with a brace, or with the file.
    """
    try:
        said, end = decoder.raw_decode(buffer, at)
    except (ValueError, RecursionError) as error:
        if more and len(buffer) - at < LARGEST:
            return None, "", None
        after = buffer.find("\n{", at)
        why = (
            error.msg if isinstance(error, json.JSONDecodeError) else "a number or nesting beyond all bounds"
        )
        fault = f"not JSON that can be read: {why}"
        return None, fault, len(buffer) if after < 0 else after
    return said, "", end
