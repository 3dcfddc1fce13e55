"""What each sort of model in a Cellebrite report gives: lines of the events' table."""

from __future__ import annotations

from collections.abc import Callable

from . import cellebrite_talk as talk
from . import cellebrite_things as things
from .cellebrite_owner import Owner, Rows
from .cellebrite_things import of_item
from .report_models import Model

__all__ = ["Owner", "of_item", "of_model"]

_MAKERS: dict[str, Callable[[Model, Owner], Rows | None]] = {
    "Call": talk.call,
    "SMS": talk.text_message,
    "MMS": talk.text_message,
    "Email": talk.text_message,
    "Chat": talk.chat,
    "InstantMessage": talk.instant_message,
    "Contact": things.contact,
    "UserAccount": things.account,
    "SIMData": things.sim,
    "CellTower": things.tower,
    "Location": things.location,
}


def of_model(model: Model, owner: Owner) -> Rows | None:
    """What a model gives; None where its sort is not one that is read."""
    made = _MAKERS.get(model.type)
    return made(model, owner) if made else None
