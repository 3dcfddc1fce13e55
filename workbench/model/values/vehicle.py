"""Vehicles by their registration plate or VIN."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import identifier, squeeze

_plate = re.compile(r"^[^\W_]{2,17}$")


class Vehicle:
    """A plate in capitals without spaces and dashes, as cameras write it; valid when it looks like one."""

    id = "vehicle"
    example = "AB12 CDE"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        plate = squeeze(known.upper(), " -.·•/")
        if not _plate.match(plate):
            return None
        return Cleaned(plate, any(c.isdigit() for c in plate) and (4 <= len(plate) <= 10 or len(plate) == 17))

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return value


vehicle = Vehicle()
