"""Runs of capitals that are a person's name in one case, among the tokens of a sentence: `Анны Петровны Браун`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from quoteattr import mentions, names
from quoteattr.grammar import word
from quoteattr.morph import Reading, readings
from quoteattr.segments import DASHES, WORD, Token

_CONSONANTS: Final = "бвгджзклмнпрстфхцчшщ"
_FOREIGN = regex.compile(r"[A-Za-z.]|-\p{Lu}{2}")
_ARABIC = regex.compile(r"(?:аль|эль|ад|ас|аш|ан|ар|ат|ибн|бен)-\p{Lu}")


def starts_name(tokens: Sequence[Token], at: int, case: str) -> bool:
    """Whether a person's name in ``case`` begins here."""
    token = tokens[at]
    if token.kind != WORD or not token.capital:
        return False
    if initial(tokens, at):
        return True
    if (token.text.isupper() and len(token.text) > 1) or _FOREIGN.search(token.text):
        return False
    lower = token.lower
    if lower.startswith(("экс-", "вице-", "топ-", "пресс-", "обер-", "гранд-")):
        return False
    if names.is_given(lower) or (names.name_readings(lower) and not _common(lower)):
        return case in names.cases(lower)
    return not names.is_known(lower) and case in names.cases(lower)


def _common(lower: str) -> bool:
    """Whether the dictionary knows the form as an ordinary word better than as a name: `Надежда` is both."""
    found = readings(lower)
    return bool(found) and found[0].known and names.NAME_GRAMMEMES.isdisjoint(found[0].grammemes)


def initial(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is an initial: `К.`."""
    token = tokens[at]
    return (
        len(token.text) <= 2
        and token.capital
        and token.text.isalpha()
        and at + 1 < len(tokens)
        and tokens[at + 1].text == "."
        and tokens[at + 1].start == token.stop
    )


def name_run(tokens: Sequence[Token], first: int, stop: int, case: str) -> int:
    """Where the run of name words in ``case`` that begins with token ``first`` ends."""
    at = first
    last = first
    while at < stop:
        token = tokens[at]
        if token.kind == WORD and (token.capital or (at > first and _ARABIC.match(token.text))):
            if initial(tokens, at):
                at += 2
                if at < stop and tokens[at].text in DASHES and at + 1 < stop and initial(tokens, at + 1):
                    at += 1
                last = at
                continue
            if token.text.isupper() and len(token.text) > 1 and at > first:
                break
            if not (case in names.cases(token.lower) or word(token).fixed or _unchanged(tokens, first, at, case)):
                break
            at += 1
            last = at
        elif (
            token.kind == WORD
            and token.lower in names.PARTICLES
            and at > first
            and at + 1 < stop
            and (tokens[at + 1].capital or token.lower in ("оглы", "кызы", "уулу", "хан"))
        ):
            at += 1
            if token.lower in ("оглы", "кызы", "уулу"):
                last = at
        else:
            break
    return last


def _unchanged(tokens: Sequence[Token], first: int, at: int, case: str) -> bool:
    """Whether the word does not change behind the first one: `Анны Браун`, `Ким Чен Ына`."""
    head = tokens[first].lower
    if at == first:
        return False
    if head in names.first_families():
        return at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at + 1].kind == WORD
    return tokens[at].lower[-1:] in _CONSONANTS and names.gender_of(head, case) == "femn"


def name_at(tokens: Sequence[Token], at: int, stop: int, case: str) -> tuple[int, int] | None:
    """The name that a run of capitals holds: `начальник полиции Гринхилла Мэри Стоун` is Мэри Стоун."""
    run = name_run(tokens, at, stop, case)
    if run <= at:
        return None
    starts = [k for k in range(at, run) if tokens[k].kind == WORD]
    if len(starts) < 2:
        return at, run
    words, firsts = words_of(tokens, at, run)
    part = mentions.best_part(words)
    if part is None:
        return at, run
    last = run if part[1] == len(words) else firsts[part[1]]
    return firsts[part[0]], last


def words_of(tokens: Sequence[Token], first: int, stop: int) -> tuple[tuple[str, ...], list[int]]:
    """The words of a name, initials joined with their full stops, and the token at which each begins."""
    out: list[str] = []
    firsts: list[int] = []
    for at in range(first, stop):
        token = tokens[at]
        if token.text == "." and out:
            out[-1] += "."
        elif token.kind == WORD:
            out.append(token.text)
            firsts.append(at)
    return tuple(out), firsts


def name_gender(tokens: Sequence[Token], at: int, last: int, case: str) -> str:
    """The gender that the words of a name show in ``case``, or ``""``."""
    shown = [names.gender_of(t.lower, case) for t in tokens[at:last] if t.kind == WORD and len(t.text) > 1]
    return next((g for g in shown if g in ("masc", "femn")), "") if shown else ""


def owned(token: Token, reading: Reading | None, case: str) -> bool:
    """`мама Оли`, `представитель Росатома`: a single name in the genitive is whose, not who."""
    if case in ("gent", "accs") or "gent" not in names.cases(token.lower):
        return False
    if any(r.known and r.case == "nomn" for r in names.name_readings(token.lower)):
        return False
    found = word(token).nouns
    likely = bool(found) and found[0].case == "gent" and names.NAME_GRAMMEMES.isdisjoint(found[0].grammemes)
    return likely or token.lower[-1:] in "ыи"


def closes(tokens: Sequence[Token], at: int, stop: int, outer: str) -> bool:
    """Whether a name belongs to the person outside: a full name, or a surname that is one in the dictionary."""
    if name_run(tokens, at, stop, outer) > at + 1:
        return True
    lower = tokens[at].lower
    if outer == "gent":
        return False
    if not names.is_known(lower):
        return outer == "nomn" and lower[-1:] in "бвгджзйклмнпрстфхцчшщ"
    return any(r.known and r.case == outer for r in names.name_readings(lower))
