"""How long a passphrase is, said plainly: words and characters, and whether somebody could try them all."""

from __future__ import annotations

from dataclasses import dataclass

SHORT = 12  # characters; fewer can be tried by a machine that has the file
FEW = 5  # different ones; aaaaaaaaaaaa is as short as it looks


@dataclass(frozen=True)
class Length:
    """Words and characters of a passphrase; `short` says that it can be found by trying."""

    words: int
    characters: int
    short: bool


def length(passphrase: str) -> Length:
    """The length of a passphrase, blanks between words not counted."""
    letters = "".join(passphrase.split())
    return Length(
        len(passphrase.split()), len(letters), len(letters) < SHORT or len(set(letters.casefold())) < FEW
    )
