"""Backdrop: what is copied is what would be drawn anew, and what cannot be copied is drawn anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.drawing.test_golden import crowd
from tests.drawing.test_golden import pixels as of_image
from workbench.drawing import backdrop
from workbench.drawing.backdrop import AROUND, Backdrop, Lines
from workbench.drawing.easel import Easel
from workbench.drawing.frame import Highlights, render
from workbench.drawing.scene import Scene, prepare
from workbench.drawing.theme import DARK, LIGHT, Theme
from workbench.drawing.view import View, fitting

SIZE = 640, 420


def drawn(
    scene: Scene,
    view: View,
    theme: Theme = LIGHT,
    chosen: Highlights | None = None,
    easel: Easel | None = None,
) -> np.ndarray:
    """A picture's pixels; without an easel that of one who has seen none before."""
    image = render(scene, view, SIZE, theme, chosen, 1.0, easel)
    return of_image(image).copy()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines were counted, each time any were."""
    found: list[int] = []
    real = backdrop.add_lines

    def count(segments, chosen, *rest) -> None:  # type: ignore[no-untyped-def]
        found.append(len(chosen))
        real(segments, chosen, *rest)

    monkeypatch.setattr(backdrop, "add_lines", count)
    return found


def test_a_still_chart_and_one_moved_by_whole_pixels_are_counted_once(counted: list[int]) -> None:
    scene, easel = prepare(crowd()), Easel()
    view = fitting(scene.xy, *SIZE)
    views = [view, view, *(view.panned(7 * k, -3 * k) for k in range(1, 9))]
    for shown in views:
        chosen = Highlights(np.array([3, 9], np.int32))
        assert_alike(drawn(scene, shown, LIGHT, chosen, easel), drawn(scene, shown, LIGHT, chosen))
    mine = counted[:1] + counted[2:3]
    assert mine == [9000, 9000] and len(counted) == 2 + len(
        views
    )  # twice here, and once by each picture held against


def assert_alike(found: np.ndarray, wanted: np.ndarray) -> None:
    """Hardly a pixel differs, and those that do by a step or two: places are rounded from another corner."""
    apart = np.max(
        [np.abs((found >> s & 0xFF).astype(int) - (wanted >> s & 0xFF).astype(int)) for s in (0, 8, 16)],
        axis=0,
    )
    assert (apart > 0).mean() < 1e-3
    assert (apart > 4).mean() < 2e-5


def test_parts_of_a_pixel_are_drawn_anew(counted: list[int]) -> None:
    scene, easel = prepare(crowd()), Easel()
    view = fitting(scene.xy, *SIZE)
    for step in ((0.0, 0.0), (0.5, 0.0), (0.5, 0.25), (0.0, 0.75)):
        shown = view.panned(*step)
        assert np.array_equal(drawn(scene, shown, easel=easel), drawn(scene, shown))
    assert counted == [9000] * 8


def test_another_zoom_theme_or_chart_is_drawn_anew() -> None:
    scene, easel = prepare(crowd()), Easel()
    view = fitting(scene.xy, *SIZE)
    for _ in range(2):
        drawn(scene, view, easel=easel)
    moved = scene.moved((scene.xy * np.float32(0.8)).astype(np.float32))
    nearer = view.zoomed(1.1, 300, 200)
    for made, shown, theme in ((scene, nearer, LIGHT), (scene, view, DARK), (moved, view, LIGHT)):
        assert np.array_equal(drawn(made, shown, theme, None, easel), drawn(made, shown, theme))


def test_a_chart_larger_than_the_view_is_the_same_wherever_one_goes() -> None:
    scene, easel = prepare(crowd()), Easel()
    view = fitting(scene.xy, *SIZE).zoomed(1.2, 320, 210)
    for k in range(8):
        shown = view.panned(-40 * k, 25 * k)
        assert_alike(drawn(scene, shown, easel=easel), drawn(scene, shown))


def test_beyond_the_room_around_it_is_counted_again() -> None:
    segments = np.array([[10, 10, 50, 30]], np.float32)
    lines = Lines(
        segments, np.zeros(1, np.uint8), np.arange(40, dtype=np.uint32).reshape(1, 40), 1.0, (0.0, 0.0)
    )
    asked: list[int] = []

    def links(room: int) -> np.ndarray:
        asked.append(room)
        return np.zeros(1, np.int32)

    made, picture = Backdrop(), np.empty((60, 80), np.uint32)
    for aside in (0, 1, AROUND, AROUND + 1, AROUND + 2):
        made.paint(replace(lines, origin=(float(aside), 0.0)), links, picture)
        anew = np.empty_like(picture)
        Backdrop().draw(replace(lines, origin=(float(aside), 0.0)), np.zeros(1, np.int32), anew)
        assert np.array_equal(picture, anew)
    assert asked == [0, AROUND, AROUND]


def test_views_are_told_apart() -> None:
    lines = Lines(
        np.zeros((1, 4), np.float32), np.zeros(1, np.uint8), np.zeros((1, 4), np.uint32), 2.0, (3.25, 4.0)
    )
    assert lines.aside(replace(lines, origin=(10.25, -4.0))) == (7, -8)
    assert lines.aside(replace(lines, origin=(10.5, 4.0))) is None
    assert lines.aside(replace(lines, scale=2.5)) is None
    assert lines.aside(replace(lines, tint=np.zeros(1, np.uint8))) is None
    assert View().panned(0.1, 0).panned(0.9, 0).ox == pytest.approx(1.0)
