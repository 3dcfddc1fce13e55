"""Identity documents: passports, identity cards, driving licences, by their number."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import identifier, squeeze

_label = re.compile(
    r"^(?:PASSPORTS?|PASAPORTE|PASSEPORT|PASSAPORTE|ПАСПОРТ|ID(?:ENTITY)?(?: CARD)?|NATIONAL ID|NID|DNI|NIE|CPF|RG"
    r"|DRIVING LICEN[CS]E|DL|护照|身份证|رقم الهوية)(?: N(?:O|R|UMBER)?\b\.?)?[ :№#.]+"
)
_number = re.compile(r"^(?=.*\d.*\d.*\d)[^\W_]{4,30}$")
_masked = re.compile(r"[*•#]|X{3,}")


class Document:
    """The number of an identity document in capitals, without spaces, dashes and the word before it.

    A masked number (XXXX1234) names nobody and is refused. Numbers of two countries may be alike: equal numbers
    are the same document only where both sources speak of the same sort.
    """

    id = "document"
    example = "AB 1234567"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        bare = _label.sub("", " ".join(known.upper().split()))
        number = squeeze(bare, " -./\\–—№")
        if _masked.search(number) or not _number.match(number) or not number.strip("0"):
            return None
        return Cleaned(number)

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return value

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text is no document's number: most often it is masked."""
        if _masked.search(text.upper()):
            return "part of the number is masked, so that it names nobody"
        return f"it does not look like a document's number (such as {self.example})"


document = Document()
