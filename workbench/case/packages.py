"""Packages: a case to be handed to others, with its checkpoints, what checks it, and a signed list of what is inside.

A package is a zip of stored members, or the folder it was unpacked to: `case.case`, `case.case.checkpoints`,
`verify_case.py` (the single-file verifier) and `manifest.json`, which says of each the size and SHA-256, who made the
package when, the key that signed, and the checkpoint of the case. `manifest.note` is a C2SP signed note over the lines
`clew/package` and the SHA-256 of the manifest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import workbench
from workbench.case import anchoring, checkpoints, copying, exporting, signing
from workbench.case.cases import Case
from workbench.case.copying import Tell
from workbench.case.signing import Signer
from workbench.model.problems import Damaged, Problem

FORM = "clew package 1"
CASE, MANIFEST, NOTE, VERIFIER = "case.case", "manifest.json", "manifest.note", "verify_case.py"
ANCHORS = f"{CASE}.checkpoints"
HEAD = "clew/package"
NAMES = frozenset({CASE, ANCHORS, VERIFIER, MANIFEST, NOTE})


@dataclass(frozen=True)
class Package:
    """A package that was looked into: where its files lie, how many its manifest lists, and whose key signed it."""

    folder: Path
    files: int
    fingerprint: str


def make(
    case: Case,
    out: Path,
    signer: Callable[[], Signer],
    verifier: bytes,
    tell: Tell = lambda done, total, text: None,
) -> str:
    """Enters the package in the log, signs a checkpoint over it, and writes the zip; its SHA-256."""
    if out.exists():
        raise Problem(
            f"{out.name} exists already", "choose another name; a package never takes the place of a file"
        )
    origin = checkpoints.origin_of(case.db)
    key = signer().called(origin)
    case.record("package", values={"file": out.name})
    anchoring.sign(case, [key])
    anchor = checkpoints.latest(case)
    assert anchor is not None
    with tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=".clew-") as made:
        folder = Path(made)
        copying.copy_whole(case, folder / CASE, tell)
        (folder / ANCHORS).write_text(
            "\n".join(c.note for c in checkpoints.listed(case)), "utf-8", newline="\n"
        )
        (folder / VERIFIER).write_bytes(verifier)
        said = {
            "form": FORM, "called": case.path.name, "origin": origin, "made_by": case.analyst,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "program": f"Clew {workbench.__version__}",
            "key": str(key.public), "checkpoint": anchor.note,
            "files": [_listed(folder / name) for name in (CASE, ANCHORS, VERIFIER)],
        }  # fmt: skip
        manifest = json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        (folder / MANIFEST).write_bytes(manifest)
        (folder / NOTE).write_text(_note(manifest, key), "utf-8", newline="\n")
        with exporting.whole_file(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as zipped:
            for name in (MANIFEST, NOTE, CASE, ANCHORS, VERIFIER):
                zipped.write(folder / name, name)
    return _hashed(out)


def _listed(file: Path) -> dict[str, Any]:
    return {"name": file.name, "bytes": file.stat().st_size, "sha256": _hashed(file)}


def _text(manifest: bytes) -> bytes:
    return f"{HEAD}\n{hashlib.sha256(manifest).hexdigest()}\n".encode()


def _note(manifest: bytes, key: Signer) -> str:
    text = _text(manifest)
    line = checkpoints.Signature(key.name, key.public.id, key.sign(text))
    return f"{text.decode()}\n{line}\n"


def is_package(path: Path) -> bool:
    """Whether a file or a folder is a package rather than a case."""
    if path.is_dir():
        return (path / MANIFEST).exists() or (path / CASE).exists()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PK\3\4"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The package with its files in a folder, after its manifest was checked; Damaged names what does not hold."""
    if path.is_dir():
        yield _checked(path)
        return
    with tempfile.TemporaryDirectory(prefix="clew-package-") as made:
        try:
            with zipfile.ZipFile(path) as zipped:
                _unpack(zipped, Path(made))
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:  # of an unknown packing or a password
            raise Damaged(f"the package {path.name} is damaged ({error})", "ask for another copy") from error
        yield _checked(Path(made))


def _unpack(zipped: zipfile.ZipFile, folder: Path) -> None:
    """Writes the members of a package out; only names that a package has, each once and only stored."""
    names = zipped.namelist()
    strange = sorted(set(names) - NAMES) or [n for n in names if names.count(n) > 1]
    if strange:
        raise Damaged(
            f"the package holds {strange[0]!r}, which its manifest cannot list", "ask for another copy"
        )
    for member in zipped.infolist():
        if member.compress_type != zipfile.ZIP_STORED:
            raise Damaged(f"{member.filename} of the package is packed otherwise", "ask for another copy")
        with zipped.open(member) as packed, (folder / member.filename).open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)


def _checked(folder: Path) -> Package:
    """The package in a folder: its manifest is signed, and every file is the one it lists."""
    said, manifest = _manifest(folder)
    key = signing.public_key(str(said.get("key", "")))
    try:
        note = (folder / NOTE).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Damaged("the package has no signature", "ask for another copy") from error
    body, _, line = note.partition("\n\n")
    if f"{body}\n".encode() != _text(manifest):
        raise Damaged("the manifest of the package is not the one that was signed", "ask for another copy")
    signature = checkpoints.signature(line.removesuffix("\n"))
    if (signature.name, signature.id) != (key.name, key.id) or not key.signed(
        _text(manifest), signature.signature
    ):
        raise Damaged("the signature of the package's manifest is forged", "ask for another copy")
    for file in said["files"]:
        path = folder / str(file["name"])
        if path.name not in NAMES or not path.is_file():
            raise Damaged(f"{path.name} is missing from the package", "ask for another copy")
        if path.stat().st_size != file["bytes"] or _hashed(path) != file["sha256"]:
            raise Damaged(f"{path.name} is not the file that the manifest lists", "ask for another copy")
    listed = {str(file["name"]) for file in said["files"]}
    if not {CASE, ANCHORS} <= listed:
        raise Damaged("the manifest of the package lists no case", "ask for another copy")
    anchor = checkpoints.parse(str(said.get("checkpoint")))
    if anchor.note not in {c.note for c in anchoring.read(folder / ANCHORS)}:
        raise Damaged(
            "the checkpoint of the manifest is not among those of the package", "ask for another copy"
        )
    return Package(folder, len(listed), key.fingerprint)


def _manifest(folder: Path) -> tuple[dict[str, Any], bytes]:
    try:
        data = (folder / MANIFEST).read_bytes()
        said = json.loads(data)
    except (OSError, ValueError) as error:
        raise Damaged("the package has no manifest that can be read", "ask for another copy") from error
    if not isinstance(said, dict) or said.get("form") != FORM or not isinstance(said.get("files"), list):
        raise Damaged("that is no package of Clew's, or one of a newer Clew", "ask what made it")
    return said, data


def _hashed(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
