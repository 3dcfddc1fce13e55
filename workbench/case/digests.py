"""Hashes of bytes that come one after the other, all taken in the same pass."""

from __future__ import annotations

import hashlib


class Digests:
    """SHA-256 and, where it is wanted, SHA-512 of bytes that come one after the other; "" where it is not."""

    def __init__(self, long: bool) -> None:
        self._short, self._long = hashlib.sha256(), hashlib.sha512() if long else None

    def update(self, octets: bytes) -> None:
        self._short.update(octets)
        if self._long is not None:
            self._long.update(octets)

    @property
    def sha256(self) -> str:
        return self._short.hexdigest()

    @property
    def sha512(self) -> str:
        return self._long.hexdigest() if self._long is not None else ""
