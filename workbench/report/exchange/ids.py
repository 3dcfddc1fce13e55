"""Ids that are the same for the same case whenever it is handed out: name-based UUIDs, and hashes."""

from __future__ import annotations

import hashlib
import uuid

from workbench.report.extracted import Happening, Thing, Tie

CLEW = uuid.UUID("6a2a1c5e-8c0d-5b0e-9d8f-3c1e5a7b9d21")  # the namespace of the uuids of cases


class Ids:
    """Ids of what one case holds, made from its own uuid and from what a thing is, never from the clock or chance.

    A thing is named by kind and value, a tie by its number in the case, a happening by the row it stands in (RFC 9562,
    version 5).
    """

    def __init__(self, case: str) -> None:
        self._case = uuid.uuid5(CLEW, case)

    def uuid(self, *parts: str) -> str:
        """A UUID for some parts in their order."""
        return str(uuid.uuid5(self._case, "\x1f".join(parts).encode("utf-8", "replace").decode()))

    def hash(self, *parts: str) -> str:
        """40 hexadecimal digits for some parts in their order."""
        told = "\x1f".join((str(self._case), *parts))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:40]


def of_thing(thing: Thing) -> tuple[str, ...]:
    return "entity", thing.kind, thing.value


def of_tie(tie: Tie) -> tuple[str, ...]:
    return "link", tie.kind, str(tie.id)


def of_happening(happening: Happening) -> tuple[str, ...]:
    o = happening.origin
    return "record", happening.kind, o.sha256, str(o.reading), o.sheet, str(o.row), str(o.part)
