"""PGP public keys as vendors publish them: version 4 packets, fingerprint, armour (RFC 4880, RFC 9580).

The numbers inside are random: nobody holds a private half, and no message can be read with them.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from workbench.app.demo.dice import Dice

_ED25519 = bytes.fromhex("092b06010401da470f01")
_MADE = 1_700_000_000


@dataclass(frozen=True)
class Key:
    """`fingerprint` is 40 upper-case hex digits, `armour` the block with its line ends as \\n."""

    fingerprint: str
    armour: str

    @property
    def grouped(self) -> str:
        """The fingerprint in groups of four, as people write it."""
        return " ".join(self.fingerprint[i : i + 4] for i in range(0, 40, 4))


def make(dice: Dice, name: str) -> Key:
    """A public key with a user id and no signatures: RSA of 1024 bits or Ed25519."""
    if dice.chance(0.5):
        modulus = bytearray(dice.octets(128))
        modulus[0] |= 0x80
        modulus[-1] |= 1
        material = b"\x01" + _integer(bytes(modulus)) + _integer(b"\x01\x00\x01")
    else:
        material = b"\x16" + _ED25519 + _integer(b"\x40" + dice.octets(32))
    made = _MADE + dice.below(60_000_000)
    body = b"\x04" + made.to_bytes(4, "big") + material
    digest = hashlib.sha1(b"\x99" + len(body).to_bytes(2, "big") + body, usedforsecurity=False)
    return Key(digest.hexdigest().upper(), _armour(_packet(6, body) + _packet(13, name.encode())))


def _integer(number: bytes) -> bytes:
    bits = int.from_bytes(number, "big").bit_length()
    return bits.to_bytes(2, "big") + number


def _packet(tag: int, body: bytes) -> bytes:
    size = len(body)
    length = bytes([size]) if size < 192 else bytes([(size - 192 >> 8) + 192, size - 192 & 255])
    return bytes([0xC0 | tag]) + length + body


def _armour(packets: bytes) -> str:
    text = base64.b64encode(packets).decode()
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    check = base64.b64encode(_crc24(packets).to_bytes(3, "big")).decode()
    begin, end = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"
    return "\n".join([begin, "", *lines, "=" + check, end])


def _crc24(octets: bytes) -> int:
    state = 0xB704CE
    for octet in octets:
        state ^= octet << 16
        for _ in range(8):
            state <<= 1
            if state & 0x1000000:
                state ^= 0x1864CFB
    return state
