"""Keys and signed notes: the texts of Go's note package, byte for byte, and nothing that is not one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests import needs
from workbench.case import signing
from workbench.case.checkpoints import DASH, Signature
from workbench.model.problems import Problem

# The example of golang.org/x/mod/sumdb/note, which C2SP signed notes were made from.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = (
    f"{DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJ"
    "nAM="
)


def kept(folder: Path, text: str) -> Path:
    path = folder / "a.key"
    path.write_text(text)
    return path


def test_a_note_is_signed_as_the_reference_signs_it(tmp_path: Path) -> None:
    signer = signing.read(kept(tmp_path, PRIVATE + "\n"))
    assert (str(signer), str(signer.public)) == (PRIVATE, PUBLIC)
    signature = signer.sign(TEXT.encode())
    assert str(Signature(signer.name, signer.public.id, signature)) == LINE
    key = signing.public_key(PUBLIC)
    assert key.signed(TEXT.encode(), signature)
    assert not key.signed(TEXT.encode() + b"\n", signature)
    assert not key.signed(TEXT.encode(), signature[:-1] + b"\0")


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", PUBLIC.replace("c74f20a3", "c74f20a4"), PUBLIC.replace("PeterNeumann", "Peter Neumann"),
        PUBLIC[:-4], PUBLIC.replace("+A", "+B", 1), "a+b+c",
    ],
)  # fmt: skip
def test_what_is_no_public_key_is_told(text: str) -> None:
    with pytest.raises(Problem):
        signing.public_key(text)


@pytest.mark.parametrize(
    "text", ["", PUBLIC, PRIVATE[:-8], PRIVATE.replace("c74f20a3", "c74f20a4"), "\x00\xff"]
)
def test_what_is_no_signing_key_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem):
        signing.read(kept(tmp_path, text))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\tb"])
def test_a_key_cannot_be_called_so(name: str) -> None:
    with pytest.raises(Problem, match="cannot be called"):
        signing.made(name)


@needs.PERMISSIONS
def test_a_key_is_written_for_its_owner_alone_and_over_none(tmp_path: Path) -> None:
    path, signer = tmp_path / "my.key", signing.made("lab.example/anna")
    signing.write(signer, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and signing.read(path) == signer
    with pytest.raises(FileExistsError):
        signing.write(signing.made("other"), path)
    assert signing.read(path) == signer
