"""A method as one file of JSON that a person can read and a second machine can run (`recipe-of`, `run-recipe`).

Texts stand as lists of their lines and rows as tables of cells, so that two such files can be compared with any tool.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

import workbench
from workbench.case import charts, content, findings, looked, methods
from workbench.case.cases import Case
from workbench.case.methods import Act, Declared, Image, Method, Taken
from workbench.model.problems import Problem

WHAT, FORM = "method of a Clew case", 1
_UNSAID: dict[str, Any] = {
    "title": "", "images": (), "entered": (), "source": "", "recipe": 0, "options": {}, "archive": {}, "brought": {},
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A method as a file tells it, with the SHA-256 of what the case said, and what it was made with."""

    method: Method
    content: str
    made_with: Mapping[str, str]


def made_with() -> dict[str, str]:
    """What reads and counts: Clew, Python and polars with their versions, and the system they run on."""
    return {
        "clew": workbench.__version__,
        "python": platform.python_version(),
        "polars": pl.__version__,
        "system": platform.platform(),
    }


def text(case: Case, method: Method, said: str) -> str:
    """The file of a method; `said` is the SHA-256 of what its case says. What was asked and looked for, and which
    charts there are, stands in it to be read."""
    whole = {
        "what": WHAT,
        "form": FORM,
        "made_with": made_with(),
        "case": dict(method.about),
        "content": said,
        "sources": [_source(taken, method) for taken in method.sources],
        "asked": [
            {"statement": one.statement} | json.loads(one.asked) for one in findings.listed(case) if one.asked
        ],
        "looked": [asdict(one) for one in looked.listed(case.db)],
        "charts": [
            {"title": title, "entities": len(charts.read(case, id).shown), "look": charts.read(case, id).look}
            for id, title in charts.listed(case)
        ],
        "entries_that_changed_nothing": dict(method.unplayed),
        "acts": [_act(act) for act in method.acts],
        "declared": [_declared(one) for one in method.declared],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def read(path: Path) -> Told:
    """The method in a file. Problem where it is none, or of a newer Clew, or its texts were changed."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Problem(f"{path.name} is no method of a case", f"it is not JSON: {error}") from error
    except OSError as error:
        raise Problem(f"{path} cannot be read", error.strerror or str(error)) from error
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise Problem(f"{path.name} is no method of a case", "make one with 'clew recipe-of'")
    if said.get("form") != FORM:
        raise Problem(f"{path.name} was written by a newer Clew", "install the newer version")
    try:
        return Told(_method(said), str(said["content"]), dict(said["made_with"]))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Problem(
            f"{path.name} is damaged: {type(error).__name__} {error}", "take it from the case anew"
        ) from error


def _source(taken: Taken, method: Method) -> dict[str, Any]:
    """A source with how it was read, which stands in the acts as well: zones and periods are looked for here."""
    read = [act for act in method.acts if act.act == "import" and act.source == taken.sha256]
    return asdict(taken) | {
        "readings": [
            {"recipe": method.declared[act.recipe - 1].name, "options": dict(act.options)} for act in read
        ]
    }


def _declared(one: Declared) -> dict[str, Any]:
    return {
        "sort": one.sort,
        "name": one.name,
        "sha256": hashlib.sha256(one.text.encode()).hexdigest(),
        "text": one.text.split("\n"),
    }


def _act(act: Act) -> dict[str, Any]:
    said = {
        name: value for name, value in asdict(act).items() if name not in _UNSAID or value != _UNSAID[name]
    }
    if act.images:
        said["images"] = [asdict(image) for image in act.images]
    return said


def _method(said: Mapping[str, Any]) -> Method:
    declared = tuple(Declared(d["sort"], d["name"], "\n".join(d["text"])) for d in said["declared"])
    for one, kept in zip(declared, said["declared"], strict=True):
        if hashlib.sha256(one.text.encode()).hexdigest() != kept["sha256"]:
            raise Problem(
                f"the text of {one.sort} {one.name} is not the one that was kept",
                "take it from the case anew",
            )
    sources = tuple(
        Taken(
            s["sha256"],
            s["name"],
            int(s["bytes"]),
            s["kept"],
            dict(s["acquired"]),
            s.get("sha512", ""),
            int(s.get("modified_at", 0)),
            bool(s.get("referred", False)),
        )
        for s in said["sources"]
    )
    return Method(
        dict(said["case"]), declared, sources, tuple(map(_read_act, said["acts"])),
        dict(said["entries_that_changed_nothing"]),
    )  # fmt: skip


def _read_act(said: Mapping[str, Any]) -> Act:
    images = tuple(Image(i["table"], int(i["row"]), i["before"], i["after"]) for i in said.get("images", ()))
    entered = tuple(
        (int(id), str(kind), str(value), int(valid)) for id, kind, value, valid in said.get("entered", ())
    )
    return Act(**{**said, "images": images, "entered": entered})


def of(case: Case) -> str:
    """The file of the method of a case, with the SHA-256 of what it says now."""
    return text(case, methods.of(case), content.of(case))
