"""What an OpenPGP key says of itself: fingerprint, users, subkeys; and who issued a signature.

RFC 4880 section 12.2 and RFC 9580 section 5.5.4: version 3 is the MD5 of modulus and exponent, version 4 a SHA-1 and
versions 5 and 6 a SHA-256 over the public part. A secret key gives the fingerprint of its public part. Nothing is
verified: an old, weak or expired key is a key all the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from workbench.model.values import pgp_packets
from workbench.model.values.pgp_packets import (
    ENCRYPTED_FOR,
    PUBLIC_KEY,
    PUBLIC_SUBKEY,
    SECRET_KEY,
    SECRET_SUBKEY,
    SIGNATURE,
    USER_ID,
)

ALGORITHMS = {
    1: "RSA", 2: "RSA", 3: "RSA", 16: "ElGamal", 17: "DSA", 18: "ECDH", 19: "ECDSA", 20: "ElGamal", 22: "EdDSA",
    25: "X25519", 26: "X448", 27: "Ed25519", 28: "Ed448",
}  # fmt: skip
_NUMBERS = {1: 2, 2: 2, 3: 2, 16: 3, 17: 4, 20: 3}  # how many big numbers the public part holds
_FIXED = {25: 32, 26: 56, 27: 32, 28: 57}


@dataclass
class Key:
    """One key. `created` and `expires` are Unix seconds; `bits` is 0 for curves; `secret` says that the block
    held the private part as well."""

    fingerprint: str
    key_id: str
    version: int
    created: int
    algorithm: str
    bits: int
    secret: bool
    expires: int | None = None
    users: list[str] = field(default_factory=list)
    subkeys: list[Key] = field(default_factory=list)


@dataclass(frozen=True)
class Signature:
    """Who signed and when: `issuer` is a fingerprint where the signature holds one, else a key id of 16 digits."""

    issuer: str
    created: int | None
    algorithm: str


def fingerprint(armoured: str) -> str | None:
    """The primary key's fingerprint in capital hex: 32 digits for version 3, 40 for 4, 64 for 5 and 6; None if
    unreadable.

    Comments, line ends, subkeys and signatures do not change it, nor does the private part.
    """
    data = pgp_packets.dearmour(armoured)
    found = keys(data) if data else []
    return found[0].fingerprint if found else None


def keys(data: bytes) -> list[Key]:
    """The keys of a block in order; a packet that cannot be read is passed over."""
    found: list[Key] = []
    newest: Key | None = None
    for tag, body in pgp_packets.packets(data):
        if tag in (PUBLIC_KEY, SECRET_KEY, PUBLIC_SUBKEY, SECRET_SUBKEY):
            newest = _key(body, tag in (SECRET_KEY, SECRET_SUBKEY))
            if newest is None:
                continue
            if tag in (PUBLIC_KEY, SECRET_KEY):
                found.append(newest)
            elif found:
                found[-1].subkeys.append(newest)
        elif tag == USER_ID and found:
            found[-1].users.append(_text(body))
        elif tag == SIGNATURE and newest is not None:
            lasting = _lasting(body)
            if lasting and newest.expires is None:
                newest.expires = newest.created + lasting
    return found


def signatures(data: bytes) -> list[Signature]:
    """The signatures of a block in order."""
    found = (_signature(body) for tag, body in pgp_packets.packets(data) if tag == SIGNATURE)
    return [s for s in found if s is not None]


def recipients(data: bytes) -> list[str]:
    """The key ids a message is encrypted for; hidden ones (all zero) are left out."""
    bodies = [body for tag, body in pgp_packets.packets(data) if tag == ENCRYPTED_FOR and len(body) > 9]
    return [body[1:9].hex().upper() for body in bodies if body[0] == 3 and any(body[1:9])]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:  # keys of the nineties
        return body.decode("latin-1")


def _key(body: bytes, secret: bool) -> Key | None:
    if len(body) < 8:
        return None
    version, created = body[0], int.from_bytes(body[1:5], "big")
    if version in (2, 3):
        return _old_key(body, created, secret)
    if version not in (4, 5, 6):
        return None
    algorithm = body[5]
    size = _public_size(body, version, algorithm) if secret else len(body)
    if size is None or size > len(body):
        return None
    public = body[:size]
    if version == 4:
        digest = hashlib.sha1(b"\x99" + size.to_bytes(2, "big") + public).hexdigest().upper()
        key_id = digest[-16:]
    else:
        lead = b"\x9a" if version == 5 else b"\x9b"
        digest = hashlib.sha256(lead + size.to_bytes(4, "big") + public).hexdigest().upper()
        key_id = digest[:16]
    start = 6 if version == 4 else 10
    bits = int.from_bytes(body[start : start + 2], "big") if algorithm in _NUMBERS else 0
    name = ALGORITHMS.get(algorithm, f"algorithm {algorithm}")
    return Key(digest, key_id, version, created, name, bits, secret)


def _old_key(body: bytes, created: int, secret: bool) -> Key | None:
    """Versions 2 and 3: RSA only; the key id is the end of the modulus, not of the fingerprint."""
    modulus, at = _number(body, 8)
    exponent, _ = _number(body, at)
    if not modulus or not exponent:
        return None
    days = int.from_bytes(body[5:7], "big")
    digest = hashlib.md5(modulus + exponent).hexdigest().upper()
    expires = created + days * 86_400 if days else None
    bits = int.from_bytes(body[8:10], "big")
    return Key(digest, modulus[-8:].hex().upper(), 3, created, "RSA", bits, secret, expires)


def _number(body: bytes, at: int) -> tuple[bytes, int]:
    size = (int.from_bytes(body[at : at + 2], "big") + 7) // 8
    return body[at + 2 : at + 2 + size], at + 2 + size


def _public_size(body: bytes, version: int, algorithm: int) -> int | None:
    """How long the public part at the beginning of a secret key packet is."""
    if version in (5, 6):
        return 10 + int.from_bytes(body[6:10], "big")
    at = 6
    if algorithm in _FIXED:
        return at + _FIXED[algorithm]
    if algorithm in (18, 19, 22):
        at += 1 + body[at]
        _, at = _number(body, at)
        return at + 1 + body[at] if algorithm == 18 and at < len(body) else at
    if algorithm not in _NUMBERS:
        return None
    for _ in range(_NUMBERS[algorithm]):
        _, at = _number(body, at)
    return at


def _signature(body: bytes) -> Signature | None:
    if len(body) < 10:
        return None
    if body[0] in (2, 3):
        name = ALGORITHMS.get(body[15], "") if len(body) > 15 else ""
        return Signature(body[7:15].hex().upper(), int.from_bytes(body[3:7], "big"), name)
    said = _subpackets(body)
    issuer = said[33][1:].hex() if 33 in said else said.get(16, b"").hex()
    if not issuer:
        return None
    created = int.from_bytes(said[2], "big") if 2 in said else None
    return Signature(issuer.upper(), created, ALGORITHMS.get(body[2], ""))


def _lasting(body: bytes) -> int:
    """After how many seconds a self-signature (types 0x10-0x13, 0x18, 0x1F) says that its key expires."""
    if len(body) < 10 or body[0] not in (4, 5, 6) or body[1] not in (0x10, 0x11, 0x12, 0x13, 0x18, 0x1F):
        return 0
    return int.from_bytes(_subpackets(body).get(9, b""), "big")


def _subpackets(body: bytes) -> dict[int, bytes]:
    """The subpackets of a signature by type, the hashed ones before the others."""
    width = 4 if body[0] == 6 else 2
    said: dict[int, bytes] = {}
    at = 4
    for _ in range(2):
        size = int.from_bytes(body[at : at + width], "big")
        at += width
        area = body[at : at + size]
        at += size
        place = 0
        while place < len(area):
            length, place, _ = pgp_packets._new_length(area, place)
            if length == 0 or place >= len(area):
                break
            said.setdefault(area[place] & 0x7F, area[place + 1 : place + length])
            place += length
    return said
