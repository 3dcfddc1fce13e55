"""What the analyst adds: drawn entities and links, judgements, attributions, common services, notes."""

from __future__ import annotations

from workbench.app.actions.action import (
    Ask,
    action,
    entity_selected,
    has_case,
    something_selected,
    two_selected,
)
from workbench.app.session import Session
from workbench.app.stating import period
from workbench.case import assessments, charts, drawn, entities, notes
from workbench.case.cases import Case
from workbench.case.engine import Database


def _ends(session: Session) -> list[tuple[str, str]]:
    graph = session.graph
    return [
        (str(e), graph.captions[graph.node_of[e]])
        for e in sorted(session.selection.entities)
        if e in graph.node_of
    ]


def _hand_made(session: Session) -> bool:
    if session.case is None:
        return False
    chosen = session.selection
    return any(drawn.is_by_hand(link) for link in chosen.links) or bool(
        chosen.entities and chosen.entities & drawn.entities_by_hand(session.case).keys()
    )


def _services(session: Session) -> set[int]:
    graph = session.graph
    chosen = session.selection.entities if session.case is not None else ()
    return {e for e in chosen if e in graph.node_of and graph.common[graph.node_of[e]]}


def _common(session: Session) -> bool:
    return bool(_services(session))


def _ordinary(session: Session) -> bool:
    return session.case is not None and bool(session.selection.entities - _services(session))


@action(
    "draw_entity", "Entity…", "Insert", keys=("Ctrl+Shift+E",), when=has_case, needs="a case", words="draw add node",
    verb="Draw",
    asks=(
        Ask("kind", "Kind", "entity kind", default="person", required=True),
        Ask("value", "Number, name or address", required=True),
        Ask("caption", "Caption on the chart"),
        Ask("basis", "How do you know?", "long text", required=True),
    ),
)  # fmt: skip
def draw_entity(session: Session, kind: str, value: str, caption: str = "", basis: str = "") -> None:
    """Enters an entity by hand and puts it on the chart; a known identifier becomes the known entity."""

    def work(case: Case, db: Database) -> int:
        made = drawn.draw_entity(case, db, kind, value, caption, basis)
        chart = session.chart.id if session.chart else charts.create(db, "Chart 1")
        charts.show(db, chart, [made])
        return made

    def place(made: int) -> None:
        session.select([made])

    session.edit(f"Draw {caption or value}", work, place)


@action(
    "draw_link", "Link between the two selected…", "Insert", keys=("Ctrl+Shift+L",), when=two_selected,
    needs="two selected entities", words="draw add edge connect",
    verb="Draw",
    asks=(
        Ask("start", "From", "choice", choices=_ends, required=True),
        Ask("kind", "Kind", "link kind", default="associated", required=True),
        Ask("end", "To", "choice", choices=lambda s: _ends(s)[::-1], required=True),
        Ask("caption", "What the link says"),
        Ask("first", "From (day)", "day"),
        Ask("last", "Until (day)", "day"),
        Ask("basis", "How do you know?", "long text", required=True),
    ),
)  # fmt: skip
def draw_link(
    session: Session, start: str, end: str, kind: str = "associated", caption: str = "", first: str = "",
    last: str = "", basis: str = "",
) -> None:  # fmt: skip
    """Draws a link by hand; it is marked as your assessment."""
    since, until = _period(session, first, last)
    session.edit(
        "Draw a link",
        lambda case, db: drawn.draw_link(
            case, db, kind, int(start), int(end), caption, basis, first=since, last=until
        ),
        lambda link: session.select(links=[link]),
    )


@action(
    "erase_drawn", "Erase what was drawn by hand", "Edit", when=_hand_made, needs="a hand-made entity or link",
)  # fmt: skip
def erase_drawn(session: Session) -> None:
    """Takes hand-made entities, links and attributions out of the case again; evidence is never erased."""
    chosen = session.selection
    session.select()

    def work(case: Case, db: Database) -> None:
        for entity in chosen.entities:
            drawn.erase(db, entity=entity)
        for link in filter(drawn.is_by_hand, chosen.links):
            drawn.erase(db, link=link)

    session.edit("Erase what was drawn by hand", work)


@action(
    "attribute", "Attribute to…", "Edit", when=entity_selected, needs="a selected entity", words="user owner of",
    verb="Attribute",
    asks=(
        Ask("owner_kind", "To a", "entity kind", default="person", required=True),
        Ask("owner", "Name", required=True),
        Ask("role", "As its", "choice", default="user", choices=lambda s: [("user", "user"), ("owner", "owner")]),
        Ask("first", "From (day)", "day"),
        Ask("last", "Until (day)", "day"),
        Ask("basis", "On what basis?", "long text", required=True),
    ),
)  # fmt: skip
def attribute(
    session: Session, owner: str, owner_kind: str = "person", role: str = "user", first: str = "", last: str = "",
    basis: str = "",
) -> None:  # fmt: skip
    """Says who used or owned the selected identifiers, and when; it is marked as your assessment. Days are those of the
    case's time zone, and both included; leave one empty where it is open."""
    chosen = sorted(session.selection.entities)
    since, until = _period(session, first, last)

    def work(case: Case, db: Database) -> int:
        made = entities.register(case, db, owner_kind, owner)
        for entity in chosen:
            assessments.attribute(case, db, entity, made, role=role, first=since, last=until, basis=basis)
        if session.chart is not None:
            charts.show(db, session.chart.id, [made])
        return made

    session.edit(f"Attribute to {owner}", work, lambda made: session.select([made]))


def _period(session: Session, first: str, last: str) -> tuple[int | None, int | None]:
    return period(first, last, session.open_case.about.zone or "UTC")


@action(
    "judge", "Same or not the same…", "Edit", keys=("Ctrl+M",), when=two_selected, needs="two selected entities",
    words="merge split same as duplicate",
    verb="Judge",
    asks=(
        Ask("verdict", "They are", "choice", default="same", choices=lambda s: [(v, v) for v in assessments.VERDICTS]),
        Ask("why", "Why?", "long text", required=True),
    ),
)  # fmt: skip
def judge(session: Session, verdict: str = "same", why: str = "") -> None:
    """Judges two entities; those judged the same are shown as one, and the evidence stays as it is."""
    one, other = sorted(session.selection.entities)
    session.edit(f"Judge {verdict}", lambda case, db: assessments.judge(case, db, one, other, verdict, why))


@action(
    "mark_common", "Common service…", "Edit", when=_ordinary, needs="something selected that is no common service",
    verb="Mark",
    words="taxi bank courier hot wallet hub ignore",
    asks=(Ask("why", "Why is it one?", "text", required=True),),
)  # fmt: skip
def mark_common(session: Session, why: str) -> None:
    """Enters what is selected in the list of common services: it neither joins nor expands unless asked."""
    chosen = sorted(session.selection.entities)

    def work(case: Case, db: Database) -> None:
        for entity in chosen:
            assessments.mark_common(case, db, entity, why)

    session.edit("Mark as common service", work)


@action(
    "unmark_common", "Not a common service", "Edit", when=_common, needs="a selected common service",
)  # fmt: skip
def unmark_common(session: Session) -> None:
    """Takes what is selected off the list of common services."""
    chosen = sorted(session.selection.entities)

    def work(case: Case, db: Database) -> None:
        for entity in chosen:
            assessments.unmark_common(db, entity)

    session.edit("Not a common service", work)


@action(
    "note", "Note…", "Insert", keys=("Ctrl+Shift+N",), when=something_selected, needs="a selection",
    verb="Write",
    asks=(Ask("text", "Note", "long text", required=True),),
)  # fmt: skip
def note(session: Session, text: str) -> None:
    """Writes a note on what is selected."""
    chosen = session.selection

    def work(case: Case, db: Database) -> None:
        for entity in sorted(chosen.entities):
            notes.write(case, db, text, entity=entity)
        if not chosen.entities:
            for link in sorted(chosen.links):
                notes.write(case, db, text, link=link)

    session.edit("Write a note", work)


@action(
    "tag", "Tag…", "Insert", keys=("Ctrl+Alt+T",), when=entity_selected, needs="a selected entity", verb="Tag",
    words="label flag mark category",
    asks=(Ask("name", "Tag, such as courier", required=True), Ask("basis", "How do you know?", "long text")),
)  # fmt: skip
def tag(session: Session, name: str, basis: str = "") -> None:
    """Tags what is selected; filters, colours and layouts can go by tags."""
    chosen, name = sorted(session.selection.entities), name.strip()

    def work(case: Case, db: Database) -> None:
        for entity in chosen:
            notes.tag(db, entity, name, basis, case.analyst)

    session.edit(f"Tag as {name}", work)


def _tags(session: Session) -> list[tuple[str, str]]:
    if session.case is None:
        return []
    found = {name for e in session.selection.entities for name in notes.tags(session.case, e)}
    return [(name, name) for name in sorted(found)]


@action(
    "untag", "Take a tag off…", "Edit", when=lambda s: bool(_tags(s)), needs="something selected that has a tag",
    verb="Take off", words="label remove", asks=(Ask("name", "Tag", "choice", choices=_tags, required=True),),
)  # fmt: skip
def untag(session: Session, name: str) -> None:
    """Takes a tag off what is selected."""
    chosen = sorted(session.selection.entities)

    def work(case: Case, db: Database) -> None:
        for entity in chosen:
            notes.untag(db, entity, name)

    session.edit(f"Take off the tag {name}", work)
