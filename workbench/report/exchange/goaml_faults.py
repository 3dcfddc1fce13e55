"""What is wrong with a report, in sentences that say where to enter what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from workbench.report.exchange.goaml_office import CODES, Office

_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_NOT_LISTED = re.compile(r"\[facet 'enumeration'\] The value '(.*?)' is not an element of the set", re.S)
_LENGTH = re.compile(
    r"\[facet '(min|max)Length'\] The value.* has a length of '(\d+)'.* length of '(\d+)'", re.S
)
_PATTERN = re.compile(r"\[facet 'pattern'\] The value '(.*?)' is not accepted by the pattern '(.*)'", re.S)
_KIND = re.compile(r"'(.*?)' is not a valid value of the (?:local )?(?:atomic|union) type", re.S)
_WHOLE = ("transaction", "report_party", "report")
_WHERE = (  # endings of an element's name, and the table of the unit's codes that it is taken from
    ("funds_code", "[funds]"), ("transmode_code", "[transmode]"), ("currency_code", "[currencies]"),
    ("contact_type", "[phones]"), ("communication_type", "[phones]"), ("indicator", "[report] as indicators"),
    ("country", "[unknown]"), ("country_code", "[unknown]"), ("first_name", "[unknown]"),
    ("last_name", "[unknown]"), ("institution_name", "[unknown]"), ("institution_code", "[unknown]"),
    ("swift", "[unknown] as institution_code"), ("account_name", "[unknown]"), ("city", "[unknown]"),
    ("state", "[unknown]"), ("address_type", "[unknown]"), ("transaction_location", "[unknown]"),
    ("transmode_comment", "[unknown]"),
)  # fmt: skip


def sentences(faults: Sequence[tuple[str, str]], report: Any, office: Office) -> list[str]:
    """A sentence for each sort of fault: which element of what, what is wrong, and where it is entered. What befalls
    many transactions is said once, with the first of them."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for path, message in faults:
        about, what, where, place = _fault(path, message, report, office)
        found.setdefault((about, where), (what, []))[1].append(place)
    made = []
    for (_, where), (what, places) in found.items():
        more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
        made.append(f"{what}{f' {places[0]}{more})' if places[0] else ''}; {where}")
    return made


def _fault(path: str, message: str, report: Any, office: Office) -> tuple[str, str, str, str]:
    """What it is about, what is wrong, where to enter it, and in which transaction."""
    found = report.getroottree().xpath(path) if path else []
    node = found[0] if found else report
    if expected := _EXPECTED.search(message):
        wanted = [name.strip() for name in expected[1].split(",")]
        inside = node if "Missing child" in message else node.getparent()
        inside = node if inside is None else inside
        missing = wanted[0] if len(wanted) == 1 else "one of " + ", ".join(wanted)
        names = _names(inside)
        what = f"{missing} is missing{f' in {names}' if names else ''}"
        return what, what, _where(wanted[0], inside, office), _place(inside)
    names = _names(node)
    if "not expected" in message:
        return names, f"{names} has no place there", "show the schema to the makers of Clew", _place(node)
    facet = "".join(re.findall(r"\[facet '\w+'\]", message))
    where = _where(node.tag, node, office)
    if _PATTERN.search(message) and not (node.text or "").isascii():
        codes = office.folder / CODES
        where = f"where the unit takes plain Latin letters only, set plain_letters = true under [names] in {codes}"
    return names + facet, f"{names} {_wrong(message, node)}", where, _place(node)


def _wrong(message: str, node: Any) -> str:
    said = node.text or ""
    shown = f"'{said[:60]}'" if said else "nothing"
    if _NOT_LISTED.search(message):
        return f"is {shown}, which is no code of the unit"
    if found := _LENGTH.search(message):
        return f"has {found[2]} characters and must have {'at most' if found[1] == 'max' else 'at least'} {found[3]}"
    if found := _PATTERN.search(message):
        return f"is {shown}, which is not of the form {found[2]}"
    if _KIND.search(message) or "facet" in message:
        return f"is {shown}, which the schema does not take there"
    return f"is not as the schema wants it: {message}"


def _names(node: Any) -> str:
    """An element by those around it: "first_name of t_person of signatory"."""
    names: list[str] = []
    while node is not None and node.tag not in _WHOLE:
        names.append(str(node.tag))
        node = node.getparent()
    return " of ".join(names)


def _place(node: Any) -> str:
    """Which transaction or party of the report an element stands in; "" for the head of the report."""
    for one in (node, *node.iterancestors()):
        if one.tag == "transaction":
            return f"(transaction {one.findtext('transactionnumber') or '?'}"
        if one.tag == "report_party":
            return "(a party of the report"
    return ""


def _where(name: str, inside: Any, office: Office) -> str:
    codes = office.folder / CODES
    above = {str(one.tag) for one in (inside, *inside.iterancestors())}
    for part in ("reporting_person", "location"):
        if part in above or name == part:
            return f"enter it under [{part}] in {codes}"
    ending = next((table for end, table in _WHERE if name == end or name.endswith(f"_{end}")), "")
    if ending and not (str(inside.tag) == "report" and name.startswith("currency")):
        return f"enter it under {ending} in {codes}"
    if "transaction" in above or "report_party" in above:
        return "it comes from the records: mend or leave out the row, or ask the unit what it wants there"
    return f"enter it under [report] in {codes}"
