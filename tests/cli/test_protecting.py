"""lock, unlock, rekey, recover, and a protected case with every other command: by file, environment and terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pyrage
import pytest

from tests.cli.conftest import Clew
from workbench.case import protection
from workbench.cli import passphrases

OLD, NEW = "correct horse battery staple", "vier worte und noch eins"


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEW_KEY_FILE", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """Two key files, one with the end of line that an editor leaves."""
    old, new = tmp_path / "old.key", tmp_path / "new.key"
    old.write_text(OLD + "\n", "utf-8")
    new.write_bytes(NEW.encode())
    return old, new


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed at a terminal, one answer after the other; what was asked stands behind the answers."""
    answers: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda asked: answers.pop(0))
    return answers


def test_a_case_is_locked_changed_and_unlocked(clew: Clew, case: Path, keys: tuple[Path, Path]) -> None:
    old, new = keys
    said = clew("lock", case, "--key-file", old)
    assert said.code == 0 and said.text.startswith("made.case opens with its passphrase only.")
    assert "Nobody can open the case without its passphrase" in said.err
    said = clew("rekey", case, "--key-file", old, "--new-key-file", new)
    assert (said.code, said.text) == (0, "made.case opens with its new passphrase only.\n")
    assert clew("verify", case, "--key-file", old).code == 2
    assert clew("verify", case, "--key-file", new).code == 0
    said = clew("unlock", case, "--key-file", new)
    assert said.code == 0 and "everybody can open it" in said.text
    assert clew("verify", case).code == 0


def test_a_wrong_one_or_none_is_one_sentence_and_exit_2(
    clew: Clew, case: Path, keys: tuple[Path, Path]
) -> None:
    old, new = keys
    clew("lock", case, "--key-file", old)
    for command in (
        ("sources",), ("entities",), ("verify",), ("verify", "--json"), ("undo",), ("unlock",), ("import", old),
        ("rekey", "--new-key-file", new), ("picture", "-o", case.parent / "out.png"),
    ):  # fmt: skip
        name, *rest = command
        none = clew(name, case, *rest)
        assert none.code == 2 and none.out == b"" and none.err.count("\n") == 1, command
        assert (
            "made.case is protected by a passphrase: name a file that holds it with --key-file FILE"
            in none.err
        )
        wrong = clew(name, case, *rest, "--key-file", new)
        assert wrong.code == 2 and wrong.out == b"" and wrong.err.count("\n") == 1, command
        assert "this passphrase does not open made.case" in wrong.err and NEW not in wrong.err
    assert clew("ask", case, "most_contacts", "--key-file", new).code == 2
    assert not (case.parent / "out.png").exists() and not case.with_name("made.case.lock").exists()


def test_every_command_opens_it_with_the_file_and_with_the_environment(
    clew: Clew, case: Path, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = keys
    before = {c: clew(c, case, "--json").json for c in ("sources", "entities", "links")}
    clew("lock", case, "--key-file", old)
    for command, was in before.items():
        assert clew(command, case, "--json", "--key-file", old).json == was
    monkeypatch.setenv("CLEW_KEY_FILE", str(old))
    for command, was in before.items():
        assert clew(command, case, "--json").json == was
    assert clew("ask", case, "most_contacts", "--json").code == 0
    out = case.parent / "plain.sqlite"
    assert clew("export", case, "--plain", "-o", out).code == 0 and out.exists()
    assert clew("verify", case).code == 0


def test_a_new_case_is_protected_where_that_is_wished(
    clew: Clew, tmp_path: Path, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = keys
    said = clew("new", tmp_path / "a.case", "--key-file", old)
    assert said.code == 0 and "opens with its passphrase only" in said.text
    assert clew("new", tmp_path / "b.case").code == 0
    monkeypatch.setenv("CLEW_KEY_FILE", str(old))
    assert clew("new", tmp_path / "c.case").code == 0
    assert clew("new", tmp_path / "d.case", "--no-passphrase").code == 0
    found = [protection.is_protected(tmp_path / f"{n}.case") for n in "abcd"]
    assert found == [True, False, True, False]
    assert clew("new", tmp_path / "e.case", "--no-passphrase", "--key-file", old).code == 2
    assert clew("new", tmp_path / "e.case", "--no-passphrase", "--passphrase").code == 2
    assert not (tmp_path / "e.case").exists()


def test_at_a_terminal_it_is_asked_for_and_twice_when_set(clew: Clew, case: Path, typed: list[str]) -> None:
    typed += [OLD, "otherwise"]
    said = clew("lock", case)
    assert (
        said.code == 2
        and said.err == "clew: the two passphrases are not the same: nothing was changed; try again\n"
    )
    typed += [""]
    assert "the passphrase is empty" in clew("lock", case).err
    typed += [OLD, OLD]
    assert clew("lock", case).code == 0
    typed += [OLD]
    assert clew("sources", case).code == 0 and not typed
    typed += ["wrong"]
    assert clew("sources", case).code == 2
    typed += ["wrong"]  # and no new one is asked for
    assert clew("rekey", case).code == 2 and not typed
    typed += [OLD, NEW, NEW]
    assert clew("rekey", case).code == 0
    typed += [NEW]
    assert clew("unlock", case).code == 0 and not typed


def test_a_short_one_is_warned_of_and_taken(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "k").write_text("secret", "utf-8")
    said = clew("lock", case, "--key-file", tmp_path / "k")
    assert (
        said.code == 0 and "this passphrase is short (6 characters)" in said.err and "secret" not in said.err
    )


@pytest.mark.parametrize(
    ("held", "told"),
    [(b"", "is empty"), (b"\n", "is empty"), (b"\xff\xfe\x00", "is no key file"), (b"one\ntwo\n", "has several lines"),
     (b"x" * 20_000, "is too long to be a key file"), (None, "cannot be read")],
)  # fmt: skip
def test_a_key_file_that_is_none_is_told(
    clew: Clew, case: Path, tmp_path: Path, held: bytes | None, told: str
) -> None:
    if held is not None:
        (tmp_path / "k").write_bytes(held)
    said = clew("lock", case, "--key-file", tmp_path / "k")
    assert (
        said.code == 2
        and told in said.err
        and said.err.count("\n") == 1
        and not protection.is_protected(case)
    )


def test_the_end_of_a_line_and_a_mark_of_windows_do_not_count(clew: Clew, case: Path, tmp_path: Path) -> None:
    for number, held in enumerate((OLD.encode() + b"\r\n", b"\xef\xbb\xbf" + OLD.encode(), OLD.encode())):
        (tmp_path / f"{number}").write_bytes(held)
    assert clew("lock", case, "--key-file", tmp_path / "0").code == 0
    for number in (1, 2):
        assert clew("sources", case, "--key-file", tmp_path / f"{number}").code == 0


def test_a_key_file_that_is_not_needed_is_said(clew: Clew, case: Path, keys: tuple[Path, Path]) -> None:
    said = clew("sources", case, "--key-file", keys[0])
    assert said.code == 0 and said.err == f"made.case has no passphrase; {keys[0]} was not needed\n"


def test_another_case_is_opened_with_its_own(
    clew: Clew,
    case: Path,
    tmp_path: Path,
    keys: tuple[Path, Path],
    typed: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = keys
    other = tmp_path / "other.case"
    other.write_bytes(case.read_bytes())
    clew("lock", other, "--key-file", new)
    ask = ("ask", case, "in_another_case", "--set", f"other={other}", "--json")
    found = clew(*ask, "--other-key-file", new)
    assert found.code == 0 and found.json["answer"]
    typed += [NEW]
    assert clew(*ask).json["answer"] == found.json["answer"] and not typed
    clew("lock", case, "--key-file", old)
    assert clew(*ask, "--key-file", old, "--other-key-file", new).json["answer"] == found.json["answer"]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    said = clew(*ask, "--key-file", old)
    assert (
        said.code == 2
        and "other.case is protected by a passphrase" in said.err
        and "--other-key-file" in said.err
    )
    assert clew(*ask, "--key-file", old, "--other-key-file", old).code == 2


def test_the_agency_recovers_a_case(clew: Clew, case: Path, tmp_path: Path, keys: tuple[Path, Path]) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "agency.txt").write_text(f"# the agency's\n{identity}\n", "utf-8")
    said = clew("lock", case, "--key-file", keys[0], "--recovery", identity.to_public())
    assert "Its key is sealed to the agency in made.case.recovery" in said.text
    said = clew("recover", case, "--identity", tmp_path / "agency.txt", "--check")
    assert (said.code, said.text) == (0, "The identity opens made.case. Nothing was changed.\n")
    said = clew("recover", case, "--identity", tmp_path / "agency.txt")
    assert said.code == 2 and "--new-key-file" in said.err
    said = clew("recover", case, "--identity", tmp_path / "agency.txt", "--new-key-file", keys[1])
    assert said.code == 0 and "its log says who recovered it" in said.text
    assert clew("verify", case, "--key-file", keys[1]).code == 0
    (tmp_path / "stranger.txt").write_text(str(pyrage.x25519.Identity.generate()), "utf-8")
    said = clew("recover", case, "--identity", tmp_path / "stranger.txt", "--new-key-file", keys[0])
    assert said.code == 2 and said.err.count("\n") == 1 and "AGE-SECRET" not in said.err
    assert clew("recover", case, "--identity", tmp_path / "none").code == 2


def test_a_new_case_can_be_sealed_to_the_agency_at_once(
    clew: Clew, tmp_path: Path, keys: tuple[Path, Path]
) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "agency.txt").write_text(str(identity), "utf-8")
    assert clew("new", tmp_path / "a.case", "--recovery", identity.to_public()).code == 2
    made = ("new", tmp_path / "a.case", "--recovery", identity.to_public(), "--key-file", keys[0])
    assert clew(*made).code == 0
    assert clew("recover", tmp_path / "a.case", "--identity", tmp_path / "agency.txt", "--check").code == 0
    said = clew(
        "rekey", tmp_path / "a.case", "--key-file", keys[0], "--new-key-file", keys[1], "--no-recovery"
    )
    assert said.code == 0 and not (tmp_path / "a.case.recovery").exists()
