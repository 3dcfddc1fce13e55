"""An archive: what it lists, and each packed file in it as a stream; its names are shown, never used as paths."""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import pyzipper  # type: ignore[import-untyped]
import zstandard

from workbench.ingest import unpacking
from workbench.model.problems import PasswordNeeded, Problem

STREAMS = {
    b"\x1f\x8b": "gz",
    b"\x28\xb5\x2f\xfd": "zst",
    b"BZh": "bz2",
    b"\xfd7zXZ\0": "xz",
}
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
SUFFIXES = {"gz": (".gz", ".gzip"), "zst": (".zst", ".zstd"), "bz2": (".bz2",), "xz": (".xz",)}
MOST_MEMBERS = 20_000
MOST_NESTED = 256 << 20  # bytes of an archive inside an archive, which is held in memory
INSIDE = "!/"  # parts the names of an archive inside an archive and of what is in it
HINT = "say it with --password, or type it when asked"
_AES, _ENCRYPTED = 99, 0x1
_OWN = re.compile(r"^__MACOSX/|(?:^|/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Entry:
    """A member as its archive lists it. `name` is safe to show and finds it again; `refused` says why it is not
    one that can be opened; `locked` that it needs a password."""

    name: str
    size: int | None
    packed: int
    locked: bool = False
    refused: str = ""
    at: int = 0


def kind_of(head: bytes) -> str:
    """zip, gz, zst, bz2 or xz by the first bytes; "" for what is no archive."""
    if head.startswith(ZIPS):
        return "zip"
    return next((kind for magic, kind in STREAMS.items() if head.startswith(magic)), "")


def is_package(names: set[str]) -> bool:
    """Whether these names in a ZIP are those of a document of one program rather than of files packed together."""
    return bool(
        names & {"[Content_Types].xml", "mimetype", "content.xml", "Graphs/Graph1.graphml", "report.xml"}
    )


def shown(name: str) -> str:
    """A member's name as it may be shown: forward slashes, no drive, no step upwards, no control characters."""
    name = _DRIVE.sub("", name.replace("\\", "/"))
    parts = []
    for part in name.split("/"):
        kept = "".join(
            c for c in part if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        ).strip()
        if kept.strip(". "):
            parts.append(kept)
    return "/".join(parts).replace(INSIDE, "/")[-400:] or "unnamed"


class Archive:
    """One archive: a file, or bytes in memory where it lay inside another."""

    def __init__(self, source: Path | bytes, name: str, password: str) -> None:
        self._source = source
        self._name = name
        self._password = password
        with self._bytes() as file:
            self.kind = kind_of(file.read(8))

    def _bytes(self) -> BinaryIO:
        return self._source.open("rb") if isinstance(self._source, Path) else io.BytesIO(self._source)

    @cached_property
    def entries(self) -> list[Entry]:
        """The members in the order of the archive, its packer's own notes left out."""
        if self.kind != "zip":
            return [self._single()]
        with self._bytes() as file:
            size = file.seek(0, io.SEEK_END)
            infos = self._zip(file).infolist()
        kept = [(at, i) for at, i in enumerate(infos) if not i.is_dir() and not _OWN.search(i.filename)]
        if len(kept) > MOST_MEMBERS:
            raise Problem(
                f"{self._name} holds {len(kept):,} files, more than the {MOST_MEMBERS:,} that are taken at once",
                "unpack it and import the files that matter",
            )
        if sum(i.compress_size for _, i in kept) > size:
            raise Problem(
                f"{self._name} says it holds more packed bytes than it has: its members overlap",
                "it may be made to do harm; ask for the files themselves",
            )
        taken: dict[str, int] = {}
        return [self._entry(at, info, taken) for at, info in kept]

    def _entry(self, at: int, info: zipfile.ZipInfo, taken: dict[str, int]) -> Entry:
        name = shown(info.filename)
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            path = PurePosixPath(name)
            name = str(path.with_name(f"{path.stem} ({taken[name]}){path.suffix}"))
        locked = bool(info.flag_bits & _ENCRYPTED)
        refused = ""
        if stat.S_ISLNK(info.external_attr >> 16):
            refused = "is a link to another file, not a file"
        elif unpacking.swells(info.file_size, info.compress_size):
            refused = str(unpacking.bomb(name, info.file_size, info.compress_size)).removeprefix(f"{name} ")
        elif not info.file_size:
            refused = "is empty"
        return Entry(name, info.file_size, info.compress_size, locked, refused, at)

    def _single(self) -> Entry:
        """The only member of a packed stream: the archive's name without its ending."""
        name = shown(self._name)
        bare = next((name[: -len(s)] for s in SUFFIXES[self.kind] if name.lower().endswith(s)), name)
        with self._bytes() as file:
            packed = file.seek(0, io.SEEK_END)
            size = _stated_size(self.kind, file, packed)
        return Entry(bare or name, size, packed)

    def _zip(self, file: BinaryIO) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise Problem(
                f"{self._name} is damaged: its end is missing or was changed", "copy or download it again"
            ) from error

    def nested(self, entry: Entry) -> Archive | None:
        """The archive that a member is, or None. A workbook or another package is no archive."""
        begin, _ = self.opener(entry.name)
        with begin() as file:
            if not kind_of(file.read(8)):
                return None
        found = self.inside(entry.name)
        return None if found.kind == "zip" and found.is_package else found

    def inside(self, name: str) -> Archive:
        """The archive that a member is, held in memory."""
        begin, _ = self.opener(name)
        with begin() as file:
            octets = file.read(MOST_NESTED + 1)
        if len(octets) > MOST_NESTED:
            raise Problem(
                f"{name} in {self._name} is an archive of more than {MOST_NESTED >> 20} MiB",
                "unpack the outer archive and import the inner one",
            )
        return Archive(octets, PurePosixPath(name).name, self._password)

    @cached_property
    def is_package(self) -> bool:
        """Whether a ZIP is the file of one program (a workbook, a phone report), not files packed together."""
        with self._bytes() as file:
            names = set(self._zip(file).namelist())
        return is_package(names)

    def opener(self, name: str) -> tuple[Callable[[], BinaryIO], int]:
        """A function that opens a member anew, and its size."""
        entry = next((e for e in self.entries if e.name == name), None)
        if entry is None:
            raise Problem(f"{self._name} holds no file {name}", "see what it holds with 'clew identify'")
        if entry.refused:
            raise Problem(f"{name} in {self._name} {entry.refused}", "it was not imported")
        if entry.locked and not self._password:
            raise PasswordNeeded(
                f"{name} in {self._name} is locked with a password",
                "say it with --password, or type it when asked",
            )
        estimate = entry.packed * 6 if entry.size is None else entry.size

        def opened() -> BinaryIO:
            file = self._bytes()
            raw = unpacking.Unpacked(
                f"{name} in {self._name}",
                lambda: self._begin(file, entry),
                file,
                file.tell if self.kind != "zip" else lambda: entry.packed,
                entry.size if self.kind == "zip" else None,
            )
            return io.BufferedReader(raw, 1 << 16)

        return opened, estimate

    def _begin(self, file: BinaryIO, entry: Entry) -> BinaryIO:
        if self.kind != "zip":
            file.seek(0)
            return unpacking.stream(self.kind, file)
        archive = self._zip(file)
        info = archive.infolist()[entry.at]
        if entry.locked and info.compress_type == _AES:
            archive = pyzipper.AESZipFile(file)
            info = archive.infolist()[entry.at]
        return archive.open(info, pwd=self._password.encode() if entry.locked else None)  # type: ignore[return-value]


def _stated_size(kind: str, file: BinaryIO, packed: int) -> int | None:
    """How large a stream says it is unpacked, None where it does not say or plainly lies."""
    if kind == "gz" and packed >= 18:
        file.seek(packed - 4)
        size = int.from_bytes(file.read(4), "little")
        return size if packed // 2 <= size else None
    if kind == "zst":
        file.seek(0)
        try:
            size = zstandard.frame_content_size(file.read(32))
        except zstandard.ZstdError:  # damaged: unpacking it will say so
            return None
        return size if size > 0 else None
    return None
