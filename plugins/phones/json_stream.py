"""Walks a JSON text of any size: enters the objects and arrays it is told to, and hands over all other values whole.

Numbers stay the text they are written as. Memory holds one value and a buffer.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.api import unicode_of

CHUNK = 1 << 20
LARGEST = 256 << 20
_solid = re.compile("[^ \t\r\n\ufeff]")
ENTERED, VALUE, LEFT, BROKEN = "entered", "value", "left", "broken"
CUT_OFF = "the file ends before its list does: it was cut off"
Place = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Something met on the way: an object or array entered or left, a value, or a place that cannot be read.

    `place` are the names from the outermost object inwards, "*" for an element of an array. `line` is the line
    it begins on, `text` the text of a value as it stands, `done` the bytes read of the file by then.
    """

    event: str
    place: Place
    said: Any = None
    text: str = ""
    line: int = 1
    done: int = 0
    fault: str = ""


class Walk:
    """One walk through one file. `enters` says of a place whether to walk inside rather than hand it over."""

    def __init__(self, path: Path, enters: Callable[[Place], bool]) -> None:
        self._path = path
        self._enters = enters
        self._buffer, self._at, self._done = "", 0, 0
        self._line, self._counted = 1, 0  # the line of the character at `_counted`
        self._ended = self._stopped = False
        self._indent: str | None = (
            None  # before the elements of the innermost array, where they have lines of their own
        )
        self._decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, strict=False)

    def __iter__(self) -> Iterator[Found]:
        with self._path.open("rb") as file:
            self._file = file
            first = file.read(CHUNK)
            self._text = codecs.getincrementaldecoder(unicode_of(first))("replace")
            self._take(first)
            if self._peek():
                yield from self._value(())

    def _take(self, octets: bytes) -> None:
        self._here()
        self._done += len(octets)
        self._ended = not octets
        self._buffer = self._buffer[self._at :] + self._text.decode(octets, not octets)
        self._at = self._counted = 0

    def _more(self) -> bool:
        """Reads on, as much as waits already; False at the end of the file."""
        if self._ended:
            return False
        self._take(self._file.read(max(CHUNK, len(self._buffer) - self._at)))
        return True

    def _here(self) -> int:
        """The line of the character looked at."""
        self._line += self._buffer.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _peek(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            found = _solid.search(self._buffer, self._at)
            if found:
                self._at = found.start()
                return found[0]
            self._at = len(self._buffer)
            if not self._more():
                return ""

    def _value(self, place: Place) -> Iterator[Found]:
        """The value that begins here, entered or whole."""
        char = self._peek()
        if char in ("{", "[") and self._enters(place):
            yield Found(ENTERED, place, char, "", self._here(), self._done)
            self._at += 1
            yield from self._object(place) if char == "{" else self._array(place)
            yield Found(LEFT, place, line=self._here(), done=self._done)
            return
        yield self._whole(place)

    def _whole(self, place: Place) -> Found:
        """The value that begins here, read in one piece."""
        line = self._here()
        while True:
            start = self._at
            try:
                said, end = self._decoder.raw_decode(self._buffer, start)
            except RecursionError:
                return self._broken(place, "it nests beyond all bounds")
            except json.JSONDecodeError as error:
                if self._is_sure(error) or not self._more():
                    return self._broken(place, error.msg)
                continue
            if end == len(self._buffer) and self._more():
                continue  # a number may go on
            text = self._buffer[self._at : end]
            self._at = end
            return Found(VALUE, place, said, text, line, self._done)

    def _is_sure(self, error: json.JSONDecodeError) -> bool:
        """Whether reading on cannot mend it."""
        if len(self._buffer) - self._at > LARGEST:
            return True
        return error.pos < len(self._buffer) - 16 and not error.msg.startswith("Unterminated")

    def _broken(self, place: Place, why: str) -> Found:
        """The value that cannot be read: up to where the next one of its list begins on a line of its own."""
        line, next_one = self._here(), None if self._indent is None else f"\n{self._indent}{{"
        while True:
            after = self._buffer.find(next_one, self._at + 1) if next_one else -1
            if after >= 0 or len(self._buffer) - self._at > LARGEST or not self._more():
                break
        end = after if after >= 0 else len(self._buffer)
        self._stopped = after < 0
        text = self._buffer[self._at : end]
        self._at = end
        return Found(BROKEN, place, None, text, line, self._done, f"not JSON that can be read: {why}")

    def _object(self, place: Place) -> Iterator[Found]:
        while True:
            char = self._peek()
            if char == "}":
                self._at += 1
                return
            if char == ",":
                self._at += 1
                continue
            name = self._whole(place) if char == '"' else None
            if name is None or not isinstance(name.said, str) or self._peek() != ":":
                yield from self._stop(place)
                return
            self._at += 1
            yield from self._value((*place, name.said))

    def _array(self, place: Place) -> Iterator[Found]:
        outer = self._indent
        while True:
            before = self._at
            char = self._peek()
            if char == ",":
                self._at += 1
                continue
            if not char or char == "]":
                self._indent = outer
                if char:
                    self._at += 1
                else:
                    yield from self._stop(place)
                return
            gap = self._buffer[before : self._at] if before < self._at else ""
            self._indent = gap.rpartition("\n")[2] if "\n" in gap else self._indent if gap else None
            yield from self._value((*place, "*"))

    def _stop(self, place: Place) -> Iterator[Found]:
        """The end of what can be walked, told once: the file was cut off, or is no JSON from here on."""
        if self._stopped:
            return
        self._stopped = True
        why = "this is no JSON" if self._peek() else CUT_OFF
        line, rest = self._here(), self._buffer[self._at : self._at + 2_000]
        self._at, self._ended = len(self._buffer), True
        yield Found(BROKEN, place, None, rest, line, self._done, why)
