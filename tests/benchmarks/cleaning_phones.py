"""Cleaning telephone numbers a column at a time beside `phonenumbers` one by one, on one core.

    python -m tests.benchmarks.cleaning_phones

30,000 distinct texts as call records hold them (`call_file`), country GB. The peer parses, asks whether the number is
possible and valid, and formats it as E.164: once, and as often as the rule for numbers without a plus asks (own country
first, then the world), whose answers are compared with the column's.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

COUNT = 30_000


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["POLARS_MAX_THREADS"] = "1"
    import phonenumbers
    import polars as pl

    from tests.benchmarks import call_file
    from workbench.model.values import Context, clean_many
    from workbench.model.values.phone import phone, to_e164

    with tempfile.TemporaryDirectory() as folder:
        call_file.write(Path(folder) / "calls.csv", 250_000)
        frame = pl.read_csv(Path(folder) / "calls.csv", infer_schema=False, truncate_ragged_lines=True)
    texts = pl.concat([frame["caller"], frame["callee"]]).drop_nulls().unique(maintain_order=True)[:COUNT]
    context = Context("GB")
    began = time.process_time()
    found = clean_many(phone, texts, context)
    first = time.process_time() - began
    times = []
    for _ in range(5):
        began = time.process_time()
        found = clean_many(phone, texts, context)
        times.append(time.process_time() - began)
    bare = [text.translate({ord(c): None for c in " ()-"}) for text in texts.to_list()]
    began = time.process_time()
    singly = [to_e164(text, "GB") if text.strip("+").isdigit() else None for text in bare]
    peer = time.process_time() - began
    began = time.process_time()
    for text in bare:
        with contextlib.suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(text, "GB")
            phonenumbers.is_possible_number(number)
            phonenumbers.is_valid_number(number)
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    once = time.process_time() - began
    same = sum(a == (b[0] if b else None) for a, b in zip(found["value"], singly, strict=True))
    each = 1e6 / len(texts)
    print(
        f"{len(texts):,} texts: a column {min(times) * each:.2f} us a value (the first time, with the numbering "
        f"plans, {first * each:.2f}), phonenumbers, each text read once, {once * each:.1f} us = "
        f"{once / min(times):.0f} times; "
        f"as we weigh both readings of a number without plus {peer * each:.1f} us = {peer / min(times):.0f} times; "
        f"the same answer for {same:,}"
    )


if __name__ == "__main__":
    main()
