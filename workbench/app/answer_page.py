"""An answer as a page to hand on: its words, the first rows behind each claim, and the files they stand in."""

from __future__ import annotations

from workbench.app.answer_cells import texts
from workbench.app.answers import behind
from workbench.case import claims, sources
from workbench.case.cases import Case
from workbench.case.claims import Proof
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.question import Question
from workbench.report import answering
from workbench.report.answering import Drawn, Line, Said, Table

QUOTED = 5  # rows quoted for each claim
SORTS = dict.fromkeys(("count", "number", "share", "duration", "money"), "figure") | dict.fromkeys(
    ("entity", "moment", "yes"), "short"
)


def told(held: Held, question: Question, answer: Answer) -> list[str]:
    """What the question was told, a sentence each."""
    values = [(p, p.written(answer.settings.get(p.name), held.caption)) for p in question.parameters]
    return [f"{p.label}: {value or 'nothing chosen'}." for p, value in values]


def made(case: Case, held: Held, question: Question, answer: Answer, quoted: int = QUOTED) -> str:
    """The page as HTML; of the rows behind each claim the first `quoted` are shown."""
    used: set[int] = set()

    def table(title: str, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
        lines = []
        for row in rows:
            found, total = behind(case, held, row, quoted)
            proofs: list[Proof] = [claims.for_record(case, record).proofs[0] for record in found]
            used.update(record.source for record in found)
            cells = texts(held, columns, row)
            named = [cell for c, cell in zip(columns, cells, strict=True) if c.type == "entity" and cell]
            lines.append(Line(", ".join(named[:2]) or cells[0], cells, row.why, proofs, total))
        return Table(title, [c.title for c in columns], [SORTS.get(c.type, "text") for c in columns], lines)

    tables = [table("Answer", answer.columns, answer.rows)]
    tables += [table(t.title, t.columns, t.rows) for t in answer.tables]
    own = [
        f"{held.caption(entity)}: always looks central, for its own records are held."
        for entity in sorted(answer.held)
    ]
    how = [
        answer.method,
        *told(held, question, answer),
        f"Question {answer.question}, version {answer.version}.",
    ]
    said = Said(
        question.title, answer.sentence, tables,
        (
            ("How it was found", how),
            ("How sure", [answer.sure, answer.steady]),
            ("What may be innocent", answer.innocent),
            ("Whose own records are held", own),
            ("Coverage", answer.coverage),
            ("Left out", answer.left_out or ("Nothing.",)),
        ),
        [Drawn(c.title, c.across, c.up, c.lines) for c in answer.curves],
        {"Answer": f"SHA-256 {answer.digest} of what was found"},
    )  # fmt: skip
    return answering.about(case, said, [sources.get(case, source) for source in sorted(used)])
