"""Could it have been passed on? Chains of events in time from one entity to another."""

from __future__ import annotations

from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.calls import clock
from workbench.questions.held import Held
from workbench.questions.network import relaying
from workbench.questions.network.relaying import Relays
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("other", "To", "entity"),
    Column("through", "Through", "entities"),
    Column("hops", "Handovers", "count"),
    Column("begins", "First begins", "moment"),
    Column("arrives", "Last is over", "moment"),
    Column("wait", "Longest wait between", "duration"),
)


@question(
    "Could it have been passed on?",
    "network",
    does="Looks for chains of calls, messages or payments from one entity to another in which each begins after the "
    "one before is over and nobody waits too long: ways along which word, money or goods could have gone in time. "
    "Without a second entity it lists everybody who could have been reached, and when. It shows what was possible in "
    "time, not that anything was passed on.",
    method="All dated events are gone through in order of time. An event carries on if it starts from the first entity "
    "or if an earlier event that brought it to the one who starts it was over before, but no longer ago than the "
    "longest wait. Where no kinds of link are chosen, those that lead from one to another count, such as calls and "
    "payments, not who used which device. Of the chains that end with the same event the one with fewest handovers "
    "is taken; of several with the same entities the one that arrives first is shown. What is excluded and, unless "
    "asked, common services do not pass on.",
    innocent=(
        "In a busy network something could have gone from almost anybody to almost anybody within days: the shorter "
        "the wait allowed, the more a chain says.",
        "People call each other in turn every day; order in time is no cause.",
        "Clocks of different sources may be off by more than the pause between two calls.",
    ),
    parameters=(
        Parameter("one", "From", "entity", required=True),
        Parameter("other", "To", "entity", help="Leave empty to see who could have been reached."),
        Parameter("wait", "Longest wait between two", "duration", 86_400, least=0),
        Parameter(
            "both_ways",
            "An event passes on both ways",
            "yes",
            True,
            help="In a call both can tell; money goes one way.",
        ),
        Parameter("links", "Only these kinds of link", "links"),
        Parameter("excluded", "But not through", "entities"),
        Parameter("common", "Also through common services", "yes", False),
        Parameter("most", "How many to show", "whole", 20, least=1, most=10_000),
    ),
    words="time-respecting temporal path chain relay spread contagion tip-off in order",
)
def reached_in_time(
    held: Held, one: int, other: int, wait: int, both_ways: bool, links: tuple[str, ...], excluded: tuple[int, ...],
    common: bool, most: int,
) -> Answer:  # fmt: skip
    one, other = (held.whole.grouped.get(end, end) for end in (one, other))
    if one == other:
        raise Problem("From and to are the same", "choose two entities")
    services = [] if common else held.graph.ids[held.graph.common].tolist()
    spared = {*services, *(held.whole.grouped.get(e, e) for e in excluded)} - {one, other}
    held.tell(0, 0, "reading what happened when")
    found, events = relaying.relays(held, one, other, wait, links, both_ways, sorted(spared))
    if not events:
        return Answer(
            "Nothing here has a date and two ends: bring in calls, messages or payments with their times."
        )
    chains = _distinct(held, found, other) if other else [found.chain(e) for e in found.first_of_each()]
    rows = [_row(found, one, chain) for chain in chains]
    what = "chains that arrive later" if other else "further entities reached later"
    return Answer(
        _sentence(held, one, other, rows, wait),
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            said
            for said in (
                f"{len(rows) - most:,} {what}." if len(rows) > most else "",
                f"{many(len(services), 'common service')}, not gone through." if services else "",
                f"{len(excluded):,} that were excluded." if excluded else "",
            )
            if said
        ),
        sure=f"Exact for the {events:,} dated events that the case holds. A call that no source names could have "
        "carried it sooner or by another way.",
    )


def _distinct(held: Held, found: Relays, other: int) -> list[list[int]]:
    """The chains to one, the earliest first, one for each row of entities."""
    chains: dict[tuple[int, ...], list[int]] = {}
    for number, event in enumerate(found.arriving(other)):
        if number % 1000 == 0:
            held.tell(number, 0, "following chains back")
        chain = found.chain(event)
        chains.setdefault(found.through(chain), chain)
    return list(chains.values())


def _row(found: Relays, one: int, chain: list[int]) -> Row:
    first, last = chain[0], chain[-1]
    through, end = found.through(chain), int(found.taker[last])
    begins, arrives = int(found.at[first]), int(found.over[last])
    cells = (end, through, len(chain), begins, arrives, found.longest_wait(chain))
    refs = tuple(dict.fromkeys(found.ref[chain].tolist()))
    claim = "through " + ", ".join(map(str, (*through, end)))
    return Row(cells, (end, *through, one), refs=refs, moments=(begins, arrives), claim=claim)


def _sentence(held: Held, one: int, other: int, rows: list[Row], wait: int) -> str:
    name = held.caption(one)
    pause = f"nobody waiting longer than {clock.lasted(wait)}"
    if not other:
        if not rows:
            return f"From {name} nobody could have been reached in time, {pause}."
        return f"From {name} {many(len(rows), 'other')} could have been reached in time, {pause}."
    if not rows:
        return f"Nothing could have gone from {name} to {held.caption(other)} in time, {pause}."
    hops = rows[0].cells[2]
    over = "directly" if hops == 1 else f"by {hops} handovers"
    return (
        f"It could have gone from {name} to {held.caption(other)} along {many(len(rows), 'chain')} of entities, first "
        f"{over}, {pause}."
    )
