"""What is left of a network while its nodes go one after another."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Flags, Indexes, kernel


@kernel
def most_neighbours_first(first: Offsets, other: Indexes, may_go: Flags, most: int) -> Indexes:
    """The nodes that may go, at most so many, each the one with most neighbours left; of equals the last numbered.

    Node i has the neighbours other[first[i]:first[i + 1]], each once and both ways.
    """
    n = first.size - 1
    left, wanted = np.empty(n, np.int32), 0
    for i in range(n):
        left[i] = first[i + 1] - first[i]
        wanted += may_go[i]
    wanted = min(wanted, most)
    gone, order = np.zeros(n, np.bool_), np.empty(wanted, np.int32)
    # one heap of (neighbours left, number); an entry whose number of neighbours has changed since is passed over
    keys = np.empty(n + other.size + 1, np.int64)
    size = 0
    for i in range(n):
        if may_go[i]:
            size = push(keys, size, left[i] * np.int64(n) + i)
    taken = 0
    while taken < wanted:
        key = keys[0]
        size = pop(keys, size)
        node = key % n
        if gone[node] or left[node] != key // n:
            continue
        gone[node] = True
        order[taken] = node
        taken += 1
        for k in range(first[node], first[node + 1]):
            near = other[k]
            if not gone[near]:
                left[near] -= 1
                if may_go[near]:
                    size = push(keys, size, left[near] * np.int64(n) + near)
    return order


@kernel
def push(keys: Offsets, size: int, key: int) -> int:
    """Puts a key into a heap whose largest is at the front; answers its new size."""
    at = size
    while at > 0 and keys[(at - 1) // 2] < key:
        keys[at] = keys[(at - 1) // 2]
        at = (at - 1) // 2
    keys[at] = key
    return size + 1


@kernel
def pop(keys: Offsets, size: int) -> int:
    """Takes the largest key out of a heap; answers its new size."""
    size -= 1
    key, at = keys[size], 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and keys[below + 1] > keys[below]:
            below += 1
        if keys[below] <= key:
            break
        keys[at] = keys[below]
        at = below
    keys[at] = key
    return size


@kernel
def largest_left(first: Offsets, other: Indexes, order: Indexes) -> Offsets:
    """How many nodes the largest part has when the first 0, 1, 2 ... of an order are gone [len(order) + 1].

    Found backwards: nodes come back one by one and parts join (union-find).
    """
    n = first.size - 1
    root, size = np.arange(n), np.zeros(n, np.int64)
    back = np.zeros(n, np.bool_)
    goes = np.zeros(n, np.bool_)
    for node in order:
        goes[node] = True
    out = np.empty(order.size + 1, np.int64)
    largest, at = np.int64(0), order.size
    for node in range(n):
        if not goes[node]:
            largest = max(largest, _come_back(first, other, node, root, size, back))
    out[at] = largest
    while at > 0:
        at -= 1
        largest = max(largest, _come_back(first, other, order[at], root, size, back))
        out[at] = largest
    return out


@kernel
def _come_back(
    first: Offsets, other: Indexes, node: int, root: Offsets, size: Offsets, back: Flags
) -> np.int64:
    """Puts a node back; answers the size of the part that it then belongs to."""
    back[node], size[node] = True, 1
    mine = np.int64(node)
    for k in range(first[node], first[node + 1]):
        near = np.int64(other[k])
        if back[near]:
            while root[near] != near:
                root[near] = root[root[near]]
                near = root[near]
            if near != mine:
                small, mine = (mine, near) if size[near] > size[mine] else (near, mine)
                root[small] = mine
                size[mine] += size[small]
    found: np.int64 = size[mine]
    return found


@kernel
def reached(first: Offsets, other: Indexes, there: Flags, node: int) -> Indexes:
    """The nodes that are `there` and that hang together with a node's neighbours, which need not be there itself."""
    n = first.size - 1
    met, queue = np.zeros(n, np.bool_), np.empty(n + 1, np.int32)
    queue[0], met[node] = node, True
    head, tail = 0, 1
    while head < tail:
        here = queue[head]
        head += 1
        for k in range(first[here], first[here + 1]):
            near = other[k]
            if there[near] and not met[near]:
                met[near] = True
                queue[tail] = near
                tail += 1
    return queue[1:tail] if not there[node] else queue[:tail]


def warm() -> None:
    """Makes these kernels ready."""
    there = np.ones(2, np.bool_)
    largest_left(*samples.PAIR, most_neighbours_first(*samples.PAIR, there, 2))
    reached(*samples.PAIR, there, 0)
