"""What happens on the chain in June: customers, markets, a mixer, and the vendor's four cash-outs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from workbench.app.demo import clock
from workbench.app.demo.accounts import Account
from workbench.app.demo.cast import ALPHA, BETA, Cast
from workbench.app.demo.clock import DAYS, HOUR, at
from workbench.app.demo.dice import Dice
from workbench.app.demo.ledger import ONE_INPUT_FEE, Ledger, Transaction
from workbench.app.demo.vendors import Vendor

COIN = 100_000_000
CASH_OUTS = ((7, 19_000_000), (14, 21_050_000), (21, 20_370_000), (28, 21_000_000))
ORDERS, STRANGERS, STRANGERS_PAYMENTS = 250, 90, 230


@dataclass(frozen=True)
class Booked:
    """A movement between the chain and an account, as the exchange will book it."""

    account: Account
    transaction: Transaction
    wallet: str
    satoshi: int
    deposit: bool


class Chain:
    """All transactions of the month in `ledger`, the exchange's bookings, and the vendor's `trail`."""

    def __init__(self, cast: Cast, accounts: list[Account], vendors: list[Vendor]) -> None:
        self.cast, self.accounts, self.vendors = cast, accounts, vendors
        self._dice = Dice(cast.seed, "chain")
        self.ledger = Ledger(cast.seed)
        self.booked: list[Booked] = []
        self.trail: list[Transaction] = []
        self.hops = (self.ledger.fresh(), self.ledger.fresh())
        self._purses: dict[str, list[str]] = {a.number: [a.own_wallet] for a in accounts}
        self._escrow: dict[str, list[tuple[str, str, int]]] = {ALPHA: [], BETA: []}
        self._fee_wallets = {ALPHA: self.ledger.fresh(), BETA: self.ledger.fresh()}
        self._plan: list[tuple[int, Callable[[int], object]]] = []
        self._plan_exchange()
        self._plan_markets()
        self._plan_cash_outs()
        self._plan_strangers()
        for moment, act in sorted(self._plan, key=lambda planned: planned[0]):
            act(moment)
        self.transactions = sorted(self.ledger.transactions, key=lambda t: t.at)

    def _plan_at(self, moment: int, act: Callable[[int], object]) -> None:
        self._plan.append((moment, act))

    def _plan_exchange(self) -> None:
        dice = self._dice
        for n in range(6):
            self._plan_at(60 * n, self._fund_hot)
        for account in self.accounts:
            for _ in range(0 if account.number == self.cast.account else dice.between(1, 3)):
                value = 200_000 + dice.below(9_000_000)
                self._plan_at(self._sometime(), partial(self._deposit, account=account, value=value))
            for _ in range(0 if account.number == self.cast.account else dice.between(1, 3)):
                value = 150_000 + dice.below(7_000_000)
                self._plan_at(self._sometime(), partial(self._withdraw, account=account, value=value))
        for day in range(1, DAYS + 1):
            self._plan_at(at(day, 23, 30), self._sweep)

    def _plan_markets(self) -> None:
        dice = self._dice
        planted = [v for v in self.vendors if v.wallet in (self.cast.wallet, self.cast.beta_wallet)]
        for n in range(ORDERS):
            vendor = planted[n % 2] if n < 60 else dice.favourite(self.vendors)
            value = 900_000 + dice.below(1_900_000) if n < 60 else 200_000 + dice.below(2_500_000)
            self._plan_at(self._sometime(), partial(self._order, vendor=vendor, value=value))
        for day in range(2, DAYS + 1):
            for market in (ALPHA, BETA):
                self._plan_at(at(day, 3, 15), partial(self._settle, market=market))

    def _plan_cash_outs(self) -> None:
        cast, dice = self.cast, self._dice
        self._plan_at(at(1, 0, 20), self._seed_vendor)
        for day, value in CASH_OUTS:
            self._plan_at(at(day, 22, 10), partial(self._first_hop, value=value))
            self._plan_at(at(day + 1, 1, 40), partial(self._second_hop, value=value))
            self._plan_at(at(day + 1, 9, 5), self._into_exchange)
        others = [v for v in self.vendors if v.wallet not in (cast.wallet, cast.beta_wallet)]
        accounts = [a for a in self.accounts if a.number not in (cast.account, cast.supplier_account)]
        for vendor in dice.some(others, 22):
            account, value = dice.one(accounts), 300_000 + dice.below(3_000_000)
            self._plan_at(
                self._sometime(10), partial(self._other_cash_out, vendor=vendor, account=account, value=value)
            )

    def _plan_strangers(self) -> None:
        dice = self._dice
        strangers = [[self.ledger.fresh()] for _ in range(STRANGERS)]
        for _ in range(STRANGERS_PAYMENTS):
            one, other = dice.some(strangers, 2)
            value = 20_000 + dice.below(4_000_000)
            self._plan_at(self._sometime(), partial(self._stranger_pays, payer=one, payee=other, value=value))
        for day in (6, 13, 20, 26):
            purses = dice.some(strangers, 9) + [self._purses[a.number] for a in dice.some(self.accounts, 2)]
            self._plan_at(at(day, 4, 4), partial(self._mixed, purses=purses))

    def _sometime(self, first_day: int = 1) -> int:
        return clock.waking(self._dice, self._dice.between(first_day, DAYS), 1, 23)

    def _fund_hot(self, moment: int) -> None:
        self.ledger.fund(moment, self.cast.hot_wallet, 2 * COIN + self._dice.below(COIN))

    def _deposit(self, moment: int, account: Account, value: int) -> None:
        purse = self._purses[account.number]
        purse.append(self.ledger.fresh())
        paid = self.ledger.pay(moment, purse[:-1], [(account.deposit_wallet, value)], purse[-1])
        self.booked.append(Booked(account, paid, account.deposit_wallet, value, True))

    def _withdraw(self, moment: int, account: Account, value: int) -> None:
        wallet = account.own_wallet
        if self._dice.chance(0.5):
            wallet = self.ledger.fresh()
            self._purses[account.number].append(wallet)
        paid = self.ledger.pay(moment, [self.cast.hot_wallet], [(wallet, value)], self.cast.hot_wallet)
        self.booked.append(Booked(account, paid, wallet, value, False))

    def _sweep(self, moment: int) -> None:
        self.ledger.drain(moment, [a.deposit_wallet for a in self.accounts], [], self.cast.hot_wallet)

    def _order(self, moment: int, vendor: Vendor, value: int) -> None:
        """A buyer pays into a wallet made for this order; the market settles with the vendor later."""
        buyers = [a for a in self.accounts if a.number not in (self.cast.account, self.cast.supplier_account)]
        purse = self._purses[self._dice.one(buyers).number]
        escrow = self.ledger.fresh()
        purse.append(self.ledger.fresh())
        self.ledger.pay(moment, purse[:-1], [(escrow, value)], purse[-1])
        self._escrow[vendor.market].append((vendor.wallet, escrow, value))

    def _settle(self, moment: int, market: str) -> None:
        """Pays every vendor with at least two finished orders, one transaction each, keeping a twentieth."""
        waiting = self._escrow[market]
        wallets = list(dict.fromkeys(wallet for wallet, _, _ in waiting))
        for wallet in wallets:
            orders = [o for o in waiting if o[0] == wallet]
            if len(orders) < 2 and not self._dice.chance(0.2):
                continue
            share = sum(value for _, _, value in orders) * 19 // 20
            self.ledger.drain(moment, [e for _, e, _ in orders], [(wallet, share)], self._fee_wallets[market])
            self._escrow[market] = [o for o in self._escrow[market] if o not in orders]

    def _seed_vendor(self, moment: int) -> None:
        self.ledger.fund(moment, self.cast.wallet, 31_000_000)
        self.ledger.fund(moment, self.cast.beta_wallet, 9_000_000)

    def _first_hop(self, moment: int, value: int) -> None:
        """Empties the payout wallet, from day 14 on with that of the other market: one hand holds both."""
        own = [self.cast.wallet] if moment < at(14) else [self.cast.wallet, self.cast.beta_wallet]
        needed = value + 2_500_000
        for wallet in own:
            if self.ledger.balance([wallet]) < needed // len(own):
                self.ledger.fund(moment - 5 * HOUR, wallet, needed)
        paid = self.ledger.drain(moment, own, [(self.hops[0], needed)], self.cast.wallet)
        assert paid is not None
        self.trail.append(paid)

    def _second_hop(self, moment: int, value: int) -> None:
        spent = self.ledger.fresh()
        paid = self.ledger.drain(moment, self.hops[:1], [(self.hops[1], value + ONE_INPUT_FEE)], spent)
        assert paid is not None
        self.trail.append(paid)

    def _into_exchange(self, moment: int) -> None:
        account = next(a for a in self.accounts if a.number == self.cast.account)
        paid = self.ledger.drain(moment, self.hops[1:], [], self.cast.deposit_wallet)
        assert paid is not None
        self.trail.append(paid)
        self.booked.append(Booked(account, paid, self.cast.deposit_wallet, paid.outputs[-1].value, True))

    def _other_cash_out(self, moment: int, vendor: Vendor, account: Account, value: int) -> None:
        hop = self.ledger.fresh()
        self.ledger.pay(moment, [vendor.wallet], [(hop, value + 3000)], vendor.wallet)
        paid = self.ledger.pay(moment + 7200, [hop], [(account.deposit_wallet, value)], self.ledger.fresh())
        self.booked.append(Booked(account, paid, account.deposit_wallet, value, True))

    def _stranger_pays(self, moment: int, payer: list[str], payee: list[str], value: int) -> None:
        change = self.ledger.fresh()
        self.ledger.pay(moment, payer, [(payee[-1], value)], change)
        payer.append(change)

    def _mixed(self, moment: int, purses: list[list[str]]) -> None:
        self.ledger.mix(moment, purses, 5_000_000)
