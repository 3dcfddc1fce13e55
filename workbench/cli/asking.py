"""The command that asks the case a question: ask."""

from __future__ import annotations

import contextlib
import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.case import opening
from workbench.case.cases import Case
from workbench.cli import passphrases
from workbench.cli.adding import Commands, json_option, key_option, reason_option
from workbench.cli.opening import Entry, handing_out, writing
from workbench.cli.printing import as_json, say, table, warn
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    ask = commands.add("ask", run, "ask the case a question, or list the questions", case=False)
    ask.add_argument("case", metavar="CASE", nargs="?", help="the case file")
    ask.add_argument("question", metavar="QUESTION", nargs="?", help="its name, from 'clew ask --list'")
    ask.add_argument(
        "--list", action="store_true", help="list the questions, with what each wants to be told"
    )
    ask.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="tell the question something; may stand often",
    )
    ask.add_argument("--from", dest="first", metavar="TIME", help="only records from this UTC time on")
    ask.add_argument("--until", metavar="TIME", help="only records before this UTC time")
    ask.add_argument("--rows", metavar="N", type=int, default=3, help="rows of evidence for each claim (3)")
    ask.add_argument(
        "--quick", action="store_true", help="do not ask again with a tenth of the links taken away"
    )
    ask.add_argument(
        "--keep", metavar="STATEMENT", help="keep the answer as a finding, said in this sentence"
    )
    ask.add_argument(
        "--again", metavar="FINDING", type=int, help="ask again what a finding answers, and compare"
    )
    ask.add_argument("-o", dest="page", metavar="FILE.html", help="write the answer with its rows as a page")
    ask.add_argument("--lists", metavar="FOLDER", help="write the answer's lists there, a text file each")
    ask.add_argument(
        "--other-key-file",
        metavar="FILE",
        help="a file that holds the passphrase of another case that the question looks into",
    )
    reason_option(ask)
    key_option(ask)
    json_option(ask)


def run(args: Namespace) -> int:
    """clew ask [CASE QUESTION]"""
    if args.list:
        return list_questions(args)
    if args.case is None or (args.question is None and args.again is None):
        raise Problem("name a case and a question", "'clew ask --list' shows the questions")
    return ask_again(args) if args.again is not None else ask_one(args)


def list_questions(args: Namespace) -> int:
    """clew ask --list"""
    from workbench.app import questions
    from workbench.app.library import Library
    from workbench.questions.question import WORLDS

    found = questions.known(Library.shipped())
    if args.json:
        as_json(
            [
                {
                    "id": q.id, "title": q.title, "world": q.world, "does": q.does, "method": q.method,
                    "innocent": list(q.innocent), "version": q.version,
                    "settings": [
                        {"name": p.name, "label": p.label, "type": p.type, "default": _said(p.fallback), "help": p.help,
                         "required": p.required, "choices": [word for word, _ in p.choices]}
                        for p in q.parameters
                    ],
                }
                for q in found.values()
            ]
        )  # fmt: skip
        return 0
    for world, name in WORLDS.items():
        mine = [q for q in found.values() if q.world == world]
        if mine:
            say(name)
            table(("", "", ""), [(f"  {q.id}", q.title, _settings(q.parameters)) for q in mine], "")
            say("")
    return 0


def _settings(parameters: Sequence[Any]) -> str:
    return ", ".join(p.name + ("!" if p.required else "") for p in parameters)


def _said(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def ask_one(args: Namespace) -> int:
    """clew ask CASE QUESTION [--set name=value ...]"""
    from workbench.app import answer_page, questions
    from workbench.app.keeping_answers import write_lists
    from workbench.app.kept_answers import keep
    from workbench.app.library import Library
    from workbench.case import entities, exporting
    from workbench.questions import asking

    asked = questions.get(Library.shipped(), args.question)
    said = dict(_pair(text) for text in args.set)
    with _entered(args) as (case, entry):
        told = asking.settings(asked, said, lambda text: entities.resolve(case, text))
        held = questions.held(case, moments=_moments(args))
        held.look_into = _other(args)
        answer = asking.ask(held, asked, told, steady=not args.quick)
        _say_in_log(entry, answer)
        if args.keep:
            with case.edit("Keep an answer") as db:
                number = keep(case, db, held, answer, args.keep, "", answer.rows)
            warn(f"kept as finding {number}")
        if args.page:
            page = answer_page.made(case, held, asked, answer, args.rows)
            exporting.write_whole(Path(args.page), page.encode())
            warn(f"wrote {args.page}")
        if args.lists:
            for path in write_lists(answer, Path(args.lists)):
                warn(f"wrote {path}")
        _show(args, case, held, asked, answer)
    return 0


@contextlib.contextmanager
def _entered(args: Namespace) -> Iterator[tuple[Case, Entry]]:
    """The case and the entry of what is asked of it; where the answer is kept, the case has to be writable."""
    if not args.keep:
        with handing_out(args, "ask") as both:
            yield both
        return
    with writing(args) as case:
        entry = Entry("ask")
        yield case, entry
        case.record(entry.act, entry.ids, entry.values)


def _say_in_log(entry: Entry, answer: Any) -> None:
    """What was asked with which settings, and how many claims it gave."""
    from workbench.app.sitting import of_answer

    entry.ids, entry.values = of_answer(answer)


def ask_again(args: Namespace) -> int:
    """clew ask CASE --again FINDING; 1 where the case no longer says what it said then."""
    from workbench.app import questions
    from workbench.app.kept_answers import Asked, settings_from
    from workbench.app.library import Library
    from workbench.case import findings
    from workbench.questions import asking

    with handing_out(args, "ask") as (case, entry):
        finding = next((f for f in findings.listed(case) if f.id == args.again), None)
        then = Asked.of(finding) if finding is not None else None
        if then is None:
            raise Problem(
                f"finding {args.again} answers no question", "only answers that were kept can be asked again"
            )
        asked = questions.get(Library.shipped(), then.question)
        held = questions.held(case, moments=then.moments)
        held.look_into = _other(args)
        answer = asking.ask(held, asked, settings_from(asked, then.settings), steady=not args.quick)
        _say_in_log(entry, answer)
        same = answer.digest == then.digest
        if args.json:
            _show(args, case, held, asked, answer, {"same": same, "finding": args.again})
        else:
            _show(args, case, held, asked, answer)
            newer = (
                f" The question is at version {asked.version} now." if asked.version != then.version else ""
            )
            say("The same as when it was kept." if same else f"NOT the same as when it was kept.{newer}")
    return 0 if same else 1


def _other(args: Namespace) -> Callable[[Path], Any]:
    """How another case is opened: with a passphrase of its own."""
    return lambda path: opening.open_case(path, passphrase=passphrases.to_open_other(args, path))


def _show(args: Namespace, case: Any, held: Any, asked: Any, answer: Any, more: Any = None) -> None:
    from workbench.app import answers
    from workbench.app.kept_answers import settings_json

    if args.json:
        as_json(answers.as_json(case, held, asked, answer, args.rows) | (more or {}))
        return
    from workbench.app.answer_cells import texts

    say(answer.sentence)
    for columns, rows in [(answer.columns, answer.rows), *((t.columns, t.rows) for t in answer.tables)]:
        if rows:
            say("")
            lines = [(*texts(held, columns, row), "; ".join(row.why)) for row in rows]
            table((*(c.title for c in columns), "why"), lines, "")
    for heading, sentences in (
        ("How it was found", (answer.method, json.dumps(settings_json(answer.settings)))),
        ("How sure", (answer.sure, answer.steady)),
        ("What may be innocent", answer.innocent),
        ("Whose records are held", answer.coverage),
        ("Left out", answer.left_out),
    ):
        if any(sentences):
            say("")
            say(heading)
            for sentence in filter(None, sentences):
                say(f"  {sentence}")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Problem(f"--set {text}: no value", "write NAME=VALUE")
    return name.strip(), value


def _moments(args: Namespace) -> tuple[int, int] | None:
    from workbench.questions.parameter import moment

    try:
        first = moment(args.first) if args.first else None
        last = moment(args.until) if args.until else None
    except ValueError as error:
        raise Problem(f"that is no time: {error}", "write 2026-03-31 or 2026-03-31T14:05") from error
    if first is None and last is None:
        return None
    return (
        first if first is not None else moment("0001-01-02"),
        last if last is not None else moment(datetime.max.date().isoformat()),
    )
