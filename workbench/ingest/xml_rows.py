"""XML files element by element, whatever their namespaces: for the readers of reports and lists.

Entities are refused and nothing outside the file is fetched. Of the file no more is held than the element in hand
and what the reader asks to keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from workbench.model.problems import Problem

CHUNK = 1 << 16
LARGEST = 64 << 20
DEEPEST = 300
_declared = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']")


@dataclass(slots=True)
class Tag:
    """An element: its name and attributes without prefixes, its own text, its children, the line it begins on."""

    name: str
    attributes: dict[str, str]
    line: int = 0
    text: str = ""
    children: list[Tag] = field(default_factory=list)

    def child(self, *names: str) -> Tag | None:
        """The first child that bears one of these names, the names in order of preference."""
        return next((c for name in names for c in self.children if c.name == name), None)

    def said(self, *names: str) -> str:
        """The text of the first child of these names that says something, in single spaces."""
        for name in names:
            for child in self.children:
                if child.name == name and (text := " ".join(child.text.split())):
                    return text
        return ""

    def all(self, *names: str) -> Iterator[Tag]:
        """Every element of these names below this one, at any depth, in order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.all(*names)

    def leaves(self) -> Iterator[tuple[str, str]]:
        """Name and text of every element below that says something itself, in order."""
        for child in self.children:
            if text := " ".join(child.text.split()):
                yield child.name, text
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class XmlRow:
    """One element that was asked for: what it says, its text as it stands, and the bytes read by then."""

    tag: Tag
    text: str
    done: int


class XmlRows:
    """Walks a file; iterating gives each element named in `rows`, which is then let go.

    `root` holds the rest of what was met so far: everything, or only the elements named in `kept`. `seen` gets
    every byte that is read. Raises Problem where the file is not sound XML, declares entities or is too deep.
    """

    def __init__(
        self,
        path: Path,
        rows: frozenset[str],
        kept: frozenset[str] | None = None,
        seen: Callable[[bytes], object] = lambda octets: None,
    ) -> None:
        self.root = Tag("", {})
        self._path, self._rows, self._kept, self._seen = path, rows, kept, seen
        self._stack: list[Tag] = [self.root]
        self._begun: list[int] = []  # where the rows that are open begin
        self._keeping = 0
        self._buffer, self._base = b"", 0
        self._met: list[tuple[Tag, str]] = []
        self._encoding = "utf-8"

    def __iter__(self) -> Iterator[XmlRow]:
        parser = expat.ParserCreate(namespace_separator=":")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = parser.ExternalEntityRefHandler = self._entity
        self._parser = parser
        done = 0
        with self._path.open("rb") as file:
            while True:
                # expat looks through a tag that has not ended from its beginning, each time it gets more.
                octets = file.read(max(CHUNK, len(self._buffer)))
                if not done:
                    self._encoding = _encoding_of(octets)
                done += len(octets)
                self._seen(octets)
                self._buffer += octets
                try:
                    parser.Parse(octets, not octets)
                except expat.ExpatError as error:
                    self._broken(error)
                except (LookupError, ValueError) as error:  # of the decoder; no handler of ours raises them
                    raise Problem(
                        f"{self._path.name} states an encoding that cannot be read: {error}",
                        "ask for it in UTF-8",
                    ) from error
                self._forget()
                met, self._met = self._met, []
                for tag, text in met:
                    yield XmlRow(tag, text, done)
                if not octets:
                    return

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        own = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        tag = Tag(plain, own, self._parser.CurrentLineNumber)
        if len(self._stack) > DEEPEST:
            raise Problem(
                f"{self._path.name} nests its elements more than {DEEPEST} deep", "it may be made to do harm"
            )
        self._stack[-1].children.append(tag)
        self._stack.append(tag)
        if plain in self._rows:
            self._begun.append(self._parser.CurrentByteIndex)
        elif self._kept is not None and plain in self._kept:
            self._keeping += 1

    def _end(self, name: str) -> None:
        tag = self._stack.pop()
        parent = self._stack[-1]
        if tag.name in self._rows:
            start = self._begun.pop() - self._base
            end = self._parser.CurrentByteIndex - self._base
            # An element without content ends where it begins; any other ends with a closing tag.
            closes = self._buffer[end : end + 4].replace(b"\0", b"").startswith(b"</")
            close = self._buffer.find(b">", end) + 1 if closes else end
            octets = self._buffer[start : close or end]
            self._met.append((tag, octets.decode(self._encoding, "replace")))
            if not self._begun:
                parent.children.pop()
        elif self._kept is not None and not self._begun:
            if tag.name in self._kept:
                self._keeping -= 1
            elif not self._keeping and parent is not self.root:
                parent.children.pop()

    def _characters(self, text: str) -> None:
        if self._begun or self._keeping or self._kept is None:
            self._stack[-1].text += text

    def _forget(self) -> None:
        keep = self._begun[0] if self._begun else max(self._parser.CurrentByteIndex, self._base)
        if self._base + len(self._buffer) - keep > LARGEST:
            raise Problem(
                f"{self._path.name} holds a single element of more than {LARGEST >> 20} MiB",
                "it may be made to do harm; ask for the file again",
            )
        self._buffer = self._buffer[keep - self._base :]
        self._base = keep

    def _broken(self, error: expat.ExpatError) -> NoReturn:
        what = expat.errors.messages.get(error.code, "something unreadable")
        raise Problem(
            f"{self._path.name} is not sound XML: {what} on line {error.lineno}", "ask for the file again"
        ) from error

    def _entity(self, *_: object) -> NoReturn:
        raise Problem(
            f"{self._path.name} declares XML entities, which can be made to do harm",
            "ask for the file without them",
        )


def _encoding_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    found = _declared.match(head)
    name = found[1].decode() if found else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name
