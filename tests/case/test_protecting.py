"""Locking, changing and unlocking a case: killed anywhere, the old or the new passphrase opens it, and all is there."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests import needs
from tests.case.blocks import take_in
from tests.case.rekeying_to_death import STOPS
from tests.faults.victims import Nursery
from workbench.case import opening, protecting, protection, recovery, verifying
from workbench.case.cases import Case
from workbench.case.protection import Locked
from workbench.model.kinds import Kinds
from workbench.model.problems import Damaged, Problem

OLD, NEW = "correct horse battery staple", "vier worte und noch eins"


@pytest.fixture
def path(tmp_path: Path, kinds: Kinds) -> Path:
    """A case of a few hundred calls that everybody can open, alone in its folder but for the file it was made from."""
    (tmp_path / "in").mkdir()
    made = tmp_path / "in" / "one.case"
    with opening.create(made, kinds, "A. Nalyst", title="One") as case:
        rows = [(n, f"+4477009{n:05}", f"+4477008{n % 7:05}", n * 60) for n in range(2, 400)]
        take_in(case, tmp_path, "calls.csv", rows)
    return made


@pytest.fixture
def agency() -> tuple[str, str]:
    """An identity of age and its public key."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def content(path: Path, passphrase: str = "") -> list[Any]:
    with opening.open_case(path, passphrase=passphrase) as case:
        tables = ("source", "entity", "link", "tally", "segment", "included")
        held = [case.db.conn.execute(f"SELECT count(*), total(rowid) FROM {t}").fetchone() for t in tables]
        return [*held, case.about.title, case.about.uuid]


def acts(case: Case) -> list[str]:
    bodies = case.db.conn.execute("SELECT body FROM log ORDER BY seq").fetchall()
    return [json.loads(body)["act"] for (body,) in bodies]


def entry(case: Case, act: str) -> dict[str, Any]:
    bodies = [json.loads(b) for (b,) in case.db.conn.execute("SELECT body FROM log ORDER BY seq")]
    return next(b for b in bodies if b["act"] == act)


def beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir())


def test_a_case_is_locked_changed_and_unlocked_and_holds_what_it_held(path: Path) -> None:
    before = content(path)
    protecting.lock(path, "L. Ocker", OLD)
    assert protection.is_protected(path) and content(path, OLD) == before and beside(path) == ["one.case"]
    protecting.rekey(path, "R. Keyer", OLD, NEW)
    assert content(path, NEW) == before
    with pytest.raises(Locked):
        opening.open_case(path, passphrase=OLD)
    assert all(c.ok for c in verifying.verify(path, passphrase=NEW))
    protecting.unlock(path, "U. Nlocker", NEW)
    assert content(path) == before and not protection.is_protected(path)
    with opening.open_case(path) as case:
        assert [a for a in acts(case) if a in ("lock", "rekey", "unlock")] == ["lock", "rekey", "unlock"]
        for act, who in (("lock", "L. Ocker"), ("rekey", "R. Keyer"), ("unlock", "U. Nlocker")):
            said = entry(case, act)
            assert said["analyst"] == who and not said["values"] and not said["ids"]
    assert all(c.ok for c in verifying.verify(path))


def test_no_old_key_opens_what_was_changed(path: Path) -> None:
    protecting.lock(path, "A", OLD)
    with opening.open_case(path, passphrase=OLD) as case:
        key = case.key.spelled
    protecting.rekey(path, "A", OLD, OLD)
    with pytest.raises(Locked):  # the same words make another key
        opening.open_case(path, passphrase=key)
    opening.open_case(path, passphrase=OLD).close()


def test_each_act_says_where_it_does_not_fit(path: Path) -> None:
    with pytest.raises(Problem, match="has no passphrase to change"):
        protecting.rekey(path, "A", "", NEW)
    with pytest.raises(Problem, match="has no passphrase: everybody can open it"):
        protecting.unlock(path, "A", OLD)
    protecting.lock(path, "A", OLD)
    with pytest.raises(Problem, match="has a passphrase already"):
        protecting.lock(path, "A", NEW)
    for act in (lambda: protecting.unlock(path, "A", NEW), lambda: protecting.rekey(path, "A", NEW, OLD)):
        with pytest.raises(Locked, match="does not open"):
            act()
    assert beside(path) == ["one.case"]


def test_a_case_that_is_open_or_read_elsewhere_is_left_alone(path: Path) -> None:
    with (
        opening.open_case(path, "Holder", write=True),
        pytest.raises(Problem, match="open elsewhere: Holder"),
    ):
        protecting.lock(path, "A", OLD)
    for writer_before in (False, True):
        held = opening.open_case(path, "Holder", write=True) if writer_before else None
        with opening.open_case(path) as reader:
            reader.db.conn.execute("BEGIN")
            reader.db.conn.execute("SELECT count(*) FROM log").fetchone()
            if held is not None:
                held.close()
            with pytest.raises(Problem, match=r"^one\.case is (in use|being read by another program): "):
                protecting.lock(path, "A", OLD)
            reader.db.conn.execute("COMMIT")
    protecting.lock(path, "A", OLD)


def test_the_lock_is_held_until_the_new_file_is_in_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put, told = protecting.durable.put, []

    def someone_comes(part: Path, out: Path) -> None:
        with pytest.raises(Problem, match="open elsewhere: A"):
            opening.open_case(path, "B", write=True)
        told.append(out)
        put(part, out)

    monkeypatch.setattr(protecting.durable, "put", someone_comes)
    protecting.lock(path, "A", OLD)
    assert told == [path]
    opening.open_case(path, "B", write=True, passphrase=OLD).close()


def test_a_link_stays_a_link_and_rights_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.case"
    link.symlink_to(path)
    protecting.lock(link, "A", OLD)
    assert link.is_symlink() and protection.is_protected(path) and path.stat().st_mode & 0o777 == 0o640


def test_a_full_disk_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(path)
    monkeypatch.setattr(shutil, "disk_usage", lambda at: shutil._ntuple_diskusage(10, 10, 0))  # type: ignore[attr-defined]
    with pytest.raises(Problem, match=r"too full: make room for a copy of the case beside it"):
        protecting.lock(path, "A", OLD)
    monkeypatch.undo()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(
        Problem, match=r"cannot be put under another key: No space left on device; it is as it was"
    ):
        protecting.lock(path, "A", OLD)
    monkeypatch.undo()
    monkeypatch.setattr(protecting.durable, "put", full)
    with pytest.raises(Problem, match="No space left on device"):
        protecting.lock(path, "A", OLD)
    assert content(path) == before and beside(path) == ["one.case"]


@pytest.mark.usefixtures("unprivileged")
@needs.FOLDER_RIGHTS
def test_a_folder_that_cannot_be_written_gives_a_sentence(tmp_path: Path, kinds: Kinds) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    opening.create(folder / "one.case", kinds, "A").close()
    folder.chmod(0o555)
    with pytest.raises(Problem, match="cannot be written"):
        protecting.lock(folder / "one.case", "A", OLD)
    folder.chmod(0o755)
    (folder / "one.case").chmod(0o444)
    with pytest.raises(Problem, match=r"may not be written|cannot be written"):
        protecting.lock(folder / "one.case", "A", OLD)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_damaged_case_is_not_made_worse(path: Path, share: float) -> None:
    held = bytearray(path.read_bytes())
    held[int(len(held) * share) // 8192 * 8192 + 100] ^= 4
    path.write_bytes(held)
    with pytest.raises(Damaged, match=r"^one\.case is damaged "):
        protecting.lock(path, "A", OLD)
    assert path.read_bytes()[8192:] == bytes(held)[8192:] and beside(path) == ["one.case"]


def test_copies_that_need_no_passphrase_are_named(path: Path) -> None:
    for name in ("one (schema 3).case", "one.sqlite", "two.case"):
        shutil.copyfile(path, path.with_name(name))
    protecting.lock(path, "A", OLD)
    shutil.copyfile(path, path.with_name("one again.case"))
    assert protecting.copies_in_clear(path) == ["one (schema 3).case", "one.sqlite"]


# -- killed ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("victims")) as made:
        yield made


def which_opens(path: Path) -> str:
    found = []
    for passphrase in (OLD, NEW):
        try:
            opening.open_case(path, "After", write=True, passphrase=passphrase).close()
        except Locked:
            continue
        found.append(passphrase)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("where", STOPS)
def test_killed_at_any_stage_the_case_opens_and_so_does_its_sealed_key(
    path: Path, where: str, agency: tuple[str, str], nursery: Nursery
) -> None:
    protecting.lock(path, "A", OLD, [agency[1]])
    before = content(path, OLD)
    killed = nursery.start("rekey", path, (OLD, NEW, where))
    killed.ready()
    killed.kill()
    opens = which_opens(path)
    assert opens == (NEW if where in ("placed", "sealed again") else OLD)
    assert content(path, opens) == before and beside(path) == ["one.case", "one.case.recovery"]
    assert content(path, recovery.unsealed(path, agency[0])) == before
    assert all(c.ok for c in verifying.verify(path, passphrase=opens))
    protecting.rekey(path, "A", opens, "another one")
    assert content(path, "another one") == before


def test_killed_at_any_moment_the_old_or_the_new_passphrase_opens_it(
    path: Path, agency: tuple[str, str], nursery: Nursery
) -> None:
    protecting.lock(path, "A", OLD, [agency[1]])
    before, lot, opened = content(path, OLD), Random(7), []
    for _ in range(6):
        first = which_opens(path)
        if first != OLD:
            protecting.rekey(path, "A", first, OLD)
        killed = nursery.start("rekey", path, (OLD, NEW, "anywhere"))
        killed.ready()
        time.sleep(lot.uniform(0.0, 1.2))
        killed.kill()
        opened.append(which_opens(path))
        assert content(path, opened[-1]) == before
        assert content(path, recovery.unsealed(path, agency[0])) == before
    assert all(c.ok for c in verifying.verify(path, passphrase=opened[-1]))
