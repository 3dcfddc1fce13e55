"""The entries a recipe may have, by where they stand, and the words some of them take."""

from __future__ import annotations

TOP = {"id", "name", "reader", "names", "recognise", "layout", "record"}
RECOGNISE = {"headers", "without", "filename", "preamble", "cells"}
LAYOUT = {
    "delimiter", "encoding", "columns", "footer", "skip", "date_order", "decimal", "zone", "country", "empty",
    "calendar",
}  # fmt: skip
RECORD = {"kind", "table", "when", "fields", "swap"}
FILLING = {
    "column", "columns", "value", "preamble", "filename", "map", "split", "find", "as", "plain", "format",
    "unix", "zone", "asset", "platform", "decimal", "optional", "if_there", "order", "withheld", "else", "minus",
    "sign", "take", "give", "join", "subject", "needed",
}  # fmt: skip
WHEN = {"column", "in", "not_in", "filled", "matches", "not_matches", "if_there"}
DATE_ORDERS = ("auto", "dmy", "mdy", "ymd")
DECIMALS = (".", ",", "auto")
UNIX = ("s", "ms", "us")
TESTS = {"in", "not_in", "filled", "matches", "not_matches"}
