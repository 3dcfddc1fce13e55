"""What the demonstration's files were made to hold: every fact of truth.json, and the questions that must find it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.app import demo, paths
from workbench.app.demonstration import Demonstration
from workbench.app.selftest.checks import Check, Tell, compared
from workbench.case import graphs, records, rejects, sources
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.questions import asking
from workbench.questions.answer import Answer, Row
from workbench.questions.held import Held
from workbench.questions.question import shipped


@dataclass(frozen=True)
class Planted:
    """A question and the fact it must find: the values of these `kinds` of the fact stand in one claim (the `first` one
    where that is said, else in all claims together) or in the list of that name."""

    question: str
    fact: str
    kinds: tuple[str, ...]
    told: Mapping[str, str] = field(default_factory=dict)
    first: bool = False
    among: str = ""


QUESTIONS = (
    Planted("who_changed_phones", "private_number", ("phone",), first=True),
    Planted("several_sims", "old_handset", ("device",), first=True),
    Planted("one_hand", "one_hand", ("wallet",), {"most": "1000"}),
    Planted("where_money_went", "supplier_paid", ("account",), {"origin": "{money_trail}"}),
    Planted("same_vendor", "one_vendor", ("handle",), {"most": "10000"}),
    Planted("shared_marks", "drops", ("phone",)),
    Planted("who_operates", "holder", ("person", "phone"), {"subject": "EH-88-1042"}),
    Planted("regular_parcels", "supplies", ("phone",), first=True),
    Planted("act_on", "payout_wallets", ("wallet",), among="wallet"),
)


def truth() -> dict[str, Any]:
    said: dict[str, Any] = json.loads((paths.resources() / "demo" / demo.TRUTH).read_text("utf-8"))
    return said


def checks(made: Demonstration, tell: Tell) -> Iterator[Check]:
    """What became of each file, whether each planted fact is in the case, and what the questions find."""
    told = truth()
    yield from _files(made.case, told)
    graph = graphs.read(made.case)
    known = _Known(graph)
    for number, fact in enumerate([*told["facts"], *told["decoys"]]):
        tell(number, len(told["facts"]) + len(told["decoys"]), fact["id"])
        yield _fact(made.case, fact, known)
    held = Held(made.case, graph)
    for number, planted in enumerate(QUESTIONS):
        tell(number, len(QUESTIONS), planted.question)
        yield _question(held, planted, told)


def _files(case: Case, told: dict[str, Any]) -> Iterator[Check]:
    by_name = {s.name: s for s in sources.listed(case)}
    for wanted in told["files"]:
        name, source = wanted["file"], by_name.get(wanted["file"])
        if source is None:
            yield Check("Import", name, False, "taken in", "not taken in")
            continue
        found = {
            "read": source.rows, "kept": source.kept_rows, "duplicate": source.duplicate, "rejected": source.rejected,
        }  # fmt: skip
        rows = sorted({r.row for r in rejects.listed(case, source.id)})
        yield compared("Reference file", name, wanted["sha256"], source.sha256)
        yield compared(
            "Import", name, _counts(wanted["recipe"], wanted["rows"], wanted["rejected"]),
            _counts(source.recipe, found, rows),
        )  # fmt: skip


def _counts(recipe: str, counts: Mapping[str, int], rejected: Sequence[int]) -> str:
    """What became of a file, in words."""
    said = ", ".join(f"{name} {counts[name]:,}" for name in ("read", "kept", "duplicate", "rejected"))
    return f"{recipe}: {said}" + (f" (rows {', '.join(map(str, rejected))})" if rejected else "")


class _Known:
    """Which entities and links a graph holds, by kind and value."""

    def __init__(self, graph: Graph) -> None:
        nodes = [(graph.kinds[kind], value) for kind, value in zip(graph.kind, graph.values, strict=True)]
        self.entities = set(nodes)
        ends = zip(graph.link_kind, graph.start, graph.end, graph.link_ids.tolist(), strict=True)
        self.links = {
            (graph.link_kinds[kind], nodes[one], nodes[other]): link for kind, one, other, link in ends
        }

    def link(self, said: Mapping[str, Any]) -> int | None:
        """The link that truth.json describes."""
        ends = [(said[side]["kind"], said[side]["value"]) for side in ("start", "end")]
        return self.links.get((said["kind"], *ends))


def _fact(case: Case, fact: dict[str, Any], known: _Known) -> Check:
    """Whether the links of a fact stand on rows it names, and those that must be absent are."""
    wanted = {(r["file"], r["sheet"], r["row"]) for r in fact["rows"]}
    wrong = [
        f"no {e['kind']} {e['value']}"
        for e in fact["entities"]
        if (e["kind"], e["value"]) not in known.entities
    ]
    for one in fact["links"]:
        link = known.link(one)
        behind = records.behind(case, [link]) if link is not None else []
        if not {(r.file, r.sheet, r.row) for r in behind} & wanted:
            wrong.append(f"no row proves {_words(one)}")
    wrong += [f"{_words(one)} is there" for one in fact.get("absent", ()) if known.link(one) is not None]
    found = "; ".join(wrong) or "all of it, on the rows it names"
    return Check("Planted fact", fact["id"], not wrong, fact["statement"], found)


def _words(link: Mapping[str, Any]) -> str:
    return f"{link['kind']} from {link['start']['value']} to {link['end']['value']}"


def _question(held: Held, planted: Planted, told: dict[str, Any]) -> Check:
    facts = {fact["id"]: fact["entities"] for fact in [*told["facts"], *told["decoys"]]}
    wanted = {e["value"] for e in facts[planted.fact] if e["kind"] in planted.kinds}
    said = {
        name: facts[text[1:-1]][0]["value"] if text.startswith("{") else text
        for name, text in planted.told.items()
    }
    question = shipped()[planted.question]
    places = {value: place for place, value in enumerate(held.whole.values)}
    settings = asking.settings(question, said, lambda value: int(held.whole.ids[places[value]]))
    answer = asking.ask(held, question, settings, steady=False)
    rows = answer.rows[:1] if planted.first else answer.rows
    found = (
        _listed(answer, planted.among) if planted.among else {v for row in rows for v in _values(held, row)}
    )
    missing = {value for value in wanted if value not in found and not any(value in text for text in found)}
    where = "its first claim" if planted.first else "its claims"
    return Check(
        "Question", f"{question.title}", not missing, f"{where} name {', '.join(sorted(wanted))}",
        f"{len(answer.rows):,} claims; not named: {', '.join(sorted(missing))}" if missing
        else f"{len(answer.rows):,} claims, and all of it is named",
    )  # fmt: skip


def _values(held: Held, row: Row) -> set[str]:
    return {held.value(entity) for entity in row.entities} | {str(c) for c in row.cells if isinstance(c, str)}


def _listed(answer: Answer, name: str) -> set[str]:
    return {line.split("\t")[0] for line in answer.lists[name]}
