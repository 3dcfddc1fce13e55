"""Check digits that several sorts of identifier share."""

from __future__ import annotations

from collections.abc import Iterable


def luhn_digit(digits: str) -> int:
    """The Luhn check digit that belongs after `digits` (ISO/IEC 7812-1 annex B)."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        n = int(c) * (2 if i % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return -total % 10


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    return len(digits) > 1 and luhn_digit(digits[:-1]) == int(digits[-1])


def iso7064_97(text: str) -> int:
    """The remainder modulo 97 of letters-and-digits, A = 10 ... Z = 35 (ISO 7064, used by IBAN)."""
    return int("".join(str(int(c, 36)) for c in text)) % 97


def weighted(digits: Iterable[int], weights: Iterable[int]) -> int:
    """The sum of each digit times its weight; the shorter of the two decides."""
    return sum(d * w for d, w in zip(digits, weights, strict=False))


def tox_checksum(digits: str) -> bool:
    """Whether the last four of a Tox id's 76 hex digits are the exclusive or of its 16-bit words before them
    (Tox specification, section Messenger)."""
    total = 0
    for at in range(0, len(digits), 4):
        total ^= int(digits[at : at + 4], 16)
    return total == 0
