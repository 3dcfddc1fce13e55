"""Checkpoints: how long the log is and the head of its Merkle tree, signed, as a text that can be kept anywhere.

A checkpoint is a C2SP signed note (c2sp.org/tlog-checkpoint, c2sp.org/signed-note): the origin `clew/<id of the
case>`, the number of entries and the head in base64, a line each; an empty line; and for each signature a line
"— name base64(id of the key || Ed25519 over the lines before)". The analyst signs in the name of the origin, a witness
in their own. The public keys stand beside the note: whose they are is compared by their fingerprints.
"""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.case import merkle
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.signing import PublicKey, Signer, grouped, public_key
from workbench.model.problems import Problem

DASH = "\u2014"


@dataclass(frozen=True)
class Signature:
    """One signature line: whose it says it is, the key's four bytes, and the signature."""

    name: str
    id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{DASH} {self.name} {base64.b64encode(self.id + self.signature).decode()}"


@dataclass(frozen=True)
class Checkpoint:
    """So many entries and their head, with who signed it; `at` is when it was made, 0 where only its text is known."""

    origin: str
    size: int
    head: bytes
    signatures: tuple[Signature, ...] = ()
    at: int = 0

    @property
    def body(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.head).decode()}\n"

    @property
    def note(self) -> str:
        return f"{self.body}\n" + "".join(f"{signature}\n" for signature in self.signatures)

    def signed_by(self, signer: Signer) -> Checkpoint:
        """The same with one more signature."""
        line = Signature(signer.name, signer.public.id, signer.sign(self.body.encode()))
        return Checkpoint(self.origin, self.size, self.head, (*self.signatures, line), self.at)

    def signers(self, keys: Iterable[PublicKey]) -> list[PublicKey]:
        """Who of these signed it; Problem where a signature in one of their names is not theirs."""
        known = {(key.name, key.id): key for key in keys}
        found = []
        for line in self.signatures:
            key = known.get((line.name, line.id))
            if key is None:
                continue
            if not key.signed(self.body.encode(), line.signature):
                raise Problem(
                    f"the signature of {line.name} under the checkpoint of {self.size:,} entries is forged"
                )
            found.append(key)
        return found


@dataclass(frozen=True)
class Short:
    """A checkpoint as it is printed on a page: enough to recognise it by, not to replace it."""

    size: int
    head: str
    fingerprint: str
    at: int

    def __str__(self) -> str:
        moment = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(self.at // 1_000_000))
        return f"{self.size:,} entries, head {self.head}, signed by {self.fingerprint}, {moment}"


def origin_of(db: Database) -> str:
    """What the checkpoints of a case begin with."""
    (uuid,) = db.conn.execute("SELECT value FROM about WHERE name = 'uuid'").fetchone()
    return f"clew/{uuid}"


def parse(text: str) -> Checkpoint:
    """The checkpoint a note says; Problem where it is none."""
    said, gap, signatures = text.partition("\n\n")
    lines = said.split("\n")
    if not gap or len(lines) != 3 or not lines[1].isdecimal() or str(int(lines[1])) != lines[1]:
        raise Problem("that is no checkpoint", "it begins with three lines: origin, number of entries, head")
    head = _decoded(lines[2])
    if len(head) != merkle.SIZE or not signatures.endswith("\n"):
        raise Problem("that is no checkpoint", "its head is not one, or its last line is cut off")
    return Checkpoint(lines[0], int(lines[1]), head, tuple(signature(s) for s in signatures[:-1].split("\n")))


def signature(line: str) -> Signature:
    """What a signature line of a note says; Problem where it is none."""
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    data = _decoded(encoded)
    if dash != DASH or not name or "+" in name or len(data) < 5:
        raise Problem("that is no checkpoint", "one of its signatures is not one")
    return Signature(name, data[:4], data[4:])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem("that is no checkpoint", "its base64 is broken") from error


def make(db: Database, origin: str, signers: Sequence[Signer]) -> Checkpoint | None:
    """Signs and keeps a checkpoint of the log inside the open transaction; None where the last one says it already.

    Only the entries since the last checkpoint are read.
    """
    last = db.conn.execute("SELECT size, frontier FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    size, frontier = last or (0, b"")
    bodies = [b for (b,) in db.conn.execute("SELECT body FROM log WHERE seq > ? ORDER BY seq", (size,))]
    if not bodies:
        return None
    before = [frontier[at : at + merkle.SIZE] for at in range(0, len(frontier), merkle.SIZE)]
    grown = merkle.grow(before, size, (merkle.leaf(body.encode()) for body in bodies))
    made = Checkpoint(origin, size + len(bodies), merkle.head(grown), (), time.time_ns() // 1000)
    for signer in signers:
        made = made.signed_by(signer)
    db.conn.execute(
        "INSERT INTO checkpoint VALUES(?, ?, ?, ?, ?)",
        (made.size, made.note, "\n".join(str(s.public) for s in signers), made.at, b"".join(grown)),
    )
    return made


def keys(db: Database) -> list[PublicKey]:
    """The public keys of those who signed checkpoints of the case, each once, in the order in which they came."""
    found = db.conn.execute("SELECT keys FROM checkpoint ORDER BY size")
    return [public_key(text) for text in dict.fromkeys(t for (lines,) in found for t in lines.split("\n"))]


def listed(case: Case) -> list[Checkpoint]:
    """The checkpoints the case keeps, oldest first."""
    rows = case.db.conn.execute("SELECT note, at FROM checkpoint ORDER BY size").fetchall()
    return [_kept(note, at) for note, at in rows]


def latest_size(db: Database) -> int:
    """How many entries the last checkpoint speaks of, 0 where there is none."""
    return int(db.conn.execute("SELECT coalesce(max(size), 0) FROM checkpoint").fetchone()[0])


def latest(case: Case) -> Checkpoint | None:
    """The last checkpoint of the case; None where none was ever made."""
    row = case.db.conn.execute("SELECT note, at FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    return _kept(*row) if row else None


def _kept(note: str, at: int) -> Checkpoint:
    read = parse(note)
    return Checkpoint(read.origin, read.size, read.head, read.signatures, at)


def short(case: Case, checkpoint: Checkpoint) -> Short:
    """The checkpoint in a line, to be printed: size, the first eight bytes of the head, who signed first, and when."""
    signed = checkpoint.signers(keys(case.db))
    return Short(
        checkpoint.size,
        grouped(checkpoint.head[:8]),
        signed[0].fingerprint if signed else "an unknown key",
        checkpoint.at,
    )


def heads(db: Database, sizes: Iterable[int]) -> dict[int, bytes]:
    """The heads of the log at these sizes, recomputed from its entries; sizes beyond its end are left out."""
    wanted = sorted(set(sizes), reverse=True)
    found: dict[int, bytes] = {}
    frontier: list[bytes] = []
    while wanted and wanted[-1] == 0:
        found[wanted.pop()] = merkle.EMPTY
    for count, (body,) in enumerate(db.conn.execute("SELECT body FROM log ORDER BY seq"), start=1):
        frontier = merkle.grow(frontier, count - 1, [merkle.leaf(body.encode())])
        if wanted and wanted[-1] == count:
            found[wanted.pop()] = merkle.head(frontier)
    return found


def beside(path: Path) -> Path:
    """Where the checkpoints of a case are kept outside of it."""
    return path.with_name(path.name + ".checkpoints")
