"""What the words of a column mean as the recipe has it, as columns of answers that change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.ingest import deciding_words
from workbench.ingest.deciding_words import Meaning
from workbench.ui import words
from workbench.ui.importing.saying import capital
from workbench.ui.importing.teaching import Teaching
from workbench.ui.importing.word_table import Answering
from workbench.ui.words import translate


class RowMeanings:
    """What every word of a column makes of its row. `said` holds it by word."""

    def __init__(self, teaching: Teaching, column: str, counts: Sequence[tuple[str, int]]) -> None:
        self.teaching, self.column = teaching, column
        self.said = {
            word: deciding_words.meaning(teaching.recipe, column, word, teaching.columns)
            for word, _ in counts
        }

    def answers(self) -> list[Answering]:
        """Two columns of answers for every word: which record the row gives, and who to whom."""
        recipe, kinds = self.teaching.recipe, self.teaching.kinds
        said = self.said
        names = [kinds.records[s.kind].name for s in recipe.sections]

        def gives(word: str) -> str:
            at = said[word].section
            return names[at] if at >= 0 else translate("WordBoard", "nothing, leave the row out")

        def kinds_of(word: str) -> list[tuple[Any, str]]:
            return [*enumerate(names), (-1, translate("WordBoard", "nothing, leave the row out"))]

        def give(word: str, at: int) -> None:
            self._mean(word, Meaning(at, said[word].turned and at >= 0))

        def ways(word: str) -> list[tuple[Any, str]]:
            pair = self._pair(said[word].section)
            if pair is None:
                return [(False, translate("WordBoard", "as the columns stand"))]
            one, other = pair
            return [(False, self._way(one, other)), (True, self._way(other, one))]

        def way(word: str) -> str:
            if said[word].section < 0:
                return "–"
            offered = ways(word)
            return offered[1][1] if said[word].turned and len(offered) > 1 else offered[0][1]

        def turn(word: str, turned: bool) -> None:
            self._mean(word, Meaning(said[word].section, turned))

        return [
            Answering(translate("WordBoard", "THE ROW GIVES"), gives, kinds_of, False, give),
            Answering(translate("WordBoard", "WHO TO WHOM"), way, ways, False, turn),
        ]

    def _pair(self, at: int) -> tuple[str, str] | None:
        """The columns, or else the names, of the two roles of a section."""
        if at < 0:
            return None
        section = self.teaching.recipe.sections[at]
        kind = self.teaching.kinds.records[section.kind]
        pair = deciding_words.roles(kind, self.teaching.kinds)
        if pair is None:
            return None
        said = []
        for role in pair:
            filling = section.fields.get(role)
            said.append(
                self.teaching.shown(filling.source.columns[0])
                if filling and filling.source.columns
                else capital(kind.field(role).name)
            )
        return said[0], said[1]

    def _way(self, one: str, other: str) -> str:
        return translate("WordBoard", "{one} to {other}").format(
            one=words.isolated(one), other=words.isolated(other)
        )

    def _mean(self, word: str, meaning: Meaning) -> None:
        teaching = self.teaching
        said = {**self.said, word: meaning}
        teaching.take(
            deciding_words.by_words(teaching.recipe, self.column, said, teaching.kinds, teaching.columns)
        )


def field_answers(teaching: Teaching, at: int, id: str) -> list[Answering]:
    """One column of answers for every word of a field: what it becomes."""
    filling = teaching.recipe.sections[at].fields[id]
    there = {k.strip().casefold(): v for k, v in filling.map.items()}
    known = sorted({v for v in there.values() if v})

    def becomes(word: str) -> str:
        return there.get(word.strip().casefold(), word) or translate("WordBoard", "nothing")

    def choices(word: str) -> list[tuple[Any, str]]:
        return [(word, word), *((v, v) for v in known if v != word), ("", translate("WordBoard", "nothing"))]

    def become(word: str, value: str) -> None:
        rest = {k: v for k, v in filling.map.items() if k.strip().casefold() != word.strip().casefold()}
        teaching.fill(at, id, map=rest if value == word else {**rest, word: value})

    return [Answering(translate("WordBoard", "BECOMES"), becomes, choices, True, become)]
