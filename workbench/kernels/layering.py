"""Items in layers: put in an order in which few links cross, then set side by side under and over what they hang on."""

from __future__ import annotations

import numpy as np

from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Floats, Indexes, kernel


@kernel
def crossings(
    order: Indexes, begin: Offsets, first: Offsets, neighbour: Indexes, layer: Indexes, place: Indexes
) -> int:
    """How many links between neighbouring layers cross; `place` is each item's number within its layer."""
    total = 0
    widest = 0
    for c in range(begin.size - 1):
        widest = max(widest, begin[c + 1] - begin[c])
    tree = np.zeros(widest + 2, np.int64)
    ends = np.empty(widest, np.int32)
    for c in range(begin.size - 2):
        size = begin[c + 2] - begin[c + 1]
        tree[:] = 0
        met = 0
        for p in range(begin[c], begin[c + 1]):
            i = order[p]
            found = 0
            for k in range(first[i], first[i + 1]):
                j = neighbour[k]
                if layer[j] == c + 1 and found < widest:
                    ends[found] = place[j]
                    found += 1
            for k in range(found):
                # how many links met so far end further to the right
                at, before = ends[k] + 1, 0
                while at > 0:
                    before += tree[at]
                    at -= at & -at
                total += met - before
            for k in range(found):
                at = ends[k] + 1
                while at <= size:
                    tree[at] += 1
                    at += at & -at
            met += found
    return total


@kernel
def sort_layer(order: Indexes, begin: int, end: int, wanted: Floats, place: Indexes) -> None:
    """Sorts the items of one layer by where each is wanted."""
    part = order[begin:end].copy()
    keys = np.empty(end - begin, np.float32)
    for p in range(end - begin):
        keys[p] = wanted[part[p]]
    ranked = np.argsort(keys, kind="mergesort")
    for p in range(end - begin):
        order[begin + p] = part[ranked[p]]
        place[part[ranked[p]]] = p


@kernel
def sweep(
    order: Indexes, begin: Offsets, first: Offsets, neighbour: Indexes, layer: Indexes, rounds: int
) -> int:
    """Orders the items of every layer, in place, by the mean place of what they hang on, down and up in turn.

    `order` holds the items layer by layer; layer c is order[begin[c]:begin[c + 1]]. Keeps the order with the fewest
    crossings (Sugiyama, Tagawa and Toda, 1981) and answers how many those are.
    """
    n, layers = order.size, begin.size - 1
    place = np.empty(n, np.int32)
    for c in range(layers):
        for p in range(begin[c], begin[c + 1]):
            place[order[p]] = p - begin[c]
    best = order.copy()
    least = crossings(order, begin, first, neighbour, layer, place)
    wanted = np.empty(n, np.float32)
    for turn in range(rounds):
        down = turn % 2 == 0
        for step in range(layers):
            c = step if down else layers - 1 - step
            size = begin[c + 1] - begin[c]
            for p in range(begin[c], begin[c + 1]):
                i = order[p]
                total, count = 0.0, 0.0
                for k in range(first[i], first[i + 1]):
                    j = neighbour[k]
                    beside = layer[j] == c
                    if beside or (layer[j] < c) == down or turn % 4 > 1:
                        share = 0.4 if beside else 1.0
                        wide = max(1, begin[layer[j] + 1] - begin[layer[j]])
                        total += share * (place[j] + 0.5) / wide
                        count += share
                wanted[i] = total / count if count > 0 else (place[i] + 0.5) / size
            sort_layer(order, begin[c], begin[c + 1], wanted, place)
        exchange(order, begin, first, neighbour, layer, place)
        now = crossings(order, begin, first, neighbour, layer, place)
        if now < least:
            least = now
            best[:] = order
    order[:] = best
    return least


@kernel
def exchange(
    order: Indexes, begin: Offsets, first: Offsets, neighbour: Indexes, layer: Indexes, place: Indexes
) -> None:
    """Exchanges items that stand side by side, in place, while their links cross less so."""
    for _ in range(4):
        swaps = 0
        for c in range(begin.size - 1):
            for p in range(begin[c], begin[c + 1] - 1):
                i, j = order[p], order[p + 1]
                change = 0
                for k in range(first[i], first[i + 1]):
                    x = neighbour[k]
                    if layer[x] != c - 1 and layer[x] != c + 1:
                        continue
                    for m in range(first[j], first[j + 1]):
                        y = neighbour[m]
                        if layer[y] == layer[x]:
                            if place[y] > place[x]:
                                change += 1
                            elif place[y] < place[x]:
                                change -= 1
                if change < 0:
                    order[p], order[p + 1] = j, i
                    place[i], place[j] = p + 1 - begin[c], p - begin[c]
                    swaps += 1
        if swaps == 0:
            return


@kernel
def spread_out(wanted: Floats, weight: Floats, width: Floats) -> Floats:
    """The places nearest to those wanted (least squares) at which boxes in a row do not overlap.

    Pools adjacent violators (Barlow and others, 1972): arrays along the row.
    """
    n = wanted.size
    offset = np.zeros(n, np.float64)
    for i in range(1, n):
        offset[i] = offset[i - 1] + 0.5 * (width[i - 1] + width[i])
    mean, share = np.empty(n, np.float64), np.empty(n, np.float64)
    size = np.empty(n, np.int32)
    pools = 0
    for i in range(n):
        mean[pools], share[pools], size[pools] = wanted[i] - offset[i], weight[i], 1
        pools += 1
        while pools > 1 and mean[pools - 2] >= mean[pools - 1]:
            total = share[pools - 2] + share[pools - 1]
            mean[pools - 2] = (
                mean[pools - 2] * share[pools - 2] + mean[pools - 1] * share[pools - 1]
            ) / total
            share[pools - 2] = total
            size[pools - 2] += size[pools - 1]
            pools -= 1
    out = np.empty(n, np.float32)
    at = 0
    for pool in range(pools):
        for _ in range(size[pool]):
            out[at] = mean[pool] + offset[at]
            at += 1
    return out


@kernel
def side_by_side(
    order: Indexes,
    begin: Offsets,
    first: Offsets,
    neighbour: Indexes,
    layer: Indexes,
    width: Floats,
    stiff: Floats,
    rounds: int,
) -> Floats:
    """Where each item stands in its layer: near the middle of what it hangs on, none on another.

    `width` of each item, `stiff` how much its wish weighs; bends of long links weigh most, which keeps them straight.
    """
    x = np.zeros(order.size, np.float32)
    layers = begin.size - 1
    for c in range(layers):
        at = np.float32(0)
        for p in range(begin[c], begin[c + 1]):
            x[order[p]] = at + 0.5 * width[order[p]]
            at += width[order[p]]
        for p in range(begin[c], begin[c + 1]):
            x[order[p]] -= 0.5 * at
    for turn in range(rounds):
        for step in range(layers):
            c = step if turn % 2 == 0 else layers - 1 - step
            size = begin[c + 1] - begin[c]
            wanted, weight, wide = (
                np.empty(size, np.float32),
                np.empty(size, np.float32),
                np.empty(size, np.float32),
            )
            for p in range(size):
                i = order[begin[c] + p]
                total, count = 0.0, 0.0
                for k in range(first[i], first[i + 1]):
                    j = neighbour[k]
                    one_way = (layer[j] < c) == (turn % 2 == 0)
                    # at last from below upwards, so that each stands over the middle of what hangs on it
                    both = rounds - 8 < turn < rounds - 1
                    share = 0.1 if layer[j] == c else (1.0 if one_way or both else 0.02)
                    share *= min(stiff[i], stiff[j])
                    total += share * x[j]
                    count += share
                wanted[p] = total / count if count > 0 else x[i]
                weight[p] = max(count, 0.05)
                wide[p] = width[i]
            placed = spread_out(wanted, weight, wide)
            for p in range(size):
                x[order[begin[c] + p]] = placed[p]
    return x
