"""The courier's manifest of June: 400 parcels, each with the phone of the courier who carried it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.app.demo import clock, identifiers, workbook
from workbench.app.demo.calls import DROP_DAYS, drop_moment
from workbench.app.demo.cast import Cast
from workbench.app.demo.clock import DAY, DAYS
from workbench.app.demo.dice import Dice
from workbench.app.demo.outcome import Outcome
from workbench.app.demo.subscribers import Subscriber, Subscribers
from workbench.app.demo.words import phrases

FILE, SHEET = "courier_manifest.xlsx", "Manifest"
HEADERS = phrases(
    "Tracking No|Accepted|Delivered|Customer|Sender|Sender Address|Sender Phone|Recipient|"
    "Recipient Address|Recipient Phone|Weight (kg)|Declared Value (GBP)|Contents|Courier Phone"
)
PARCELS, SHOPS = 400, 24
SUPPLY_DAYS = (2, 9, 16, 22, 29)
SUPPLIER_FIRM = "Ridgeway Botanical Supply"
_ALIASES = ("T. Grey", "Paul Winter", "North Prints", "J. Marlow")
_TRADES = ("Ceramics", "Candles", "Books", "Cycle Parts", "Yarns", "Records", "Seeds", "Prints")
_GOODS = (
    "clothing",
    "books",
    "spare parts",
    "ceramics",
    "documents",
    "gift",
    "tea",
    "records",
    "toys",
    "cosmetics",
)


@dataclass(frozen=True)
class Party:
    """Who sends or receives, as written on the label; `phone` may be missing."""

    name: str
    address: str
    phone: str = ""
    is_business: bool = False


@dataclass(frozen=True)
class Parcel:
    tracking: str
    accepted: int
    sender: Party
    recipient: Party
    grams: int
    pounds: int
    contents: str


class Shipments:
    """Every parcel of the month as accepted; `slip` is the one sent from the vendor's own address."""

    def __init__(self, cast: Cast, people: Subscribers) -> None:
        self.cast, self.people = cast, people
        self._dice = Dice(cast.seed, "parcels")
        self._serial = 12_345_000 + cast.shift
        self.planted = [self._dropped(day, n) for day in DROP_DAYS for n in range(2)]
        self.slip = self.planted[4]
        self.supplies = [self._supplied(day) for day in SUPPLY_DAYS]
        others = self._innocent(PARCELS - len(self.planted) - len(self.supplies))
        self.parcels = sorted(
            [*self.planted, *self.supplies, *others], key=lambda p: (p.accepted, p.tracking)
        )

    def _tracking(self) -> str:
        self._serial += 1
        if self._dice.chance(0.6):
            return identifiers.s10("RR" if self._dice.chance(0.7) else "CP", self._serial)
        return identifiers.ups(self._dice.one(("03", "12", "66")), self._serial % 10_000_000)

    def _dropped(self, day: int, n: int) -> Parcel:
        """Two parcels a drop, under false names, with the phone that also stands in the listing."""
        dice, cast = self._dice, self.cast
        buyer = cast.directory.person()
        address = f"Parcel counter {dice.between(1, 3)}, Tarnbridge ZZ99 2AB"
        if (day, n) == (DROP_DAYS[2], 0):
            address = cast.holder.address
        sender = Party(dice.one(_ALIASES), address, cast.vendor)
        tracking = self._tracking()
        if day == clock.CHANGE_DAY:
            tracking = identifiers.s10("RR", (12_345_678, 12_345_701)[n] + cast.shift)
        grams, pounds = 120 + dice.below(900), 10 + dice.below(30)
        recipient = Party(buyer.name, buyer.address)
        return Parcel(tracking, drop_moment(day) + 60 * n, sender, recipient, grams, pounds, "prints")

    def _supplied(self, day: int) -> Parcel:
        """From the supplier's phone to the middleman's."""
        cast, dice = self.cast, self._dice
        sender = Party(SUPPLIER_FIRM, cast.supplier_person.address, cast.supplier, True)
        recipient = Party("C. Brook", cast.middle_address, cast.middleman)
        grams, pounds = 2500 + dice.below(3000), 60 + dice.below(40)
        accepted = clock.at(day, 11, dice.below(50))
        return Parcel(self._tracking(), accepted, sender, recipient, grams, pounds, "plant food")

    def _innocent(self, count: int) -> list[Parcel]:
        """From shops and from people, to people; most labels name the recipient's phone."""
        dice, directory = self._dice, self.cast.directory
        shops = []
        for phone in dice.some(self.people.landlines, SHOPS):
            name = f"{directory.person().name.split()[1]} {dice.one(_TRADES)} Ltd"
            shops.append(Party(name, directory.address(), phone, True))
        citizens = self.people.citizens_a + self.people.citizens_b + self.people.others
        made = []
        for _ in range(count):
            one, other = dice.some(citizens, 2)
            sender = dice.one(shops) if dice.chance(0.65) else _label(one, True)
            recipient = _label(other, dice.chance(0.8))
            accepted = clock.waking(dice, dice.between(1, DAYS), 8, 18)
            grams, pounds = 100 + dice.below(6000), 5 + dice.below(200)
            goods = dice.one(_GOODS)
            made.append(Parcel(self._tracking(), accepted, sender, recipient, grams, pounds, goods))
        return made


def _label(who: Subscriber, with_phone: bool) -> Party:
    assert who.person is not None
    return Party(who.person.name, who.person.address, who.number if with_phone else "")


def write(shipments: Shipments, folder: Path) -> Outcome[Parcel]:
    """Title on row 1, header on row 3, real dates in Accepted, text in Delivered, a total below."""
    out = Outcome[Parcel](FILE, sheet=SHEET)
    dice = Dice(shipments.cast.seed, FILE)
    rows: list[list[workbook.Cell]] = [
        ["Swiftline Parcels: manifest of the Tarnbridge counter"],
        ["Period 01.06.2026 to 30.06.2026, local time"],
        [*HEADERS],
    ]
    odd = {len(shipments.parcels) // 3: 0, len(shipments.parcels) * 2 // 3: 6}
    for number, parcel in enumerate(shipments.parcels):
        cells = _cells(shipments.cast, parcel, dice)
        rows.append(cells)
        out.rows[parcel] = len(rows)
        if number in odd:
            column = odd[number]
            rows.append([*cells[:column], "see attached list" if column else None, *cells[column + 1 :]])
            out.rejected.append(len(rows))
    out.read = len(shipments.parcels) + len(out.rejected)
    rows.append(["Total parcels", float(out.read)])
    workbook.save(folder / FILE, SHEET, rows, bold=(1, 3), merged=("A1:N1", "A2:N2"))
    return out


def _cells(cast: Cast, parcel: Parcel, dice: Dice) -> list[workbook.Cell]:
    accepted: datetime = clock.date(parcel.accepted)
    delivered = clock.local(parcel.accepted + DAY * dice.between(1, 3), "%d.%m.%Y")
    return [
        parcel.tracking,
        accepted.replace(second=0),
        delivered,
        "business" if parcel.sender.is_business else "private",
        parcel.sender.name,
        parcel.sender.address,
        _written(parcel.sender.phone, dice),
        parcel.recipient.name,
        parcel.recipient.address,
        _written(parcel.recipient.phone, dice),
        parcel.grams / 1000,
        float(parcel.pounds),
        parcel.contents,
        _written(cast.courier, None),
    ]


def _written(number: str, dice: Dice | None) -> str:
    """A number as clerks write it: +44 7700 900122 or 07700 900122, +44 117 496 0609 or 0117 496 0609."""
    if not number:
        return ""
    national = number.removeprefix("+44")
    groups = (
        (national[:4], national[4:])
        if national.startswith("7")
        else (national[:3], national[3:6], national[6:])
    )
    return ("0" if dice and dice.chance(0.4) else "+44 ") + " ".join(groups)
