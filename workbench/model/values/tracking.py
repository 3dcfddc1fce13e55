"""Parcels by tracking number: several carriers' rules often fit one number, so the answer is candidates."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.carriers import Candidate, candidates, is_valid
from workbench.model.values.wrapping import grouped, identifier, six_and_six, squeeze

__all__ = ["Candidate", "Tracking", "candidates", "tracking"]

_number = re.compile(r"^[A-Z0-9]{8,40}$")


class Tracking:
    """A tracking number in capitals without spaces; valid where any carrier's check digit holds."""

    id = "tracking"
    example = "RB123456785GB"
    pattern: str | None = (
        r"\b[A-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?[A-Z]{2}\b|\b1Z ?(?:[0-9A-Z] ?){15}[0-9]\b"
    )

    def picked(self, found: str) -> tuple[str, int] | None:
        """A number found in free text, where only the check digit tells it from a serial number of anything."""
        return (found, 0) if is_valid(squeeze(found.upper(), " ")) else None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        number = squeeze(known.upper(), " -._")
        if (
            not _number.match(number)
            or not re.search(r"[0-9]{3}|[0-9].*[0-9].*[0-9]", number)
            or not number.strip("0")
        ):
            return None
        return Cleaned(number, is_valid(number))

    def show(self, value: str) -> str:
        if re.match(r"^[A-Z]{2}[0-9]{9}[A-Z]{2}$", value):
            return f"{value[:2]} {value[2:5]} {value[5:8]} {value[8:11]} {value[11:]}"
        if re.match(r"^1Z[0-9A-Z]{16}$", value):
            return f"1Z {value[2:5]} {value[5:8]} {value[8:10]} {value[10:14]} {value[14:]}"
        return grouped(value) if len(value) > 12 else value

    def caption(self, value: str) -> str:
        return six_and_six(value)

    def told(self, value: str) -> list[str]:
        """Whose number it may be, a line for each carrier, those with a right check digit first, and what it says."""
        said = []
        for one in candidates(value):
            check = {True: "check digit right", False: "check digit wrong", None: "without a check digit"}[
                one.valid
            ]
            facts = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in one.facts.items())
            if one.telling:
                said.append(
                    f"{one.carrier} {one.kind}, {check}" + (f": {facts}" if facts and one.valid else "")
                )
        return said


tracking = Tracking()
