"""What the analyst does with an answer: puts it on a chart, keeps it as a finding, hands it out as a table or lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from workbench.app import answer_page, arranging, kept_answers
from workbench.app.answer_cells import texts
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import charts, exporting
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.question import Question
from workbench.report import comma, sheets


def show(session: Session, answer: Answer, rows: Sequence[Row], title: str, *, new: bool = False) -> None:
    """Puts what some rows of an answer are about on the chart, or on a new one, and selects it with its links."""
    graph = session.graph
    links = [k for row in rows for k in row.links if k in graph.link_of] + [
        k for k in answer.links if k in graph.link_of
    ]
    entities = dict.fromkeys(e for row in rows for e in row.entities if e in graph.node_of)
    if not entities:
        ends = [graph.link_of[k] for k in links]
        entities = dict.fromkeys(int(graph.ids[n]) for k in ends for n in (graph.start[k], graph.end[k]))
    if not entities:
        raise Problem("this answer is about nothing that a chart could show", "look at the rows behind it")

    def work(case: Case, db: Database) -> int:
        chart = session.chart.id if session.chart is not None and not new else charts.create(db, title)
        charts.show(db, chart, list(entities))
        arranging.arrange(db, case, graph, chart)
        return chart

    def done(chart: int) -> None:
        if new:
            session.show_chart(chart)
        session.select(entities, links)

    session.edit(title, work, done)


def keep(session: Session, held: Held, answer: Answer, statement: str, rows: Sequence[Row]) -> None:
    """Keeps some rows of an answer as a finding, with the question and all it was told: one undoable step."""
    session.edit(
        f"Keep an answer: {statement.strip()[:60]}",
        lambda case, db: kept_answers.keep(case, db, held, answer, statement, "", rows),
        lambda number: session.told("Kept as a finding; it can be asked again from the list of questions."),
    )


def table(held: Held, columns: Sequence[Column], rows: Sequence[Row]) -> pl.DataFrame:
    """The claims as texts, their reasons in a last column."""
    cells = [
        [str(cell) if c.type == "count" and cell is not None else shown
         for c, cell, shown in zip(columns, row.cells, texts(held, columns, row), strict=True)]
        for row in rows
    ]  # fmt: skip
    made = [pl.Series(c.name, [line[n] for line in cells], pl.String) for n, c in enumerate(columns)]
    return pl.DataFrame([*made, pl.Series("why", ["; ".join(row.why) for row in rows], pl.String)])


def write(held: Held, columns: Sequence[Column], rows: Sequence[Row], path: Path) -> int:
    """Writes claims to a .xlsx or .csv file, as they are read; how many. Raises Problem."""
    titles = [*(c.title for c in columns), "Why"]

    def parts() -> Iterator[pl.DataFrame]:
        yield table(held, columns, rows)

    numbers = [*(c.type == "count" for c in columns), False]
    ending = path.suffix.lower()
    if ending == ".csv":
        comma.write(path, titles, parts(), numbers)
    elif ending == ".xlsx":
        sheets.write(path, "Answer", titles, parts(), numbers)
    else:
        raise Problem(
            f"an answer cannot be written as {ending or 'a file without ending'}", "say .csv or .xlsx"
        )
    return len(rows)


def save_page(session: Session, held: Held, question: Question, answer: Answer, path: Path) -> None:
    """Writes an answer as a page that needs nothing else, and enters that in the log."""

    def work(case: Case, job: Job) -> int:
        exporting.write_whole(path, answer_page.made(case, held, question, answer).encode())
        case.record("export answer", {"rows": len(answer.rows)}, {"question": question.id, "file": path.name})
        return len(answer.rows)

    session.hand_out(f"Writing {path.name}", work, lambda count: f"The answer is written to {path.name}.")


def save(
    session: Session, held: Held, columns: Sequence[Column], rows: Sequence[Row], question: str, path: Path
) -> None:
    """Writes claims to a file and enters that in the log."""

    def work(case: Case, job: Job) -> int:
        count = write(held, columns, rows, path)
        case.record("export answer", {"rows": count}, {"question": question, "file": path.name})
        return count

    session.hand_out(f"Writing {path.name}", work, lambda count: f"{count:,} rows written to {path.name}.")


def write_lists(answer: Answer, folder: Path) -> list[Path]:
    """Writes each list of an answer as a text file, a line each; the files."""
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in answer.lists.items():
            made.append(folder / f"{name}.txt")
            made[-1].write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as error:
        raise Problem(f"{folder} cannot be written to", error.strerror or str(error)) from error
    return made


def save_lists(session: Session, answer: Answer, folder: Path) -> None:
    """Writes the lists of an answer into a folder and enters that in the log."""

    def work(case: Case, job: Job) -> int:
        made = write_lists(answer, folder)
        case.record(
            "export lists", {"files": len(made)}, {"question": answer.question, "folder": str(folder)}
        )
        return len(made)

    session.hand_out(
        "Writing lists",
        work,
        lambda count: f"{count} {'list' if count == 1 else 'lists'} written to {folder}.",
    )
