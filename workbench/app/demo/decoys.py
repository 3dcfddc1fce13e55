"""What looks like a lead and is none."""

from __future__ import annotations

from workbench.app.demo.cast import ALPHA, BANK_SENDER, BETA, PARCEL_SENDER, VOICEMAIL
from workbench.app.demo.facts import handle, phone, wallet
from workbench.app.demo.files import Files
from workbench.app.demo.operators import cgi
from workbench.app.demo.truth import Entity, Fact
from workbench.app.demo.vendors import GENERIC, Vendor


def around(files: Files) -> list[Fact]:
    """The decoys; those called common_... are services that everybody shares."""
    cast = files.cast
    alpha, beta = handle(ALPHA, cast.handle), handle(BETA, cast.handle)
    namesake = Fact("namesake", f"{cast.handle} on {BETA} sells books with a key of his own: another person.")
    namesake.link("has_key", beta, Entity("pgp_key", cast.namesake_key.fingerprint))
    namesake.absent.append(("has_key", beta, Entity("pgp_key", cast.key.fingerprint)))
    namesake.alone.append(alpha)
    own = [x for x in files.listings if x.vendor.key is cast.namesake_key]
    namesake.proved(files.beta, own)
    mixed = [t for t in files.chain.transactions if sum(o.value == 5_000_000 for o in t.outputs) >= 5]
    return [
        namesake,
        _shared_names(files),
        _known_on_both(files),
        Fact(
            "common_pizza",
            "A pizza shop that nearly everybody calls, the vendor and the supplier too.",
            alone=[phone(cast.pizza)],
        ),
        Fact("common_taxi", "A taxi rank.", alone=[phone(cast.taxi)]),
        Fact("common_surgery", "A doctor's surgery.", alone=[phone(cast.surgery)]),
        Fact("common_bank", "A bank's sender id.", alone=[Entity("sender", BANK_SENDER)]),
        Fact("common_parcels", "A parcel service's sender id.", alone=[Entity("sender", PARCEL_SENDER)]),
        Fact("common_voicemail", "Voicemail.", alone=[Entity("short_code", VOICEMAIL)]),
        Fact(
            "common_courier",
            "The courier's own phone: on every row of the manifest, and in the calls.",
            alone=[phone(cast.courier)],
        ),
        Fact(
            "common_hot_wallet",
            "The exchange's hot wallet, which pays every withdrawal.",
            alone=[wallet(cast.hot_wallet)],
        ),
        Fact(
            "family",
            "Five numbers of one house that call each other all day.",
            alone=[phone(n) for n in cast.family],
        ),
        Fact(
            "mixers",
            "Joint payments with equal outputs: whose input became whose output cannot be told.",
            alone=[Entity("transaction", t.txid) for t in mixed],
        ).proved(files.transactions, [t.txid for t in mixed]),
        _misplaced(files),
    ]


def _misplaced(files: Files) -> Fact:
    """A move that nothing can make, because of one wrong figure in the register."""
    hop = files.hop
    cell = cgi(hop.cells[1])
    slip = Fact(
        "misplaced_cell",
        f"The register puts cell {cell} 0.3 degrees too far north: {hop.number} seems to move faster "
        "than anything that flies, and so may others who were there. Nothing is cloned.",
        alone=[phone(hop.number), Entity("cell", cell)],
    )
    slip.proved(files.cells, [hop.cells[1]])
    return slip.proved(files.operator_a, [hop.before, hop.after])


def _shared_names(files: Files) -> Fact:
    fact = Fact("generic_names", "Names that different people use on the two markets, with different keys.")
    return _with_keys(fact, files, [v for v in files.vendors if v.handle in GENERIC])


def _known_on_both(files: Files) -> Fact:
    fact = Fact("known_on_both", "Vendors who openly trade on both markets under one name with one key.")
    markets: dict[str, set[str]] = {}
    for vendor in files.vendors:
        if vendor.key and vendor.key is not files.cast.key:
            markets.setdefault(vendor.key.fingerprint, set()).add(vendor.market)
    open_ones = [v for v in files.vendors if v.key and len(markets.get(v.key.fingerprint, ())) > 1]
    return _with_keys(fact, files, open_ones)


def _with_keys(fact: Fact, files: Files, vendors: list[Vendor]) -> Fact:
    """Adds that each vendor publishes his key, and the listings that say so."""
    for vendor in vendors:
        if vendor.key:
            key = Entity("pgp_key", vendor.key.fingerprint)
            fact.link("has_key", handle(vendor.market, vendor.handle), key)
    own = [x for x in files.listings if x.vendor in vendors]
    fact.proved(files.alpha, [x for x in own if x.vendor.market == ALPHA])
    return fact.proved(files.beta, [x for x in own if x.vendor.market == BETA])
