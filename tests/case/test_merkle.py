"""Merkle trees of RFC 6962: the vectors everybody tests with, every proof of small trees, and none that is wrong."""

from __future__ import annotations

from random import Random

import pytest

from workbench.case import merkle

# The entries and heads that implementations of certificate transparency are tested with.
ENTRIES = [bytes.fromhex(e) for e in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
HEADS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf(e) for e in ENTRIES]
# index, size, proof
INCLUDED = [
    (0, 1, []),
    (0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (1, 5, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip
# earlier size, size, proof
BEGINNINGS = [
    (1, 1, []),
    (1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip


def test_an_empty_tree_is_the_hash_of_nothing() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_heads_are_those_of_the_reference(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == HEADS[size - 1]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUDED)
def test_proofs_of_inclusion_are_those_of_the_reference(index: int, size: int, proof: list[str]) -> None:
    made = merkle.inclusion(LEAVES[:size], index)
    assert [h.hex() for h in made] == proof
    assert merkle.includes(LEAVES[index], index, size, made, bytes.fromhex(HEADS[size - 1]))


@pytest.mark.parametrize(("earlier", "size", "proof"), BEGINNINGS)
def test_proofs_of_consistency_are_those_of_the_reference(earlier: int, size: int, proof: list[str]) -> None:
    made = merkle.consistency(LEAVES[:size], earlier)
    assert [h.hex() for h in made] == proof
    heads = [bytes.fromhex(h) for h in HEADS]
    assert merkle.is_beginning(earlier, heads[earlier - 1], size, heads[size - 1], made)


def leaves(count: int) -> list[bytes]:
    random = Random(count)
    return [merkle.leaf(random.randbytes(20)) for _ in range(count)]


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_of_a_tree_holds_and_none_for_another(size: int) -> None:
    made = leaves(size)
    head = merkle.root(made)
    for place in range(size):
        proof = merkle.inclusion(made, place)
        assert merkle.includes(made[place], place, size, proof, head)
        assert not merkle.includes(merkle.leaf(b"another"), place, size, proof, head)
        assert not merkle.includes(made[place], place, size, [*proof, head], head)
        assert size == 1 or not merkle.includes(made[place], place, size, proof[:-1], head)
        earlier = place + 1
        proof, then = merkle.consistency(made, earlier), merkle.root(made[:earlier])
        assert merkle.is_beginning(earlier, then, size, head, proof)
        assert not merkle.is_beginning(earlier, merkle.leaf(b"another"), size, head, proof)
        assert not merkle.is_beginning(earlier, then, size, head, [*proof, then])
        assert earlier == size or not merkle.is_beginning(earlier, then, size, head, proof[:-1])


def test_a_head_grows_without_the_leaves_before_it() -> None:
    made, random = leaves(400), Random(7)
    frontier: list[bytes] = []
    size = 0
    while size < len(made):
        more = min(random.randrange(1, 60), len(made) - size)
        frontier = merkle.grow(frontier, size, made[size : size + more])
        size += more
        assert merkle.head(frontier) == merkle.root(made[:size])
        assert len(frontier) == size.bit_count()
