from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from workbench.kernels.union_find import join


@pytest.mark.parametrize(("n", "m", "seed"), [(1, 0, 0), (50, 20, 1), (1000, 700, 2), (20000, 15000, 3)])
def test_like_scipy(n, m, seed):
    random = np.random.default_rng(seed)
    start, end = random.integers(0, n, (2, m)).astype(np.int32)
    count, expected = connected_components(coo_matrix((np.ones(m), (start, end)), (n, n)), directed=False)
    group = join(n, start, end)
    assert len(np.unique(group)) == count
    assert len(np.unique(group.astype(np.int64) * n + expected)) == count


def test_groups_are_numbered_by_their_first_member():
    start, end = np.array([4, 3], np.int32), np.array([1, 5], np.int32)
    assert join(6, start, end).tolist() == [0, 1, 2, 3, 1, 3]
