"""Commands of the register of requests: letters, request, requests."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, date, datetime
from typing import Any

from workbench.case import entities, requests, sources
from workbench.case.cases import Case
from workbench.case.requests import Request
from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import target
from workbench.cli.opening import handing_out, reading, writing
from workbench.cli.printing import as_json, say, table
from workbench.model.problems import Problem
from workbench.report import documents

SAID = ("sent", "due", "answered")


def add(commands: Commands) -> None:
    json_option(
        commands.add("letters", letters_known, "list the letters to providers and authorities", case=False)
    )
    new = commands.add("request", ask, "enter a request to a provider and write its letter")
    new.add_argument("--letter", metavar="ID", required=True, help="which letter, from 'clew letters'")
    new.add_argument("--to", metavar="NAME", dest="provider", required=True, help="the provider or authority")
    new.add_argument(
        "--entity", metavar="VALUE", dest="entities", action="append", required=True,
        help="an identifier it is about, as [kind:]value; may be given several times",
    )  # fmt: skip
    new.add_argument("--legal-basis", metavar="TEXT", required=True, help="the order or article it rests on")
    new.add_argument("--from", dest="first", metavar="DAY", default="", help="first day asked for")
    new.add_argument("--until", dest="last", metavar="DAY", default="", help="last day asked for")
    new.add_argument(
        "--reference", metavar="TEXT", default="", help="our reference; year and number if not said"
    )
    new.add_argument(
        "--due", metavar="DAY", default="", help="when the answer is wanted; as the letter has it"
    )
    new.add_argument("-o", dest="out", metavar="FILE", help="write the letter: .html, .pdf or .docx")
    state = commands.add(
        "requests", register, "list what was asked of whom, and what is overdue; or say what came"
    )
    state.add_argument("reference", metavar="REFERENCE", nargs="?", help="the request that is spoken of")
    for name, meaning in (
        ("sent", "the day it was sent"), ("due", "the day its answer is wanted"),
        ("answered", "the day it was answered"),
    ):  # fmt: skip
        state.add_argument(f"--{name}", metavar="DAY", help=meaning)
    state.add_argument(
        "--source", metavar="ID", type=int, action="append", default=[],
        help="a source of the case that answers it; may be given several times",
    )  # fmt: skip
    state.add_argument("-o", dest="out", metavar="FILE", help="write its letter again: .html, .pdf or .docx")
    state.add_argument("--overdue", action="store_true", help="only those whose day has passed")
    json_option(state)


def today() -> date:
    return datetime.now(UTC).date()


def letters_known(args: Namespace) -> int:
    """clew letters"""
    from workbench.app import letters

    known = letters.templates().values()
    if args.json:
        as_json(
            [
                {"id": t.id, "name": t.name, "sort": t.sort, "to": t.provider_sort, "days": t.days}
                for t in known
            ]
        )
        return 0
    rows = [(t.id, t.sort, t.provider_sort, t.days, t.name) for t in known]
    table(("letter", "asks for", "of", "days", "name"), rows, "There is no letter.")
    return 0


def ask(args: Namespace) -> int:
    """clew request CASE --letter ID --to NAME --entity VALUE --legal-basis TEXT"""
    from workbench.app import letters

    known = letters.templates()
    if args.letter not in known:
        raise Problem(f"there is no letter {args.letter}", "see 'clew letters'")
    template, out = known[args.letter], target(args) if args.out else None
    if out is not None:
        documents.suffix_of(out)
    with writing(args) as case:
        chosen = tuple(entities.resolve(case, value) for value in args.entities)
        request = letters.drafted(
            case, template, chosen, today(), provider=args.provider, legal_basis=args.legal_basis, first=args.first,
            last=args.last, reference=args.reference, due=args.due,
        )  # fmt: skip
        with case.edit(f"Request {request.reference} to {request.provider}") as db:
            requests.enter(case, db, request)
        entered = requests.get(case, request.reference)
        if out is not None:
            letters.write(case, entered, template, out)
            case.record("letter", {"request": entered.id}, {"file": out.name})
    say(f"Entered request {request.reference}, answer wanted by {request.due}.")
    if letters.gaps(request.letter):
        say(
            f"{letters.gaps(request.letter)} things are not said yet and stand in the letter as {letters.OPEN}."
        )
    if out is not None:
        say(f"Wrote {out}.")
    return 0


def register(args: Namespace) -> int:
    """clew requests CASE [REFERENCE --sent DAY]"""
    said = {name: getattr(args, name) for name in SAID if getattr(args, name) is not None}
    if (said or args.source or args.out) and not args.reference:
        raise Problem("which request is meant?", "name its reference")
    if said or args.source:
        _say(args, said)
    if args.out:
        _write_again(args)
    with reading(args) as case:
        found = [requests.get(case, args.reference)] if args.reference else requests.listed(case)
        found = [r for r in found if not args.overdue or r.state(today()) == "overdue"]
        listed = [_as_json(case, r) for r in found]
    if args.json:
        as_json(listed)
        return 0
    rows = [
        (
            r["reference"], r["state"], r["provider"], len(r["identifiers"]), r["sent"], r["due"], r["answered"],
            r["asks_for"],
        )
        for r in listed
    ]  # fmt: skip
    table(
        ("reference", "state", "to", "identifiers", "sent", "due", "answered", "asks for"), rows,
        "Nothing is overdue." if args.overdue else "Nothing was asked of anybody yet.",
    )  # fmt: skip
    for r in listed:
        if r["not_named"]:
            say(f"{r['reference']}: what came says nothing of {', '.join(r['not_named'])}.")
    return 0


def _say(args: Namespace, said: dict[str, str]) -> None:
    with writing(args) as case:
        request = requests.get(case, args.reference)
        known = {source.id for source in sources.listed(case)}
        for source in args.source:
            if source not in known:
                raise Problem(f"there is no source {source}", "see 'clew sources'")
        with case.edit(f"Request {request.reference}: " + (", ".join(said) or "answered")) as db:
            if said:
                requests.change(db, request, **said)
            if args.source:
                day = said.get("answered") or request.answered or today().isoformat()
                requests.answer(db, requests.get(case, args.reference), args.source, day)


def _write_again(args: Namespace) -> None:
    from workbench.app import letters

    out = target(args)
    documents.suffix_of(out)
    with handing_out(args, "letter") as (case, entry):
        request = requests.get(case, args.reference)
        entry.ids["request"], entry.values["file"] = request.id, out.name
        letters.write(case, request, letters.templates().get(request.template), out)
    say(f"Wrote {out}.")


def _as_json(case: Case, request: Request) -> dict[str, Any]:
    """A request as the register prints it."""
    return {
        "reference": request.reference,
        "state": request.state(today()),
        "asks_for": request.sort,
        "provider": request.provider,
        "provider_sort": request.provider_sort,
        "legal_basis": request.legal_basis,
        "first": request.first,
        "last": request.last,
        "identifiers": [":".join(entities.named(case, e)) for e in request.entities],
        "sent": request.sent,
        "due": request.due,
        "answered": request.answered,
        "sources": list(request.sources),
        "not_named": [":".join(entities.named(case, e)) for e in requests.silent(case, request)]
        if request.sources
        else [],
        "letter": request.letter,
    }
