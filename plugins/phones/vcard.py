"""Reads contact cards, vCard 2.1, 3.0 and 4.0, one or many in a file (RFC 2425, 2426, 6350).

A row is the line a card begins on. Each number, address and messenger account of a card is a contact of its own
under the card's name; whose cards they are, the file does not say.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, head_of, unicode_of

from .encodings import encoding_of
from .events import NOBODY, Events, Line, Party, between, first_rows, only
from .identities import party

HEAD = 1 << 16
MOST_LINES = 200_000  # of one card; longer ones are no cards
LONGEST_NAME = 100  # lines
BEGIN, END = "BEGIN:VCARD", "END:VCARD"
NOT_ENDED = "the card does not end: the file was cut off, or the next card begins within it"
EMPTY = "a card without a number, an address or an account"
OUTSIDE = "stands outside every card"
_name = re.compile(
    r"^(?:[A-Za-z0-9-]+\.)?(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):",
    re.DOTALL,
)
_messenger = re.compile(r"^(?P<platform>[a-z][a-z0-9.+-]{1,30}):(?://)?(?P<id>.+)$", re.IGNORECASE)
_ACCOUNTS = {
    "X-JABBER": "xmpp", "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-ICQ": "icq", "X-AIM": "aim", "X-MSN": "msn",
    "X-QQ": "qq", "X-YAHOO": "yahoo", "X-GOOGLE-TALK": "xmpp", "X-WHATSAPP": "whatsapp", "X-TELEGRAM": "telegram",
    "X-SIGNAL": "signal", "X-WICKR": "wickr", "X-THREEMA": "threema", "X-TWITTER": "twitter",
}  # fmt: skip


@dataclass
class Card:
    """What a card says, as far as it makes contacts."""

    name: str = ""
    written_name: str = ""
    parties: list[Party] = field(default_factory=list)
    sorts: list[str] = field(default_factory=list)
    organisation: str = ""
    address: str = ""
    note: str = ""
    revised: str = ""

    def lines(self) -> Iterator[Line]:
        name = self.name or self.written_name or self.organisation
        for someone, sort in zip(self.parties, self.sorts, strict=True):
            yield only(
                between(
                    NOBODY, someone.named(name), what="contact", organisation=self.organisation, address=self.address,
                    note=self.note, service=sort, time=self.revised,
                )
            )  # fmt: skip


class VCard(FileReader):
    """The reader."""

    id = "phones.vcard"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD)
        encoding = unicode_of(head)
        text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
        if not text[: len(BEGIN)].upper().startswith(BEGIN):
            return None
        events = Events(raw_is_line=False)
        for row, lines, ended in _cards(iter(text.splitlines(keepends=True))):
            _enter(events, row, lines, ended)
        events.refused.clear()
        if not events.lines:
            events.rows, events.lines = [1], [{"what": "contact"}]
        return Sniffed(self.id, (first_rows(events),), {"encoding": encoding})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        head = head_of(path, HEAD)
        if BEGIN not in head.decode(unicode_of(head), "replace").upper():
            raise Problem(f"{path.name} holds no contact cards", "choose another recipe")
        encoding = layout.encoding or encoding_of(path)
        events, total, done = Events(), path.stat().st_size, 0
        with path.open("rb") as file:
            reader = codecs.getreader(encoding)(file, "replace")
            for row, lines, ended in _cards(_lines(reader)):
                done += sum(map(len, lines))
                _enter(events, row, lines, ended)
                if events.full:
                    yield events.take(min(done, total), total)
        self.facts = {"row_is": "line", "encoding": encoding, "cards": events.count}
        yield events.take(total, total)


def _lines(reader: codecs.StreamReader) -> Iterator[str]:
    """The lines as an editor counts them, with their ends."""
    rest = ""
    while piece := reader.read(1 << 18):
        parts = (rest + piece).split("\n")
        rest = parts.pop()
        yield from (part + "\n" for part in parts)
    if rest:
        yield rest


def _cards(lines: Iterator[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Row, lines and whether it ended, of every card; and of what stands between cards."""
    row, held, inside = 0, list[str](), False
    for number, line in enumerate(lines, 1):
        word = line.strip("\ufeff \t\r\n").upper()
        if word == BEGIN or len(held) > MOST_LINES:
            if held:
                yield row, held, False
            row, held, inside = number, [line], word == BEGIN
            continue
        if not inside and word:
            row = row if held else number
            held.append(line)
        elif inside:
            held.append(line)
        if word == END and inside:
            yield row, held, True
            held, inside = [], False
    if held:
        yield row, held, False


def _enter(events: Events, row: int, lines: list[str], ended: bool) -> None:
    raw = "".join(lines).rstrip("\r\n").replace("\r\n", "\n").removeprefix("\ufeff")
    if not lines[0].strip("\ufeff \t\r\n").upper().startswith(BEGIN):
        events.refuse(row, "", OUTSIDE, raw)
        return
    card = _read(lines[1:])
    made = list(card.lines())
    if not ended and (not made or not lines[-1].endswith("\n")):
        events.refuse(row, "", NOT_ENDED, raw)
    elif not made:
        events.refuse(row, "", EMPTY, raw)
    else:
        events.add(row, raw, made)


def _read(lines: list[str]) -> Card:
    card = Card()
    for name, parameters, value in _properties(lines):
        if name == "FN":
            card.name = card.name or _plain(value)
        elif name == "N":
            family, given, middle, *_ = [*map(_plain, re.split(r"(?<!\\);", value)), "", "", ""]
            card.written_name = " ".join(filter(None, (given, middle, family)))
        elif name == "ORG":
            card.organisation = ", ".join(filter(None, map(_plain, re.split(r"(?<!\\);", value))))
        elif name == "ADR":
            card.address = card.address or ", ".join(filter(None, map(_plain, re.split(r"(?<!\\);", value))))
        elif name == "NOTE":
            card.note = _plain(value)
        elif name == "REV":
            card.revised = _plain(value)
        else:
            _take_party(card, name, parameters, _plain(value))
    return card


def _take_party(card: Card, name: str, parameters: list[str], value: str) -> None:
    sort = ", ".join(
        p
        for p in parameters
        if p.upper() not in ("VOICE", "PREF", "INTERNET", "X-INTERNET", "UTF-8", "URI", "TEXT")
    )
    someone = NOBODY
    if name == "TEL":
        someone = Party(re.sub(r"(?i)^tel:", "", value).partition(";")[0], "phone") if value else NOBODY
    elif name == "EMAIL":
        someone = Party(re.sub(r"(?i)^mailto:", "", value), "email") if "@" in value else NOBODY
    elif name in _ACCOUNTS:
        someone = party(value, _ACCOUNTS[name])
        sort = sort or _ACCOUNTS[name]
    elif name in ("IMPP", "X-SOCIALPROFILE"):
        stated = _messenger.match(value)
        if stated and stated["platform"].casefold() not in ("http", "https", "x-apple"):
            someone = party(stated["id"], stated["platform"].casefold())
        elif value and sort:
            someone = party(
                value.partition(":")[2] if value.startswith("x-apple:") else value,
                sort.casefold().partition(",")[0],
            )
    if someone and all(someone.id != other.id for other in card.parties):
        card.parties.append(someone)
        card.sorts.append(sort.lower())


def _properties(lines: list[str]) -> Iterator[tuple[str, list[str], str]]:
    """Name, parameters' values and value of every property, lines unfolded and encodings undone."""
    for text in _unfolded(lines):
        found = _name.match(text)
        if not found or found["name"].upper() in ("PHOTO", "LOGO", "SOUND", "KEY", "VERSION", "END"):
            continue
        said = [p for p in found["parameters"].split(";") if p]
        values = [v.strip('"') for p in said for v in p.partition("=")[2 if "=" in p else 0].split(",") if v]
        value = text[found.end() :]
        upper = [v.upper() for v in values]
        if "QUOTED-PRINTABLE" in upper:
            charset = next((p.partition("=")[2] for p in said if p.upper().startswith("CHARSET=")), "utf-8")
            value = _decoded(quopri.decodestring(value.encode("utf-8", "replace")), charset.strip('"'))
        kept = [
            v for v, p in zip(values, upper, strict=True)
            if p != "QUOTED-PRINTABLE" and not any(s.upper() == f"CHARSET={p}" for s in said)
        ]  # fmt: skip
        yield found["name"].upper(), kept, value


def _unfolded(lines: list[str]) -> Iterator[str]:
    parts: list[str] = []
    named = quoted = (
        False  # whether the property's name is there to its end, and says that it is quoted-printable
    )
    for line in (line.rstrip("\r\n") for line in lines):
        if parts and quoted and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            yield from filter(None, ["".join(parts)])
            parts, named = [line], False
        if not named:
            quoted, named = _is_quoted("".join(parts)), ":" in line or len(parts) > LONGEST_NAME
    yield from filter(None, ["".join(parts)])


def _is_quoted(text: str) -> bool:
    return "QUOTED-PRINTABLE" in text.partition(":")[0].upper()


def _decoded(octets: bytes, charset: str) -> str:
    try:
        return octets.decode(charset, "replace")
    except (LookupError, ValueError):  # no such encoding, or a name that none could have
        return octets.decode("utf-8", "replace")


def _plain(value: str) -> str:
    text = re.sub(r"\\[nN]", "\n", value)
    return re.sub(r"\\([\\,;:])", r"\1", text).strip()
