"""Lets atheris damage one reader's specimens, led by what the readers' code branches on, in this process."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

from tests.hostile.by_lot import SLOW
from tests.hostile.keeping import keep
from tests.hostile.specimens import of_reader
from tests.hostile.trials import trial

WATCHED = ("workbench.ingest", "workbench.model.values", "clew_plugin_", "html.parser", "exifread")


def has_atheris() -> bool:
    try:
        import atheris  # noqa: F401
    except ImportError:
        return False
    return True


def by_coverage(reader: str, seconds: float, seed: int, folder: Path | None) -> None:
    """Ends the process, with another code than 0 where something was found; `folder` keeps the bytes of that."""
    import atheris

    specimens = of_reader(reader)
    corpus = tempfile.mkdtemp(prefix="clew-fuzz-")
    for at, one in enumerate(specimens):
        for more in range(len(specimens) if len(specimens) < 4 else 1):
            Path(corpus, f"{at}-{more}").write_bytes(bytes([at % 256]) + one.octets)
    for one in specimens:  # loads what the reader needs, so that it is instrumented
        trial(reader, one.name, one.octets, one.recipe)
    for function in _functions(WATCHED):
        atheris.instrument_func(function)

    def once(octets: bytes) -> None:
        one = specimens[octets[0] % len(specimens) if octets else 0]
        try:
            trial(reader, one.name, octets[1:], one.recipe)
        except Exception as error:
            keep(folder, reader, repr(error), octets[1:])
            raise

    options = [
        f"-max_total_time={int(seconds)}", f"-seed={seed + 1}", f"-timeout={SLOW}", "-print_final_stats=1",
        "-rss_limit_mb=4096", "-max_len=65536", "-verbosity=0",
    ]  # fmt: skip
    if folder is not None:
        # what ends the process or takes too long: its first byte says which specimen, the file is what follows
        folder.mkdir(parents=True, exist_ok=True)
        options.append(f"-artifact_prefix={folder}/{reader}-")
    atheris.Setup([sys.argv[0], *options, corpus], once)
    atheris.Fuzz()


def _functions(prefixes: tuple[str, ...]) -> Iterator[FunctionType]:
    """The functions and methods written in modules whose names begin so."""
    for name, module in list(sys.modules.items()):
        if name.startswith(prefixes):
            for found in list(vars(module).values()):
                inside = list(vars(found).values()) if isinstance(found, type) else [found]
                yield from (f for f in inside if isinstance(f, FunctionType) and f.__module__ == name)
