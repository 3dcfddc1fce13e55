"""Writes the manual's pages of questions from what the questions declare: one for each, and one that leads to them all.

Run from the top of the tree after a question was added or changed:  python -m tests.manual_questions
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from workbench.app import paths
from workbench.questions import asking
from workbench.questions.parameter import Parameter
from workbench.questions.question import AGAIN, WORLDS, Question, shipped

FOLDER = paths.resources() / "manual"
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="manual.css">
</head>
<body>
<h1>{title}</h1>
"""
ASKING = """\
<p><b>Ctrl+Shift+Q</b> opens the panel <b>Ask</b>; <b>Ctrl+K</b> finds a question by any word of it. Choose one, say
what it wants to know (what is selected on the chart stands there already) and press <b>Ask</b>. From the command
line: <code>clew ask --list</code>, <code>clew ask CASE most_contacts --set most=10 --json</code>.</p>
<p>Every answer is a sentence and a table. Beside the row you point at stand its reasons and the rows of the files
behind it, as they were acquired. In a comparison <b>+</b> speaks for it, <b>-</b> against it, <b>~</b> says little
either way, <b>!</b> decides. <b>◆</b> marks those whose own records the case holds: they always look central, for all
their contacts are there and those of others are not.</p>
<p class="picture"><img src="pictures/asking.png" width="760" alt="The panel Ask: two vendors who publish one key, with
the reasons and the rows that say so"></p>
<p>The last tab says how it was found and with which settings, how sure that is, what harmless explanation would look
the same, whose records are held for which period, what was left out, and what becomes of the answer when a tenth of
the links and records is taken away by lot, five times over. Silence is only called silence where the records of the
one who is silent are held for that time.</p>
<p>An answer goes on the chart, on a new one, on the timeline or the map, into a file, or is kept as a finding in your
own words. A kept answer can be asked again: Clew says whether the case still says the same. An answer is a lead,
never guilt: nothing is merged, marked or judged by it.</p>
"""
TAIL = """<p>{back}<a href="index.html">All pages</a></p>
</body>
</html>
"""


def pages(questions: Iterable[Question]) -> dict[str, str]:
    """Every page by its file's name."""
    listed = list(questions)
    made = {f"ask_{q.id}.html": _page(q) for q in listed}
    return made | {"asking.html": _overview(listed)}


def _overview(questions: list[Question]) -> str:
    made = HEAD.format(title="Asking") + ASKING
    for world, name in WORLDS.items():
        mine = [q for q in questions if q.world == world]
        if mine:
            rows = "".join(
                f'<tr><td><a href="ask_{q.id}.html">{_plain(q.title)}</a></td><td>{_plain(q.does)}</td></tr>\n'
                for q in mine
            )
            made += f"\n<h2>{_plain(name)}</h2>\n<table>\n{rows}</table>\n"
    return made + TAIL.format(back="")


def _page(question: Question) -> str:
    made = HEAD.format(title=_plain(question.title)) + f"<p>{_plain(question.does)}</p>\n"
    if question.parameters:
        rows = "".join(_row(parameter) for parameter in question.parameters)
        made += f"\n<h2>What it wants to know</h2>\n<table>\n{rows}</table>\n"
    made += f"\n<h2>How the answer is found</h2>\n<p>{_plain(question.method)}</p>\n"
    steady = (
        f"It is asked again {asking.ROUNDS} times with a tenth of the links and records taken away by lot, and the "
        "answer says what stays."
        if question.steady == AGAIN
        else question.steady
    )
    made += f"<p>{_plain(steady)}</p>\n"
    harmless = "".join(f"<li>{_plain(said)}</li>\n" for said in question.innocent)
    made += "\n<h2>What it cannot show</h2>\n<p>The same picture may have a harmless reason:</p>\n"
    made += f"<ul>\n{harmless}</ul>\n"
    command = f"clew ask CASE {question.id}" + "".join(
        f' --set {p.name}="…"' for p in question.parameters if p.required
    )
    made += f"<p>From the command line: <code>{html.escape(command, quote=False)}</code></p>\n"
    return made + TAIL.format(back='<a href="asking.html">All questions</a> · ')


def _row(parameter: Parameter) -> str:
    usual = parameter.written(parameter.default)
    choices = ", ".join(shown for _, shown in parameter.choices)
    said = " ".join(
        part
        for part in (
            parameter.help and parameter.help.rstrip(".") + ".",
            f"One of: {choices}." if choices else "",
            "Needed." if parameter.required else f"Usually {usual}." if usual else "",
        )
        if part
    )
    label = _plain(parameter.label.rstrip(":"))
    return f"<tr><td>{label}</td><td><code>{parameter.name}</code></td><td>{_plain(said)}</td></tr>\n"


def _plain(text: str) -> str:
    return html.escape(text, quote=False)


def write() -> None:
    """Writes every page, and takes away those of questions that are no more."""
    made = pages(shipped().values())
    for old in FOLDER.glob("ask_*.html"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
