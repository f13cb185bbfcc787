"""Morphology: the one place that imports pymorphy3, cached, typed and lazy.

pymorphy3 parses 5,000 to 9,000 words a second, a dictionary lookup is a thousand times faster: readings are
kept by word form, in a cache that is bounded and belongs to the process.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any, Final, NamedTuple

from quoteattr.lookup import quicken

CACHE_SIZE: Final = 1 << 17

_LOCK = threading.Lock()
_analyzer: Any = None

ALL_CASES: Final = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_SECOND_CASES: Final = {"gen2": "gent", "loc2": "loct", "voct": "nomn"}


class Reading(NamedTuple):
    """One way to read a word form; tags are those of OpenCorpora, ``""`` where there is none."""

    lemma: str
    """The normal form, ё folded to е."""
    pos: str
    case: str
    gender: str
    number: str
    person: str
    tense: str
    score: float
    grammemes: frozenset[str]
    known: bool
    """Whether the dictionary has the word; otherwise the reading is a guess by its ending."""

    @property
    def animate(self) -> bool:
        """Whether the word names a living being."""
        return "anim" in self.grammemes


def analyzer() -> Any:
    """The analyzer of this process: built once, under a lock (70 to 95 ms, 23 MB)."""
    global _analyzer
    if _analyzer is None:
        with _LOCK:
            if _analyzer is None:
                import pymorphy3

                built = pymorphy3.MorphAnalyzer(lang="ru")
                quicken(built)
                _analyzer = built
    return _analyzer


def fold(word: str) -> str:
    """``word`` in lower case, ё as е, of the same length: what lower case lengthens (``İ``) stays as it is."""
    lower = word.lower().replace("ё", "е")
    return lower if len(lower) == len(word) else "".join(map(_fold_letter, word))


def _fold_letter(letter: str) -> str:
    lower = letter.lower().replace("ё", "е")
    return lower if len(lower) == 1 else letter


def parses(word: str) -> list[Any]:
    """What pymorphy3 makes of a word form; nothing of a word that cannot be encoded (a lone surrogate)."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return []
    return list(analyzer().parse(word))


@lru_cache(CACHE_SIZE)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word form, the likeliest first; none for what is no word."""
    known: dict[str, bool] = {}
    return tuple(_reading(parse, known) for parse in parses(word)) if word else ()


def has(word: str) -> bool:
    """Whether the dictionary has the word form, ё written as е or not: sooner told than its readings."""
    try:
        return bool(analyzer().word_is_known(word))
    except UnicodeEncodeError:
        return False


def forms(lemma: str) -> frozenset[str]:
    """All forms of the words of this lemma, ё folded to е; none where the dictionary does not have it."""
    dictionary, substitutes = analyzer().dictionary, analyzer().char_substitutes
    found: set[str] = set()
    for word, parses_of_word in dictionary.words.similar_items(lemma, substitutes):
        for number, form in parses_of_word:
            if form == 0:
                paradigm = dictionary.paradigms[number]
                stem = dictionary.build_stem(paradigm, 0, word)
                size = len(paradigm) // 3
                found.update(
                    fold(dictionary.paradigm_prefixes[before] + stem + dictionary.suffixes[behind])
                    for before, behind in zip(paradigm[2 * size :], paradigm[:size], strict=True)
                )
    return frozenset(found)


def _reading(parse: Any, known: dict[str, bool]) -> Reading:
    found, tag, normal_form, score, _ = parse
    pos, case, gender, number, person, tense, grammemes = _tag(tag)
    if found not in known:
        known[found] = bool(parse.is_known)
    return Reading(fold(normal_form), pos, case, gender, number, person, tense, score, grammemes, known[found])


@lru_cache(CACHE_SIZE)
def _tag(tag: Any) -> tuple[str, str, str, str, str, str, frozenset[str]]:
    """What a tag says: there are a few thousand of them."""
    case = str(tag.case or "")
    return (
        str(tag.POS or ""),
        _SECOND_CASES.get(case, case),
        str(tag.gender or ""),
        str(tag.number or ""),
        str(tag.person or ""),
        str(tag.tense or ""),
        frozenset(map(str, tag.grammemes)),
    )


@lru_cache(CACHE_SIZE)
def inflect(word: str, *grammemes: str, pos: str = "", gender: str = "") -> str | None:
    """``word`` put into the form that ``grammemes`` name; ``None`` where the dictionary has no such form.

    :param pos: keep to the reading of this part of speech.
    :param gender: keep to the reading of this gender.
    """
    for parse in parses(word.lower()):
        if (pos and parse.tag.POS != pos) or (gender and gender != parse.tag.gender):
            continue
        form = parse.inflect(set(grammemes))
        if form is not None:
            return str(form.word)
    return None
