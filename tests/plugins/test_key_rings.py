"""A key ring in binary form gives what its armour gives, and nothing of a private key's secret part."""

from __future__ import annotations

from pathlib import Path

from tests.plugins.reading_plugins import PLUGINS, best_of, read
from workbench.ingest.child import Child
from workbench.model.kinds import Kinds
from workbench.model.values import pgp_packets

ARMOURED = PLUGINS / "vendors" / "samples" / "pgp.asc"


def test_a_private_ring_is_told_and_not_handed_on(kinds: Kinds, by: Child, tmp_path: Path) -> None:
    blocks = list(pgp_packets.blocks(ARMOURED.read_text("utf-8")))
    secret = next(b.data for b in blocks if b.label == "PRIVATE KEY BLOCK")
    assert secret is not None
    ring = tmp_path / "secring.gpg"
    ring.write_bytes(secret)
    recipe = best_of(ring, by)
    found = read(ring, recipe, kinds, by)
    assert recipe.id == "vendors.pgp" and found.ending.facts["private_keys"] == 1
    texts = [text for block in found.blocks if block.raw_rows is not None for text in block.raw_rows["text"]]
    assert all(secret[20:40].hex() not in text for text in texts)
    armoured = read(ARMOURED, recipe, kinds, by)
    keys = {r["key"] for r in found.records if r["kind"] == "key"}
    assert keys and keys <= {r.get("key") for r in armoured.records}


def test_bytes_that_only_begin_like_a_ring_are_none(by: Child, tmp_path: Path) -> None:
    from workbench.ingest.recognising import look

    path = tmp_path / "noise.gpg"
    path.write_bytes(b"\x99\x01\x0d\x04" + bytes(range(200)))
    sniffed, _, _ = look(path, by)
    assert not [s for s in sniffed if s.reader == "vendors.pgp"]
