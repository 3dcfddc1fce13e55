"""Headings of laid-out charts: nothing written lies on anything else written, and every moment is where it belongs."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from workbench.drawing.chart import Headings, Look, chart
from workbench.drawing.engraving import MARGINS
from workbench.drawing.frame import render
from workbench.drawing.headings import written
from workbench.drawing.moments_between import moments_between
from workbench.drawing.picture import draw_picture
from workbench.drawing.scene import prepare
from workbench.drawing.shot import Highlights, aim
from workbench.drawing.theme import LIGHT
from workbench.drawing.timeline_axis import DAY
from workbench.drawing.view import View, fitting
from workbench.model.guides import Axis, Block, Guides

JUNE = 1_780_272_000_000_000
LOOKS = [Look("phone", "round", 0xFF3F6FB5, "ph.phone")]
KNOTS = (
    (0.0, JUNE),
    (2.0, JUNE + DAY // 2),
    (3.0, JUNE + 20 * DAY),
    (9.0, JUNE + 21 * DAY),
    (10.0, JUNE + 900 * DAY),
)
TIME = Headings(Guides(Axis((-1.0, -1.0, 11.0, 5.0), KNOTS)), "Europe/London", 2)
BLOCKS = Headings(
    Guides(None, (Block("Phones", (-1, -1, 2, 2)), Block("Wallets of the north", (3, -1, 4, 2), False)))
)


def evenly(low: int, high: int, pixels: float, zone: str = "UTC"):
    def where(moment: int) -> float:
        return (moment - low) / (high - low) * pixels

    return moments_between(low, high, zone, where, lambda text: 7.0 * len(text) + 14), where


@pytest.mark.parametrize("span", [60_000_000, DAY // 4, 3 * DAY, 70 * DAY, 5000 * DAY])
def test_moments_find_room_and_do_not_touch(span: int) -> None:
    found, where = evenly(JUNE + 1_234_567, JUNE + 1_234_567 + span, 1200.0)
    assert len(found) >= 4 and found[0][0] == JUNE + 1_234_567 and found[-1][0] == JUNE + 1_234_567 + span
    ends = [(where(m) - 3.5 * len(text), where(m) + 3.5 * len(text)) for m, text in found]
    assert all(right < left for (_, right), (left, _) in pairwise(ends))


def test_a_narrow_axis_says_when_it_begins() -> None:
    found, _ = evenly(JUNE, JUNE + 40 * DAY, 60.0)
    assert found == [(JUNE, "1 Jun 2026")]


def test_days_begin_at_the_midnight_of_the_zone() -> None:
    found, _ = evenly(JUNE, JUNE + 3 * DAY, 600.0, "Asia/Kolkata")
    days = [m for m, text in found[1:-1] if ":" not in text]
    assert len(days) == 2 and all((m - JUNE + 11 * DAY // 48) % DAY == 0 for m in days)


@pytest.mark.parametrize("scale", [0.2, 0.6, 1.4])
def test_nothing_written_lies_on_anything_else(scale: float) -> None:
    made = written(TIME, View(scale, 90, 90), (1400, 800))
    assert made.words[0].text == (
        "When each first appears, Europe/London; elsewhere, moved by hand or come later: 2"
    )
    for one, other in combinations(made.words, 2):
        assert not one.box.intersects(other.box), (one.text, other.text)
    assert len(made.lines) == len(made.words) - 1


def test_moments_stay_in_sight_while_the_chart_is_moved_up() -> None:
    away = written(TIME, View(1.0, 90, -200), (1400, 800))
    assert all(words.box.top() >= 50 for words in away.words)
    assert not written(TIME, View(1.0, 90, -2000), (1400, 800)).words


def test_blocks_have_a_title_as_wide_as_they_are_and_edges_where_nobody_else_stands() -> None:
    made = written(BLOCKS, View(1.0, 90, 90), (900, 600))
    assert made.words[0].text == "Phones" and made.words[1].text.endswith("…") and len(made.boxes) == 1
    assert not written(BLOCKS, View(0.05, 90, 90), (900, 600)).words[1:]


def drawn(headings: Headings | None):
    xy = [(0, 0), (1, 1), (9.5, 2)]
    return chart(LOOKS, [1, 2, 3], xy, [(0, 1), (1, 2)], captions=["one", "two", "three"], headings=headings)


def test_the_whole_chart_is_in_view_with_all_that_is_said_of_it() -> None:
    made = drawn(TIME)
    view = fitting(made.reach(), 1000, 700, margins=MARGINS)
    corners = [view.to_screen(*c) for c in TIME.guides.corners]
    assert all(74 <= x <= 926 and 34 <= y <= 648 for x, y in corners)
    assert len(drawn(None).reach()) == 3


def test_captions_make_way_for_headings() -> None:
    """The same chart, with a title where a caption would stand."""
    nowhere = np.broadcast_to(np.zeros((), np.uint32), (400, 600))
    from workbench.drawing.easel import Easel

    shot = aim(
        prepare(drawn(BLOCKS)), View(1.0, 90, 90), (600, 400), LIGHT, Highlights(), 1.0, nowhere, Easel()
    )
    assert shot.headings.words[0].text == "Phones"
    plain = render(prepare(drawn(None)), View(1.0, 90, 90), (600, 400), LIGHT)
    titled = render(prepare(drawn(BLOCKS)), View(1.0, 90, 90), (600, 400), LIGHT)
    assert plain != titled


def test_they_are_on_pictures_and_on_paper(qapp, tmp_path) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from workbench.drawing.engraving import engrave

    assert draw_picture(drawn(BLOCKS), (700, 500)) != draw_picture(drawn(None), (700, 500))
    papers = []
    for said in (BLOCKS, None):
        paper = QImage(700, 500, QImage.Format.Format_RGB32)
        paper.fill(0xFFFFFFFF)
        painter = QPainter(paper)
        engrave(painter, drawn(said), QRectF(0, 0, 700, 500), view=View(1.0, 90, 90))
        painter.end()
        papers.append(paper)
    assert papers[0] != papers[1]


def test_captions_keep_off_what_floats_on_the_chart() -> None:
    """Below the entity, where its caption stands, something floats: the caption goes elsewhere."""
    only = chart(LOOKS, [1], [(0, 0)], captions=["the only one"])
    box = (120.0, 118.0, 280.0, 160.0)
    view = View(1.0, 200, 100)
    free, taken = (render(prepare(only), view, (400, 300), LIGHT, taken=t) for t in ((), (box,)))
    ground = free.pixel(2, 2)

    def inked(picture, left: int, top: int, right: int, bottom: int) -> bool:
        return any(picture.pixel(x, y) != ground for x in range(left, right) for y in range(top, bottom))

    below, above = (121, 119, 279, 159), (121, 50, 279, 78)
    assert inked(free, *below) and not inked(free, *above)
    assert not inked(taken, *below) and inked(taken, *above)
