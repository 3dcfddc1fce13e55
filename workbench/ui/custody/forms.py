"""The forms of an exhibit, a handover, and the files that come from an exhibit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from workbench.app.actions.action import Action, Ask
from workbench.app.session import Session
from workbench.case import exhibits
from workbench.case.exhibits import SEAL_STATES, Described, Exhibit, HandedOver, Handover
from workbench.model.problems import Problem
from workbench.ui.forms import Form

translate = QCoreApplication.translate


def ask_exhibit(session: Session, parent: QWidget, known: Exhibit | None) -> tuple[str, Described] | None:
    """What somebody fills in of an exhibit, of a new one where none is known; None where they thought better of it."""
    said = known.said if known else Described()
    asks = (
        Ask(
            "reference",
            translate("Custody", "Reference, as on its label"),
            required=True,
            default=known.reference if known else "",
        ),
        Ask("description", translate("Custody", "What it is"), default=said.description),
        Ask("taken_by", translate("Custody", "Seized or supplied by"), default=said.taken_by),
        Ask("authority", translate("Custody", "Authority"), default=said.authority),
        Ask("legal_basis", translate("Custody", "Legal basis"), default=said.legal_basis),
        Ask("place", translate("Custody", "Place"), default=said.place),
        Ask("taken_at", translate("Custody", "When (2026-06-30 14:05)"), default=said.taken_at),
        Ask("zone", translate("Custody", "Time zone"), default=said.zone or _zone(session, known is None)),
        Ask("container", translate("Custody", "Bag or box"), default=said.container),
        Ask("seal", translate("Custody", "Seal number"), default=said.seal),
    )
    title = (
        translate("Custody", "Exhibit {reference}").format(reference=known.reference)
        if known
        else translate("Custody", "New exhibit")
    )

    def check(found: dict[str, str]) -> None:
        exhibits.clean(Described(**{name: text for name, text in found.items() if name != "reference"}))

    found = _filled(session, parent, title, asks, check)
    return (found.pop("reference"), Described(**found)) if found is not None else None


def ask_handover(
    session: Session,
    parent: QWidget,
    exhibit: Exhibit,
    holder: str,
    known: Handover | None,
    chain: list[Handover],
) -> tuple[HandedOver, int | None] | None:
    """What somebody fills in of a handover, and the handover it comes after (None: the last)."""
    said = known.said if known else HandedOver(holder, "", seal=_seal(exhibit, chain))
    asks: tuple[Ask, ...] = (
        Ask("given_by", translate("Custody", "From"), required=True, default=said.given_by),
        Ask("taken_by", translate("Custody", "To"), required=True, default=said.taken_by),
        Ask("handed_at", translate("Custody", "When (2026-06-30 14:05)"), default=said.handed_at),
        Ask("zone", translate("Custody", "Time zone"), default=said.zone or _zone(session, known is None)),
        Ask("place", translate("Custody", "Place"), default=said.place),
        Ask("seal", translate("Custody", "Seal number"), default=said.seal),
        Ask("seal_state", translate("Custody", "The seal was"), "choice", default=said.seal_state,
            choices=lambda s: [(state, states()[state]) for state in SEAL_STATES]),
        Ask("why", translate("Custody", "Why"), default=said.why),
    )  # fmt: skip
    if known is None and chain:
        places = [("", translate("Custody", "last"))] + [
            (str(h.id), _after(n, h)) for n, h in enumerate(chain[:-1], 1)
        ]
        asks += (
            Ask(
                "after",
                translate("Custody", "In the chain it comes"),
                "choice",
                choices=lambda s: [*places, ("0", translate("Custody", "first"))],
            ),
        )
    title = translate("Custody", "Handover of exhibit {reference}").format(reference=exhibit.reference)

    def check(found: dict[str, str]) -> None:
        exhibits.handed(HandedOver(**{name: text for name, text in found.items() if name != "after"}))

    found = _filled(session, parent, title, asks, check)
    if found is None:
        return None
    after = found.pop("after", "")
    return HandedOver(**found), int(after) if after else None


def states() -> dict[str, str]:
    """The states of a seal in words."""
    return {
        "intact": translate("Custody", "intact"),
        "broken": translate("Custody", "broken"),
        "renewed": translate("Custody", "renewed"),
        "none": translate("Custody", "not there"),
        "not noted": translate("Custody", "not noted"),
    }


def _filled(
    session: Session,
    parent: QWidget,
    title: str,
    asks: tuple[Ask, ...],
    check: Callable[[dict[str, str]], object],
) -> dict[str, str] | None:
    """What is filled in; where `check` raises a Problem it stands in the form, and the form stays."""
    verb = translate("Custody", "Keep")
    form = Form(
        Action("custody_form", title, "Evidence", lambda s: None, asks=asks, verb=verb), session, {}, parent
    )
    while form.exec() == QDialog.DialogCode.Accepted:
        found = {name: str(text) for name, text in form.answers().items()}
        try:
            check(found)
        except Problem as problem:
            form.problem(problem)
            continue
        return found
    return None


def _after(number: int, one: Handover) -> str:
    return translate("Custody", "after handover {number}, to {name}").format(
        number=number, name=one.said.taken_by
    )


def _seal(exhibit: Exhibit, chain: list[Handover]) -> str:
    """The seal it was last under."""
    return next((h.said.seal for h in reversed(chain) if h.said.seal), exhibit.said.seal)


def _zone(session: Session, new: bool) -> str:
    """The case's zone on a new form; of an old one nothing is added that nobody said."""
    return session.case.about.zone if new and session.case is not None else ""


def ask_which(session: Session, parent: QWidget, file: str, known: list[str], now: str) -> str:
    """The exhibit a file is said to come from, one that is described or another; "" where somebody thought better."""
    asks = (
        Ask("known", translate("Custody", "Exhibit"), "choice", default=now if now in known else "",
            choices=lambda s: [*((k, k) for k in known), ("", translate("Custody", "another"))]),
        Ask("other", translate("Custody", "Another, as on its label"), default="" if now in known else now),
    )  # fmt: skip
    title = translate("Custody", "Which exhibit is {file} from?").format(file=file)
    found = _filled(session, parent, title, asks, lambda said: None)
    return (found["other"] or found["known"]) if found is not None else ""
