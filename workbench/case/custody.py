"""Custody: exhibits with their handovers and the sources taken from them, and every gap in between, said in a sentence.

A gap is never filled in: it is shown where the exhibit is shown, until somebody who knows says what happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.case import exhibits, sources
from workbench.case.cases import Case
from workbench.case.exhibits import Exhibit, Handover
from workbench.case.sources import Source
from workbench.model.written_times import Written


@dataclass(frozen=True)
class Gap:
    """Something missing or contradictory: its sort, the sentence, and the handover it is about, if it is about one."""

    sort: str
    says: str
    handover: int | None = None


@dataclass(frozen=True)
class Custody:
    """One exhibit with its chain, its sources, who holds it now ("" where nobody knows) and its gaps."""

    exhibit: Exhibit
    chain: list[Handover]
    sources: list[Source]
    gaps: list[Gap]

    @property
    def holder(self) -> str:
        return self.chain[-1].said.taken_by if self.chain else self.exhibit.said.taken_by


@dataclass(frozen=True)
class Kept:
    """The custody of a whole case; `strays` are sources that name no exhibit or one nobody described."""

    exhibits: list[Custody]
    strays: list[tuple[Source, Gap]]

    @property
    def gaps(self) -> list[Gap]:
        """Every gap of the case."""
        return [g for c in self.exhibits for g in c.gaps] + [g for _, g in self.strays]


def of(case: Case) -> Kept:
    """The custody of a case."""
    files = sources.listed(case)
    chains: dict[int, list[Handover]] = {}
    for handover in exhibits.handovers(case):
        chains.setdefault(handover.exhibit, []).append(handover)
    described = exhibits.listed(case)
    names = {e.reference for e in described}
    kept = [
        _custody(e, chains.get(e.id, []), [s for s in files if same(s.exhibit) == e.reference])
        for e in described
    ]
    return Kept(kept, [(s, _stray(s)) for s in files if same(s.exhibit) not in names])


def same(reference: str) -> str:
    """An exhibit reference without what two ways of typing it differ in: blanks."""
    return " ".join(reference.split())


def _custody(exhibit: Exhibit, chain: list[Handover], files: list[Source]) -> Custody:
    return Custody(exhibit, chain, files, [*_of_the_record(exhibit, files), *_of_the_chain(exhibit, chain)])


def _stray(source: Source) -> Gap:
    if source.exhibit.strip():
        return Gap(
            "no exhibit",
            f"nobody described exhibit {source.exhibit}, which {source.name} is said to come from",
        )
    return Gap("no exhibit", f"nobody said which exhibit {source.name} comes from")


def _of_the_record(exhibit: Exhibit, files: list[Source]) -> Iterator[Gap]:
    name, said = f"exhibit {exhibit.reference}", exhibit.said
    if not files:
        yield Gap("no source", f"no file of the case comes from {name}")
    for text, what in (
        (said.taken_by, "who seized or supplied it"),
        (said.authority, "under which authority"),
        (said.place, "where it was"),
        (said.legal_basis, "on what legal basis"),
        (said.seal, "under which seal"),
    ):
        if not text:
            yield Gap("not said", f"of {name} nobody said {what}")
    yield from _of_the_time(exhibit.taken, f"when {name} was seized or supplied", None)


def _of_the_time(written: Written | None, what: str, handover: int | None) -> Iterator[Gap]:
    if written is None:
        yield Gap("no time", f"nobody said {what}", handover)
        return
    if not written.has_time:
        yield Gap("no time", f"nobody said at what time of {written.text} {_tail(what)}", handover)
    if not written.zone:
        yield Gap("no zone", f"nobody said in which time zone {written.text} is meant, {what}", handover)


def _tail(what: str) -> str:
    return what.removeprefix("when ")


def _of_the_chain(exhibit: Exhibit, chain: list[Handover]) -> Iterator[Gap]:
    name = f"exhibit {exhibit.reference}"
    holder, seal, before, since = (
        exhibit.said.taken_by,
        exhibit.said.seal,
        exhibit.taken,
        "it was seized or supplied",
    )
    for number, handover in enumerate(chain, 1):
        said, at, which = handover.said, handover.handed, f"handover {number} of {name}"
        if holder and not _one(holder, said.given_by):
            yield Gap("other giver", f"{which} is by {said.given_by}, but {holder} held it last", handover.id)
        yield from _of_the_time(at, f"when {which} was", handover.id)
        if at and before and at.surely_before(before):
            yield Gap(
                "out of order",
                f"{which} on {at.text} is earlier than when {since}, {before.text}",
                handover.id,
            )
        yield from _of_the_seal(handover, seal, which)
        holder, seal = said.taken_by, said.seal or seal
        if at:
            before, since = at, f"handover {number} was"


def _of_the_seal(handover: Handover, before: str, which: str) -> Iterator[Gap]:
    said = handover.said
    if said.seal_state == "broken" and not said.why:
        yield Gap("broken seal", f"at {which} the seal was broken, and nobody said why", handover.id)
    if said.seal_state == "not noted":
        yield Gap("seal not noted", f"at {which} nobody noted the state of the seal", handover.id)
    if before and said.seal and not _one(before, said.seal) and said.seal_state != "renewed":
        yield Gap(
            "other seal", f"{which} names seal {said.seal}, where it was {before}; nobody said it was renewed",
            handover.id,
        )  # fmt: skip
    if said.seal_state == "none" and before:
        yield Gap("other seal", f"{which} was without a seal, where it was {before}", handover.id)


def _one(one: str, other: str) -> bool:
    return same(one).casefold() == same(other).casefold()
