"""Letters to providers and authorities: a template of the agency filled from a request of the case.

A template is a text with {words} to be filled in and no logic: an agency's own needs no trust. The text of a letter is
kept with its request as it was sent, so that what was asked can be read years later whatever the template says then.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from workbench.app import paths
from workbench.case import entities, requests
from workbench.case.cases import Case
from workbench.case.requests import SORTS, Request
from workbench.model.document import Block, Document, Paragraph, Points, Table
from workbench.model.problems import Problem
from workbench.report import documents

PROVIDERS = ("operator", "exchange", "platform", "courier", "authority")
OPEN = "[…]"  # what stands in a letter for something that nobody has said
IDENTIFIERS = "{identifiers}"
_WORD = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Template:
    """A letter to be filled in: what it asks (`sort`) of which sort of provider, for which kinds of entity (none: all),
    within how many days, what it wants in words, and its text."""

    id: str
    name: str
    title: str
    sort: str
    provider_sort: str
    language: str
    kinds: tuple[str, ...]
    days: int
    wanted: tuple[str, ...]
    text: str

    def takes(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


def templates(own: Path | None = None) -> dict[str, Template]:
    """The shipped templates and the agency's, whose files take the place of shipped ones of the same name."""
    found: dict[str, Template] = {}
    for folder in (paths.resources() / "letters", own or paths.home() / "letters"):
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            found[file.stem] = _read(file)
    return found


def _read(file: Path) -> Template:
    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
        made = Template(
            file.stem, str(said["name"]), str(said.get("title") or said["name"]), str(said["sort"]),
            str(said["provider_sort"]), str(said.get("language", "en")), tuple(map(str, said.get("kinds", ()))),
            int(said.get("days", 21)), tuple(map(str, said.get("wanted", ()))), str(said["text"]).strip(),
        )  # fmt: skip
    except (OSError, ValueError, TypeError) as error:
        raise Problem(f"the letter {file} cannot be read", str(error)) from error
    except KeyError as missing:
        raise Problem(f"the letter {file} does not say its {missing.args[0]}", "add it") from missing
    if made.sort not in SORTS or made.provider_sort not in PROVIDERS:
        raise Problem(
            f"the letter {file} is of no known sort",
            f"sort is one of {', '.join(SORTS)}; provider_sort of {', '.join(PROVIDERS)}",
        )
    unknown = set(_WORD.findall(made.text)) - WORDS
    if unknown:
        raise Problem(
            f"the letter {file} has {{{sorted(unknown)[0]}}} to be filled in, which nothing fills",
            "use " + ", ".join(sorted(WORDS)),
        )
    return made


WORDS = {
    "provider", "reference", "case", "today", "legal_basis", "purpose", "offence", "handling", "first", "last", "zone",
    "identifiers", "wanted", "due", "officer", "authority",
}  # fmt: skip


def answer_by(template: Template, today: date) -> str:
    """The day an answer is wanted by."""
    return (today + timedelta(days=template.days)).isoformat()


def filled(case: Case, template: Template, request: Request, today: date) -> str:
    """The text of a letter. What nobody has said stands as […], to be seen before it is sent; the line of the
    identifiers stays, for it becomes a table."""
    about = case.about
    said: Mapping[str, str] = {
        "provider": request.provider, "reference": request.reference, "case": about.title, "today": today.isoformat(),
        "legal_basis": request.legal_basis, "purpose": about.purpose, "offence": about.offence,
        "handling": about.handling, "first": request.first, "last": request.last, "zone": about.zone,
        "due": request.due, "officer": about.officer, "authority": about.authority,
        "wanted": "\n".join(f"- {line}" for line in request.wanted.splitlines() if line.strip()),
        "identifiers": IDENTIFIERS,
    }  # fmt: skip
    return _WORD.sub(lambda found: said[found[1]] or OPEN, template.text)


def gaps(letter: str) -> int:
    """How many things in a letter nobody has said yet."""
    return letter.count(OPEN)


def refused(case: Case, template: Template, chosen: Sequence[int]) -> list[int]:
    """The entities that a letter is not about: a wallet in a letter to a telephone operator."""
    return [entity for entity in chosen if not template.takes(entities.named(case, entity)[0])]


def document(case: Case, request: Request, template: Template | None) -> Document:
    """The letter of a request as a document: paragraphs, points, and the table of its identifiers."""
    named = [entities.named(case, entity) for entity in request.entities]
    rows = tuple(
        (str(n), case.kinds.entities[kind].name, entities.shown(case, kind, value))
        for n, (kind, value) in enumerate(named, start=1)
    )
    table = Table(("No.", "Kind", "Identifier"), rows, numbers=frozenset({0}), codes=frozenset({2}))
    blocks: list[Block] = []
    for stretch in re.split(r"\n\s*\n", request.letter.strip()):
        lines = [line.strip() for line in stretch.splitlines() if line.strip()]
        points = tuple(line[2:] for line in lines if line.startswith("- "))
        words = [line for line in lines if not line.startswith("- ")]
        if words == [IDENTIFIERS]:
            blocks.append(table)
            continue
        if words:
            blocks.append(Paragraph("\n".join(words)))
        if points:
            blocks.append(Points(points))
    if table not in blocks:
        blocks.append(table)
    about = case.about
    return Document(
        template.title if template else f"Request {request.reference}", tuple(blocks), about.handling,
        foot=f"{request.reference} – {request.provider}", language=template.language if template else "en",
        letterhead=tuple(line for line in (about.authority, about.officer) if line),
    )  # fmt: skip


def drafted(
    case: Case, template: Template, chosen: Sequence[int], today: date, *, provider: str, legal_basis: str,
    first: str = "", last: str = "", reference: str = "", due: str = "", wanted: str = "",
) -> Request:  # fmt: skip
    """A request with its letter filled in, not entered yet. Problem where the letter is not about such identifiers."""
    wrong = refused(case, template, chosen)
    if wrong:
        kind, value = entities.named(case, wrong[0])
        raise Problem(
            f"'{template.name}' is not a letter about {entities.shown(case, kind, value)}",
            "take it out, or choose another letter",
        )
    request = Request(
        reference or requests.next_reference(case, today), template.sort, provider, template.provider_sort, legal_basis,
        first, last, wanted or "\n".join(template.wanted), due=due or answer_by(template, today), template=template.id,
        entities=tuple(dict.fromkeys(chosen)),
    )  # fmt: skip
    return replace(request, letter=filled(case, template, request, today))


def write(case: Case, request: Request, template: Template | None, out: Path) -> None:
    """Writes the letter of a request as a web page, a PDF or a Word file, whole or not at all."""
    documents.write(document(case, request, template), out)
