"""Walks through JSON files element by element: objects one a line, or those of the lists inside one large object.

Numbers stay text as they are written. No more of a file is held than the element in hand, LARGEST at most.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from workbench.api import Problem, head_of, unicode_of

CHUNK = 1 << 18
LARGEST = 64 << 20
_BLANK = " \t\r\n\ufeff"
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


@dataclass(slots=True)
class Item:
    """One value: the keys that lead to it, the line it begins on, its text, what it says, bytes read by then."""

    keys: tuple[str, ...]
    line: int
    text: str
    said: Any
    done: int


def beginning(path: Path, size: int = CHUNK) -> str:
    """The first characters of a file that may be JSON; "" where it begins otherwise."""
    head = head_of(path, size)
    text = head.decode(unicode_of(head), "replace").lstrip(_BLANK)
    return text if text.startswith(("{", "[")) else ""


def walk(
    path: Path, lists: frozenset[str], inside: frozenset[str], seen: Callable[[bytes], object]
) -> Iterator[Item]:
    """Every element of the lists named in `lists`, of the outermost list and of objects one below the other.

    Objects under a key in `inside` are looked into; other values are passed over whole and given with their keys.
    Raises Problem where the file is no JSON or is cut off.
    """
    with path.open("rb") as file:
        text = _Text(path.name, file, seen)
        text.blanks()
        while start := text.peek():
            if start == "[":
                yield from _list(text, (), lists, inside, looks=True)
            elif start == "{":
                yield from _object(text, (), lists, inside)
            else:
                raise text.wrong("a list or an object should begin here")
            text.blanks(",")


def _list(
    text: _Text, keys: tuple[str, ...], lists: frozenset[str], inside: frozenset[str], looks: bool = False
) -> Iterator[Item]:
    """The elements of a list, or with `looks` what stands inside them."""
    text.take("[")
    text.blanks()
    while text.peek() != "]":
        if looks and text.peek() == "{":
            yield from _object(text, keys, lists, inside)
        else:
            yield text.value(keys)
        text.blanks()
        if text.peek() == ",":
            text.take(",")
            text.blanks()
        elif text.peek() != "]":
            raise text.wrong("a comma or ] should stand here")
    text.take("]")


def _object(
    text: _Text, keys: tuple[str, ...], lists: frozenset[str], inside: frozenset[str]
) -> Iterator[Item]:
    """The elements of the lists in an object, and its other values."""
    if not lists and not inside:
        yield text.value(keys)
        return
    text.take("{")
    text.blanks()
    while text.peek() != "}":
        key = text.value(keys).said
        if not isinstance(key, str):
            raise text.wrong("a key should stand here")
        text.blanks()
        text.take(":")
        text.blanks()
        if key in lists and text.peek() == "[":
            yield from _list(text, (*keys, key), lists, inside)
        elif key in inside and text.peek() == "{":
            yield from _object(text, (*keys, key), lists, inside)
        elif key in inside and text.peek() == "[":
            yield from _list(text, (*keys, key), lists, inside, looks=True)
        else:
            yield text.value((*keys, key))
        text.blanks()
        if text.peek() == ",":
            text.take(",")
            text.blanks()
        elif text.peek() != "}":
            raise text.wrong("a comma or } should stand here")
    text.take("}")


class _Text:
    """The text of a file, of which only the piece in hand is held."""

    def __init__(self, name: str, file: IO[bytes], seen: Callable[[bytes], object]) -> None:
        self.name = name
        self.line = 1
        self.done = 0
        self._seen = seen
        self._file = file
        head = self._file.read(CHUNK)
        self._decoder = codecs.getincrementaldecoder(unicode_of(head))("strict")
        self._held, self._at, self._ended = "", 0, False
        self._add(head)

    def _add(self, octets: bytes) -> None:
        self._seen(octets)
        self.done += len(octets)
        self._ended = not octets
        try:
            more = self._decoder.decode(octets, self._ended)
        except UnicodeDecodeError as error:
            raise Problem(f"{self.name} is not UTF-8 text", "ask for the file again") from error
        self._held, self._at = self._held[self._at :] + more, 0

    def peek(self) -> str:
        """The next character, "" at the end of the file."""
        while self._at >= len(self._held) and not self._ended:
            self._add(self._file.read(CHUNK))
        return self._held[self._at] if self._at < len(self._held) else ""

    def blanks(self, also: str = "") -> None:
        while (next := self.peek()) and (next in _BLANK or next in also):
            self.line += next == "\n"
            self._at += 1

    def take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise self.wrong(f"{wanted} should stand here")
        self._at += 1

    def value(self, keys: tuple[str, ...]) -> Item:
        """The value that begins here."""
        wanted = CHUNK
        while True:
            self.peek()
            try:
                said, end = _DECODER.raw_decode(self._held, self._at)
                if end < len(self._held) or self._ended:
                    break
            except RecursionError as error:
                raise Problem(
                    f"{self.name} nests its values beyond all bounds on line {self.line}",
                    "it may be made to do harm",
                ) from error
            except ValueError as error:
                if self._ended:
                    raise self.wrong(getattr(error, "msg", str(error))) from error
            if len(self._held) - self._at > LARGEST:
                raise Problem(
                    f"{self.name} holds a value of more than {LARGEST >> 20} MiB, or is no JSON, on line {self.line}",
                    "ask for the file again",
                )
            self._add(self._file.read(wanted))
            wanted = min(wanted * 2, LARGEST)
        text = self._held[self._at : end]
        item = Item(keys, self.line, text, said, self.done)
        self.line += text.count("\n")
        self._at = end
        return item

    def wrong(self, why: str) -> Problem:
        if not self.peek() or (self._ended and "Unterminated" in why):
            return Problem(
                f"{self.name} is cut off: it ends on line {self.line}", "copy or download it again"
            )
        if self._ended and not self._held[self._at :].rstrip().endswith(("}", "]")):
            return Problem(
                f"{self.name} is cut off or damaged in what begins on line {self.line}",
                "copy or download it again",
            )
        return Problem(f"{self.name} is not sound JSON on line {self.line}: {why}", "ask for the file again")
