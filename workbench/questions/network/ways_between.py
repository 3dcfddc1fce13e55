"""How are these two connected? The shortest ways between two entities, and the next after them."""

from __future__ import annotations

from itertools import islice

from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.network import contacts, ways
from workbench.questions.network.contacts import Contacts
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "How are these two connected?",
    "network",
    does="Shows the shortest ways from one entity to another over what the case holds, as many as wanted, each through "
    "other entities or other ties than those before it. It shows that a way exists, not that anything went along it.",
    method="A search from both ends at once for the fewest links, whichever way they point; then, by Yen's method of "
    "1971, the next shortest that goes twice through nobody. Of equally long ways those with more records at their "
    "weakest tie come first. What is excluded and, unless asked, common services are not gone through.",
    innocent=(
        "Almost everybody is connected with everybody over a few hops: a short way says something only where what it "
        "goes through is rare.",
        "A shop, a bank or a help line that is not marked as a common service joins strangers.",
    ),
    parameters=(
        Parameter("one", "From", "entity", required=True),
        Parameter("other", "To", "entity", required=True),
        Parameter("most", "How many ways", "whole", 5, least=1, most=500),
        Parameter("longest", "Links of a way at most", "whole", 6, least=1, most=30),
        Parameter("excluded", "But not through", "entities"),
        *contacts.NETWORK,
    ),
    words="path shortest route chain degrees of separation alternative k-shortest",
)
def ways_between(
    held: Held, one: int, other: int, most: int, longest: int, excluded: tuple[int, ...], kinds: tuple[str, ...],
    links: tuple[str, ...], common: bool,
) -> Answer:  # fmt: skip
    one, other = (held.whole.grouped.get(end, end) for end in (one, other))
    for end in (one, other):
        if end not in held.whole.node_of:
            raise Problem(f"entity {end} is not in the case", "include the reading that holds it")
    if one == other:
        raise Problem("From and to are the same", "choose two entities")
    net = contacts.contacts(held.graph, kinds, links, common, excluded, (one, other))
    names = f"{held.caption(one)} and {held.caption(other)}"
    left = (
        *contacts.left_out(net),
        *([f"{len(excluded):,} that were excluded."] if excluded else []),
    )
    ends = net.numbers([one]), net.numbers([other])
    found: list[ways.Way] = []
    if ends[0] and ends[1]:
        for way in islice(ways.next_shortest(net, ends[0][0], ends[1][0], longest), most + 1):
            held.tell(len(found), most, "looking for the next way")
            found.append(way)
    if not found:
        apart = not ends[0] or not ends[1] or net.part[ends[0][0]] != net.part[ends[1][0]]
        how = "at all" if apart else f"by {longest} links or fewer"
        return Answer(f"{names} are not connected {how} in what the case holds.", left_out=left)
    rows = sorted((_row(net, way) for way in found[:most]), key=lambda row: (row.cells[0], -row.cells[2]))
    hops = rows[0].cells[0]
    over = "directly" if hops == 1 else f"by {hops} links"
    return Answer(
        f"{names} are connected {over}; {many(len(rows), 'way is', 'ways are')} shown.",
        (
            Column("hops", "Links", "count"),
            Column("through", "Through", "entities"),
            Column("weakest", "Records at the weakest tie", "count"),
        ),
        tuple(rows),
        left_out=(*left, *(["Further ways, as long as the last or longer."] if len(found) > most else [])),
        sure="Exact for what the case holds: no shorter way exists in it; one that no source names is not found.",
    )


def _row(net: Contacts, way: ways.Way) -> Row:
    through = tuple(net.entities[list(way[1:-1])].tolist())
    weakest = min(int(net.records[pair]) for pair in ways.pairs_of(net, way))
    ends = int(net.entities[way[0]]), int(net.entities[way[-1]])
    return Row(
        (len(way) - 1, through, weakest),
        (*through, *ends),
        ways.links_along(net, way),
        claim="through " + ", ".join(map(str, through)),
    )
