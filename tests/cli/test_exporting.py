"""clew export --format: what goes out, what the format cannot hold, and what the log says of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import A, B, Clew
from tests.cli.test_handing import entries
from workbench.report.formats.format import named

OWN = ("anx", "csv", "geojson", "gexf", "graphml", "html", "kml", "parquet", "pdf", "png", "svg", "xlsx")


def test_formats_are_listed_with_what_they_cannot_hold(clew: Clew) -> None:
    said = clew("formats")
    assert said.code == 0
    for id in OWN:
        assert f"\n{id} " in f"\n{said.text}"
    assert "Cannot hold: Records: GEXF has nodes and edges only" in said.text


@pytest.mark.parametrize("id", OWN)
def test_each_is_written_said_and_entered(clew: Clew, case: Path, tmp_path: Path, id: str) -> None:
    out = tmp_path / f"out.{id}"
    said = clew("export", case, "--format", id, "-o", out)
    assert (said.code, said.err) == (0, "") and out.stat().st_size > 100
    assert said.text.startswith(f"Wrote {out}: ") and "Taken: " in said.text
    last = entries(case)[-1]
    assert last["act"] == "export" and set(last["values"]) == {"file", "format"} and last["ids"]


def test_what_a_format_could_not_hold_is_said(clew: Clew, case: Path, tmp_path: Path) -> None:
    said = clew("export", case, "--format", "graphml", "-o", tmp_path / "out.graphml").text
    assert "Not in it: 4 records not written one by one" in said
    assert "No such file can hold: " + named("graphml").cannot[0] in said


def test_a_selection_through_a_filter(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    chosen = ("--selection", A, "--selection", f"phone:{B}", "--filter", "time=2026-06-02..2026-06-02")
    said = clew("export", case, "--format", "csv", *chosen, "-o", out)
    assert "2 entities, 1 link, 1 record" in said.text and "2 chosen entities" in said.text
    with zipfile.ZipFile(out) as archive:
        rows = archive.read("records_call.csv").decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "2026-06-02" in rows[1]


def test_what_is_asked_for_in_vain_is_said(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for wrong, told in (
        (["--format", "doc"], "no format 'doc'"),
        (["--format", "csv", "--selection", "nobody"], "nobody"),
        (["--format", "csv", "--chart", "No such"], "no chart 'No such'"),
        (["--format", "csv", "--filter", "kind=wallet"], "nothing of this case is left"),
        (["--source", "1", "--chart", "X"], "handed out whole"),
    ):
        said = clew("export", case, *wrong, "-o", out)
        assert said.code == 2 and told in said.err and not out.exists()


def test_persons_who_are_no_suspects_stay_out(clew: Clew, case: Path, tmp_path: Path) -> None:
    from workbench.case import drawn, opening

    with opening.open_case(case, "T. Ester", write=True) as written, written.edit("Draw") as db:
        victim = drawn.draw_entity(written, db, "person", "Rhea Kettlewell")
        db.conn.execute(
            "INSERT INTO involvement(entity, category, basis, analyst, at) VALUES(?, 'victim', 'said so', 'T', 1)",
            (victim,),
        )
    out = tmp_path / "out.geojson"
    assert clew("export", case, "--format", "graphml", "-o", out).code == 0
    assert "Kettlewell" in out.read_text().title()
    said = clew("export", case, "--format", "graphml", "--without-non-suspects", "-o", out)
    assert "1 entity was left out" in said.text and "Kettlewell" not in out.read_text().title()
