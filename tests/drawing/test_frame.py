"""Frames, by the colours of single pixels: nothing here depends on the shapes of letters."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from workbench.drawing.chart import Look, chart
from workbench.drawing.frame import Highlights, render
from workbench.drawing.scene import ICON, prepare
from workbench.drawing.theme import DARK, LIGHT, number, on_chart
from workbench.drawing.view import View, fitting

BLUE, ORANGE, GREY = 0xFF3F6FB5, 0xFFD9822B, 0xFF8A93A3
LOOKS = [
    Look("phone", "rounded", BLUE, "ph.phone"),
    Look("wallet", "round", ORANGE, "ph.currency-btc"),
    Look("parcel", "square", 0xFF4B9D75, "ph.package"),
    Look("key", "hexagon", 0xFFB8434E, "ph.key"),
    Look("cell", "diamond", 0xFF5F7C8A, "ph.cell-signal-full"),
]
SIZE = 480, 240
VIEW = View(1.0, 80, 120)  # chart (0, 0) at (80, 120), (4, 0) at (400, 120)
NONE = np.zeros(0, np.int32)


def shown(made, view=VIEW, theme=LIGHT, highlights=None, ratio=1.0, size=SIZE) -> np.ndarray:
    """The frame's pixels [height, width] as 0xffRRGGBB."""
    image = render(prepare(made), view, size, theme, highlights, ratio)
    assert image.format() == QImage.Format.Format_RGB32
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def two(**given):
    return chart(LOOKS, [1, 2], [(0, 0), (4, 0)], [(0, 1)], link_colour=np.array([GREY], np.uint32), **given)


def runs(row: np.ndarray, colour: int) -> int:
    """How often a row of pixels changes from other colours to exactly this one."""
    hit = row == colour
    return int((hit[1:] & ~hit[:-1]).sum())


@pytest.mark.parametrize("look", range(5))
def test_an_entity_has_its_colour_at_its_place(look):
    pixels = shown(chart(LOOKS, [1], [(2, 0)], look=np.array([look], np.uint8)))
    # beside the glyph, well within every shape
    assert pixels[120, 240 - 13] == LOOKS[look].colour
    assert pixels[120, 240 + 26] == number(LIGHT.chart)
    assert (pixels[103:138, 223:258] == 0xFFFFFFFF).any()  # the glyph


def test_shapes_differ_at_their_corners():
    corner = {
        look.shape: shown(chart(LOOKS, [1], [(2, 0)], look=np.array([k], np.uint8)))[120 - 15, 240 - 15]
        for k, look in enumerate(LOOKS)
    }
    assert corner["square"] == LOOKS[2].colour
    assert corner["round"] == corner["diamond"] == number(LIGHT.chart)


def test_a_link_lies_between_its_entities_under_their_icons():
    pixels = shown(two())
    assert (pixels[120, 100:380] != number(LIGHT.chart)).all()
    assert pixels[110, 240] == pixels[130, 240] == number(LIGHT.chart)
    assert pixels[120, 80 - 13] == BLUE


def test_what_is_not_stated_is_dashed():
    solid, dashed = (
        shown(two(standing=np.array([s], np.uint8), weight=np.array([8.0])))[120, 105:375] for s in (0, 1)
    )
    assert runs(dashed, number(LIGHT.chart)) > 10
    assert runs(solid, number(LIGHT.chart)) == 0


def test_a_link_that_carries_more_is_wider():
    def width(weight):
        pixels = shown(two(weight=np.array([weight], np.float32)))
        return (pixels[:, 240] != number(LIGHT.chart)).sum()

    assert width(1) < width(16) < width(256)


def test_an_arrow_head_points_at_the_end():
    with_arrow, without = (shown(two(directed=np.array([d]))) for d in (True, False))
    near_end, near_start = slice(366, 381), slice(100, 115)

    def thickness(pixels, where):
        return int((pixels[105:136, where] != number(LIGHT.chart)).sum(axis=0).max())

    assert thickness(with_arrow, near_end) >= 6
    assert thickness(with_arrow, near_start) <= 4
    assert thickness(without, near_end) <= 4


def test_links_between_the_same_two_bow_apart_and_meet_at_their_ends():
    made = chart(
        LOOKS, [1, 2], [(0, 0), (4, 0)], [(0, 1), (1, 0)], link_colour=np.array([BLUE, ORANGE], np.uint32),
        weight=np.array([16.0, 16.0], np.float32),
    )  # fmt: skip
    pixels = shown(made)

    def apart(x):
        blue, orange = (np.flatnonzero(pixels[:, x] == colour).mean() for colour in (BLUE, ORANGE))
        return abs(blue - orange)

    assert apart(240) == pytest.approx(1.2 * ICON / 2, abs=1)
    assert 2 < apart(112) < 12


def test_a_link_to_itself_is_a_loop():
    with_loop, without = (
        shown(chart(LOOKS, [1], [(2, 0)], ends, link_colour=np.full(len(ends), ORANGE, np.uint32)))
        for ends in ([(0, 0)], [])
    )
    assert (with_loop == ORANGE).sum() > 10
    assert not (without == ORANGE).any()


def test_selection_is_a_ring_and_leaves_the_icon_as_it_is():
    selected, plain = (shown(two(), highlights=h) for h in (Highlights(np.array([0], np.int32), NONE), None))
    accent = number(LIGHT.accent)
    assert selected[120, 80 - 17 - 5 : 80 - 17].tolist().count(accent) >= 1
    assert not (plain == accent).any()
    assert np.array_equal(selected[106:134, 66:94], plain[106:134, 66:94])
    assert not (selected[:, 300:] == accent).any()


def test_a_selected_link_has_a_band():
    column = shown(two(), highlights=Highlights(NONE, np.array([0], np.int32)))[:, 240]
    assert (column != number(LIGHT.chart)).sum() >= 7
    assert (shown(two())[:, 240] != number(LIGHT.chart)).sum() <= 3


def test_faded_is_paler_and_common_paler_still_with_a_broken_border():
    pixels = shown(two(faded=np.array([True, False]), common=np.array([False, True])))
    assert pixels[120, 80 - 13] == on_chart(LIGHT, BLUE, faded=True)
    assert pixels[120, 400 - 13] not in (BLUE, on_chart(LIGHT, BLUE, faded=True))
    assert runs(pixels[103, 386:416], BLUE) >= 2


def test_pinned_entities_have_a_mark_at_their_corner():
    pinned, plain = (shown(two(pinned=np.array([p, False]))) for p in (True, False))
    corner = slice(98, 112), slice(88, 102)
    assert (pinned[corner] == number(LIGHT.panel)).sum() > 20
    assert not (plain[corner] == number(LIGHT.panel)).any()
    assert np.array_equal(pinned[:, 300:], plain[:, 300:])


def test_captions_are_written_below_and_make_way_for_links():
    ink = number(LIGHT.ink)
    below = shown(two(captions=["alpha", ""]))
    assert (below[140:160, 50:110] == ink).any()
    downwards = chart(LOOKS, [1, 2], [(2, 0), (2, 4)], [(0, 1)], captions=["alpha", ""])
    pixels = shown(downwards)
    assert not (pixels[140:160, 200:280] == ink).any()
    assert (pixels[80:102, 200:280] == ink).any()


def test_a_pill_stands_in_the_middle_of_its_link_when_there_is_room():
    pixels = shown(two(label=["47 calls"]))
    assert (pixels[112:129, 210:270] == number(LIGHT.panel)).sum() > 300
    assert not (shown(two(label=["47 calls"]), View(0.15, 80, 120)) == number(LIGHT.panel)).any()


def test_far_away_entities_are_dots_and_selected_ones_ringed():
    view = View(0.05, 100, 100)
    assert ICON * view.zoom < 9
    pixels = shown(two(), view, highlights=Highlights(np.array([1], np.int32), NONE))
    assert pixels[100, 100] == BLUE
    assert pixels[100, 116] == BLUE
    assert (pixels == number(LIGHT.accent)).any()


def test_many_links_become_density_with_selected_ones_above():
    random = np.random.default_rng(1)
    ends = random.integers(0, 500, (9000, 2))
    made = chart(
        LOOKS, np.arange(500), random.random((500, 2)) * 8, ends, link_colour=np.full(9000, GREY, np.uint32)
    )
    view = fitting(made.xy, 900, 700)
    # only some of the links in view: lines; all of them: density, in which no line has its full colour
    pixels = shown(made, view, size=(900, 700))
    grey = (pixels == GREY).sum()
    chosen = shown(made, view, size=(900, 700), highlights=Highlights(np.array([3], np.int32), NONE))
    assert grey < 50 < (chosen == GREY).sum()


def test_at_200_percent_everything_is_twice_as_fine():
    made = two(directed=np.array([True]), captions=["alpha", "beta"], label=["47 calls"])
    once, twice = shown(made), shown(made, ratio=2.0)
    assert twice.shape == (480, 960)
    assert twice[240, 2 * (80 - 13)] == BLUE
    halved = twice.reshape(240, 2, 480, 2).transpose(0, 2, 1, 3).reshape(240, 480, 4)
    grey = [((p >> 8) & 0xFF).astype(float) for p in (once, *np.moveaxis(halved, 2, 0))]
    difference = np.abs(grey[0] - np.mean(grey[1:], axis=0))
    # the same picture but for the edges of letters and lines
    assert (difference > 60).mean() < 0.02
    # and truly finer, not the coarse one enlarged
    assert (halved.min(axis=2) != halved.max(axis=2)).sum() > 500


def test_the_dark_theme_has_its_own_ground_and_lifts_colours():
    pixels = shown(two(), theme=DARK)
    assert pixels[20, 20] == number(DARK.chart)
    assert pixels[120, 80 - 13] == on_chart(DARK, BLUE) != BLUE


def test_panning_by_whole_pixels_moves_the_picture_and_changes_nothing():
    made = two(directed=np.array([True]), captions=["alpha", "beta"], label=["47 calls"])
    here, there = shown(made), shown(made, VIEW.panned(10, 4))
    assert np.array_equal(here[60:180, 40:440], there[64:184, 50:450])


def test_an_empty_chart_is_an_empty_sheet():
    assert (shown(chart([], [], [])) == number(LIGHT.chart)).all()


def test_the_same_chart_gives_the_same_pixels():
    made = two(captions=["alpha", "beta"])
    assert np.array_equal(shown(made), shown(made))


def test_charts_of_every_extent_are_drawn_without_harm():
    random = np.random.default_rng(12)
    for spread in (0, 1e-6, 1, 1e3, 1e7):
        n, m = int(random.integers(1, 400)), int(random.integers(0, 900))
        xy = (random.random((n, 2)) * 2 - 1) * spread
        made = chart(
            LOOKS,
            np.arange(n),
            xy,
            random.integers(0, n, (m, 2)),
            look=random.integers(0, 5, n).astype(np.uint8),
            captions=["alpha"] * n,
            label=["3 calls"] * m,
            directed=random.random(m) < 0.5,
            standing=random.integers(0, 3, m).astype(np.uint8),
            pinned=random.random(n) < 0.5,
            faded=random.random(n) < 0.5,
            size=random.choice([0.1, 1, 6], n).astype(np.float32),
            weight=random.choice([-3, 0, 1, 1e12], m).astype(np.float32),
        )
        scene = prepare(made)
        for view in (
            fitting(made.xy, 300, 200),
            View(1.0, 150, 100),
            View(12.0, -4e4, 90),
            View(0.0005, 3, 3),
        ):
            render(scene, view, (300, 200), LIGHT, Highlights(np.arange(n, dtype=np.int32)), 1.5)
            scene.entity_at(view, 150, 100)
            scene.link_at(view, 150, 100)


def test_a_view_far_off_or_deep_in_is_drawn_without_harm():
    made = two(directed=np.array([True]), standing=np.array([2], np.uint8), captions=["alpha", "beta"])
    for view in (View(12.0, -1500, 120), View(0.0005, 0, 0), View(1.0, 1e7, -1e7), View(12.0, 1e6, 0)):
        shown(made, view)
