"""How a case was worked on: recipes, what was judged and attributed, and how each can be done again."""

from __future__ import annotations

import shlex

from workbench.app.composing.bench import Bench
from workbench.case import assessments, journal
from workbench.model.document import Block, Heading, Paragraph, Points, Table


def method(bench: Bench) -> list[Block]:
    """The way from files to what this report says."""
    case = bench.case
    steps = [s for s in journal.steps(case.db) if not s.undone]
    judged = len(assessments.judged(case))
    name = shlex.quote(case.path.name)
    made: list[Block] = [
        Heading("Method"),
        Points(
            (
                "Each file was hashed, kept, and read by a recipe, which says how its columns become records; rows "
                "that could not be understood were kept with the reason.",
                "Records became entities and links by the rules their kinds declare; each link bundles the records "
                "behind it, and nothing is counted twice that two files hold alike.",
                f"{len(steps):,} steps stand in the history of the case, each with who took it and when; "
                f"{judged:,} judgements say of two entities that they are, are not or may be the same.",
                f"The steps can be taken again on the files alone: 'clew replay {name}' compares what comes out; "
                f"'clew recipe-of {name}' writes the method as a file that another machine can run.",
            ),
            numbered=True,
        ),
    ]
    if not bench.sources:
        return [*made, Paragraph("No file has been read yet.", "note")]
    rows = [(str(s.id), s.name, s.recipe, s.facts.get("encoding", "")) for s in bench.sources]
    heads = ("Source", "File", "Recipe", "Encoding")
    return [
        *made,
        Table(heads, tuple(rows), caption=f"{bench.table()}. Recipes by which the files were read"),
    ]
