"""Replay: what was done, done once more from the originals, says the same; what was changed behind the log does not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.case.edits import EDITS
from tests.case.test_undo import workspace
from tests.cli.conftest import CALLS, A, B, C, D
from workbench.app import importing, method_files, proving, stating
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import acquisitions, circumstances, content, included, journal, opening, sources
from workbench.case.acquisitions import Acquisition
from workbench.case.circumstances import Circumstances
from workbench.case.engine import connect
from workbench.model.problems import Cancelled, Problem

MORE = f"""Caller,Callee,Start,Duration
{A},{B},2026-06-02 11:00:00,30
{A},{C},2026-06-02 12:00:02,30
{C},{D},2026-06-04 09:00:00,7
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_HOME", str(tmp_path_factory.mktemp("home")))
        with contextlib.closing(Library.shipped()) as shipped:
            yield shipped


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A case of two files that overlap, one of them read twice, in which all sorts of things were done."""
    folder = tmp_path_factory.mktemp("done")
    (folder / "calls.csv").write_text(CALLS)
    (folder / "more calls.csv").write_text(MORE)
    path = folder / "done.case"
    with opening.create(
        path, library.kinds, "A. Nalyst", title="O'Brien's \"case\"", country="GB", zone="Europe/London"
    ) as case:
        said = Circumstances(
            legal_basis="order 7", delivered=A, delivered_first="2026-06-01", delivered_last="2026-06-30"
        )
        wishes = Wishes(acquisition=Acquisition("EX/1", "PC 1"), circumstances=said)
        importing.import_file(case, folder / "calls.csv", library, wishes)
        EDITS["draw_entity"](case, Random(1))
        importing.import_file(case, folder / "more calls.csv", library)
        importing.import_file(case, folder / "calls.csv", library, Wishes(country="DE"))
        acquisitions.say(case, 1, Acquisition(acquired_how="by courier"))
        circumstances.say(case, 2, sources.listed(case)[1].sha256, Circumstances(place="Leeds"))
        for seed in range(3):
            for edit in EDITS.values():
                edit(case, Random(seed))
            case.undo()
            case.undo()
            case.redo()
        case.record("search", {"hits": 3}, {"text": "0044"})
    return path


def again(path: Path, library: Library, **options: object) -> proving.Replayed:
    with opening.open_case(path, "R") as case:
        return proving.replay(case, library, "R. Eplay", **options)  # type: ignore[arg-type]


def test_what_was_done_comes_out_the_same(done: Path, library: Library, tmp_path: Path) -> None:
    found = again(done, library, out=tmp_path / "again.case")
    assert found.identical and found.difference == "" and found.content == found.again
    assert found.imports == 3 and found.steps > 50 and found.unplayed["search"] == 1
    with opening.open_case(done) as one, opening.open_case(tmp_path / "again.case") as other:
        assert workspace(one)["note"] == workspace(other)["note"] != []
        marks = [[(s.title, s.undone, s.dropped) for s in journal.steps(c.db)] for c in (one, other)]
        assert marks[0] == marks[1] and any(undone for _, undone, _ in marks[0])
        assert included.readings(one.db) == included.readings(other.db)
        assert sources.listed(other)[0].acquired_how == "by courier"
        assert {s.analyst for s in journal.steps(other.db)} == {"R. Eplay"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again.case"]


@pytest.mark.parametrize("seed", range(6))
def test_the_log_played_on_the_imports_alone_gives_the_same_rows(
    tmp_path: Path, library: Library, seed: int
) -> None:
    folder, random = tmp_path, Random(seed)
    names = random.choices([*sorted(EDITS), "undo", "undo", "redo", "redo"], k=60)
    (folder / "calls.csv").write_text(CALLS)
    (folder / "more.csv").write_text(MORE)
    with opening.create(folder / "one.case", library.kinds, "A", country="GB") as case:
        importing.import_file(case, folder / "calls.csv", library)
        importing.import_file(case, folder / "more.csv", library)
        for name in names:
            if name in EDITS:
                EDITS[name](case, random)
            elif name == "undo":
                case.undo()
            else:
                case.redo()
    found = again(folder / "one.case", library, out=folder / "again.case")
    assert found.identical, found.difference
    with opening.open_case(folder / "one.case") as one, opening.open_case(folder / "again.case") as other:
        before, after = workspace(one), workspace(other)
        before["about"] = after["about"] = []  # a case has a number and a birthday of its own
        assert before == after


def rewritten(path: Path, out: Path, *statements: str) -> Path:
    """A copy changed by somebody who knows the published key."""
    shutil.copyfile(path, out)
    db = connect(out, write=True)
    for (name,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert db.conn.execute(statement).rowcount > 0
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.close()
    return out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET text = 'something else'",
        "DELETE FROM judgement",
        "UPDATE journal SET after = replace(after, 'likely', 'certain') WHERE name = 'finding'",
        "UPDATE step SET undone = 1 - undone WHERE id = (SELECT max(id) FROM step)",
        "UPDATE log SET body = replace(body, 'A. Nalyst', 'B. Nalyst') WHERE seq = 3",
    ],
)
def test_what_was_changed_behind_the_log_does_not_replay(
    done: Path, library: Library, tmp_path: Path, statement: str
) -> None:
    with pytest.raises(Problem, match="changed behind its log"):
        again(rewritten(done, tmp_path / "changed.case", statement), library)


def test_evidence_that_its_original_does_not_say_is_named(
    done: Path, library: Library, tmp_path: Path
) -> None:
    changed = rewritten(
        done, tmp_path / "changed.case", f"UPDATE entity SET value = '+447700999999' WHERE value = '{D}'"
    )
    found = again(changed, library)
    assert (
        not found.identical and found.difference == "reading more calls.csv brings other entities than it did"
    )
    counted = rewritten(
        done, tmp_path / "counted.case", "UPDATE reading SET rejected = 0, kept = kept + 1 WHERE id = 1"
    )
    assert again(counted, library).difference == "readings, line 1, kept: 4 in the first and 3 in the second"


def test_an_original_that_is_not_held_is_named_and_taken_from_a_folder(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    file = tmp_path / "files" / "calls.csv"
    file.write_text(CALLS)
    with opening.create(tmp_path / "one.case", library.kinds, "A", country="GB") as case:
        period = stating.days("2026-06-01", "2026-06-02", "UTC")
        importing.import_file(case, file, library, Wishes(period=period))  # type: ignore[arg-type]
        assert sources.listed(case)[0].kept == sources.HASH_ONLY
    with pytest.raises(Problem, match=r"calls.csv \([0-9a-f]{64}\)"):
        again(tmp_path / "one.case", library)
    file.rename(file.with_name("renamed.bin"))
    assert again(tmp_path / "one.case", library, originals=tmp_path / "files").identical
    file.with_name("renamed.bin").write_text(CALLS.replace("60", "61"))
    with pytest.raises(Problem, match=r"calls\.csv"):
        again(tmp_path / "one.case", library, originals=tmp_path / "files")


def test_an_original_that_stays_outside_is_read_there(library: Library, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    file = tmp_path / "files" / "calls.csv"
    file.write_text(CALLS)
    with opening.create(tmp_path / "one.case", library.kinds, "A", country="GB") as case:
        importing.import_file(case, file, library, Wishes(refer=True, sha512=True))
        assert sources.listed(case)[0].is_referred
    assert again(tmp_path / "one.case", library, out=tmp_path / "again.case").identical
    with opening.open_case(tmp_path / "again.case") as case:
        held = sources.listed(case)[0]
        assert held.is_referred and held.path == str(file) and len(held.sha512) == 128
    file.write_text(CALLS.replace("60", "61"))
    with pytest.raises(Problem, match=r"calls\.csv \("):
        again(tmp_path / "one.case", library)


def test_stopping_leaves_nothing(done: Path, library: Library, tmp_path: Path) -> None:
    def stop(number: int, total: int, text: str) -> None:
        if "more calls" in text:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        again(done, library, out=tmp_path / "again.case", tell=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_method_is_run_from_its_file_elsewhere(done: Path, library: Library, tmp_path: Path) -> None:
    with opening.open_case(done) as case:
        (tmp_path / "method.json").write_text(method_files.of(case), "utf-8")
        said = content.of(case)
    told = method_files.read(tmp_path / "method.json")
    found = proving.run(told, library, "B", tmp_path / "new.case", done.parent)
    assert found.identical and found.again == said == told.content


def test_a_method_that_was_changed_is_refused(done: Path, library: Library, tmp_path: Path) -> None:
    with opening.open_case(done) as case:
        text = method_files.of(case)
    file = tmp_path / "method.json"
    for changed, told in (
        (
            text.replace('"read_as', '"read_like', 1)
            if '"read_as' in text
            else text.replace("Caller", "Callee", 1),
            "text of",
        ),
        (text[:-40], "not JSON"),
        ("[1]", "no method"),
        (text.replace("'they", "x'||(SELECT 1)||'they", 1) if "'they" in text else text, ""),
    ):
        file.write_text(changed, "utf-8")
        if told:
            with pytest.raises(Problem, match=told):
                method_files.read(file)
    file.write_text(text.replace("\"'They know each other'\"", '"(SELECT value FROM about)"'), "utf-8")
    with pytest.raises(Problem, match="no row of finding"):
        proving.run(method_files.read(file), library, "B", tmp_path / "new.case", done.parent)


def test_a_case_says_the_same_whatever_its_numbers(done: Path, library: Library, tmp_path: Path) -> None:
    with opening.open_case(done) as case:
        before = content.Content(case)
        whole = content.whole(before.parts())
    moved = rewritten(
        done, tmp_path / "moved.case", "UPDATE note SET id = id + 100", "UPDATE note SET at = at + 1",
        "UPDATE source SET added_at = 0, path = '/elsewhere'", "UPDATE tag SET id = id + 50",
    )  # fmt: skip
    with opening.open_case(moved) as case:
        assert content.of(case) == whole
    changed = rewritten(done, tmp_path / "changed.case", "UPDATE note SET text = text || '!' WHERE id = 1")
    with opening.open_case(done) as one, opening.open_case(changed) as other:
        assert content.of(other) != whole
        assert content.difference(content.Content(one), content.Content(other)).endswith(
            "text: and this in the first and and this! in the second"
        )
