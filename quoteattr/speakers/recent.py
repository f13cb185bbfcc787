"""What the sentences before a mention speak of without a name: `свидетель`, `эксперты`, `письмо`, `служба`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import exp
from typing import Final, NamedTuple

import regex

from quoteattr import phrases, segments
from quoteattr.grammar import word
from quoteattr.morph import Reading
from quoteattr.phrases import Phrase
from quoteattr.segments import WORD, Token
from quoteattr.speakers.entities import FADE
from quoteattr.speakers.fitting import living
from quoteattr.speakers.scene import Scene, is_document

REACH: Final = 300
"""How many characters back a noun without a name is remembered."""
_WEIGHTS: Final = {"nomn": 0.8, "accs": 0.5, "datv": 0.5, "ablt": 0.45, "gent": 0.4, "loct": 0.4}
_SENTENCE: Final = regex.compile(r"[.!?…][»”\"]?\s+(?=[\p{Lu}«\"“„])|\n\s*")


class Noted(NamedTuple):
    """A noun phrase without a name, and how much it attracts a later mention."""

    tokens: Sequence[Token]
    phrase: Phrase
    pull: float

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[self.phrase.first].start


def best(
    scene: Scene, at: int, fits: Callable[[Reading], bool], *, sentences: int = 2, reach: int = REACH, words: int = 1
) -> Noted | None:
    """The phrase before ``at`` that draws most, among those whose head ``fits``.

    :param words: how many words it has at least.
    """
    tokens = _tokens(scene.text, at, sentences, reach)
    found = (
        Noted(tokens, p, _weight(tokens, p) * _near(scene, tokens[p.head], at))
        for p in _all(tokens, fits)
        if p.stop - p.first >= words and not _named(scene, tokens, p)
    )
    return max(found, key=lambda noted: noted.pull, default=None)


def _near(scene: Scene, token: Token, at: int) -> float:
    """How much is left of the pull at ``at``: little outside the quotation in which the noun stands."""
    reported = scene.registry.reported
    around = reported.around(token.start)
    return exp((token.stop - at) / FADE) * (1.0 if around in (None, reported.around(at)) else 0.4)


def _named(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a person's name stands right behind: `форварда "Зари" Ивана Белова`."""
    stop = next((t.start for t in tokens[phrase.stop : phrase.stop + 8] if t.text in ".,:;()"), tokens[-1].stop)
    reading = phrase.reading
    if reading is None or not reading.animate or reading.number == "plur":
        return False
    return scene.registry.full_name_at(tokens[phrase.head].stop, min(stop, tokens[phrase.head].stop + 40)) is not None


def _tokens(text: str, at: int, sentences: int, reach: int) -> list[Token]:
    low = max(0, at - reach)
    starts = [low, *(match.end() for match in _SENTENCE.finditer(text, low, at))]
    return list(segments.tokenize(text, starts[max(0, len(starts) - sentences)], at))


def _all(tokens: Sequence[Token], fits: Callable[[Reading], bool]) -> Iterator[Phrase]:
    for head, token in enumerate(tokens):
        if token.kind == WORD and any(map(fits, word(token).nouns)):
            phrase = _phrase(tokens, _first(tokens, head), head, fits)
            if phrase is not None:
                yield phrase


def _first(tokens: Sequence[Token], head: int) -> int:
    """Where the words begin that may belong to the noun: `два неизвестных мужчины`."""
    first = head
    while first and (word(tokens[first - 1]).adjectives or word(tokens[first - 1]).numerals):
        first -= 1
    return first


def _phrase(tokens: Sequence[Token], first: int, head: int, fits: Callable[[Reading], bool]) -> Phrase | None:
    for case in _WEIGHTS:
        if case == "nomn" and _governed(tokens, first):
            continue
        phrase = phrases.noun_phrase(tokens, first, len(tokens), case, attach=False)
        if phrase is None or phrase.head != head or phrase.name is not None or phrase.reading is None:
            continue
        if fits(phrase.reading):
            return phrase
    return None


def _governed(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and word(tokens[first - 1]).preposition


def _weight(tokens: Sequence[Token], phrase: Phrase) -> float:
    before = tokens[phrase.first - 1].lower if phrase.first else ""
    return _WEIGHTS[phrase.case] * (0.4 if before in _COMPARED else 0.8 if _governed(tokens, phrase.first) else 1.0)


_COMPARED: Final = frozenset({"чем", "как", "нежели", "вроде"})


def person(scene: Scene, gender: str) -> Callable[[Reading], bool]:
    """Whether a noun is one for a single person of that gender."""

    def fits(reading: Reading) -> bool:
        known = (reading.known and reading.animate and living(reading)) or reading.lemma in scene.words("persons")
        return reading.pos == "NOUN" and known and reading.number == "sing" and reading.gender == gender

    return fits


def several(scene: Scene) -> Callable[[Reading], bool]:
    """Whether a noun is one for several persons."""

    def fits(reading: Reading) -> bool:
        people = reading.animate or reading.lemma in scene.lexicon.groups
        return reading.pos == "NOUN" and reading.number == "plur" and people and reading.known

    return fits


def body(scene: Scene) -> Callable[[Reading], bool]:
    """Whether a noun is one for an organisation, a site, a paper."""

    def fits(reading: Reading) -> bool:
        known = reading.lemma in scene.lexicon.organisations or "Orgn" in reading.grammemes
        return known and reading.number != "plur"

    return fits


def of_kind(scene: Scene, head: str) -> Callable[[Reading], bool]:
    """Whether a noun is the given one, or one that it may take up: `ведомство` a `комитет`."""

    def fits(reading: Reading) -> bool:
        entry = scene.lexicon.organisations.get(reading.lemma)
        return reading.number != "plur" and (reading.lemma == head or (entry is not None and head in entry.kinds))

    return fits


def document(scene: Scene, gender: str = "", number: str = "", but: str = "") -> Callable[[Reading], bool]:
    """Whether a noun is one for something written, of that gender and number, ``but`` a given word."""

    def fits(reading: Reading) -> bool:
        if not is_document(scene, reading.lemma) or reading.lemma == but:
            return False
        return (
            reading.number == number
            if number == "plur"
            else gender in ("", reading.gender) and reading.number != "plur"
        )

    return fits
