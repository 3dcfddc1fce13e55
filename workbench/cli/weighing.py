"""Commands that say what is thought of people and information: involve, tag, offences, grade, grades, schemes."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from workbench.case import claims, entities, findings, gradings, involvement, notes, sources
from workbench.case.cases import Case
from workbench.case.gradings import Grading
from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import reading, writing
from workbench.cli.printing import as_json, say, table, utc
from workbench.model.problems import Problem

WHAT = "case, source:ID, link:ID, note:ID, finding:ID, or an entity as [kind:]value"


def add(commands: Commands) -> None:
    involve = commands.add("involve", say_involved, "say what a person has to do with the case")
    involve.add_argument("entity", metavar="ENTITY", help="the person or organisation, as [kind:]value")
    involve.add_argument("category", choices=(*involvement.CATEGORIES, involvement.UNKNOWN))
    involve.add_argument("--basis", metavar="TEXT", default="", help="how that is known")
    tag = commands.add("tag", put_tag, "tag an entity, with a basis; also by an offence of the list")
    tag.add_argument("entity", metavar="ENTITY", help="who or what, as [kind:]value")
    tag.add_argument("name", metavar="TAG", nargs="?", default="", help="the tag, in your own words")
    tag.add_argument("--offence", metavar="ID", default="", help="an offence, from 'clew offences'")
    tag.add_argument("--basis", metavar="TEXT", default="", help="how that is known")
    tag.add_argument("--remove", action="store_true", help="take the tag off")
    json_option(commands.add("offences", list_offences, "list the offences to tag by", case=False))
    give = commands.add(
        "grade", give_grade, "grade a source, an entity, a link, a note, a finding or the case"
    )
    give.add_argument("what", metavar="WHAT", help=WHAT)
    give.add_argument("scheme", metavar="SCHEME", help="how it is graded, from 'clew schemes'")
    give.add_argument("grade", metavar="GRADE", help="the codes in their order, such as '1 B P'")
    give.add_argument("--given-by", metavar="NAME", default="", help="who gave the grade; you, if not said")
    give.add_argument("--basis", metavar="TEXT", default="", help="why")
    json_option(commands.add("grades", list_grades, "list every grade, and the strictest handling"))
    json_option(commands.add("schemes", list_schemes, "list the ways to grade", case=False))


def say_involved(args: Namespace) -> int:
    """clew involve CASE ENTITY CATEGORY --basis TEXT"""
    with writing(args) as case:
        entity = entities.resolve(case, args.entity)
        with case.edit(f"{entities.get(case, entity).caption}: {args.category}") as db:
            involvement.involve(case, db, entity, args.category, args.basis)
    say(f"{args.entity}: {args.category}.")
    return 0


def put_tag(args: Namespace) -> int:
    """clew tag CASE ENTITY TAG --basis TEXT"""
    from workbench.app import offences

    if bool(args.name.strip()) == bool(args.offence):
        raise Problem("a tag is in your own words or an offence of the list", "say one of the two")
    if args.offence and not args.basis.strip() and not args.remove:
        raise Problem("an offence needs a basis", "say how you know, with --basis")
    name = offences.offence(args.offence).name if args.offence else args.name.strip()
    with writing(args) as case:
        entity = entities.resolve(case, args.entity)
        with case.edit(f"Take off the tag {name}" if args.remove else f"Tag as {name}") as db:
            if args.remove:
                notes.untag(db, entity, name)
            else:
                notes.tag(db, entity, name, args.basis, case.analyst)
        told = [t.name for t in notes.tags_told(case, entity)]
    say(f"{args.entity}: {', '.join(told) or 'no tags'}.")
    return 0


def list_offences(args: Namespace) -> int:
    """clew offences"""
    from workbench.app import offences

    known = offences.offences()
    if args.json:
        as_json([vars(one) for one in known])
    else:
        rows = [(one.id, one.group, one.name, one.law, one.says) for one in known]
        table(("offence", "group", "name", "law", "meaning"), rows, "The list is empty.")
    return 0


def list_schemes(args: Namespace) -> int:
    """clew schemes"""
    from workbench.app.gradings import schemes

    known = schemes().values()
    if args.json:
        parts = ("id", "name", "codes", "handling", "several", "free", "optional")
        as_json(
            [
                {"id": s.id, "name": s.name, "taken_from": s.taken_from, "example": s.example,
                 "parts": [{name: getattr(p, name) for name in parts} for p in s.parts]}
                for s in known
            ]
        )  # fmt: skip
        return 0
    rows = [
        (s.id, s.name, s.example, ", ".join(f"{p.name} {'/'.join(p.codes) or '(words)'}" for p in s.parts))
        for s in known
    ]
    table(("scheme", "name", "such as", "parts"), rows, "There is no way to grade.")
    return 0


def give_grade(args: Namespace) -> int:
    """clew grade CASE WHAT SCHEME GRADE"""
    from workbench.app.gradings import scheme

    by = scheme(args.scheme)
    grades = by.typed(args.grade)
    with writing(args) as case:
        subject, number = _meant(case, args.what)
        with case.edit(f"Grade {args.what}") as db:
            gradings.grade(case, db, subject, number, by, grades, given_by=args.given_by, basis=args.basis)
        told = gradings.listed(case, subject, number)
        rows = [(g.id, gradings.words(case, g), "original" if g.original else "again") for g in told]
    table(("grade", "", ""), rows, "")
    return 0


def _meant(case: Case, said: str) -> tuple[str, int]:
    """What is to be graded, as its sort and number; Problem where the case has no such thing."""
    sort, _, number = said.partition(":")
    if said.strip() == "case":
        return "case", gradings.CASE
    if sort in ("source", "link", "note", "finding") and number.strip().isdecimal():
        id = int(number)
        if sort == "source":
            sources.get(case, id)
        elif sort == "link":
            claims.ends(case, id)
        elif sort == "note":
            notes.get(case, id)
        elif id not in {f.id for f in findings.listed(case)}:
            raise Problem(f"there is no finding {id}", "see what was kept")
        return sort, id
    return "entity", entities.resolve(case, said)


def list_grades(args: Namespace) -> int:
    """clew grades CASE"""
    with reading(args) as case:
        found = gradings.listed(case)
        handling, strictest = gradings.handling(case, found), gradings.strictest(case, found)
        words = {g.id: gradings.words(case, g) for g in found}
        names = {g.id: _named(case, g) for g in found}
    if args.json:
        as_json(
            {"grades": [_json(g, words[g.id], names[g.id]) for g in found], "strictest_handling": strictest}
        )
        return 0
    rows = [
        (names[g.id], words[g.id], "original" if g.original else "again", g.basis, utc(g.at)) for g in found
    ]
    table(("what", "grade", "", "basis", "at"), rows, "Nothing is graded.")
    if handling:
        say(f"Strictest handling, each scheme by itself: {handling}.")
    return 0


def _named(case: Case, one: Grading) -> str:
    if one.subject == "entity":
        return ":".join(entities.named(case, one.number))
    return "case" if one.subject == "case" else f"{one.subject}:{one.number}"


def _json(one: Grading, words: str, named: str) -> dict[str, Any]:
    return {
        "id": one.id, "what": named, "subject": one.subject, "number": one.number, "scheme": one.scheme,
        "grades": dict(one.grades), "words": words, "given_by": one.given_by, "basis": one.basis,
        "original": one.original, "analyst": one.analyst, "at": utc(one.at),
    }  # fmt: skip
