"""Walks through an XML file element by element, whatever its namespaces, with lines and verbatim text.

Entities are refused, nothing outside the file is ever fetched, and no more of it is held than the element in hand:
at most LARGEST bytes, at most DEEPEST levels.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from workbench.ingest.xml_tags import Tag
from workbench.model.problems import Problem

CHUNK = 1 << 16
LARGEST = 16 << 20
DEEPEST = 300
_NOISE = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S)
_ROOT = re.compile(r"\s*<([\w:.-]+)")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")


@dataclass(slots=True)
class XmlElement:
    """What the walk meets: an element that `opens`, or a whole one; a row has its verbatim text and knows the row
    it stands inside. `done` is how many bytes of the file were read by then."""

    tag: Tag
    done: int
    raw: str = ""
    opens: bool = False
    inside: Tag | None = None


def root_of(path: Path) -> str:
    """The name of the outermost element, without prefix; "" where the file is no XML."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return ""
    try:
        text = codecs.getincrementaldecoder(encoding_of(head))("replace").decode(head)
    except LookupError:
        return ""
    found = _ROOT.match(_NOISE.sub("", text.lstrip("\ufeff")))
    return found[1].rpartition(":")[2] if found else ""


def encoding_of(head: bytes) -> str:
    """The encoding an XML file states, by its first bytes or its declaration."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head[:2] in (b"<\0", b"\0<"):
        return "utf-16-le" if head[0] else "utf-16-be"
    declared = _DECLARED.search(head[:200])
    said = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "utf-8" if said.startswith("utf-16") else said


def walk(
    path: Path,
    rows: frozenset[str],
    built: frozenset[str] = frozenset(),
    opened: frozenset[str] = frozenset(),
    seen: Callable[[bytes], object] = lambda octets: None,
) -> Iterator[XmlElement]:
    """Meets the elements named `rows` and `built` when they end and those named `opened` when they begin.

    A row inside another is met by itself, before it; the outer one is whole without it. Of elements around rows
    only those in `built` are kept, without the rows. `seen` gets every byte that is read.
    Raises Problem where the file is no sound XML, is cut off, or is made to do harm.
    """
    with path.open("rb") as file:
        walking = _Walk(path.name, rows, built, opened)
        for octets in _as_utf8(path.name, file, seen, walking):
            yield from walking.feed(octets)
        yield from walking.feed(b"", last=True)


def _as_utf8(name: str, file: IO[bytes], seen: Callable[[bytes], object], walking: _Walk) -> Iterator[bytes]:
    head = file.read(CHUNK)
    stated = encoding_of(head)
    try:
        "".encode(stated)  # what is no encoding of text is refused here, too
    except LookupError as error:
        raise Problem(f"{name} states an encoding nobody knows: {error}", "ask for it in UTF-8") from error
    decoder = codecs.getincrementaldecoder(stated)("strict")
    octets = head
    while octets:
        seen(octets)
        walking.done += len(octets)
        try:
            yield decoder.decode(octets).encode("utf-8", "surrogatepass")
        except UnicodeError as error:
            raise Problem(f"{name} is not in the encoding it states", "ask for the file again") from error
        octets = file.read(max(CHUNK, walking.held))  # expat scans an unfinished tag again from its beginning


class _Walk:
    """The state of one walk; expat calls in, `feed` hands out what was met."""

    def __init__(
        self, name: str, rows: frozenset[str], built: frozenset[str], opened: frozenset[str]
    ) -> None:
        self.name = name
        self.done = 0
        self._rows, self._built, self._opened = rows, built, opened
        self._met: list[XmlElement] = []
        self._open: list[_Open] = []  # the elements being built, outermost first
        self._names: list[str] = []
        self._buffer = bytearray()
        self._base = 0  # the place of the buffer's first byte in the document
        parser = self._parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._entity

    @property
    def held(self) -> int:
        """How many bytes wait for the end of the element in hand."""
        return len(self._buffer)

    def feed(self, octets: bytes, last: bool = False) -> list[XmlElement]:
        self._buffer += octets
        try:
            self._parser.Parse(octets, last)
        except expat.ExpatError as error:
            self._broken(error)
        self._forget()
        met, self._met = self._met, []
        return met

    def _broken(self, error: expat.ExpatError) -> NoReturn:
        what = expat.errors.messages.get(error.code, "something unreadable")
        where = f" inside <{self._names[-1]}>" if self._names else ""
        if what in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN):
            raise Problem(
                f"{self.name} is cut off and not sound XML: it ends on line {error.lineno}{where}",
                "copy or download it again",
            ) from error
        raise Problem(
            f"{self.name} is not sound XML: {what} on line {error.lineno}{where}", "ask for the file again"
        ) from error

    def _forget(self) -> None:
        """Lets go of what no open row needs, and refuses what is larger than any element can be."""
        begun = [one.at for one in self._open if one.raw is None]
        keep = min(begun, default=max(self._parser.CurrentByteIndex, self._base))
        if self._base + len(self._buffer) - keep > LARGEST:
            raise Problem(
                f"{self.name} holds a single element of more than {LARGEST >> 20} MiB near line "
                f"{self._parser.CurrentLineNumber}",
                "it may be made to do harm; ask for the file again",
            )
        del self._buffer[: keep - self._base]
        self._base = keep

    def _entity(self, *_: object) -> NoReturn:
        raise Problem(
            f"{self.name} declares XML entities, which can be made to do harm",
            "ask for the file without them",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        self._names.append(name)
        if len(self._names) > DEEPEST:
            raise Problem(
                f"{self.name} nests its elements more than {DEEPEST} deep", "it may be made to do harm"
            )
        if any(":" in key for key in attributes):
            attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        tag, at = Tag(name, attributes, self._parser.CurrentLineNumber), self._parser.CurrentByteIndex
        if name in self._opened:
            self._met.append(XmlElement(tag, self.done, opens=True, inside=self._row()))
        if name in self._rows:
            for outer in self._open:
                if outer.raw is None:  # a row ends where another begins inside it
                    outer.raw = self._verbatim(outer.at, at)
            self._open.append(_Open(tag, at, len(self._names), self._row()))
        elif name in self._opened:
            return
        elif name in self._built and not self._open:
            self._open.append(_Open(tag, at, len(self._names), None))
        elif self._open:
            self._open[-1].stack[-1].children.append(tag)
            self._open[-1].stack.append(tag)

    def _row(self) -> Tag | None:
        if not self._open:
            return None
        return next((one.tag for one in reversed(self._open) if one.tag.name in self._rows), None)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].stack[-1].text += text

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        depth = len(self._names)
        self._names.pop()
        if not self._open:
            return
        last = self._open[-1]
        if last.depth == depth:
            self._open.pop()
            if last.raw is None:
                last.raw = self._verbatim(last.at, self._parser.CurrentByteIndex, closed=True)
            raw = last.raw if name in self._rows else ""
            self._met.append(XmlElement(last.tag, self.done, raw, inside=last.inside))
        elif name not in self._opened:
            last.stack.pop()

    def _verbatim(self, start: int, end: int, closed: bool = False) -> str:
        """The text from one place of the document to another, or to the end of the tag that stands there."""
        if closed:
            tag = _TAG.match(self._buffer, end - self._base)
            end = self._base + tag.end() if tag else end
        return self._buffer[start - self._base : end - self._base].decode("utf-8", "replace").rstrip()


@dataclass(slots=True)
class _Open:
    """An element being built: where it began, and the chain of elements open inside it."""

    tag: Tag
    at: int
    depth: int
    inside: Tag | None
    raw: str | None = None
    stack: list[Tag] = field(init=False)

    def __post_init__(self) -> None:
        self.stack = [self.tag]
