"""Small cases about money, built through real imports: a chain, an exchange's statement, payments, lists of tags."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.app.demo import identifiers
from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import Question

START = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp())
HOUR = 3600


def wallet(name: str) -> str:
    """The address that a name in a test stands for."""
    return identifiers.segwit(hashlib.sha256(name.encode()).digest()[:20])


def txid(name: str) -> str:
    """The transaction that a name in a test stands for."""
    return hashlib.sha256(name.encode()).hexdigest()


def account(name: str) -> str:
    """The number of an account that a name in a test stands for."""
    return str(10_000_000 + int(hashlib.sha256(name.encode()).hexdigest(), 16) % 80_000_000)


@dataclass(frozen=True)
class Tx:
    """A transaction: `puts` are (transaction, output number) of the chain, or (wallet, amount) from outside it; `pays`
    are (wallet, amount); `hours` after the start."""

    name: str
    puts: list[tuple[str, int]]
    pays: list[tuple[str, int]]
    hours: float = 0


@dataclass
class Story:
    """A case and what is taken into it; names stand for wallets, accounts and transactions."""

    case: Case
    library: Library
    folder: Path
    paid: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    files: int = 0

    def take(self, name: str, text: str, recipe: str = "") -> None:
        """Imports a file of this text."""
        self.files += 1
        path = self.folder / f"{self.files}_{name}"
        path.write_text(text, "utf-8")
        outcome = import_file(self.case, path, self.library, Wishes(recipe=recipe))
        assert outcome.counts is not None and outcome.counts.rejected == 0, outcome

    def chain(self, *transactions: Tx) -> Story:
        """Imports transactions as a node's explorer writes them; inputs name the outputs they spend."""
        for one in transactions:
            for number, pays in enumerate(one.pays):
                self.paid[one.name, number] = pays
        self.take("chain.json", json.dumps([self._said(one) for one in transactions]), "wallets.esplora")
        return self

    def _said(self, one: Tx) -> dict[str, Any]:
        inputs = []
        for place, (name, number) in enumerate(one.puts):
            known = self.paid.get((name, number))
            who, amount = known or (name, number)
            before = (txid(name), number) if known else (txid(f"before {one.name} {place}"), 0)
            inputs.append(
                {"txid": before[0], "vout": before[1],
                 "prevout": {"scriptpubkey": "00", "scriptpubkey_address": wallet(who), "value": amount}}
            )  # fmt: skip
        outputs = [
            {"scriptpubkey": "00", "scriptpubkey_address": wallet(who), "value": amount}
            for who, amount in one.pays
        ]
        status = {"confirmed": True, "block_height": 1, "block_time": START + round(one.hours * HOUR)}
        return {"txid": txid(one.name), "vin": inputs, "vout": outputs, "status": status}

    def payments(self, *rows: tuple[str, str, str, float], currency: str = "EUR") -> Story:
        """Imports transfers between accounts: payer, payee ("" for nobody named), amount, hours after the start."""
        lines = ["Date,From Account,To Account,Amount,Currency"]
        for payer, payee, amount, hours in rows:
            at = datetime.fromtimestamp(START + round(hours * HOUR), UTC)
            who = [account(name) if name else "" for name in (payer, payee)]
            lines.append(f"{at:%Y-%m-%d %H:%M:%S},{who[0]},{who[1]},{amount},{currency}")
        self.take("bank.csv", "\n".join(lines) + "\n", "payments.bank_both_parties")
        return self

    def exchange(self, *rows: tuple[str, float, str, str, str, str, str, str]) -> Story:
        """Imports an exchange's statement: account, hours, type, asset, amount, wallet, transaction, other account."""
        lines = ["Entry,Account,Time (UTC),Type,Asset,Amount,Address,Transaction,Counter account"]
        for number, (who, hours, type, asset, amount, at_wallet, by, other) in enumerate(rows, 1):
            at = datetime.fromtimestamp(START + round(hours * HOUR), UTC)
            named = (
                wallet(at_wallet) if at_wallet else "",
                txid(by) if by else "",
                account(other) if other else "",
            )
            lines.append(
                f"E{number},{account(who)},{at:%Y-%m-%d %H:%M:%S},{type},{asset},{amount},{','.join(named)}"
            )
        self.take("exchange.csv", "\n".join(lines) + "\n", "wallets.exchange_statement")
        return self

    def tags(self, **labels: str) -> Story:
        """Imports a list that attributes wallets to services."""
        lines = [
            "title: List of a test",
            "creator: A. Nalyst",
            "confidence: ownership",
            "lastmod: 2026-01-01",
            "tags:",
        ]
        for name, label in labels.items():
            lines += [
                f"- address: {wallet(name)}",
                "  currency: BTC",
                f"  label: {label}",
                "  category: exchange",
            ]
        self.take("tags.yaml", "\n".join(lines) + "\n", "wallets.tagpack")
        return self

    def id(self, name: str) -> int:
        """The entity that a name stands for: a wallet, an account or a transaction."""
        held = self.held()
        for value in (wallet(name), account(name), txid(name), name):
            for node, known in enumerate(held.whole.values):
                if known == value:
                    return int(held.whole.ids[node])
        raise KeyError(name)

    def held(self) -> Held:
        return Held(self.case, graphs.read(self.case))

    def ask(self, question: Question, **told: Any) -> Answer:
        """The answer without asking again for its steadiness."""
        return asking.ask(self.held(), question, told, steady=False)
