"""Everything a plugin may import, and nothing else.

API 1 is what stands here when Clew is first released; until then a name may still go. From then on what is added keeps
the number, and what breaks plugins raises it.

A reader is a class with an `id`, `sniff(path)` and `tables(path, layout)`: a `FileReader`, best. It runs in a child
process with little memory and no writing, is handed a path, and yields `Rows` of text: it never cleans a
value and never drops a row in silence (`Rows.rejects`).

A question is a function made into one by `question`: it reads what is `Held`, never writes, and gives an `Answer` whose
every `Row` names the records or links behind it. Everything else a plugin brings is a recipe: TOML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.ingest.damage import IN_ZIP as DAMAGED_ZIP
from workbench.ingest.damage import is_panic, opened_zip, zip_member
from workbench.ingest.file_reader import FileReader, head_of, unicode_of, utf8_or_latin
from workbench.ingest.readers import Layout, Reader, Rows, Sniffed, Table, column_names, find_column, normal
from workbench.ingest.stretches import Stretch
from workbench.ingest.xml_rows import XmlElement
from workbench.ingest.xml_rows import root_of as xml_root_of
from workbench.ingest.xml_rows import walk as xml_walk
from workbench.ingest.xml_tags import Tag
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.problems import Problem
from workbench.model.texts import sound as sound_text
from workbench.model.values import Cleaned, Context
from workbench.model.values.coordinates import Point
from workbench.model.values.coordinates import in_text as points_in
from workbench.model.values.pgp_keys import Key, Signature
from workbench.model.values.pgp_keys import keys as pgp_keys_in
from workbench.model.values.pgp_keys import recipients as pgp_recipients_in
from workbench.model.values.pgp_keys import signatures as pgp_signatures_in
from workbench.model.values.pgp_packets import blocks as pgp_blocks_in
from workbench.model.values.private_keys import blacked_out
from workbench.model.values.wallet import chain_of

if TYPE_CHECKING:
    from workbench.questions.answer import Answer, Column, Curve, Money, Row
    from workbench.questions.answer import Table as AnswerTable
    from workbench.questions.held import Held
    from workbench.questions.parameter import Parameter
    from workbench.questions.question import Question, question

API = 1

__all__ = [
    "API",
    "DAMAGED_ZIP",
    "RAW_ROWS",
    "REJECTS",
    "Answer",
    "AnswerTable",
    "Cleaned",
    "Column",
    "Context",
    "Curve",
    "FileReader",
    "Held",
    "Key",
    "Layout",
    "Money",
    "Parameter",
    "Point",
    "Problem",
    "Question",
    "Reader",
    "Row",
    "Rows",
    "Signature",
    "Sniffed",
    "Stretch",
    "Table",
    "Tag",
    "XmlElement",
    "blacked_out",
    "chain_of",
    "column_names",
    "find_column",
    "head_of",
    "is_panic",
    "normal",
    "opened_zip",
    "pgp_blocks_in",
    "pgp_keys_in",
    "pgp_recipients_in",
    "pgp_signatures_in",
    "points_in",
    "question",
    "sound_text",
    "unicode_of",
    "utf8_or_latin",
    "xml_root_of",
    "xml_walk",
    "zip_member",
]

# Where the names that only questions need are. They are fetched when asked for, so that the process that opens foreign
# files has nothing of a case in it, and starts in half the time.
_OF_QUESTIONS = {
    "Answer": "answer", "AnswerTable": "answer:Table", "Column": "answer", "Curve": "answer", "Money": "answer",
    "Row": "answer", "Held": "held", "Parameter": "parameter", "Question": "question", "question": "question",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _OF_QUESTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, called = _OF_QUESTIONS[name].partition(":")
    found = globals()[name] = getattr(import_module(f"workbench.questions.{module}"), called or name)
    return found
