"""Every planted fact is in the imported case, on the very rows that truth.json names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.app import demo, demonstration, mapping, paths, tracks
from workbench.app.demonstration import Demonstration
from workbench.app.library import Library
from workbench.app.tracks import Left
from workbench.case import entities, graphs, records, sources, verifying
from workbench.drawing.map_scene import COUNTRY
from workbench.model.filters import Filter
from workbench.model.geography import unproject
from workbench.model.problems import Problem

TRUTH: dict[str, Any] = json.loads((paths.resources() / "demo" / demo.TRUTH).read_text("utf-8"))
FACTS = {fact["id"]: fact for fact in TRUTH["facts"]}


def _entity(made: Demonstration, said: dict[str, str]) -> int:
    row = made.case.db.conn.execute(
        "SELECT id FROM entity WHERE kind = ? AND value = ?", (said["kind"], said["value"])
    ).fetchone()
    assert row is not None, f"no {said['kind']} {said['value']} in the case"
    assert entities.Presence(made.case.db).visible(row[0])
    return int(row[0])


@pytest.mark.parametrize("id", FACTS)
def test_a_planted_fact_is_in_the_case_on_the_rows_it_names(demonstrated: Demonstration, id: str) -> None:
    fact = FACTS[id]
    graph = graphs.read(demonstrated.case)
    for said in fact["entities"]:
        _entity(demonstrated, said)
    wanted = {(r["file"], r["sheet"], r["row"]) for r in fact["rows"]}
    found: set[tuple[str, str, int]] = set()
    for said in fact["links"]:
        start, end = _entity(demonstrated, said["start"]), _entity(demonstrated, said["end"])
        row = demonstrated.case.db.conn.execute(
            "SELECT id FROM link WHERE kind = ? AND start = ? AND end = ?", (said["kind"], start, end)
        ).fetchone()
        assert row is not None, f"no link {said}"
        assert row[0] in graph.link_of
        behind = {(r.file, r.sheet, r.row) for r in records.behind(demonstrated.case, [row[0]])}
        assert behind & wanted, f"no row of truth.json proves {said}"
        found |= behind
    for said in fact["entities"]:
        # Some rows prove by where a phone was and when, which is no link of its own.
        found |= {
            (r.file, r.sheet, r.row) for r in records.about(demonstrated.case, _entity(demonstrated, said))
        }
    assert wanted <= found, f"rows of truth.json that say nothing of it: {sorted(wanted - found)[:5]}"


def test_the_rows_say_what_they_are_said_to_say(demonstrated: Demonstration) -> None:
    fact = FACTS["handset_change"]
    phone = _entity(demonstrated, fact["entities"][0])
    rows = {(r["file"], r["row"]) for r in fact["rows"]}
    texts = [
        records.text_of(demonstrated.case, r)
        for r in records.about(demonstrated.case, phone)
        if (r.file, r.row) in rows
    ]
    assert len(texts) == len(rows)
    assert all("7700900122" in text for text in texts)


def test_the_counts_are_those_the_generator_planted(demonstrated: Demonstration) -> None:
    planted = {f["file"]: f for f in TRUTH["files"]}
    for source in sources.listed(demonstrated.case):
        want = planted[source.name]
        assert source.sha256 == want["sha256"]
        assert (source.rejected, source.duplicate, source.withheld) == (
            want["rows"]["rejected"], want["rows"]["duplicate"], 0,
        )  # fmt: skip
        assert source.rows == source.kept_rows + source.duplicate + source.rejected


def test_the_first_join_is_the_phone_that_drops_the_parcels(demonstrated: Demonstration) -> None:
    first = entities.get(demonstrated.case, demonstrated.joins.joins[0][0])
    assert first.value == "+447700900122"
    assert demonstration.findings(demonstrated)[0].startswith(
        "phone +44 7700 900122 is in calls_operator_a.csv"
    )


def test_every_cell_has_a_mast_on_the_map_and_one_wrong_figure_makes_a_phone_fly(
    demonstrated: Demonstration,
) -> None:
    decoy = next(d for d in TRUTH["decoys"] if d["id"] == "misplaced_cell")
    phone, cell = (_entity(demonstrated, said) for said in decoy["entities"])
    found = tracks.gather(demonstrated.case, graphs.read(demonstrated.case), [phone])
    cells = [spots for spots in found.places.spots.values() if spots[0].kind == "cell"]
    assert len(cells) == 80 and all(spots[0].precision == "antenna" for spots in cells)
    (way,) = found.tracks
    assert found.seen == found.placed == len(way.at) > 100
    (k,) = np.flatnonzero(way.moves.impossible).tolist()
    assert way.spots[k + 1].entity == cell
    assert {("calls_operator_a.csv", way.rows[i][2]) for i in (k, k + 1)} < {
        (r["file"], r["row"]) for r in decoy["rows"]
    }
    others = [c for c in found.places.spots.values() if c[0].entity != cell and c[0].kind == "cell"]
    assert max(c[0].latitude for c in others) - min(c[0].latitude for c in others) < 0.2


def test_where_vendors_send_from_is_on_the_map_and_does_not_widen_it(demonstrated: Demonstration) -> None:
    graph = graphs.read(demonstrated.case)
    everything = tracks.gather(demonstrated.case, graph)
    assert {o.place.name for o in everything.origins} >= {"Ireland", "Spain", "Germany"}
    assert everything.origins_left == 0
    scene = mapping.scene(demonstrated.case, everything)
    k = next(k for k, name in enumerate(scene.marks.captions) if name == "Ireland")
    assert scene.marks.exact[k] == COUNTRY and len(scene.marks.members[k]) > 1
    lat, lon = unproject(*scene.everywhere)
    assert np.ptp(lat) < 0.6 and np.ptp(lon) < 0.6, "the masts, and no country's middle"
    vendor = scene.marks.members[k][0]
    (sent, *_) = tracks.gather(demonstrated.case, graph, [vendor]).origins
    assert sent.vendors == (vendor,)
    before = tracks.gather(
        demonstrated.case, graph, left=Left((Filter("source", drop=("market_alpha.csv",)),))
    )
    assert sum(o.records for o in before.origins) < sum(o.records for o in everything.origins)


def test_verify_finds_the_case_whole(demonstrated: Demonstration) -> None:
    assert [c for c in verifying.verify(demonstrated.case.path) if not c.ok] == []


def test_without_its_raw_files_there_is_no_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "resources"
    shutil.copytree(paths.resources() / "demo", shipped / "demo")
    (shipped / "demo" / demo.SOURCES[0]).unlink()
    library = Library.shipped()
    monkeypatch.setattr(paths, "resources", lambda: shipped)
    with pytest.raises(Problem, match=demo.SOURCES[0]):
        demonstration.build(tmp_path / "into", library)
    assert not list((tmp_path / "into").glob("*.case"))


def test_another_seed_gives_another_case_with_the_same_story(tmp_path: Path) -> None:
    library = Library.shipped()
    made = demonstration.build(tmp_path, library, seed=11)
    try:
        assert [o.problem for o in made.outcomes] == [""] * len(demo.SOURCES)
        assert made.joins.joins
    finally:
        made.case.close()
        library.close()
