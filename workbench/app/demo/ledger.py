"""A small Bitcoin ledger: unspent outputs, change, fees and blocks, without signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.app.demo import identifiers
from workbench.app.demo.clock import HOUR
from workbench.app.demo.dice import Dice

BLOCK = 600
FIRST_HEIGHT = 2_871_040
BASE_FEE, INPUT_FEE = 200, 68
ONE_INPUT_FEE = BASE_FEE + INPUT_FEE


@dataclass(frozen=True)
class Output:
    """What a transaction left at a wallet, in satoshi."""

    txid: str
    index: int
    wallet: str
    value: int


@dataclass(frozen=True)
class Transaction:
    """`at` is the moment of the block that holds it; inputs are the outputs it spends."""

    txid: str
    at: int
    inputs: tuple[Output, ...]
    outputs: tuple[Output, ...]

    @property
    def fee(self) -> int:
        return sum(o.value for o in self.inputs) - sum(o.value for o in self.outputs)

    @property
    def height(self) -> int:
        return FIRST_HEIGHT + self.at // BLOCK


class Ledger:
    """Payments in the order they are made; a purse that is short is filled from outside beforehand."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "ledger")
        self._unspent: dict[str, list[Output]] = {}
        self.transactions: list[Transaction] = []

    def fresh(self) -> str:
        """A wallet nobody has used yet."""
        if self._dice.chance(0.8):
            return identifiers.segwit(self._dice.octets(20))
        return identifiers.base58check(111 if self._dice.chance(0.6) else 196, self._dice.octets(20))

    def balance(self, wallets: Sequence[str]) -> int:
        return sum(o.value for w in wallets for o in self._unspent.get(w, ()))

    def pay(
        self, moment: int, purse: Sequence[str], to: Sequence[tuple[str, int]], change: str
    ) -> Transaction:
        """Pays from the wallets of a purse; what is left over goes to `change`."""
        fee = 180 + self._dice.below(900)
        needed = sum(value for _, value in to) + fee
        if self.balance(purse) < needed:
            extra = 20_000 + self._dice.below(2_000_000)
            self.fund(
                moment - HOUR - self._dice.below(5 * HOUR), purse[-1], needed - self.balance(purse) + extra
            )
        inputs = self._take(purse, needed)
        rest = sum(o.value for o in inputs) - needed
        outputs = [*to, (change, rest)] if rest > 600 else list(to)
        return self._write(moment, inputs, self._dice.shuffled(outputs) if rest > 600 else outputs)

    def drain(
        self, moment: int, wallets: Sequence[str], to: Sequence[tuple[str, int]], rest: str
    ) -> Transaction | None:
        """Empties wallets: the given amounts first, what is left to `rest`. None where there is nothing."""
        inputs = [o for w in wallets for o in self._unspent.pop(w, ())]
        left = sum(o.value for o in inputs) - sum(v for _, v in to) - BASE_FEE - INPUT_FEE * len(inputs)
        if left <= 600:
            for output in inputs:
                self._unspent.setdefault(output.wallet, []).append(output)
            return None
        return self._write(moment, inputs, [*to, (rest, left)])

    def mix(self, moment: int, purses: Sequence[Sequence[str]], share: int) -> Transaction:
        """A joint payment with equal outputs: whose input became whose output cannot be told."""
        inputs, outputs = [], []
        for purse in purses:
            if self.balance(purse) < share + 2000:
                self.fund(moment - 2 * HOUR, purse[-1], share + 50_000 + self._dice.below(900_000))
            taken = self._take(purse, share + 2000)
            inputs += taken
            outputs += [(self.fresh(), share), (self.fresh(), sum(o.value for o in taken) - share - 700)]
        return self._write(moment, inputs, self._dice.shuffled(outputs))

    def fund(self, moment: int, wallet: str, value: int) -> Transaction:
        """Money that comes from a wallet outside the records."""
        before = Output(self._dice.octets(32).hex(), self._dice.below(3), self.fresh(), value + 400)
        return self._write(max(moment, 0), [before], [(wallet, value)])

    def _take(self, purse: Sequence[str], needed: int) -> list[Output]:
        taken: list[Output] = []
        for wallet in purse:
            while self._unspent.get(wallet) and sum(o.value for o in taken) < needed:
                taken.append(self._unspent[wallet].pop(0))
        return taken

    def _write(
        self, moment: int, inputs: Sequence[Output], outputs: Sequence[tuple[str, int]]
    ) -> Transaction:
        txid = self._dice.octets(32).hex()
        made = tuple(Output(txid, n, wallet, value) for n, (wallet, value) in enumerate(outputs))
        for output in made:
            self._unspent.setdefault(output.wallet, []).append(output)
        block = (moment // BLOCK + 1) * BLOCK + 7 * (moment // BLOCK % 13)
        self.transactions.append(Transaction(txid, block, tuple(inputs), made))
        return self.transactions[-1]
