"""What the analyst says with a file, and what it makes of a recipe and of how the file is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import available_timezones

from workbench.app import whose
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import About
from workbench.case.circumstances import Circumstances
from workbench.ingest import recipe as recipes
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Wishes:
    """What the analyst says with a file; empty means as the case or the recipe has it. `period` is the authorised
    stretch of time in UTC microseconds: rows outside are withheld. `order` is that of day, month and year: dmy, mdy,
    ymd, or auto; `calendar` and `encoding` are those of the recipe language. `password` opens archives and is kept
    nowhere. `tolerance` is how many seconds two sources may put the same event apart, None as its kind says. `subject`
    is whose records a file holds that does not say it; empty means those of whom the circumstances say they are.
    `sha512` takes that hash too; with `refer` the original stays where it is, and the case holds its hash."""

    recipe: str = ""
    country: str = ""
    zone: str = ""
    acquisition: Acquisition = field(default_factory=Acquisition)
    period: tuple[int, int] | None = None
    order: str = ""
    circumstances: Circumstances = field(default_factory=Circumstances)
    tolerance: int | None = None
    calendar: str = ""
    encoding: str = ""
    password: str = field(default="", repr=False)
    subject: str = ""
    sha512: bool = False
    refer: bool = False


def as_wished(recipe: Recipe, wishes: Wishes) -> Recipe:
    """The recipe with the order of dates, calendar and encoding that are wished, and a text that says so."""
    layout = {"date_order": wishes.order, "calendar": wishes.calendar, "encoding": wishes.encoding}
    changes = {name: said for name, said in layout.items() if said and said != getattr(recipe.layout, name)}
    if not changes:
        return recipe
    made = recipe.with_layout(**changes)
    return replace(made, text=recipes.to_text(made))


def as_before(options: Mapping[str, Any], recipe: str) -> Wishes:
    """The wishes that a reading was made with, by the options it keeps, for the recipe of that id or file."""
    period = tuple(options["period"]) if options.get("period") else None
    zone = options["zone"] if options["zone_basis"] == "set by user" else ""
    subject = f"account:{options['subject']}" if options.get("subject") else ""
    tolerance = options.get("tolerance")
    return Wishes(
        recipe, options["country"], zone, period=period, subject=subject, tolerance=tolerance
    )  # fmt: skip


def context_of(wishes: Wishes, recipe: Recipe, about: About, kinds: Kinds) -> ReadContext:
    """How a file is read with a recipe in a case. Raises Problem where a zone is none or a subject no identifier."""
    if wishes.zone and wishes.zone not in available_timezones():
        raise Problem(f"there is no time zone '{wishes.zone}'", "say one such as Europe/London")
    return ReadContext(
        country=wishes.country or recipe.layout.country or about.country,
        zone=wishes.zone or about.zone or "UTC",
        zone_basis="set by user" if wishes.zone else "assumed",
        period=wishes.period,
        subject=whose.subject(wishes.subject, wishes.circumstances.delivered, recipe, kinds.entities),
    )
