"""Reads a WhatsApp chat as it is exported to text, whichever phone and language wrote it.

A row is the line a message begins on; it ends where the next one begins. Two passes: the first learns the order of
day and month and who writes, so that the second can say to whom. In a chat of two a message goes to the other; in
a group it goes to the group, which is known by its name only.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, head_of, unicode_of

from . import whatsapp_notices as notices
from .encodings import encoding_of
from .events import NOBODY, Events, Line, Party, between, first_rows, only, with_points
from .identities import group, party
from .whatsapp_headers import Header, decide, read

HEAD = 1 << 18
LEVELS = frozenset({"info", "debug", "warn", "warning", "error", "trace", "fatal", "notice", "critical"})
BY_NOBODY = "a notice of WhatsApp that names nobody who wrote, came or left"
BEFORE = "stands before the first message"
_titles = (
    re.compile(
        r"(?i)^whatsapp[ _-]*(?:chat|unterhaltung)(?:[ _]+(?:with|mit|met|con|com|avec|ile))?[ _]*[-–—]?[ _]*(.+)$"
    ),
    re.compile(
        r"(?i)^(?:chat|conversa|conversación|discussion|sohbet|чат|переписка)[ _](?:de |do |di |в )?whatsapp[ _]"
        r"(?:with|con|com|avec|ile|с контактом|с группой|с)?[ _]*(.+)$"
    ),
    re.compile(r"^(?:محادثة واتساب مع|محادثات واتساب مع) (.+)$"),
)


@dataclass
class Chat:
    """What the first pass learned of a file."""

    order: str = ""
    unsure: bool = False  # the year may come first as two digits
    senders: dict[str, int] = field(default_factory=dict)
    is_group: bool = False
    name: str = ""
    first: str = ""
    messages: int = 0

    @property
    def group(self) -> Party:
        """The group as an entity: by name, or by how its first message begins where the file tells no name."""
        unnamed = f"unnamed group {hashlib.sha256(self.first.encode()).hexdigest()[:8]}"
        return group("whatsapp", self.name or unnamed)

    def other(self, sender: str) -> Party:
        """To whom a message of this sender goes."""
        if self.is_group:
            return self.group
        others = [name for name in self.senders if name != sender]
        if self.name and sender != self.name and (not others or self.name in others):
            return who(self.name)
        return who(others[0]) if len(others) == 1 else NOBODY


class WhatsApp(FileReader):
    """The reader of `_chat.txt` and `WhatsApp Chat with X.txt`."""

    id = "phones.whatsapp"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD)
        encoding = unicode_of(head)
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(head)
        except UnicodeDecodeError:
            return None
        first = text.lstrip("\ufeff\u200e\u200f \r\n").partition("\n")[0]
        if read(first) is None:
            return None
        begun = [h for h in map(read, text.split("\n")[:2_000]) if h]
        names = {h.sender()[0].casefold() for h in begun} - {""}
        if not names or all(name.rpartition(".")[2] in LEVELS for name in names):
            return None
        chat = _learn(io.StringIO(text, newline="\n"), path, "auto")
        events = Events(raw_is_line=True)
        for event in _messages(io.StringIO(text, newline="\n")):
            _enter(events, chat, *event, seen={})
            if len(events.lines) >= 20:
                break
        facts = {
            "encoding": encoding,
            "order_of_dates": chat.order,
            "chat": chat.name,
            "group": chat.is_group,
        }
        return Sniffed(self.id, (first_rows(events),), facts)

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        encoding = layout.encoding or encoding_of(path)
        with _text(path, encoding) as lines:
            chat = _learn(lines, path, layout.date_order)
        if not chat.messages:
            raise Problem(f"{path.name} holds no WhatsApp message", "choose another recipe")
        if chat.unsure:
            raise Problem(
                f"the dates of {path.name} can be read with the year first or last",
                "say which comes first with --date-order, or choose in the window",
            )
        self.facts = {
            "row_is": "line", "encoding": encoding, "messages": chat.messages,
            "order_of_dates": chat.order or "asked", "chat": chat.name, "group": chat.is_group,
            "writers": sorted(chat.senders),
        }  # fmt: skip
        total, done, seen = path.stat().st_size, 0, dict[tuple[str, str, str], int]()
        events = Events(raw_is_line=not encoding.startswith("utf-16"))
        with _text(path, encoding) as lines:
            for row, raw, header in _messages(lines):
                _enter(events, chat, row, raw, header, seen)
                done = min(total, done + len(raw) + 1)
                if events.full:
                    yield events.take(done, total)
        yield events.take(total, total)


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedReader(path.open("rb")), encoding, "replace", newline="\n")


def _messages(lines: Iterator[str] | io.TextIOBase) -> Iterator[tuple[int, str, Header | None]]:
    """Row, raw text and header of each message; the header is None for lines before the first."""
    row, raw, header = 0, list[str](), None
    for number, line in enumerate(lines, 1):
        begun = read(line.rstrip("\r\n"))
        if begun is None and (raw or not line.strip("\ufeff\r\n ")):
            if raw:
                raw.append(line)
            continue
        if raw:
            yield _whole(row, raw, header)
        row, raw, header = number, [line], begun
    if raw:
        yield _whole(row, raw, header)


def _whole(row: int, raw: list[str], header: Header | None) -> tuple[int, str, Header | None]:
    text = "".join(raw).rstrip("\r\n").replace("\r\n", "\n").removeprefix("\ufeff")
    return row, text, read(text) if header else None


def _learn(lines: Any, path: Path, order: str) -> Chat:
    """The first pass: dates, writers, and whether it is a group."""
    chat = Chat()
    dates: list[tuple[int, int, int]] = []
    long, told, heading, dotted = -1, "", "", False
    for _, raw, header in _messages(lines):
        if header is None:
            continue
        chat.messages += 1
        chat.first = chat.first or raw[:300]
        if not dates or dates[-1] != header.date:
            dates.append(header.date)
        long = max(long, header.long) if header.long else 0
        dotted |= header.dotted
        name, text = header.sender()
        if chat.messages == 1 and text[:1] in ("\u200e", "\u200f") and not notices.attachment(text):
            heading = name  # some phones write the first notice under the name of the chat
        said = notices.notice(text if name else header.rest)
        if said and (not name or text[:1] in "\u200e\u200f"):
            chat.is_group |= said.action != "created" or bool(said.group)
            told = said.group or told
            continue
        if name and (text[:1] not in "\u200e\u200f" or not text or notices.attachment(text)):
            chat.senders[name] = chat.senders.get(name, 0) + 1
    title = _title(path) or heading
    chat.name = title or told
    chat.is_group |= len(chat.senders) > 2 or (
        len(chat.senders) == 2 and bool(title) and title not in chat.senders
    )
    if order != "auto":
        chat.order = order
    else:
        chat.order, chat.unsure = decide(dates, long, dotted)
    return chat


def _title(path: Path) -> str:
    """The name of the chat as the file's name tells it."""
    stem = Path(path.name).stem.strip()
    for pattern in _titles:
        found = pattern.match(stem)
        if found:
            return re.sub(r" ?\(\d+\)$", "", notices.bare(found[1]))
    return ""


def who(name: str) -> Party:
    """Someone as WhatsApp shows them: by number, or by the name the exporting phone has for them."""
    shown = notices.bare(name).lstrip("~ \u202f")
    someone = party(shown, "whatsapp")
    return someone.named(shown) if someone.sort == "handle" else someone


def _enter(
    events: Events,
    chat: Chat,
    row: int,
    raw: str,
    header: Header | None,
    seen: dict[tuple[str, str, str], int],
) -> None:
    """What one message gives."""
    if header is None:
        events.refuse(row, "", BEFORE, raw)
        return
    time = header.time(chat.order)
    name, text = header.sender()
    spoken = text if name else header.rest
    if not name or text[:1] in ("\u200e", "\u200f"):
        said, called = notices.notice(spoken), notices.call(spoken)
        if said is not None:
            _enter_members(events, chat, row, raw, time, said)
            return
        if called is not None and (name or (chat.name and not chat.is_group)):
            events.add(row, raw, [_call(chat, time, name or chat.name, called)])
            return
        if not name or (chat.is_group and name == chat.name) or (text and notices.is_about_encryption(text)):
            events.refuse(row, "", BY_NOBODY, raw)
            return
    key = (time, name, text)
    if seen and next(iter(seen))[0] != time:
        seen.clear()
    seen[key] = again = seen.get(key, 0) + 1
    line = between(
        who(name), chat.other(name), what="message", time=time, service="WhatsApp", platform="whatsapp",
        text=notices.bare(text), attachment=notices.attachment(text), repeat=str(again) if again > 1 else None,
        deleted="deleted" if notices.is_gone(text) else None,
    )  # fmt: skip
    events.add(row, raw, with_points([line], text))


def _enter_members(events: Events, chat: Chat, row: int, raw: str, time: str, said: notices.Notice) -> None:
    by = who(said.by)
    lines: list[Line] = [
        only(
            between(
                who(member), chat.group, what="membership", time=time, action=said.action, platform="whatsapp"
            )
        )
        | ({"third": by.id, "third sort": by.sort} if by and by != who(member) else {})
        for member in said.members
    ]
    if lines:
        events.add(row, raw, lines)
    else:
        events.refuse(row, "", "only says what the owner of the phone did, whom the file does not name", raw)


def _call(chat: Chat, time: str, caller: str, called: tuple[str, str, str]) -> Line:
    sort, outcome, seconds = called
    return between(
        who(caller), chat.other(caller), what="call", time=time, service=f"WhatsApp {sort}", platform="whatsapp",
        outcome=outcome, duration=seconds or None,
    )  # fmt: skip
