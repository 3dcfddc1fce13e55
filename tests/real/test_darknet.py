"""Markets and keys of others: counts of a scrape of 2020, and every old key's fingerprint worked out another way."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
from pathlib import Path

from tests import needs
from tests.plugins.reading_plugins import best_of, read, recipes
from workbench.ingest.child import Child
from workbench.model.kinds import Kinds
from workbench.model.values import pgp_keys, pgp_packets

KEYS = 11


def test_cypher_market(samples: Path, kinds: Kinds, by: Child) -> None:
    path = samples / "darknet" / "listings" / "cypher-market_2020-09-17.csv"
    recipe = best_of(path, by)
    assert recipe.id == "vendors.cypher"
    found = read(path, recipe, kinds, by)
    listings = [r for r in found.records if r["kind"] == "listing"]
    assert (found.rows, len(found.rejects), len(listings)) == (4410, 0, 4410)
    assert len({r["vendor"] for r in listings}) == 93
    assert {r["market"] for r in listings} == {"site:jcnhui6sgumsawtd.onion"}
    assert all(r["price"].endswith(" AUD") for r in listings)
    assert {r["seen"][:10] for r in listings} == {"2020-09-17"}


def by_hand(text: str) -> str:
    """The fingerprint of a version 4 key whose first packet has an old-style two-byte or one-byte length."""
    body = text.split("-----BEGIN PGP PUBLIC KEY BLOCK-----", 1)[1].split("-----END", 1)[0]
    head, _, armour = body.replace("\r", "").partition("\n\n")
    lines = [line for line in armour.splitlines() if line and not line.startswith("=")]
    data = base64.b64decode("".join(lines))
    width = {0x98: 1, 0x99: 2, 0xC6: 0}[data[0]]
    if width:
        size, start = int.from_bytes(data[1 : 1 + width], "big"), 1 + width
    else:
        size, start = (data[1] - 192 << 8) + data[2] + 192, 3
    packet = data[start : start + size]
    assert packet[0] == 4 and head.count("\n") <= 3
    return hashlib.sha1(b"\x99" + size.to_bytes(2, "big") + packet).hexdigest().upper()


def keys_of(samples: Path) -> dict[Path, list[pgp_keys.Key]]:
    found = {}
    for path in sorted((samples / "darknet" / "pgp-keys-pgpy").glob("*.asc")):
        for block in pgp_packets.blocks(path.read_text("utf-8")):
            if block.label == "PUBLIC KEY BLOCK" and block.data:
                found[path] = pgp_keys.keys(block.data)
    return found


def test_every_public_key_by_hand(samples: Path) -> None:
    found = keys_of(samples)
    assert len(found) == KEYS
    assert {p.name: k[0].fingerprint for p, k in found.items()} == {
        p.name: by_hand(p.read_text("utf-8")) for p in found
    }


@needs.GPG
def test_every_key_subkey_user_and_end_as_gpg_has_it(samples: Path, tmp_path: Path) -> None:
    home = tmp_path / "gpg"
    home.mkdir(mode=0o700)
    for path, found in keys_of(samples).items():
        command = ["gpg", "--homedir", str(home), "--with-colons", "--show-keys", str(path)]
        told = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
        )
        lines = [line.split(":") for line in told.stdout.splitlines()]
        key = found[0]
        assert [line[9] for line in lines if line[0] == "fpr"] == [
            key.fingerprint,
            *(s.fingerprint for s in key.subkeys),
        ]
        primary = next(line for line in lines if line[0] == "pub")
        assert (primary[4], int(primary[5])) == (key.key_id, key.created)
        assert (int(primary[6]) if primary[6] else None) == key.expires
        assert {line[9] for line in lines if line[0] == "uid"} == set(key.users)


def test_files_of_keys_and_signatures_are_read(samples: Path, kinds: Kinds, by: Child) -> None:
    folder = samples / "darknet" / "pgp-keys-pgpy"
    seen: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.asc")):
        found = read(path, recipes()["vendors.pgp"], kinds, by)
        assert found.rejects == []
        for record in found.records:
            seen.setdefault(record["kind"], set()).add(record["key"])
    assert len(seen["key"]) == KEYS - 1  # the same key is in two files
    assert "pgp_key:2A834D8E5918E886" in seen["signature"]
    assert "pgp_key:A5DCDC966453140E" in seen["signature"]
