"""Monero's own base58: eleven characters for each eight bytes, and a Keccak checksum."""

from __future__ import annotations

from base58 import BITCOIN_ALPHABET
from Crypto.Hash import keccak

_DIGITS = {chr(c): i for i, c in enumerate(BITCOIN_ALPHABET)}
_BYTES_OF = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
NETWORKS = {18, 19, 42, 53, 54, 63, 24, 25, 36}  # main, test and stage: standard, integrated, subaddress


def decode(text: str) -> bytes | None:
    """The bytes of a text in Monero's base58, or None where it is none."""
    out = b""
    for i in range(0, len(text), 11):
        block = text[i : i + 11]
        size = _BYTES_OF.get(len(block))
        if size is None or any(c not in _DIGITS for c in block):
            return None
        number = 0
        for c in block:
            number = number * 58 + _DIGITS[c]
        if number >= 1 << 8 * size:
            return None
        out += number.to_bytes(size, "big")
    return out


def is_address(text: str) -> bool:
    """Whether a text of 95 or 106 characters is a Monero address with a right checksum."""
    found = decode(text)
    if found is None or len(found) not in (69, 77) or found[0] not in NETWORKS:
        return False
    return keccak256(found[:-4])[:4] == found[-4:]


def keccak256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum and Monero use it (not the later SHA3-256, which pads otherwise)."""
    return bytes(keccak.new(digest_bits=256, data=data).digest())
