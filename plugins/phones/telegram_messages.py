"""What a message of a Telegram export gives: lines of the events' table.

Layout: core.telegram.org/import-export. The ids are who people are; names are only shown with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .events import NOBODY, Line, Party, between, only, with_points

GROUPS = frozenset(
    {
        "private_group",
        "private_supergroup",
        "public_supergroup",
        "private_channel",
        "public_channel",
        "group",
        "channel",
    }
)
CHANNELS = frozenset({"private_channel", "public_channel", "channel"})
_CHAT, _CHANNEL = 1 << 32, 2 << 32  # added to bare ids of groups and channels before 2021
_JOINED = {"join_group_by_link", "join_group_by_request"}
_MEMBERS = {
    "invite_members": "added",
    "remove_members": "removed",
    "create_group": "created",
    "invite_to_group_call": "called",
}
Names = dict[str, set[str]]  # the ids of the accounts shown under each name


@dataclass
class Chat:
    """One chat of the export: what its head says, and who was seen writing in it."""

    name: str = ""
    type: str = ""
    id: str = ""
    people: dict[str, Party] = field(
        default_factory=dict
    )  # by their written id; at most three in a chat of two
    by_name: Names = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        return self.type in GROUPS

    @property
    def party(self) -> Party:
        """The group, or the person the owner talks with."""
        if not self.id:
            return NOBODY
        if self.is_group:
            prefix = "chat" if self.type == "private_group" else ""
            return Party(f"telegram:{prefix}{self.id}", "group", self.name)
        return Party(f"telegram:{self.id}", "handle", self.name)

    def see(self, said: Any) -> None:
        """Takes note of who wrote or did something."""
        if not isinstance(said, dict):
            return
        for id_, name in (("from_id", "from"), ("actor_id", "actor")):
            someone = peer(said.get(id_), _text(said.get(name)))
            if someone and (self.is_group or len(self.people) < 3):
                self.people.setdefault(someone.id, someone)
            if someone.name and someone.sort == "handle":
                self.by_name.setdefault(someone.name, set()).add(someone.id)

    def named(self, name: str, names: Names) -> Party:
        """The one account of that name in the chat, or in the whole export; else only a name."""
        for known in (self.by_name, names):
            ids = known.get(name, set())
            if ids:
                return Party(next(iter(ids)), "handle", name) if len(ids) == 1 else NOBODY
        return NOBODY

    def other(self, sender: Party, owner: Party) -> Party:
        """To whom somebody writes in this chat."""
        if self.is_group:
            return NOBODY if sender.id == self.party.id else self.party
        if self.type == "saved_messages":
            return NOBODY
        others = [p for p in self.people.values() if p.id != sender.id]
        if len(self.people) == 2 and len(others) == 1:
            return others[0]
        return owner if sender.id == self.party.id else self.party


def peer(id_: Any, name: str = "") -> Party:
    """Who `user123`, `channel123`, `chat123` or a bare 123 is."""
    text = _text(id_)
    for prefix, sort, kept in (("user", "handle", ""), ("channel", "group", ""), ("chat", "group", "chat")):
        if text.startswith(prefix) and text[len(prefix) :].isdigit():
            return Party(f"telegram:{kept}{text[len(prefix) :]}", sort, name)
    if not text.isdigit() or len(text) > 19 or int(text) == 0:
        return NOBODY
    number = int(text)
    if _CHANNEL <= number < _CHANNEL + _CHAT:
        return Party(f"telegram:{number - _CHANNEL}", "group", name)
    if _CHAT <= number < _CHANNEL:
        return Party(f"telegram:chat{number - _CHAT}", "group", name)
    return Party(f"telegram:{number}", "handle", name)


def lines_of(said: dict[str, Any], chat: Chat, owner: Party, names: Names) -> list[Line]:
    """The lines of one message or service message; `names` are those of the whole export."""
    time = time_of(said)
    common = {"time": time, "platform": "telegram", "message id": _text(said.get("id")) or None}
    if said.get("type") == "service":
        return _service(said, chat, owner, names, common)
    sender = peer(said.get("from_id"), _text(said.get("from")))
    text = text_of(said.get("text"))
    source = peer(said.get("forwarded_from_id"))
    where = said.get("location_information")
    where = where if isinstance(where, dict) else {}
    line = between(
        sender, chat.other(sender, owner), **common, what="message", service=_service_name(chat), text=text,
        attachment=_attachment(said) or None,
        **{
            "reply to": _text(said.get("reply_to_message_id")) or None,
            "third": source.id or None, "third sort": source.sort or None,
            "third name": _text(said.get("forwarded_from")) or None,
            "latitude": _text(where.get("latitude")) or None, "longitude": _text(where.get("longitude")) or None,
        },
    )  # fmt: skip
    lines = with_points([line], text)
    stated = f"{line.get('latitude')},{line.get('longitude')}"
    if where and line.get("latitude") and not any(m.get("mentioned") for m in lines):
        lines.append(_mention(line, stated, "place", 0))
    lines += _shared_contact(said, line)
    return lines


def _service_name(chat: Chat) -> str:
    return "Telegram channel" if chat.type in CHANNELS else "Telegram"


def _mention(line: Line, value: str, sort: str, offset: int) -> Line:
    writer = {name: line.get(name) for name in ("time", "platform", "sender", "sender sort", "message id")}
    return {**writer, "what": "mention", "mentioned": value, "mentioned sort": sort, "offset": str(offset)}


def _shared_contact(said: dict[str, Any], line: Line) -> Iterator[Line]:
    """A contact card that was sent: who sent it has that number."""
    card = said.get("contact_information")
    if not isinstance(card, dict):
        return
    number, name = _number(card.get("phone_number")), _full_name(card)
    if number:
        sender = Party(line.get("sender") or "", line.get("sender sort") or "")
        contact = between(sender, Party(number, "phone", name), what="contact", time=line.get("time"))
        yield only({**contact, "platform": "telegram", "note": "a card sent in the chat"})


def _service(
    said: dict[str, Any], chat: Chat, owner: Party, names: Names, common: dict[str, str | None]
) -> list[Line]:
    actor = peer(said.get("actor_id"), _text(said.get("actor")))
    action = _text(said.get("action"))
    if action in ("phone_call", "group_call"):
        outcome = _text(said.get("discard_reason"))
        return [
            between(
                actor, chat.other(actor, owner), **common, what="call", service="Telegram call",
                duration=_text(said.get("duration_seconds")) or None, outcome=outcome if outcome != "hangup" else "",
            )
        ]  # fmt: skip
    text = _text(said.get("title")) or text_of(said.get("text"))
    if not chat.is_group:
        told = f"Telegram: {action.replace('_', ' ')}" if action else "Telegram"
        return [between(actor, chat.other(actor, owner), **common, what="message", service=told, text=text)]
    return _members(said, chat, actor, action, names, {**common, "note": text or None})


def _members(
    said: dict[str, Any], chat: Chat, actor: Party, action: str, names: Names, common: dict[str, str | None]
) -> list[Line]:
    """Who came, went or did something in a group."""
    if actor.id == chat.party.id:
        actor = NOBODY  # the channel itself
    named = said.get("members")
    told = [_text(n) for n in named] if isinstance(named, list) else []
    done = "joined" if action in _JOINED else _MEMBERS.get(action, action.replace("_", " "))
    common = {**common, "what": "membership"}
    if action == "create_group" or not any(told):
        lines = [between(actor, chat.party, **common, action=done)]
        done = "added"
    else:
        lines = []
    for name in filter(None, told):
        member = chat.named(name, names)
        itself = bool(member) and member.id == actor.id
        if itself and done in ("added", "removed"):
            if action != "create_group":
                lines.append(
                    between(member, chat.party, **common, action="joined" if done == "added" else "left")
                )
            continue
        line = between(member or Party("", "", name), chat.party, **common, action=done)
        lines.append({**line, "third": actor.id or None, "third sort": actor.sort or None})
    return [line for line in lines if line.get("sender") or line.get("third")] or [
        between(actor, chat.party, **common, action=done)
    ]


def time_of(said: dict[str, Any]) -> str | None:
    """The moment with the offset of the exporting computer, which is what its two ways to state it differ by."""
    local, unix = _text(said.get("date")), _text(said.get("date_unixtime"))
    try:
        instant = datetime.fromtimestamp(int(unix), UTC)
    except (ValueError, OverflowError, OSError):
        return local or None
    try:
        minutes = round((datetime.fromisoformat(local).replace(tzinfo=UTC) - instant).total_seconds() / 60)
    except ValueError:
        return instant.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    if (
        abs(minutes) > 14 * 60 or minutes % 15
    ):  # no zone on earth: one of the two is wrong, and seconds since 1970 rarely
        return instant.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    sign, ahead = "-" if minutes < 0 else "+", abs(minutes)
    return f"{local}{sign}{ahead // 60:02}:{ahead % 60:02}"


def text_of(said: Any) -> str:
    """The plain text of a message, which is a string or a list of strings and marked-up parts."""
    if not isinstance(said, list):
        return _text(said)
    parts = []
    for part in said:
        text = part.get("text") if isinstance(part, dict) else part
        text = text if isinstance(text, str) else _text(text)
        hidden = _text(part.get("href")) if isinstance(part, dict) else ""
        parts.append(f"{text} ({hidden})" if hidden and hidden != text else text)
    return "".join(parts)


def contact_lines(said: dict[str, Any], owner: Party) -> list[Line]:
    """The lines of one entry of the account's contact list."""
    name = _full_name(said)
    id_ = _text(said.get("user_id"))
    parties = [peer(id_, name), Party(_number(said.get("phone_number")), "phone", name)]
    time = time_of(said) if said.get("date") or said.get("date_unixtime") else None
    return [
        only(between(owner, one, what="contact", time=time, platform="telegram", service="Telegram"))
        for one in parties
        if one
    ]


def owner_of(said: Any) -> tuple[Party, list[Line]]:
    """The owner of the exported account, and the line that says so."""
    if not isinstance(said, dict):
        return NOBODY, []
    owner = peer(said.get("user_id"), _full_name(said))
    told = " ".join(filter(None, (_full_name(said), _text(said.get("username")))))
    number = _number(said.get("phone_number"))
    if not owner and not number:
        return owner, []
    line = between(
        owner, Party(number, "phone"), what="extraction", item="account", value=told, platform="telegram"
    )
    named = [named_line(owner)] if owner.name else []
    return owner, [only(line), *named]


def named_line(someone: Party) -> Line:
    """A line that only says under which name an id is shown."""
    return only(between(NOBODY, someone, what="contact", platform="telegram", note="name shown with it"))


def _attachment(said: dict[str, Any]) -> str:
    sort = _text(said.get("media_type")) or next((k for k in ("photo", "poll", "file") if said.get(k)), "")
    name = _text(said.get("file_name")) or _text(said.get("file")) or _text(said.get("photo"))
    if name.startswith("("):
        name = ""
    return " ".join(filter(None, (sort.replace("_", " "), name, _text(said.get("sticker_emoji")))))


def _full_name(said: dict[str, Any]) -> str:
    return " ".join(filter(None, (_text(said.get("first_name")), _text(said.get("last_name")))))


def _number(said: Any) -> str:
    """A number as Telegram writes it: international, often without its plus, or with 00 before it."""
    text = _text(said)
    digits = "".join(c for c in text if c.isdigit())
    if not digits:
        return ""
    return text if text.startswith("+") else "+" + digits.removeprefix("00")


def _text(said: Any) -> str:
    return (
        said.strip()
        if isinstance(said, str)
        else ""
        if said is None or isinstance(said, dict | list)
        else str(said)
    )
