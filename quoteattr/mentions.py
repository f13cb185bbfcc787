"""Persons named anywhere in the text: full names, the posts beside them, and later mentions by surname.

A name in an oblique case has several nominatives (`Токаева`: a woman, or the genitive of `Токаев`). Every mention
votes for what it could be, and the document decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from quoteattr import morph, names, segments
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon
from quoteattr.morph import CACHE_SIZE, fold
from quoteattr.names import PersonName
from quoteattr.segments import PUNCT, WORD, Token

# A run of more words is a list of names or a headline in capitals.
_MOST_WORDS: Final = 10
_PARTICLE = "|".join(sorted(names.PARTICLES - {"да", "ас", "ат", "ар", "аз", "ад", "хан", "паша", "бей"}))
_CAP = r"(?:(?:аль|эль|ад|ас|аш|ан|ар|ат|ибн)-)?[А-ЯЁІЇҐЎ]\p{M}*[а-яёіїґў\p{M}]+(?:[-‐‑’'](?:[А-ЯЁ]?[а-яё]+))*(?:[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.(?:[-‐]?\s?[А-ЯЁ]\.)?"
_RUN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_INITIALS}\s?{_CAP}|{_CAP}(?:\s(?:(?:{_PARTICLE})\s)?{_CAP}|\s{_INITIALS}){{1,{_MOST_WORDS}}})"
    rf"(?:\s(?:оглы|кызы|уулу))?(?![\p{{L}}])"
)
_SINGLE = regex.compile(rf"(?<![\p{{L}}\p{{N}}.])({_CAP})(?![\p{{L}}])")
_CASES: Final = ("nomn", "gent", "accs", "datv", "ablt", "loct")
ROLE_REACH: Final = 14
_NAMES: Final = frozenset({"Name", "Surn", "Patr"})


class Named(NamedTuple):
    """A full name in the text, read in the case that the document supports."""

    start: int
    stop: int
    name: PersonName
    case: str


class Role(NamedTuple):
    """A post or description beside a name: the lemma of its head, the stems of its words, where it stands."""

    head: str
    words: frozenset[str]
    start: int
    stop: int


@lru_cache(CACHE_SIZE)
def hypotheses(words: tuple[str, ...]) -> tuple[tuple[str, PersonName], ...]:
    """The names that a run of capitalised words can be, each with its case; none where it is no person's name."""
    plain = [w for w in words if not w.endswith(".") and w.lower() not in names.PARTICLES]
    lowers = [fold(w) for w in plain]
    if not plain or not _could_be_person(lowers, len(plain) < len(words)):
        return ()
    found = []
    for case in _CASES:
        if all(case in names.cases(lower) for lower in lowers):
            name = names.read(words, case)
            if name is not None and _consistent(lowers, case):
                found.append((case, name))
    return tuple(found)


def _could_be_person(lowers: Sequence[str], initials: bool) -> bool:
    if any(_is_place_or_body(lower) for lower in lowers):
        return False
    if any(names.is_given(lower) or names.is_patronymic(lower) for lower in lowers):
        return True
    common = [lower for lower in lowers if is_common(lower)]
    if initials:
        return len(common) < len(lowers) or len(lowers) == 1
    return not common and len(lowers) > 1


@lru_cache(CACHE_SIZE)
def is_common(lower: str) -> bool:
    """Whether the dictionary has the form as a word and never as a name."""
    found = morph.readings(lower)
    return names.is_known(lower) and bool(found) and all(_NAMES.isdisjoint(r.grammemes) for r in found)


@lru_cache(CACHE_SIZE)
def _is_place_or_body(lower: str) -> bool:
    found = [r for r in morph.readings(lower) if r.known]
    if not found:
        return False
    best = found[0]
    if {"Name", "Surn", "Patr"} & best.grammemes or any("Name" in r.grammemes for r in found):
        return False
    return bool({"Geox", "Orgn"} & best.grammemes) and not any({"Surn"} & r.grammemes for r in found)


def _consistent(lowers: Sequence[str], case: str) -> bool:
    """Whether the words do not show two genders in this case."""
    shown = {g for lower in lowers if (g := names.gender_of(lower, case)) in ("masc", "femn")}
    return len(shown) < 2


def runs(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The runs of capitalised words that may be full names."""
    for match in _RUN.finditer(text):
        if not _in_marks(text, match.start(), match.end()):
            yield match.start(), match.end(), tuple(_split(match.group()))


def _in_marks(text: str, start: int, stop: int) -> bool:
    """Whether nothing else stands in the marks: a ship or a book, `ледокол "Адмирал Макаров"`."""
    return text[start - 1 : start] in _OPENING and text[stop : stop + 1] in _CLOSING and start > 0 and stop < len(text)


_OPENING: Final = frozenset("«\"“„‹")
_CLOSING: Final = frozenset("»\"”“›")


def _split(run: str) -> Iterator[str]:
    for part in run.split():
        head = regex.match(rf"({_INITIALS})(.+)", part)
        if head and head.group(2)[0].isalpha():
            yield head.group(1)
            yield head.group(2)
        else:
            yield part


def full_names(text: str, hints: Mapping[int, str] | None = None) -> list[Named]:
    """The persons' full names of the text, in text order.

    :param hints: the cases in which names stand, by where they start, as far as the clauses tell.
    """
    hints = hints or {}
    found = [part for start, stop, words in runs(text) for part in _best_parts(start, stop, words, text)]
    votes: Counter[str] = Counter()
    hinted = [
        (start, stop, _hinted(options, hints.get(start) or _case_before(text, start))) for start, stop, options in found
    ]
    for _, _, options in hinted:
        for form in {fold(name.full) for _, name in options}:
            votes[form] += 1
        for surname in {fold(name.surname) for _, name in options}:
            votes[surname] += 1
    return [Named(start, stop, *_elect(options, votes)) for start, stop, options in hinted]


Options = tuple[tuple[str, PersonName], ...]


_WORD_BEFORE = regex.compile(r"(?<!\p{L})([а-яё]{4,})[ \u00a0]$")


def _case_before(text: str, start: int) -> str:
    """The case that the noun right before a name shows: `арбитра Валентина Белова`."""
    match = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if match is None:
        return ""
    nouns = [r for r in morph.readings(fold(match.group(1))) if r.pos == "NOUN" and r.animate and r.number == "sing"]
    cases = {r.case for r in nouns}
    return "gent" if cases == {"gent", "accs"} else cases.pop() if len(cases) == 1 else ""


def _hinted(options: Options, case: str) -> Options:
    return tuple(option for option in options if option[0] == case) or options


def _best_parts(start: int, stop: int, words: tuple[str, ...], text: str) -> Iterator[tuple[int, int, Options]]:
    """The part of the run that is a name: `Минфина Антона Белова`, `Губернатор Павел Белов`."""
    part = best_part(words)
    if part is not None:
        first, last = part
        a = _word_start(text, start, stop, words, first)
        b = _word_start(text, start, stop, words, last - 1) + len(words[last - 1])
        yield a, b, hypotheses(words[first:last])


@lru_cache(CACHE_SIZE)
def best_part(words: tuple[str, ...]) -> tuple[int, int] | None:
    """The words from ``first`` to ``last`` that are best read as one person's name."""
    best: tuple[int, int, int] | None = None
    for first in range(len(words)):
        for last in range(len(words), first + 1, -1):
            if hypotheses(words[first:last]):
                worth = _worth(words[first:last])
                if best is None or worth > best[0]:
                    best = (worth, first, last)
    return (best[1], best[2]) if best is not None else None


def _worth(words: Sequence[str]) -> int:
    """How good a name the words make: it begins with a given name and holds no common word."""
    lowers = [fold(w) for w in words]
    worth = 2 * min(len(words), 3) - (len(words) > 3)
    given = [k for k, lower in enumerate(lowers) if names.is_given(lower)]
    worth += 4 * (0 in given or words[0].endswith("."))
    late = [k for k in given if k > 0 and not names.is_patronymic(lowers[k])]
    worth -= 3 * (bool(late) and len(words) > 2 and 0 not in given)
    return worth - 6 * sum(is_common(lower) for lower in lowers)


def _word_start(text: str, start: int, stop: int, words: Sequence[str], index: int) -> int:
    at = start
    for each in words[:index]:
        at = text.index(each, at, stop) + len(each)
    return text.index(words[index], at, stop)


def _elect(options: Sequence[tuple[str, PersonName]], votes: Counter[str]) -> tuple[PersonName, str]:
    case, name = max(
        options,
        key=lambda option: (
            votes[fold(option[1].full)] + votes[fold(option[1].surname)],
            round(_likelihood(option[0], option[1]), 2),
            option[0] == "nomn",
            option[1].gender is not None,
        ),
    )
    return name, case


def _likelihood(case: str, name: PersonName) -> float:
    """How likely the given name is: `Анатолия` is the genitive of `Анатолий`, `Юлию` the accusative of `Юлия`."""
    if not name.given or case == "nomn" and name.gender is None:
        return 0.5
    return 0.6 if fold(name.given) in names.common_given() else 0.3


def single_names(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The capitalised words outside the full names: where, and the word."""
    edges = iter([*taken, (len(text) + 1, len(text) + 1)])
    start, stop = next(edges)
    for match in _SINGLE.finditer(text):
        while stop <= match.start():
            start, stop = next(edges)
        if match.start() < start and not _in_marks(text, match.start(), match.end()):
            yield match.start(), match.group(1)


@lru_cache(CACHE_SIZE)
def surname_forms(lower: str) -> frozenset[str]:
    """The nominatives that a single capitalised word may be a form of, ё folded."""
    found = {lower}
    for case in names.cases(lower):
        for gender in ("masc", "femn"):
            found.update(map(fold, names.nominatives(lower, case, gender)))
    return frozenset(found)


def roles_beside(text: str, named: Named, lexicon: Lexicon, floor: int, ceiling: int) -> Iterator[Role]:
    """The posts beside a name: `министр финансов Антон Белов`, `Антон Белов, министр финансов, …`.

    :param floor: where the paragraph starts; no role reaches further.
    :param ceiling: where it stops.
    """
    before = segments.tokenize(text, max(floor, named.start - 120), named.start)
    role = _role_before(before[-ROLE_REACH:], lexicon, named.case)
    if role is not None:
        yield role
    behind = segments.tokenize(text, named.stop, min(ceiling, named.stop + 120))
    if len(behind) > 1 and behind[0].text in (",", "(", "-", "—", "–"):
        role = _role_behind(behind[1 : 1 + ROLE_REACH], lexicon)
        if role is not None:
            yield role


def _role_before(tokens: Sequence[Token], lexicon: Lexicon, case: str) -> Role | None:
    first = len(tokens)
    head = None
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind == PUNCT and token.text not in "\"«»“”„-":
            break
        found = word(token)
        if (found.finite or found.short or found.infinitive) and not found.nouns and not found.adjectives:
            break
        if found.conjunction and token.lower != "и":
            break
        lemma = role_lemma(token, lexicon) if found.noun_in(case) else None
        if lemma is not None:
            first, head = at, lemma
    if head is None:
        return None
    return _role(tokens[first:], head)


def _role_behind(tokens: Sequence[Token], lexicon: Lexicon) -> Role | None:
    stop = next((k for k, t in enumerate(tokens) if t.kind == PUNCT and t.text in ",.;)("), len(tokens))
    for at, token in enumerate(tokens[: min(4, stop)]):
        lemma = role_lemma(token, lexicon)
        if lemma is not None:
            return _role(tokens[at:stop], lemma)
        if not word(token).adjectives and not word(token).numerals:
            return None
    return None


def _role(tokens: Sequence[Token], head: str) -> Role:
    return Role(head, stems(tokens[1:]), tokens[0].start, tokens[-1].stop)


def stems(tokens: Iterable[Token]) -> frozenset[str]:
    """The lemmas of content words: how two descriptions are compared."""
    found = set()
    for token in tokens:
        if token.kind == WORD and len(token.lower) > 1:
            readings = word(token).nouns or word(token).adjectives
            found.add(readings[0].lemma if readings else token.lower)
    return frozenset(found)


def role_lemma(token: Token, lexicon: Lexicon) -> str | None:
    """The lemma of a noun that names a person by post, trade or kin, or ``None``."""
    if token.kind != WORD or token.capital and token.text.isupper():
        return None
    found = word(token)
    nouns = found.nouns
    if nouns and found.adjectives and found.adjectives[0].score > nouns[0].score:
        return None
    for reading in nouns:
        if reading.lemma in lexicon.posts:
            return reading.lemma
    if nouns and nouns[0].animate and nouns[0].pos == "NOUN" and not {"Name", "Surn", "Patr"} & nouns[0].grammemes and nouns[0].known:
        return nouns[0].lemma
    return None
