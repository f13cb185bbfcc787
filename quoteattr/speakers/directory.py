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
from quoteattr.speakers.describing import describe, quoted_nominative
from quoteattr.speakers.entities import AROUND

MARKS: Final = "«»“”„\"'"
_NAMED_BODY: Final = regex.compile(
    r"(?<!\p{L})(\p{L}+)\s+([«\"“„][^«»\"“”„\n]{2,60}[»\"”“]|(?:[A-Z][\w&.-]*)(?:\s[A-Z][\w&.-]*)*)"
)
_WORD: Final = regex.compile(r"[\p{L}-]+")
_SHORT_BODY: Final = regex.compile(
    r"(?<!\p{L})(?:[А-ЯЁ]{2,7}|(?:Мин|Рос|Гос|Ген|Цен|Глав|След|Нац)[а-яё]{2,}|[А-Я][а-я]+[А-Я]\p{L}*)(?!\p{L})"
)


class Listed(NamedTuple):
    """A body in the text: where, its name in the nominative, the nouns that call it and those that may take it up."""

    start: int
    name: str
    heads: frozenset[str]
    kinds: frozenset[str]


_SUBJECT: Final = regex.compile(
    r"(?:^|(?<=[.!?…]\s))(?P<before>\p{Lu}\p{Ll}++\s)?"
    r"(?P<name>[«\"“„]\p{Lu}[^«»\"“”„\n]{1,40}+[»\"”“]|[A-Z][A-Za-z&-]*+(?:\s[A-Z][A-Za-z&-]*+){0,3}+)"
    r"\s(?P<verb>\p{Ll}++)",
    regex.MULTILINE,
)


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
        """The names that the text itself introduces as media: `агентству Nordpress`, `сайт "Новости дня"`."""
        found = set()
        for match in self._named:
            if any("media" in self.lexicon.organisations[h].kinds for h in self._heads(match.group(1))):
                found |= {match.group(2), match.group(2).strip(MARKS)}
        return frozenset(found)

    def before(self, at: int, head: str) -> str | None:
        """The name of the last body before ``at`` that the noun may take up."""
        k = bisect_left(self._listed, at, key=itemgetter(0))
        near = self._listed[max(0, k - 2 * AROUND) : k]
        called = next((b.name for b in reversed(near) if head in b.heads), None)
        return called or next((b.name for b in reversed(near) if head in b.kinds), None)

    def expansion(self, short: str) -> str | None:
        """The full name that the text itself gives an abbreviation: `Федеральная налоговая служба (ФНС)`."""
        if short not in self._expansions:
            entry = self.lexicon.abbreviations.get(short)
            spelt = self._spelt_out(entry.expansion) if entry is not None else None
            self._expansions[short] = spelt or self._before_brackets(short)
        return self._expansions[short]

    @cached_property
    def _expansions(self) -> dict[str, str | None]:
        return {}

    def _spelt_out(self, expansion: str) -> str | None:
        """The name whose words are those of the expansion in whatever case."""
        stems = (regex.escape(w[: max(3, len(w) - 3)]) + r"\p{L}*" for w in expansion.split())
        match = regex.search(r"(?i)(?<!\p{L})" + r"\s+".join(stems), self.text)
        return self._full_name(match.start(), match.end()) if match is not None else None

    def _before_brackets(self, short: str) -> str | None:
        if not short.isupper():
            return None
        match = regex.search(rf"((?:[\p{{L}}-]+\s+){{2,8}})\({regex.escape(short)}\)", self.text)
        words = list(_WORD.finditer(self.text, match.start(1), match.end(1))) if match is not None else []
        for first in range(len(words)):
            initials = "".join(
                w.group()[0] for w in words[first:] if w.group() not in ("и", "по", "в", "на", "с", "для")
            )
            if initials.upper() == short:
                return self._full_name(words[first].start(), words[-1].end())
        return None

    def _full_name(self, start: int, stop: int) -> str | None:
        behind = self.text[stop : stop + 40]
        bracket = behind.find("(") if "(" in behind else len(behind)
        tokens = segments.tokenize(self.text, start, stop + bracket)
        for case in ("nomn", "gent", "datv", "accs", "ablt", "loct"):
            phrase = phrases.noun_phrase(tokens, 0, len(tokens), case, attach=False)
            if phrase is not None and tokens[phrase.stop - 1].stop >= stop and phrase.other is None:
                name = describe(tokens, phrase)
                return self.text[start] + name[1:] if self.text[start].isupper() else name
        return None

    @cached_property
    def _listed(self) -> list[Listed]:
        return sorted([*self._with_names(), *self._abbreviated(), *self._subjects()], key=itemgetter(0))

    def _with_names(self) -> Iterator[Listed]:
        for match in self._named:
            heads = self._heads(match.group(1))
            inner = {r.lemma for w in match.group(2).split() for r in morph.readings(fold(w.strip(MARKS)))[:1]}
            kinds = heads | {k for h in heads for k in self.lexicon.organisations[h].kinds}
            kinds |= {lemma for lemma in inner if lemma in self.lexicon.organisations}
            legal = fold(match.group(1)) in self.lexicon.sets.get("legal forms", ())
            if legal:
                kinds |= self.lexicon.sets.get("businesses", frozenset())
            medium = self.lexicon.media.get(match.group(2).strip(MARKS))
            if medium is not None:
                kinds |= {medium.kind, "издание"}
            if kinds:
                name = in_nominative(match.group(2))
                called = match.group(1) if legal else min(heads, default="")
                yield Listed(match.start(), f"{called} {name}".strip(), frozenset(heads), frozenset(kinds))

    def _subjects(self) -> Iterator[Listed]:
        """`"Автопром" снизил выпуск. … Компания сообщила`: a name that nothing introduces, subject of a sentence."""
        firms = self.lexicon.sets.get("businesses", frozenset())
        for match in _SUBJECT.finditer(self.text):
            name = match["name"].strip(MARKS)
            verb = morph.readings(fold(match["verb"]))
            introduced = match["before"] is not None and self._heads(match["before"].strip())
            said = any(r.pos in ("VERB", "NPRO", "PRED") for w in name.split() for r in morph.readings(fold(w))[:1])
            if verb and verb[0].pos == "VERB" and not introduced and not said and name not in self.lexicon.media:
                yield Listed(match.start("name"), name, frozenset(), firms)

    def _abbreviated(self) -> Iterator[Listed]:
        for match in _SHORT_BODY.finditer(self.text):
            form = fold(match.group())
            entry = next(filter(None, map(self._abbreviation, {r.lemma for r in morph.readings(form)} | {form})), None)
            if entry is not None:
                yield Listed(match.start(), entry.short, frozenset(), entry.kinds)

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
