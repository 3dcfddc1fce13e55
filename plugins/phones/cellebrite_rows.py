"""What the models of a Cellebrite report give: lines of the events' table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .events import NOBODY, Line, Party, between, only, with_points
from .identities import group, is_system, party, platform_of
from .report_models import Item, Model

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
_only_known = re.compile(
    r"(?i)search|known|favou?rite|bookmark|saved|destination|planned|address book|contact"
)
_time = re.compile(r"\.0+(?=[+\-Z]|$)")
_zone = re.compile(r"\((?:UTC|GMT)([+-]\d{1,2}(?::?\d\d)?)?\)$")


@dataclass
class Owner:
    """The owner of the phone as far as the report has told so far: number, device, and accounts by platform."""

    number: str = ""
    device: str = ""
    sim: str = ""
    accounts: dict[str, Party] = field(default_factory=dict)

    def on(self, platform: str) -> Party:
        """Who the owner is on a platform."""
        if platform in self.accounts:
            return self.accounts[platform]
        return Party(self.number, "phone") if self.number and not platform else NOBODY

    def learn(self, platform: str, someone: Party) -> Party:
        """Takes note that this party is the owner."""
        if someone:
            self.accounts.setdefault(platform, someone)
        return someone

    @property
    def holder(self) -> Party:
        """Whose contacts the phone holds: the owner by number, else by the device itself."""
        return self.on("") or (Party(self.device, "device") if self.device else NOBODY)


Rows = tuple[list[Line], str]  # the lines of one model, or why it has none


def of_item(item: Item, owner: Owner) -> Rows | None:
    """What a fact about the device gives; None where it names nothing a chart knows."""
    name, value = item.name.casefold(), item.value.strip()
    section = item.section.casefold()
    if "device" not in section and "sim" not in section and "extraction data" not in section:
        return None
    line: Line = {"what": "extraction", "item": item.name, "value": value}
    if "imei" in name and "msisdn" not in name:
        owner.device = owner.device or value
        return [{**line, "device": value}], ""
    if "imsi" in name:
        owner.sim = owner.sim or value
        return [{**line, "sim": value, "device": owner.device or None}], ""
    if "msisdn" in name or name in ("phone number", "own number", "line number", "deviceinfophonenumber"):
        owner.number = owner.number or value
        return [{**between(NOBODY, Party(value, "phone"), **line), "device": owner.device or None}], ""
    return None


def of_model(model: Model, owner: Owner) -> Rows | None:
    """What a model gives; None where its sort is not one that is read."""
    made = _MAKERS.get(model.type)
    return made(model, owner) if made else None


def _common(model: Model, what: str, source: str) -> Line:
    return {
        "what": what,
        "time": moment(model.first("TimeStamp", "StartTime", "Timestamp", "Date")),
        "platform": platform_of(source) or None,
        "deleted": model.deleted or None,
        "confidence": model.confidence or None,
        "message id": model.attributes.get("id"),
    }


def moment(text: str) -> str:
    """A time stamp as dates are read everywhere: without empty fractions, the offset without its brackets."""
    text = _time.sub("", text.strip())
    stated = _zone.search(text)
    if stated:
        text = text[: stated.start()].rstrip() + (stated[1] or "+0")
    return text


def _party(model: Model, platform: str, owner: Owner) -> Party:
    """A Party model; the owner's is learned."""
    identifier = model.first("Identifier", "Value", "PhoneNumber")
    if is_system(identifier):
        return NOBODY
    someone = party(identifier, platform, model["Name"])
    if _is_owner(model):
        return owner.learn(platform, someone) or owner.on(platform)
    return someone


def _is_owner(model: Model) -> bool:
    return model["IsPhoneOwner"].casefold() == "true"


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
        someone = _party(part, platform, owner)
        role = part["Role"].casefold()
        if not someone:
            continue
        if role == "from":
            sent.append(someone)
        elif role in ("to", "cc", "bcc"):
            got.append(someone)
        else:
            general.append((someone, _is_owner(part)))
    for someone, is_owner in general:
        (sent if is_owner == outgoing else got).append(someone)
    if known and not sent and outgoing and owner.on(platform):
        sent = [owner.on(platform)]
    if known and not got and not outgoing and owner.on(platform):
        got = [owner.on(platform)]
    return sent, got


def _call(model: Model, owner: Owner) -> Rows:
    platform = platform_of(model["Source"])
    sent, got = _sides(model, platform, owner)
    if not sent and not got:
        return [], UNTOLD
    line = _common(model, "call", model["Source"])
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


def _text_message(model: Model, owner: Owner) -> Rows:
    """SMS, MMS and e-mail: to each recipient a message of its own."""
    platform = platform_of(model["Source"]) if model.type != "Email" else "email"
    mail = model.type == "Email"
    sent, got = _sides(model, "email" if mail else platform, owner)
    for part in model.models.get("From", ()):
        sent += [p for p in [_party(part, platform, owner)] if p]
    for name in ("To", "Cc", "Bcc"):
        for part in model.models.get(name, ()):
            got += [p for p in [_party(part, platform, owner)] if p]
    if not sent and not got:
        return [], UNTOLD
    text = "\n".join(filter(None, (model["Subject"], model.first("Body", "Snippet", "Text"))))
    line = _common(model, "message", "" if mail else model["Source"])
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


def _chat(model: Model, owner: Owner) -> Rows:
    """Who is in a chat; the messages come as models of their own."""
    platform = platform_of(model["Source"])
    parts = model.models.get("Participants", ())
    people = [p for p in (_party(part, platform, owner) for part in parts) if p]
    where = chat_group(model, platform, people)
    common = {"platform": platform or None, "deleted": model.deleted or None}
    if where:
        lines = [only(between(p, where, what="membership", action="participant", **common)) for p in people]
        named = (
            [only(between(NOBODY, where, what="contact", note="name of the group", **common))]
            if where.name
            else []
        )
        return (
            (lines + named, "") if lines or named else ([], "a group chat of which no participant is named")
        )
    own = owner.on(platform).id
    others = [p for p in people if p.id != own] or people
    lines = [only(between(NOBODY, p, what="contact", note="takes part in a chat", **common)) for p in others]
    return (lines, "") if lines else ([], "a chat of which no participant is named")


def _instant_message(model: Model, owner: Owner) -> Rows:
    chat = model.parent
    while chat is not None and chat.parent is not None:
        chat = chat.parent
    source = model.first("SourceApplication", "Source", "Platform") or (chat["Source"] if chat else "")
    platform = platform_of(chat["Source"] if chat and chat["Source"] else source)
    parts = chat.models.get("Participants", ()) if chat else ()
    people = [p for p in (_party(part, platform, owner) for part in parts) if p]
    senders = [part for part in model.models.get("From", ()) if part.first("Identifier", "Name")]
    if senders and all(is_system(part["Identifier"]) for part in senders):
        return [], SYSTEM
    sent = [p for p in (_party(part, platform, owner) for part in senders) if p]
    stated = [p for p in (_party(part, platform, owner) for part in model.models.get("To", ())) if p]
    where = chat_group(chat, platform, people) if chat else NOBODY
    got = [where] if where else stated
    if not got and sent:
        got = [p for p in people if p.id != sent[0].id] if len(people) == 2 else []
    if not sent and not got:
        return [], UNTOLD
    text = "\n".join(filter(None, (model["Subject"], model["Body"])))
    line = _common(model, "message", chat["Source"] if chat else source)
    line |= {
        "text": text,
        "service": (chat["Source"] if chat else "") or source or "message",
        "attachment": _attachments(model),
    }
    line |= _position(model)
    lines = _pairs(sent, got, line)
    made = with_points(lines, text)
    if line.get("latitude") and len(made) == len(lines):
        spot = f"{line['latitude']},{line['longitude']}"
        writer = {n: lines[0].get(n) for n in ("time", "platform", "sender", "sender sort", "message id")}
        made.append(
            {**writer, "what": "mention", "mentioned": spot, "mentioned sort": "place", "offset": "0"}
        )
    return made, ""


def _position(model: Model) -> Line:
    for part in [*model.models.get("Position", ()), *model.models.get("Coordinate", ())]:
        lat, lon = part["Latitude"], part["Longitude"]
        if lat and lon and not (_is_zero(lat) and _is_zero(lon)):
            return {"latitude": lat, "longitude": lon}
    return {}


def _is_zero(text: str) -> bool:
    try:
        return float(text) == 0
    except ValueError:
        return False


def _contact(model: Model, owner: Owner) -> Rows:
    source = model.first("Source", "Account")
    platform = platform_of(model["Source"])
    entries = [
        *model.models.get("Entries", ()),
        *model.models.get("PhoneNumbers", ()),
        *model.models.get("Emails", ()),
    ]
    found = [p for p in (_entry(part, platform, model["Name"]) for part in entries) if p]
    if not found:
        return [], "a contact without a number, an address or an account"
    company = "; ".join(
        filter(None, (o.first("Name", "Value") for o in model.models.get("Organizations", ())))
    )
    common: Line = {
        "what": "contact", "platform": platform or None, "service": source, "organisation": company,
        "note": model.first("Notes", "Note"), "deleted": model.deleted, "confidence": model.confidence,
        "time": moment(model.first("TimeCreated", "TimeContacted")) or None,
    }  # fmt: skip
    holder = owner.on(platform) or owner.holder
    return [between(holder, one, **common) for one in dict.fromkeys(found)], ""


def _entry(part: Model, platform: str, name: str) -> Party:
    value = part["Value"]
    if part.type in ("PhoneNumber", "") or "phone" in part["Category"].casefold():
        return party(value, platform_of(part["Domain"]) if platform else "", name)
    if part.type == "EmailAddress":
        return Party(value, "email", name) if "@" in value else NOBODY
    if part.type in ("UserID", "ProfilePicture", "WebAddress", "StreetAddress"):
        return (
            party(value, platform, name) if part.type == "UserID" and (platform or "@" in value) else NOBODY
        )
    return NOBODY


def _account(model: Model, owner: Owner) -> Rows:
    source = model.first("ServiceType", "Source", "ServiceIdentifier")
    platform = platform_of(source)
    entries = [e for name in ("Entries", "PhoneNumbers", "Emails") for e in model.models.get(name, ())]
    name = model["Name"]
    ids = [party(model["Username"], platform or source.casefold().partition(" ")[0], name)]
    ids += [_entry(entry, platform, name) for entry in entries]
    accounts = list(dict.fromkeys(p for p in ids if p))
    if not accounts:
        return [], "an account without a name"
    if platform and platform not in owner.accounts:
        owner.learn(platform, accounts[0])
    common: Line = {
        "what": "extraction", "item": f"account {source}".strip(), "value": name or model["Username"],
        "platform": platform or None, "device": owner.device or None, "deleted": model.deleted,
        "time": moment(model["TimeCreated"]) or None,
    }  # fmt: skip
    return [between(one, NOBODY, **common) for one in accounts], ""


def _sim(model: Model, owner: Owner) -> Rows | None:
    item = Item(
        "SIM Data", " ".join(filter(None, (model["Name"], model["Category"]))), model["Value"], model.line, ""
    )
    return of_item(item, owner) if item.value else None


def _tower(model: Model, owner: Owner) -> Rows:
    parts = [model["MCC"], model["MNC"], model["LAC"], model["CID"]]
    cell = "-".join(parts) if all(parts) else ""
    if not cell and model["SID"] and model["BID"]:
        cell = f"CDMA {model['SID']}-{model['NID']}-{model['BID']}"
    return _seen(model, owner, cell, "cell", "registered at a cell")


def _location(model: Model, owner: Owner) -> Rows:
    """Where the phone was; a place that was only looked for or saved is one that its owner mentions."""
    where = _position(model)
    spot = f"{where['latitude']},{where['longitude']}" if where else ""
    category = model.first("Category", "Type", "Origin")
    if not spot or not _only_known.search(f"{category} {model['Name']}"):
        return _seen(model, owner, spot, "place", category or "location on the phone")
    by = owner.on(platform_of(model["Source"])) or owner.on("")
    if not by:
        return [], f"a place the phone knows ({category}), not where it was, and the report names no owner"
    line = between(by, NOBODY, **_common(model, "mention", ""))
    return [{**line, "mentioned": spot, "mentioned sort": "place", "message id": category}], ""


def _seen(model: Model, owner: Owner, spot: str, sort: str, activity: str) -> Rows:
    if not spot:
        return [], "states neither a cell nor coordinates"
    seen = Party(owner.device, "device") if owner.device else owner.on("")
    if not seen:
        return [], "the report does not say of which device this is"
    line = between(seen, NOBODY, **_common(model, "sighting", ""), service=activity)
    line |= {
        "mentioned": spot,
        "mentioned sort": sort,
        "note": "; ".join(filter(None, (model["Name"], model["Source"]))),
    }
    return [{**line, **_position(model)}], ""


_MAKERS: dict[str, Callable[[Model, Owner], Rows | None]] = {
    "Call": _call, "SMS": _text_message, "MMS": _text_message, "Email": _text_message, "Chat": _chat,
    "InstantMessage": _instant_message, "Contact": _contact, "UserAccount": _account, "SIMData": _sim,
    "CellTower": _tower, "Location": _location,
}  # fmt: skip
