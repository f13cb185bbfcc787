"""The bodies that a text names, whether they speak or not: what `ведомство` or `компания` may take up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

import regex
from attrs import define

from quoteattr import morph, phrases, segments
from quoteattr.lexicon import Abbreviation, Lexicon
from quoteattr.morph import fold
from quoteattr.speakers.describing import quoted_nominative
from quoteattr.speakers.entities import AROUND

MARKS: Final = "«»“”„\"'"
_NAMED_BODY: Final = regex.compile(
    r"(?<!\p{L})(\p{L}+)\s+([«\"“„][^«»\"“”„\n]{2,60}[»\"”“]|(?:[A-Z][\w&.-]*)(?:\s[A-Z][\w&.-]*)*)"
)
_SHORT_BODY: Final = regex.compile(
    r"(?<!\p{L})(?:[А-ЯЁ]{2,7}|(?:Мин|Рос|Гос|Ген|Цен|Глав|След|Нац)[а-яё]{2,}|[А-Я][а-я]+[А-Я]\p{L}*)(?!\p{L})"
)


class Listed(NamedTuple):
    """A body in the text: where, the nouns that may take it up, its name in the nominative."""

    start: int
    kinds: frozenset[str]
    name: str


@define(eq=False, slots=False)
class Directory:
    """The bodies of one text."""

    text: str
    lexicon: Lexicon

    @cached_property
    def _named(self) -> list[regex.Match[str]]:
        return list(_NAMED_BODY.finditer(self.text))

    @cached_property
    def media(self) -> frozenset[str]:
        """The names that the text itself introduces as media: `агентству Interpress`, `сайт "Новости дня"`."""
        found = set()
        for match in self._named:
            if any("media" in self.lexicon.organisations[h].kinds for h in self._heads(match.group(1))):
                found |= {match.group(2), match.group(2).strip(MARKS)}
        return frozenset(found)

    def before(self, at: int, head: str) -> str | None:
        """The name of the last body before ``at`` that the noun may take up."""
        k = bisect_left(self._listed, at, key=itemgetter(0))
        return next((b.name for b in reversed(self._listed[max(0, k - 2 * AROUND) : k]) if head in b.kinds), None)

    @cached_property
    def _listed(self) -> list[Listed]:
        return sorted([*self._with_names(), *self._abbreviated()], key=itemgetter(0))

    def _with_names(self) -> Iterator[Listed]:
        for match in self._named:
            heads = self._heads(match.group(1))
            inner = {r.lemma for w in match.group(2).split() for r in morph.readings(fold(w.strip(MARKS)))[:1]}
            kinds = heads | {k for h in heads for k in self.lexicon.organisations[h].kinds}
            kinds |= {lemma for lemma in inner if lemma in self.lexicon.organisations}
            medium = self.lexicon.media.get(match.group(2).strip(MARKS))
            if medium is not None:
                kinds |= {medium.kind, "издание"}
            if kinds:
                name = in_nominative(match.group(2))
                yield Listed(match.start(), frozenset(kinds), f"{min(heads)} {name}" if heads else name)

    def _abbreviated(self) -> Iterator[Listed]:
        for match in _SHORT_BODY.finditer(self.text):
            form = fold(match.group())
            entry = next(filter(None, map(self._abbreviation, {r.lemma for r in morph.readings(form)} | {form})), None)
            if entry is not None:
                yield Listed(match.start(), entry.kinds, entry.short)

    def _heads(self, noun: str) -> set[str]:
        return {r.lemma for r in morph.readings(fold(noun)) if r.lemma in self.lexicon.organisations}

    def _abbreviation(self, lemma: str) -> Abbreviation | None:
        return self.lexicon.abbreviations.get(lemma.upper()) or self.lexicon.abbreviations.get(lemma.capitalize())


def in_nominative(name: str) -> str:
    """A name in marks in the nominative, its case guessed from its own words."""
    inner = name.strip(MARKS)
    tokens = segments.tokenize(inner, 0, len(inner))
    if not tokens or not "а" <= tokens[0].lower[:1] <= "я":
        return name
    for case in ("nomn", "gent", "datv", "accs", "ablt", "loct"):
        phrase = phrases.noun_phrase(tokens, 0, len(tokens), case, attach=False)
        if phrase is not None and phrase.stop == len(tokens):
            return name if case == "nomn" else quoted_nominative(name, case)
    return name
