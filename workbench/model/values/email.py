"""E-mail addresses."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import six_and_six, unwrap

_address = re.compile(r"^[^\s@<>()\[\],;:\\\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_][\w-]{1,62}$")
_named = re.compile(r"^[^<>]*<([^<>]+)>$")


class Email:
    """An address in lower case; a display name, mailto: and defanging ([.], [at]) are removed."""

    id = "email"
    example = "north@example.org"
    pattern: str | None = (
        r"\b[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}(?:@|[ \t]?[\[({][ \t]?(?i:at|@)[ \t]?[\])}][ \t]?)"
        r"(?:[A-Za-z0-9\-]{1,63}(?:\.|[ \t]?[\[({][ \t]?(?i:dot|\.)[ \t]?[\])}][ \t]?))+[A-Za-z]{2,24}\b"
    )
    needs = r"@|[\[({][ \t]?(?i:at)[ \t]?[\])}]"

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = unwrap(text)
        named = _named.match(text)
        text = unwrap(named[1]) if named else text
        text = re.sub(r"(?i)^mailto:", "", text).split("?")[0]
        text = re.sub(r"(?i)\s*[\[({]\s*(?:at|@)\s*[\])}]\s*", "@", text)
        text = re.sub(r"(?i)\s*[\[({]\s*(?:dot|\.)\s*[\])}]\s*", ".", text).lower()
        if not _address.match(text) or ".." in text or text.startswith(".") or ".@" in text:
            return None
        return Cleaned(text, re.search(r"\.(?:[a-z]{2,24}|xn--[a-z0-9-]+)$", text) is not None)

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return value if len(value) <= 24 else six_and_six(value)


email = Email()
