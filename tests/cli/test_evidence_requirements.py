"""EV-01 to EV-15: what is expected of evidence, each driven through the commands on the demonstration case.

The numbers are those of the requirements drawn from ACPO, ISO/IEC 27037 and 27042, SWGDE and CASE; the finer tests of
each stand with its subject.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Clew
from workbench.app import demonstration
from workbench.app.library import Library
from workbench.case import charts, entities, graphs, opening, records, verbatim

RAW = Path(__file__).resolve().parents[2] / "resources" / "demo"
PHONE = "+447700900122"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demonstration case, closed."""
    library = Library.shipped()
    made = demonstration.build(tmp_path_factory.mktemp("evidence"), library)
    path = made.case.path
    made.case.close()
    yield path
    library.close()


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Path:
    """A copy of it, alone in its folder."""
    folder = tmp_path / "demo"
    folder.mkdir()
    return Path(shutil.copyfile(built, folder / "demo.case"))


def log_of(clew: Clew, case: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = clew("log", case, "--json").json
    return found


def test_ev_01_a_source_is_only_read_and_hashed_before_and_after(clew: Clew, tmp_path: Path) -> None:
    file = Path(shutil.copyfile(RAW / "calls_operator_a.csv", tmp_path / "calls.csv"))
    file.chmod(0o444)
    before = (file.stat().st_mtime_ns, file.stat().st_size, file.read_bytes())
    opened: list[tuple[str, Any]] = []

    def watch(event: str, told: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(told[0], str) and told[0] == str(file):
            opened.append((str(told[1]), told[2]))

    sys.addaudithook(watch)
    clew("new", tmp_path / "new.case", "--country", "GB", "--zone", "Europe/London")
    said = clew("import", tmp_path / "new.case", file, "--json", "--sha512").json[0]
    assert opened and all(
        mode in ("r", "rb", "None") and not flags & (os.O_WRONLY | os.O_RDWR) for mode, flags in opened
    )
    assert (file.stat().st_mtime_ns, file.stat().st_size, file.read_bytes()) == before
    assert said["sha256"] == hashlib.sha256(before[2]).hexdigest()
    source = clew("sources", tmp_path / "new.case", "--json").json[0]
    assert source["sha512"] == hashlib.sha512(before[2]).hexdigest()


def test_ev_02_every_original_comes_out_bit_for_bit_wherever_the_case_lies(
    clew: Clew, demo: Path, tmp_path: Path
) -> None:
    moved = Path(shutil.move(demo, tmp_path / "moved.case"))
    for source in clew("sources", moved, "--json").json:
        out = tmp_path / source["file"]
        assert clew("export", moved, "--source", source["id"], "-o", out).code == 0
        assert out.read_bytes() == (RAW / source["file"]).read_bytes()


def test_ev_03_every_record_shows_the_row_it_came_from(demo: Path) -> None:
    with opening.open_case(demo) as case:
        assert not case.db.conn.execute("SELECT count(*) FROM segment WHERE reading IS NULL").fetchone()[0]
        graph = graphs.read(case)
        chosen = random.Random(7).sample(range(len(graph.link_ids)), 60)
        for link in chosen:
            behind = records.behind(case, [int(graph.link_ids[link])], limit=1)
            assert behind, "what was imported rests on rows"
            for record in behind:
                text = verbatim.row(case, record.reading, record.sheet, record.row)
                assert text and record.sha256 == hashlib.sha256((RAW / record.file).read_bytes()).hexdigest()
                if record.file.endswith(("csv", "tsv")):
                    assert text.splitlines()[0] in (RAW / record.file).read_text("utf-8-sig", "replace")


def test_ev_04_every_row_read_is_kept_duplicate_rejected_or_withheld(clew: Clew, demo: Path) -> None:
    truth = {f["file"]: f["rows"] for f in json.loads((RAW / "truth.json").read_text("utf-8"))["files"]}
    for source in clew("sources", demo, "--json").json:
        rows = source["rows"]
        assert rows["read"] == rows["kept"] + rows["duplicate"] + rows["rejected"] + rows["withheld"]
        assert {name: rows[name] for name in truth[source["file"]]} == truth[source["file"]]
    assert len(clew("rejects", demo, "--json").json) >= sum(t["rejected"] for t in truth.values())


def test_ev_05_and_08_the_method_gives_the_same_content_on_another_machine(
    clew: Clew, demo: Path, tmp_path: Path
) -> None:
    assert clew("recipe-of", demo, "-o", tmp_path / "method.json").code == 0
    elsewhere = os.environ | {
        "PYTHONHASHSEED": "12345", "TZ": "Pacific/Auckland", "LC_ALL": "C", "CLEW_HOME": str(tmp_path / "other"),
        "PYTHONPATH": str(RAW.parents[1]), "CLEW_ANALYST": "Somebody Else",
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-m", "workbench", "run-recipe", tmp_path / "method.json", "--sources", RAW, "-o",
         tmp_path / "again.case", "--json"], env=elsewhere, capture_output=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr.decode()
    ours = clew("content", demo, "--json").json
    theirs = clew("content", tmp_path / "again.case", "--json").json
    assert ours["content"] == theirs["content"] == json.loads(said.stdout)["content"]


def test_ev_06_custody_is_whole_or_its_gap_is_said(clew: Clew, demo: Path, tmp_path: Path) -> None:
    found = clew("custody", demo, "--json").json
    one = next(e for e in found["exhibits"] if e["reference"] == "COU-1")
    for told in ("taken_by", "authority", "place", "taken_at", "zone", "container", "seal", "legal_basis"):
        assert one[told], told
    assert [h["seal_state"] for h in one["handovers"]] == ["intact", "intact"]
    assert any("held it last" in str(gap) for gap in one["gaps"])
    assert clew("custody", demo, "-o", tmp_path / "custody.html").code == 0
    assert "held it last" in (tmp_path / "custody.html").read_text("utf-8")
    assert clew("export", demo, "--format", "case", "-o", tmp_path / "case.jsonld").code == 0
    assert "COU-1" in (tmp_path / "case.jsonld").read_text("utf-8")


def test_ev_07_what_the_analyst_did_played_again_on_the_imports_gives_the_same(
    clew: Clew, demo: Path
) -> None:
    assert (
        clew("undo", demo).code == 0
        and clew("tag", demo, PHONE, "courier", "--basis", "the manifest").code == 0
    )
    said = clew("replay", demo, "--json")
    assert said.code == 0 and said.json["identical"] and said.json["content"] == said.json["again"]


def test_ev_09_a_report_says_all_that_a_report_must(clew: Clew, demo: Path, tmp_path: Path) -> None:
    assert clew("report", demo, "-o", tmp_path / "report.html", "--handling", "RESTRICTED").code == 0
    said = (tmp_path / "report.html").read_text("utf-8")
    checkpoint = clew("checkpoint", demo, "--list", "--json").json
    sources = clew("sources", demo, "--json").json
    for wanted in (
        "Operation Demo", "T. Ester", "Clew", "RESTRICTED", "Europe/London", "Filters", "rejected", "Limits",
        "clew verify",
        *(s["sha256"] for s in sources), *(s["file"] for s in sources),
    ):  # fmt: skip
        assert wanted in said, wanted
    assert checkpoint, "a report is anchored"
    for foreign in ('src="http', "src='http", 'href="http', "@import", "url(http"):
        assert foreign not in said


def test_ev_10_times_stand_as_given_with_their_zone_and_in_utc(clew: Clew, tmp_path: Path) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text(
        "Caller,Callee,Start,Duration\n+447700900001,+447700900002,2026-10-25 01:30:00,60\n"
        "+447700900001,+447700900002,2026-10-25 12:00:00,60\n", "utf-8",
    )  # fmt: skip
    clew("new", tmp_path / "clock.case", "--country", "GB", "--zone", "Europe/London")
    assert clew("import", tmp_path / "clock.case", calls).code == 0
    twice, once = clew(
        "records", tmp_path / "clock.case", "--between", "+447700900001", "+447700900002", "--json"
    ).json
    assert "2026-10-25 01:30:00" in twice["verbatim"] and twice["at"] == "2026-10-25T01:30:00+01:00"
    assert "twice" in json.dumps(twice) and "twice" not in json.dumps(once)


def test_ev_11_a_verifier_of_one_file_finds_what_was_changed(clew: Clew, demo: Path, tmp_path: Path) -> None:
    verifier = tmp_path / "verify_case.py"
    assert clew("verifier", "-o", verifier).code == 0
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def run() -> tuple[int, str]:
        said = subprocess.run(
            [sys.executable, "-I", str(verifier), str(demo)],
            env=bare,
            capture_output=True,
            check=False,
            cwd=tmp_path,
        )
        return said.returncode, (said.stdout + said.stderr).decode()

    code, said = run()
    assert code == 0, said
    with opening.open_case(demo, "X", write=True) as case:
        case.writer.conn.execute("DROP TRIGGER segment_column_is_kept")
        case.writer.conn.execute(
            "UPDATE segment_column SET low = 1 WHERE rowid = (SELECT min(rowid) FROM segment_column)"
        )
    assert run()[0] == 1 and clew("verify", demo).code == 1


def test_ev_12_stated_derived_and_assessed_stay_apart(clew: Clew, demo: Path, tmp_path: Path) -> None:
    with opening.open_case(demo, "X", write=True) as case, case.edit("Attribute") as db:
        from workbench.case import assessments, drawn

        person = drawn.draw_entity(case, db, "person", "Ana Bell", basis="seen")
        assessments.attribute(case, db, entities.resolve(case, f"phone:{PHONE}"), person, basis="her voice")
    assert clew("export", demo, "--format", "graphml", "-o", tmp_path / "out.graphml").code == 0
    said = (tmp_path / "out.graphml").read_text("utf-8")
    assert "stated" in said and "assessed" in said


def test_ev_13_what_is_hidden_or_filtered_is_counted(clew: Clew, demo: Path, tmp_path: Path) -> None:
    with opening.open_case(demo, "X", write=True) as case, case.edit("Hide") as db:
        chart = charts.read(case, charts.listed(case)[0][0])
        charts.hide(db, chart.id, chart.shown[:2])
    assert clew("report", demo, "-o", tmp_path / "report.html").code == 0
    said = (tmp_path / "report.html").read_text("utf-8")
    assert "2 entities" in said and "idden by hand" in said


def test_ev_15_disclosure_lists_what_was_used_searched_and_marked(
    clew: Clew, demo: Path, tmp_path: Path
) -> None:
    said = len(clew("search", demo, "escrow", "--json").json)
    assert clew("mark", demo, "undermining", "--entity", PHONE, "--why", "it was lent out").code == 0
    found = clew("disclosure", demo, "--json").json
    assert [s["name"] for s in found["sources"] if not s["used"]] == ["cells.csv"]
    assert [(s["sort"], s["found"]) for s in found["searches"] if "escrow" in str(s)] == [("search", said)]
    assert any(m["mark"] == "undermining" and m["why"] == "it was lent out" for m in found["marked"])
    assert clew("disclosure", demo, "-o", tmp_path / "schedule.xlsx").code == 0
    acts = {e["act"] for e in log_of(clew, demo)}
    assert "search" in acts and "disclosure schedule" in acts
