"""What a word form can be: readings sorted by what the noun phrase and the clause ask of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import regex

from quoteattr import morph, names
from quoteattr.morph import ALL_CASES, Reading
from quoteattr.segments import NUMBER, QUOTED, WORD, Token

PREPOSITIONS: Final = frozenset(
    "в во на по с со из от до для при о об обо к ко за под над перед через между без у про ради после против кроме "
    "среди вокруг около вместо внутри возле мимо насчет ввиду вследствие благодаря согласно вопреки накануне "
    "относительно помимо посредством сквозь спустя путем из-за из-под по-над касательно включая несмотря".split()
)
CONJUNCTIONS: Final = frozenset(
    "что чтобы и а но или либо да если когда хотя пока поскольку ибо зато однако тогда будто как чем нежели же ли".split()
)
PARTICLES: Final = frozenset(
    "же также тоже уже еще ещё лишь только даже вот ведь бы б не ни именно просто вновь снова потом затем тогда теперь "
    "сейчас здесь там ранее позже накануне впоследствии кстати".split()
)
RELATIVES: Final = frozenset({"который", "чей"})

NOMINAL_POS: Final = frozenset({"NOUN", "NPRO"})
ADJECTIVAL_POS: Final = frozenset({"ADJF", "PRTF"})
# A reading this much rarer than its rivals is a homonym nobody means: `для` as a gerund, `при` as an imperative.
RARE: Final = 0.01


class Word(NamedTuple):
    """The readings of a form by what they can do in a clause."""

    nouns: tuple[Reading, ...] = ()
    adjectives: tuple[Reading, ...] = ()
    numerals: tuple[Reading, ...] = ()
    finite: tuple[Reading, ...] = ()
    short: tuple[Reading, ...] = ()
    gerund: bool = False
    infinitive: bool = False
    participle: bool = False
    adverb: bool = False
    preposition: bool = False
    conjunction: bool = False
    fixed: bool = False
    """A name in Latin letters or an abbreviation: any case, any gender."""

    def noun_in(self, case: str) -> Reading | None:
        """The likeliest noun or pronoun reading in ``case``."""
        return next((reading for reading in self.nouns if reading.case == case), None)

    def adjective_in(self, case: str) -> Reading | None:
        """The likeliest adjective reading in ``case``."""
        return next((reading for reading in self.adjectives if reading.case == case), None)


EMPTY: Final = Word()
_PREPOSITION: Final = Word(preposition=True)


# `завкафедрой`, `замначальника`: what follows зам- and зав- stands in a case of its own, the whole never changes.
_DEPUTY = regex.compile(
    r"(?:зам|зав|пом)(?:глав|началь|директор|министр|прокур|губерн|мэр|гендиректор|руковод|председ|команд|"
    r"редактор|декан|ректор|кафедр|отдел|лаборатор|сектор|секретар|полпред|генпрок|генсек|премьер)\p{Ll}*[аяыиойем]$"
)


def _unchanging(lower: str) -> Word:
    return Word(
        nouns=tuple(
            Reading(lower, "NOUN", case, "masc", "sing", "", "", 1.0, frozenset({"NOUN", "anim", "Fixd"}), known=True)
            for case in sorted(ALL_CASES)
        )
    )


_ACTING: Final = frozenset({"и.о.", "и. о.", "в.о.", "врио", "исполняющий обязанности"})
# `и.о. министра Иван Белов`: a post that does not change.
_ACTING_WORD: Final = Word(
    nouns=tuple(
        Reading("исполняющий", "NOUN", case, "masc", "sing", "", "", 1.0, frozenset({"NOUN", "anim"}), known=True)
        for case in sorted(ALL_CASES)
    )
)


def word(token: Token) -> Word:
    """What the token can be."""
    if token.kind == WORD:
        return _written(token.text)
    if token.kind == QUOTED:
        return _FIXED
    if token.kind == NUMBER:
        return _number(token.lower)
    return EMPTY


@lru_cache(morph.CACHE_SIZE)
def _written(text: str) -> Word:
    return _word(morph.fold(text), _letters(text))


_FIXED: Final = Word(fixed=True)


def _surname(lower: str) -> Reading:
    grammemes = frozenset({"NOUN", "anim", "masc", "Surn", "nomn"})
    return Reading(lower, "NOUN", "nomn", "masc", "sing", "", "", 1.0, grammemes, known=True)


_CONSONANTS: Final = frozenset("бвгджзйклмнпрстфхцчшщ")
_CAPITAL: Final = 1
_UPPER: Final = 2


def _letters(text: str) -> int:
    """How the word is written: in lower case, with a capital, in capitals."""
    if not text[:1].isupper():
        return 0
    return _UPPER if len(text) > 1 and text.isupper() else _CAPITAL


@lru_cache(morph.CACHE_SIZE)
def _word(lower: str, letters: int) -> Word:
    if lower in _ACTING:
        return _ACTING_WORD
    if lower in PREPOSITIONS:
        return _PREPOSITION
    if lower in CONJUNCTIONS:
        return Word(conjunction=True, adverb=lower in PARTICLES)
    if lower in PARTICLES:
        return Word(adverb=True)
    if lower.isascii() or "." in lower:
        return _FIXED
    if _DEPUTY.match(lower) and not any("Fixd" in r.grammemes for r in morph.readings(lower)):
        return _unchanging(lower)
    upper = letters == _UPPER
    kept = _likely(morph.readings(lower))
    if letters == _CAPITAL and names.looks_like_surname(lower):
        kept = (_surname(lower),)
    if letters == _CAPITAL and kept and not kept[0].known:
        # `Робинсон` is no genitive plural of a word that nobody knows.
        kept = (
            tuple(r for r in kept if r.number != "plur" and not ("Fixd" in r.grammemes and lower[-1] in _CONSONANTS))
            or kept
        )
    nouns = _persons_first(tuple(r for r in kept if r.pos in NOMINAL_POS))
    indeclinable = any("Fixd" in r.grammemes for r in nouns)
    return Word(
        nouns,
        tuple(r for r in kept if r.pos in ADJECTIVAL_POS),
        tuple(r for r in kept if r.pos == "NUMR"),
        tuple(r for r in kept if r.pos == "VERB" and "impr" not in r.grammemes),
        tuple(r for r in kept if r.pos in ("ADJS", "PRTS") or r.pos == "PRED"),
        any(r.pos == "GRND" for r in kept),
        any(r.pos == "INFN" for r in kept),
        any(r.pos == "PRTF" for r in kept),
        any(r.pos in ("ADVB", "COMP", "PRCL", "INTJ") for r in kept[:2]),
        fixed=indeclinable or (upper and not nouns) or (upper and any("Abbr" in r.grammemes for r in nouns)),
    )


def _persons_first(nouns: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """A trade before the thing of the same name: `конструктор`, `разведчик`, `проводник`."""
    both = {r.lemma for r in nouns if r.animate} & {r.lemma for r in nouns if not r.animate}
    both -= {r.lemma for r in nouns if not _PLAIN.isdisjoint(r.grammemes)}
    return tuple(sorted(nouns, key=lambda r: r.lemma in both and not r.animate)) if both else nouns


_PLAIN: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"})


def _likely(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(r for r in found if (r.score >= RARE or r.score >= 0.2 * found[0].score) and not _many_of_a_name(r))


def _many_of_a_name(reading: Reading) -> bool:
    """`Иванов` as the genitive plural of `Иван`: a reading that only dictionaries have."""
    return reading.number == "plur" and ("Name" in reading.grammemes or "Patr" in reading.grammemes)


@lru_cache(morph.CACHE_SIZE)
def _number(lower: str) -> Word:
    tail = lower.lstrip("0123456789.,:-")
    if not tail or tail == "%":
        return Word(numerals=(Reading(lower, "NUMR", "", "", "plur", "", "", 1.0, frozenset(), known=True),))
    return Word(adjectives=tuple(r for r in morph.readings(lower) if r.pos in ADJECTIVAL_POS) or _ordinal(lower, tail))


def _ordinal(lower: str, tail: str) -> tuple[Reading, ...]:
    """`24-м`: an adjective of any case."""
    return tuple(
        Reading(lower, "ADJF", case, "", "", "", "", 1.0, frozenset({"Anum"}), known=False)
        for case in sorted(ALL_CASES)
    )
