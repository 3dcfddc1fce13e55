"""An extract of values nobody expects, told by hand: what any writer has to survive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from workbench.case import graphs
from workbench.case.cases import Case
from workbench.report.extract import Extract, extract
from workbench.report.extracted import Facts, File, Happening, Note, Origin, Spot, Tag, Thing, Tie

ODD = "a\x00b\ud800c\u202ed\x1b[31m<&\"'>]]>\ufffe \U0001f600 مرحبا"
SHA = "ab" * 32
ROW = Origin(1, f"{ODD}.csv", SHA, 1, ODD, 5, 0)
BEFORE = -500_000_000_000_000  # microseconds: in 1954
KINDS = (
    "person", "organisation", "group", "phone", "short_code", "sender", "email", "handle", "wallet", "account", "card",
    "masked_number", "vehicle", "parcel", "device", "sim", "cell", "ip", "site", "address", "place", "transaction",
    "pgp_key", "certificate", "document", "camera", "shipper", "tracker", "thing", "plug.in:Submarine", "",
)  # fmt: skip


def thing(id: int, kind: str, value: str, **more: Any) -> Thing:
    plain = Thing(
        id=id, kind=kind, kind_title=kind.title(), value=value, shown=value, caption=value, valid=True, involvement="",
        tags=(), notes=(), attributions=(), same_as=(), common=False, records=1, basis="", origins=(ROW,), icon="",
        colour="#000000", shape="round",
    )  # fmt: skip
    return replace(plain, **more)


def tie(id: int, kind: str, start: int, end: int, **more: Any) -> Tie:
    plain = Tie(
        id=id, kind=kind, title=kind, sentence=f"{start} {kind} {end}", start=start, end=end, directed=True,
        standing="stated", count=1, first=BEFORE, last=BEFORE, totals={}, origins=(ROW,), notes=(), basis="",
        caption="", colour="#000000",
    )  # fmt: skip
    return replace(plain, **more)


def happening(kind: str, roles: dict[str, int], fields: dict[str, str], **more: Any) -> Happening:
    plain = Happening(
        kind, kind.title(), "1954-02-26T23:06:40+00:00", BEFORE, "stated", roles, fields, True, ROW
    )
    return replace(plain, **more)


class Told(Extract):
    """An extract whose values were told instead of read; its case only says what kinds there are."""

    def __init__(
        self, case: Case, things: Sequence[Thing], ties: Sequence[Tie] = (), happenings: Sequence[Happening] = (),
        files: Sequence[File] = (), **facts: Any,
    ) -> None:  # fmt: skip
        real = extract(case, graphs.read(case))
        self.__dict__.update(real.__dict__)  # it is the extract of an empty case, but for what it tells
        self._all, self._tied, self._happened, self._read = things, ties, happenings, list(files)
        self._said = replace(real.facts, **facts)

    @property
    def facts(self) -> Facts:  # type: ignore[override]
        return self._said

    @property
    def files(self) -> list[File]:  # type: ignore[override]
        return self._read

    @cached_property
    def spots(self) -> dict[int, Spot]:  # type: ignore[override]
        return {t.id: Spot(t.id, 1e-7, -179.9999999, 5.0, "point", ODD) for t in self._all[::2]}

    def things(self) -> Iterator[Thing]:
        return iter(self._all)

    def thing(self, id: int) -> Thing | None:
        return next((t for t in self._all if t.id == id), None)

    def ties(self) -> Iterator[Tie]:
        return iter(self._tied)

    def happenings(self, kinds: Iterable[str] | None = None) -> Iterator[Happening]:
        wanted = None if kinds is None else set(kinds)
        return (h for h in self._happened if wanted is None or h.kind in wanted)


def odd(case: Case) -> Told:
    """Every kind with an odd and with an empty value, tied in a ring, everything said of it odd, too."""
    said: dict[str, Any] = {
        "tags": (Tag(ODD, ODD, ODD, 0), Tag("", "", "", 1)), "notes": (Note(ODD, "", 0), Note("", ODD, BEFORE)),
        "same_as": ((ODD, ODD),), "basis": ODD, "involvement": "suspect", "common": True, "valid": False,
    }  # fmt: skip
    things = [thing(2 * n + 1, kind, ODD, **said) for n, kind in enumerate(KINDS)]
    things += [thing(2 * n + 2, kind, "", origins=()) for n, kind in enumerate(KINDS)]
    things.sort(key=lambda t: t.id)
    last = len(things)
    ties = [
        tie(1, "called", 1, 1),
        tie(2, ODD, 1, 2, standing="assessed", origins=(), basis=ODD, first=None, last=None),
    ]
    ties += [
        tie(
            n + 3,
            "related_to",
            n + 1,
            (n + 1) % last + 1,
            totals={"ETH": "10.000000000000000001", "s": "0"},
            last=BEFORE + 1,
        )
        for n in range(last)
    ]
    roles = {"caller": 1, "callee": 7, "sender": 7, "recipient": 2, "payer": 19, "payee": 17}
    happened = [
        happening("call", roles, {"duration": ODD, "caller": ODD, "left out": "x"}),
        happening("call", {}, {}, at="", at_utc=None, zone_known=""),
        happening("message", roles, {"text": ODD}),
        happening("message", {}, {"text": ""}),
        happening(
            "payment",
            roles,
            {"amount": "10000000000000000000 WEI", "note": ODD, "reference": ODD},
            at="1954-02-26",
        ),
        happening("payment", {"payer": 19, "payee": 20}, {"amount": "10.000000000000000001 ETH"}),
        happening("payment", {}, {"amount": ODD}),
        happening("shipment", {"parcel": 27}, {"contents": ODD}, counted=False),
    ]
    happened = [replace(h, origin=replace(ROW, row=n)) for n, h in enumerate(happened)]
    file = File(1, ODD, SHA, "", 0, ODD, ODD, ODD, ODD, BEFORE, ODD, ODD, 0, 0, 0, 0)
    return Told(
        case, things, ties, happened, [file], title=ODD, purpose=ODD, authority=ODD, handling=ODD, offence=ODD
    )
