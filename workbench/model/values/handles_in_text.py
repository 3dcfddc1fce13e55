"""Finds names on messengers and forums in free text: only where the text itself says that it is one.

A bare word is never a handle: it needs the platform's name before a colon or an @, a link, an @ of its own, or a form
that nothing else has (Session, Tox, Matrix). The forms are those the services document.
"""

from __future__ import annotations

import re

from workbench.model.values.checks import tox_checksum

# Words a platform goes by in listings; the longest first where one begins another.
_TELEGRAM = "telegramm?|telgram|tgram|tg|телеграмм?|телега|тг"
_OTHERS = (
    "wickr ?me|wickrme|wickr|signal|сигнал|discord|дискорд|instagram|insta|snapchat|skype|wechat|weixin|微信|kik|icq"
    "|element|briar|keybase|twitter"
)
_XMPP = "xmpp|jabber|jid|omemo|otr|жаббер|джаббер"
_MORE = r"(?:[ \t]?(?:user ?name|user|handle|channel|contact|id|name|acc(?:ount)?|канал)){0,2}"
_IS = r"(?:[ \t]*(?:[:=：>]+|-+>?|–|—)[ \t]*@?|[ \t]+(?:is[ \t]+)?@)"
_NAME = r"(?:live:)?[A-Za-z0-9](?:[A-Za-z0-9_.\-]{0,62}[A-Za-z0-9_])?(?:#[0-9]{4}\b)?"
_HOST = r"(?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z0-9\-]{2,63}"
_LOCAL = r"[A-Za-z0-9._%+\-]{1,64}"
_MATRIX = r"@[a-z0-9._=/+\-]{1,64}:" + _HOST

_FORMS = (
    r"\b05[0-9a-fA-F]{64}\b",
    r"\b[0-9A-Fa-f]{76}\b",
    rf"(?:^|[\s(\[,;:/])?{_MATRIX}\b",
    r"\b(?i:(?:t|telegram)\.(?:me|dog))/(?:s/|joinchat/|\+)?[A-Za-z0-9_\-]{4,40}",
    r"\b(?i:tg://(?:resolve\?domain=|user\?id=))[A-Za-z0-9_]{4,32}",
    r"\b(?i:threema\.id)/[A-Za-z0-9*]{8}\b",
    r"\b(?i:threema(?:[ \t]?id)?)(?:[ \t]*[:=#\-][ \t]*[A-Za-z0-9*][A-Za-z0-9]{7}|[ \t]+[A-Z0-9*][A-Z0-9]{7})\b",
    rf"\b(?i:(?:{_XMPP})(?:[ \t]?(?:id|address|account))?)[ \t]*[:=\-–>(]*[ \t]*(?://)?{_LOCAL}@{_HOST}",
    rf"\b{_LOCAL}@{_HOST}[ \t]*[(\[ ](?i:xmpp|jabber)\b",
    rf"\b{_LOCAL}@(?i:jabber|xmpp)\.{_HOST}\b",
    rf"\b(?i:(?:{_TELEGRAM}){_MORE})[ \t]*[:=#：\-]?[ \t]*(?:@[A-Za-z][A-Za-z0-9_]{{3,31}}\b|[0-9]{{6,15}}\b)",
    r"\b(?i:icq)[ \t]*[:#]?[ \t]*[0-9]{5,10}\b",
    rf"\b(?i:(?:{_TELEGRAM}|{_OTHERS}){_MORE}){_IS}{_NAME}",
    r"(?:^|[\s(\[,;:/])@[A-Za-z][A-Za-z0-9_]{4,31}(?:\.[A-Za-z])?"
    r"(?:[ \t]{1,2}\(?(?:on |в )?(?i:telegram|tg|wickr)\b)?",
)
PATTERN = "|".join(_FORMS)
NEEDS = (
    r"@|[0-9a-fA-F]{66}|(?i:t\.me|tg|telgram|telegram|threema|wickr|signal|discord|instagram|insta|snapchat|skype"
    r"|wechat|weixin|kik|icq|element|briar|keybase|twitter)|телег|тг|сигнал|дискорд|Телег|Сигнал|Дискорд|微信"
)

_SPLIT = tuple(
    (re.compile(pattern, re.IGNORECASE), platform)
    for pattern, platform in (
        (r"^(05[0-9a-f]{64})$", "session"),
        (r"^([0-9a-f]{76})$", "tox"),
        (r"^[\s(\[,;:/]?(@[^\s:@]+:\S+)$", "matrix"),
        (r"^(?:t|telegram)\.(?:me|dog)/(?:s/)?((?:joinchat/|\+)?[\w-]+)$", "telegram"),
        (r"^tg://(?:resolve\?domain=|user\?id=)(\w+)$", "telegram"),
        (r"^threema\.id/(\S+)$", "threema"),
        (r"^threema(?: ?id)?[\s:=#-]+(\S+)$", "threema"),
        (r"^(?:" + _XMPP + r")\b.*?([\w.%+-]+@\S+)$", "xmpp"),
        (r"^([\w.%+-]+@\S+)[\s(\[]+(?:xmpp|jabber)$", "xmpp"),
        (r"^([\w.%+-]+@(?:jabber|xmpp)\.\S+)$", "xmpp"),
        (r"^(?:" + _TELEGRAM + r")\b.*?([0-9]{6,15}|[\w.-]+)$", "telegram"),
        (r"^(?:icq)\b.*?([0-9]{5,10})$", "icq"),
        (r"^[\s(\[,;:/]?@(\w+)[\s(]+(?:on |в )?(telegram|tg|wickr)$", "word"),
        (r"^(" + _OTHERS + r").*?((?:live:)?[\w.-]+(?:#\d{4})?)$", "word"),
        (r"^[\s(\[,;:/]?@(\w+)$", ""),
    )
)
# What stands behind "Telegram:" where no name does.
_NO_NAMES = frozenset(
    """add also always and any are ask available below button can channel chat click contact details dm email fast for
    free from group have here http https id in is join link live me message messenger more my name new no none not now
    of on online only or our please pm request see send soon support the this to us use user username via we write yes
    you your""".split()  # noqa: SIM905
)
_BY_WORD = {
    "tg": "telegram", "wickr me": "wickr", "wickrme": "wickr", "insta": "instagram", "weixin": "wechat",
    "微信": "wechat", "сигнал": "signal", "дискорд": "discord", "element": "matrix",
}  # fmt: skip


def picked(found: str) -> tuple[str, int] | None:
    """A match as `platform:name` and where the name begins in it; None where it only looks like one."""
    for pattern, platform in _SPLIT:
        match = pattern.match(found)
        if not match:
            continue
        name, at = match[1], match.start(1)
        if platform == "word":
            name, at, word = _by_word(match)
            platform = _BY_WORD.get(word.casefold(), word.casefold())
        return _judged(platform, name, at, found[:at])
    return None


def _by_word(match: re.Match[str]) -> tuple[str, int, str]:
    """Name, its place and the platform's word, whichever of the two stands first."""
    if match.string[match.start(1) - 1 : match.start(1)] == "@":
        return match[1], match.start(1), match[2]
    return match[2], match.start(2), match[1]


def _judged(platform: str, name: str, at: int, lead: str) -> tuple[str, int] | None:
    """What a name found behind the words `lead` is."""
    low = name.casefold()
    if low in _NO_NAMES or len(name) < 3:
        return None
    if platform == "tox" and not tox_checksum(low):
        return None
    if platform in ("", "session", "tox", "matrix"):
        return name, at
    if platform not in ("telegram", "icq", "wechat", "kik", "xmpp", "threema") and name.isdigit():
        return None
    if platform == "telegram" and not re.match(r"(?:joinchat/|\+).|[a-z]\w{3,31}$|\d{5,15}$", low):
        return None
    told = (
        re.search(r"[:=：@/#>]", lead) or platform in ("xmpp", "threema", "icq") or name.isdigit() or not lead
    )
    if not told and not re.search(r"[\d_.]", name):  # "Telegram - fast": a dash alone only parts words
        return None
    return f"{platform}:{name}", at
