"""What holds for every layout: no icons on one another up to 5,000 entities, one scale, stopping, the same again."""

from __future__ import annotations

import numpy as np
import pytest

from tests.kernels.networks import Ends, random_groups, ring
from workbench.kernels.blocks import blocks
from workbench.kernels.circle import circle
from workbench.kernels.concentric import concentric
from workbench.kernels.hierarchy import hierarchy
from workbench.kernels.lanes import lanes
from workbench.kernels.layout import layout
from workbench.kernels.peacock import peacock
from workbench.kernels.places import by_place
from workbench.kernels.quality import overlapping

ICON = 34 / 80  # chart units an icon takes at scale 1


def degrees(n: int, links: Ends) -> np.ndarray:
    return np.bincount(np.concatenate(links), minlength=n).astype(float)


def ones(links: Ends) -> np.ndarray:
    return np.ones(len(links[0]), np.float32)


def kinds(n: int) -> np.ndarray:
    return (np.arange(n) * 7919 % 11 % 4).astype(np.int32)


def moments(n: int) -> np.ndarray:
    seen = np.random.default_rng(2).random(n) ** 2 * 1e7
    seen[::13] = np.nan
    return seen


def spots(n: int) -> np.ndarray:
    lonlat = np.round(np.random.default_rng(3).normal((0.0, 52.0), 2.0, (n, 2)))
    lonlat[::3] = np.nan
    return lonlat


NONE = np.zeros(0, np.int32)
EVERY = {
    "force": lambda n, links, tell=None: layout(n, *links, tell=tell),
    "hierarchy by direction": lambda n, links, tell=None: hierarchy(
        n, *links, ones(links), ones(links), NONE, tell
    ),
    "hierarchy from the top": lambda n, links, tell=None: hierarchy(
        n, *links, ones(links), 0 * ones(links), NONE, tell
    ),
    "circle": lambda n, links, tell=None: circle(n, *links, tell),
    "concentric": lambda n, links, tell=None: concentric(n, *links, degrees(n, links), tell),
    "peacock": lambda n, links, tell=None: peacock(n, *links, tell=tell),
    "grid": lambda n, links, tell=None: blocks(n, *links, kinds(n), tell)[0],
    "time": lambda n, links, tell=None: lanes(n, *links, moments(n), tell),
    "place": lambda n, links, tell=None: by_place(n, *links, spots(n), tell),
}


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("n", [1, 2, 3, 28, 400, 5_000])
def test_no_icon_lies_on_another(name: str, n: int) -> None:
    links = random_groups(n)
    xy = EVERY[name](n, links)
    assert xy.shape == (n, 2) and xy.dtype == np.float32 and np.isfinite(xy).all()
    assert len(overlapping(xy, ICON)) == 0


@pytest.mark.parametrize("n", [300, 2_000])
def test_by_links_no_icons_lie_on_one_another_with_the_whole_chart_on_the_screen(n: int) -> None:
    xy = layout(n, *random_groups(n))
    wide, high = np.ptp(xy, axis=0)
    scale = min(1432 / wide, 796 / high) / 80  # as a window of 1600 x 900 fits it
    shown = ICON * scale**0.8 / scale  # icons shrink less than distances
    assert len(overlapping(xy, shown)) == 0


@pytest.mark.parametrize("name", EVERY)
def test_it_is_the_same_every_time(name: str) -> None:
    links = random_groups(150)
    assert np.array_equal(EVERY[name](150, links), EVERY[name](150, links))


@pytest.mark.parametrize("name", EVERY)
def test_nothing_at_all_is_laid_out_too(name: str) -> None:
    assert EVERY[name](0, (NONE, NONE)).shape == (0, 2)


@pytest.mark.parametrize("name", EVERY)
def test_it_can_be_stopped(name: str) -> None:
    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        EVERY[name](300, random_groups(300), stop)


@pytest.mark.parametrize("name", EVERY)
def test_loops_and_parallel_links_change_nothing_for_the_worse(name: str) -> None:
    start, end = ring(12)
    doubled = (
        np.concatenate([start, end, [3]]).astype(np.int32),
        np.concatenate([end, start, [3]]).astype(np.int32),
    )
    assert len(overlapping(EVERY[name](12, doubled), ICON)) == 0


@pytest.mark.parametrize("name", [n for n in EVERY if n not in ("grid", "time", "place", "concentric")])
def test_small_components_have_the_same_scale_as_large_ones(name: str) -> None:
    """The two ends of a pair are about as far apart as neighbours in the large component."""
    large = random_groups(400)
    pairs = np.arange(400, 440, dtype=np.int32)
    links = np.concatenate([large[0], pairs[::2]]), np.concatenate([large[1], pairs[1::2]])
    xy = EVERY[name](440, links)
    near = np.sort(np.linalg.norm(xy[:380, None] - xy[None, :380], axis=2), axis=1)[:, 1]
    apart = np.linalg.norm(xy[pairs[::2]] - xy[pairs[1::2]], axis=1)
    assert 0.4 * np.median(near) < np.median(apart) < 4 * np.median(near)
