"""Archives that are broken or made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import zipfile
import zlib

import zstandard

from tests.hostile.files import CALLS, hostile


def calls(number: int) -> bytes:
    """Three calls that no other file here has."""
    return CALLS.replace(b",60\n", b",%d\n" % number)


LARGE = 48 << 20  # bytes a bomb unpacks to; what is tested is the ratio, which is the same at any size


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members, names as they stand."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how, compresslevel=9) as archive:
        for name, octets in members:
            archive.writestr(name, octets, compress_type=how)
    return made.getvalue()


def _nulls() -> bytes:
    return b"\0" * LARGE


@hostile("a flat bomb.zip", "made to do harm|far more than text packs")
def flat_bomb() -> bytes:
    return zipped(("calls.csv", _nulls()))


@hostile("a bomb beside calls.zip", "far more than text packs", kept=3)
def bomb_beside() -> bytes:
    return zipped(("calls.csv", calls(201)), ("bomb.csv", _nulls()))


@hostile("a bomb that lies about its size.zip", "harm|damaged|cannot be unpacked|far more")
def lying_bomb() -> bytes:
    octets = zipped(("calls.csv", _nulls()))
    return octets.replace(struct.pack("<I", LARGE), struct.pack("<I", 100))


@hostile("a bomb of zeros.csv.gz", "far more than text packs")
def gzip_bomb() -> bytes:
    return gzip.compress(_nulls(), 9)


@hostile("a bomb of zeros.csv.zst", "far more than text packs")
def zstd_bomb() -> bytes:
    return zstandard.ZstdCompressor(level=19).compress(_nulls())


@hostile("a zstd frame that wants 2 GB of window.csv.zst", "cannot be unpacked|damaged|harm")
def zstd_window() -> bytes:
    # Magic, a descriptor without content size, and a window descriptor of 2^(10 + 21) bytes.
    return b"\x28\xb5\x2f\xfd\x00" + bytes([21 << 3]) + b"\x01\x00\x00" * 20


@hostile("a bomb of zeros.csv.bz2", "far more than text packs")
def bzip_bomb() -> bytes:
    return bz2.compress(_nulls())


@hostile("a bomb of zeros.csv.xz", "far more than text packs")
def xz_bomb() -> bytes:
    return lzma.compress(_nulls(), preset=1)


@hostile("bombs in archives in an archive.zip", "harm|archive in an archive|far more")
def nested_bombs() -> bytes:
    """As 42.zip: sixteen archives of sixteen archives, each of whose files is a bomb."""
    inner = zipped(("0.dll", b"\0" * LARGE))
    for _ in range(3):
        inner = zipped(*((f"lib {at}.zip", inner) for at in range(16)))
    return inner


@hostile("archives in archives fifty deep.zip", "archive in an archive")
def deep_archives() -> bytes:
    octets = zipped(("calls.csv", calls(202)))
    for level in range(50):
        octets = zipped((f"{level}.zip", octets))
    return octets


@hostile("members that overlap.zip", "overlap")
def overlapping() -> bytes:
    """Ten thousand members that are all the same packed bytes, as in zbsm.zip by D. Fifield."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"\0" * MEGA) + packer.flush()
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, CHECK, len(packed), MEGA, 5, 0) + b"a.csv"
    central = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, CHECK, len(packed), MEGA, 8, 0, 0, 0, 0, 0, 0
        )
        + b"%04d.csv" % at
        for at in range(COPIES)
    )
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, COPIES, COPIES, len(central), len(head) + len(packed), 0
    )
    return head + packed + central + end


MEGA, COPIES = 1 << 20, 10_000
CHECK = zlib.crc32(b"\0" * MEGA)


@hostile("names that climb.zip", kept=24)
def climbing() -> bytes:
    names = (
        "../../up.csv", "/absolute.csv", "C:\\Windows\\calls.csv", "..\\..\\up2.csv", "a/../../../b.csv",
        "\u202egpj.exe.csv", "new\nline.csv", "con.csv",
    )  # fmt: skip
    return zipped(*((name, CALLS.replace(b",60\n", b",%d\n" % at)) for at, name in enumerate(names, 61)))


@hostile("a name with a NUL.zip", kept=3)
def nul_name() -> bytes:
    return zipped(("callsX.csv", calls(203))).replace(b"callsX.csv", b"calls\0.csv")


@hostile("the same name twice.zip", kept=6)
def same_name() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(("calls.csv", calls(205)), ("calls.csv", calls(204)))


@hostile("a link.zip", "link", kept=3)
def link() -> bytes:
    info = zipfile.ZipInfo("passwords.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped((info, b"/etc/passwd"), ("calls.csv", calls(206)))


@hostile("a directory that says it holds 65,535 files.zip", kept=3)
def lying_directory() -> bytes:
    octets = zipped(("calls.csv", calls(207)))
    at = octets.rindex(b"PK\x05\x06")
    return octets[: at + 8] + b"\xff\xff\xff\xff" + octets[at + 12 :]


@hostile("30,000 files.zip", "more than the")
def many_files() -> bytes:
    return zipped(*((f"{at}.csv", b"") for at in range(30_000)), how=zipfile.ZIP_STORED)


@hostile("a damaged check sum.zip", "damaged|cannot be unpacked")
def wrong_sum() -> bytes:
    octets = bytearray(zipped(("calls.csv", calls(208)), how=zipfile.ZIP_STORED))
    octets[octets.index(b"7700900001")] ^= 1
    return bytes(octets)


@hostile("cut off.zip", "damaged")
def cut_off() -> bytes:
    octets = zipped(("calls.csv", calls(209) * 50))
    return octets[: len(octets) // 2]


@hostile("cut off.csv.gz", "cannot be unpacked|damaged")
def cut_stream() -> bytes:
    octets = gzip.compress(calls(210) * 500)
    return octets[: len(octets) // 2]


@hostile("noise behind the stream.csv.gz", "cannot be unpacked")
def noise_behind() -> bytes:
    return gzip.compress(calls(211)) + b"noise" * 20


@hostile("a compression nobody knows.zip", "cannot|packed in a way|damaged")
def unknown_packing() -> bytes:
    octets = bytearray(zipped(("calls.csv", calls(212))))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = octets.index(mark) + place
        octets[at : at + 2] = struct.pack("<H", 97)
    return bytes(octets)


@hostile("only folders.zip", "holds no files")
def only_folders() -> bytes:
    return zipped(("a/", b""), ("a/b/", b""))
