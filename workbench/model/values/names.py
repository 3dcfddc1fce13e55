"""Written names: people, organisations, postal addresses. Equal names are a reason to look, not an
identity."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import INVISIBLE, is_blank, unwrap

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir madam mme mlle herr frau sr sra srta shri smt".split()  # noqa: SIM905
)
# What stands in capitals in names of organisations whoever writes them, and what does not begin with one.
_CAPITALS = (
    "LLC LLP PLC LP FZE FZCO FZC DMCC JSC OJSC PJSC CJSC OOO OAO ZAO PAO SA SAS SARL SRL SPA AG KG BV NV AB AS "
    "ASA OY OYJ SE SL SLU KK PTE DOO EOOD SIA UAB USA UK UAE EU UN OFAC FBI DEA HSBC UBS ING BNP NFT DAO DHL UPS TNT"
)
_SHORT = frozenset(_CAPITALS.split())
_AS_WRITTEN = {"GMBH": "GmbH", "MBH": "mbH", "S.L": "S.L.", "S.A": "S.A."}
_LOWER = frozenset(
    {"of", "by", "and", "the", "for", "in", "de", "del", "la", "du", "des", "und", "für", "von"}
)
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV", "PHD", "MD"})
_invisible = re.compile(INVISIBLE)
_word = re.compile(r"[^\W\d_]")


def capitals(text: str) -> str:
    """One written form for all cases of a text: NFKC, capitals, single spaces; doing it twice changes
    nothing."""
    for _ in range(4):
        once = unicodedata.normalize("NFKC", _invisible.sub("", text)).casefold().upper()
        once = unicodedata.normalize("NFC", " ".join(once.split()))
        if once == text:
            break
        text = once
    return text


def nicely(value: str) -> str:
    """A name in capitals as one reads it: `JOHN O'NEIL-SMITH` as `John O'Neil-Smith`; words with digits
    stay."""
    words = [w if any(c.isdigit() for c in w) else _capitalised(w) for w in value.split(" ")]
    return " ".join(words)


def _capitalised(word: str) -> str:
    parts = re.split(r"([-'’.&/(])", word)
    return "".join(p[:1] + p[1:].lower() for p in parts)


class _Name(ABC):
    @abstractmethod
    def tidy(self, text: str) -> str:
        """The one written form, except that a second pass may tidy further."""

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = unwrap(text)
        if is_blank(text):
            return None
        value = self.tidy(text)
        for _ in range(4):
            again = self.tidy(value)
            if again == value:
                break
            value = again
        return Cleaned(value) if value and len(value) <= 500 and re.search(r"\w", value) else None

    def show(self, value: str) -> str:
        shown = nicely(value)
        return shown if self.tidy(shown) == value else value

    def caption(self, value: str) -> str:
        return self.show(value)


class Person(_Name):
    """A person's name in capitals without titles and dots; `Smith, John A.` is JOHN A SMITH."""

    id = "person"
    example = "John A. Smith"
    pattern: str | None = None

    def tidy(self, text: str) -> str:
        name = capitals(text).replace(".", " ").strip(" ,;")
        before, comma, after = (part.strip() for part in name.partition(","))
        if comma and after and "," not in after and after not in _SUFFIXES:
            name = f"{after} {before}"
        words = name.replace(",", " ").split()
        while len(words) > 1 and words[0].casefold() in _TITLES:
            words = words[1:]
        return capitals(unwrap(" ".join(words)))


def of_organisation(value: str) -> str:
    """An organisation's name in capitals as one reads it: `SANCTIONED BY OFAC` as `Sanctioned by OFAC`."""
    said = []
    for at, word in enumerate(value.split(" ")):
        shown = _AS_WRITTEN.get(word) or (word if word.strip("().") in _SHORT else nicely(word))
        said.append(shown.lower() if at and shown.lower() in _LOWER else shown)
    return " ".join(said)


class Organisation(_Name):
    """An organisation's name in capitals; full stops, commas and quotation marks do not tell two of them apart."""

    id = "organisation"
    example = "Northgate Trading Ltd"
    pattern: str | None = None

    def tidy(self, text: str) -> str:
        bare = re.sub(r"[\"“”„«»]", " ", capitals(text))
        return capitals(unwrap(re.sub(r"[.,;]+(?=\s|$)", " ", bare).replace(",", " ")))

    def show(self, value: str) -> str:
        shown = of_organisation(value)
        return shown if self.tidy(shown) == value else value


class Address(_Name):
    """A postal address in capitals, its lines parted by commas."""

    id = "address"
    example = "14 Quay Street, Bristol BS1 4AA"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        return super().clean(re.sub(r"[\r\n]+", ", ", text), context)

    def tidy(self, text: str) -> str:
        value = re.sub(r"\s*[,;][\s,;]*", ", ", capitals(text))
        value = re.sub(r"\.(?=[\s,]|$)", "", value)
        return capitals(unwrap(value.strip(" ,")))

    def show(self, value: str) -> str:
        shown = re.sub(r"(?<=, )[A-Z][a-z]$", lambda country: country[0].upper(), super().show(value))
        return shown if self.tidy(shown) == value else value

    def caption(self, value: str) -> str:
        return self.show(value).split(",")[0]


person, organisation, address = Person(), Organisation(), Address()
