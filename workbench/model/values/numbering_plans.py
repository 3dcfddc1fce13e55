"""Each region's numbering plan, from libphonenumber's metadata: a state of one automaton, trunk prefixes, lengths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata

from workbench.model.values.automata import Automaton, Term, beginning, parse, ways

REGIONS: dict[int, tuple[str, ...]] = dict(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
_TYPES = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager",
    "uan",
    "voicemail",
)  # fmt: skip
GENERAL, VALID, ODD = 1, 2, 4  # what the automaton says of national digits
AUTOMATON = Automaton()  # one for all plans, made as numbers lead into it


@dataclass(frozen=True)
class Plan:
    """One region's numbering plan. `start` is its state in the automaton; `trunks` the digits that may stand before a
    national number, `lengths` of the region's own numbers, `possible` of its country's."""

    code: int
    start: int
    trunks: tuple[str, ...]
    international: str
    lengths: tuple[int, ...]
    possible: tuple[int, ...]


@lru_cache(maxsize=512)
def plan(region: str, code: int) -> Plan:
    """The plan of a region ("001" for codes that belong to no country, told apart by their code)."""
    found: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    main: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, REGIONS[code][0])
    trunks, odd = _trunks(found.national_prefix_for_parsing)
    patterns: list[Term] = [_tree(found.general_desc.national_number_pattern), odd]
    several = len(REGIONS[code]) > 1
    leading = []
    for name in REGIONS[code]:
        other: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, name)
        leads = bool(other.leading_digits) and several
        leading.append(leads)
        patterns += [
            beginning(_tree(other.leading_digits)) if leads else ("never",),
            _tree(other.general_desc.national_number_pattern),
            _tree("|".join(sorted(_typed(other))) or None),
        ]

    def judge(held: Sequence[bool]) -> int:
        """The first region that claims a number (by leading digits, or by a type it knows) must know its type."""
        valid = False
        for place, leads in enumerate(leading):
            claims, general, typed = held[2 + 3 * place : 5 + 3 * place]
            if claims if leads else general and typed:
                valid = general and typed
                break
        return GENERAL * held[0] | VALID * valid | ODD * held[1]

    return Plan(
        code,
        AUTOMATON.plan(patterns, judge),
        trunks,
        re.sub(r"\s", "", found.international_prefix or "NonMatch"),
        tuple(found.general_desc.possible_length),
        tuple(main.general_desc.possible_length),
    )


def _typed(metadata: Any) -> set[str]:
    kinds = (getattr(metadata, name, None) for name in _TYPES)
    return {
        re.sub(r"\s", "", kind.national_number_pattern)
        for kind in kinds
        if kind is not None and kind.national_number_pattern
    }


def _tree(pattern: str | None) -> Term:
    return parse(re.sub(r"\s", "", pattern)) if pattern else ("never",)


def _trunks(pattern: str | None) -> tuple[tuple[str, ...], Term]:
    """Trunk prefixes that are plain digits, in the order they are tried, and a pattern of those that are not."""
    if not pattern:
        return (), ("never",)
    tree = _tree(pattern)
    found = ways(tree)
    if found is None or "" in found:
        return (), beginning(tree)
    odd = [beginning(way) for way in found if not isinstance(way, str)]
    return tuple(way for way in found if isinstance(way, str)), ("either", ("never",), *odd)


@lru_cache(maxsize=512)
def usual_lengths(region: str) -> tuple[str, frozenset[int]]:
    """A region's country code, and how long its fixed and mobile numbers are without it."""
    code = phonenumbers.country_code_for_region(region)
    found: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    sorts = [s for s in (found.fixed_line, found.mobile) if s is not None and s.national_number_pattern]
    lengths = {n for s in sorts for n in (s.possible_length or found.general_desc.possible_length) if n > 0}
    return f"+{code}", frozenset(lengths)


def is_usual(e164: str, region: str) -> bool:
    """Whether a number is of another country, or as long as the region's fixed and mobile numbers are."""
    code, lengths = usual_lengths(region)
    return not e164.startswith(code) or len(e164) - len(code) in lengths
