"""A key is its fingerprint, wherever and however it was published."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from workbench.model.values import Context, why_refused
from workbench.model.values.base import Cleaned
from workbench.model.values.pgp_key import pgp_key
from workbench.model.values.pgp_keys import Signature, fingerprint, keys, signatures
from workbench.model.values.pgp_packets import packets

PRINT = "5E7AB3C190D44F2B8C110A6D77E21B9F3D05C84E"


@pytest.mark.parametrize(
    "text",
    [
        PRINT.lower(),
        "0x" + PRINT,
        "5E7A B3C1 90D4 4F2B 8C11  0A6D 77E2 1B9F 3D05 C84E",
        "Fingerprint: " + PRINT,
        "openpgp4fpr:" + PRINT,
    ],
)
def test_fingerprints(text: str) -> None:
    assert pgp_key.clean(text, Context()) == Cleaned(PRINT)
    assert pgp_key.clean(pgp_key.show(PRINT), Context()) == Cleaned(PRINT)


def test_a_long_key_id_is_kept_as_itself_and_marked() -> None:
    assert pgp_key.clean("77E2 1B9F 3D05 C84E", Context()) == Cleaned("77E21B9F3D05C84E", False)
    assert pgp_key.clean("3D05C84E", Context()) is None


def test_a_private_key_gives_the_fingerprint_of_its_public_part() -> None:
    modulus, exponent = bytes([8, 0]) + b"\x81" + bytes(255), bytes([0, 17]) + b"\x01\x00\x01"
    public = bytes([4, 0x66, 0, 0, 0, 1]) + modulus + exponent
    expected = hashlib.sha1(b"\x99" + len(public).to_bytes(2, "big") + public).hexdigest().upper()
    secret = public + b"\x00" + bytes(700)
    packet = bytes([0xC5, 0xFF]) + len(secret).to_bytes(4, "big") + secret
    block = armoured(packet).replace("PUBLIC", "PRIVATE")
    assert pgp_key.clean(block, Context()) == Cleaned(expected)
    assert keys(packet)[0].secret


def test_a_private_key_that_cannot_be_read_says_so() -> None:
    block = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ==\n-----END PGP PRIVATE KEY BLOCK-----"
    assert pgp_key.clean(block, Context()) is None
    assert "cut short" in why_refused(pgp_key, block, Context())


def test_version_3_is_the_md5_of_modulus_and_exponent() -> None:
    modulus, exponent = b"\x81" + bytes(range(127)), b"\x11"
    body = bytes([3, 0x30, 0, 0, 0, 0, 0, 1]) + b"\x04\x00" + modulus + b"\x00\x05" + exponent
    found = keys(bytes([0x99]) + len(body).to_bytes(2, "big") + body)[0]
    assert found.fingerprint == hashlib.md5(modulus + exponent).hexdigest().upper()
    assert found.key_id == modulus[-8:].hex().upper()
    assert (found.version, found.bits) == (3, 1024)


def armoured(packet: bytes) -> str:
    body = base64.encodebytes(packet).decode()
    head = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: X 1\nComment: a: b\n\n"
    return f"{head}{body}=AbCd\n-----END PGP PUBLIC KEY BLOCK-----\n"


@pytest.mark.parametrize("version", [4, 6])
def test_old_and_new_packet_lengths_give_one_fingerprint(version: int) -> None:
    body = bytes([version]) + bytes(range(200))
    lead, size, digest = (b"\x99", 2, hashlib.sha1) if version == 4 else (b"\x9b", 4, hashlib.sha256)
    expected = digest(lead + len(body).to_bytes(size, "big") + body).hexdigest().upper()
    old = bytes([0x99]) + len(body).to_bytes(2, "big") + body
    new = bytes([0xC6, 192 + (len(body) - 192 >> 8), len(body) - 192 & 255]) + body
    partial = bytes([0xC6, 0xE0 + 7]) + body[:128] + bytes([len(body) - 128]) + body[128:]
    for packet in (old, new, partial):
        assert list(packets(packet)) == [(6, body)]
        text = armoured(packet)
        for written in (
            text,
            text.replace("\n", "\r\n"),
            text.replace("\n", " ").replace("Version: X 1 Comment: a: b ", ""),
        ):
            assert pgp_key.clean(written, Context()) == Cleaned(expected)


def test_a_block_cut_short_gives_nothing() -> None:
    whole = armoured(bytes([0x99]) + (201).to_bytes(2, "big") + bytes([4]) + bytes(200))
    assert fingerprint(whole)
    assert fingerprint(whole[:160]) is None
    assert fingerprint("-----BEGIN PGP PUBLIC KEY BLOCK-----") is None


# As gpg --show-keys prints them.
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dsa.1.pub.asc", "EBC88A94ACB110F1BE3FE3C12B474BB02084C712"),
        ("ecc.1.pub.asc", "9CBF59CE40563202F085B399D01055FBCADD268E"),
        ("mixed.1.pub.asc", "368895CF0A422EAE736F3188FFBB34FB15B93AE2"),
        ("openpgp.js.pubkey.asc", "C7C38ECEE94A4AD32DDB064E14AB44C74D1BDAB8"),
        ("rsa.1.pub.asc", "F4294BC8094A7E0585C85E8637473B3758C44F36"),
        ("targette.pub.rsa.asc", "D396FE3105C7676C74DE84760E79E47169AEC37A"),
    ],
)
def test_real_keys(samples: Path, name: str, expected: str) -> None:
    text = (samples / "darknet" / "pgp-keys-pgpy" / name).read_text()
    assert pgp_key.clean(text, Context()) == Cleaned(expected)


def test_a_signature_names_its_issuer() -> None:
    hashed = bytes([5, 2, 0x66, 0, 0, 0]) + bytes([22, 33, 4]) + bytes(range(20))
    body = bytes([4, 1, 1, 8]) + len(hashed).to_bytes(2, "big") + hashed + bytes(6)
    packet = bytes([0xC2, len(body)]) + body
    assert signatures(packet) == [Signature(bytes(range(20)).hex().upper(), 0x66000000, "RSA")]
    unhashed = bytes([9, 16]) + bytes(range(8))
    body = bytes([4, 1, 17, 2, 0, 0]) + len(unhashed).to_bytes(2, "big") + unhashed + bytes(2)
    packet = bytes([0xC2, len(body)]) + body
    assert signatures(packet) == [Signature("0001020304050607", None, "DSA")]
