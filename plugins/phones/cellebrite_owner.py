"""Whose phone a Cellebrite report is about, and what its models have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .events import NOBODY, Line, Party
from .identities import is_system, party, platform_of
from .report_models import Model

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


def common(model: Model, what: str, source: str) -> Line:
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


def party_of(model: Model, platform: str, owner: Owner) -> Party:
    """A Party model; the owner's is learned."""
    identifier = model.first("Identifier", "Value", "PhoneNumber")
    if is_system(identifier):
        return NOBODY
    someone = party(identifier, platform, model["Name"])
    if is_owner(model):
        return owner.learn(platform, someone) or owner.on(platform)
    return someone


def is_owner(model: Model) -> bool:
    return model["IsPhoneOwner"].casefold() == "true"


def position(model: Model) -> Line:
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
