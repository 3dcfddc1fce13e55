"""Ed25519 keys that sign checkpoints, and the one-line texts they are kept and handed on in.

Both texts are those of Go's note package, which C2SP signed notes come from: a public key is `name+id+key` with the id
in hexadecimal and the key in base64 behind the byte 01; a private key is the same with its 32-byte seed, behind
`PRIVATE+KEY+`. The id is the beginning of SHA-256(name || newline || 01 || public key). PyNaCl is loaded at its first
use.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from workbench.model.problems import Problem

ED25519 = b"\1"
_SEED = re.compile(r"PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")
_PUBLIC = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")


@dataclass(frozen=True)
class PublicKey:
    """Whose signature it is: a name without spaces or plus, and 32 bytes."""

    name: str
    key: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """What people compare, on paper or by telephone: the first half of the SHA-256 of the key."""
        return grouped(hashlib.sha256(self.key).digest()[:16])

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.key).decode()}"

    def signed(self, text: bytes, signature: bytes) -> bool:
        """Whether a signature of 64 bytes over a text is this key's."""
        from nacl.exceptions import BadSignatureError
        from nacl.signing import VerifyKey

        try:
            VerifyKey(self.key).verify(text, signature)
        except (BadSignatureError, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A key one can sign with: its name and the seed it is made of."""

    name: str
    seed: bytes

    def called(self, name: str) -> Signer:
        """The same key under another name: a case's own checkpoints are signed in the name of the case."""
        return Signer(name, self.seed)

    @property
    def public(self) -> PublicKey:
        from nacl.signing import SigningKey

        return PublicKey(self.name, bytes(SigningKey(self.seed).verify_key))

    def sign(self, text: bytes) -> bytes:
        """The signature of a text: 64 bytes, the same whenever it is signed (RFC 8032)."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self.seed).sign(text).signature)

    def __str__(self) -> str:
        return (
            f"PRIVATE+KEY+{self.name}+{self.public.id.hex()}+{base64.b64encode(ED25519 + self.seed).decode()}"
        )


def grouped(data: bytes) -> str:
    """Bytes as people read them to one another: capital hexadecimal in fours."""
    text = data.hex().upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def made(name: str) -> Signer:
    """A new key; Problem where no key may be called so."""
    if not name or "+" in name or any(c.isspace() for c in name):
        raise Problem(f"a key cannot be called '{name}'", "take a name without spaces and without plus")
    return Signer(name, secrets.token_bytes(32))


def public_key(text: str) -> PublicKey:
    """The public key that a text names; Problem where it names none."""
    found = _PUBLIC.fullmatch(text.strip())
    read = found and PublicKey(found[1], _key(found[3]))
    if not found or not read or read.id.hex() != found[2]:
        raise Problem("that is no public key of Clew's", "it is one line, from 'clew identity'")
    return read


def read(path: Path) -> Signer:
    """The private key in a file; Problem where there is none."""
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            f"the key {path} cannot be read", getattr(error, "strerror", "") or str(error)
        ) from error
    found = _SEED.fullmatch(text)
    signer = found and Signer(found[1], _key(found[3]))
    if not found or not signer or signer.public.id.hex() != found[2]:
        raise Problem(
            f"{path.name} is no signing key", "make one with 'clew identity --make FILE --name NAME'"
        )
    return signer


def write(signer: Signer, path: Path) -> None:
    """Writes a private key to a new file that only its owner may read; FileExistsError where there is one already."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, f"{signer}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)


def _key(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Problem("that is no key", "its base64 is broken") from error
    if len(data) != 33 or data[:1] != ED25519:
        raise Problem("that is no key of the kind Clew signs with", "Ed25519 is the only one")
    return data[1:]
