"""What an amount was worth on a day, by a dated table of prices that the analyst supplies."""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from workbench.model.problems import Problem
from workbench.model.values import amounts, assets
from workbench.questions.answer import Money
from workbench.questions.parameter import Parameter

COLUMNS = ("date", "asset", "currency", "price")
LONGEST = 7  # days for which a price still holds where the table has none of the day
DAY = 86_400_000_000
PRICES = Parameter(
    "prices", "Table of prices", "file",
    help="a CSV with the columns date (2026-03-31), asset, currency and price of one whole unit, with a decimal point",
)  # fmt: skip


@dataclass(frozen=True)
class Prices:
    """`days` and `prices` (currency, price) by asset, in order of time; `source` names the file and its SHA-256."""

    source: str
    days: dict[str, list[int]]
    prices: dict[str, list[tuple[str, Fraction]]]

    def worth(self, units: int, asset: str, at: int) -> Money | None:
        """The amount in money at the price of the UTC day, or of the nearest earlier one within a week; rounded half to
        even to the currency's smallest unit. None where the table says nothing."""
        known = self.days.get(asset, [])
        place = bisect_right(known, at // DAY) - 1
        if place < 0 or at // DAY - known[place] > LONGEST:
            return None
        currency, price = self.prices[asset][place]
        exact = Fraction(units) / 10 ** assets.decimals(asset) * price * 10 ** assets.decimals(currency)
        return Money(round(exact), currency)

    def total(self, parts: Iterable[tuple[int, str, int]]) -> Money | None:
        """What amounts (units, asset, moment) were worth together, each on its day; None where one has no price or
        their prices are in several currencies."""
        found = [self.worth(*part) for part in parts]
        known = [one for one in found if one is not None]
        if not known or len(known) < len(found) or len({one.asset for one in known}) > 1:
            return None
        return Money(sum(one.units for one in known), known[0].asset)

    def said(self) -> str:
        """What the answer says of the table."""
        return (
            f"Prices are those of the day (UTC), or of the last day before within a week, by {self.source}."
        )


def read(path: Path | None) -> Prices | None:
    """The table of a file, None where there is none. Problem names the row that cannot be read."""
    if path is None:
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Problem(f"the table of prices {path.name} cannot be read: {error.strerror}") from error
    rows = csv.DictReader(raw.decode("utf-8-sig", "replace").splitlines())
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        raise Problem(f"{path.name} is no table of prices", "its columns are " + ", ".join(COLUMNS))
    found: dict[str, dict[int, tuple[str, Fraction]]] = {}
    for number, row in enumerate(rows, 2):
        day, asset, currency, price = _row(path, number, row)
        if found.setdefault(asset, {}).setdefault(day, (currency, price)) != (currency, price):
            raise Problem(
                f"{path.name}, row {number}: there is another price of {asset} on that day already",
                "one price a day and asset",
            )
    days = {asset: sorted(of) for asset, of in found.items()}
    prices = {asset: [found[asset][day] for day in days[asset]] for asset in found}
    return Prices(f"{path.name} (SHA-256 {hashlib.sha256(raw).hexdigest()})", days, prices)


def _row(path: Path, number: int, row: dict[str, str]) -> tuple[int, str, str, Fraction]:
    try:
        day = (date.fromisoformat(row["date"].strip()) - date(1970, 1, 1)).days
        price = Fraction(row["price"].strip())
    except (ValueError, ZeroDivisionError, AttributeError) as error:
        raise Problem(
            f"{path.name}, row {number} cannot be read", "a date like 2026-03-31, a price like 61250.5"
        ) from error
    asset, shift = assets.resolve(row["asset"] or "")
    currency, _ = assets.resolve(row["currency"] or "")
    if not asset or not currency or price < 0:
        raise Problem(f"{path.name}, row {number}: asset, currency or price is missing")
    return day, asset, currency, price * 10**shift


def shown(units: int, asset: str) -> str:
    """An exact amount as an answer's sentence writes it."""
    return amounts.show(units, asset)
