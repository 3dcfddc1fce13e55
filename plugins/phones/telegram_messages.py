"""What a message of a Telegram export gives: lines of the events' table.

Layout: core.telegram.org/import-export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .events import NOBODY, Line, Party, between, only, with_points
from .telegram_chats import CHANNELS, Chat, Names, peer
from .telegram_members import member_lines
from .telegram_values import full_name, number_of, plain, text_of, time_of


def lines_of(said: dict[str, Any], chat: Chat, owner: Party, names: Names) -> list[Line]:
    """The lines of one message or service message; `names` are those of the whole export."""
    time = time_of(said)
    common = {"time": time, "platform": "telegram", "message id": plain(said.get("id")) or None}
    if said.get("type") == "service":
        return _service(said, chat, owner, names, common)
    sender = peer(said.get("from_id"), plain(said.get("from")))
    text = text_of(said.get("text"))
    source = peer(said.get("forwarded_from_id"))
    where = said.get("location_information")
    where = where if isinstance(where, dict) else {}
    line = between(
        sender, chat.other(sender, owner), **common, what="message", service=_service_name(chat), text=text,
        attachment=_attachment(said) or None,
        **{
            "reply to": plain(said.get("reply_to_message_id")) or None,
            "third": source.id or None, "third sort": source.sort or None,
            "third name": plain(said.get("forwarded_from")) or None,
            "latitude": plain(where.get("latitude")) or None, "longitude": plain(where.get("longitude")) or None,
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
    number, name = number_of(card.get("phone_number")), full_name(card)
    if number:
        sender = Party(line.get("sender") or "", line.get("sender sort") or "")
        contact = between(sender, Party(number, "phone", name), what="contact", time=line.get("time"))
        yield only({**contact, "platform": "telegram", "note": "a card sent in the chat"})


def _service(
    said: dict[str, Any], chat: Chat, owner: Party, names: Names, common: dict[str, str | None]
) -> list[Line]:
    actor = peer(said.get("actor_id"), plain(said.get("actor")))
    action = plain(said.get("action"))
    if action in ("phone_call", "group_call"):
        outcome = plain(said.get("discard_reason"))
        return [
            between(
                actor, chat.other(actor, owner), **common, what="call", service="Telegram call",
                duration=plain(said.get("duration_seconds")) or None, outcome=outcome if outcome != "hangup" else "",
            )
        ]  # fmt: skip
    text = plain(said.get("title")) or text_of(said.get("text"))
    if not chat.is_group:
        told = f"Telegram: {action.replace('_', ' ')}" if action else "Telegram"
        return [between(actor, chat.other(actor, owner), **common, what="message", service=told, text=text)]
    return member_lines(said, chat, actor, action, names, {**common, "note": text or None})


def contact_lines(said: dict[str, Any], owner: Party) -> list[Line]:
    """The lines of one entry of the account's contact list."""
    name = full_name(said)
    id_ = plain(said.get("user_id"))
    parties = [peer(id_, name), Party(number_of(said.get("phone_number")), "phone", name)]
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
    owner = peer(said.get("user_id"), full_name(said))
    told = " ".join(filter(None, (full_name(said), plain(said.get("username")))))
    number = number_of(said.get("phone_number"))
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
    sort = plain(said.get("media_type")) or next((k for k in ("photo", "poll", "file") if said.get(k)), "")
    name = plain(said.get("file_name")) or plain(said.get("file")) or plain(said.get("photo"))
    if name.startswith("("):
        name = ""
    return " ".join(filter(None, (sort.replace("_", " "), name, plain(said.get("sticker_emoji")))))
