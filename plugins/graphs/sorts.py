"""What other tools call their entities, and which of our kinds that is; and what such a value looks like.

A value that does not look like its kind (an i2 "Phone" called "Carter's burner") is a thing: nothing is lost, and
nothing that is no number is taken for one.
"""

from __future__ import annotations

import re
from functools import lru_cache

THING = "thing"
NAMED = frozenset({"person", "organisation", "address", THING})  # kinds that a name tells, not a number

_WORDS = {
    "phone": "phone|phone number|phonenumber|telephone|telephone number|tel|mobile|mobile number|mobile phone"
    "|cell phone|cellphone|cell number|landline|msisdn|phone account|subscriber number|whatsapp number|telefon"
    "|handynummer|telefonnummer|teléfono|téléphone|telefone|телефон|номер телефона|电话|手机",
    "person": "person|people|individual|suspect|adult|male|female|man|woman|child|subject|offender|victim|witness"
    "|natural person|identity individual|persona|personne|pessoa|человек|лицо|人",
    "organisation": "organisation|organization|company|business|business name|legal entity|corporation|firm|public body"
    "|identity organization|identity class|institution|gang|empresa|société|организация|компания|公司",
    "account": "account|bank account|bank account number|account number|account id|account no|financial account|iban"
    "|account holder number|конто|счёт|счет",
    "card": "card|credit card|debit card|payment card|card number",
    "email": "email|e mail|email address|e mail address|email addr|email account|mail|correo|courriel"
    "|электронная почта",
    "site": "site|website|web site|domain|domain name|domainname|dns name|hostname|url|uri|onion|onion address|web page"
    "|ns record|mx record",
    "ip": "ip|ip address|ipaddress|ipv4 address|ipv6 address|ipv4 addr|ipv6 addr|ip src|ip dst|internet address",
    "wallet": "wallet|wallet address|crypto wallet|cryptocurrency wallet|cryptocurrency address|crypto address"
    "|coin address|bitcoin address|btc address|btc|btc wallet|xmr|dash|ethereum address|eth address|litecoin address"
    "|virtual asset address",
    "transaction": "bitcoin transaction|btc transaction|transaction hash|txid|cryptocurrency transaction",
    "vehicle": "vehicle|car|van|truck|lorry|motorcycle|motor vehicle|license plate|licence plate|license plate number"
    "|number plate|plate|registration plate|vehicle registration|registration number|автомобиль",
    "device": "device|mobile device|handset|imei|imei number|smartphone|cellphone device",
    "sim": "sim|sim card|imsi",
    "address": "address|postal address|home address|physical address|street address|location|адрес",
    "handle": "handle|alias|nick|nickname|nick name|username|user name|user id|screen name|user account|social account"
    "|social network|online identity|digital account|application account|messaging account|profile|twit|tweep"
    "|telegram|wickr|threema|session id|jabber id|xmpp|facebook|twitter|instagram|skype",
    "pgp_key": "pgp key|pgp|gpg key|pgp fingerprint",
    "parcel": "parcel|package|consignment|tracking number",
    "cell": "cell|cell site|cell tower",
    "document": "identity document",
}  # fmt: skip
KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
PLATFORMS = frozenset(
    "telegram wickr threema session jabber xmpp facebook twitter instagram skype signal whatsapp discord".split()  # noqa: SIM905
)
_camel = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LOOKS = {
    "phone": re.compile(r"^(?:tel:)?[+(\d][\d\s().\-/]{5,24}$"),
    "email": re.compile(r"^(?:mailto:)?[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$"),
    "site": re.compile(r"^(?:[a-z][a-z0-9+.-]*://\S+|(?:[\w-]+\.)+[a-z]{2,24}(?:[/:?]\S*)?|[a-z2-7]{56})$", re.I),
    "ip": re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})$", re.I),
    "wallet": re.compile(r"^\w[\w:]{24,120}$"),
    "transaction": re.compile(r"^(?:0x)?[0-9a-f]{64}$", re.I),
    "account": re.compile(r"^(?!.*[xX*]{3})(?=(?:.*\d){4})[A-Z0-9][A-Z0-9 ./-]{3,40}$", re.I),
    "card": re.compile(r"^\d(?:[ -]?\d){12,18}$"),
    "vehicle": re.compile(r"^(?=.*\d)(?=(?:\W*\w){4})[^\W_][\w -]{1,11}$"),
    "device": re.compile(r"^\d(?:[ -]?\d){13,15}$"),
    "sim": re.compile(r"^\d(?:[ -]?\d){13,19}[\dF]?$"),
    "pgp_key": re.compile(r"^(?:0x)?[0-9a-f]{4}(?: {0,2}[0-9a-f]{4}){3,15}$", re.I),
    "parcel": re.compile(r"^(?=(?:.*\d){6})[A-Z0-9][A-Z0-9 -]{7,40}$", re.I),
    "cell": re.compile(r"^\d{3}-\d{2,3}(?:-\d+){1,2}$|^\d{11,16}$"),
    "document": re.compile(r"^(?=.*\d)[A-Z0-9][A-Z0-9 /-]{2,30}$", re.I),
    "handle": re.compile(r"^\S(?:.{0,118}\S)?$"),
}  # fmt: skip
# A value that says by its form alone what it is, whatever the tool calls it.
_PLAIN = (
    ("phone", re.compile(r"^\+[1-9]\d[\d\s().-]{6,18}$")),
    ("email", _LOOKS["email"]),
    ("ip", re.compile(r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$")),
    ("wallet", re.compile(r"^(?:(?:bc|tb)1[02-9ac-hj-np-z]{25,87}|0x[0-9a-fA-F]{40})$")),
    ("site", re.compile(r"^(?:https?://)?[a-z2-7]{56}\.onion(?:/\S*)?$")),
)


def words(type: str) -> str:
    """A tool's name of a type as plain words: `maltego.PhoneNumber` and `phone_number` as `phone number`."""
    last = re.split(r"[.:/#]+", type.strip())[-1] if not type.strip().isdigit() else ""
    return " ".join(re.sub(r"[_\-]+", " ", _camel.sub(" ", last)).casefold().split())


@lru_cache(4096)
def kind_of_type(type: str) -> str:
    """Our kind for what another tool calls a sort of entity or attribute; "" where it maps to none."""
    return KINDS.get(words(type), "")


def platform_of_type(type: str) -> str:
    """The platform a type names by itself, as `maltego.affiliation.Facebook` does."""
    said = words(type).removesuffix(" id")
    return said if said in PLATFORMS else ""


def fits(kind: str, value: str) -> bool:
    """Whether a value looks like one of this kind."""
    looks = _LOOKS.get(kind)
    return bool(value) and (looks is None or looks.match(value.strip()) is not None)


def kind_of_form(value: str) -> str:
    """The kind that a value's form tells by itself, such as +447700900123; "" where it tells none."""
    return next((kind for kind, looks in _PLAIN if looks.match(value.strip())), "")
