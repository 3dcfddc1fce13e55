"""Names people go by on a platform: messengers, markets, forums."""

from __future__ import annotations

import re
import unicodedata

from workbench.model.values import handles_in_text
from workbench.model.values.base import Cleaned, Context
from workbench.model.values.checks import tox_checksum
from workbench.model.values.wrapping import INVISIBLE, QUOTES, is_blank, six_and_six, unwrap

_ALIASES = {
    "tg": "telegram", "tele": "telegram", "tgram": "telegram", "t.me": "telegram", "jabber": "xmpp",
    "jid": "xmpp",
    "x": "twitter", "ig": "instagram", "insta": "instagram", "fb": "facebook", "snap": "snapchat",
    "sc": "snapchat",
    "телеграм": "telegram", "телеграмм": "telegram", "телега": "telegram", "жаббер": "xmpp", "джаббер": "xmpp",
    "токс": "tox", "сигнал": "signal", "дискорд": "discord",
    "wickrme": "wickr", "wickr me": "wickr", "weixin": "wechat", "微信": "wechat",
    "toxid": "tox", "tox id": "tox", "session id": "session",
    "threema id": "threema", "element": "matrix",
}  # fmt: skip
_HOSTS = {
    "t.me": "telegram", "telegram.me": "telegram", "telegram.dog": "telegram", "twitter.com": "twitter",
    "x.com": "twitter", "instagram.com": "instagram", "facebook.com": "facebook", "github.com": "github",
    "snapchat.com/add": "snapchat", "tiktok.com": "tiktok", "reddit.com/user": "reddit",
    "reddit.com/u": "reddit",
    "threema.id": "threema",
}  # fmt: skip
_SPELT = {
    "whatsapp": "WhatsApp",
    "xmpp": "XMPP",
    "imessage": "iMessage",
    "icq": "ICQ",
    "wechat": "WeChat",
    "qq": "QQ",
}
_link = re.compile(
    r"(?i)^(?:https?://)?(?:www\.)?(" + "|".join(re.escape(h) for h in sorted(_HOSTS, key=len, reverse=True))
    + r")/(?:s/)?@?([^/?#\s]+)/?(?:[?#].*)?$"
)  # fmt: skip
_prefixed = re.compile(r"^([^\W_][^:@/\\]{0,39}?)\s*:\s*(?!//)(\S.*)$")
_session = re.compile(r"^05[0-9a-f]{64}$")
_tox = re.compile(r"^[0-9a-f]{76}$")
_matrix = re.compile(r"^@[^\s:@]+:[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?$")
_invisible = re.compile(INVISIBLE)


class Handle:
    """A name on a platform, stored as `platform:name`, both folded (NFKC, case); a bare name where no
    platform is known.

    A platform written with the name ("wickr: north", t.me/north) wins over the one the column implies.
    Session ids, Tox ids and Matrix names tell their platform by themselves. Look-alike letters of other
    scripts are not folded: that two such names are one person is a suggestion, not a cleaning.
    """

    id = "handle"
    example = "telegram:@north"
    pattern: str | None = handles_in_text.PATTERN
    needs = handles_in_text.NEEDS

    def picked(self, found: str) -> tuple[str, int] | None:
        """Platform and name of a handle found in free text, and where the name begins."""
        return handles_in_text.picked(found)

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = fold(unwrap(text))
        if is_blank(text) or text.endswith(":"):
            return None
        platform, name = _split(text, _platform(context.platform))
        platform = _ALIASES.get(platform, platform)
        name = unwrap(name) if platform == "matrix" else _bare(name)
        if platform == "xmpp":
            name = name.split("/")[0]
        if not platform and ":" in name:
            return None
        if not name or len(name) > 120 or is_blank(name) or not _says_something(name, platform):
            return None
        return Cleaned(f"{platform}:{name}" if platform else name, _is_valid(platform, name))

    def show(self, value: str) -> str:
        platform, name = split(value)
        if not platform:
            return name
        name = name.upper() if platform == "threema" else name
        at = "@" if platform == "telegram" and not name.isdigit() else ""
        return f"{_SPELT.get(platform, platform[0].upper() + platform[1:])}: {at}{name}"

    def caption(self, value: str) -> str:
        name = split(value)[1]
        return name if len(name) <= 24 else six_and_six(name)


def fold(text: str) -> str:
    """One form for all ways to type a name: NFKC, no invisible marks, case folded, single spaces."""
    for _ in range(4):
        once = unicodedata.normalize(
            "NFKC", unicodedata.normalize("NFKC", _invisible.sub("", text)).casefold()
        )
        once = " ".join(once.split())
        if once == text:
            break
        text = once
    return text


def split(value: str) -> tuple[str, str]:
    """Platform and name of a stored handle; the platform is "" where none is known."""
    platform, colon, name = value.partition(":")
    return (platform, name) if colon else ("", value)


def _bare(name: str) -> str:
    """A name without the signs people put before it."""
    while True:
        bare = unwrap(name.lstrip(QUOTES + "@ /:"))
        if bare == name:
            return name
        name = bare


def _says_something(name: str, platform: str) -> bool:
    """Whether a name has a letter or digit; on a messenger people also go by signs (an emoji) alone."""
    return bool(re.search(r"\w", name)) or (
        bool(platform) and any(unicodedata.category(c) == "So" for c in name)
    )


def _platform(text: str) -> str:
    return fold(unwrap(re.sub(r"[:@/\\]+", " ", fold(text))))[:40].rstrip()


def _split(text: str, platform: str) -> tuple[str, str]:
    """Platform and name of a folded text, the platform known from elsewhere unless the text says its own."""
    linked = _link.match(text)
    if linked:
        return _HOSTS[linked[1].lower()], linked[2]
    if _matrix.match(text):
        return "matrix", text
    if _session.match(text):
        return "session", text
    if _tox.match(text):
        return "tox", text
    typed = _prefixed.match(text)
    if not typed:
        return platform, text
    inner = _link.match(typed[2])
    return (_HOSTS[inner[1].lower()], inner[2]) if inner else (typed[1], typed[2])


def _is_valid(platform: str, name: str) -> bool:
    rules = {
        "telegram": r"^(?:[a-z][a-z0-9_]{3,31}|[0-9]{5,15})$",
        "session": r"^05[0-9a-f]{64}$",
        "threema": r"^[a-z0-9*][a-z0-9]{7}$",
        "xmpp": r"^[^\s@]+@[^\s@]+$",
        "matrix": r"^@[^\s:@]+:\S+$",
    }
    if platform == "tox":
        return _tox.match(name) is not None and tox_checksum(name)
    rule = rules.get(platform)
    return rule is None or re.match(rule, name) is not None


handle = Handle()
