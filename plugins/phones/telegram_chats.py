"""The chats of a Telegram export and who takes part: the ids are who people are, names are only shown with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .events import NOBODY, Party
from .telegram_values import plain

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
            someone = peer(said.get(id_), plain(said.get(name)))
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
    text = plain(id_)
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
