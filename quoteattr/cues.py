"""Cues: the words of a sentence that report what somebody says, writes or thinks.

A form is looked up once per lexicon and kept. Most words fail on their first letters and are never parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from quoteattr import morph
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon, Noun, Phrase, Preposition, Verb
from quoteattr.morph import Reading
from quoteattr.segments import PUNCT, WORD, Token

FINITE: Final = "finite"
GERUND: Final = "gerund"
PARTICIPLE: Final = "participle"
INFINITIVE: Final = "infinitive"
SHORT: Final = "short"
PREPOSITION: Final = "preposition"
NOUN: Final = "noun"

PHRASE_REACH: Final = 5
"""How many words may stand inside a cue of several words: `выразил в среду глубокую надежду`."""

_POSSESSIVES: Final = frozenset("его ее их мой моему моим моей мою наш нашему нашим нашей нашу нашего моего".split())
_ALTERNATIONS: Final = {"с": "ш", "з": "ж", "т": "чщ", "к": "ч", "г": "ж", "х": "ш", "д": "ж"}


class CueForm(NamedTuple):
    """A word form as a cue: its entry, and what the form says of its subject."""

    form: str
    entry: Verb | Noun
    lemma: str
    number: str = ""
    gender: str = ""
    person: str = ""
    tense: str = ""
    reading: Reading | None = None


class CueMatch(NamedTuple):
    """A cue in its sentence; token indices are half-open."""

    first: int
    stop: int
    head: int
    form: CueForm
    act: str
    mode: str
    frames: frozenset[str]
    possessive: int | None = None
    """The token inside that stands for the source: `по его словам`."""
    case: str = ""
    """The case of the source behind a preposition."""

    @property
    def lemma(self) -> str:
        """The lemma of the head word."""
        return self.form.lemma


def longest(entry: Preposition) -> str:
    """The longest word of a prepositional cue: the one that other sentences hold least often."""
    return max(entry.words, key=len)


_SHORT: Final = 5


# What opens a content clause: without it a noun of speech reports nothing but a quotation.
_OPENERS: Final = frozenset(
    "что чтобы как ли мол дескать якобы будто словно почем кто кого кому кем ком чего чему чем когда где куда откуда "
    "почему зачем отчего сколько насколько какой какая какое какие какого какому каким каких какими какую каком каков "
    "какова каковы чей чья чье чьи".split()
)


class _Beginnings:
    """Which forms the words of a lexicon have, worked out as texts ask for words with the same first letters.

    A word of the dictionary that is none of them need not be parsed; others may be a form that it lacks (`спрося`).
    """

    def __init__(self, lemmas: Iterable[tuple[str, str]]) -> None:
        self._prefixes = set()
        self._lemmas: dict[str, set[str]] = {}
        for prefix, lemma in lemmas:
            self._prefixes.add(prefix)
            # `взять` has `возьмет`: of short words the first letter alone is sure.
            for key in (prefix[:2], lemma[: 1 if len(lemma.removesuffix("ся")) <= _SHORT else 2]):
                self._lemmas.setdefault(key, set()).add(lemma)
        self._forms: dict[str, frozenset[str] | None] = {}

    def may_have(self, lower: str) -> bool:
        """Whether the word can be a form of a word of the lexicon."""
        if self._prefixes.isdisjoint((lower[:4], lower[:3], lower[:2])):
            return False
        return self._among(lower, lower[:2]) or self._among(lower, lower[:1]) or not morph.has(lower)

    def _among(self, lower: str, key: str) -> bool:
        if key not in self._forms:
            each = [morph.forms(lemma) for lemma in self._lemmas.get(key, ())]
            self._forms[key] = frozenset().union(*each) if all(each) else None
        forms = self._forms[key]
        return forms is None or lower in forms


class Finder:
    """Finds the cues of a lexicon; keeps the forms it has seen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        lemmas = [*lexicon.verbs, *lexicon.phrases, *lexicon.predicatives]
        self._prefixes = _Beginnings((prefix, lemma) for lemma in lemmas for prefix in _prefixes(lemma))
        self._noun_prefixes = _Beginnings((lemma[:3], lemma) for lemma in lexicon.nouns)
        self._prepositions: dict[str, list[Preposition]] = {}
        for entry in lexicon.prepositions:
            self._prepositions.setdefault(entry.words[0], []).append(entry)
        self._keywords = {longest(entry) for entry in lexicon.prepositions}
        self._keyparts = {max(keyword.split("-"), key=len) for keyword in self._keywords}
        self._forms: dict[str, tuple[CueForm, ...]] = {}
        self._nouns: dict[str, CueForm | None] = {}

    def forms(self, lower: str) -> tuple[CueForm, ...]:
        """What the form can be as a verb, predicative or first word of a phrase."""
        found = self._forms.get(lower)
        if found is None:
            if len(self._forms) > morph.CACHE_SIZE:
                self._forms.clear()
            found = tuple(self._read(lower)) if self._prefixes.may_have(lower) else ()
            self._forms[lower] = found
        return found

    def noun(self, lower: str) -> CueForm | None:
        """The form as a noun of speech, or ``None``."""
        if lower not in self._nouns:
            if len(self._nouns) > morph.CACHE_SIZE:
                self._nouns.clear()
            self._nouns[lower] = self._read_noun(lower) if self._noun_prefixes.may_have(lower) else None
        return self._nouns[lower]

    def triggered(self, lowers: set[str]) -> bool:
        """Whether a sentence with these words can hold a cue."""
        return (
            not self._keyparts.isdisjoint(lowers)
            or any(map(self.forms, lowers))
            or (not _OPENERS.isdisjoint(lowers) and any(self.noun(lower) is not None for lower in lowers))
        )

    def _read(self, lower: str) -> Iterator[CueForm]:
        lexicon = self.lexicon
        best = max((r.score for r in morph.readings(lower)), default=0.0)
        seen = set()
        for reading in morph.readings(lower):
            form = _FORMS.get(reading.pos)
            if form is None or reading.score < 0.15 * best or "impr" in reading.grammemes:
                continue
            short = reading.pos in ("ADJS", "PRTS")
            entry = (lexicon.predicatives.get(reading.lemma) if short else None) or lexicon.verbs.get(reading.lemma)
            if entry is None and reading.lemma in lexicon.phrases:
                entry = Verb(reading.lemma, "say", ())
            if entry is None or (form, reading.lemma) in seen:
                continue
            if form == PARTICIPLE and ("actv" not in reading.grammemes or reading.lemma == "следовать"):
                continue
            seen.add((form, reading.lemma))
            yield CueForm(
                form, entry, reading.lemma, reading.number, reading.gender, reading.person, reading.tense, reading
            )

    def _read_noun(self, lower: str) -> CueForm | None:
        for reading in morph.readings(lower):
            entry = self.lexicon.nouns.get(reading.lemma) if reading.pos == "NOUN" else None
            if entry is not None:
                return CueForm(NOUN, entry, reading.lemma, reading.number, reading.gender, reading=reading)
        return None

    def find(self, tokens: Sequence[Token]) -> list[CueMatch]:
        """The cues of a sentence, in text order."""
        found = []
        skip = 0
        lowers = {token.lower for token in tokens}
        prepositions = self._possible(lowers)
        verbs = {lower for lower in lowers if self.forms(lower)}
        for at, token in enumerate(tokens):
            if token.kind != WORD or at < skip:
                continue
            lower = token.lower
            match = self._preposition(tokens, at, prepositions[lower]) if lower in prepositions else None
            if match is None and lower in verbs:
                match = self._verb(tokens, at, self.forms(lower))
            if match is not None:
                found.append(match)
                skip = match.stop if match.form.form == PREPOSITION else at + 1
        return found

    def _possible(self, lowers: set[str]) -> dict[str, list[Preposition]]:
        """The prepositional cues whose longest word stands in the sentence, by their first word."""
        present = self._keywords & lowers
        if not present:
            return {}
        found: dict[str, list[Preposition]] = {}
        for first in lowers & self._prepositions.keys():
            found[first] = [entry for entry in self._prepositions[first] if longest(entry) in present]
        return found

    def _preposition(self, tokens: Sequence[Token], at: int, entries: Sequence[Preposition]) -> CueMatch | None:
        for entry in entries:
            stop = _words_match(tokens, at, entry)
            if stop is None:
                continue
            possessive = next((k for k in range(at, stop) if tokens[k].lower in _POSSESSIVES), None)
            form = CueForm(PREPOSITION, Verb(" ".join(entry.words), entry.act, ()), " ".join(entry.words))
            case = _CASES[entry.case]
            return CueMatch(at, stop, stop - 1, form, entry.act, entry.mode, frozenset(), possessive, case)
        return None

    def _verb(self, tokens: Sequence[Token], at: int, forms: Sequence[CueForm]) -> CueMatch | None:
        form = forms[0]
        for each in forms:
            for phrase in sorted(self.lexicon.phrases.get(each.lemma, ()), key=lambda p: -len(p.words)):
                match = _phrase_match(tokens, at, each, phrase)
                if match is not None:
                    return match
        if form.lemma not in self.lexicon.verbs and form.lemma not in self.lexicon.predicatives:
            return None
        return CueMatch(at, at + 1, at, form, form.entry.act, form.entry.mode, form.entry.frames)


_IRREGULAR: Final = {
    "боять": ("бои", "бою"),
    "сойти": ("сош",),
    "брать": ("бер",),
    "бить": ("бь",),
    "звать": ("зо",),
    "лгать": ("лж",),
    "петь": ("по",),
    "ныть": ("но",),
    "выть": ("во",),
    "уйти": ("уш",),
    "сесть": ("ся",),
    "позвать": ("поз",),
    "назвать": ("назо",),
    "собрать": ("соб",),
}
_FORMS: Final = {
    "VERB": FINITE,
    "GRND": GERUND,
    "PRTF": PARTICIPLE,
    "INFN": INFINITIVE,
    "ADJS": SHORT,
    "PRTS": SHORT,
    "PRED": SHORT,
}
_CASES: Final = {"gen": "gent", "dat": "datv", "acc": "accs"}


def _prefixes(lemma: str) -> Iterator[str]:
    """The first letters that forms of the lemma may have: `писать`, `пишет`; the longer the lemma the more."""
    length = 4 if len(lemma) > 7 else 3 if len(lemma) > 5 else 2
    yield lemma[:length]
    for letter in _ALTERNATIONS.get(lemma[length - 1], ""):
        yield lemma[: length - 1] + letter
    yield from _IRREGULAR.get(lemma.removesuffix("ся").removesuffix("сь"), ())


def _words_match(tokens: Sequence[Token], at: int, entry: Preposition) -> int | None:
    k = at + 1
    for wanted in entry.words[1:]:
        limit = k + (4 if entry.middle else 1)
        while k < min(limit, len(tokens)) and tokens[k].lower != wanted:
            if (tokens[k].kind == PUNCT and tokens[k].text not in '"«»“”„') or not _can_stand_inside(tokens[k]):
                return None
            k += 1
        if k >= min(limit, len(tokens)):
            return None
        k += 1
    return k


def _can_stand_inside(token: Token) -> bool:
    """`по его словам`, `по последним данным`, `по нашим самым грубым прикидкам`, `по их же данным`."""
    return (
        token.lower in _POSSESSIVES
        or token.lower in ("же", "его", "самым")
        or bool(word(token).adjectives)
        or token.kind == PUNCT
    )


def _phrase_match(tokens: Sequence[Token], at: int, form: CueForm, phrase: Phrase) -> CueMatch | None:
    """The cue of several words whose verb stands at ``at``, its other words behind or, near, before it."""
    stop = at + 1
    for wanted in phrase.words:
        stop = next((k + 1 for k in range(stop, min(stop + PHRASE_REACH, len(tokens))) if tokens[k].lower == wanted), 0)
        if not stop or any(tokens[k].text in ",:;" for k in range(at, stop)):
            stop = 0
            break
    if stop:
        return CueMatch(at, stop, at, form, phrase.act, phrase.mode, phrase.frames)
    last = phrase.words[-1]
    if len(phrase.words) == 1:
        first = next((k for k in range(at - 1, max(-1, at - 4), -1) if tokens[k].lower == last), None)
        if first is not None and not any(tokens[k].text in ",:;" for k in range(first, at)):
            return CueMatch(first, at + 1, at, form, phrase.act, phrase.mode, phrase.frames)
    return None


@lru_cache(8)
def finder(lexicon: Lexicon) -> Finder:
    """The finder of a lexicon: built once per process."""
    return Finder(lexicon)
