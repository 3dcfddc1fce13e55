"""Analytics and advertising ids in the pages of sites: who counts the visitors also runs, or pays for, the site."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import unwrap

_google = re.compile(
    r"^(?:(UA)-(\d{4,10})(?:-\d{1,4})?|(G|GT|AW|DC)-([A-Z0-9]{6,12})|(GTM)-([A-Z0-9]{4,9}))$"
)
_publisher = re.compile(r"^(?:CA-)?PUB-(\d{16})$")
_named = re.compile(r"^(YANDEX|FACEBOOK|HOTJAR|TIKTOK|CLARITY|BAIDU)[ :]+([A-Z0-9]{5,32})$")
# Calls that carry an id whose digits alone would say nothing.
_CALLS = (
    ("YANDEX", re.compile(r"(?i)mc\.yandex\.(?:ru|com)/(?:watch|pixel)/(\d{5,10})")),
    ("YANDEX", re.compile(r"(?i)\bym\s*\(\s*(\d{5,10})\s*,")),
    ("YANDEX", re.compile(r"(?i)\bYa\.Metrika2?\s*\(\s*\{[^}]{0,80}?id\s*:\s*(\d{5,10})")),
    ("FACEBOOK", re.compile(r"(?i)\bfbq\s*\(\s*['\"]init['\"]\s*,\s*['\"](\d{13,17})['\"]")),
    ("FACEBOOK", re.compile(r"(?i)facebook\.com/tr\?id=(\d{13,17})")),
    ("HOTJAR", re.compile(r"(?i)\bhjid\s*:\s*(\d{5,9})")),
    ("TIKTOK", re.compile(r"(?i)\bttq\.load\(\s*['\"]([A-Z0-9]{18,22})['\"]")),
    ("CLARITY", re.compile(r"(?i)clarity\.ms/tag/([a-z0-9]{8,12})")),
    ("BAIDU", re.compile(r"(?i)hm\.baidu\.com/hm\.js\?([0-9a-f]{32})")),
)
_SHOWN = {"YANDEX": "Yandex Metrica", "FACEBOOK": "Facebook pixel", "HOTJAR": "Hotjar", "TIKTOK": "TikTok pixel",
          "CLARITY": "Microsoft Clarity", "BAIDU": "Baidu Tongji"}  # fmt: skip
_shown = re.compile(r"(?i)^(" + "|".join(_SHOWN.values()) + r") ([a-z0-9]+)$")


class Tracker:
    """An analytics, tag or advertising id in capitals. Of UA-12345-2 the account UA-12345 is kept: the last
    number only counts the sites of one account. Ids without letters of their own carry the service's name."""

    id = "tracker"
    example = "G-ABCDE12345"
    pattern: str | None = (
        r"\bUA-[0-9]{4,10}-[0-9]{1,4}\b|\bG-[A-Z0-9]{10}\b|\bGTM-[A-Z0-9]{4,9}\b|\bAW-[0-9]{8,12}\b"
        r"|\bca-pub-[0-9]{16}\b|mc\.yandex\.(?:ru|com)/(?:watch|pixel)/[0-9]{5,10}|\bym\s?\(\s?[0-9]{5,10}\s?,"
        r"|\bYa\.Metrika2?\s?\(\s?\{[^}]{0,80}?id\s?:\s?[0-9]{5,10}"
        r"|\bfbq\s?\(\s?['\"]init['\"]\s?,\s?['\"][0-9]{13,17}['\"]|facebook\.com/tr\?id=[0-9]{13,17}"
        r"|\bhjid\s?:\s?[0-9]{5,9}|\bttq\.load\(\s?['\"][A-Z0-9]{18,22}['\"]|clarity\.ms/tag/[a-z0-9]{8,12}"
        r"|hm\.baidu\.com/hm\.js\?[0-9a-f]{32}"
    )

    def clean(self, text: str, context: Context) -> Cleaned | None:
        for service, call in _CALLS:
            found = call.search(text)
            if found:
                return Cleaned(f"{service}:{found[1].upper()}")
        shown = _shown.match(unwrap(text))
        if shown:
            service = next(k for k, v in _SHOWN.items() if v.casefold() == shown[1].casefold())
            return Cleaned(f"{service}:{shown[2].upper()}")
        text = unwrap(text).upper()
        google = _google.match(text)
        if google:
            sort = google[1] or google[3] or google[5]
            return Cleaned(f"{sort}-{google[2] or google[4] or google[6]}")
        publisher = _publisher.match(text)
        if publisher:
            return Cleaned("PUB-" + publisher[1])
        named = _named.match(text)
        return Cleaned(f"{named[1]}:{named[2]}") if named else None

    def show(self, value: str) -> str:
        service, colon, number = value.partition(":")
        return f"{_SHOWN[service]} {number}" if colon else value

    def caption(self, value: str) -> str:
        return value.partition(":")[2] or value

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text that was refused is no analytics id."""
        return "not an id of a service that counts visitors (UA-..., G-..., GTM-..., ca-pub-..., Yandex 12345678)"


tracker = Tracker()
