"""Reads `result.json` as Telegram Desktop exports it: one chat, or a whole account with all its chats.

A row is the line a message begins on, or its number where messages share a line. Two passes: the first learns who
writes in each chat and who owns the account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, head_of, unicode_of

from .events import NOBODY, Events, Line, Party, first_rows
from .json_stream import BROKEN, ENTERED, VALUE, Found, Place, Walk
from .telegram_chats import Chat, Names
from .telegram_messages import contact_lines, lines_of, named_line, owner_of

HEAD = 1 << 19
MESSAGES = frozenset(
    {("messages",), ("chats", "list", "*", "messages"), ("left_chats", "list", "*", "messages")}
)
CHATS = frozenset({(), ("chats", "list", "*"), ("left_chats", "list", "*")})
_INSIDE = {
    *MESSAGES, *CHATS, ("chats",), ("chats", "list"), ("left_chats",), ("left_chats", "list"),
    ("contacts",), ("contacts", "list"),
}  # fmt: skip
_KNOWN = {"about", "name", "type", "id", "personal_information"}
NO_MESSAGE = "no message: it is not an object with names"


def _enters(place: Place) -> bool:
    return place in _INSIDE


@dataclass
class Account:
    """What the first pass learned."""

    owner: Party = NOBODY
    chats: list[Chat] = field(default_factory=list)
    by_line: bool = True
    whole_lines: bool = True
    messages: int = 0
    names: Names = field(default_factory=dict)
    not_read: set[str] = field(default_factory=set)


class Telegram(FileReader):
    """The reader."""

    id = "phones.telegram"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD)
        text = head.decode(unicode_of(head), "replace").lstrip()
        if not text.startswith("{") or ('"messages"' not in text and '"chats"' not in text):
            return None
        if not any(
            sign in text for sign in ('"from_id"', '"actor_id"', '"personal_information"', '"date_unixtime"')
        ):
            return None
        account, events = Account(), Events()
        chat = Chat()
        for found in Walk(path, _enters):
            if found.event == ENTERED and found.place in CHATS:
                chat = Chat()
            _learn(account, chat, found)
            if found.event == VALUE:
                _enter(events, account, chat, len(events.rows) + 1, found, set())
            if len(events.lines) >= 20 or found.done > HEAD:
                break
        return Sniffed(self.id, (first_rows(events),), {"encoding": unicode_of(head), "chat": chat.name})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        account = _account(path)
        if not account.messages:
            raise Problem(f"{path.name} holds no messages", "export the chat again, in the format JSON")
        self.facts = {
            "row_is": "line" if account.by_line else "element",
            "encoding": "utf-8",
            "chats": len(account.chats),
            "messages": account.messages,
            "owner": account.owner.id,
        }
        if account.not_read:
            self.facts["not_read"] = sorted(account.not_read)
        events, total = Events(raw_is_line=account.by_line and account.whole_lines), path.stat().st_size
        chats, chat, count = iter(account.chats), Chat(), 0
        named = {(account.owner.id, account.owner.name)}
        for found in Walk(path, _enters):
            if found.event == ENTERED and found.place in CHATS:
                chat = next(chats, Chat())
            if _is_element(found):
                count += 1
                _enter(events, account, chat, found.line if account.by_line else count, found, named)
            if events.full:
                yield events.take(min(found.done, total), total)
        yield events.take(total, total)


def _is_element(found: Found) -> bool:
    """Whether it is one row: a message, a contact, the owner, or a place that cannot be read."""
    if found.event == BROKEN:
        return True
    place = found.place
    listed = place[-1:] == ("*",) and (place[:-1] in MESSAGES or place[:-1] == ("contacts", "list"))
    return found.event == VALUE and (listed or place == ("personal_information",))


def _account(path: Path) -> Account:
    """The first pass."""
    account, chat, last = Account(), Chat(), 0
    for found in Walk(path, _enters):
        if found.event == ENTERED and found.place in CHATS:
            chat = Chat()
            account.chats.append(chat)
        _learn(account, chat, found)
        if _is_element(found):
            account.by_line &= found.line > last
            last = found.line + found.text.count("\n")
            account.whole_lines &= last == found.line
            account.messages += found.event == VALUE
    for one in account.chats:
        for name, ids in one.by_name.items():
            account.names.setdefault(name, set()).update(ids)
    return account


def _learn(account: Account, chat: Chat, found: Found) -> None:
    place = found.place
    if found.event != VALUE:
        return
    if place == ("personal_information",):
        account.owner = owner_of(found.said)[0]
        _name(account, account.owner)
    elif place[:-1] in CHATS and place[-1:] in (("name",), ("type",), ("id",)):
        text = found.said if isinstance(found.said, str) else ""
        setattr(chat, place[-1], text.strip())
    elif place[:-1] in MESSAGES:
        chat.see(found.said)
    elif place == ("contacts", "list", "*") and isinstance(found.said, dict):
        for line in contact_lines(found.said, NOBODY):
            _name(
                account,
                Party(
                    line["recipient"] or "", line["recipient sort"] or "", line.get("recipient name") or ""
                ),
            )
    if len(place) == 1 and place[0] not in _KNOWN and isinstance(found.said, dict | list):
        account.not_read.add(place[0])


def _name(account: Account, someone: Party) -> None:
    if someone.name and someone.sort == "handle":
        account.names.setdefault(someone.name, set()).add(someone.id)


def _enter(
    events: Events, account: Account, chat: Chat, row: int, found: Found, named: set[tuple[str, str]]
) -> None:
    """What one element gives."""
    if found.event == BROKEN:
        events.refuse(row, "", found.fault, found.text)
        return
    if not _is_element(found):
        return
    if not isinstance(found.said, dict):
        events.refuse(row, "", NO_MESSAGE, found.text)
        return
    if found.place == ("personal_information",):
        lines = owner_of(found.said)[1]
    elif found.place[0] == "contacts":
        lines = contact_lines(found.said, account.owner)
    else:
        lines = lines_of(found.said, chat, account.owner, account.names)
        lines = [*lines, *_names(lines, chat, named)]
    if lines:
        events.add(row, found.text, lines)
    else:
        events.refuse(row, "", "names neither an account nor a number", found.text)


def _names(lines: list[Line], chat: Chat, named: set[tuple[str, str]]) -> Iterator[Line]:
    """For each id met under a name for the first time in this chat, a line that says so."""
    met = [
        Party(line.get(role) or "", line.get(f"{role} sort") or "", line.get(f"{role} name") or "")
        for line in lines
        for role in ("sender", "third")
    ]
    for someone in (*met, chat.party):
        key = (someone.id, someone.name)
        if someone and someone.name and key not in named:
            named.add(key)
            yield named_line(someone)
