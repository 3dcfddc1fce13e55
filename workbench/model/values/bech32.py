"""Bech32 and bech32m (BIP 173, BIP 350), and the cashaddr code of Bitcoin Cash: checksums over five-bit
words."""

from __future__ import annotations

from collections.abc import Iterable

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32, BECH32M = 1, 0x2BC830A3
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CASH_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)


def decode(text: str) -> tuple[str, list[int], int] | None:
    """Prefix, five-bit words without the checksum and which checksum holds (BECH32 or BECH32M); None if
    neither.

    Mixed case is refused, as the standard says; length is the caller's to judge (a bitcoin address has at
    most 90).
    """
    if text.lower() != text and text.upper() != text:
        return None
    prefix, one, rest = text.lower().rpartition("1")
    if not one or not prefix or len(rest) < 6 or any(not 33 <= ord(c) <= 126 for c in prefix):
        return None
    words = [ALPHABET.find(c) for c in rest]
    if min(words) < 0:
        return None
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    left = _polymod(expanded + words, 1, 25, _GENERATOR)
    return (prefix, words[:-6], left) if left in (BECH32, BECH32M) else None


def segwit(text: str) -> tuple[str, int, bytes] | None:
    """Prefix, witness version and program of a segwit address, or None where any rule of the BIPs is
    broken."""
    found = decode(text) if len(text) <= 90 else None
    if found is None or not found[1]:
        return None
    prefix, words, checksum = found
    version, program = words[0], to_bytes(words[1:])
    if program is None or version > 16 or not 2 <= len(program) <= 40:
        return None
    if version == 0 and len(program) not in (20, 32):
        return None
    return (prefix, version, program) if checksum == (BECH32M if version else BECH32) else None


def cashaddr(text: str) -> bool:
    """Whether `prefix:payload` carries the right checksum of 40 bits (Bitcoin Cash specification,
    cashaddr)."""
    prefix, _, payload = text.partition(":")
    words = [ALPHABET.find(c) for c in payload]
    if len(words) < 9 or min(words) < 0:
        return False
    return _polymod([ord(c) & 31 for c in prefix] + [0] + words, 1, 35, _CASH_GENERATOR) == 1


def to_bytes(words: Iterable[int]) -> bytes | None:
    """Five-bit words as bytes; None where the padding is longer than four bits or not zero."""
    held = bits = 0
    out = bytearray()
    for word in words:
        held = (held << 5 | word) & 0xFFF
        bits += 5
        if bits >= 8:
            bits -= 8
            out.append(held >> bits & 0xFF)
    return None if bits >= 5 or held & (1 << bits) - 1 else bytes(out)


def _polymod(words: Iterable[int], start: int, bits: int, generator: tuple[int, ...]) -> int:
    left = start
    mask = (1 << bits) - 1
    for word in words:
        top = left >> bits
        left = (left & mask) << 5 ^ word
        for i, g in enumerate(generator):
            if top >> i & 1:
                left ^= g
    return left
