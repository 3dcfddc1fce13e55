"""Countries and time zones as the analyst says them."""

from __future__ import annotations

from zoneinfo import available_timezones

from workbench.model.problems import Problem
from workbench.model.values.numbering_plans import REGIONS


def country(said: str) -> str:
    """The two letters of a country, "" for none; Problem when there is no such country."""
    code = said.strip().upper()
    if code and not any(code in regions for regions in REGIONS.values()):
        raise Problem(f"there is no country '{said}'", "say its two letters, such as GB")
    return code


def zone(said: str) -> str:
    """The name of a time zone, "" for none; Problem when there is no such zone."""
    name = said.strip()
    if name and name not in available_timezones():
        raise Problem(f"there is no time zone '{said}'", "say one such as Europe/London")
    return name
