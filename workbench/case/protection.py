"""The key of a case: published for one that everybody may open, or made of a passphrase.

A case is an SQLCipher file, and the first sixteen bytes of such a file are the salt of its key. Clew begins the salt
with its name and with whether the case is protected; the other eleven bytes are by lot. So a protected case is known
for one before anybody is asked for its passphrase, and any SQLCipher 4 opens it with that passphrase alone.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from workbench.case import durable
from workbench.model.problems import Problem

# Published on purpose: a case without a passphrase is not secret, it is checked. The key makes SQLCipher keep an
# HMAC of every page, so that a flipped bit is an error and never another valid number.
PUBLISHED = hashlib.sha256(b"Clew case file, published key").hexdigest()
SALT = 16
REKEYING, EMPTIED, PURGED, BEFORE = (
    ".rekeying",
    ".emptied",
    ".purged",
    ".before-purge",
)  # ends of names beside
OPEN, PROTECTED = b"Clew\x00", b"Clew\x01"
ROUNDS = 256_000  # SQLCipher 4's own, so that others open the file with the passphrase
_RAW = re.compile(r"x'([0-9a-fA-F]{64})([0-9a-fA-F]{32})?'")


@dataclass(frozen=True)
class Key:
    """A 256-bit key in hexadecimal, and the salt a file made with it begins with."""

    raw: str
    salt: bytes = b""

    @property
    def published(self) -> bool:
        return self.raw == PUBLISHED

    @property
    def spelled(self) -> str:
        """The key in the form that `key_of` takes for a passphrase, for opening once more what is open."""
        return f"x'{self.raw}'"

    def as_sql(self) -> str:
        """The key as SQLCipher's PRAGMA takes it; with a salt it also says how the file is to begin."""
        return f"\"x'{self.raw}{self.salt.hex()}'\""


class Locked(Problem):
    """A protected case at `path`, and no passphrase was given or a wrong one."""

    def __init__(self, what: str, hint: str, path: Path) -> None:
        super().__init__(what, hint)
        self.path = path


def for_everybody() -> Key:
    """The published key, for a case without a passphrase."""
    return Key(PUBLISHED, OPEN + secrets.token_bytes(SALT - len(OPEN)))


def made_of(passphrase: str) -> Key:
    """A key and a new salt for a passphrase; Problem where it is empty."""
    if not passphrase:
        raise Problem("the passphrase is empty", "take several words that only you know")
    salt = PROTECTED + secrets.token_bytes(SALT - len(PROTECTED))
    return Key(_derived(passphrase, salt), salt)


def is_protected(path: Path) -> bool:
    """Whether a passphrase is needed to open the case."""
    return salt_of(path).startswith(PROTECTED)


def key_of(path: Path, passphrase: str) -> Key:
    """The key that should open a case; Locked where it needs a passphrase and none is given.

    A passphrase written x'64 hexadecimal digits', with 32 more of the salt or without, is the key itself, as in
    SQLCipher; recovery gives it so.
    """
    salt = salt_of(path)
    if not salt.startswith(PROTECTED):
        return Key(PUBLISHED)
    if not passphrase:
        raise Locked(f"{path.name} is protected by a passphrase", "give it to open the case", path)
    return Key(_derived(passphrase, salt))


def salt_of(path: Path) -> bytes:
    """The first sixteen bytes of a case."""
    try:
        with path.open("rb") as file:
            return file.read(SALT)
    except OSError as error:
        raise Problem(f"{path} cannot be read", error.strerror or str(error)) from error


def beside(path: Path, end: str = REKEYING) -> Path:
    """Where a copy of a case lies while it is put under another key or purged."""
    return path.with_name(path.name + end)


def remove_leftover(path: Path) -> None:
    """Removes the copies that an interrupted change of the passphrase or an interrupted purge left; the lock of the
    case must be held."""
    for end in (REKEYING, EMPTIED, PURGED, BEFORE):
        durable.destroy(beside(path, end))


def _derived(passphrase: str, salt: bytes) -> str:
    raw = _RAW.fullmatch(passphrase)
    if raw:
        return raw[1].lower()
    # keyboards of two systems write the same letter with an accent as one character or as two
    said = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac("sha512", said, salt, ROUNDS, 32).hex()
