"""A name that may be a person's or an organisation's: a legal form or a trade's word in it tells."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.names import organisation, person

_FORMS = (
    "ltd limited llc llp inc incorporated plc corp corporation gmbh kg ag sarl sas sasu snc srl spa slu "
    "ltda eireli bv nv vof oyj aps asa sro doo dooel kft zrt pte pty sdn bhd pvt jsc ojsc cjsc fze fzco fzc "
    "ооо оао пао зао ао ип тоо фгуп муп ооп тов"
)
_TRADES = (
    "bank banque banco bancorp banca trust fund foundation association company group holding holdings store stores "
    "shop market supermarket pharmacy hotel restaurant cafe services service trading logistics university ministry "
    "insurance telecom mobile energy airlines exchange банк магазин аптека фонд университет министерство"
)
_words = frozenset((_FORMS + " " + _TRADES).split())
_marks = re.compile(
    r"公司|银行|商店|超市|集团|中心|大学|有限|شركة|بنك|مصرف|مؤسسة|بقالة|[®™]|\bS\.\s?[AL]\.|\bA/S\b|\b& Co\b",
    re.IGNORECASE,
)
_word = re.compile(r"[^\W_]+(?:\.[^\W_]\b)*", re.UNICODE)


def is_company(name: str) -> bool:
    """Whether a name says itself that it is a company's, bank's, shop's or authority's."""
    if _marks.search(name):
        return True
    words = [word.casefold() for word in _word.findall(name.replace(".", ""))]
    return len(words) > 1 and any(word in _words for word in words)


class Party:
    """Tells a person from an organisation where a column holds both; what says nothing is taken for a person."""

    id = "person"
    example = person.example
    pattern = person.pattern

    def clean(self, text: str, context: Context) -> Cleaned | None:
        if not is_company(text):
            return person.clean(text, context)
        found = organisation.clean(text, context)
        return Cleaned(found.value, found.valid, "organisation") if found else None

    def show(self, value: str) -> str:
        return person.show(value)

    def caption(self, value: str) -> str:
        return person.caption(value)


party = Party()
