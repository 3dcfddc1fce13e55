"""A row of Cellebrite's workbook as the model that report.xml would hold for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .report_models import Model

DEVICE, CONTACT, CALL, SMS, CHAT, ACCOUNT = (
    "Device Info",
    "Contact",
    "Call",
    "SMS",
    "InstantMessage",
    "UserAccount",
)
_role = re.compile(r"^(?P<role>From|To|Cc|Bcc|General|Participants?)\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
_identified = re.compile(
    r"^(?P<id>\+?\d[\d ().\-/]{4,}\d(?=\s|$)|[^\s@]+@[^\s@]+|[*#]?\d{2,}(?=\s|$))\s*(?P<name>.*)$"
)
_owner = re.compile(r"(?i)\s*[(\[*]?\b(?:owner|phone owner)\b[)\]*]?\s*$")
_entry = re.compile(
    r"^(?P<sort>Phone|Mobile|Email|E-mail|User ID|Web address|Organization|Address|Profile)[ -]?(?P<category>[^:]*):"
    r"\s*(?P<value>.+)$",
    re.IGNORECASE,
)


def model_of(sort: str, row: int, said: dict[str, str]) -> Model:
    """The model of a row; `said` are its cells by what their columns hold."""
    gone = said.get("deleted", "").casefold()
    state = {
        "attributes": {
            "deleted_state": "Deleted" if gone in ("yes", "deleted", "trash") else said.get("deleted", "")
        }
    }
    model = Model(sort, {**state["attributes"], "id": ""}, row, 0)
    model.fields = {
        "Source": said.get("source", ""), "TimeStamp": _time(said), "Duration": said.get("duration", ""),
        "Direction": said.get("direction", ""), "Folder": said.get("direction", ""), "Status": said.get("status", ""),
        "Body": said.get("body", ""), "Name": said.get("name", ""), "Username": said.get("username", ""),
        "ServiceType": said.get("source", "") if sort == ACCOUNT else "",
    }  # fmt: skip
    parties = _parties(said.get("parties", ""), "")
    if not parties and said.get("number"):
        parties = [_party("General", said["number"], said.get("name", ""))]
    if sort == CHAT:
        return _message(model, said, parties)
    parties += _parties(said.get("from", ""), "From") + _parties(said.get("to", ""), "To")
    model.models["Parties"] = parties
    model.models["Entries"] = [*_entries(said.get("entries", ""))]
    if sort == CONTACT and said.get("number"):
        model.models["Entries"].append(_valued("PhoneNumber", said["number"]))
    if said.get("attachment"):
        model.models["Attachments"] = [_valued("Attachment", said["attachment"], "Filename")]
    return model


def _message(model: Model, said: dict[str, str], parties: list[Model]) -> Model:
    """A row of the chats' sheet: the message, below a chat of its own."""
    chat = Model("Chat", {"id": ""}, model.line, 0)
    chat.fields = {"Source": said.get("source", ""), "Id": said.get("chat", ""), "Name": ""}
    if said.get("chat name") and said.get("chat name") != said.get("from"):
        chat.fields["Name"] = said["chat name"]
    chat.models["Participants"] = _parties(said.get("participants", ""), "") or parties
    model.parent = chat
    model.models["From"] = _parties(said.get("from", ""), "From") or [
        p for p in parties if p["Role"] == "From"
    ]
    model.models["To"] = _parties(said.get("to", ""), "To") or [p for p in parties if p["Role"] == "To"]
    if said.get("attachment"):
        model.models["Attachments"] = [_valued("Attachment", said["attachment"], "Filename")]
    return model


def _time(said: dict[str, str]) -> str:
    """Date and time, which one column holds, or two."""
    time, date = said.get("time", ""), said.get("date", "")
    if re.search(r"\d[./-]\d", time) or not date:
        return time
    return f"{date.partition(' ')[0]} {time}".strip() if time else date


def _parties(cell: str, role: str) -> list[Model]:
    """The parties that a cell of several lines names: `From: +44 7700 900001 Theo (owner)`."""
    parts = []
    for line in re.split(r"[\r\n]+", cell):
        stated = _role.match(line.strip())
        rest = (stated["rest"] if stated else line).strip()
        is_owner = bool(_owner.search(rest))
        rest = _owner.sub("", rest).strip()
        if not rest:
            continue
        known = _identified.match(rest)
        said = (stated["role"] if stated else role).title()
        parts.append(
            _party(said, known["id"].strip() if known else rest, known["name"] if known else "", is_owner)
        )
    return parts


def _party(role: str, identifier: str, name: str, is_owner: bool = False) -> Model:
    part = Model("Party", {}, 0, 0)
    part.fields = {"Role": role, "Identifier": identifier, "Name": name, "IsPhoneOwner": str(is_owner)}
    return part


def _entries(cell: str) -> Iterator[Model]:
    """The entries of a contact: `Phone-Mobile: +44 7700 900001`, `User ID-Username: north`."""
    for line in re.split(r"[\r\n]+", cell):
        found = _entry.match(line.strip())
        if not found:
            continue
        sort = found["sort"].casefold()
        kind = (
            "PhoneNumber" if sort in ("phone", "mobile") else "EmailAddress" if "mail" in sort else "UserID"
        )
        if sort in ("user id", "phone", "mobile", "email", "e-mail"):
            yield _valued(kind, found["value"].strip())


def _valued(kind: str, value: str, name: str = "Value") -> Model:
    part = Model(kind, {}, 0, 0)
    part.fields = {name: value}
    return part
