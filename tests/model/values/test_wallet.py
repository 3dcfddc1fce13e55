"""Addresses tell their chain, checksums decide validity, and one address has one written form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.values import Context, bech32, monero
from workbench.model.values.base import Cleaned
from workbench.model.values.wallet import chain_of, transaction, wallet


# Vectors of BIP 173, BIP 350, EIP-55 and the cashaddr specification; genesis and documentation addresses.
@pytest.mark.parametrize(
    ("text", "chain", "value"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "BTC", None),
        ("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1", "BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "BTC", None),
        ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "BTC", None),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "BTC", None),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "BTC", None),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
        ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "ETH", None),
        (
            "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            "BCH",
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        ),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TRX", None),
        ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "XRP", None),
        ("LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "LTC", None),
        ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "DOGE", None),
        ("11111111111111111111111111111111", "", None),
        ("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "DOT", None),
        ("GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWHF", "XLM", None),
        ("XmN7PQYWKn5MJFna5fRYgP6mxT2F7xpekE", "DASH", None),
        ("t1StbPM4X3j4FGM57HpGnb9BMbS7C1nFW1r", "ZEC", None),
        ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BCH", None),
        ("EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c", "TON", None),
        ("Vote111111111111111111111111111111111111111", "SOL", None),
        (
            "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
            "XMR",
            None,
        ),
    ],
)
def test_addresses(text: str, chain: str, value: str | None) -> None:
    found = wallet.clean(text, Context())
    if not chain:
        return
    assert found == Cleaned(value or text, True)
    assert chain_of(found.value) == chain
    assert wallet.clean(wallet.show(found.value), Context()) == found


@pytest.mark.parametrize(
    "text",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
        "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3B",
    ],
)
def test_the_right_shape_with_a_wrong_checksum_is_kept_and_marked(text: str) -> None:
    found = wallet.clean(text, Context())
    assert found and not found.valid


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello world",
        "0x1234",
        "447700900123",
        "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert wallet.clean(text, Context()) is None


@pytest.mark.parametrize(
    "text",
    [
        "A12UEL5L",
        "a12uel5l",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    ],
)
def test_bip173_vectors(text: str) -> None:
    found = bech32.decode(text)
    assert found and found[2] == bech32.BECH32


@pytest.mark.parametrize(
    "text",
    [
        "A1LQFN3A",
        "a1lqfn3a",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
    ],
)
def test_bip350_vectors(text: str) -> None:
    found = bech32.decode(text)
    assert found and found[2] == bech32.BECH32M


@pytest.mark.parametrize(
    "text",
    [
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "M1VUXWEZ",
        "aB1lqfn3a",
    ],
)
def test_vectors_that_must_fail(text: str) -> None:
    assert bech32.decode(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty",
        "bc1rw5uspcuh",
        "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7",
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",
        "bc1gmk9yu",
    ],
)
def test_segwit_vectors_that_must_fail(text: str) -> None:
    found = bech32.segwit(text)
    assert found is None or found[0] not in ("bc", "tb")


def test_keccak_is_not_sha3() -> None:
    assert monero.keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@given(st.integers(0, 41), st.sampled_from("023456789acdefghjklmnpqrstuvwxyz"))
def test_any_single_wrong_letter_in_a_segwit_address_is_seen(at: int, letter: str) -> None:
    right = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
    wrong = right[:at] + letter + right[at + 1 :]
    assert bech32.segwit(wrong) is None or wrong == right


def test_transactions() -> None:
    digits = "4A5E1E4BAAB89F3A32518A88C31BC87F618F76673E2CC77AB2127B7AFDEDA33B"
    assert (
        transaction.clean(digits, Context())
        == transaction.clean("0x" + digits, Context())
        == Cleaned(digits.lower())
    )
    assert transaction.clean("0" * 64, Context()) is None
    assert transaction.clean(digits[:-1], Context()) is None


def test_every_address_on_the_sanctions_lists(samples: Path) -> None:
    """654 addresses of 17 assets; the lists hold one that is none, and assets that live on another's
    chain."""
    refused, chains = [], set()
    for file in sorted((samples / "crypto" / "ofac-0xB10C").glob("*.txt")):
        for line in file.read_text().split():
            found = wallet.clean(line, Context())
            if found is None or not found.valid:
                refused.append(line)
                continue
            chains.add((file.stem.rsplit("_", 1)[1], chain_of(found.value)))
    assert refused == ["5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320"]
    assert ("XBT", "TRX") in chains and ("BCH", "BTC") in chains
    assert {
        ("USDT", "BTC"),
        ("USDT", "ETH"),
        ("USDT", "TRX"),
        ("XMR", "XMR"),
        ("ZEC", "ZEC"),
        ("DASH", "DASH"),
    } <= chains
