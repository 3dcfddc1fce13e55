"""Merkle trees over the log: heads, proofs of inclusion and of consistency, and heads that grow without the old leaves.

The tree is that of RFC 6962, section 2.1 (the same in RFC 9162): a leaf is SHA-256(0x00 || entry), a node
SHA-256(0x01 || left || right), and a tree of n leaves is split at the largest power of two below n. A hash is 32 bytes.
A frontier is the list of heads of the complete trees that n leaves fall into, the largest first: one for each bit that
is set in n.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

SIZE = 32
EMPTY = hashlib.sha256(b"").digest()


def leaf(entry: bytes) -> bytes:
    """The hash of an entry of the log."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two trees beside one another."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The head of the tree over these leaves."""
    return head(grow([], 0, leaves))


def grow(frontier: Iterable[bytes], size: int, leaves: Iterable[bytes]) -> list[bytes]:
    """The frontier of a tree of `size` leaves after these were added at its end."""
    grown = list(frontier)
    for count, added in enumerate(leaves, start=size):
        while count & 1:
            added = node(grown.pop(), added)
            count >>= 1
        grown.append(added)
    return grown


def head(frontier: Sequence[bytes]) -> bytes:
    """The head of the tree that a frontier stands for."""
    if not frontier:
        return EMPTY
    made = frontier[-1]
    for left in reversed(frontier[:-1]):
        made = node(left, made)
    return made


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The proof that the leaf at `index`, counted from 0, is in the tree: the hashes beside its way to the head."""
    if len(leaves) == 1:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*inclusion(leaves[:half], index), root(leaves[half:])]
    return [*inclusion(leaves[half:], index - half), root(leaves[:half])]


def consistency(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """The proof that the tree over the first `earlier` leaves is the beginning of the tree over all of them."""
    return _subproof(leaves, earlier, True) if 0 < earlier < len(leaves) else []


def _subproof(leaves: Sequence[bytes], earlier: int, known: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if known else [root(leaves)]
    half = _half(len(leaves))
    if earlier <= half:
        return [*_subproof(leaves[:half], earlier, known), root(leaves[half:])]
    return [*_subproof(leaves[half:], earlier - half, False), root(leaves[:half])]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether a proof shows that the leaf stands at `index` in the tree of `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, made = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            made = node(beside, made)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            made = node(made, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and made == head


def is_beginning(earlier: int, earlier_head: bytes, size: int, head: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that one tree is the beginning of another (RFC 9162, 2.1.4.2)."""
    if earlier == size:
        return not proof and earlier_head == head
    if not 0 < earlier < size:
        return False
    way = list(proof) if earlier & (earlier - 1) else [earlier_head, *proof]
    if not way:
        return False
    place, last = earlier - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    then = now = way[0]
    for beside in way[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            then, now = node(beside, then), node(beside, now)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            now = node(now, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and then == earlier_head and now == head


def _half(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
