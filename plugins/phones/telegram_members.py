"""Who came, went or did something in a group of Telegram: lines of the events' table."""

from __future__ import annotations

from typing import Any

from .events import NOBODY, Line, Party, between
from .telegram_chats import Chat, Names
from .telegram_values import plain

_JOINED = {"join_group_by_link", "join_group_by_request"}
_MEMBERS = {
    "invite_members": "added",
    "remove_members": "removed",
    "create_group": "created",
    "invite_to_group_call": "called",
}


def member_lines(
    said: dict[str, Any], chat: Chat, actor: Party, action: str, names: Names, common: dict[str, str | None]
) -> list[Line]:
    """Who came, went or did something in a group."""
    if actor.id == chat.party.id:
        actor = NOBODY  # the channel itself
    named = said.get("members")
    told = [plain(n) for n in named] if isinstance(named, list) else []
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
        by = {"third": actor.id or None, "third sort": actor.sort or None, "third name": actor.name or None}
        lines.append({**line, **by})
    return [line for line in lines if line.get("sender") or line.get("third")] or [
        between(actor, chat.party, **common, action=done)
    ]
