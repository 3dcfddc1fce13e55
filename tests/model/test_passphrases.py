"""How long a passphrase is, in words and characters, and which are short."""

from __future__ import annotations

import pytest

from workbench.model.passphrases import length


@pytest.mark.parametrize(
    ("passphrase", "words", "characters", "short"),
    [
        ("", 0, 0, True), ("secret", 1, 6, True), ("correct horse battery staple", 4, 25, False),
        ("  two   words  ", 2, 8, True), ("aaaaaaaaaaaaaaaaaaaa", 1, 20, True), ("abAB" * 6, 1, 24, True),
        ("пароль из пяти слов тут", 5, 19, False), ("Kx9!pq2#Lm7z", 1, 12, False),
    ],
)  # fmt: skip
def test_the_length_of_a_passphrase(passphrase: str, words: int, characters: int, short: bool) -> None:
    found = length(passphrase)
    assert (found.words, found.characters, found.short) == (words, characters, short)
