"""The words a report uses as this program means them, for a reader who never saw it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench.model.document import Block, Facts, Heading, Quotation, texts_of

MEANT = {
    "assessed": "concluded by an analyst, on a basis that is said",
    "case": "one file that holds everything of an investigation",
    "chart": "a chosen part of the graph of entities and links, drawn",
    "checkpoint": "how long the log is and its head, signed, so that it can be kept elsewhere",
    "claim": "what a link says, with its standing and the rows behind it",
    "common service": "somebody everybody deals with, such as a taxi rank: paths do not run through them",
    "derived": "following from rows by a named rule",
    "duplicate": "a row of which an earlier file holds the record already",
    "entity": "someone or something: a phone, a device, a wallet, an account, a person",
    "exhibit": "an item of evidence under the reference its agency gave it",
    "filter": "what of a chart or table is shown, by a test that is said",
    "finding": "what the analyst states, with the claims and rows that support it",
    "link": "two entities and what joins them; it bundles all records behind it",
    "log": "the record of all work in the case, an unbroken chain of hashes",
    "reading": "one run of one recipe over one source",
    "recipe": "how the columns of one layout become records",
    "record": "one thing that happened, as a row states it: a call, a payment, a parcel",
    "rejected": "kept, but not understood; its reason is kept with it",
    "SHA-256": "a number calculated from every byte of a file: another file has another",
    "source": "an acquired file, kept bit for bit or by its hash",
    "stated": "standing so in a row of a source",
    "withheld": "outside the authorised period, counted but never taken in",
}


def glossary(blocks: Iterable[Block]) -> list[Block]:
    """The words that these blocks use, in the order of the alphabet."""
    whole = " ".join(
        text for block in blocks for text in texts_of(block) if not isinstance(block, Quotation)
    ).casefold()
    used = [
        (word, meant)
        for word, meant in sorted(MEANT.items(), key=lambda pair: pair[0].casefold())
        if re.search(rf"\b{re.escape(word.casefold().removesuffix('y'))}", whole)
    ]
    return [Heading("Words"), Facts(tuple(used))] if used else []
