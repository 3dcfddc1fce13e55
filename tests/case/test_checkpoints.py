"""Checkpoints: heads of the log that grow with it, signed, kept in the case and beside it, and what they find out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import needs, verifier
from tests.case.test_log import unguarded
from workbench.case import anchoring, checkpoints, log, merkle, opening, signing, verifying
from workbench.case.anchoring import EVERY, Anchors
from workbench.case.cases import Case
from workbench.case.signing import Signer
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

KEY = Signer("clew/analyst", bytes(range(32)))


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def signed(kinds: Kinds, tmp_path: Path, told: list[str]) -> Case:
    """A case of which checkpoints are made."""
    case = opening.create(tmp_path / "signed.case", kinds, "A. Nalyst", title="Signed")
    case.anchoring = Anchors(lambda: KEY, told.append)
    return case


def again(case: Case, told: list[str]) -> Case:
    """The same case opened anew."""
    opened = opening.open_case(case.path, "A. Nalyst", write=True)
    opened.anchoring = Anchors(lambda: KEY, told.append)
    return opened


def found(path: Path, **how: object) -> dict[str, str]:
    return {c.name: c.detail for c in verifying.verify(path, **how) if not c.ok}  # type: ignore[arg-type]


def head(case: Case) -> bytes:
    bodies = case.db.conn.execute("SELECT body FROM log ORDER BY seq").fetchall()
    return merkle.root([merkle.leaf(body.encode()) for (body,) in bodies])


def test_closing_leaves_a_checkpoint_in_the_case_and_beside_it(signed: Case, told: list[str]) -> None:
    signed.record("search", values={"text": "x"})
    assert checkpoints.latest(signed) is None
    signed.close()
    with opening.open_case(signed.path) as case:
        made = checkpoints.latest(case)
        assert made is not None and made.size == log.length(case.db) == 2 and made.head == head(case)
        assert made.origin == f"clew/{case.about.uuid}"
        assert made.signers(checkpoints.keys(case.db)) == [KEY.called(made.origin).public]
        short = checkpoints.short(case, made)
        assert str(short).startswith(f"2 entries, head {signing.grouped(made.head[:8])}, signed by ")
        assert KEY.public.fingerprint in str(short)
    assert checkpoints.beside(signed.path).read_text("utf-8") == made.note
    assert found(signed.path) == {} == verifier.failed(signed.path) and not told


def test_nothing_new_needs_no_checkpoint(signed: Case, told: list[str]) -> None:
    signed.close()
    before = checkpoints.beside(signed.path).read_bytes()
    again(signed, told).close()
    assert checkpoints.beside(signed.path).read_bytes() == before
    with opening.open_case(signed.path) as case:
        assert len(checkpoints.listed(case)) == 1


def test_what_is_handed_out_is_signed_at_once_and_looks_are_not(signed: Case) -> None:
    signed.record("export", {"source": 1})
    assert [c.size for c in checkpoints.listed(signed)] == [2]
    for act in log.LOOKS:
        signed.record(act)
    assert [c.size for c in checkpoints.listed(signed)] == [2]


def test_every_thousand_entries_are_signed_and_heads_grow_as_they_should(
    signed: Case, told: list[str]
) -> None:
    with signed.write() as db:
        for number in range(EVERY - 2):
            log.append(db, "search", "A", {"found": number})
    assert checkpoints.listed(signed) == []
    signed.record("search")
    assert [c.size for c in checkpoints.listed(signed)] == [EVERY] and checkpoints.listed(signed)[
        0
    ].head == head(signed)
    for _ in range(3):
        signed.record("search")
        signed.anchor()
        assert checkpoints.listed(signed)[-1].head == head(signed)
    signed.close()
    sizes = [c.size for c in anchoring.kept_beside(signed.path)]
    assert sizes == [EVERY, EVERY + 1, EVERY + 2, EVERY + 3]
    assert found(signed.path) == {} == verifier.failed(signed.path) and not told


def test_a_second_signature_is_a_witness(signed: Case) -> None:
    witness = signing.made("lab.example/anna")
    made = anchoring.sign(signed, [KEY, witness])
    assert made is not None and [s.name for s in made.signatures] == [made.origin, "lab.example/anna"]
    assert [k.name for k in made.signers(checkpoints.keys(signed.db))] == [made.origin, "lab.example/anna"]
    signed.close()
    assert found(signed.path) == {} == verifier.failed(signed.path)


def test_an_older_copy_put_back_is_found(signed: Case, told: list[str], tmp_path: Path) -> None:
    signed.close()
    older = Path(shutil.copyfile(signed.path, tmp_path / "older.case"))
    case = again(signed, told)
    case.record("export", {"source": 1})
    case.close()
    assert found(signed.path) == {}
    shutil.copyfile(older, signed.path)
    for wrong in (found(signed.path), verifier.failed(signed.path)):
        assert (
            list(wrong) == ["checkpoints"]
            and "an older copy of the case was put back" in wrong["checkpoints"]
        )


def test_nothing_is_signed_over_a_log_that_checkpoints_beside_it_contradict(
    signed: Case, told: list[str], tmp_path: Path
) -> None:
    signed.close()
    older = Path(shutil.copyfile(signed.path, tmp_path / "older.case"))
    case = again(signed, told)
    case.record("export", {"source": 1})
    case.close()
    shutil.copyfile(older, signed.path)
    beside = checkpoints.beside(signed.path)
    before = beside.read_bytes()
    case = again(signed, told)
    case.record("export", {"source": 2})
    case.record("export", {"source": 3})
    case.close()
    assert len(told) == 1 and "an older copy of the case was put back" in told[0]
    assert beside.read_bytes() == before and list(found(signed.path)) == ["checkpoints"]
    beside.rename(tmp_path / "kept away")
    case = again(signed, told)
    case.record("export", {"source": 4})
    case.close()
    assert found(signed.path) == {} == verifier.failed(signed.path)
    assert list(found(signed.path, against=anchoring.read(tmp_path / "kept away"))) == ["checkpoints"]
    assert list(verifier.failed(signed.path, (str(tmp_path / "kept away"),))) == ["checkpoints"]


def rewritten(path: Path) -> None:
    """The whole log made anew without its second entry, by somebody who has the key of the case."""
    with opening.open_case(path, "X", write=True) as case:
        unguarded(case)
        db = case.writer.conn
        bodies = [b for (b,) in db.execute("SELECT body FROM log ORDER BY seq").fetchall()]
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM log")
        db.execute("DELETE FROM log_value WHERE seq = 2")
        prev = log.GENESIS
        for number, body in enumerate([bodies[0], *bodies[2:]], start=1):
            body = body.replace(f'"seq":{number + 1},', f'"seq":{number},') if number > 1 else body
            db.execute("INSERT INTO log VALUES(?, ?, ?, ?)", (number, body, prev, log.link(prev, body)))
            prev = log.link(prev, body)


def test_a_log_made_anew_is_found_by_its_checkpoints(signed: Case) -> None:
    for act in ("search", "export", "search", "export"):
        signed.record(act)
    signed.close()
    rewritten(signed.path)
    for wrong in (found(signed.path), verifier.failed(signed.path)):
        assert list(wrong) == ["checkpoints"] and "tells of" not in wrong["checkpoints"]


def test_a_log_and_checkpoints_made_anew_are_found_by_one_kept_elsewhere(
    signed: Case, tmp_path: Path
) -> None:
    for act in ("search", "export", "search", "export"):
        signed.record(act)
    elsewhere = tmp_path / "elsewhere.txt"
    made = checkpoints.latest(signed)
    assert made is not None
    elsewhere.write_text(made.note, "utf-8")
    signed.close()
    checkpoints.beside(signed.path).unlink()
    rewritten(signed.path)
    with opening.open_case(signed.path, "X", write=True) as case:
        unguarded(case)
        case.writer.conn.execute("DELETE FROM checkpoint")
        anchoring.sign(case, [signing.made("x")])
    assert found(signed.path) == {} == verifier.failed(signed.path)  # nothing but an anchor outside tells
    wrong = found(signed.path, against=anchoring.read(elsewhere))
    assert list(wrong) == ["checkpoints"] and "kept elsewhere" in wrong["checkpoints"]
    assert "kept elsewhere" in verifier.failed(signed.path, (str(elsewhere),))["checkpoints"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE checkpoint SET note = replace(note, char(10) || '2' || char(10), char(10) || '1' || char(10))",
            "",
        ),
        ("UPDATE checkpoint SET note = substr(note, 1, length(note) - 6) || 'AAAA=' || char(10)", "forged"),
        ("UPDATE checkpoint SET keys = 'clew/x+00000000+AAAA'", ""),
        ("UPDATE checkpoint SET size = 1 WHERE size = 2", ""),
        ("UPDATE checkpoint SET note = 'nothing'", ""),
    ],
)
def test_a_changed_checkpoint_is_found(signed: Case, statement: str, said: str) -> None:
    signed.record("export")
    signed.close()
    checkpoints.beside(signed.path).unlink()
    with opening.open_case(signed.path, "X", write=True) as case:
        unguarded(case)
        assert case.writer.conn.execute(statement).rowcount
    for wrong in (found(signed.path), verifier.failed(signed.path)):
        assert list(wrong) == ["checkpoints"] and said in wrong["checkpoints"]


def test_another_case_s_checkpoint_is_none_of_this_one(signed: Case, kinds: Kinds, tmp_path: Path) -> None:
    signed.close()
    other = opening.create(tmp_path / "other.case", kinds, "A")
    made = anchoring.sign(other, [KEY])
    other.close()
    assert made is not None
    wrong = found(signed.path, against=[made])
    assert "is of another case" in wrong["checkpoints"]


@needs.PERMISSIONS
def test_where_nothing_can_be_written_beside_the_case_it_is_told_once_and_work_goes_on(
    signed: Case, told: list[str]
) -> None:
    checkpoints.beside(signed.path).mkdir()
    signed.record("export")
    signed.record("export")
    signed.close()
    assert len(told) == 1 and "no checkpoint of the log was kept" in told[0]
    assert log.length(opening.open_case(signed.path).db) == 3


def test_a_file_beside_the_case_that_is_none_is_told_and_kept(signed: Case, told: list[str]) -> None:
    beside = checkpoints.beside(signed.path)
    beside.write_text("notes of my own\n")
    signed.record("export")
    signed.close()
    assert beside.read_text() == "notes of my own\n" and "is not a file of checkpoints" in told[0]
    assert "is not a file of checkpoints" in found(signed.path)["checkpoints"]
    assert "is not a file of checkpoints" in verifier.failed(signed.path)["checkpoints"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\nAAAA\n\n— a AAAA\n",
        "a\n1\nAAAA\n\n— a AAAA\n",
        "a\n-1\nAAAA\n\n",
        "a\nx\ny\n\nz\n",
    ],
)
def test_what_is_no_checkpoint_is_told(text: str) -> None:
    with pytest.raises(Problem, match="no checkpoint"):
        checkpoints.parse(text)


def test_a_clock_that_was_set_back_is_a_note_and_no_failure(
    signed: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    now = time.time_ns()
    signed.record("search")
    monkeypatch.setattr(log.time, "time_ns", lambda: now - 7_200_000_000_000)
    signed.record("search")
    monkeypatch.undo()
    signed.close()
    checks = verifying.verify(signed.path)
    assert all(c.ok for c in checks)
    notes = [note for c in checks for note in c.notes]
    assert any(note.startswith("the clock was set back by 2 hours before entry 3") for note in notes)
    assert any("was compared" in note for note in notes)
    _, beside = verifier.module().examine(signed.path, None, [])
    assert any("the clock went back before entry 3" in note for note in beside)
