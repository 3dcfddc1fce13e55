"""Answers in a report: what was asked and told, what was found with its rows, and all that an answer owes a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.app import questions
from workbench.app.answer_cells import texts
from workbench.app.answer_page import SORTS, told
from workbench.app.answers import behind
from workbench.app.composing.bench import Bench
from workbench.app.composing.quoted import of_records
from workbench.app.composing.stated import titled
from workbench.app.kept_answers import Asked, settings_from
from workbench.app.library import Library
from workbench.case.findings import Finding
from workbench.model import document
from workbench.model.document import Block, Facts, Heading, Paragraph, Points
from workbench.questions import asking
from workbench.questions.answer import Answer, Column, Curve, Row
from workbench.questions.held import Held
from workbench.questions.question import Question
from workbench.report.provenance import utc

ROWS = 25  # rows of an answer that are shown
GROUNDS = 3  # first claims of an answer whose rows are quoted
POINTS = 11  # of a curve


def kept(bench: Bench, found: Finding) -> list[Block]:
    """An answer that was kept as a finding, asked again now, and whether it still holds."""
    then = Asked.of(found)
    assert then is not None
    question = questions.get(bench.library or Library.shipped(), then.question)
    held = _held(bench, then.moments)
    answer = asking.ask(held, question, settings_from(question, then.settings))
    same = (
        "the same as when it was kept" if answer.digest == then.digest else "NOT the same as when it was kept"
    )
    facts = [
        ("Question", question.title),
        ("Standing", f"derived by rule: question {question.id}, version {question.version}"),
        ("Kept", f"by {found.analyst}, {utc(found.at)}"),
        ("Asked again", f"{same}; SHA-256 of what was found {answer.digest}"),
    ]
    if found.confidence:
        facts.append(("How sure", f"{found.confidence}, as {found.analyst} says"))
    blocks = [*titled(bench, found.statement), Facts(tuple(facts))]
    if answer.digest != then.digest:
        said = "The case no longer says what it said when this answer was kept: look at it before you rely on it."
        blocks.append(Paragraph(said, "warning"))
    return blocks + _answer(bench, held, question, answer)


def fresh(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """A question asked for this report."""
    question = questions.get(bench.library or Library.shipped(), str(what["question"]))
    moments = what.get("moments")
    held = _held(bench, (int(moments[0]), int(moments[1])) if moments else None)
    answer = asking.ask(held, question, settings_from(question, what.get("settings", {})))
    facts = [
        ("Standing", f"derived by rule: question {question.id}, version {question.version}"),
        ("Answer", f"SHA-256 of what was found {answer.digest}"),
    ]
    return [
        Heading(what.get("title") or question.title, 2),
        Facts(tuple(facts)),
        *_answer(bench, held, question, answer),
    ]


def _held(bench: Bench, moments: tuple[int, int] | None) -> Held:
    return questions.held(bench.case, bench.graph, moments=moments, tell=bench.tell)


def _answer(bench: Bench, held: Held, question: Question, answer: Answer) -> list[Block]:
    blocks: list[Block] = [Paragraph(answer.sentence)]
    blocks += _table(bench, held, question.title, answer.columns, answer.rows)
    for one in answer.tables:
        blocks += _table(bench, held, one.title, one.columns, one.rows)
    blocks += [_curve(bench, curve) for curve in answer.curves if curve.lines]
    for number, row in enumerate(answer.rows[:GROUNDS], start=1):
        found, total = behind(bench.case, held, row, bench.quoted)
        if found or row.why:
            cells = texts(held, answer.columns, row)
            named = [c for sort, c in zip(answer.columns, cells, strict=True) if sort.type == "entity" and c]
            blocks.append(Heading(f"What row {number} rests on: {', '.join(named[:2]) or cells[0]}", 3))
            blocks += [Points(tuple(row.why))] if row.why else []
            blocks += of_records(bench, found, total)
    own = [
        f"{held.caption(e)}: always looks central, for its own records are held." for e in sorted(answer.held)
    ]
    window = [f"Stretch of time: {utc(held.moments[0])} to {utc(held.moments[1])}."] if held.moments else []
    how = [answer.method, *told(held, question, answer), *window]
    for title, sentences in (
        ("How it was found", how),
        ("How sure", [answer.sure, answer.steady]),
        ("What may be innocent", answer.innocent),
        ("Whose own records are held", own),
        ("Coverage", answer.coverage),
        ("Left out", answer.left_out or ("Nothing.",)),
    ):
        if there := tuple(sentence for sentence in sentences if sentence):
            blocks += [Heading(title, 3), Points(there)]
    return blocks


def _table(
    bench: Bench, held: Held, title: str, columns: Sequence[Column], rows: Sequence[Row]
) -> list[Block]:
    if not rows:
        return []
    return [
        document.Table(
            tuple(c.title for c in columns),
            tuple(tuple(texts(held, columns, row)) for row in rows[:ROWS]),
            caption=f"{bench.table()}. {title}",
            numbers=frozenset(n for n, c in enumerate(columns) if SORTS.get(c.type) == "figure"),
            rest=max(0, len(rows) - ROWS),
        )
    ]


def _curve(bench: Bench, curve: Curve) -> Block:
    """A curve as figures at some of its points."""
    xs = sorted({float(x) for line, _ in curve.lines.values() for x in line})
    step = max(1, -(-len(xs) // POINTS))
    chosen = xs[::step]
    by_name = {
        name: dict(zip(map(float, x), map(float, y), strict=True)) for name, (x, y) in curve.lines.items()
    }
    rows = tuple(
        (f"{x:,.4g}", *(f"{line[x]:,.4g}" if x in line else "" for line in by_name.values())) for x in chosen
    )
    heads = (curve.across, *(f"{curve.up}: {name}" for name in by_name))
    return document.Table(
        heads, rows, caption=f"{bench.table()}. {curve.title}", numbers=frozenset(range(len(heads))),
        rest=len(xs) - len(chosen),
    )  # fmt: skip
