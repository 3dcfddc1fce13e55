"""The parties of a goAML report: people, organisations and accounts, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.api import Tag, chain_of

PARTICULARS = (
    "subject", "subject_kind", "role", "reference", "as_of", "phone", "email", "address", "account", "account_kind",
    "document", "organisation", "born", "nationality", "note",
)  # fmt: skip
_PERSON = ("person", "person_my_client", "director", "director_id", "signatory")
_ENTITY = ("entity", "entity_my_client")
_ACCOUNT = ("account", "account_my_client")
_NAMES = ("first_name", "middle_name", "prefix", "last_name", "name")
_WHAT_A_PERSON_HAS = frozenset({*_NAMES, "birthdate"})
_LISTED = frozenset({"phones", "phone", "addresses", "emails", "email", "related_persons", "related_entities",
                     "related_accounts", "director_id", "signatory", "director"})  # fmt: skip

Cells = tuple[str | None, ...]


@dataclass(frozen=True)
class Party:
    """Who takes part: an account, a person or an organisation; of an account, whose it is and where."""

    value: str
    kind: str
    tag: Tag
    holder: str = ""
    holder_kind: str = ""
    bank: str = ""


@dataclass(frozen=True)
class _Line:
    """One way to reach a party, and what is said of it."""

    phone: str = ""
    email: str = ""
    address: str = ""
    account: str = ""
    account_kind: str = ""
    note: str = ""


def party_in(side: Tag | None, itself: bool = False) -> Party | None:
    """The party that an element holds: `from_account`, `to_person_my_client`, `entity` ..., or is `itself`."""
    if side is None:
        return None
    for tag in [side] if itself else [side, *side.children]:
        bare = tag.name.removeprefix("from_").removeprefix("to_").removeprefix("t_")
        if bare in _ACCOUNT and tag.children:
            return _account(tag)
        if bare in _PERSON and name_of(tag):
            return Party(name_of(tag), "person", tag)
        if bare in _ENTITY and (name := tag.said("name", "commercial_name")):
            return Party(name, "organisation", tag)
    return None


def name_of(tag: Tag) -> str:
    """A person's name from its parts, in the order one writes them."""
    parts = [tag.said(part) for part in ("first_name", "middle_name", "prefix", "last_name")]
    return " ".join(filter(None, parts)) or tag.said("name")


def _account(tag: Tag) -> Party | None:
    number = tag.said("account", "iban", "account_number", "client_number")
    if not number:
        return None
    holder, kind = "", ""
    entity = tag.child("t_entity", "entity", "entity_my_client")
    if entity is not None and entity.said("name"):
        holder, kind = entity.said("name"), "organisation"
    signing = list(tag.all("signatory"))
    first = next(
        (s for s in signing if s.said("is_primary") in ("1", "true")), signing[0] if signing else None
    )
    person = next(first.all("t_person", "person"), first) if first is not None else None
    if not holder and person is not None and name_of(person):
        holder, kind = name_of(person), "person"
    if not holder and tag.said("account_name"):
        holder, kind = tag.said("account_name"), "organisation"
    bank = tag.said("institution_name", "institution_code", "swift")
    return Party(number, "wallet" if chain_of(number) else "account", tag, holder, kind, bank)


def particulars_of(side: Tag, role: str, reference: str, as_of: str, extra: str) -> list[Cells]:
    """What an element says of its party and of everyone behind it, each phone, address, account a line."""
    party = party_in(side) or (Party(name_of(side), "person", side) if name_of(side) else None)
    if party is None:
        return []
    made = _of_one(party, role, reference, as_of, extra)
    for person in party.tag.all("t_person", "director_id", "director", "person"):
        if name_of(person):
            within = "signatory" if party.kind in ("account", "wallet") else "director"
            about = Party(name_of(person), "person", person)
            behind = party.holder if party.holder_kind == "organisation" else ""
            behind = behind or (party.value if party.kind == "organisation" else "")
            account = party.value if party.kind in ("account", "wallet") else ""
            made += _of_one(about, f"{within} of {role}", reference, as_of, "", account, party.kind, behind)
    entity = party.tag.child("t_entity", "entity", "entity_my_client")
    if party.kind in ("account", "wallet") and entity is not None and entity.said("name"):
        about = Party(entity.said("name"), "organisation", entity)
        made += _of_one(about, f"holder of {role}", reference, as_of, "", party.value, party.kind)
    return made


def _of_one(
    party: Party,
    role: str,
    reference: str,
    as_of: str,
    extra: str,
    account: str = "",
    account_kind: str = "",
    organisation: str = "",
) -> list[Cells]:
    tag = party.tag
    phones, emails, addresses = list(_phones(tag)), list(_emails(tag)), list(_addresses(tag))
    document = tag.said("id_number", "passport_number", "ssn", "incorporation_number") or next(
        (i.said("number") for i in tag.all("identification", "t_person_identification")), ""
    )
    born = tag.said("birthdate", "incorporation_date").partition("T")[0]
    nationality = tag.said("nationality1", "nationality", "incorporation_country_code")
    taken = _WHAT_A_PERSON_HAS | _LISTED | {"t_entity", "entity", "entity_my_client", "account"}
    note = "; ".join(filter(None, [extra, *the_rest(tag, taken)]))
    kind = account_kind if account else ""
    lines = [_Line(account=account, account_kind=kind)]
    lines += [_Line(phone=phone, note=more) for phone, more in phones]
    lines += [_Line(email=email) for email in emails]
    lines += [_Line(address=address, note=more) for address, more in addresses]
    if len(lines) > 1 and not account:  # the first phone or address stands in one line with the rest
        lines = lines[1:]
    made: list[Cells] = []
    for place, line in enumerate(lines):
        first = place == 0
        cells = (
            party.value, party.kind, role, reference, as_of, line.phone, line.email, line.address, line.account,
            line.account_kind, document if first else "", organisation if first else "", born if first else "",
            nationality if first else "", "; ".join(filter(None, [note if first else "", line.note])),
        )  # fmt: skip
        made.append(tuple(cell or None for cell in cells))
    return made


def _within(tag: Tag, names: tuple[str, ...], apart: frozenset[str]) -> Iterator[Tag]:
    """Elements of these names that belong to this party, not to people behind it."""
    for child in tag.children:
        if child.name in apart:
            continue
        if child.name in names and child.children:
            yield child
        else:
            yield from _within(child, names, apart)


_OTHERS = frozenset({"t_person", "signatory", "director_id", "director", "t_entity", "entity", "entity_my_client",
                     "employer_address_id", "employer_phone_id"})  # fmt: skip


def _phones(tag: Tag) -> Iterator[tuple[str, str]]:
    """Each number with its country's prefix, and what else is said of it."""
    for phone in _within(tag, ("phone", "t_phone"), _OTHERS):
        prefix, number = phone.said("tph_country_prefix").lstrip("+0"), phone.said("tph_number")
        if number:
            whole = f"+{prefix}{number.lstrip('0')}" if prefix and not number.startswith("+") else number
            yield whole, "; ".join(the_rest(phone, frozenset({"tph_country_prefix", "tph_number"})))


def _emails(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if child.name in _OTHERS:
            continue
        if child.name == "email" and child.text.strip():
            yield child.text.strip()
        elif child.name == "emails":
            yield from (c.text.strip() for c in child.all("email", "email_address") if c.text.strip())


def _addresses(tag: Tag) -> Iterator[tuple[str, str]]:
    """Each address in one line, and what else is said of it."""
    parts = ("address", "town", "city", "zip", "state", "country_code")
    for address in _within(tag, ("address", "t_address"), _OTHERS):
        said = list(dict.fromkeys(filter(None, (address.said(part) for part in parts))))
        if said:
            yield ", ".join(said), "; ".join(the_rest(address, frozenset(parts)))


def the_rest(tag: Tag, taken: frozenset[str]) -> Iterator[str]:
    """Everything below an element but what is taken elsewhere, as `name: text`."""
    for child in tag.children:
        if child.name in taken or party_in(child, itself=True) is not None:
            continue
        if text := " ".join(child.text.split()):
            yield f"{child.name}: {text}"
        yield from the_rest(child, taken)
