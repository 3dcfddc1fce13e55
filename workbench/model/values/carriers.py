"""Whose parcel a tracking number may be: shapes and check digits, carrier by carrier.

The kinds are declared in resources/tracking/kinds.toml; a number usually fits several, so all of them answer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import phonenumbers

from workbench.model.values.checks import luhn_digit, weighted

DECLARED = Path(__file__).parents[3] / "resources" / "tracking" / "kinds.toml"

# ISO 3166 codes in postal use, and those of the United Nations, the European Union and Kosovo.
_COUNTRY = frozenset(phonenumbers.SUPPORTED_REGIONS) | set("AQ BV GS HM PN TF UM AN UN EU QM QN".split())  # noqa: SIM905
Check = Callable[[str], str]


class Candidate(NamedTuple):
    """A carrier the number may belong to; `valid` is what its check digit says, None where it has none.

    `facts` are the parts that join parcels: `shipper` (an account), `destination_zip`, `country`. `telling`
    says whether the shape alone means something where there is no check digit.
    """

    carrier: str
    kind: str
    valid: bool | None
    facts: dict[str, str]
    telling: bool = True


class _Kind(NamedTuple):
    carrier: str
    name: str
    shape: re.Pattern[str]
    check: Check | None
    lead: str
    telling: bool


def candidates(number: str) -> list[Candidate]:
    """Every carrier whose rule the number fits in shape, those with a right check digit first.

    `number` is in capitals without spaces.
    """
    found = []
    for kind in kinds():
        match = kind.shape.match(number)
        if not match:
            continue
        parts = match.groupdict()
        valid = None
        if kind.check:
            serial = parts["serial"]
            serial = serial if serial.startswith(kind.lead) else kind.lead + serial
            valid = kind.check(serial) == parts["check"]
            if "country" in parts and parts["country"] not in _COUNTRY:
                valid = False
        facts = {name: text for name, text in parts.items() if text and name not in ("serial", "check")}
        found.append(Candidate(kind.carrier, kind.name, valid, facts, kind.telling))
    return sorted(found, key=lambda c: {True: 0, None: 1, False: 2}[c.valid])


def is_valid(number: str) -> bool:
    """Whether some carrier's check digit holds, or the number carries a prefix only one carrier uses."""
    told = re.match(r"^[0-9]?[A-Z]", number) is not None
    return any(c.valid or (c.valid is None and told and c.telling) for c in candidates(number))


@cache
def kinds() -> tuple[_Kind, ...]:
    """The declared kinds, in their order."""
    said = tomllib.loads(DECLARED.read_text("utf-8"))["kind"]
    return tuple(
        _Kind(
            k["carrier"],
            k["name"],
            re.compile(f"^(?:{k['shape']})$"),
            _rule(k["check"]) if "check" in k else None,
            k.get("lead", ""),
            k.get("telling", True),
        )
        for k in said
    )


def _rule(said: Mapping[str, Any]) -> Check:
    if said["rule"] == "mod10":
        return _mod10(said["odds"], said["evens"], said.get("backwards", False))
    if said["rule"] == "weights":
        return _weights(said["weights"])
    return _RULES[said["rule"]]


def _mod10(odds: int, evens: int, backwards: bool = False) -> Check:
    """The usual sum to a multiple of ten; `odds` weighs the 2nd, 4th ... character, letters count as UPS
    has it."""

    def check(serial: str) -> str:
        total = 0
        for i, c in enumerate(reversed(serial) if backwards else serial):
            value = int(c) if c.isdigit() else (ord(c) - 3) % 10
            total += value * (odds if i % 2 else evens)
        return str(-total % 10)

    return check


def _weights(weights: str) -> Check:
    return lambda serial: str(weighted(map(int, serial), map(int, weights)) % 11 % 10)


def _s10(serial: str) -> str:
    left = 11 - weighted(map(int, serial), (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return {10: "0", 11: "5"}.get(left, str(left))


def _mod_37_36(serial: str) -> str:
    left = 36
    for c in serial:
        left = (left + int(c, 36)) % 36 or 36
        left = left * 2 % 37
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(37 - left) % 36]


def _iso6346(serial: str) -> str:
    """Letters count 10, 12, 13 ... 38 without the multiples of eleven; each place is worth twice the last."""
    total = 0
    for place, c in enumerate(serial):
        value = int(c, 36)
        value += (value - 1) // 10 if value > 9 else 0
        total += value << place
    return str(total % 11 % 10)


def _luhn(serial: str) -> str:
    return str(luhn_digit(serial))


def _mod7(serial: str) -> str:
    return str(int(serial) % 7)


_RULES: dict[str, Check] = {
    "s10": _s10,
    "mod_37_36": _mod_37_36,
    "iso6346": _iso6346,
    "luhn": _luhn,
    "mod7": _mod7,
}
