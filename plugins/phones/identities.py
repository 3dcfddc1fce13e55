"""Who stands behind an identifier of a messenger: a telephone number, an account's id, an e-mail address, a group."""

from __future__ import annotations

import re

from .events import NOBODY, Party

_phone = re.compile(r"^\+?[0-9][0-9 ().\-/\u00a0]{4,24}$")
_email = re.compile(r"^[^\s@<>]+@[^\s@<>]+\.[A-Za-z]{2,}$")
_whatsapp = re.compile(r"^(\d{5,17})(?:[.:]\d+)*@(?:s\.whatsapp\.net|c\.us)$", re.IGNORECASE)
_group = re.compile(r"^([\d-]{5,40})@g\.us$", re.IGNORECASE)
_short = re.compile(r"^(?:[0-9]{3,6}|[*#]{1,3}[0-9][0-9*#]{0,14})$")
_marks = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NUMBERED = frozenset(
    {"whatsapp", "whatsapp business", "signal", "viber", "imo", "botim", "line works", "facetime"}
)
NATIVE = frozenset(
    {
        "", "phone", "native", "native messages", "native calls", "sms", "mms", "sms/mms", "android messages",
        "messages", "google messages", "samsung messages", "imessage", "apple messages", "call log", "call logs",
        "cellular", "mobile", "gsm", "rcs", "sim", "phonebook", "phone book", "contacts", "recents", "native contacts",
    }
)  # fmt: skip
SYSTEM = frozenset({"system message", "system message system message", "system", "owner system message"})


def platform_of(source: str) -> str:
    """The messenger as handles are named by it; "" for the telephone's own calls and messages."""
    name = " ".join(_marks.sub("", source).split()).casefold().partition(":")[0].strip()
    if name in NATIVE:
        return ""
    known = {
        "whatsapp business": "whatsapp", "telegram messenger": "telegram", "telegram x": "telegram",
        "facebook messenger": "facebook", "messenger": "facebook", "signal private messenger": "signal",
        "wechat": "wechat", "instagram direct": "instagram", "wickr me": "wickr", "viber messenger": "viber",
    }  # fmt: skip
    return known.get(name, name)


def party(identifier: str, platform: str, name: str = "") -> Party:
    """Who an identifier names on a platform ("" = by telephone); NOBODY where it is empty.

    A WhatsApp id is a telephone number; digits on messengers that go by number are one, too; on others, and
    for anything else, it is the platform's own name for an account.
    """
    text = " ".join(_marks.sub("", identifier).split()).strip("\"'")
    name = " ".join(_marks.sub("", name).split())
    if not text:
        return NOBODY
    jid, _, rest = text.partition(" ")
    whatsapp, group = _whatsapp.match(jid), _group.match(jid)
    if whatsapp:
        return Party("+" + whatsapp[1], "phone", name or rest)
    if group:
        return Party(f"whatsapp:{group[1]}", "group", name or rest)
    digits = re.sub(r"[^\d+]", "", text)
    if _phone.match(text) and (not platform or platform in NUMBERED or text.startswith("+")):
        if platform == "whatsapp" and not digits.startswith(("+", "0")):
            digits = "+" + digits
        return Party(digits if platform else text, "phone", name)
    if _email.match(text) and (platform in ("", "facetime", "outlook") or "mail" in platform):
        return Party(text, "email", name)
    if not platform:
        sort = "short_code" if _short.match(text) else "sender" if len(text) <= 11 else "handle"
        return Party(text, sort, name)
    return Party(handle(platform, text), "handle", name)


def handle(platform: str, id: str) -> str:
    """A handle as the value type reads it, the platform before it."""
    return f"{platform}:{id}" if platform else id


def group(platform: str, id: str, name: str = "") -> Party:
    """A group or channel of a messenger, by its id there."""
    found = _group.match(id)
    return Party(handle(platform or "messages", found[1] if found else id), "group", name)


def is_system(identifier: str) -> bool:
    """Whether a messenger wrote it, and nobody in particular."""
    return " ".join(identifier.split()).casefold() in SYSTEM
