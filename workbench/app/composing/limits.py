"""What a report cannot say: limits of the tool, and those of this case that a reader has to know."""

from __future__ import annotations

from workbench.app.composing.bench import Bench
from workbench.app.composing.counts import counted
from workbench.case import assessments
from workbench.model.document import Block, Heading, Points

OF_THE_TOOL = (
    "Clew shows what its sources hold. Who is in no source is on no chart, and whose own records are held looks more "
    "central than who is only named in those of others.",
    "A number, a device or a wallet is no person. Who used it, and when, is an assessment unless a record states it.",
    "A cell says that a phone was somewhere in an area; how far it reaches is stated by the operator or assumed.",
    "A name that two files write alike is not proven to be one person; nothing is merged but by a person's judgement.",
    "Rows that overlap between files are counted once by their cleaned fields; the same event told in two files in "
    "other words counts once where its parties, moment and duration agree.",
    "A listing proves that somebody offered, not that anything was sold; a payment shows that value moved, not why.",
)


def limits(bench: Bench) -> list[Block]:
    """The sentences, those of the case first."""
    own = []
    out = [s.name for s in bench.sources if not s.included]
    if out:
        own.append(f"Left out by the analyst, so that their records do not count: {', '.join(out)}.")
    withheld = sum(s.withheld for s in bench.sources)
    if withheld:
        own.append(f"Withheld: {counted(withheld, 'row')} outside the authorised period, not taken in.")
    elsewhere = [s.name for s in bench.sources if s.kept != "copy"]
    if elsewhere:
        own.append(f"Of these files the case keeps only the hash, not the bytes: {', '.join(elsewhere)}.")
    assumed = [s.name for s in bench.sources if s.options.get("zone_basis") == "assumed"]
    if assumed:
        own.append(
            "The zone of times without one is assumed, not stated, in "
            f"{len(assumed):,} of {counted(len(bench.sources), 'file')}; if it is wrong, those times are shifted."
        )
    common = assessments.common_services(bench.case)
    if common:
        own.append(
            f"Marked as common services: {counted(len(common), 'entity', 'entities')}. Paths and groups do not run "
            "through them."
        )
    return [Heading("Limits"), Points((*own, *OF_THE_TOOL))]
