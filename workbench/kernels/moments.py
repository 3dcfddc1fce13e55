"""Counting and grouping the links of records, a pass each."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel

Numbers = npt.NDArray[np.int32]


@kernel
def _count(numbers: Any, counts: Any) -> None:
    for i in range(numbers.size):
        counts[numbers[i]] += 1


@kernel
def _place(numbers: Any, next_of: Any, out: Any) -> None:
    for i in range(numbers.size):
        n = numbers[i]
        out[next_of[n]] = i
        next_of[n] += 1


def counted(numbers: Numbers, size: int) -> npt.NDArray[np.int64]:
    """How often each number below `size` comes."""
    counts = np.zeros(size, np.int32)
    _count(numbers, counts)
    return counts.astype(np.int64)


def grouped(numbers: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The places of each number in turn, in order, and where in that list the places of each number begin
    (`size` + 1)."""
    first = np.zeros(size + 1, np.int32)
    counts = np.zeros(size, np.int32)
    _count(numbers, counts)
    np.cumsum(counts, out=first[1:])
    out = np.empty(numbers.size, np.int32)
    _place(numbers, first[:-1].copy(), out)
    return out, first


def warm() -> None:
    """Makes these kernels ready."""
    counted(np.zeros(3, np.int32), 1), grouped(np.zeros(3, np.int32), 1)
