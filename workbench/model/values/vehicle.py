"""Vehicles by their registration plate or VIN, ships by their IMO number."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import identifier, squeeze

_ship = re.compile(r"^IMO(?:NUMBER|NO)?:?([0-9]{7})$")
_plate = re.compile(r"^[^\W_]{2,17}$")


class Vehicle:
    """A plate in capitals without spaces and dashes, as cameras write it; valid when it looks like one.

    A ship's number is written with IMO before it; it is valid where its last digit is right (IMO resolution A.1117(30):
    the others by 7, 6, 5, 4, 3, 2, and of the sum the last digit).
    """

    id = "vehicle"
    example = "AB12 CDE"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        plate = squeeze(known.upper(), " -.·•/")
        ship = _ship.match(plate)
        if ship:
            return Cleaned(f"IMO{ship[1]}", is_imo(ship[1]))
        if not _plate.match(plate):
            return None
        return Cleaned(plate, any(c.isdigit() for c in plate) and (4 <= len(plate) <= 10 or len(plate) == 17))

    def show(self, value: str) -> str:
        return f"IMO {value[3:]}" if _ship.match(value) else value

    def caption(self, value: str) -> str:
        return self.show(value)


def is_imo(digits: str) -> bool:
    """Whether the last of a ship's seven digits is right."""
    return sum(int(d) * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == int(digits[6])


vehicle = Vehicle()
