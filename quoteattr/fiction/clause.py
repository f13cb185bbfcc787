"""Words of the author's slot: finite verbs by their form, subjects by case and agreement.

A novel has some 4,000 slots, so words are looked at by their ending first and parsed only where that lets them decide.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import regex

from quoteattr import morph, segments
from quoteattr.morph import CACHE_SIZE, Reading
from quoteattr.segments import Token

# Endings of the past and of the third person; `рёк`, `лёг`, `полез`, `умолк` have no -л.
_FINITE: Final = regex.compile(
    r"(?:л(?:ся|[аои]|ась|ось|ись)?|[аеёияую]т(?:ся)?|[её][сгкрз](?:ся)?|ок|ох|ык|яг|ряс(?:ся)?|олк|(?:[нзж]|по|про|ни)ик)$"
)
_FIRST: Final = regex.compile(r"(?:[юу](?:сь)?|ем(?:ся)?|им(?:ся)?)$")
_NOT_FINITE: Final = frozenset(
    "стол пол угол смысл ли или было бы если мол стул мысли дела слова тела зала сила школа одеяла "
    "тут вот нет этот тот как-то следует лет раз глаз час нос лес".split()
)
_RARE: Final = 0.02


class Finite(NamedTuple):
    """A finite verb form: lemma, and what its subject has to agree with."""

    lemma: str
    tense: str
    person: str
    number: str
    gender: str


@lru_cache(CACHE_SIZE)
def finite(lower: str) -> tuple[Finite, ...]:
    """The finite readings of a form, past or third person present; none for what does not look like one."""
    if not _FINITE.search(lower) or lower in _NOT_FINITE:
        return ()
    return _finite(lower)


@lru_cache(CACHE_SIZE)
def first_person(lower: str) -> tuple[Finite, ...]:
    """The readings in the first person: `говорю`."""
    return tuple(verb for verb in _finite(lower) if verb.person == "1per") if _FIRST.search(lower) else ()


def _finite(lower: str) -> tuple[Finite, ...]:
    found = morph.readings(lower)
    return tuple(
        Finite(r.lemma, str(r.tense), str(r.person), str(r.number), str(r.gender))
        for r in found
        if r.pos == "VERB" and r.tense in ("past", "pres", "futr") and (not r.person or r.person in ("1per", "3per"))
        and (r.score > _RARE or r.score > found[0].score / 5)
    )  # fmt: skip


@lru_cache(CACHE_SIZE)
def nouns(lower: str) -> tuple[Reading, ...]:
    """The readings of a form as a noun, the unlikely ones left out."""
    return tuple(r for r in morph.readings(lower) if r.pos == "NOUN" and r.score > _RARE)


@lru_cache(CACHE_SIZE)
def adjectives(lower: str) -> tuple[Reading, ...]:
    """The readings of a form as an adjective or participle in full form."""
    return tuple(r for r in morph.readings(lower) if r.pos in ("ADJF", "PRTF") and r.score > _RARE)


def agrees(verb: Finite, gender: str, number: str, person: str = "3per") -> bool:
    """Whether a subject of this gender and number goes with the verb."""
    if verb.tense == "past":
        return verb.number == number and (number == "plur" or gender in (verb.gender, ""))
    return verb.number == number and verb.person == person


_GLUED: Final = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")


def tokenize(view: str, start: int, stop: int) -> list[Token]:
    """The tokens of ``view[start:stop]``; words that lost the space between them are told apart: `князьПётр`."""
    found = []
    for token in segments.tokenize(view, start, stop):
        if token.kind == segments.WORD and not token.text[1:].islower() and _GLUED.search(token.text):
            found += _unglued(token)
        else:
            found.append(token)
    return found


def _unglued(token: Token) -> list[Token]:
    found = []
    at = token.start
    for piece in _GLUED.split(token.text):
        found.append(Token(at, at + len(piece), token.kind, piece, morph.fold(piece)))
        at += len(piece)
    return found
