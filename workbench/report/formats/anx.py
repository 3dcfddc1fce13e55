"""i2 Analyst's Notebook: the chart as .anx, which Analyst's Notebook and the free Chart Reader open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.case.exporting import whole_file
from workbench.model.problems import Problem
from workbench.report.columns import fact_cells, utc
from workbench.report.exchange.graded import Graded
from workbench.report.extract import Extract
from workbench.report.extracted import Thing
from workbench.report.formats.format import Written, writes
from workbench.report.i2 import OWN_KIND, OWN_VALUE, STRENGTHS, Cards, attributes_of, identities, link_said
from workbench.report.losses import counted
from workbench.report.xml_text import clean

PER_UNIT = 110  # units of an i2 chart, a hundredth of an inch each, that a unit of our chart becomes


@writes(
    "anx",
    title="i2 chart",
    suffix=".anx",
    does="The chart for i2 Analyst's Notebook and its free Chart Reader: icons, places, links drawn by how firmly "
    "they are known, and a card with the verbatim row and its file for each record.",
    cannot=(
        "Groups, colours by values and what is pinned: i2 has entities and links, each in its own colour.",
        "Moments to less than a second, and spans of time: a link has its first moment, the last is an attribute.",
    ),
)
def anx(extract: Extract, out: Path) -> Written:
    """Identities are the values themselves, so that the same number in two charts is one entity in i2, too."""
    from anxwritter import ANXChart
    from anxwritter.errors import ANXValidationError

    chart, cards = ANXChart(), Cards(extract)
    _settings(chart, extract)
    names = identities(extract)
    kinds: dict[str, Thing] = {}
    for thing in extract.things():
        kinds.setdefault(thing.kind_title, thing)
        _add_thing(chart, extract, thing, names[thing.id])
    for title, thing in kinds.items():
        _add_kind(chart, title, thing)
    relations: dict[str, str] = {}
    for tie in extract.ties():
        relations.setdefault(tie.title, tie.colour)
        chart.add_link(
            from_id=names[tie.start], to_id=names[tie.end], cards=cards.of(tie), **link_said(tie, extract)
        )
    for title, colour in relations.items():
        chart.add_link_type(name=clean(title), color=colour)
    try:
        with whole_file(out) as file:
            for piece in chart.iter_anx_bytes():
                file.write(piece)
    except ANXValidationError as error:
        raise Problem("i2 would not take this chart", str(error).splitlines()[0]) from error
    amounts = extract.amounts
    return Written(
        {"entities": amounts.things, "links": amounts.ties, "cards": cards.written}, _lost(extract, cards)
    )


def _settings(chart: Any, extract: Extract) -> None:
    from anxwritter import DotStyle, Strength

    about, facts = extract.case.about, extract.facts
    summary = chart.settings.summary
    summary.title, summary.author = clean(facts.title), clean(facts.analyst)
    summary.comments = clean("; ".join(f"{name}: {said}" for name, said in fact_cells(extract)))
    summary.created = utc(about.created_at)[:19]
    summary.category = clean(Graded(extract).handling)
    for name, dots in STRENGTHS.values():
        chart.add_strength(Strength(name=name, dot_style=DotStyle(dots)))
    chart.settings.chart.id_reference_linking = True


def _add_kind(chart: Any, title: str, thing: Thing) -> None:
    from workbench.drawing import picture  # and with it Qt, which no other format needs
    from workbench.drawing.look import Look
    from workbench.drawing.theme import number

    look = Look(thing.kind, thing.shape, number(thing.colour), thing.icon, title)
    chart.add_custom_entity_icon(thing.kind or "thing", picture.icon_bmp(look), prefix="clew_")
    chart.add_entity_type(name=clean(title), icon_file=thing.kind or "thing", color=thing.colour)


def _add_thing(chart: Any, extract: Extract, thing: Thing, identity: str) -> None:
    from anxwritter import Card

    place = {}
    if thing.x is not None and thing.y is not None:
        place = {"x": round(thing.x * PER_UNIT), "y": round(thing.y * PER_UNIT)}
    cards = [
        Card(summary=f"Note by {clean(n.analyst)}, {utc(n.at)}", description=clean(n.text))
        for n in thing.notes
    ]
    chart.add_icon(
        id=identity,
        type=clean(thing.kind_title),
        label=clean(thing.caption),
        attributes={OWN_KIND: thing.kind, OWN_VALUE: clean(thing.value), **attributes_of(thing, extract)},
        cards=cards,
        **place,
    )


def _lost(extract: Extract, cards: Cards) -> tuple[str, ...]:
    lost = []
    if cards.left:
        lost.append(
            f"{counted(cards.left, 'row')} without a card: a link has at most {cards.most}; its attribute Sources "
            "names all of them."
        )
    if cards.unlinked:
        lost.append(f"{counted(cards.unlinked, 'record')} behind no link: there is no line to lay a card on.")
    if extract.spots:
        lost.append(f"{counted(len(extract.spots), 'place')} on the map.")
    if extract.unplaced:
        lost.append(
            f"{counted(extract.unplaced, 'entity', 'entities')} without a place on our chart stand in a circle."
        )
    return tuple(lost)
