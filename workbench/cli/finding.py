"""Commands that look for something given: words in texts, a list of identifiers, the same events of two sources."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from workbench.case import lookup, sources, twins, words
from workbench.case.cases import Case
from workbench.case.entities import Entity
from workbench.case.twins import Joined
from workbench.cli.adding import Commands, json_option, limit_option
from workbench.cli.opening import handing_out, reading, writing
from workbench.cli.printing import as_json, say, table
from workbench.model.problems import Problem

AROUND = 30  # characters shown before and after a word


def add(commands: Commands) -> None:
    said = commands.add("search", search, "look for words inside listings, messages, remarks and notes")
    said.add_argument("text", metavar="TEXT", nargs="+", help='the words; "in quotation marks" for a phrase')
    limit_option(said)
    json_option(said)
    asked = commands.add("find", find, "say which identifiers of a list are in the case, and where")
    asked.add_argument("--list", metavar="FILE", required=True, help="identifiers, one a line")
    asked.add_argument("--keep", action="store_true", help="keep the answer as a finding")
    json_option(asked)
    same = commands.add("joined", joined, "list the events that two sources both hold and that count once")
    same.add_argument("source", metavar="SOURCE", nargs="?", type=int, help="only those of this source")
    how = same.add_mutually_exclusive_group()
    how.add_argument("--split", action="store_true", help="count them apart from now on")
    how.add_argument("--join", action="store_true", help="count them once again")
    json_option(same)


def search(args: Namespace) -> int:
    """clew search CASE TEXT"""
    with handing_out(args, "search") as (case, entry):
        wanted = " ".join(args.text)
        found = list(words.find(case, wanted, args.limit))
        entry.values["text"], entry.ids["hits"] = wanted, len(found)
    if args.json:
        as_json(
            [
                {"source": h.source, "file": h.file, "sheet": h.sheet, "row": h.row, "part": h.part, "kind": h.kind,
                 "field": h.field, "text": h.text, "offsets": [list(span) for span in h.spans],
                 "in_row": h.verbatim}
                for h in found
            ]
        )  # fmt: skip
        return 0
    rows = [
        (h.source or "", h.file or f"your own {h.kind}", h.row, h.field, h.spans[0][0], _around(h))
        for h in found
    ]
    table(("source", "file", "row", "field", "at", "text"), rows, "Nobody and nothing says so.")
    return 0


def _around(hit: words.Hit) -> str:
    start, end = hit.spans[0]
    before, after = max(0, start - AROUND), min(len(hit.text), end + AROUND)
    return ("…" if before else "") + hit.text[before:after] + ("…" if after < len(hit.text) else "")


def find(args: Namespace) -> int:
    """clew find CASE --list FILE"""
    path = Path(args.list)
    wanted = lookup.identifiers(_text(path))
    if not wanted:
        raise Problem(f"{path.name} names no identifier", "write one on each line")
    with handing_out(args, "find") as (case, entry):
        answers = lookup.look_up(case, wanted)
        entry.values["text"] = "\n".join(text for _, text in wanted)
        entry.ids["hits"] = sum(bool(a.found) for a in answers)
        names = {s.id: s.name for s in sources.listed(case)}
        kept = lookup.keep(case, path.name, answers) if args.keep else None
    if args.json:
        as_json(
            [
                {"line": a.line, "asked": a.asked, "found": [_entity(e) for e in a.found],
                 "like": [_entity(e) for e in a.like]}
                for a in answers
            ]
        )  # fmt: skip
        return 0
    rows: list[tuple[Any, ...]] = []
    for a in answers:
        for e in a.found:
            rows.append(
                (a.asked, "found", e.kind, e.caption, e.records, ", ".join(names[s] for s in e.sources))
            )
        if not a.found:
            like = ", ".join(f"{e.kind} {e.caption}" for e in a.like)
            rows.append((a.asked, "like" if like else "not found", "", like, "", ""))
    table(("asked for", "", "kind", "in the case", "records", "files"), rows, "")
    say(f"{sum(bool(a.found) for a in answers):,} of {len(answers):,} are in the case.")
    if kept is not None:
        say(f"Kept as finding {kept}.")
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"{path.name} is not UTF-8 text", "save the list as UTF-8 and try again") from error


def _entity(e: Entity) -> dict[str, object]:
    return {
        "id": e.id, "kind": e.kind, "value": e.value, "caption": e.caption, "records": e.records, "sources": e.sources,
    }  # fmt: skip


def joined(args: Namespace) -> int:
    """clew joined CASE [SOURCE]"""
    with (writing if args.split or args.join else reading)(args) as case:
        if args.source is not None:
            sources.get(case, args.source)
        found = _joined(case, args.source)
        pairs = list(dict.fromkeys((j.reading, j.earlier) for j in found))
        if args.split:
            twins.split(case, pairs)
        elif args.join:
            twins.join(case, pairs)
        if args.split or args.join:
            found = _joined(case, args.source)
        rows = [(j, twins.pairs(case, j, 3)) for j in found]
    if args.json:
        as_json(
            [
                {"source": j.source, "with": j.earlier_source, "kind": j.kind, "records": j.records,
                 "seconds": j.seconds, "close": j.close, "split": j.split, "rows": [list(p) for p in shown]}
                for j, shown in rows
            ]
        )  # fmt: skip
        return 0
    table(
        ("source", "with", "kind", "records", "within seconds", "counted", "such as rows"),
        [
            (str(j.source), str(j.earlier_source), j.kind, j.records, j.seconds, "apart" if j.split else "once",
             "; ".join(f"{mine} and {theirs}" for mine, theirs in shown))
            for j, shown in rows
        ],
        "No two sources hold the same event.",
    )  # fmt: skip
    return 0


def _joined(case: Case, source: int | None) -> list[Joined]:
    return [j for j in twins.listed(case) if source in (None, j.source, j.earlier_source)]
