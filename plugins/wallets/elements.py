"""The elements of a JSON file one after the other: of an array, of JSON lines, or a single one.

Every element keeps its own text and the line it begins on. A block of a node is taken apart into its
transactions, each an element of its own. Numbers are read exactly; nothing is kept of a file but the element in
hand.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbench.api import Problem, head_of, unicode_of

CHUNK = 1 << 20
LARGEST = 64 << 20
CUT_OFF = "the file ends before its list does: it was cut off"
_BETWEEN = " \t\r\n,[]\ufeff"
_BLANK = " \t\r\n"
_TRANSACTIONS = "tx"
_decoder = json.JSONDecoder(parse_float=Decimal)


@dataclass(frozen=True)
class Element:
    """One element of the file: its place among them, the line it begins on, its text, and what it says.

    `fault` says why it is nothing that can be read. `done` is how many bytes of the file were read by then.
    `block` is what the block around a transaction says, its transactions left out.
    """

    ordinal: int
    line: int
    text: str
    said: Any
    fault: str
    done: int
    block: Any = None


def first_text(path: Path, size: int = CHUNK) -> str:
    """The first text of a file, "" where it does not begin like JSON."""
    octets = head_of(path, size)
    text = octets.decode(unicode_of(octets), "replace")
    return text if text.lstrip(_BETWEEN).startswith("{") else ""


def elements(path: Path, seen: Callable[[bytes], object] = lambda octets: None) -> Iterator[Element]:
    """The elements of a file, blocks taken apart; `seen` gets every byte that is read."""
    ordinal = 0
    for whole in _whole_elements(path, seen):
        for one in _taken_apart(whole):
            ordinal += 1
            yield replace(one, ordinal=ordinal)


def first_elements(text: str, most: int) -> list[Element]:
    """Up to `most` elements of a text that may break off anywhere; what is cut off is left out."""
    found: list[Element] = []
    at = line = 0
    while at < len(text) and len(found) < most:
        start = _next(text, at)
        line += text.count("\n", at, start)
        said, fault, end = _decoded(text, start, more=True)
        if end is None:
            found += [e for e in _items(text, start, line + 1, 0) if not e.fault]
            break
        whole = Element(0, line + 1, text[start:end], said, fault, 0)
        found += _taken_apart(whole)
        line += text.count("\n", start, end)
        at = end
    return found[:most]


def _whole_elements(path: Path, seen: Callable[[bytes], object]) -> Iterator[Element]:
    with path.open("rb") as file:
        octets = file.read(CHUNK)
        text_of = codecs.getincrementaldecoder(unicode_of(octets))("strict")
        buffer, at, line, open_lists, done, wanted, fault = "", 0, 1, 0, 0, CHUNK, ""
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
                said, fault, end = _decoded(buffer, at, bool(octets))
                if end is None:
                    wanted = min(2 * wanted, LARGEST)
                    break
                text = buffer[at:end]
                yield Element(0, line, text, said, fault, done)
                line += text.count("\n")
                at = end
            if not octets:
                if open_lists > 0 and not fault:
                    yield Element(0, line, "", None, CUT_OFF, done)
                return
            octets = file.read(wanted)


def _next(buffer: str, at: int) -> int:
    """Where the next element begins: brackets, commas and blanks between elements are passed over."""
    while at < len(buffer) and buffer[at] in _BETWEEN:
        at += 1
    return at


def _decoded(buffer: str, at: int, more: bool) -> tuple[Any, str, int | None]:
    """What the element at this place says, why it cannot be read, and where it ends (None: more is needed).

    An element that cannot be read ends where a later line begins with a brace, or with the file.
    """
    try:
        said, end = _decoder.raw_decode(buffer, at)
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


def _taken_apart(whole: Element) -> list[Element]:
    """The transactions of a block, or the element itself; what a node's reply wraps around it is taken off."""
    said = whole.said
    if isinstance(said, dict) and isinstance(said.get("result"), dict):
        said = said["result"]
        if not isinstance(said.get(_TRANSACTIONS), list):
            return [replace(whole, said=said)]
    inside = said.get(_TRANSACTIONS) if isinstance(said, dict) else None
    if not isinstance(inside, list) or not inside or not isinstance(inside[0], dict):
        return [whole]
    block = {key: value for key, value in said.items() if key != _TRANSACTIONS}
    found = _items(whole.text, 0, whole.line, whole.done)
    if len(found) != len(inside):
        return [replace(whole, fault="its list of transactions cannot be told apart")]
    return [replace(one, block=block) for one in found]


def _items(text: str, at: int, line: int, done: int) -> list[Element]:
    """The transactions in the list named `tx` of the object at this place, as far as the text goes.

    An object named `result` is looked into, as nodes wrap their replies so.
    """
    at = _past(text, at + 1)
    while at < len(text) and text[at] == '"':
        try:
            key, at = _decoder.raw_decode(text, at)
        except ValueError:
            return []
        at = _past(text, _past(text, at) + 1)
        if key == "result" and text[at : at + 1] == "{":
            at = _past(text, at + 1)
            continue
        if key == _TRANSACTIONS and text[at : at + 1] == "[":
            return _listed(text, at + 1, line + text.count("\n", 0, at), done)
        try:
            _, at = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return []
        at = _past(text, at)
        if text[at : at + 1] == ",":
            at = _past(text, at + 1)
    return []


def _listed(text: str, at: int, line: int, done: int) -> list[Element]:
    found: list[Element] = []
    before = at
    while True:
        at = _past(text, at)
        if text[at : at + 1] == ",":
            at = _past(text, at + 1)
        line += text.count("\n", before, at)
        if at >= len(text) or text[at] == "]":
            return found
        try:
            said, end = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found
        found.append(Element(0, line, text[at:end], said, "", done))
        before = at
        at = end


def _past(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at
