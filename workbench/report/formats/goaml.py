"""goAML: a report to a financial intelligence unit, checked with the unit's own schema before it is written.

The unit, its codes and who reports stand in the user's folder (`goaml/<name>/schema.xsd` and `codes.toml`). Amounts are
in the local currency of the report; others need a rate there. Times are those of the records, without a zone, as goAML
has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from workbench.case.exporting import write_whole
from workbench.model.home import home
from workbench.model.problems import Problem
from workbench.report.exchange.goaml_faults import sentences
from workbench.report.exchange.goaml_office import CODES, Office, chosen
from workbench.report.exchange.goaml_parties import ACCOUNTS, PEOPLE, Parties
from workbench.report.exchange.goaml_schema import Schema, Told
from workbench.report.exchange.graded import Graded
from workbench.report.exchange.losses import Losses
from workbench.report.exchange.moments import as_of, utc
from workbench.report.exchange.records import Records
from workbench.report.extract import Extract
from workbench.report.extracted import Happening, Thing, references
from workbench.report.formats.format import Written, writes

PAYMENTS = ("payment", "transfer")
SHOWN = 8  # faults said in full; the message counts the others
CANNOT = (
    "Payments and their parties only; calls, messages, parcels and what nobody paid are left out and counted.",
    "There is no element for a wallet: it is an account with the unit's code for crypto assets.",
    "Standing has no element: only what records state is reported, nothing derived or assessed.",
    "Handling and involvement of others than suspects have no element; the handling stands in the reason.",
)


@writes(
    "goaml",
    title="goAML report",
    suffix=".goaml.xml",
    does="The financial intelligence unit that is set up on this machine takes it.",
    cannot=CANNOT,
)
def write(extract: Extract, out: Path) -> Written:
    """The report whole, once it is what the unit's schema asks for. Problem saying what is missing, and where to enter
    it, where it is not."""
    office = chosen(home(), extract.facts.country)
    losses = Losses()
    schema = Schema(office.schema, office.name)
    told = _Report(extract, office, losses)
    report = schema.report(told.told(), losses)
    if faults := sentences(schema.faults(report), report, office):
        more = len(faults) - SHOWN
        shown = ". ".join(faults[:SHOWN]) + (f". And {more:,} more" if more > 0 else "")
        raise Problem(f"the report is not what the schema of {office.name} asks for", shown)
    write_whole(out, schema.octets(report))
    return Written({"transactions": told.transactions, "parties": told.parties}, losses.said)


class _Report:
    def __init__(self, extract: Extract, office: Office, losses: Losses) -> None:
        self.extract, self.office, self.losses = extract, office, losses
        self.records = Records(extract)
        self._parties = Parties(extract, office, losses)
        self.transactions = self.parties = 0
        self._no_rate: dict[str, int] = {}

    def told(self) -> Told:
        """The whole report by names of elements; with no payment, the people and accounts as an activity."""
        facts, told = self.extract.facts, dict(self.office.report)
        indicators = told.pop("indicators", [])
        handling = Graded(self.extract).handling
        reason = ". ".join(filter(None, (facts.purpose, handling and f"Handling: {handling}")))
        told.setdefault("entity_reference", facts.uuid)
        if "report_date" not in told:
            told.setdefault("submission_date", utc(as_of(self.extract)).removesuffix("Z"))
        told.setdefault("reason", reason)
        told["reporting_person"], told["location"] = self.office.person, self.office.location
        told["transaction"] = list(self._transactions())
        if self._no_rate:
            local = told.get("currency_code_local", "")
            missing = ", ".join(
                f"{asset or 'an unknown currency'} ({n})" for asset, n in self._no_rate.items()
            )
            raise Problem(
                f"amounts of the report are in {local or 'the local currency'}, and payments are in {missing}",
                f"enter what one of it is worth under [rates] in {self.office.folder / CODES}",
            )
        if not told["transaction"]:
            told["activity"] = {"report_parties": {"report_party": list(self._people())}}
        if indicators:
            told["report_indicators"] = {"indicator": [str(one) for one in indicators]}
        self._parties.untold()
        for title, many in self.records.told_apart_from(PAYMENTS).items():
            self.losses.meet("Records that are no payments", title, many)
        return told

    def _transactions(self) -> Iterator[Told]:
        for happening in self.extract.happenings(PAYMENTS):
            if not happening.counted:
                self.losses.meet(
                    "Told by another file in other words, and reported once", happening.kind_title
                )
                continue
            payer = self._named(happening, "payer", "deposit_wallet", "payer_name")
            payee = self._named(happening, "payee", "withdrawal_wallet", "payee_name")
            if payer is None or payee is None:
                why = (
                    "A payment needs a payer and a payee, and the record or this selection does not name both"
                )
                self.losses.meet(why, happening.kind_title)
                continue
            amount = self._amount(happening)
            if amount is not None:
                self.transactions += 1
                yield self._transaction(happening, payer, payee, *amount)

    def _named(self, happening: Happening, *roles: str) -> Thing | None:
        """Who stands in the first of some roles that is filled by somebody who can pay."""
        found = (self._parties.things.get(happening.roles.get(role, 0)) for role in roles)
        return next((one for one in found if one is not None and one.kind in ACCOUNTS | PEOPLE), None)

    def _amount(self, happening: Happening) -> tuple[Decimal, Told] | None:
        """The amount in local currency, and as it was paid where that is another."""
        number, asset = happening.amount("amount")
        if not number:
            self.losses.meet("A payment without amount cannot be reported", happening.kind_title)
            return None
        local = str(self.office.report.get("currency_code_local", ""))
        if asset == local:
            return abs(Decimal(number)), {}
        rate = self.office.rates.get(asset)
        if rate is None:
            self._no_rate[asset] = self._no_rate.get(asset, 0) + 1
            return None
        worth = (abs(Decimal(number)) * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
        foreign = {
            "foreign_currency_code": self.office.currencies.get(asset, asset),
            "foreign_amount": format(abs(Decimal(number)), "f"),
            "foreign_exchange_rate": format(rate, "f"),
        }
        return worth, foreign

    def _transaction(
        self, happening: Happening, payer: Thing, payee: Thing, worth: Decimal, foreign: Told
    ) -> Told:
        o, fields, unknown = happening.origin, happening.fields, self.office.unknown
        where = f"Source: {references([o])}"
        rest = self.records.rest(
            happening, {"payer", "payee", "payer_name", "payee_name", "payer_bank", "payee_bank"}
        )
        return {
            "transactionnumber": f"S{o.source}-{o.row}" + (f"-{o.part}" if o.part else ""),
            "internal_ref_number": fields.get("reference", ""),
            "transaction_location": unknown.get("transaction_location", ""),
            "transaction_description": (fields.get("note") or fields.get("type") or happening.kind_title)[
                :4000
            ],
            "date_transaction": _local(happening),
            "transmode_code": self.office.code(self.office.transmode, fields.get("type", "")),
            "transmode_comment": unknown.get("transmode_comment")
            or fields.get("type")
            or happening.kind_title,
            "amount_local": format(worth, "f"),
            "t_from": self._side("from", happening, payer, foreign),
            "t_to": self._side("to", happening, payee, foreign),
            "comments": "; ".join([where, *(f"{name}: {value}" for name, value in rest.items())]),
        }

    def _side(self, way: str, happening: Happening, thing: Thing, foreign: Told) -> Told:
        role = "payer" if way == "from" else "payee"
        holder, bank = (
            self._parties.things.get(happening.roles.get(f"{role}_{one}", 0)) for one in ("name", "bank")
        )
        sort, told = self._parties.party(thing, holder, bank)
        self.parties += 1
        suspect = "suspect" in (thing.involvement, holder.involvement if holder else "")
        made: Told = {
            f"{way}_funds_code": self.office.code(self.office.funds, thing.kind),
            f"{way}_foreign_currency": foreign,
            f"{way}_is_suspected": True if suspect else "",
            f"{way}_{sort}": told,
            f"{way}_country": self.office.unknown.get("country", ""),
        }
        return made

    def _people(self) -> Iterator[Told]:
        """Everybody as a party of the report, with why: what the case is about."""
        facts = self.extract.facts
        for thing in list(self._parties.things.values()):
            if thing.kind in PEOPLE | {"account", "wallet"}:
                sort, told = self._parties.party(thing)
                self.parties += 1
                yield {
                    sort: told,
                    "is_suspected": True if thing.involvement == "suspect" else "",
                    "significance": "",
                    "reason": facts.offence or facts.purpose or facts.title,
                    "comments": f"Source: {references(thing.origins)}" if thing.origins else "",
                }


def _local(happening: Happening) -> str:
    """The moment as the record states it, without its zone, to the second."""
    at = happening.at[:19]
    if len(at) == len("2026-06-14"):
        return f"{at}T00:00:00"
    return at + ":00" if len(at) == len("2026-06-14T09:30") else at
