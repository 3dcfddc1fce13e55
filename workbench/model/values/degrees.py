"""Angles as registers of masts write them: 51°27'16.2"N, 2 35 16 W, 51,4545, 40º."""

from __future__ import annotations

import re

from workbench.model.values.wrapping import unwrap, western_digits

# "O" is west in Spanish, Portuguese and French; east has no other letter than E in any of them.
_angle = re.compile(
    r"^(?P<before>[NSEWO]\s?)?(?P<sign>[-+−])?(?P<d>\d{1,3})(?:[.,](?P<part>\d+))?\s?(?P<mark>[°ºd˚])?\s?"
    r"(?:(?P<m>\d{1,2}(?:[.,]\d+)?)\s?['’′´m]?\s?)?(?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s?(?:[\"”″s]|''|’’)?\s?)?"
    r"(?P<after>[NSEWO])?$",
    re.IGNORECASE,
)


def parse(text: str) -> float | None:
    """Decimal degrees, negative south and west; None where it is no angle or more than a full turn."""
    found = _angle.match(unwrap(western_digits(text)).replace("\u00a0", " ").strip())
    if not found or not (found["mark"] or found["before"] or found["after"]):
        return None
    if found["part"] and found["m"]:
        return None
    degrees = float(f"{found['d']}.{found['part'] or 0}")
    minutes, seconds = (float((found[part] or "0").replace(",", ".")) for part in ("m", "s"))
    if minutes >= 60 or seconds >= 60:
        return None
    whole = degrees + minutes / 60 + seconds / 3600
    side = (found["before"] or found["after"] or "").strip().upper()
    less = found["sign"] in ("-", "−") or side in ("S", "W", "O")
    return None if whole > 360 else round(-whole if less else whole, 7)
