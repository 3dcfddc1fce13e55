"""Reads registrations of domains and of Internet addresses: RDAP (RFC 9083) and whois as text.

A registration gives a line of cells for each party to it (registrant, administrator ...) and one for each name server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, head_of, utf8_or_latin

from .elements import Cells, Element, as_text, parsed, stretches, table, whole

HEAD = 1 << 18
COLUMNS = (
    "subject", "last", "registered", "changed", "expires", "role", "name", "organisation", "email", "phone", "address",
    "nameserver", "ip", "registrar", "network", "country", "status", "handle",
)  # fmt: skip
_RDAP = re.compile(r'"objectClassName"\s*:\s*"(?:domain|ip network)"')
_EVENTS = {
    "registration": "registered", "last changed": "changed", "expiration": "expires", "reregistration": "registered",
}  # fmt: skip
# Keys of whois servers by what they say; the first that is there counts.
_KEYS = {
    "subject": ("domain name", "domain", "inetnum", "inet6num", "netrange", "cidr", "route"),
    "registered": ("creation date", "created", "registered on", "registration time", "registered", "regdate",
                   "domain registration date", "registration date"),
    "changed": ("updated date", "last-modified", "last modified", "changed", "updated", "last updated"),
    "expires": ("registry expiry date", "registrar registration expiration date", "expiry date", "expiration date",
                "expires on", "expires", "paid-till", "renewal date", "expiration time"),
    "registrar": ("registrar", "sponsoring registrar", "registrar name"),
    "network": ("netname",),
    "country": ("country",),
    "handle": ("registry domain id", "nethandle", "nic-hdl-ripe", "originas"),
}  # fmt: skip
_PARTIES = ("registrant", "admin", "administrative contact", "tech", "technical contact", "billing")
_PARTY_KEYS = {
    "name": ("name", "contact name", "person"), "organisation": ("organization", "organisation", "org"),
    "email": ("email", "e-mail", "contact email"), "phone": ("phone", "phone number", "contact phone"),
}  # fmt: skip
_ADDRESS = ("street", "address", "city", "state/province", "state", "postal code", "country")
_TELLING = {"inetnum", "netrange", "nserver", "registrar"}
_LINE = re.compile(r"^\s*([A-Za-z][A-Za-z0-9 ./\-_]{0,48}?)\s*:[ \t]*(.*?)\s*$")
_HIDDEN = re.compile(
    r"(?i)redacted|privacy|not disclosed|data protected|withheld|please query the rdds|gdpr masked"
)


class Registry(FileReader):
    """The reader."""

    id = "sites.registry"

    def sniff(self, path: Path) -> Sniffed | None:
        head = utf8_or_latin(head_of(path, HEAD))
        if _RDAP.search(head) and head.lstrip()[:1] in "{[":
            found = list(_rdap(parsed(utf8_or_latin(whole(path)[0]), path.name)))
        elif _is_whois(head):
            found = list(_whois(head))
        else:
            return None
        return Sniffed(self.id, (table("registrations", COLUMNS, found),), {"columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        data, self.sha256 = whole(path)
        text = utf8_or_latin(data)
        if text.lstrip()[:1] in ("{", "["):
            elements, row_is = _rdap(parsed(text, path.name)), "element"
        elif _is_whois(text[:HEAD]):
            elements, row_is = _whois(text), "line"
        else:
            raise Problem(f"{path.name} holds no registration", "it should be an RDAP or a whois answer")
        self.facts = {"row_is": row_is, "columns": list(COLUMNS)}
        yield from stretches("registrations", COLUMNS, elements, len(data))


def _rdap(said: Any) -> Iterator[Element]:
    """Every domain and network of an answer: one object, a list of them, or the results of a search."""
    found = said if isinstance(said, list) else [said]
    flat = [
        one
        for each in found
        if isinstance(each, dict)
        for one in (each.get("domainSearchResults") or each.get("networkSearchResults") or [each])
    ]
    for ordinal, one in enumerate(flat, 1):
        cells = _rdap_cells(one) if isinstance(one, dict) else []
        yield Element(ordinal, as_text(one), cells, "" if cells else "no domain and no network")


def _rdap_cells(said: dict[str, Any]) -> list[Cells]:
    subject = said.get("ldhName") or said.get("unicodeName") or said.get("startAddress")
    if said.get("objectClassName") not in ("domain", "ip network") or not subject:
        return []
    base: Cells = {
        "subject": subject, "last": said.get("endAddress"), "handle": said.get("handle"),
        "network": said.get("name"), "country": said.get("country"),
        "status": ", ".join(said.get("status") or []) or None,
    }  # fmt: skip
    for event in said.get("events") or []:
        column = _EVENTS.get(event.get("eventAction", ""))
        if column and not base.get(column):
            base[column] = event.get("eventDate")
    parties = [_party(one) for one in _everyone(said.get("entities") or [])]
    base["registrar"] = next(
        (p["name"] or p["organisation"] for p in parties if "registrar" in (p["role"] or "")), None
    )
    made: list[Cells] = [
        {**base, **p} for p in parties if p["role"] != "registrar" and any(list(p.values())[1:])
    ]
    for server in said.get("nameservers") or []:
        made.append({**base, "role": "name server", "nameserver": server.get("ldhName")})
    return made or [base]


def _everyone(entities: list[Any]) -> Iterator[dict[str, Any]]:
    for one in entities:
        if isinstance(one, dict):
            yield one
            yield from _everyone(one.get("entities") or [])


def _party(said: dict[str, Any]) -> Cells:
    """Role, name, organisation and means of contact out of an entity's jCard (RFC 7095)."""
    card: dict[str, Any] = {}
    for entry in (said.get("vcardArray") or [None, []])[1]:
        if isinstance(entry, list) and len(entry) > 3 and entry[0] not in card:
            card[entry[0]] = (entry[1] or {}).get("label") or entry[3]
    address = card.get("adr")
    if isinstance(address, list):
        address = ", ".join(str(part) for part in _flat(address) if part)
    return {
        "role": ", ".join(said.get("roles") or []) or None,
        "name": _open(card.get("fn")),
        "organisation": _open(card.get("org")),
        "email": _open(card.get("email")),
        "phone": _open(str(card.get("tel") or "").removeprefix("tel:")),
        "address": _open((address or "").replace("\n", ", ")),
    }


def _flat(said: Any) -> Iterator[Any]:
    if isinstance(said, list):
        for one in said:
            yield from _flat(one)
    else:
        yield said


def _open(said: Any) -> str | None:
    """A text, or None where it only says that the registry hides it."""
    if isinstance(said, list):
        said = ", ".join(str(one) for one in _flat(said) if one)
    return None if not said or _HIDDEN.search(str(said)) else str(said)


def _is_whois(text: str) -> bool:
    keys = {m[1].casefold() for line in text.splitlines()[:400] if (m := _LINE.match(line))}
    held = [name for name, wanted in _KEYS.items() if keys & set(wanted)]
    telling = {k for wanted in _KEYS.values() for k in wanted if " " in k or "-" in k} | _TELLING
    return "subject" in held and len(held) >= 3 and bool(keys & telling)


def _whois(text: str) -> Iterator[Element]:
    """Every answer of a text: each begins where a domain or a range of addresses is named anew."""
    waiting: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = _LINE.match(line)
        begins = (
            said and said[1].casefold() in _KEYS["subject"] and said[1].casefold() not in ("cidr", "route")
        )
        if begins and any(_subject(line) for _, line in waiting):
            yield _answer(waiting)
            waiting = []
        if waiting or (line.strip() and not line.lstrip().startswith(("%", "#", ">>>"))):
            waiting.append((number, line))
    if waiting:
        yield _answer(waiting)


def _subject(line: str) -> bool:
    said = _LINE.match(line)
    return bool(said and said[1].casefold() in _KEYS["subject"])


def _answer(lines: list[tuple[int, str]]) -> Element:
    said: dict[str, list[str]] = {}
    for _, line in lines:
        found = _LINE.match(line)
        if found and found[2] and not line.startswith(("%", "#", ">>>")):
            said.setdefault(found[1].casefold(), []).append(found[2])
    text = "\n".join(line for _, line in lines).rstrip()
    cells = _whois_cells(said)
    return Element(lines[0][0], text, cells, "" if cells else "no domain and no range of addresses is named")


def _first(said: dict[str, list[str]], keys: tuple[str, ...]) -> str | None:
    return next((said[key][0] for key in keys if key in said), None)


def _whois_cells(said: dict[str, list[str]]) -> list[Cells]:
    base: Cells = {column: _first(said, keys) for column, keys in _KEYS.items()}
    if not base["subject"]:
        return []
    if " - " in base["subject"]:
        base["subject"], base["last"] = (part.strip() for part in base["subject"].split(" - ", 1))
    base["status"] = (
        ", ".join(s.split(" ")[0] for s in said.get("domain status", said.get("status", []))) or None
    )
    made: list[Cells] = []
    for party in _PARTIES:
        one = _whois_party(said, party)
        if any(one.values()):
            made.append({**base, "role": party, **one})
    holder = _open(_first(said, ("orgname", "org-name", "organization", "organisation", "owner", "holder")))
    person = _open(_first(said, ("person", "role")))
    reach = {
        "email": _open(_first(said, ("abuse-mailbox", "orgabuseemail", "e-mail", "email"))),
        "phone": _open(_first(said, ("phone", "orgtechphone", "fax-no"))),
        "address": _open(", ".join(said.get("address", []))),
    }
    if not made and (holder or person or any(reach.values())):
        made.append({**base, "role": "holder", "organisation": holder, "name": person, **reach})
    for server in (*said.get("name server", []), *said.get("nserver", []), *said.get("nameserver", [])):
        host, _, address = server.partition(" ")
        made.append(
            {
                **base,
                "role": "name server",
                "nameserver": host.rstrip("."),
                "ip": address.split(" ")[0] or None,
            }
        )
    return made or [base]


def _whois_party(said: dict[str, list[str]], party: str) -> Cells:
    one: Cells = {
        column: _open(_first(said, tuple(f"{party} {key}" for key in keys)))
        for column, keys in _PARTY_KEYS.items()
    }
    if party == "registrant" and not one["name"]:
        one["name"] = _open(_first(said, ("registrant",)))
    parts = [value for key in _ADDRESS for value in said.get(f"{party} {key}", [])]
    one["address"] = _open(", ".join(parts)) if len(parts) > 1 else None
    return one
