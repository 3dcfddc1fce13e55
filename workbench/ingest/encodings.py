"""How the bytes of a text file are written: encoding and line ends."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.ingest import scripts
from workbench.ingest.scripts import Guess
from workbench.ingest.undecided import Answer, Question
from workbench.model.problems import Problem

HEAD = 1 << 18
CHECKED = 1 << 26  # how far a reading looks for bytes that are not UTF-8
GLANCED = 1 << 22  # how far recognising looks
SAMPLE = 1 << 15
CERTAIN = 3.0  # log-likelihood: a reading that is twenty times likelier than the next is not asked about
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WORDS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": "Western Windows", "cp1250": "Central European Windows", "cp1251": "Cyrillic Windows",
    "cp1253": "Greek Windows", "cp1254": "Turkish Windows", "cp1255": "Hebrew Windows",
    "cp1256": "Arabic Windows", "cp874": "Thai Windows", "koi8_r": "KOI8-R", "cp866": "Cyrillic DOS",
    "mac_cyrillic": "Cyrillic Macintosh", "cp850": "Western DOS", "mac_roman": "Western Macintosh",
    "gb18030": "Chinese GB18030", "big5": "Chinese Big5", "shift_jis": "Japanese Shift-JIS",
    "euc_jp": "Japanese EUC", "euc_kr": "Korean EUC",
}  # fmt: skip
MIXED = "mixed"
_HIGH = bytes(range(128, 256))
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True)
class Writing:
    """`encoding` is a codec's name; `line_end` is "\\n", "\\r\\n", "\\r" or "mixed". `why` says how the encoding
    is known, `guesses` are the readings weighed where it had to be guessed, likeliest first."""

    encoding: str
    line_end: str
    why: str = ""
    confidence: float = 1.0
    guesses: tuple[Guess, ...] = ()

    @property
    def is_bytewise(self) -> bool:
        """Whether a line of the text is a line of the bytes and can be decoded on its own."""
        return _is_bytewise(self.encoding) and self.line_end not in ("\r", MIXED)

    @property
    def question(self) -> Question | None:
        """What must be asked where several encodings make words of the bytes."""
        near = [g for g in self.guesses if g.score > self.guesses[0].score - CERTAIN][:4]
        if len(near) < 2:
            return None
        differing = [at for at in range(len(near[0].words)) if len({g.words[at : at + 1] for g in near}) > 1]
        answers = tuple(
            Answer(
                g.encoding,
                f"{WORDS.get(g.encoding, g.encoding)}, {g.language}",
                tuple(g.words[at] for at in differing[:5] if at < len(g.words)),
            )
            for g in near
        )
        return Question("encoding", "the letters beyond A to Z can be read in several encodings", answers)


def find(path: Any, head: bytes, said: str = "", far: int = CHECKED) -> Writing:
    """The writing of a text file that begins with `head`; `said` is what a recipe states. Looks `far` bytes far.

    Raises Problem where the stated encoding is unknown.
    """
    if said:
        try:
            b"a".decode(said, "replace")
            encoding = codecs.lookup(said).name
        except (LookupError, ValueError) as error:  # no encoding of text, or a name that none could have
            raise Problem(f"no encoding is called {said}", "try utf-8, utf-16 or cp1252") from error
        if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8):
            encoding = "utf-8-sig"
        found = Writing(encoding, "\n", "stated by the recipe")
    else:
        found = _encoding(path, head, far)
    line_end = _line_end(head.decode(found.encoding, "replace"))
    return Writing(found.encoding, line_end, found.why, found.confidence, found.guesses)


def wide(head: bytes) -> str:
    """The encoding of a text that tells it at once: by a byte order mark, or by the NULs of UTF-16; else ""."""
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    start = head[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(1, len(start) // 2)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return _wide_by_lines(start, even, odd) if even + odd > 2 and min(even, odd) * 8 <= max(even, odd) else ""


def _wide_by_lines(start: bytes, even: int, odd: int) -> str:
    """UTF-16 of a script whose letters have no NULs: its figures, commas and line ends still have them."""
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = start[: len(start) // 2 * 2].decode(name, "replace")
    plain = sum(c.isprintable() or c in "\r\n\t" for c in text)
    return name if plain > len(text) * 0.98 and any(c in text for c in "\r\n,;\t") else ""


@cache
def _is_bytewise(encoding: str) -> bool:
    name = codecs.lookup(encoding).name
    if name in ("utf-8", "utf-8-sig", "ascii"):
        return True
    whole = bytes(range(256)).decode(encoding, "replace")
    return len(whole) == 256 and whole[:128] == bytes(range(128)).decode("ascii")


def _encoding(path: Any, head: bytes, far: int) -> Writing:
    told = wide(head)
    if told:
        marked = any(head.startswith(bom) for bom, _ in BOMS)
        return Writing(told, "\n", "a byte order mark says so" if marked else "every other byte is a NUL")
    sample = _not_utf8(path, far)
    if sample is None:
        plain = head.isascii()
        return Writing("utf-8", "\n", "plain ASCII so far" if plain else "every sequence is valid UTF-8")
    if _mostly_utf8(sample):
        return Writing("utf-8", "\n", "UTF-8 but for a few damaged places", 0.9)
    found = scripts.guesses(_telling(head + b"\n" + sample if not head.isascii() else sample))
    if not found:
        return Writing("cp1252", "\n", "no encoding makes words of it", 0.3)
    best = found[0]
    lead = best.score - found[1].score if len(found) > 1 else 99.0
    confidence = round(1 / (1 + 2.718 ** -min(lead, 30)), 3)
    words = ", ".join(best.words[:3])
    return Writing(best.encoding, "\n", f"reads as {best.language}: {words}", confidence, tuple(found[:5]))


def _telling(sample: bytes) -> bytes:
    """The distinct cells of a sample that hold bytes beyond ASCII, up to SAMPLE bytes."""
    taken, size = {}, 0
    for line in re.split(rb"[\r\n]+", sample):
        if line.isascii() or line in taken:
            continue
        taken[line] = True
        size += len(line)
        if size > SAMPLE:
            break
    return b"\n".join(taken)[: 2 * SAMPLE]


def _mostly_utf8(sample: bytes) -> bool:
    """Whether a text is UTF-8 but for a few damaged places: no other encoding makes such sequences by chance."""
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    high = len(sample) - len(sample.translate(None, _HIGH))
    return high > 5 * broken


def _not_utf8(path: Any, far: int) -> bytes | None:
    """Text around the first bytes that are not UTF-8, None where there are none in the stretch looked at."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    seen = 0
    with path.open("rb") as file:
        while seen < far:
            piece = file.read(min(1 << 22, far - seen))
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                start = max(0, error.start - (1 << 15))
                stretch: bytes = piece[start : start + (1 << 18)] or piece
                return stretch
            if not piece:
                break
            seen += len(piece)
    return None


def _line_end(text: str) -> str:
    lone = len(_LONE_RETURN.findall(text)) if "\r" in text else 0
    ends = text.count("\n")
    if not ends:
        return "\r" if lone else "\n"
    if lone * 10 > ends and _parts_rows(text):
        return MIXED
    return "\r\n" if text.count("\r\n") * 2 > ends else "\n"


def _parts_rows(text: str) -> bool:
    """Whether single returns part rows rather than lines inside quoted cells: both sides are cut alike."""
    plain = re.sub(r'"[^"]*"', "", text[: 1 << 16])
    by_both = [line for line in re.split(r"\r\n|\n|\r", plain) if line]
    by_newline = [line for line in re.split(r"\r?\n", plain) if line]
    return any(_evenness(by_both, d) > _evenness(by_newline, d) for d in ",;\t|")


def _evenness(lines: list[str], delimiter: str) -> float:
    counts = [line.count(delimiter) for line in lines]
    usual = max(set(counts), key=counts.count, default=0)
    return counts.count(usual) / len(counts) if usual else 0.0
