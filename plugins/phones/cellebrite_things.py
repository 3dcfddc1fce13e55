"""Contacts, accounts, the device and where it was, of a Cellebrite report, as lines of the events' table."""

from __future__ import annotations

import re

from .cellebrite_owner import Owner, Rows, common, moment, position
from .events import NOBODY, Line, Party, between
from .identities import party, platform_of
from .report_models import Item, Model

_only_known = re.compile(
    r"(?i)search|known|favou?rite|bookmark|saved|destination|planned|address book|contact"
)


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


def contact(model: Model, owner: Owner) -> Rows:
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
    told: Line = {
        "what": "contact", "platform": platform or None, "service": source, "organisation": company,
        "note": model.first("Notes", "Note"), "deleted": model.deleted, "confidence": model.confidence,
        "time": moment(model.first("TimeCreated", "TimeContacted")) or None,
    }  # fmt: skip
    holder = owner.on(platform) or owner.holder
    return [between(holder, one, **told) for one in dict.fromkeys(found)], ""


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


def account(model: Model, owner: Owner) -> Rows:
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
    told: Line = {
        "what": "extraction", "item": f"account {source}".strip(), "value": name or model["Username"],
        "platform": platform or None, "device": owner.device or None, "deleted": model.deleted,
        "time": moment(model["TimeCreated"]) or None,
    }  # fmt: skip
    return [between(one, NOBODY, **told) for one in accounts], ""


def sim(model: Model, owner: Owner) -> Rows | None:
    item = Item(
        "SIM Data", " ".join(filter(None, (model["Name"], model["Category"]))), model["Value"], model.line, ""
    )
    return of_item(item, owner) if item.value else None


def tower(model: Model, owner: Owner) -> Rows:
    parts = [model["MCC"], model["MNC"], model["LAC"], model["CID"]]
    cell = "-".join(parts) if all(parts) else ""
    if not cell and model["SID"] and model["BID"]:
        cell = f"CDMA {model['SID']}-{model['NID']}-{model['BID']}"
    return _seen(model, owner, cell, "cell", "registered at a cell")


def location(model: Model, owner: Owner) -> Rows:
    """Where the phone was; a place that was only looked for or saved is one that its owner mentions."""
    where = position(model)
    spot = f"{where['latitude']},{where['longitude']}" if where else ""
    category = model.first("Category", "Type", "Origin")
    if not spot or not _only_known.search(f"{category} {model['Name']}"):
        return _seen(model, owner, spot, "place", category or "location on the phone")
    by = owner.on(platform_of(model["Source"])) or owner.on("")
    if not by:
        return [], f"a place the phone knows ({category}), not where it was, and the report names no owner"
    line = between(by, NOBODY, **common(model, "mention", ""))
    return [{**line, "mentioned": spot, "mentioned sort": "place", "message id": category}], ""


def _seen(model: Model, owner: Owner, spot: str, sort: str, activity: str) -> Rows:
    if not spot:
        return [], "states neither a cell nor coordinates"
    seen = Party(owner.device, "device") if owner.device else owner.on("")
    if not seen:
        return [], "the report does not say of which device this is"
    line = between(seen, NOBODY, **common(model, "sighting", ""), service=activity)
    line |= {
        "mentioned": spot,
        "mentioned sort": sort,
        "note": "; ".join(filter(None, (model["Name"], model["Source"]))),
    }
    return [{**line, **position(model)}], ""
