"""Reads texts with OpenPGP armour: public and private keys, clear-signed texts, messages, and words around them; and
key rings in binary form (.gpg).

A row is the line a block begins on, of a key ring the ordinal of the key; a key gives a line of cells for itself and
one for each further user and subkey. What is kept of a private key is what its public part says: its body is blacked
out in the text that is handed on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workbench.api import (
    FileReader,
    Key,
    Layout,
    Problem,
    Rows,
    Sniffed,
    Stretch,
    Table,
    blacked_out,
    head_of,
    pgp_blocks_in,
    pgp_keys_in,
    pgp_recipients_in,
    pgp_signatures_in,
    utf8_or_latin,
)

HEAD = 1 << 20
BLOCK = 1_000
LONGEST = 64 << 20  # bytes one block or text may have
COLUMNS = (
    "what", "key", "key_id", "subkey", "created", "expires", "algorithm", "bits", "version", "user", "name", "email",
    "private", "text",
)  # fmt: skip
KEY_PACKETS = {bytes([first]) for first in (0x94, 0x95, 0x96, 0x98, 0x99, 0x9A, 0xC5, 0xC6)}
PRIVATE = "a private key was in this file, it is not stored in clear"
_begin = re.compile(r"^\s*-----BEGIN PGP ([A-Z ]+?)(?:, PART [^-]*)?-----", re.MULTILINE)
_end = re.compile(r"^\s*-----END PGP ([A-Z ]+?)(?:, PART [^-]*)?-----")
_user = re.compile(r"^(?P<name>[^<>]*?)\s*(?:\((?P<comment>[^()]*)\))?\s*(?:<(?P<email>[^<>]+)>)?\s*$")
_signed = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\s*?\n(?:[A-Za-z]+:[^\n]*\n)*\s*?\n(.*?)\n?-----BEGIN PGP SIGNATURE-----",
    re.DOTALL,
)


@dataclass(frozen=True)
class Piece:
    """One block, or the words between two: the line it begins on, its text, and the bytes read by then."""

    line: int
    text: str
    label: str
    done: int


class Pgp(FileReader):
    """The reader."""

    id = "vendors.pgp"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD)
        if _is_ring(head):
            listed = [(number, row) for number, key in _ring(path) for row in _key_rows(key)][:20]
            sample = tuple(tuple(cell or "" for cell in row) for _, row in listed)
            table = Table("keys", COLUMNS, 0, sample, tuple(number for number, _ in listed))
            return Sniffed(self.id, (table,), {"columns": list(COLUMNS)})
        if b"-----BEGIN PGP " not in head or not _begin.search(utf8_or_latin(head)):
            return None
        first = islice(_pieces(path), 20)
        cells = [(piece.line, row) for piece in first for row in _rows_of(piece)[0]]
        sample = tuple(tuple(cell or "" for cell in row) for _, row in cells)
        table = Table("keys", COLUMNS, 0, sample, tuple(line for line, _ in cells))
        return Sniffed(self.id, (table,), {"encoding": "utf-8", "columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        total = path.stat().st_size
        if _is_ring(head_of(path, HEAD)):
            yield self._of_ring(path, total)
            return
        digest = hashlib.sha256()
        pieces = _pieces(path, digest.update)
        private = 0
        while block := list(islice(pieces, BLOCK)):
            if not private and not any(piece.label for piece in block) and block[0].line == 1:
                raise Problem(f"{path.name} holds no PGP block", "it should have lines -----BEGIN PGP ...")
            private += sum(piece.label == "PRIVATE KEY BLOCK" for piece in block)
            yield _rows(block, total)
        self.sha256 = digest.hexdigest()
        self.facts = {"row_is": "line", "columns": list(COLUMNS)}
        if private:
            self.facts["private_keys"] = private

    def _of_ring(self, path: Path, total: int) -> Rows:
        """The keys of a binary ring, each with a line that says which it is in the place of its bytes."""
        found = _ring(path)
        with path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self.facts = {"row_is": "element", "columns": list(COLUMNS)}
        secret = sum(key.secret for _, key in found)
        if secret:
            self.facts["private_keys"] = secret
        made = Stretch("keys", COLUMNS)
        for number, key in found:
            told = f"{'private' if key.secret else 'public'} key {key.fingerprint} of a key ring"
            made.add(number, told, _key_rows(key))
        return made.take(total, total)


def _is_ring(head: bytes) -> bool:
    """Whether bytes begin with a public or private key packet, of the old or the new form, that can be read."""
    return head[:1] in KEY_PACKETS and bool(pgp_keys_in(head))


def _ring(path: Path) -> list[tuple[int, Key]]:
    """The keys of a binary ring, numbered from 1."""
    if path.stat().st_size > LONGEST:
        raise Problem(f"{path.name} is too large for a key ring", "split the file")
    with path.open("rb") as file:
        return list(enumerate(pgp_keys_in(file.read()), 1))


def _pieces(path: Path, taken: Callable[[bytes], object] = lambda line: None) -> Iterator[Piece]:
    """Blocks and the words between them, in order; Problem where one is longer than any key."""
    lines: list[str] = []
    label, start, done, held = "", 1, 0, 0
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST):
            taken(raw)
            number += 1
            line = utf8_or_latin(raw).replace("\r", "")
            begins, ends = _begin.match(line), _end.match(line)
            if begins and not (label == "SIGNED MESSAGE" and begins[1] == "SIGNATURE"):
                yield from _piece(lines, label, start, done)
                lines, label, start, held = [], begins[1], number, 0
            done += len(raw)
            held += len(raw)
            if held > LONGEST:
                raise Problem(
                    f"{path.name}: what begins on line {start} is too long to be a key", "split the file"
                )
            if not lines and not label:
                start = number
            if line.strip() or lines:
                lines.append(line)
            if label and ends:
                yield from _piece(lines, label, start, done)
                lines, label, held = [], "", 0
    yield from _piece(lines, label, start, done)


def _piece(lines: list[str], label: str, start: int, done: int) -> Iterator[Piece]:
    text = "".join(lines)
    if text.strip():
        yield Piece(start, text.rstrip("\n"), label, done)


def _rows(block: list[Piece], total: int) -> Rows:
    made = Stretch("keys", COLUMNS)
    for piece in block:
        text = blacked_out(piece.text)
        lines, fault = _rows_of(piece)
        if fault:
            made.refuse(piece.line, text, fault)
        else:
            made.add(piece.line, text, lines)
    return made.take(block[-1].done, total)


def _rows_of(piece: Piece) -> tuple[list[tuple[str | None, ...]], str]:
    """The lines of cells one piece gives, or why it gives none."""
    if not piece.label:
        return [_cells(what="text", text=piece.text)], ""
    data = next((block.data for block in pgp_blocks_in(piece.text)), None)
    if data is None:
        return [], "the block is cut short, or its text is no armour"
    if piece.label.endswith("KEY BLOCK"):
        made = [row for key in pgp_keys_in(data) for row in _key_rows(key)]
        return made, "" if made else "the block holds no key that can be read"
    if piece.label in ("SIGNED MESSAGE", "SIGNATURE"):
        words = _signed.search(piece.text)
        text = re.sub(r"(?m)^- ", "", words[1]) if words else None
        what = "signed text" if words else "signature"
        made = [
            _cells(what=what, key=s.issuer, created=_number(s.created), algorithm=s.algorithm, text=text)
            for s in pgp_signatures_in(data)
        ]
        return made, "" if made else "the signature names no key"
    signed = [
        _cells(what="signature", key=s.issuer, created=_number(s.created), algorithm=s.algorithm)
        for s in pgp_signatures_in(data)
    ]
    secret = [_cells(what="encrypted message", key=one) for one in pgp_recipients_in(data)]
    return signed + secret or [_cells(what="message")], ""


def _key_rows(key: Key) -> Iterator[tuple[str | None, ...]]:
    """A key with its first user, its further users, its subkeys."""
    known = {
        "key": key.fingerprint, "key_id": key.key_id, "created": str(key.created), "expires": _number(key.expires),
        "algorithm": key.algorithm, "bits": str(key.bits) if key.bits else None, "version": str(key.version),
        "private": PRIVATE if key.secret else None,
    }  # fmt: skip
    yield _cells(what="private key" if key.secret else "public key", **known, **_user_cells(key.users[:1]))
    for user in key.users[1:]:
        yield _cells(what="user", key=key.fingerprint, created=str(key.created), **_user_cells([user]))
    for one in key.subkeys:
        yield _cells(
            what="subkey", key=key.fingerprint, subkey=one.fingerprint, key_id=one.key_id, created=str(one.created),
            expires=_number(one.expires), algorithm=one.algorithm, bits=str(one.bits) if one.bits else None,
            version=str(one.version), private=PRIVATE if one.secret else None,
        )  # fmt: skip


def _user_cells(users: list[str]) -> dict[str, str | None]:
    """A user id as it stands, and its name and e-mail where it has the usual form."""
    if not users:
        return {}
    parts = _user.match(users[0])
    name, email = (parts["name"], parts["email"]) if parts else (None, None)
    if name and "@" in name and not email:
        name, email = None, name
    return {"user": users[0], "name": name or None, "email": email}


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _cells(**said: str | None) -> tuple[str | None, ...]:
    return tuple(said.get(column) for column in COLUMNS)
