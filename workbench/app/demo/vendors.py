"""The sellers of the two darknet markets: handle, key, wallet and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.app.demo import identifiers
from workbench.app.demo.cast import ALPHA, BETA, Cast
from workbench.app.demo.dice import Dice
from workbench.app.demo.keys import Key, make
from workbench.app.demo.words import words

_FIRST = words(
    "amber birch cedar dusk ember frost gold hazel iron jade lunar moss night ocean pine quartz rust silver"
)
_SECOND = words(
    "badger comet drifter falcon garden harbour kettle lantern miller orchid pilot raven smith tailor"
)
GENERIC = ("postman", "greenleaf", "bestquality")
COUNTRIES = ("GB", "NL", "DE", "FR", "ES", "PL", "IE")


@dataclass(frozen=True)
class Vendor:
    """`contacts` are as the vendor writes them; the planted one has `listings` of his own number."""

    handle: str
    market: str
    key: Key | None
    wallet: str
    contacts: tuple[str, ...]
    country: str
    listings: int


def on_markets(cast: Cast) -> list[Vendor]:
    """Every vendor: the planted one under two handles, a namesake of his, three who openly trade on both
    markets with one key, three generic names used by different people, and the rest."""
    dice = Dice(cast.seed, "vendors")
    vendors = [
        Vendor(cast.handle, ALPHA, cast.key, cast.wallet, (_spoken(cast.vendor),), "GB", 12),
        Vendor(cast.beta_handle, BETA, cast.key, cast.beta_wallet, (cast.beta_contact,), "GB", 9),
        Vendor(
            cast.handle,
            BETA,
            cast.namesake_key,
            _wallet(dice),
            (f"{cast.handle}.books@example.com",),
            "DE",
            7,
        ),
    ]
    names = dice.shuffled([first + second for first in _FIRST for second in _SECOND])
    for _ in range(3):
        name = names.pop()
        key = make(dice, name)
        vendors += [_ordinary(dice, name, market, key) for market in (ALPHA, BETA)]
    for name in GENERIC:
        vendors += [_ordinary(dice, name, market, make(dice, f"{name} {market}")) for market in (ALPHA, BETA)]
    for market, count in ((ALPHA, 41), (BETA, 31)):
        for _ in range(count):
            name = names.pop()
            vendors.append(_ordinary(dice, name, market, make(dice, name) if dice.chance(0.75) else None))
    return vendors


def _ordinary(dice: Dice, name: str, market: str, key: Key | None) -> Vendor:
    ways = (f"telegram:{name}_shop", f"{name}@example.com", f"{name}.{dice.below(90) + 10}@mail.example.com")
    contacts = tuple(dice.some(ways, dice.between(0, 2)))
    return Vendor(name, market, key, _wallet(dice), contacts, dice.one(COUNTRIES), 8 + dice.below(5))


def _wallet(dice: Dice) -> str:
    if dice.chance(0.8):
        return identifiers.segwit(dice.octets(20))
    return identifiers.base58check(111, dice.octets(20))


def _spoken(number: str) -> str:
    """The number as it is written to be read: +44 7700 900122."""
    return f"{number[:3]} {number[3:7]} {number[7:]}"
