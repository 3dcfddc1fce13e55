"""Samples: the smallest arrays that kernels are made ready with, each of the type that callers give it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.kernels import texts
from workbench.kernels.jit import Floats, Indexes, Pixels
from workbench.kernels.texts import Texts

XY = np.array([[1, 1], [6, 6], [3, 7]], np.float32)
ENDS = np.array([[0, 1], [1, 1], [1, 2]], np.int32)
ALL = np.arange(3, dtype=np.int32)
ONES = np.ones(3, np.float32)
NO_LANES = np.zeros(3, np.float32)
ONE_LANE = np.ones(3, np.uint8)
INK = np.full(3, 0xFF000000, np.uint32)
YES = np.ones(3, np.bool_)
GRID = np.array([0, 1, 2, 2, 3], np.int32), ALL  # XY in two cells by two of four units each
CHAIN = 71  # nodes of a chain with a leaf
# two nodes that are neighbours: where those of each begin, and who they are
PAIR = np.array([0, 1, 2], np.int64), np.array([1, 0], np.int32)


def image() -> Pixels:
    """Eight pixels by eight, all of them clear."""
    return np.zeros((8, 8), np.uint32)


def segments() -> tuple[Floats, Floats]:
    """The links between XY as segments [3, 4], and the box [1, 4] around them."""
    return XY[ENDS].reshape(3, 4).copy(), np.array([[1, 1, 6, 7]], np.float32)


def chain() -> tuple[Indexes, Indexes]:
    """The two ends of each link of a chain with a leaf."""
    start = np.concatenate([np.arange(69), [5]]).astype(np.int32)
    return start, np.concatenate([np.arange(1, 70), [70]]).astype(np.int32)


def ring() -> tuple[Indexes, Indexes]:
    """The two ends of each link of a ring of 70 and a pair, of 73 nodes: large enough for every stage of a layout."""
    ring = np.arange(70, dtype=np.int32)
    return np.append(ring, 70).astype(np.int32), np.append((ring + 1) % 70, 71).astype(np.int32)


def columns() -> list[Texts]:
    """Short and long texts with one that is missing, and none missing."""
    return [
        texts.of(pl.Series(["a", None, "more than twelve", "13 characters", "b" * 40])),
        texts.of(pl.Series(["a"])),
    ]


def both(array: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """An array, and one that may not be written, as polars hands columns over: kernels are compiled for each."""
    read_only = array.view()
    read_only.flags.writeable = False
    return array, read_only
