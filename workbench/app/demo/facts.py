"""The planted facts, each with the links that state it and the rows that prove it."""

from __future__ import annotations

from collections.abc import Callable

from workbench.app.demo.calls import DROP_DAYS, SHARED_CONTACTS, Call, drop_moment
from workbench.app.demo.cast import ALPHA, BETA, CHANGE
from workbench.app.demo.files import Files
from workbench.app.demo.truth import Entity, Fact


def phone(number: str) -> Entity:
    return Entity("phone", number)


def device(imei: str) -> Entity:
    return Entity("device", imei[:14])


def handle(market: str, name: str) -> Entity:
    return Entity("handle", f"{market.lower()}:{name}")


def wallet(address: str) -> Entity:
    return Entity("wallet", address)


def parcel(tracking: str) -> Entity:
    return Entity("parcel", tracking)


def written(kind: str, name: str) -> Entity:
    """A person, organisation or address, which a case keeps in capitals."""
    return Entity(kind, name.upper())


def planted(files: Files) -> list[Fact]:
    """Everything there is to find, most of it only with two or more sources side by side."""
    return [
        _one_vendor(files),
        _wallets(files),
        _trail(files),
        _one_hand(files),
        _contact(files),
        _drops(files),
        _handset(files),
        _old_handset(files),
        _private_number(files),
        _supplier(files),
        _supplies(files),
        _holder(files),
        _payment(files),
    ]


def _one_vendor(files: Files) -> Fact:
    cast = files.cast
    key = Entity("pgp_key", cast.key.fingerprint)
    fact = Fact(
        "one_vendor", f"{cast.handle} on {ALPHA} and {cast.beta_handle} on {BETA} publish one PGP key."
    )
    fact.link("has_key", handle(ALPHA, cast.handle), key).link("has_key", handle(BETA, cast.beta_handle), key)
    return _listed(fact, files)


def _wallets(files: Files) -> Fact:
    cast = files.cast
    fact = Fact("payout_wallets", "The wallets at which the vendor takes payment on the two markets.")
    fact.link("takes_payment", handle(ALPHA, cast.handle), wallet(cast.wallet))
    fact.link("takes_payment", handle(BETA, cast.beta_handle), wallet(cast.beta_wallet))
    return _listed(fact, files)


def _listed(fact: Fact, files: Files) -> Fact:
    own = [x for x in files.listings if x.vendor.key is files.cast.key]
    fact.proved(files.alpha, [x for x in own if x.vendor.market == ALPHA])
    return fact.proved(files.beta, [x for x in own if x.vendor.market == BETA])


def _trail(files: Files) -> Fact:
    cast, chain = files.cast, files.chain
    account = Entity("account", cast.account)
    fact = Fact("money_trail", f"Four times the payout wallet reaches account {cast.account}, over two hops.")
    stations = (cast.wallet, *chain.hops, cast.deposit_wallet)
    for n, transaction in enumerate(chain.trail):
        step = Entity("transaction", transaction.txid)
        fact.link("paid_into", wallet(stations[n % 3]), step).link(
            "paid_out", step, wallet(stations[n % 3 + 1])
        )
    fact.link("deposited", wallet(cast.deposit_wallet), account)
    for transaction in chain.trail[2::3]:
        fact.link("settled_by", account, Entity("transaction", transaction.txid))
    fact.proved(files.transactions, [t.txid for t in chain.trail])
    return fact.proved(files.statement, [e for e in files.entries if e.wallet == cast.deposit_wallet])


def _one_hand(files: Files) -> Fact:
    cast = files.cast
    fact = Fact(
        "one_hand", "The wallets of both markets are spent together in one transaction: one hand holds both."
    )
    both = [t for t in files.chain.trail if {cast.wallet, cast.beta_wallet} <= {o.wallet for o in t.inputs}]
    for transaction in both:
        for address in (cast.wallet, cast.beta_wallet):
            fact.link("paid_into", wallet(address), Entity("transaction", transaction.txid))
    return fact.proved(files.transactions, [t.txid for t in both])


def _contact(files: Files) -> Fact:
    cast = files.cast
    fact = Fact("listing_phone", f"{cast.handle} gives {cast.vendor} as the contact in his listings.")
    fact.link("gives_contact", handle(ALPHA, cast.handle), phone(cast.vendor))
    own = [x for x in files.listings if x.vendor.key is cast.key and x.vendor.market == ALPHA]
    return fact.proved(files.alpha, own)


def _drops(files: Files) -> Fact:
    """The parcels, and the call from the depot's cell eight minutes after each drop."""
    cast, shipments = files.cast, files.shipments
    fact = Fact(
        "drops", f"{cast.vendor} is the sender's phone of {len(shipments.planted)} parcels under false names."
    )
    for sent in shipments.planted:
        fact.link("sender_phone_of", phone(cast.vendor), parcel(sent.tracking))
    moments = {drop_moment(day) + 480 for day in DROP_DAYS}
    fact.proved(files.manifest, shipments.planted)
    return fact.proved(files.operator_a, _calls(files, lambda c: c.caller == cast.vendor and c.at in moments))


def _handset(files: Files) -> Fact:
    cast = files.cast
    fact = Fact("handset_change", f"{cast.vendor} keeps its SIM and changes its handset on 14 June.")
    own = phone(cast.vendor)
    fact.link("used_device", own, device(cast.first_handset)).link(
        "used_device", own, device(cast.second_handset)
    )
    fact.link("used_sim", own, Entity("sim", files.people.all[cast.vendor].imsi))
    calls = _calls(
        files, lambda c: cast.vendor in (c.caller, c.callee) and files.listed_under(c) == cast.vendor
    )
    before, after = [c for c in calls if c.at < CHANGE], [c for c in calls if c.at >= CHANGE]
    return fact.proved(files.operator_a, [before[-1], after[0]])


def _old_handset(files: Files) -> Fact:
    cast = files.cast
    fact = Fact(
        "old_handset", f"From 14 June the vendor's old handset carries another number, {cast.private_new}."
    )
    fact.link("used_device", phone(cast.vendor), device(cast.first_handset))
    fact.link("used_device", phone(cast.private_new), device(cast.first_handset))
    old = _calls(files, lambda c: files.listed_under(c) == cast.vendor and c.at < CHANGE)
    new = _calls(files, lambda c: files.listed_under(c) == cast.private_new)
    return fact.proved(files.operator_a, [old[-1], new[0]])


def _private_number(files: Files) -> Fact:
    cast = files.cast
    fact = Fact(
        "private_number",
        f"{cast.private_old} stops on 14 June, {cast.private_new} goes on with 17 of its contacts.",
    )
    shared = set(files.month.private_contacts[:SHARED_CONTACTS])
    own = {cast.private_old, cast.private_new}
    proof = _calls(files, lambda c: bool({c.caller, c.callee} & own and {c.caller, c.callee} & shared))
    for kind, one, other in dict.fromkeys(_link_of(call) for call in proof):
        fact.link(kind, phone(one), phone(other))
    last = _calls(files, lambda c: cast.private_old in (c.caller, c.callee))[-1]
    first = _calls(files, lambda c: cast.private_new in (c.caller, c.callee))[0]
    return fact.proved(files.operator_a, [*proof, last, first])


def _supplier(files: Files) -> Fact:
    cast = files.cast
    fact = Fact(
        "supplier", f"Behind {cast.vendor} stands {cast.supplier}, reached only through {cast.middleman}."
    )
    for one, other in ((cast.vendor, cast.middleman), (cast.middleman, cast.supplier)):
        fact.link("called", phone(one), phone(other)).link("called", phone(other), phone(one))
    for one, other in ((cast.vendor, cast.supplier), (cast.supplier, cast.vendor)):
        fact.absent += [(kind, phone(one), phone(other)) for kind in ("called", "messaged")]
    pairs = ((cast.vendor, cast.middleman), (cast.middleman, cast.supplier))
    return fact.proved(files.operator_a, _calls(files, lambda c: any(c.between(*pair) for pair in pairs)))


def _supplies(files: Files) -> Fact:
    cast, shipments = files.cast, files.shipments
    fact = Fact("supplies", f"{cast.supplier} sends parcels to the phone of the middleman, {cast.middleman}.")
    for sent in shipments.supplies:
        fact.link("sender_phone_of", phone(cast.supplier), parcel(sent.tracking))
        fact.link("recipient_phone_of", phone(cast.middleman), parcel(sent.tracking))
    return fact.proved(files.manifest, shipments.supplies)


def _holder(files: Files) -> Fact:
    cast = files.cast
    person, address = written("person", cast.holder.name), written("address", cast.holder.address)
    fact = Fact(
        "holder", f"{cast.holder.name} holds the account and the private number; one parcel left his address."
    )
    fact.link("subscribed", Entity("account", cast.account), person).link(
        "subscribed", phone(cast.private_old), person
    )
    fact.link("lives_at", person, address).link("sent_from", parcel(files.shipments.slip.tracking), address)
    return fact.proved(files.register, [cast.account]).proved(files.manifest, [files.shipments.slip])


def _payment(files: Files) -> Fact:
    cast = files.cast
    own, other = Entity("account", cast.account), Entity("account", cast.supplier_account)
    person = written("person", cast.supplier_person.name)
    fact = Fact(
        "supplier_paid",
        f"After each cash-out {cast.account} pays {cast.supplier_account}, the supplier's account.",
    )
    fact.link("paid", own, other).link("subscribed", other, person).link(
        "subscribed", phone(cast.supplier), person
    )
    transfers = [e for e in files.entries if e.account == cast.account and e.counter == cast.supplier_account]
    return fact.proved(files.statement, transfers).proved(files.register, [cast.supplier_account])


def _calls(files: Files, wanted: Callable[[Call], bool]) -> list[Call]:
    """The calls in operator A's file, in order of time."""
    return [c for c in files.operator_a.rows if wanted(c)]


def _link_of(call: Call) -> tuple[str, str, str]:
    return "messaged" if call.is_text else "called", call.caller, call.callee
