"""Calls, messages and chats of a Cellebrite report as lines of the events' table."""

from __future__ import annotations

from collections.abc import Sequence

from .cellebrite_owner import Owner, Rows, common, is_owner, party_of, position
from .events import NOBODY, Line, Party, between, only, with_points
from .identities import group, is_system, platform_of
from .report_models import Model

UNTOLD = "states no party: nobody knows between whom"
SYSTEM = "a notice of the messenger, written by nobody"
_GROUP_TYPES = {
    "group": True,
    "channel": True,
    "broadcast": True,
    "oneonone": False,
    "one on one": False,
    "private": False,
}


def _sides(model: Model, platform: str, owner: Owner) -> tuple[list[Party], list[Party]]:
    """Who sent or called, and who was sent to or called; the owner stands in where the report leaves him out."""
    sent: list[Party] = []
    got: list[Party] = []
    general: list[tuple[Party, bool]] = []
    outgoing = model["Direction"].casefold() in ("outgoing", "sent") or model["Folder"].casefold() in (
        "sent", "outbox", "drafts", "draft",
    )  # fmt: skip
    known = model["Direction"] or model["Folder"]
    for part in [*model.models.get("Parties", ()), *model.models.get("Participants", ())]:
        someone = party_of(part, platform, owner)
        role = part["Role"].casefold()
        if not someone:
            continue
        if role == "from":
            sent.append(someone)
        elif role in ("to", "cc", "bcc"):
            got.append(someone)
        else:
            general.append((someone, is_owner(part)))
    for someone, owns in general:
        (sent if owns == outgoing else got).append(someone)
    if known and not sent and outgoing and owner.on(platform):
        sent = [owner.on(platform)]
    if known and not got and not outgoing and owner.on(platform):
        got = [owner.on(platform)]
    return sent, got


def call(model: Model, owner: Owner) -> Rows:
    platform = platform_of(model["Source"])
    sent, got = _sides(model, platform, owner)
    if not sent and not got:
        return [], UNTOLD
    line = common(model, "call", model["Source"])
    sort = "video call" if model["VideoCall"].casefold() == "true" else "voice"
    status, kind = model["Status"], model["Type"]
    line |= {
        "duration": model["Duration"].partition(".")[0],
        "service": " ".join(filter(None, (model["Source"] if platform else "", sort))),
        "outcome": status if status.casefold() not in ("", "unknown", "established") else
        "missed" if kind.casefold() == "missed" or model["Direction"].casefold() == "missed" else "",
    }  # fmt: skip
    return _pairs(sent, got, line), ""


def _pairs(sent: Sequence[Party], got: Sequence[Party], line: Line) -> list[Line]:
    """One line for each of those it went to."""
    return [between(one, other, **line) for one in sent or [NOBODY] for other in got or [NOBODY]]


def text_message(model: Model, owner: Owner) -> Rows:
    """SMS, MMS and e-mail: to each recipient a message of its own."""
    platform = platform_of(model["Source"]) if model.type != "Email" else "email"
    mail = model.type == "Email"
    sent, got = _sides(model, "email" if mail else platform, owner)
    for part in model.models.get("From", ()):
        sent += [p for p in [party_of(part, platform, owner)] if p]
    for name in ("To", "Cc", "Bcc"):
        for part in model.models.get(name, ()):
            got += [p for p in [party_of(part, platform, owner)] if p]
    if not sent and not got:
        return [], UNTOLD
    text = "\n".join(filter(None, (model["Subject"], model.first("Body", "Snippet", "Text"))))
    line = common(model, "message", "" if mail else model["Source"])
    line |= {"text": text, "service": "e-mail" if mail else model.type, "attachment": _attachments(model)}
    return with_points(_pairs(sent, got, line), text), ""


def _attachments(model: Model) -> str:
    parts = [*model.models.get("Attachments", ()), *model.models.get("Attachment", ())]
    return "; ".join(filter(None, (p.first("Filename", "Title", "URL", "ContentType") for p in parts)))


def chat_group(chat: Model, platform: str, people: Sequence[Party]) -> Party:
    """The group a chat is; NOBODY where it is a talk of two."""
    said = _GROUP_TYPES.get(chat.first("ChatType", "Type").casefold())
    id_ = chat["Id"] or chat.attributes.get("id", "")
    is_group = said if said is not None else len(people) > 2 or "@g.us" in id_
    return group(platform, id_, chat["Name"]) if is_group and id_ else NOBODY


def chat(model: Model, owner: Owner) -> Rows:
    """Who is in a chat; the messages come as models of their own."""
    platform = platform_of(model["Source"])
    parts = model.models.get("Participants", ())
    people = [p for p in (party_of(part, platform, owner) for part in parts) if p]
    where = chat_group(model, platform, people)
    told = {"platform": platform or None, "deleted": model.deleted or None}
    if where:
        lines = [only(between(p, where, what="membership", action="participant", **told)) for p in people]
        named = (
            [only(between(NOBODY, where, what="contact", note="name of the group", **told))]
            if where.name
            else []
        )
        return (
            (lines + named, "") if lines or named else ([], "a group chat of which no participant is named")
        )
    own = owner.on(platform).id
    others = [p for p in people if p.id != own] or people
    lines = [only(between(NOBODY, p, what="contact", note="takes part in a chat", **told)) for p in others]
    return (lines, "") if lines else ([], "a chat of which no participant is named")


def instant_message(model: Model, owner: Owner) -> Rows:
    chat = model.parent
    while chat is not None and chat.parent is not None:
        chat = chat.parent
    source = model.first("SourceApplication", "Source", "Platform") or (chat["Source"] if chat else "")
    platform = platform_of(chat["Source"] if chat and chat["Source"] else source)
    parts = chat.models.get("Participants", ()) if chat else ()
    people = [p for p in (party_of(part, platform, owner) for part in parts) if p]
    senders = [part for part in model.models.get("From", ()) if part.first("Identifier", "Name")]
    if senders and all(is_system(part["Identifier"]) for part in senders):
        return [], SYSTEM
    sent = [p for p in (party_of(part, platform, owner) for part in senders) if p]
    stated = [p for p in (party_of(part, platform, owner) for part in model.models.get("To", ())) if p]
    where = chat_group(chat, platform, people) if chat else NOBODY
    got = [where] if where else stated
    if not got and sent:
        got = [p for p in people if p.id != sent[0].id] if len(people) == 2 else []
    if not sent and not got:
        return [], UNTOLD
    text = "\n".join(filter(None, (model["Subject"], model["Body"])))
    line = common(model, "message", chat["Source"] if chat else source)
    line |= {
        "text": text,
        "service": (chat["Source"] if chat else "") or source or "message",
        "attachment": _attachments(model),
    }
    line |= position(model)
    lines = _pairs(sent, got, line)
    made = with_points(lines, text)
    if line.get("latitude") and len(made) == len(lines):
        spot = f"{line['latitude']},{line['longitude']}"
        writer = {n: lines[0].get(n) for n in ("time", "platform", "sender", "sender sort", "message id")}
        made.append(
            {**writer, "what": "mention", "mentioned": spot, "mentioned sort": "place", "offset": "0"}
        )
    return made, ""
