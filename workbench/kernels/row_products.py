"""Products of pairs of rows of a sparse matrix."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel

Places = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@kernel
def row_products(
    begins: Places, columns: Places, values: Reals, one: Places, other: Places, products: Reals
) -> None:
    """Writes the sum of products of rows `one[i]` and `other[i]` into `products[i]`. Row r holds the columns from
    `begins[r]` up to `begins[r + 1]`, ascending and each once, and their values."""
    for i in range(len(one)):
        a, a_end = begins[one[i]], begins[one[i] + 1]
        b, b_end = begins[other[i]], begins[other[i] + 1]
        whole = 0.0
        while a < a_end and b < b_end:
            if columns[a] == columns[b]:
                whole += values[a] * values[b]
                a += 1
                b += 1
            elif columns[a] < columns[b]:
                a += 1
            else:
                b += 1
        products[i] = whole


def warm() -> None:
    """Makes this kernel ready."""
    ends, values = np.zeros(1, np.int64), np.ones(1)
    row_products(np.arange(2, dtype=np.int64), ends, values, ends, ends, np.zeros(1))
