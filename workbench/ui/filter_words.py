"""What filters do, in the reader's language; the phrases stand in app/filter_words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.app import filter_words
from workbench.case.cases import Case
from workbench.case.filtering import Amount
from workbench.model.filters import Filter
from workbench.ui import words

translate = QCoreApplication.translate


def _say(phrase: str) -> str:
    return translate("Filters", phrase)


def sentence(case: Case, test: Filter) -> str:
    """What a filter keeps: "Hour: 22:00 to 6:00 (Europe/London)"."""
    return filter_words.sentence(case, test, _say)


def value_name(case: Case, by: str, value: str) -> str:
    """What a value of a filter is called."""
    return filter_words.value_name(case, by, value, _say)


def field_name(by: str) -> str:
    """What a filter looks at, as a heading."""
    name = _say(filter_words.NAMES[by])
    return name[:1].upper() + name[1:]


def records(count: int) -> str:
    """So many records."""
    return translate("Filters", "%Ln records", "", count)


def entities(count: int) -> str:
    """So many entities."""
    return translate("Filters", "%Ln entities", "", count)


def hides(removed: Amount, everything: Amount) -> str:
    """What is removed: "hides 1,204 of 9,834 records, 12 entities"."""
    said = []
    if removed.records:
        said.append(
            _say("{some} of {all} records").format(
                some=words.number(removed.records), all=words.number(everything.records)
            )
        )
    elif removed.links:
        said.append(
            _say("{some} of {all} links").format(
                some=words.number(removed.links), all=words.number(everything.links)
            )
        )
    if removed.entities:
        said.append(entities(removed.entities))
    if not said:
        return _say("hides nothing")
    return _say("hides {what}").format(what=words.listed(said))


def stretch(case: Case, test: Filter) -> str:
    """The stretch a filter keeps: "22:00 to 6:00"."""
    return filter_words.stretch(case, test, _say)
