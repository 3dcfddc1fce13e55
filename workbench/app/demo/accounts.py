"""The customers of Exchange Halden and its register of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.app.demo import identifiers
from workbench.app.demo.cast import Cast, account_number
from workbench.app.demo.dice import Dice
from workbench.app.demo.outcome import Outcome
from workbench.app.demo.paper import Paper
from workbench.app.demo.people import Person
from workbench.app.demo.subscribers import Subscribers

FILE = "exchange_accounts.csv"
HEADERS = ["Account", "Holder", "Opened", "E-mail", "Phone", "Address", "Document"]
ACCOUNTS = 140


@dataclass(frozen=True)
class Account:
    number: str
    holder: Person
    phone: str
    opened: str
    document: str
    deposit_wallet: str
    own_wallet: str


def open_accounts(cast: Cast, people: Subscribers) -> list[Account]:
    """All accounts in the order of their numbers; most are held by people who also make ordinary calls."""
    dice = Dice(cast.seed, "accounts")
    customers = dice.some(people.citizens_a + people.citizens_b + people.others[:250], ACCOUNTS)
    made = []
    for index in range(ACCOUNTS):
        number = account_number(index)
        customer = customers[index]
        person, phone = customer.person or cast.directory.person(), customer.number
        deposit, own = _address(dice), _address(dice)
        if number == cast.account:
            person, phone, deposit = cast.holder, cast.private_old, cast.deposit_wallet
        elif number == cast.supplier_account:
            person, phone = cast.supplier_person, cast.supplier
        opened = f"{dice.between(1, 28):02d}/{dice.between(1, 12):02d}/{dice.between(2021, 2025)}"
        made.append(Account(number, person, phone, opened, f"ZZ{dice.below(10**7):07d}", deposit, own))
    return made


def write(accounts: list[Account], folder: Path) -> Outcome[str]:
    """The register of accounts, in Windows' Western encoding; rows by account number."""
    paper, out = Paper(";", "\r\n"), Outcome[str](FILE)
    paper.cells(HEADERS)
    for account in accounts:
        who = account.holder
        cells = [
            account.number,
            who.name,
            account.opened,
            who.email,
            account.phone,
            who.address,
            account.document,
        ]
        out.rows[account.number] = paper.cells(cells)
    out.read = len(accounts)
    paper.save(folder / FILE, "cp1252")
    return out


def _address(dice: Dice) -> str:
    """A testnet address of any of the usual forms."""
    if dice.chance(0.7):
        return identifiers.segwit(dice.octets(20))
    return identifiers.base58check(111 if dice.chance(0.5) else 196, dice.octets(20))
