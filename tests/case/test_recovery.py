"""The agency's identity opens a case whose passphrase is lost; a sealed key that does not fit is said to be one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyrage
import pytest

from workbench.case import opening, protecting, protection, recovery
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

WORDS = "correct horse battery staple"
ONE, TWO, STRANGER = (pyrage.x25519.Identity.generate() for _ in range(3))
TO = [str(ONE.to_public()), str(TWO.to_public())]


@pytest.fixture
def path(tmp_path: Path, kinds: Kinds) -> Path:
    """A protected case whose key is sealed to two keys of the agency."""
    made = tmp_path / "one.case"
    opening.create(made, kinds, "A", passphrase=WORDS, title="One", recovery=" ".join(TO)).close()
    return made


@pytest.mark.parametrize("identity", [ONE, TWO])
def test_each_of_the_agencys_identities_opens_the_case(path: Path, identity: pyrage.x25519.Identity) -> None:
    file = f"# created: 2026-01-01\n# public key: {identity.to_public()}\n{identity}\n"
    with opening.open_case(path, passphrase=recovery.unsealed(path, file)) as case:
        assert case.about.title == "One" and case.about.recovery.split() == TO


def test_the_sealed_key_is_an_age_file_with_the_key_as_sqlcipher_takes_it(path: Path) -> None:
    sealed = recovery.beside(path).read_bytes()
    assert sealed.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    first, key, end = pyrage.decrypt(sealed, [ONE]).decode().split("\n")
    with opening.open_case(path, passphrase=WORDS) as case:
        assert first.endswith(case.about.uuid) and end == ""
        assert key == f"x'{case.key.raw}{protection.salt_of(path).hex()}'"
        assert case.key.raw.encode() not in sealed


def test_another_identity_does_not(path: Path) -> None:
    for identity, told in (
        (str(STRANGER), r"one\.case\.recovery does not open with this identity"),
        ("", "the identity file is empty"),
        ("# only a remark\n", "the identity file is empty"),
        ("AGE-SECRET-KEY-1NONSENSE", "the identity is none of age's"),
        (TO[0], "the identity is none of age's"),
    ):
        with pytest.raises(Problem, match=told):
            recovery.unsealed(path, identity)


def test_it_is_sealed_anew_with_the_passphrase_and_goes_with_it(path: Path) -> None:
    before = recovery.unsealed(path, str(ONE))
    protecting.rekey(path, "A", WORDS, "another one")
    now = recovery.unsealed(path, str(ONE))
    assert now != before
    opening.open_case(path, passphrase=now).close()
    protecting.rekey(path, "A", "another one", WORDS, [str(STRANGER.to_public())])
    opening.open_case(path, passphrase=recovery.unsealed(path, str(STRANGER))).close()
    with pytest.raises(Problem, match="does not open with this identity"):
        recovery.unsealed(path, str(ONE))
    protecting.rekey(path, "A", WORDS, WORDS, [])
    assert not recovery.beside(path).exists()
    with pytest.raises(
        Problem, match=r"there is no one\.case\.recovery beside the case: its key was sealed to nobody"
    ):
        recovery.unsealed(path, str(ONE))


def test_it_is_removed_when_everybody_may_open_the_case(path: Path) -> None:
    protecting.unlock(path, "A", WORDS)
    assert not recovery.beside(path).exists()
    with opening.open_case(path) as case:
        assert case.about.recovery.split() == TO  # so that locking it again seals it to them
    protecting.lock(path, "A", WORDS)
    opening.open_case(path, passphrase=recovery.unsealed(path, str(TWO))).close()


def test_one_of_another_case_or_of_an_earlier_passphrase_is_told(
    path: Path, tmp_path: Path, kinds: Kinds
) -> None:
    shutil.copyfile(recovery.beside(path), tmp_path / "kept")
    protecting.rekey(path, "A", WORDS, "another one")
    shutil.copyfile(tmp_path / "kept", recovery.beside(path))
    with pytest.raises(
        Problem, match=r"does not fit one\.case: it was sealed for another case, or before the"
    ):
        recovery.unsealed(path, str(ONE))
    other = tmp_path / "other.case"
    opening.create(other, kinds, "A", passphrase=WORDS).close()
    shutil.copyfile(tmp_path / "kept", recovery.beside(other))
    with pytest.raises(Problem, match=r"does not fit other\.case"):
        recovery.unsealed(other, str(ONE))


def test_a_damaged_one_is_told(path: Path) -> None:
    held = bytearray(recovery.beside(path).read_bytes())
    held[len(held) // 2] ^= 1
    recovery.beside(path).write_bytes(held)
    with pytest.raises(
        Problem, match=r"does not open with this identity: it was sealed to another key, or .* damaged"
    ):
        recovery.unsealed(path, str(ONE))


@pytest.mark.parametrize(
    ("said", "told"),
    [("age1nonsense", "age1nonsense is no public key of age"), (str(ONE), "secret key of age, which nobody else"),
     ("ssh-ed25519 AAAA", "ssh-ed25519 is no public key of age")],
    ids=["nonsense", "secret", "ssh"],
)  # fmt: skip
def test_only_public_keys_of_age_are_sealed_to(path: Path, said: str, told: str) -> None:
    with pytest.raises(Problem, match=told) as problem:
        protecting.rekey(path, "A", WORDS, "another one", [said])
    assert "AGE-SECRET-KEY" not in str(problem.value)
    opening.open_case(path, passphrase=WORDS).close()


def test_several_keys_in_one_text_and_one_said_twice() -> None:
    assert recovery.recipients(f"{TO[0]}, {TO[1]}\n{TO[0]}") == tuple(TO)
    assert recovery.recipients([]) == ()
