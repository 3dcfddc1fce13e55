"""Where what a page says comes from: rows as quotations, the files with their hashes, and how to check them."""

from __future__ import annotations

import html
import re
import shlex
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import workbench
from workbench.case.cases import Case
from workbench.case.claims import Proof
from workbench.case.sources import Source
from workbench.report import visible


def made(case: Case) -> dict[str, str]:
    """On whose work and authority a page stands."""
    about = case.about
    return {
        "Case": about.title or case.path.stem,
        "Purpose": about.purpose,
        "Authority": about.authority,
        "Officer": about.officer,
        "Case number": about.uuid,
        "Page made by": case.analyst,
        "Page made at": utc(int(datetime.now(UTC).timestamp()) * 1_000_000),
        "Made with": f"Clew {workbench.__version__}",
    }


def facts(told: dict[str, str]) -> str:
    """What is known, a line each; what is empty is left away."""
    lines = [f"<dt>{html.escape(k)}</dt><dd>{visible.words(v)}</dd>" for k, v in told.items() if v]
    return f'<dl class="facts">{"".join(lines)}</dl>'


def _also(proof: Proof) -> str:
    """Where the same event stands in other words; it is counted once."""
    if not proof.also:
        return ""
    places = ", ".join(f"{visible.text(file)}, row {row}" for file, row in proof.also)
    return f'<p class="rest">The same event, counted once: {places}.</p>'


def quotation(proof: Proof) -> str:
    """A row as it stands in its file, the values in it marked."""
    r = proof.record
    place = [f"{proof.word} {r.row}"]
    if r.sheet:
        place.insert(0, f"sheet {r.sheet}")
    if r.part:
        place.append(f"record {r.part + 1} of that {proof.word}")
    when = (
        f'<span class="at">{visible.value(r.at)} (zone {visible.text(r.zone_known)})</span>' if r.at else ""
    )
    return (
        f'<figure><figcaption><span class="file">{visible.value(r.file)}</span>'
        f'<span class="place">{", ".join(visible.text(p) for p in place)}</span>{when}'
        f'<a class="source" href="#source-{r.source}">source {r.source}, SHA-256 {r.sha256[:12]}…</a></figcaption>'
        f'<pre dir="ltr">{visible.row(proof.text, proof.marks)}</pre>{_also(proof)}</figure>'
    )


def files(known: Sequence[Source]) -> str:
    """The files that rows were quoted from."""
    if not known:
        return ""
    cards = []
    for s in known:
        told = {
            "File": s.name,
            "SHA-256": s.sha256,
            "SHA-512": s.sha512,
            "Came in": _archive(s.facts.get("archive")),
            "Size": f"{s.bytes:,} bytes",
            "Last changed": utc(s.modified_at) if s.modified_at else "",
            "Original": "in the case" if s.kept == "copy" else "outside the case, known by its hash",
            "Exhibit": s.exhibit,
            "Acquired": ", ".join(x for x in (s.acquired_by, s.acquired_at, s.acquired_how) if x),
            "Taken into the case": f"{utc(s.added_at)} by {s.added_by}",
            "Read with": s.recipe,
            "Rows": f"{s.rows:,} read = {s.kept_rows:,} kept + {s.duplicate:,} duplicate + {s.rejected:,} rejected "
            f"+ {s.withheld:,} withheld",
        }
        cards.append(
            f'<section class="source" id="source-{s.id}"><h3>Source {s.id}</h3>{facts(told)}</section>'
        )
    return f"<h2>The files</h2>{''.join(cards)}"


def checking(case: Case, known: Sequence[Source]) -> str:
    """How somebody who trusts nobody checks the page."""
    name = shlex.quote(case.path.name)
    steps = [
        f"<li>Check the case itself: <code>{visible.text(f'clew verify {name}')}</code> ends with "
        "<q>The case is whole.</q></li>"
    ]
    for s in known:
        file = shlex.quote(file_name(s))
        export = visible.text(f"clew export {name} --source {s.id} -o {file}")
        digest = visible.text(f"sha256sum {file}")
        windows = visible.text(f"certutil -hashfile {file} SHA256")
        steps.append(
            f"<li>Take out source {s.id} bit for bit: <code>{export}</code>. Then <code>{digest}</code> "
            f"(Windows: <code>{windows}</code>) must print<br><code class='hash'>{s.sha256}</code></li>"
        )
    if known:
        steps.append(
            "<li>Open the file and go to the row named above each quotation: an editor counts lines, "
            "Excel shows row numbers, both from 1.</li>"
        )
    return f'<h2>How to check this page</h2><ol class="checks">{"".join(steps)}</ol>'


def file_name(source: Source) -> str:
    """A name to export a source by: its own where that can be typed anywhere, else one of its number."""
    if re.fullmatch(r"\w[\w. ()-]*", source.name, re.ASCII):
        return source.name
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", source.name)
    return f"source-{source.id}{ending[0] if ending else ''}"


def utc(microseconds: int) -> str:
    """A moment in UTC, to the second."""
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _archive(said: dict[str, str] | None) -> str:
    """The archive a source was packed in, and under which name."""
    return f"{said['name']}, as {said['member']}; the archive's SHA-256 is {said['sha256']}" if said else ""
