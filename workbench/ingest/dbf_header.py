"""The header of a dBASE table: what its columns are, and whether bytes are such a table at all.

dBASE 7 and Visual FoxPro table file structures as their makers document them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x7b\x83\x8b\x8c\x8e\xcb\xe5\xf5\xfb")
MOST_FIELDS = 2_048
SIZES = {"I": 4, "+": 4, "O": 8, "B": 8, "Y": 8, "T": 8, "@": 8}  # types that are not text, and their bytes


@dataclass(frozen=True)
class Field:
    """One column: its name, its type as a letter, its bytes in a record."""

    name: str
    type: str
    size: int

    @property
    def is_memo(self) -> bool:
        """Whether it only points to a text in another file."""
        return self.type in "MG" or (self.type == "B" and self.size == 10)

    @property
    def is_text(self) -> bool:
        return self.size != SIZES.get(self.type)


@dataclass(frozen=True)
class Head:
    """What the header says: fields, how many records, where they begin and how long one is, the language driver."""

    fields: tuple[Field, ...]
    records: int
    begins: int
    size: int
    driver: int


def head_of(octets: bytes) -> Head | None:
    """The header of a table, or None where the bytes are none: every size it states has to agree."""
    if len(octets) < 65 or octets[0] not in VERSIONS or octets[2] > 12 or octets[3] > 31:
        return None
    records, begins, size = struct.unpack_from("<IHH", octets, 4)
    seven = octets[0] & 7 == 4
    at, step = (68, 48) if seven else (32, 32)
    fields: list[Field] = []
    while at + step <= min(len(octets), begins) and octets[at] != 0x0D and len(fields) < MOST_FIELDS:
        part = octets[at : at + step]
        name = part[: 32 if seven else 11].split(b"\0")[0]
        type, length = (part[32:33], part[33]) if seven else (part[11:12], part[16])
        if not seven and type == b"C":
            length += part[17] << 8  # Clipper's long texts
        if not type.isalpha() and type not in (b"@", b"+"):
            return None
        fields.append(Field(name.decode("latin-1").strip(), type.decode("ascii").upper(), length))
        at += step
    if not fields or sum(field.size for field in fields) + 1 != size or begins > 1 << 16:
        return None
    return Head(tuple(fields), records, begins, size, octets[29])
