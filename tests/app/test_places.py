from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.app.somewhere import CELLS, DEVICE, OTHER, PHONE, located_case
from workbench.app import mapping, picturing_map, tracks
from workbench.app.library import Library
from workbench.app.places import DRAWN
from workbench.app.seen import seen
from workbench.app.tracks import Left, Located
from workbench.case import drawn, graphs, located
from workbench.case.antennas import FURTHEST, SURELY
from workbench.case.assessments import attribute
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.drawing.map_scene import ANTENNA, TOWN
from workbench.model.filters import Filter
from workbench.model.graph import Graph
from workbench.model.looks import ChartLook
from workbench.model.problems import Problem

DAY = 86_400_000_000


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Case]:
    made = located_case(tmp_path_factory.mktemp("located"), library)
    yield made
    made.close()


@pytest.fixture(scope="module")
def graph(case: Case) -> Graph:
    return graphs.read(case)


@pytest.fixture(scope="module")
def entity(graph: Graph) -> Callable[[str], int]:
    return lambda value: int(graph.ids[list(graph.values).index(value)])


@pytest.fixture(scope="module")
def everything(case: Case, graph: Graph) -> Located:
    return tracks.gather(case, graph)


def test_a_cell_is_a_sector_and_its_range_counts_as_five_kilometres_at_least(
    everything: Located, entity
) -> None:
    spot = everything.places.spot(entity(CELLS["leeds"]))
    assert spot is not None and (spot.precision, spot.azimuth, spot.beam) == ("antenna", 90, 120)
    assert (spot.drawn, spot.reach, spot.range_stated) == (1500, SURELY, True)
    assert spot.middle[1] > spot.longitude, "drawn in the middle of what it covers, not at the mast"


def test_what_is_not_stated_of_a_cell_is_said_not_to_be(everything: Located, entity) -> None:
    south = everything.places.spot(entity(CELLS["leeds_south"]))
    assert south is not None and (south.drawn, south.reach, south.range_stated) == (DRAWN, FURTHEST, False)
    round_about = everything.places.spot(entity(CELLS["london"]))
    assert round_about is not None and round_about.azimuth is None and round_about.beam == 360


def test_a_cell_known_by_its_address_alone_lies_somewhere_around_that_town(
    everything: Located, entity
) -> None:
    spot = everything.places.spot(entity(CELLS["town"]))
    assert spot is not None and spot.precision == "city" and spot.because == "address"
    assert spot.reach > FURTHEST


def test_a_cell_that_no_register_knows_is_listed_and_not_drawn(everything: Located, entity) -> None:
    nowhere = entity(CELLS["nowhere"])
    assert everything.places.spot(nowhere) is None
    assert [(u.entity, u.why) for u in everything.places.unplaced if u.kind == "cell"] == [(nowhere, "mast")]


def test_homonyms_come_first_among_what_cannot_be_placed_with_all_they_may_be(everything: Located) -> None:
    first = everything.places.unplaced[0]
    assert "Springfield" in first.caption and first.why == "several" and len(first.others) > 10


def test_stated_degrees_place_an_address_better_than_its_words(everything: Located, graph: Graph) -> None:
    spots = [s for several in everything.places.spots.values() for s in several if s.because == "stated"]
    assert [(s.latitude, s.precision) for s in spots] == [(55.9533, "point")]
    assert len(everything.points.latitude) == 1, "the other sighting names no address"


def test_the_way_of_a_phone_shows_that_it_cannot_have_been_in_both_towns(
    case: Case, graph: Graph, entity
) -> None:
    (track,) = tracks.gather(case, graph, [entity(PHONE)]).tracks
    assert len(track.at) == 5, "two ends of two calls, and the start of a third"
    assert track.moves.impossible.tolist() == [False, False, True, False]
    assert 1350 < track.moves.at_least[2] < 1400, "231 km in ten minutes, both ranges taken off"


def test_the_device_in_the_phone_went_the_same_way(case: Case, graph: Graph, entity) -> None:
    phone, device = (tracks.gather(case, graph, [entity(v)]).tracks[0] for v in (PHONE, DEVICE))
    assert (phone.at == device.at).all() and (phone.latitude == device.latitude).all()


def test_the_called_party_was_not_at_the_callers_cell(case: Case, graph: Graph, entity) -> None:
    (track,) = tracks.gather(case, graph, [entity(OTHER)]).tracks
    assert [s.entity for s in track.spots if s is not None] == [entity(CELLS["town"])]


def test_sightings_without_a_place_are_counted(case: Case, graph: Graph, entity) -> None:
    found = tracks.gather(case, graph, [entity(PHONE)])
    assert (found.seen, found.placed) == (6, 5)
    assert "5 of 6 sightings placed" in picturing_map.counted(found)


def test_a_stretch_of_time_leaves_only_what_happened_in_it(case: Case, graph: Graph, entity) -> None:
    first = int(tracks.gather(case, graph, [entity(PHONE)]).tracks[0].at[0])
    short = tracks.gather(case, graph, [entity(PHONE)], moments=(first, first + 6 * 60_000_000))
    assert len(short.tracks[0].at) == 3
    assert located.counts(case, first, first + 6 * 60_000_000)["count"].sum() == 3
    assert tracks.gather(case, graph, moments=(first, first + DAY)).deliveries == ()


def test_the_selected_link_shows_the_ways_of_both_its_ends(case: Case, graph: Graph, entity) -> None:
    called = [
        int(i)
        for i, k in zip(graph.link_ids, graph.link_kind, strict=True)
        if graph.link_kinds[k] == "called"
    ]
    found = tracks.gather(case, graph, links=called[:1])
    assert {t.entity for t in found.tracks} == {entity(PHONE), entity(OTHER)}


def test_parcels_between_the_same_towns_are_one_arc(everything: Located) -> None:
    ways = sorted((tuple(round(p.latitude) for p in d.stops), len(d.parcels)) for d in everything.deliveries)
    assert ways[-1] == ((52, 54), 2)
    assert everything.stops_left == 1, "no town of the gazetteer is called as the islands are"
    assert everything.parcels_left == 2, "one sender lives nowhere, one in any of many Springfields"


def test_parcels_of_a_person_are_those_that_concern_them(case: Case, graph: Graph, entity) -> None:
    found = tracks.gather(case, graph, [entity("B TAKER")])
    assert [len(d.parcels) for d in found.deliveries] == [1]
    assert len(found.tracks) == 1 and len(found.tracks[0].at) == 2


def test_the_scene_holds_areas_for_cells_and_one_sign_for_a_mast(case: Case, everything: Located) -> None:
    scene = mapping.scene(case, everything)
    assert scene.areas.unsure.sum() == 2 and (scene.areas.sweep < 6).sum() == 2
    exact = scene.marks.exact.tolist()
    assert exact.count(ANTENNA) == 3 and exact.count(TOWN) >= 3
    assert len(scene.parcels) == len(everything.deliveries)


def test_impossible_moves_are_broken_lines_that_say_so(case: Case, graph: Graph, entity) -> None:
    scene = mapping.scene(case, tracks.gather(case, graph, [entity(PHONE)]))
    assert scene.ways.broken.tolist() == [False, True]
    assert scene.ways.labels[1].startswith("! 1,") and scene.ways.labels[1].endswith("km/h")
    assert [text for _, _, text in scene.stops] == ["1", "2", "3"]


def test_a_line_over_the_date_line_is_not_torn() -> None:
    lines = mapping._Lines()
    lines.add([(-41.0, 174.0), (21.0, -157.0)], 0, 1.0)
    lines.add_straight(np.array([[0.0, 179.9, 0.0, -179.9]]), 0, np.ones(1), [""])
    ways = lines.ways()
    assert np.abs(np.diff(ways.u[: ways.first[1]])).max() < 0.1
    assert np.abs(np.diff(ways.u[ways.first[1] :])).max() < 0.001


def test_the_picture_says_what_is_not_on_it(case: Case, graph: Graph, tmp_path: Path) -> None:
    found = picturing_map.picture(case, tmp_path / "map.png", (500, 320), graph)
    assert (tmp_path / "map.png").stat().st_size > 5000
    said = picturing_map.counted(found)
    assert "cannot be placed" in said and "2 parcels lack an end" in said and "range not stated" in said


def test_a_case_without_places_has_no_map(session, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="where anything is"):
        picturing_map.picture(session.open_case, tmp_path / "map.png")


def test_an_analyst_says_where_an_address_lies_and_takes_it_back(tmp_path: Path, library: Library) -> None:
    (tmp_path / "one").mkdir()
    case = located_case(tmp_path / "one", library)
    graph = graphs.read(case)
    before = tracks.gather(case, graph).places.unplaced[0]
    with case.edit("Say where it lies") as db:
        place = drawn.draw_entity(
            case, db, "place", f"{before.others[0].latitude}, {before.others[0].longitude}", "", "x"
        )
        drawn.draw_link(case, db, "located", before.entity, place, "", "a letter")
    now = tracks.gather(case, graphs.read(case)).places
    spot = now.spot(before.entity)
    assert spot is not None and spot.because == "chosen" and spot.precision == "city"
    case.undo()
    assert tracks.gather(case, graphs.read(case)).places.spot(before.entity) is None
    case.close()


def test_records_that_the_charts_filters_leave_out_are_nowhere(case: Case, graph: Graph, entity) -> None:
    long = Left((Filter("duration", low=31),))
    (track,) = tracks.gather(case, graph, [entity(PHONE)], left=long).tracks
    assert len(track.at) == 3, "the calls of a minute; those of thirty seconds are gone"
    found = tracks.gather(case, graph, left=long)
    assert found.places.spot(entity(CELLS["london"])).records == 0
    assert found.deliveries and found.filters == 1, "parcels have no duration, and are not judged"
    assert "1 filter applied" in picturing_map.counted(found)
    off = Left((Filter("duration", low=31, on=False),))
    assert len(tracks.gather(case, graph, [entity(PHONE)], left=off).tracks[0].at) == 5


def test_what_the_filters_of_a_chart_hide_has_no_place_and_no_way(case: Case, graph: Graph, entity) -> None:
    shown = [entity(v) for v in (PHONE, OTHER, CELLS["leeds"])]
    look = ChartLook(filters=(Filter("kind", keep=("cell",)),)).written()
    chart = Chart(1, "One", shown, [], {}, frozenset(), frozenset(), look)
    left = tracks.left_by(seen(case, graph, chart))
    assert set(left.hidden.tolist()) == {entity(PHONE), entity(OTHER)}
    found = tracks.gather(case, graph, [entity(PHONE)], left=left)
    assert found.tracks == () and found.places.spot(entity(CELLS["leeds"])) is not None
    without = tracks.left_in(case, graph, [Filter("kind", drop=("cell",))])
    kinds = {s[0].kind for s in tracks.gather(case, graph, left=without).places.spots.values()}
    assert kinds == {"address"}, "filters over all of a case"
    assert left.same(tracks.left_by(seen(case, graph, chart))) and not left.same(Left())


def test_a_person_goes_the_way_of_a_phone_while_it_was_theirs(tmp_path: Path, library: Library) -> None:
    case = located_case(tmp_path, library)
    graph = graphs.read(case)
    phone, person = (int(graph.ids[list(graph.values).index(v)]) for v in (PHONE, "C TAKER"))
    whole = tracks.gather(case, graph, [phone]).tracks[0]
    with case.edit("Say whose it was") as db:
        attribute(case, db, phone, person, first=int(whole.at[2]), last=int(whole.at[3]), basis="a letter")
    graph = graphs.read(case)
    found = tracks.gather(case, graph, [person])
    (track,) = found.tracks
    assert track.at.tolist() == whole.at[2:4].tolist() and (track.entity, track.owner) == (phone, person)
    assert track.caption.startswith("C Taker: ") and (found.seen, found.placed) == (2, 2)
    assert tracks.gather(case, graph, [person], left=Left(apart=(person,))).tracks == ()
    (both,) = tracks.gather(case, graph, [person, phone]).tracks
    assert both.owner == 0 and len(both.at) == 5, "a phone that is selected itself goes its whole way, once"
    case.close()
