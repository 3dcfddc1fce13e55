"""Check digits against published examples, so that nothing is checked with the code that made it."""

from __future__ import annotations

import base64

from workbench.app.demo import identifiers
from workbench.app.demo.dice import Dice
from workbench.app.demo.keys import make
from workbench.model.values import pgp_keys

HASH = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")


def test_luhn_digit_of_the_usual_imei_example() -> None:
    assert identifiers.luhn("49015420323751") == "8"


def test_s10_check_digits_of_published_numbers() -> None:
    assert identifiers.s10("RR", 12345678) == "RR123456785GB"
    assert identifiers.s10("RA", 47312482, "US") == "RA473124829US"


def test_ups_check_digit_of_the_sample_number() -> None:
    assert identifiers.ups("01", 2345678) == "1Z999AA10123456784"


def test_testnet_addresses_of_bip173_and_the_generator_point() -> None:
    assert identifiers.segwit(HASH) == "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"
    assert identifiers.base58check(111, HASH) == "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r"


def test_onion_name_is_rebuilt_from_its_key() -> None:
    known = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"
    key = base64.b32decode(known.removesuffix(".onion").upper())[:32]
    assert identifiers.onion(key) == known


def test_armoured_keys_give_their_own_fingerprints() -> None:
    dice = Dice(1, "keys")
    made = [make(dice, f"vendor {n}") for n in range(12)]
    assert len({len(key.armour) > 230 for key in made}) == 2, "both long RSA and short Ed25519 keys"
    for key in made:
        assert pgp_keys.fingerprint(key.armour) == key.fingerprint
        assert key.grouped.replace(" ", "") == key.fingerprint


def test_dice_fall_as_they_always_did() -> None:
    """Pinned, because the demonstration's bytes hang on them."""
    dice = Dice(7, "pinned")
    assert [dice.below(1000) for _ in range(5)] == [410, 977, 790, 255, 903]
    assert dice.octets(4).hex() == "4e21218a"
