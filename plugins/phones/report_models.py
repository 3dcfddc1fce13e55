"""Streams the models out of a Cellebrite report: calls, messages, contacts and whatever else it decoded.

Layout (namespace http://pa.cellebrite.com/report/2.0): `metadata` sections with `item`s come first; `decodedData`
holds a `modelType` for each sort of model, and in it `model`s, whose `field`s have a `value` and whose `modelField`s
and `multiModelField`s hold further models. A message is handed over when its own element ends, not its whole chat's.
Only the elements that are open are held, and the bytes from where the outermost of them began that is a row itself.

Entities are refused, the depth is limited. A control character, which reports hold though XML forbids it, is read as
a blank: expat would stop there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from workbench.api import Problem

CHUNK = 1 << 18
DEEPEST = 200
LONGEST_MARK = 16  # bytes of the longest character reference that is looked for across chunks
_controls = bytes.maketrans(bytes([*range(9), 11, 12, *range(14, 32)]), b" " * 29)
_references = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F]..|[fF]{3}[eEfF]));"
)
MESSAGES = "Messages"
_OWN_ROWS = frozenset({"InstantMessage"})  # rows themselves where a chat lists them; a quoted one is a part
_SKIPPED = frozenset({"taggedFiles", "images", "extraInfos", "carvedFiles", "caseInformation"})


@dataclass
class Model:
    """One decoded thing: its sort, what the report says about it, its fields by name and models within by name.

    `line` is where it begins in report.xml, counted from 1; `raw` its text once it is handed over.
    """

    type: str
    attributes: dict[str, str]
    line: int
    start: int
    fields: dict[str, str] = field(default_factory=dict)
    models: dict[str, list[Model]] = field(default_factory=dict)
    parent: Model | None = None
    own: bool = True  # a row of its own, rather than a part of its parent
    raw: str = ""
    fault: str = ""
    head: bool = False  # a chat whose messages follow as models of their own

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def first(self, *names: str) -> str:
        """The first field of these that says something."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")

    @property
    def deleted(self) -> str:
        state = self.attributes.get("deleted_state", "")
        return state.lower() if state and state != "Unknown" else ""

    @property
    def confidence(self) -> str:
        return self.attributes.get("decoding_confidence", "").lower()


@dataclass(frozen=True)
class Item:
    """A fact about the device or the extraction: `section` Device Info, `name` IMEI, `value`."""

    section: str
    name: str
    value: str
    line: int
    raw: str


class Report:
    """One pass through a report.xml; gives Items, Models and at the end, where it breaks off, a Model with a fault."""

    def __init__(self, file: IO[bytes], total: int) -> None:
        self.done, self.total = 0, total
        self._file = file
        self._out: list[Item | Model] = []
        self._stack: list[Model] = []
        self._slots: list[str] = []
        self._field = ""
        self._text: list[str] | None = None
        self._depth = self._skip = 0
        self._section = ""
        self._item: tuple[str, int, int] | None = None
        self._buffer, self._base = b"", 0
        self._encoding = "utf-8"
        self._parser: Any = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._parser.XmlDeclHandler = self._declared

    def __iter__(self) -> Iterator[Item | Model]:
        held = b""
        while True:
            octets = self._file.read(CHUNK)
            self.done += len(octets)
            piece = held + octets
            if octets:
                cut = piece.rfind(b"&", max(0, len(piece) - LONGEST_MARK))
                held = piece[cut:] if cut >= 0 and b";" not in piece[cut:] else b""
                piece = piece[: len(piece) - len(held)]
            if not piece.startswith((b"\xff\xfe", b"\xfe\xff")) and self._encoding == "utf-8":
                piece = _references.sub(lambda found: b" " * len(found[0]), piece.translate(_controls))
            self._buffer += piece
            try:
                self._parser.Parse(piece, not octets)
            except expat.ExpatError as error:
                yield from self._given()
                yield self._broken(error)
                return
            except (
                LookupError,
                ValueError,
            ) as error:  # the encoding it names, which is none or no encoding of XML
                raise Problem(f"the report cannot be decoded: {error}", "ask for it again") from error
            yield from self._given()
            self._forget()
            if not octets:
                return

    def _given(self) -> Iterator[Item | Model]:
        out, self._out = self._out, []
        yield from out

    def _forget(self) -> None:
        """Lets go of the bytes before the first row that is still open."""
        starts = [m.start for m in self._stack if self._is_row(m)]
        now = self._parser.CurrentByteIndex
        keep = min([*starts, self._item[2] if self._item else now, now])
        if keep > self._base:
            self._buffer, self._base = self._buffer[keep - self._base :], keep

    def _is_row(self, model: Model) -> bool:
        return model.own and not model.head

    def _slice(self, start: int, end: int) -> str:
        return self._buffer[start - self._base : end - self._base].decode(self._encoding, "replace")

    def _broken(self, error: expat.ExpatError) -> Model:
        """Where the XML ends before its time, as a row that cannot be read."""
        open_rows = [m for m in self._stack if self._is_row(m)]
        at = open_rows[-1] if open_rows else None
        start = at.start if at else max(self._base, self._parser.ErrorByteIndex)
        model = Model("", {}, at.line if at else error.lineno, start)
        model.raw = self._slice(start, start + 4_000)
        left = max(0, self.total - self._parser.ErrorByteIndex)
        why = expat.errors.messages.get(error.code, str(error))
        model.fault = f"the report breaks off at line {error.lineno}: {why}; {left:,} bytes were not read"
        return model

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        said = (encoding or "utf-8").lower()
        self._encoding = "utf-8" if said in ("utf-8", "us-ascii") else said

    def _entity(self, *said: Any) -> None:
        raise Problem(
            "the report declares entities, which no real one does",
            "it may be made to do harm; ask for it again",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Problem(
                f"the report nests deeper than {DEEPEST} elements",
                "it may be made to do harm; ask for it again",
            )
        if self._skip:
            return
        name = name.rpartition(" ")[2]
        if name == "value":
            self._text = []
        elif name in ("field", "multiField"):
            self._field = attributes.get("name", "")
        elif name == "model":
            self._open(attributes)
        elif name in ("modelField", "multiModelField"):
            self._slots.append(attributes.get("name", ""))
            if attributes.get("name") == MESSAGES and self._stack and self._stack[-1].parent is None:
                self._give_head()
        elif name == "metadata":
            self._section = attributes.get("section", "")
        elif name == "item" and not self._stack:
            self._item = (
                attributes.get("name", ""),
                self._parser.CurrentLineNumber,
                self._parser.CurrentByteIndex,
            )
            self._text = []
        elif name in _SKIPPED:
            self._skip = self._depth

    def _open(self, attributes: dict[str, str]) -> None:
        parent = self._stack[-1] if self._stack else None
        model = Model(
            attributes.get("type", ""), attributes, self._parser.CurrentLineNumber, self._parser.CurrentByteIndex,
            parent=parent,
            own=parent is None or (attributes.get("type") in _OWN_ROWS and self._slots[-1:] == [MESSAGES]),
        )  # fmt: skip
        self._stack.append(model)

    def _give_head(self) -> None:
        """Hands over a chat as far as it goes before its messages."""
        chat = self._stack[-1]
        if not chat.head:
            chat.raw = self._slice(chat.start, self._parser.CurrentByteIndex)
            chat.head = True
            self._out.append(chat)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._skip:
            if depth == self._skip:
                self._skip = 0
            return
        name = name.rpartition(" ")[2]
        if name == "value":
            self._take_value()
        elif name == "model" and self._stack:
            self._close()
        elif name in ("modelField", "multiModelField") and self._slots:
            self._slots.pop()
        elif name == "item" and self._item:
            self._give_item()

    def _take_value(self) -> None:
        text = "".join(self._text or ()).strip()
        self._text = None
        if self._stack and self._field and text:
            fields = self._stack[-1].fields
            fields[self._field] = f"{fields[self._field]}\n{text}" if self._field in fields else text

    def _close(self) -> None:
        model = self._stack.pop()
        if self._is_row(model):
            model.raw = self._slice(model.start, self._end_of_tag())
            self._out.append(model)
        elif model.parent is not None and self._slots:
            parent, model.parent = (
                model.parent,
                None,
            )  # no circle, which would be held until the next collection
            parent.models.setdefault(self._slots[-1], []).append(model)

    def _give_item(self) -> None:
        assert self._item is not None
        name, line, start = self._item
        raw = self._slice(start, self._end_of_tag())
        text = "".join(self._text or ()).strip()
        self._item, self._text = None, None
        if text:
            self._out.append(Item(self._section, name, text, line, raw))

    def _end_of_tag(self) -> int:
        at: int = self._parser.CurrentByteIndex
        end = self._buffer.find(b">", at - self._base)
        return self._base + end + 1 if end >= 0 else at
