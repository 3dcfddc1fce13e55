"""Whose phones there are: numbers with SIM, handsets over time, home and work cells, and whom they call."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.app.demo import cast as story
from workbench.app.demo import identifiers
from workbench.app.demo.cast import Cast
from workbench.app.demo.clock import DAY, DAYS, HOUR, at
from workbench.app.demo.dice import Dice
from workbench.app.demo.people import Person

TARGETS_OF_A, SUBSCRIBERS_OF_B, OTHER_MOBILES, LANDLINES = 48, 118, 470, 190
CELLS_OF_A, CELLS_OF_B = 46, 38


@dataclass
class Subscriber:
    """`operator` is A, B or "" (a network that was not asked); `handsets` are (from, IMEI), in order."""

    number: str
    operator: str
    imsi: str
    handsets: list[tuple[int, str]]
    home: tuple[int, int]
    work: tuple[int, int]
    person: Person | None = None
    contacts: list[str] = field(default_factory=list)
    first: int = 0
    last: int = DAYS * DAY

    def handset(self, moment: int) -> str:
        return [imei for since, imei in self.handsets if since <= moment][-1]

    def cell(self, dice: Dice, moment: int, cells: list[tuple[int, int]]) -> tuple[int, int]:
        """Home at night, work by day, now and then somewhere else."""
        if dice.chance(0.2):
            return dice.one(cells)
        return self.work if 9 * HOUR <= moment % DAY < 17 * HOUR else self.home


class Subscribers:
    """Everybody with a number; `of_a` and `of_b` are whose records the two operators gave."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._dice = Dice(cast.seed, "subscribers")
        self._serial = 100_000
        self.cells_a = [(2591 + i // 16, 810_000 + 173 * i) for i in range(CELLS_OF_A)]
        shared = self.cells_a[:4]
        self.cells_b = shared + [
            (2765 + i // 16, 12_900_000 + 211 * i) for i in range(CELLS_OF_B - len(shared))
        ]
        self.depot = self.cells_a[7]
        self.all: dict[str, Subscriber] = {}
        self._story()
        taken = set(cast.phones)
        mobiles = [n for n in map(identifiers.mobile, range(1000)) if n not in taken]
        free = self._dice.shuffled(mobiles)
        lines = [n for n in map(identifiers.landline, range(8000)) if n not in taken]
        self.landlines = self._dice.some(lines, LANDLINES)
        self.citizens_a = [self._citizen(free.pop(), "A") for _ in range(TARGETS_OF_A)]
        self.citizens_b = [self._citizen(free.pop(), "B") for _ in range(SUBSCRIBERS_OF_B)]
        self.others = [self._citizen(free.pop(), "") for _ in range(OTHER_MOBILES)]
        self._acquaint()

    @property
    def of_a(self) -> list[Subscriber]:
        return [s for s in self.all.values() if s.operator == "A"]

    @property
    def of_b(self) -> list[Subscriber]:
        return [s for s in self.all.values() if s.operator == "B"]

    def operator(self, number: str) -> str:
        known = self.all.get(number)
        return known.operator if known else ""

    def _add(
        self, number: str, operator: str, handsets: list[tuple[int, str]], person: Person | None
    ) -> Subscriber:
        self._serial += self._dice.between(3, 90)
        cells = self.cells_b if operator == "B" else self.cells_a
        home, work = self._dice.some(cells, 2)
        made = Subscriber(number, operator, identifiers.imsi(self._serial), handsets, home, work, person)
        self.all[number] = made
        return made

    def _fresh_handset(self) -> str:
        return identifiers.imei(self._dice.between(10, 49), self._dice.below(1_000_000))

    def _story(self) -> None:
        cast = self.cast
        self._add(cast.vendor, "A", [(0, cast.first_handset), (story.CHANGE, cast.second_handset)], None)
        old = self._add(cast.private_old, "A", [(0, cast.private_handset)], cast.holder)
        old.last = story.PRIVATE_END
        new = self._add(cast.private_new, "A", [(0, cast.first_handset)], None)
        new.first = story.PRIVATE_START
        new.home, new.work = old.home, old.work
        self._add(cast.middleman, "A", [(0, self._fresh_handset())], None)
        self._add(cast.supplier, "B", [(0, self._fresh_handset())], cast.supplier_person)
        self._add(cast.courier, "", [(0, self._fresh_handset())], None)
        house = cast.directory.address()
        for number in cast.family:
            person = cast.directory.person()
            operator = "A" if number.startswith("+447") else ""
            member = self._add(
                number, operator, [(0, self._fresh_handset())], Person(person.name, house, person.email)
            )
            member.home = self.cells_a[12]

    def _citizen(self, number: str, operator: str) -> Subscriber:
        handsets = [(0, self._fresh_handset())]
        if operator and self._dice.chance(0.08):
            handsets.append((at(self._dice.between(4, 27), 13), self._fresh_handset()))
        return self._add(number, operator, handsets, self.cast.directory.person())

    def _acquaint(self) -> None:
        """Circles of about a dozen, each member knowing a part of it and some strangers."""
        known = self._dice.shuffled([*self.citizens_a, *self.citizens_b, *self.others[:250]])
        circles = [known[i : i + 12] for i in range(0, len(known), 12)]
        outside = [s.number for s in self.others] + self.landlines
        for circle in circles:
            for one in circle:
                near = self._dice.some([s.number for s in circle if s is not one], 7)
                one.contacts = self._dice.shuffled(near + self._dice.some(outside, self._dice.between(5, 9)))
