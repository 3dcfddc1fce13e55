"""Products of rows, against the same matrix written out in full."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from workbench.kernels.row_products import row_products


def test_products_are_those_of_the_full_matrix() -> None:
    lot = np.random.default_rng(5)
    made = sparse.random(30, 50, 0.2, format="csr", random_state=5).sorted_indices()
    one, other = lot.integers(0, 30, 200), lot.integers(0, 30, 200)
    found = np.zeros(200)
    row_products(made.indptr.astype(np.int64), made.indices.astype(np.int64), made.data, one, other, found)
    full = made.toarray()
    np.testing.assert_allclose(found, (full[one] * full[other]).sum(axis=1), atol=1e-12)
    row_products(np.zeros(2, np.int64), np.zeros(0, np.int64), np.zeros(0), one[:0], other[:0], found[:0])
