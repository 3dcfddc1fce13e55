"""Damages bytes in the ways files are damaged, and in the ways people damage them; the same seed, the same damage."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
)
LARGEST = 1 << 20  # a damaged file grows no further
NASTY = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\r", b"\n", b'"', b"'", b"<", b">",
    b"&a;", b"]]>", b"<!--", b"{", b"}", b"[", b"]", b"(", b"\\", b"\\ud800", b",", b";", b"\t", b"|", b":", b"=",
    b"-1", b"0", b"1e999", b"NaN", b"9" * 40, str(2**63).encode(), str(-(2**63) - 1).encode(), b"4294967295", b"65535",
    b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\0", "\u202e".encode(), "٣".encode(), b"../../",
    b"31.12.9999", b"0000-00-00", b"2024-02-30T25:61:61Z", b"%s%n", b"null", b"true", b"!!python/object:os.system",
)  # fmt: skip


def damaged(octets: bytes, random: Random, samples: list[bytes] | None = None) -> bytes:
    """One to eight damages; inside a ZIP half of them to what is packed, so that they reach the program inside.

    `samples` are files to take pieces from.
    """
    if octets.startswith(b"PK\x03\x04") and random.random() < 0.75:
        try:
            return _repacked(octets, random)
        except (*UNSOUND, LookupError):
            pass  # it was damaged before, so that nothing inside can be reached
    for _ in range(1 << random.randrange(4)):
        octets = random.choice(DAMAGES)(octets, random)
    if samples and random.random() < 0.05:
        octets = octets[: random.randint(0, len(octets))] + _piece(random.choice(samples), random)
    return octets[:LARGEST]


def _repacked(octets: bytes, random: Random) -> bytes:
    """A ZIP of which one member is damaged, its checksum right again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = random.choice(names)
        for name in names:
            inside = old.read(name)
            new.writestr(name, damaged(inside, random) if name == chosen else inside)
    return made.getvalue()


def _place(octets: bytes, random: Random) -> int:
    return random.randint(0, max(len(octets) - 1, 0))


def _piece(octets: bytes, random: Random) -> bytes:
    start = _place(octets, random)
    return octets[start : start + (1 << random.randrange(12))]


def _flip(octets: bytes, random: Random) -> bytes:
    at = _place(octets, random)
    return (
        octets[:at] + bytes([octets[at] ^ (1 << random.randrange(8))]) + octets[at + 1 :]
        if octets
        else octets
    )


def _put(octets: bytes, random: Random) -> bytes:
    at = _place(octets, random)
    return octets[:at] + bytes([random.randrange(256)]) + octets[at + 1 :]


def _cut(octets: bytes, random: Random) -> bytes:
    return octets[: random.randint(0, len(octets))]


def _behead(octets: bytes, random: Random) -> bytes:
    return octets[random.randint(0, min(len(octets), 64)) :]


def _lose(octets: bytes, random: Random) -> bytes:
    at = _place(octets, random)
    return octets[:at] + octets[at + (1 << random.randrange(10)) :]


def _repeat(octets: bytes, random: Random) -> bytes:
    at, piece = _place(octets, random), _piece(octets, random)
    return octets[:at] + piece * (1 << random.randrange(6)) + octets[at:]


def _swap(octets: bytes, random: Random) -> bytes:
    first, second = sorted((_place(octets, random), _place(octets, random)))
    size = min(1 << random.randrange(8), second - first)
    a, b = octets[first : first + size], octets[second : second + size]
    return octets[:first] + b + octets[first + size : second] + a + octets[second + size :]


def _insert(octets: bytes, random: Random) -> bytes:
    at, nasty = _place(octets, random), random.choice(NASTY)
    return octets[:at] + nasty * random.choice((1, 1, 1, 2, 500)) + octets[at:]


def _overwrite(octets: bytes, random: Random) -> bytes:
    at, nasty = _place(octets, random), random.choice(NASTY)
    return octets[:at] + nasty + octets[at + len(nasty) :]


def _number(octets: bytes, random: Random) -> bytes:
    """Another number where digits stand."""
    at = next((i for i in range(_place(octets, random), len(octets)) if 48 <= octets[i] <= 57), None)
    if at is None:
        return _put(octets, random)
    end = at
    while end < len(octets) and 48 <= octets[end] <= 57:
        end += 1
    number = random.choice(
        (b"0", b"-1", b"1e999", b"9" * 5000, str(2**63).encode(), b"65536", b"1000000000", b"")
    )
    return octets[:at] + number + octets[end:]


def _line(octets: bytes, random: Random) -> bytes:
    """A line taken away, doubled or put elsewhere."""
    lines = octets.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    for _ in range(random.randrange(3)):
        lines.insert(random.randint(0, len(lines)), line)
    return b"\n".join(lines)


DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _put, _cut, _behead, _lose, _repeat, _swap, _insert, _overwrite, _number, _line,
)  # fmt: skip
