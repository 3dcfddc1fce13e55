"""Cells of mobile networks: where the antenna is, never where the phone is."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.equipment import is_country
from workbench.model.values.wrapping import identifier, six_and_six

_part = re.compile(r"^(?:0[xX])?[0-9A-Fa-f]{1,12}$")
_own_name = re.compile(r"^[^\W_][\w .:/&+#()-]{0,59}$")
_area, _number = re.compile(r"^[0-9]{2,5}$"), re.compile(r"^[0-9]{3,9}$")
_run = re.compile(r"^[0-9]{5}[0-9A-F]{4,15}$")


class Cell:
    """A cell as country-network-area-cell (CGI, 404-93-1000-153857025) or country-network-cell (ECGI, NCGI).

    Separated parts are written in decimal without leading zeros; where the area or cell part holds a hex
    letter, both are hexadecimal and converted, so that they meet the decimal form of another operator.
    Digits run together stay as they are: where area and cell divide cannot be known. Area and cell without
    country and network (1234-5678) may be those of several networks, and are marked as not valid; so is an
    operator's own name or number for a cell, which is kept in upper case.
    """

    id = "cell"
    example = "234-15-1234-5678"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None or not known.strip("0-/ "):
            return None
        parts = [p for p in re.split(r"[-/:.,;_| ]+", known) if p]
        if len(parts) in (3, 4) and all(_part.match(p) for p in parts):
            numbered = _numbered(parts)
            if numbered:
                return Cleaned(numbered)
        if len(parts) == 2 and _area.match(parts[0]) and _number.match(parts[1]):
            return Cleaned(f"{int(parts[0])}-{int(parts[1])}", False)
        run = known.upper()
        if _run.match(run) and is_country(run[:3]):
            return Cleaned(run)
        name = " ".join(known.upper().split())
        return Cleaned(name, False) if _own_name.match(name) else None

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        parts = value.split("-")
        return "-".join(parts[2:]) if len(value) > 16 and len(parts) == 4 else six_and_six(value)


def _numbered(parts: list[str]) -> str | None:
    mcc, mnc, *ids = parts
    if not re.match(r"^[0-9]{3}$", mcc) or not re.match(r"^[0-9]{1,3}$", mnc) or not is_country(mcc):
        return None
    hexadecimal = any(re.search(r"[A-Fa-fxX]", i) for i in ids)
    numbers = [int(i, 16 if hexadecimal else 10) for i in ids]
    return "-".join([mcc, mnc.zfill(2), *map(str, numbers)])


cell = Cell()
