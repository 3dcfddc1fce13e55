"""Who is identified, and by what: an identifier that some record or analyst says whose it is."""

from __future__ import annotations

from workbench.case import assessments, names, notes
from workbench.questions.held import Held

# In these roles something is said of whose an identifier is, and not only what it did.
SAYING = {
    "subscription": ("identifier", "contact_phone", "sim", "device"),
    "particulars": ("subject", "phone", "account", "email"),
    "attribution": ("subject",),
    "listing": ("wallet", "contact"),
    "profile": ("wallet", "contact"),
    "payment": ("deposit_wallet", "withdrawal_wallet"),
    "seizure": ("item",),
    "arrest": ("phone", "device", "alias"),
    "extraction": ("phone", "device", "sim", "account"),
    "registration": ("phone", "email"),
    "shipment": ("sender_phone", "recipient_phone"),
}


def identified(held: Held) -> frozenset[int]:
    """The entities that a record identifies, an analyst attributed or tagged, or that are common services."""
    found: set[int] = set(held.whole.ids[held.whole.common].tolist())
    for record, roles in SAYING.items():
        declared = held.case.kinds.records.get(record)
        if declared is None:
            continue
        frame = held.records(record, [role for role in roles if any(f.id == role for f in declared.fields)])
        for role in roles:
            if role in frame.columns and frame.height:
                found |= set(frame[role].unique().to_list())
    for side in ("payer", "payee"):  # a payment that names the holder of an account
        frame = held.records("payment", [side, f"{side}_name"])
        if frame.height:
            found |= set(frame.filter(frame[f"{side}_name"] > 0)[side].unique().to_list())
    grouped = held.whole.grouped
    said = {one.entity for one in assessments.attributions(held.case)} | notes.marked(held.case).tagged
    found |= {grouped.get(entity, entity) for entity in said}
    return frozenset(found - {0})


def called(held: Held) -> dict[int, str]:
    """What contact lists and messengers call entities: a hint, no identity."""
    return {held.whole.grouped.get(entity, entity): name for entity, name in names.known(held.case).items()}
