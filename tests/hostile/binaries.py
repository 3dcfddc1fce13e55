"""DBF, EXIF, OpenPGP and certificates whose lengths lie."""

from __future__ import annotations

import base64
import struct
from textwrap import wrap

from tests.hostile.files import hostile
from tests.hostile.specimens import of_reader
from tests.ingest import making_dbfs

FIELDS = [("CALLER", "C", 14), ("CALLEE", "C", 14), ("START", "C", 20), ("DURATION", "N", 6)]
RECORDS = [[b"+447700900001", b"+447700900002", b"2026-06-01 10:00:00", b"60"]] * 3


@hostile("a header that claims 4 billion records.dbf", "cut off", kept=3, rejected=1)
def claimed_records() -> bytes:
    return making_dbfs.table(FIELDS, RECORDS, stated=4_294_967_295)


@hostile("cut off in a record.dbf", "cut off", kept=2, rejected=1)
def cut_record() -> bytes:
    return making_dbfs.table(FIELDS, RECORDS)[:-20]


@hostile("records of no length.dbf", ".")
def no_length() -> bytes:
    octets = bytearray(making_dbfs.table(FIELDS, RECORDS))
    octets[10:12] = b"\0\0"
    return bytes(octets)


@hostile("a header longer than the file.dbf", ".")
def long_header() -> bytes:
    octets = bytearray(making_dbfs.table(FIELDS, RECORDS))
    octets[8:10] = b"\xff\xff"
    return bytes(octets)


@hostile("fields longer than the record.dbf", ".")
def long_fields() -> bytes:
    octets = bytearray(making_dbfs.table(FIELDS, RECORDS))
    octets[32 + 16] = 255
    return bytes(octets)


def _picture(tiff: bytes) -> bytes:
    exif = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", min(len(exif) + 2, 65_535)) + exif + b"\xff\xd9"


def _entry(tag: int, sort: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, sort, count, value)


def _tiff(*entries: bytes, after: int = 0, more: bytes = b"") -> bytes:
    return (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", len(entries))
        + b"".join(entries)
        + struct.pack("<I", after)
        + more
    )


@hostile("a directory that follows itself.jpg", ".")
def looping_directory() -> bytes:
    return _picture(_tiff(_entry(0x010F, 2, 4, 0x41414141), after=8))


@hostile("directories inside themselves.jpg", ".")
def nested_directory() -> bytes:
    return _picture(_tiff(_entry(0x8769, 4, 1, 8), _entry(0x8825, 4, 1, 8), _entry(0xA005, 4, 1, 8)))


@hostile("a tag of four billion values.jpg", ".")
def many_values() -> bytes:
    return _picture(
        _tiff(_entry(0x010F, 2, 0xFFFFFFFF, 26), _entry(0x9003, 5, 0x7FFFFFFF, 26), more=b"x" * 64)
    )


@hostile("65,535 tags.jpg", ".")
def many_tags() -> bytes:
    return _picture(_tiff(*(_entry(0x010F, 5, 0xFFFF, 8) for _ in range(5_000))))


@hostile("a length of nothing.jpg", ".")
def no_segment() -> bytes:
    return b"\xff\xd8\xff" + b"\xe1\0\0" * 30_000


@hostile("a picture in a ring.png", ".")
def png_ring() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0xFFFFFFFF) + b"eXIf" + b"x" * 200


@hostile("boxes of no length.heic", ".")
def heic_boxes() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\0meta" * 1_000


def _armoured(octets: bytes) -> bytes:
    text = "\n".join(wrap(base64.b64encode(octets).decode(), 64))
    return f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{text}\n-----END PGP PUBLIC KEY BLOCK-----\n".encode()


def _key() -> bytes:
    return (
        b"\x04"
        + struct.pack(">I", 1_780_000_000)
        + b"\x01"
        + struct.pack(">H", 64)
        + b"\xff" * 8
        + b"\0\x11\1\0\1"
    )


@hostile("a packet of four billion bytes.asc", ".", recipe="vendors.pgp")
def lying_packet() -> bytes:
    return _armoured(b"\x99" + struct.pack(">H", len(_key())) + _key() + b"\xcd\xff\xff\xff\xff\xffAnn")


@hostile("a number of 65,535 bits in ten bytes.asc", ".", recipe="vendors.pgp")
def lying_number() -> bytes:
    return _armoured(b"\x99\0\x10\x04" + struct.pack(">I", 1) + b"\x01\xff\xff" + b"\xff" * 10)


@hostile("partial lengths for ever.asc", ".", recipe="vendors.pgp")
def partial_lengths() -> bytes:
    return _armoured(b"\xc6" + b"\xe0\x04" * 50_000)


@hostile("a packet packed in itself.asc", ".", recipe="vendors.pgp")
def packed_packets() -> bytes:
    import zlib

    octets = b"\x99" + struct.pack(">H", len(_key())) + _key()
    for _ in range(40):
        octets = b"\xa3\x02" + zlib.compress(octets)
    return _armoured(octets)


@hostile("subpackets that lie.asc", ".", recipe="vendors.pgp")
def lying_subpackets() -> bytes:
    body = b"\x04\x13\x01\x08" + struct.pack(">H", 65_535) + b"\xff\xff\xff\xff\xff" * 20
    return _armoured(b"\x99" + struct.pack(">H", len(_key())) + _key() + b"\x88" + bytes([len(body)]) + body)


@hostile("an armour without end.asc", ".", recipe="vendors.pgp")
def open_armour() -> bytes:
    return b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + b"A" * 2_000_000


def _certificate(octets: bytes) -> bytes:
    text = "\n".join(wrap(base64.b64encode(octets).decode(), 64))
    return f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n".encode()


def _long(tag: int, octets: bytes) -> bytes:
    return bytes([tag, 0x84]) + struct.pack(">I", len(octets)) + octets


def _damaged_certificate(old: bytes, new: bytes) -> bytes:
    """The first certificate of the sample with some bytes replaced."""
    text = next(s for s in of_reader("sites.certificates") if s.name.endswith(".pem")).octets
    inside = text.split(b"-----BEGIN CERTIFICATE-----")[1].split(b"-----END")[0]
    return _certificate(base64.b64decode(inside).replace(old, new))


@hostile("an object id of a megabyte.pem", ".", recipe="sites.certificates")
def giant_oid() -> bytes:
    return _certificate(_long(0x30, _long(0x30, _long(0x06, b"\xff" * 1_000_000))))


@hostile("a name without end.pem", ".", recipe="sites.certificates")
def wrong_name() -> bytes:
    return _damaged_certificate(b"\x55\x04\x03", b"\x55\x84\x83")


@hostile("a certificate of sequences 100,000 deep.pem", ".", recipe="sites.certificates")
def deep_certificate() -> bytes:
    return _certificate(b"\x30\x80" * 100_000)


@hostile("a certificate that never ends.pem", ".", recipe="sites.certificates")
def open_certificate() -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" * 20_000


@hostile("keys that never end.pem", ".", recipe="sites.certificates")
def open_keys() -> bytes:
    return b"-----BEGIN CERTIFICATE-----\nx\n" + b"-----BEGIN RSA PRIVATE KEY-----\n" * 20_000
