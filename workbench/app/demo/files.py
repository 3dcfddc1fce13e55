"""Every raw file of the demonstration, written from one telling of the story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.app.demo import accounts, esplora, listings, manifest, masts, operators, statement, vendors
from workbench.app.demo.calls import Call, Month
from workbench.app.demo.cast import Cast
from workbench.app.demo.chain import Chain
from workbench.app.demo.manifest import Shipments
from workbench.app.demo.outcome import Outcome
from workbench.app.demo.people import Directory
from workbench.app.demo.subscribers import Subscribers


class Files:
    """Tells the story and writes its files into a folder; each outcome knows on which row a thing stands."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.cast = Cast(seed, Directory(seed))
        self.people = Subscribers(self.cast)
        self.month = Month(self.people)
        self.accounts = accounts.open_accounts(self.cast, self.people)
        self.vendors = vendors.on_markets(self.cast)
        self.listings = listings.offer(self.cast, self.vendors)
        self.chain = Chain(self.cast, self.accounts, self.vendors)
        self.entries = statement.entries(self.cast, self.accounts, self.chain)
        self.shipments = Shipments(self.cast, self.people)
        self.operator_a = operators.write_a(self.month, folder)
        self.operator_b = operators.write_b(self.month, folder)
        self.transactions = esplora.write(self.chain.transactions, folder)
        self.statement = statement.write(self.cast, self.entries, folder)
        self.register = accounts.write(self.accounts, folder)
        self.alpha = listings.write_alpha(self.cast, self.listings, folder)
        self.beta = listings.write_beta(self.cast, self.listings, folder)
        self.manifest = manifest.write(self.shipments, folder)
        self.hop = masts.fastest_hop(self.month)
        self.cells = masts.write(masts.stand(self.people, self.hop), folder)

    def listed_under(self, call: Call) -> str:
        """The number whose handset, SIM and cells stand on the row of a call."""
        served = self.month.served((call.caller, call.callee))
        return served.number if served else ""

    @property
    def outcomes(self) -> list[tuple[Outcome[Any], str]]:
        """Each file's outcome with the recipe that should be found for it."""
        return [
            (self.operator_a, "call_records.operator_a"),
            (self.operator_b, "call_records.operator_b"),
            (self.transactions, "wallets.esplora"),
            (self.statement, "wallets.exchange_statement"),
            (self.register, "wallets.exchange_accounts"),
            (self.alpha, "vendors.market_alpha"),
            (self.beta, "vendors.market_beta"),
            (self.manifest, "parcels.courier_manifest"),
            (self.cells, "call_records.cell_register"),
        ]
