"""A phrase in the nominative: how an entity without a name is called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from quoteattr import morph, names, phrases, segments
from quoteattr.grammar import word
from quoteattr.morph import fold
from quoteattr.phrases import Phrase
from quoteattr.segments import PUNCT, QUOTED, WORD, Token


def describe(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The phrase in the nominative: `источника в правительстве` → `источник в правительстве`."""
    if not tokens:
        return ""
    phrase = _without_circumstances(tokens, phrase)
    words = [_turned(tokens[k], phrase, k) for k in range(phrase.first, phrase.stop)]
    if words and _opens(tokens, phrase.first) and _lowered(tokens[phrase.first]):
        words[0] = words[0][:1].lower() + words[0][1:]
    out = ""
    for k, each in zip(range(phrase.first, phrase.stop), words, strict=True):
        gap = k > phrase.first and tokens[k].start > tokens[k - 1].stop
        out += (" " if gap else "") + each
    return out


def _without_circumstances(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """`размещённом в среду на сайте заявлении группы` is called `заявление группы`."""
    between = range(phrase.first + 1, phrase.head)
    if not word(tokens[phrase.first]).participle or not any(word(tokens[k]).preposition for k in between):
        return phrase
    first = phrase.head
    while first > phrase.first and any(r.case == phrase.case for r in word(tokens[first - 1]).adjectives):
        first -= 1
    return phrase._replace(first=first)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capital is due to the place: at the head of a sentence, behind a dash or a colon."""
    return at == 0 or (tokens[at - 1].kind == PUNCT and tokens[at - 1].text not in ",(")


def _lowered(token: Token) -> bool:
    """Whether the capital is only that of the sentence: `Источник в полиции`."""
    if token.kind != WORD or not token.capital or (len(token.text) > 1 and token.text.isupper()):
        return False
    found = morph.readings(token.lower)
    return bool(found) and found[0].known and not {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"} & found[0].grammemes


def _turned(token: Token, phrase: Phrase, at: int) -> str:
    if token.kind == QUOTED and at == phrase.head and phrase.case != "nomn":
        return quoted_nominative(token.text, phrase.case)
    if token.kind != WORD or phrase.case == "nomn" or at > phrase.head or not token.text:
        return token.text
    if phrase.name is not None and phrase.name[0] <= at < phrase.name[1]:
        return token.text
    found = word(token)
    if at == phrase.head:
        pos = phrase.reading.pos if phrase.reading is not None else ""
        number = phrase.reading.number if phrase.reading is not None else "sing"
        if pos in ("ADJF", "PRTF"):
            gender = "femn" if phrase.reading is not None and phrase.reading.gender == "femn" else "masc"
            form = morph.inflect(token.text, "nomn", number, *((gender,) if number == "sing" else ()))
        else:
            form = _noun_nominative(token.text, phrase.case, number, pos)
    elif found.adjectives and at < phrase.head and any(r.case == phrase.case for r in found.adjectives):
        number = phrase.number or "sing"
        gender = phrase.reading.gender if phrase.reading is not None else phrase.gender
        extra = (gender,) if number == "sing" and gender in ("masc", "femn", "neut") else ()
        form = morph.inflect(token.text, "nomn", "sing" if number != "plur" else "plur", *extra, pos="")
    else:
        return token.text
    if form is None:
        return token.text
    return names.capitalize(form, token.text) if token.capital else form


@lru_cache(morph.CACHE_SIZE)
def _noun_nominative(text: str, case: str, number: str, pos: str) -> str | None:
    for parse in morph.parses(text.lower()):
        tag = parse.tag
        if (
            (not pos or str(tag.POS) == pos)
            and str(tag.case) in (case, _SECOND.get(case, ""))
            and str(tag.number or "") == number
        ):
            form = parse.inflect({"nomn", number}) if number else parse.inflect({"nomn"})
            if form is not None:
                return str(form.word)
    return None


def quoted_nominative(text: str, case: str) -> str:
    """`"Яблока"` → `"Яблоко"`, `"Российской газете"` → `"Российская газета"`."""
    inner = text.strip("«»“”„\"'")
    if not "а" <= fold(inner)[:1] <= "я" or len(inner) > 60:
        return text
    tokens = segments.tokenize(inner, 0, len(inner))
    phrase = phrases.noun_phrase(tokens, 0, len(tokens), case, attach=False)
    if phrase is None or phrase.kind in ("pronoun", "latin"):
        return text
    nominative = describe(tokens, phrase._replace(first=0, stop=len(tokens)))
    return text.replace(inner, nominative[:1].upper() + nominative[1:])


_SECOND: Final = {"gent": "gen2", "loct": "loc2"}
