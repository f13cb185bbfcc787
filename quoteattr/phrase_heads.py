"""The head of a noun phrase and the words before it that agree with it: `свой первый официальный доклад`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from quoteattr import names
from quoteattr.grammar import word
from quoteattr.morph import ALL_CASES, Reading
from quoteattr.name_runs import initial
from quoteattr.segments import NUMBER, QUOTED, WORD, Token, tokenize

_INTENSIFIERS: Final = frozenset(
    "не так самый самая самые самого самой сам сама само сами очень более наиболее крайне".split()
)
_ALL: Final[dict[str, tuple[str, ...]]] = {
    "nomn": ("все", "весь", "вся"),
    "gent": ("всех", "всего", "всей"),
    "datv": ("всем", "всему", "всей"),
    "accs": ("все", "всех", "всю"),
    "ablt": ("всеми", "всем", "всей"),
    "loct": ("всех", "всем", "всей"),
}


def head_at(token: Token, case: str) -> tuple[Reading | None, str] | None:
    """The reading in ``case`` of a token that can head a phrase, and its kind as in :class:`~quoteattr.phrases.Phrase`."""
    if token.kind == QUOTED:
        # A name in marks can speak, `"не в этом году"` cannot.
        return (None, "quoted") if _titled(token.text) and case in _quoted_cases(token.text) else None
    found = word(token)
    if token.kind != WORD:
        return None
    noun = found.noun_in(case)
    if noun is not None and found.finite and found.finite[0].score > 2 * noun.score and not token.capital:
        # `дали` is a verb before it is the plural of `даль`.
        return None
    if noun is not None:
        return noun, "pronoun" if noun.pos == "NPRO" else "noun"
    adjective = found.adjective_in(case)
    if adjective is not None and adjective.lemma == "который":
        return adjective, "relative"
    if found.fixed:
        return None, "latin"
    return None


@lru_cache(4096)
def _quoted_cases(quoted: str) -> frozenset[str]:
    """The cases of a name in marks: `"Интерфаксу"` is told something, `"Интерфакс"` tells it."""
    tokens = tokenize(quoted, 0, len(quoted))
    words = [t for t in tokens if t.kind == WORD]
    if len(words) > 1:
        return ALL_CASES
    if not words or not "а" <= words[0].lower[:1] <= "я" or not names.is_known(words[0].lower):
        return ALL_CASES
    found = word(words[0])
    if found.fixed or not (found.nouns or found.adjectives):
        return ALL_CASES
    return frozenset(r.case for r in (*found.nouns, *found.adjectives))


def _titled(quoted: str) -> bool:
    inner = quoted.strip("«»“”„\"'<>")
    return inner[:1].isupper() or inner[:1].isdigit() or (inner[:1].isascii() and inner[:1].isalpha())


def past_modifiers(tokens: Sequence[Token], at: int, stop: int, case: str) -> int:
    """Past the words that agree with a head in ``case``: `свой первый официальный …`."""
    while at < stop:
        token = tokens[at]
        if initial(tokens, at):
            return at
        if token.kind == NUMBER:
            found = word(token)
            if not (found.adjectives or found.numerals):
                return at
            at += 1
            continue
        if token.kind != WORD:
            if token.text == "," and at + 1 < stop and _agrees(tokens[at + 1], case) and _agrees(tokens[at - 1], case):
                at += 1
                continue
            return at
        if (token.lower in _INTENSIFIERS and at + 1 < stop) or token.lower in _ALL.get(case, ()):
            at += 1
            continue
        if _agrees(token, case) and (not _nounlike(token, case) or _modifies_next(tokens, at, stop, case)):
            at += 1
            continue
        if (
            token.lower in ("и", "или")
            and at + 1 < stop
            and _agrees(tokens[at - 1], case)
            and _agrees(tokens[at + 1], case)
            and not _nounlike(tokens[at + 1], case)
        ):
            at += 1
            continue
        return at
    return at


def _agrees(token: Token, case: str) -> bool:
    return token.kind == WORD and word(token).adjective_in(case) is not None


def _nounlike(token: Token, case: str) -> bool:
    """Whether the word is rather a noun: `рабочий` before a genitive, `Невский` as a surname, `который`."""
    found = word(token)
    adjective = found.adjective_in(case)
    noun = found.noun_in(case)
    if adjective is not None and adjective.lemma == "который":
        return True
    return noun is not None and adjective is not None and noun.score > adjective.score


def _modifies_next(tokens: Sequence[Token], at: int, stop: int, case: str) -> bool:
    """Whether a word that could be a noun agrees with the next one: `полицейское управление`, not `рабочий завода`."""
    adjectives = [r for r in word(tokens[at]).adjectives if r.case == case and r.lemma != "который"]
    if not adjectives or at + 1 >= stop or tokens[at + 1].capital:
        return False
    return any(
        r.case == case and any(r.number == a.number and a.gender in ("", r.gender) for a in adjectives)
        for r in word(tokens[at + 1]).nouns
    )
