"""Handling codes as other tools know them: TLP and PAP, as they stand in what an agency wrote."""

from __future__ import annotations

import re

TLP = {
    "RED": "red", "AMBER+STRICT": "amber+strict", "AMBER STRICT": "amber+strict", "AMBER": "amber",
    "GREEN": "green", "CLEAR": "clear", "WHITE": "clear",
}  # fmt: skip
PAP = {"RED": "RED", "AMBER": "AMBER", "GREEN": "GREEN", "WHITE": "CLEAR", "CLEAR": "CLEAR"}
STRICTEST = ("red", "amber+strict", "amber", "green", "clear")
_tlp = re.compile(
    r"\bTLP(?: 2\.0)?\s*[:\-_ ]\s*(RED|AMBER\s*\+\s*STRICT|AMBER STRICT|AMBER|GREEN|CLEAR|WHITE)\b", re.I
)
_pap = re.compile(r"\bPAP\s*[:\-_ ]\s*(RED|AMBER|GREEN|CLEAR|WHITE)\b", re.I)


def tlp(handling: str) -> str:
    """The strictest colour of the Traffic Light Protocol (FIRST, version 2) a text names, in small letters; else ""."""
    named = {TLP[re.sub(r"\s*\+\s*", "+", found.upper())] for found in _tlp.findall(handling)}
    return next((colour for colour in STRICTEST if colour in named), "")


def pap(handling: str) -> str:
    """The strictest colour of the Permissible Actions Protocol that a text names, in capitals; else ""."""
    named = {PAP[found.upper()] for found in _pap.findall(handling)}
    return next((colour for colour in ("RED", "AMBER", "GREEN", "CLEAR") if colour in named), "")
