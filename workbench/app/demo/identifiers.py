"""Makes identifiers with right check digits that can belong to nobody.

Phones are Ofcom's numbers for drama, IMEIs carry a test type code (00 44), IMSIs and cells the test network
001-01, wallets are Bitcoin testnet (BIP 173, base58check), UPS numbers the sample shipper 999AA, S10
numbers the example series 1234 5xxx, onion names a checksum over random bytes (Tor rend-spec-v3).
"""

from __future__ import annotations

import base64
import hashlib

AREAS = ("113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def mobile(index: int) -> str:
    """Mobile number of the drama range, index 0-999, as +44..."""
    return f"+447700900{index:03d}"


def landline(index: int) -> str:
    """Landline of the drama ranges of eleven towns, index 0-10999, as +44..."""
    return f"+44{AREAS[index // 1000]}4960{index % 1000:03d}"


def luhn(digits: str) -> str:
    """The check digit of ISO/IEC 7812 for these digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def imei(model: int, serial: int) -> str:
    """15-digit IMEI with a test type code; model 0-99, serial 0-999999."""
    body = f"004400{model:02d}{serial:06d}"
    return body + luhn(body)


def imsi(subscriber: int) -> str:
    """IMSI of the test network 001-01."""
    return f"00101{subscriber:010d}"


def s10(prefix: str, serial: int, country: str = "GB") -> str:
    """UPU S10 number: weights 8 6 4 2 3 5 9 7, 11 minus the remainder, 10 as 0 and 11 as 5."""
    digits = f"{serial:08d}"
    total = sum(int(d) * w for d, w in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    check = {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
    return f"{prefix}{digits}{check}{country}"


def ups(service: str, serial: int) -> str:
    """UPS 1Z number of the sample shipper 999AA1: letters as (code - 63) mod 10, even places twice."""
    body = f"999AA1{service}{serial:07d}"
    total = 0
    for place, sign in enumerate(body, 1):
        value = int(sign) if sign.isdigit() else (ord(sign) - 63) % 10
        total += value * (2 if place % 2 == 0 else 1)
    return f"1Z{body}{-total % 10}"


def segwit(witness: bytes) -> str:
    """Testnet address tb1q... of a 20-byte witness program (BIP 173, version 0)."""
    bits = "".join(f"{octet:08b}" for octet in witness)
    values = [0] + [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]
    prefix = [ord(c) >> 5 for c in "tb"] + [0] + [ord(c) & 31 for c in "tb"]
    rest = _polymod([*prefix, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [rest >> 5 * (5 - i) & 31 for i in range(6)]
    return "tb1" + "".join(_BECH32[v] for v in values)


def _polymod(values: list[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for i, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= term if top >> i & 1 else 0
    return state


def base58check(version: int, payload: bytes) -> str:
    """Testnet address m/n... (version 111) or 2... (version 196) of a 20-byte hash."""
    body = bytes([version]) + payload
    number = int.from_bytes(body + hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4], "big")
    out = ""
    while number:
        number, rest = divmod(number, 58)
        out = _BASE58[rest] + out
    return out


def onion(key: bytes) -> str:
    """Version 3 onion name of 32 bytes."""
    check = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    return base64.b32encode(key + check + b"\x03").decode().lower() + ".onion"
