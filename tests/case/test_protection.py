"""The key of a case: published, or made of a passphrase; what opens it and what does not, in one sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2

from tests.case.blocks import take_in
from workbench.case import exporting, opening, protection, verifying
from workbench.case.protection import Locked
from workbench.model.kinds import Kinds
from workbench.model.problems import NotACase, Problem

WORDS = "correct horse battery staple"
NUMBER = "+447700900001"


@pytest.fixture
def locked(tmp_path: Path, kinds: Kinds) -> Path:
    """A protected case of two calls."""
    path = tmp_path / "kept.case"
    with opening.create(path, kinds, "A. Nalyst", passphrase=WORDS, title="Kept") as case:
        take_in(
            case, tmp_path, "calls.csv", [(2, NUMBER, "+447700900002", 10), (3, NUMBER, "+447700900003", 20)]
        )
    return path


def test_only_the_passphrase_opens_a_protected_case(locked: Path) -> None:
    assert protection.is_protected(locked)
    for write in (False, True):
        with opening.open_case(locked, write=write, passphrase=WORDS) as case:
            assert (
                case.about.title == "Kept"
                and case.db.conn.execute("SELECT count(*) FROM entity").fetchone()[0]
            )
        with pytest.raises(
            Locked, match=r"^kept\.case is protected by a passphrase: give it to open the case$"
        ):
            opening.open_case(locked, write=write)
        for wrong in ("correct horse battery stapl", WORDS + " ", WORDS.upper(), "x'" + "0" * 64 + "'"):
            with pytest.raises(
                Locked, match=r"^this passphrase does not open kept\.case: type it again"
            ) as told:
                opening.open_case(locked, write=write, passphrase=wrong)
            assert told.value.path == locked and "\n" not in str(told.value)
    assert not locked.with_name("kept.case.lock").exists()


def test_nothing_of_a_protected_case_stands_in_the_file_in_clear(locked: Path, tmp_path: Path) -> None:
    with opening.open_case(locked, "A. Nalyst", write=True, passphrase=WORDS) as case:
        with case.edit("Say more") as db:
            db.conn.execute("UPDATE about SET value = 'Kept and told' WHERE name = 'title'")
        case.record("search", values={"text": NUMBER})
        beside = [p for p in tmp_path.iterdir() if p.name.startswith("kept.case")]
        assert any(p.name.endswith("-wal") for p in beside)
        for file in beside:
            held = file.read_bytes()
            assert not any(
                said in held for said in (NUMBER.encode(), b"Kept", b"calls.csv", b"SQLite format")
            )


def test_any_sqlcipher_opens_it_with_the_passphrase_alone(locked: Path) -> None:
    db: Any = sqlcipher3.dbapi2.connect(str(locked))
    db.execute(f"PRAGMA key = '{WORDS}'")
    db.execute("PRAGMA cipher_page_size = 8192")
    assert db.execute("SELECT value FROM about WHERE name = 'title'").fetchone() == ("Kept",)
    db.close()


def test_the_key_itself_opens_it_as_in_sqlcipher(locked: Path) -> None:
    salt = protection.salt_of(locked)
    raw = hashlib.pbkdf2_hmac("sha512", WORDS.encode(), salt, 256_000, 32).hex()
    for spelled in (f"x'{raw}'", f"x'{raw.upper()}'", f"x'{raw}{salt.hex()}'"):
        opening.open_case(locked, passphrase=spelled).close()
    with opening.open_case(locked, passphrase=WORDS) as case:
        assert case.key.spelled == f"x'{raw}'"


def test_a_letter_with_an_accent_is_one_letter_however_it_was_typed(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "one.case"
    opening.create(
        path, kinds, "A", passphrase="e\u0301te\u0301 \u0627\u0644\u0634\u062a\u0627\u0621"
    ).close()
    opening.open_case(path, passphrase="\u00e9t\u00e9 \u0627\u0644\u0634\u062a\u0627\u0621").close()


def test_two_cases_with_one_passphrase_have_nothing_in_common(tmp_path: Path, kinds: Kinds) -> None:
    keys = []
    for name in ("one.case", "two.case"):
        with opening.create(tmp_path / name, kinds, "A", passphrase=WORDS) as case:
            keys.append(case.key.raw)
    assert keys[0] != keys[1]


def test_a_passphrase_that_nobody_needs_does_no_harm(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "open.case"
    opening.create(path, kinds, "A").close()
    assert not protection.is_protected(path)
    opening.open_case(path, passphrase="whatever").close()


def test_an_empty_passphrase_protects_nothing_and_is_refused() -> None:
    with pytest.raises(Problem, match="the passphrase is empty"):
        protection.made_of("")


def test_a_damaged_beginning_is_told_and_never_shown_as_another_case(locked: Path) -> None:
    whole = locked.read_bytes()
    for at in range(16):
        damaged = bytearray(whole)
        damaged[at] ^= 1
        locked.write_bytes(damaged)
        with pytest.raises((Locked, NotACase)) as told:
            opening.open_case(locked, passphrase=WORDS)
        assert "first page" in str(told.value)
    locked.write_bytes(whole)
    opening.open_case(locked, passphrase=WORDS).close()


def test_everything_works_with_a_protected_case(locked: Path, tmp_path: Path) -> None:
    with opening.open_case(locked, "A", write=True, passphrase=WORDS) as case:
        checks = verifying.verify(case.path, passphrase=case.key.spelled)
        assert len(checks) > 5 and all(c.ok for c in checks)
        exporting.plain(case, tmp_path / "plain.sqlite")
        assert exporting.original(case, 1, tmp_path / "calls out.csv")
    assert (tmp_path / "plain.sqlite").read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Locked):
        verifying.verify(locked)
