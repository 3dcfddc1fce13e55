"""Sites: onion services, domains, and markets known only by their name."""

from __future__ import annotations

import base64
import hashlib
import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.handle import fold
from workbench.model.values.names import capitals, nicely
from workbench.model.values.wrapping import is_blank, six_and_six, unwrap

_host = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)(?::\d{1,5})?(?:[/?#].*)?$")
_onion = re.compile(r"^(?:[a-z0-9_-]+\.)*([a-z2-7]{16}|[a-z2-7]{56})\.onion$")
_bare_onion = re.compile(r"^[a-z2-7]{55}d$")
_domain = re.compile(r"^(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]+)\.?$")


class Site:
    """An onion service or domain without scheme, path and www, or a market's name with its case folded.

    A v3 onion is valid when its checksum holds (rend-spec-v3, section 6); v2 ones have none. A name that
    is no address is kept: listings often name nothing else.
    """

    id = "site"
    example = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"
    pattern: str | None = (
        r"\b(?i:[a-z2-7]{56}|[a-z2-7]{16})\.(?i:onion)\b|\b(?i:[a-z2-7]{52}\.b32|[a-z0-9\-]{1,60})\.i2p\b"
        r"|\b(?i:h(?:tt|xx)ps?)://(?:[^\s/@:]{1,60}@)?[A-Za-z0-9\-]{1,63}(?:(?:\.|\[\.\]|\(\.\))[A-Za-z0-9\-]{1,63})+\b"
    )
    needs = r"(?i:\.onion|://|\.i2p)"

    def picked(self, found: str) -> tuple[str, int] | None:
        """The host alone of an address found in free text."""
        scheme = re.match(r"(?i)^h(?:tt|xx)ps?://(?:[^/@]*@)?", found)
        at = scheme.end() if scheme else 0
        return found[at:], at

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = fold(unwrap(text))
        text = re.sub(r"^hxxp", "http", text).replace("[.]", ".").replace("(.)", ".").replace("[:]", ":")
        if is_blank(text) or not re.search(r"\w", text) or len(text) > 2000:
            return None
        host = _host.match(text)
        name = host[1].rstrip(".") if host else ""
        if _bare_onion.match(name):
            return Cleaned(name + ".onion", is_onion(name)) if is_onion(name) else Cleaned(name)
        onion = _onion.match(name)
        if onion:
            return Cleaned(onion[1] + ".onion", len(onion[1]) == 16 or is_onion(onion[1]))
        if _domain.match(name):
            return Cleaned(name.removeprefix("www.") if name.count(".") > 1 else name)
        return Cleaned(text) if len(text) <= 120 and "://" not in text else None

    def show(self, value: str) -> str:
        if _onion.match(value) or _domain.match(value):
            return value
        shown = nicely(capitals(value))
        return shown if fold(shown) == value else value

    def caption(self, value: str) -> str:
        return six_and_six(value.removesuffix(".onion")) if _onion.match(value) else self.show(value)


def is_onion(label: str) -> bool:
    """Whether the 56 letters of a v3 onion address hold a right SHA3-256 checksum."""
    held = base64.b32decode(label.upper())
    key, check, version = held[:32], held[32:34], held[34:]
    return version == b"\x03" and hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] == check


site = Site()
