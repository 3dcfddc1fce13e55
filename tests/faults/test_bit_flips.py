"""One bit of a case flipped: it is found, or it is harmless, and no command ever shows other data.

`CLEW_SLOW=1` flips every bit of the first page and 10,000 seeded positions in all pages; without it a seeded sample.
Every page of the file is hit, so every page of every table and index is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests import needs
from tests.case import test_verifying as verified
from tests.case.blocks import take_in
from tests.case.edits import EDITS
from tests.case.test_checkpoints import KEY
from tests.cli.conftest import Clew, analyst, clew
from workbench.case import anchored, checkpoints, opening, verifying
from workbench.case.anchoring import Anchors
from workbench.case.engine import PAGE, DatabaseError
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

__all__ = ["analyst", "clew"]
SLOW = needs.SLOW
A, B = "+447700900001", "+447700900002"
FIRST_PAGE = range(PAGE * 8) if SLOW else sorted(Random(1).sample(range(PAGE * 8), 300))
POSITIONS, BY_COMMANDS, OF_WAL = (10_000, 250, 300) if SLOW else (400, 5, 30)
READING: dict[str, list[str]] = {
    "verify": ["--json"], "entities": ["--json"], "links": ["--json"], "records": ["--between", A, B, "--json"],
    "sources": ["--json"], "rejects": ["--json"], "history": ["--json"], "log": ["--json"], "custody": ["--json"],
    "search": ["watch", "--json"], "ask": ["most_contacts", "--quick", "--json"], "path": [A, B, "--json"],
    "table": ["links", "-o", "{out}"], "export": ["--source", "1", "-o", "{out}"], "page": ["-o", "{out}"],
    "know": ["--entity", A, "-o", "{out}"], "checkpoint": ["--list", "--json"],
}  # fmt: skip


class Sober(Random):
    """Chance that draws no moment outside the years that commands can say."""

    def randint(self, a: int, b: int) -> int:
        return super().randint(max(a, 0), min(b, 1 << 50))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Path:
    """A closed case with rows in every table, and its checkpoints beside it."""
    folder = tmp_path_factory.mktemp("flips")
    with opening.create(folder / "whole.case", kinds, "A") as case:
        case.anchoring = Anchors(lambda: KEY, lambda said: None)
        take_in(case, folder, "one.csv", [(n, A, B, n * 100) for n in range(2, 60)])
        take_in(case, folder, "two.csv", [(n, A, B, n * 100 + 2) for n in range(2, 60)])
        for edit in EDITS.values():
            edit(case, Sober(3))
        case.record("export", {"source": 1}, {"file": "one.csv"})
    assert all(c.ok for c in verifying.verify(folder / "whole.case"))
    return folder / "whole.case"


@contextmanager
def flipped(path: Path, bit: int) -> Iterator[None]:
    """One bit of a file the other way round, for as long."""
    place, mask = bit // 8, 1 << (bit % 8)
    with path.open("r+b", buffering=0) as file:
        for _ in (0, 1):
            file.seek(place)
            (octet,) = file.read(1)
            file.seek(place)
            file.write(bytes([octet ^ mask]))
            if not _:
                try:
                    yield
                finally:
                    file.flush()


def noticed(path: Path) -> bool:
    """Whether opening the case, or the check of its pages, tells of it."""
    try:
        with opening.open_case(path) as case:
            return bool(case.db.conn.execute("PRAGMA cipher_integrity_check").fetchall())
    except (Problem, DatabaseError):
        return True


def copied(whole: Path, folder: Path) -> Path:
    for left in ("-wal", "-shm", "-journal"):  # of a damaged copy that could not be closed
        (folder / f"flipped.case{left}").unlink(missing_ok=True)
    shutil.copyfile(checkpoints.beside(whole), checkpoints.beside(folder / "flipped.case"))
    return Path(shutil.copyfile(whole, folder / "flipped.case"))


def everywhere(octets: int, count: int) -> list[int]:
    """So many seeded bits of a file, in every page as often as in any other."""
    random, pages = Random(17), octets // PAGE
    return [((n % pages) * PAGE + random.randrange(PAGE)) * 8 + random.randrange(8) for n in range(count)]


def test_every_bit_of_the_first_page_is_found(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    for bit in FIRST_PAGE:
        with flipped(path, bit):
            assert noticed(path), f"bit {bit % 8} of byte {bit // 8} of the first page"
    assert path.read_bytes() == whole.read_bytes()


def test_every_bit_of_any_page_is_found_or_harmless(whole: Path, tmp_path: Path) -> None:
    path, said, harmless = copied(whole, tmp_path), verified.everything(whole), 0
    bits = everywhere(path.stat().st_size, POSITIONS)
    assert {bit // 8 // PAGE for bit in bits} == set(range(path.stat().st_size // PAGE))
    for bit in bits:
        with flipped(path, bit):
            if not noticed(path):
                assert verified.everything(path) == said, f"byte {bit // 8} went unnoticed"
                harmless += 1
    print(f"\n{len(bits):,} bits: {len(bits) - harmless:,} found, {harmless} harmless")


def test_no_command_shows_other_data(whole: Path, tmp_path: Path, clew: Clew) -> None:
    def shown(path: Path, command: str) -> tuple[int, bytes, bytes, str]:
        out = tmp_path / "out.csv"
        out.unlink(missing_ok=True)
        said = clew(command, path, *(word.format(out=out) for word in READING[command]))
        written = out.read_bytes() if out.exists() else b""
        return said.code, _timeless(said.out), _timeless(written), said.err

    usual = {}
    for command in READING:  # each command on a copy of its own, for some enter themselves in the log
        folder = tmp_path / command
        folder.mkdir()
        usual[command] = shown(copied(whole, folder), command)
        assert usual[command][0] == 0, (command, usual[command])
    found = dict.fromkeys(READING, 0)
    for bit in everywhere(whole.stat().st_size, BY_COMMANDS * 40)[:: 40 - 1][:BY_COMMANDS]:
        for command in READING:
            folder = tmp_path / command
            path = copied(whole, folder)
            with flipped(path, bit):
                code, out, written, err = shown(path, command)
            _, usual_out, usual_written, _ = usual[command]
            if code == 0:
                assert (out, written) == (usual_out, usual_written), (
                    f"{command} shows other data after bit {bit}"
                )
            else:
                assert code in (1, 2) and "Traceback" not in err, (command, bit, err)
                # An answer may be right and shown before its entry in the log meets the damage.
                assert command == "verify" or out in (b"", usual_out), (command, bit)
                assert written in (b"", usual_written), (command, bit)
                found[command] += 1
    assert found["verify"] > BY_COMMANDS * 0.9
    print(f"\n{BY_COMMANDS} bits through {len(READING)} commands; found by each: {found}")


def _timeless(said: bytes) -> bytes:
    """Without the moment of today at which a page says that it was made."""
    today = datetime.now(UTC).strftime("%Y-%m-%d").encode()
    return re.sub(today + rb"[T ]\d\d:\d\d(:\d\d)?", b"now", said)


def test_a_bit_of_the_write_ahead_log_loses_whole_transactions_at_most_and_is_found(
    whole: Path, tmp_path: Path
) -> None:
    """What SQLite drops of a damaged log is a later part; the checkpoints beside the case tell that it is missing."""
    live, states = copied(whole, tmp_path), []
    torn = tmp_path / "torn.case"
    with opening.open_case(live, "A", write=True) as case:
        case.anchoring = Anchors(lambda: KEY, lambda said: None)
        for number in range(6):
            case.record("export", {"source": number})
            states.append(_log(case.path))
        for end in ("", "-wal", ".checkpoints"):
            shutil.copyfile(f"{live}{end}", f"{torn}{end}")
    wal = Path(f"{torn}-wal")
    kept = {end: Path(f"{torn}{end}").read_bytes() for end in ("", "-wal", ".checkpoints")}
    random, lost = Random(5), 0
    for _ in range(OF_WAL):
        for end, data in kept.items():
            Path(f"{torn}{end}").write_bytes(data)
        Path(f"{torn}-shm").unlink(missing_ok=True)
        with flipped(wal, random.randrange(len(kept["-wal"]) * 8)):
            checks = verifying.verify(torn)
            if all(c.ok for c in checks):
                assert _log(torn) == states[-1]
            else:
                lost += 1
    assert lost > OF_WAL / 3


def _log(path: Path) -> list[object]:
    with opening.open_case(path) as case:
        return list(case.db.conn.execute("SELECT body FROM log ORDER BY seq").fetchall())


def test_a_bit_of_the_checkpoints_beside_the_case_is_found_or_harmless(whole: Path, tmp_path: Path) -> None:
    path, said = copied(whole, tmp_path), verified.everything(whole)
    beside, random, harmless = checkpoints.beside(path), Random(9), 0
    octets = beside.stat().st_size
    bits = sorted(random.sample(range(octets * 8), 1_000 if SLOW else 40))
    with opening.open_case(path) as case:
        for bit in bits:
            with flipped(beside, bit):
                try:
                    anchored.check(case)
                    harmless += 1  # it speaks of another case now
                except (anchored.Unfaithful, Problem):
                    pass
    assert verified.everything(path) == said and harmless < len(bits) / 3
