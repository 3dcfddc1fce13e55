"""Whose parcel a tracking number may be: shapes and check digits, carrier by carrier.

Rules as the carriers publish them (UPU S10; UPS, USPS Publication 97 and FedEx barcode guides; DPD label
specification); a number usually fits several, so all of them answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import phonenumbers

from workbench.model.values.checks import luhn_digit, weighted

# ISO 3166 codes in postal use, and those of the United Nations, the European Union and Kosovo.
_COUNTRY = frozenset(phonenumbers.SUPPORTED_REGIONS) | set("AQ BV GS HM PN TF UM AN UN EU QM QN".split())  # noqa: SIM905


class Candidate(NamedTuple):
    """A carrier the number may belong to; `valid` is what its check digit says, None where it has none.

    `facts` are the parts that join parcels: `shipper` (an account), `destination_zip`, `country`.
    """

    carrier: str
    kind: str
    valid: bool | None
    facts: dict[str, str]


class _Kind(NamedTuple):
    carrier: str
    name: str
    shape: re.Pattern[str]
    check: Callable[[str], str] | None
    lead: str = ""


def candidates(number: str) -> list[Candidate]:
    """Every carrier whose rule the number fits in shape, those with a right check digit first.

    `number` is in capitals without spaces.
    """
    found = []
    for kind in _KINDS:
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
        facts = {
            name: text for name, text in parts.items() if text and name not in ("serial", "check", "weak")
        }
        found.append(Candidate(kind.carrier, kind.name, valid, facts))
    return sorted(found, key=lambda c: {True: 0, None: 1, False: 2}[c.valid])


def is_valid(number: str) -> bool:
    """Whether some carrier's check digit holds, or the number carries a prefix only one carrier uses."""
    told = re.match(r"^[0-9]?[A-Z]", number) is not None
    return any(c.valid or (c.valid is None and told) for c in candidates(number))


def _mod10(odds: int, evens: int, backwards: bool = False) -> Callable[[str], str]:
    """The usual sum to a multiple of ten; `odds` weighs the 2nd, 4th ... character, letters count as UPS
    has it."""

    def check(serial: str) -> str:
        total = 0
        for i, c in enumerate(reversed(serial) if backwards else serial):
            value = int(c) if c.isdigit() else (ord(c) - 3) % 10
            total += value * (odds if i % 2 else evens)
        return str(-total % 10)

    return check


def _fedex(weights: str) -> Callable[[str], str]:
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


def _luhn(serial: str) -> str:
    return str(luhn_digit(serial))


def _mod7(serial: str) -> str:
    return str(int(serial) % 7)


def _kind(
    carrier: str, name: str, shape: str, check: Callable[[str], str] | None = None, lead: str = ""
) -> _Kind:
    return _Kind(carrier, name, re.compile(f"^(?:{shape})$"), check, lead)


_IMPB = (
    r"(?=9\d{8}(?:\d{15}|\d{11}|\d{7})\d$|[0-8]\d{5}(?:\d{14}|\d{10})\d$)(?P<shipper>9\d{8}|[0-8]\d{5})\d+?"
)
_IMPB_C = r"(?=9\d{8}(?:\d{11}|\d{7})\d$|[0-8]\d{5}(?:\d{14}|\d{10})\d$)(?P<shipper>9\d{8}|[0-8]\d{5})\d+?"
_ZIP = r"(?:420(?P<destination_zip>\d{5}(?:\d{4})??))?"

_KINDS = (
    _kind("Postal operator", "S10", r"[A-Z]{2}(?P<serial>\d{8})(?P<check>\d)(?P<country>[A-Z]{2})", _s10),
    _kind("UPS", "1Z", r"1Z(?P<serial>(?P<shipper>[A-Z0-9]{6})[A-Z0-9]{9})(?P<check>\d)", _mod10(2, 1)),
    _kind("UPS", "Waybill", r"[AHJKTV](?P<serial>\d{9})(?P<check>\d)", _mod10(2, 1)),
    _kind("FedEx", "Express (12)", r"(?P<serial>\d{11})(?P<check>\d)", _fedex("31731731731")),
    _kind(
        "FedEx",
        "Express (34)",
        r"[0-8]\d{14}(?P<destination_zip>\d{5})(?P<serial>\d{13})(?P<check>\d)",
        _fedex("1731731731731"),
    ),
    _kind("FedEx", "ASTRA (32)", r"3\d{15}(?P<serial>\d{11})(?P<check>\d)\d{4}", _fedex("31731731731")),
    _kind("FedEx", "Ground", r"(?P<serial>\d{14})(?P<check>\d)", _mod10(3, 1)),
    _kind("FedEx", "Ground (SSCC-18)", r"\d{2}(?P<serial>\d{15})(?P<check>\d)", _mod10(1, 3)),
    _kind(
        "FedEx", "Ground 96 (22)", r"96\d{5}(?P<serial>(?P<shipper>\d{7})\d{7})(?P<check>\d)", _mod10(3, 1)
    ),
    _kind("FedEx", "Ground GSN", r"96\d{18}(?P<serial>\d{13})(?P<check>\d)", _fedex("1731731731731")),
    _kind("DHL", "Express", r"(?P<serial>\d{9,10})(?P<check>\d)", _mod7),
    _kind("DHL", "Express piece", r"J[A-Z]{2,3}\d{9,10}"),
    _kind("DHL", "E-Commerce", r"(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)(?=[A-Z]*\d)[0-9A-Z]{10,39}"),
    _kind("DHL", "E-Commerce (14)", r"\d{14}"),
    _kind("USPS", "20", r"(?P<serial>\d{2}(?P<shipper>\d{9})\d{8})(?P<check>\d)", _mod10(1, 3)),
    _kind(
        "USPS",
        "Legacy",
        _ZIP + r"(?P<serial>(?:91)?\d{2}(?P<shipper>\d{9})\d{8})(?P<check>\d)",
        _mod10(1, 3),
        lead="91",
    ),
    _kind("USPS", "IMpb (N)", _ZIP + r"(?P<serial>94\d{3}" + _IMPB + r")(?P<check>\d)", _mod10(1, 3, True)),
    _kind(
        "USPS",
        "IMpb (C)",
        _ZIP + r"(?P<serial>(?:92(?=\d{3}9)|93(?=\d{3}[0-8])|95)\d{3}" + _IMPB_C + r")(?P<check>\d)",
        _mod10(1, 3),
    ),
    _kind("DPD", "28", r"(?P<serial>(?P<destination_zip>\d{7})\d{20})(?P<check>[0-9A-Z])", _mod_37_36),
    _kind("DPD", "14", r"(?P<serial>\d{14})(?P<check>[0-9A-Z])", _mod_37_36),
    _kind("Canada Post", "16", r"(?P<serial>\d{15})(?P<check>\d)", _mod10(1, 3)),
    _kind("Canpar", "22", r"[CDKLSUXZ]\d{21}"),
    _kind("Purolator", "12", r"(?P<serial>[0-5]\d{10})(?P<check>\d)", _luhn),
    _kind("Purolator", "Letters", r"[A-Z]{3}\d{9}"),
    _kind("Old Dominion", "Freight", r"(?P<serial>(?:77[78]|072|780)\d{7})(?P<check>\d)", _luhn),
    _kind("Old Dominion", "Guaranteed", r"(?P<serial>80\d{8})(?P<check>\d)", _luhn),
    _kind("OnTrac", "C", r"C(?P<serial>\d{13})(?P<check>\d)", _mod10(2, 1), lead="4"),
    _kind("OnTrac", "D", r"D(?P<serial>\d{13})(?P<check>\d)", _mod10(2, 1), lead="5"),
    _kind("LaserShip", "LX", r"L[AIEHNX][1-3]\d{7}"),
    _kind("LaserShip", "1LS", r"1LS7[12]\d{10}|1LS7[12]\d{2}01[1-4]\d{7}|1LSCX[0-9A-Z]{10}"),
    _kind("Amazon", "Logistics", r"TB[ACM]\d{12}"),
    _kind("Amazon", "International", r"[AFC]\d{10}"),
    _kind("Yodel", "JD", r"JJ?D\d{16}"),
    _kind("YunExpress", "YT", r"YT\d{16}"),
    _kind("GOFO", "US", r"GFUS\d{14}"),
    _kind("Landmark", "LTN", r"LTN\d{8}N1"),
    _kind("Spee-Dee", "SP", r"SP\d{18}"),
)
