"""Who is who: the few identifiers the story turns on, moved along together by the seed."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.app.demo import identifiers
from workbench.app.demo.clock import CHANGE_DAY, at
from workbench.app.demo.dice import Dice
from workbench.app.demo.keys import Key, make
from workbench.app.demo.people import Directory, Person

ALPHA, BETA = "Alpha Market", "Beta Bazaar"
BANK_SENDER, PARCEL_SENDER, VOICEMAIL = "MEREBANK", "PARCELNOTE", "121"
HANDLES = (
    ("northstar", "n0rthst4r"),
    ("greyheron", "gr3yher0n"),
    ("saltmarsh", "s4ltm4rsh"),
    ("copperleaf", "c0pperle4f"),
    ("winterfox", "w1nterf0x"),
)
USUAL_SEED = 7

# The vendor puts his SIM into a fresh handset at 12:30; by 15:00 the old one carries a new private number.
CHANGE = at(CHANGE_DAY, 12, 30)
PRIVATE_END, PRIVATE_START = at(CHANGE_DAY, 10, 45), at(CHANGE_DAY, 15)


@dataclass
class Cast:
    """The identifiers of the planted story, and those of the decoys around it."""

    seed: int
    directory: Directory
    holder: Person = field(init=False)
    supplier_person: Person = field(init=False)

    def __post_init__(self) -> None:
        dice = Dice(self.seed, "cast")
        self.vendor = self._mobile(122)
        self.private_old, self.private_new = self._mobile(199), self._mobile(266)
        self.middleman, self.supplier = self._mobile(180), self._mobile(311)
        self.courier = self._mobile(500)
        self.family = [self._mobile(n) for n in (401, 402, 403, 404)] + [self._landline(640)]
        self.pizza, self.taxi, self.surgery = self._landline(110), self._landline(220), self._landline(330)
        self.first_handset = identifiers.imei(12, 345678 + self.shift)
        self.second_handset = identifiers.imei(31, 567890 + self.shift)
        self.private_handset = identifiers.imei(12, 345901 + self.shift)
        self.handle, self.beta_handle = HANDLES[self.shift % len(HANDLES)]
        self.key = make(dice, self.handle)
        self.namesake_key: Key = make(dice, f"{self.handle} books")
        self.wallet = identifiers.segwit(dice.octets(20))
        self.beta_wallet = identifiers.segwit(dice.octets(20))
        self.account, self.supplier_account = self._account(42), self._account(77)
        self.deposit_wallet = identifiers.segwit(dice.octets(20))
        self.hot_wallet = identifiers.segwit(dice.octets(20))
        self.alpha_site, self.beta_site = (
            identifiers.onion(dice.octets(32)),
            identifiers.onion(dice.octets(32)),
        )
        self.beta_contact = f"telegram:{self.beta_handle}_desk"
        self.holder, self.supplier_person = self.directory.person(), self.directory.person()
        self.middle_address = self.directory.address()

    @property
    def shift(self) -> int:
        """How far another seed moves every identifier along; 0 for the usual one."""
        return abs(self.seed - USUAL_SEED) % 1000

    def _mobile(self, nominal: int) -> str:
        return identifiers.mobile((nominal + 37 * self.shift) % 1000)

    def _landline(self, nominal: int) -> str:
        return identifiers.landline((nominal + 37 * self.shift) % 1000)

    def _account(self, nominal: int) -> str:
        return account_number((nominal + 11 * self.shift) % 140)

    @property
    def phones(self) -> list[str]:
        """Every number with a part to play, the decoys' included."""
        story = [self.vendor, self.private_old, self.private_new, self.middleman, self.supplier, self.courier]
        return [*story, *self.family, self.pizza, self.taxi, self.surgery]


def account_number(index: int) -> str:
    """Account of Exchange Halden, index 0-139."""
    return f"EH-88-{1000 + index}"
