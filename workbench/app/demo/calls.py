"""The month's calls and texts, planted ones and everyday ones, before any operator writes them down."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.app.demo import cast as story
from workbench.app.demo.cast import BANK_SENDER, PARCEL_SENDER, VOICEMAIL
from workbench.app.demo.clock import CHANGE_DAY, DAY, DAYS, at, evening, waking
from workbench.app.demo.dice import Dice
from workbench.app.demo.subscribers import Subscriber, Subscribers

DROP_DAYS = (3, 8, 12, 14, 18, 23, 27)
SHARED_CONTACTS, PRIVATE_CONTACTS, NEW_CONTACTS = 17, 24, 3


@dataclass(frozen=True)
class Call:
    """`seconds` is None for a text. The cells are those of the party whose operator gave the record."""

    at: int
    caller: str
    callee: str
    seconds: int | None
    first_cell: tuple[int, int]
    last_cell: tuple[int, int]

    @property
    def is_text(self) -> bool:
        return self.seconds is None

    def between(self, one: str, other: str) -> bool:
        return {self.caller, self.callee} == {one, other}


class Month:
    """Every call of June that either operator knows of, in order of time."""

    def __init__(self, people: Subscribers) -> None:
        self.people = people
        self.cast = people.cast
        self._dice = Dice(people.cast.seed, "calls")
        self._made: dict[tuple[int, str, str], Call] = {}
        self.private_contacts = self._private_circle()
        self._business()
        self._supply()
        self._private()
        self._family()
        self._everyday()
        self._services()
        self.calls = sorted(self._made.values(), key=lambda c: (c.at, c.caller, c.callee))

    def served(self, call_ends: tuple[str, str]) -> Subscriber | None:
        """The party whose operator gives the record: operator A first, the caller first."""
        caller, callee = call_ends
        for operator in "AB":
            for number in (caller, callee):
                if self.people.operator(number) == operator:
                    return self.people.all[number]
        return None

    def _add(
        self, moment: int, caller: str, callee: str, seconds: int | None, cell: tuple[int, int] | None = None
    ) -> None:
        served = self.served((caller, callee))
        if served is None or not 0 <= moment < DAYS * DAY or (moment, caller, callee) in self._made:
            return
        if not all(self._alive(number, moment) for number in (caller, callee)):
            return
        cells = self.people.cells_a if served.operator == "A" else self.people.cells_b
        first = cell or served.cell(self._dice, moment, cells)
        moved = seconds is not None and seconds > 240 and self._dice.chance(0.3)
        last = self._dice.one(cells) if moved else first
        self._made[moment, caller, callee] = Call(moment, caller, callee, seconds, first, last)

    def _alive(self, number: str, moment: int) -> bool:
        known = self.people.all.get(number)
        return known is None or known.first <= moment <= known.last

    def _talk(self) -> int | None:
        """Length of an everyday call, or None for a text."""
        if self._dice.chance(0.16):
            return None
        return 3 + self._dice.below(90) + (self._dice.below(900) if self._dice.chance(0.35) else 0)

    def _business(self) -> None:
        """The vendor with the middleman and a few buyers; on each drop day a call from the depot's cell."""
        cast, dice = self.cast, self._dice
        for n in range(40):
            moment, seconds = waking(dice, 1 + n * 30 // 40, 9, 22), 20 + dice.below(150)
            self._add(moment, cast.vendor, cast.middleman, seconds)
        for n in range(12):
            moment, seconds = waking(dice, 2 + n * 5 // 2, 9, 22), 15 + dice.below(90)
            self._add(moment, cast.middleman, cast.vendor, seconds)
        for day in DROP_DAYS:
            self._add(drop_moment(day) + 480, cast.vendor, cast.middleman, 12 + day, self.people.depot)
        buyers = dice.some([s.number for s in self.people.others[300:]], 5)
        for number in buyers:
            for _ in range(dice.between(1, 3)):
                ends = (cast.vendor, number) if dice.chance(0.4) else (number, cast.vendor)
                self._add(waking(dice, dice.between(1, 29), 11, 23), *ends, 25 + dice.below(100))
        self._add(at(CHANGE_DAY, 11, 52, 10), cast.vendor, buyers[0], 34)
        self._add(at(CHANGE_DAY, 13, 7, 44), cast.vendor, buyers[0], 51)

    def _supply(self) -> None:
        """The middleman with the supplier, and both with people of their own; the vendor never among them."""
        cast, dice = self.cast, self._dice
        for n in range(21):
            moment, seconds = waking(dice, 1 + n * 30 // 21, 10, 20), 30 + dice.below(200)
            self._add(moment, cast.middleman, cast.supplier, seconds)
        for n in range(9):
            moment, seconds = waking(dice, 2 + n * 3, 10, 20), 30 + dice.below(120)
            self._add(moment, cast.supplier, cast.middleman, seconds)
        friends = [s.number for s in dice.some(self.people.citizens_b, 5)]
        self._chat(cast.supplier, dice.some(self.people.landlines, 6) + friends, 46)
        self._chat(cast.middleman, [s.number for s in self.people.others[280:294]], 40)

    def _chat(self, number: str, circle: list[str], count: int) -> None:
        dice = self._dice
        for _ in range(count):
            other = dice.favourite(circle)
            ends = (number, other) if dice.chance(0.55) else (other, number)
            self._add(waking(dice, dice.between(1, DAYS)), *ends, self._talk())

    def _private_circle(self) -> list[str]:
        pool = [s.number for s in self.people.others[250:280]] + self.people.landlines[:8]
        return self._dice.some(pool, PRIVATE_CONTACTS + NEW_CONTACTS)

    def _private(self) -> None:
        """The vendor's private number stops on day 14; a new one goes on with most of its contacts."""
        circle, dice = self.private_contacts, self._dice
        kept = circle[:SHARED_CONTACTS] + circle[PRIVATE_CONTACTS:]
        phases = (
            (self.cast.private_old, circle[:PRIVATE_CONTACTS], at(1, 8), story.PRIVATE_END),
            (self.cast.private_new, kept, story.PRIVATE_START, at(30, 22)),
        )
        for number, contacts, first, last in phases:
            for n in range(4 * len(contacts)):
                other = contacts[n] if n < len(contacts) else dice.favourite(contacts)
                day = 1 + (first + dice.below(last - first)) // DAY
                ends = (number, other) if dice.chance(0.6) else (other, number)
                self._add(min(max(waking(dice, day), first + 60 * n), last - 60 * n), *ends, self._talk())
        self._add(story.PRIVATE_END - 25, self.cast.private_old, circle[0], 41)
        self._add(story.PRIVATE_START + 340, self.cast.private_new, circle[0], 212)

    def _family(self) -> None:
        """Five numbers of one house that call each other all day long: busy, dense and innocent."""
        family, dice = self.cast.family, self._dice
        for _ in range(330):
            one, other = dice.some(family, 2)
            self._add(waking(dice, dice.between(1, DAYS)), one, other, self._talk())

    def _everyday(self) -> None:
        dice = self._dice
        for group, calls_each in ((self.people.citizens_a, 64), (self.people.citizens_b, 17)):
            for one in group:
                for _ in range(calls_each + dice.below(calls_each // 3)):
                    other = dice.favourite(one.contacts)
                    ends = (one.number, other) if dice.chance(0.52) else (other, one.number)
                    self._add(waking(dice, dice.between(1, DAYS)), *ends, self._talk())

    def _services(self) -> None:
        """Numbers that everybody shares and that prove nothing."""
        cast, dice = self.cast, self._dice
        customers = [
            cast.vendor,
            cast.middleman,
            cast.supplier,
            cast.private_old,
            cast.private_new,
            *cast.family[:4],
        ]
        customers += [s.number for s in self.people.citizens_a + self.people.citizens_b]
        for number in customers:
            for _ in range(dice.between(1, 3)):
                self._add(evening(dice, dice.between(1, DAYS)), number, cast.pizza, 40 + dice.below(80))
            if dice.chance(0.6):
                self._add(waking(dice, dice.between(1, DAYS), 16, 24), number, cast.taxi, 20 + dice.below(40))
            if dice.chance(0.25):
                self._add(
                    waking(dice, dice.between(1, DAYS), 8, 11), number, cast.surgery, 60 + dice.below(400)
                )
            if dice.chance(0.4):
                self._add(waking(dice, dice.between(1, DAYS)), number, VOICEMAIL, 15 + dice.below(60))
            for _ in range(dice.between(1, 2)):
                self._add(at(dice.between(1, DAYS), 9) + dice.below(3600), BANK_SENDER, number, None)
            if dice.chance(0.45):
                self._add(waking(dice, dice.between(1, DAYS), 8, 18), PARCEL_SENDER, number, None)
            if dice.chance(0.35):
                self._add(
                    waking(dice, dice.between(1, DAYS), 9, 18), cast.courier, number, 8 + dice.below(40)
                )


def drop_moment(day: int) -> int:
    """When the vendor hands in his parcels on one of the drop days."""
    return at(day, 16, 5 + day, 20)
