"""Persons named anywhere in the text: full names, the posts beside them, and later mentions by surname.

A name in an oblique case has several nominatives (`Крашева`: a woman, or the genitive of `Крашев`). Every mention
votes for what it could be, and the document decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log2
from typing import Final, NamedTuple

import regex

from quoteattr import morph, names, segments
from quoteattr.declension import CASES, GENDERS
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon
from quoteattr.morph import CACHE_SIZE, fold
from quoteattr.names import Hypothesis, PersonName
from quoteattr.segments import PUNCT, WORD, Token

# A run of more words is a list of names or a headline in capitals.
_MOST_WORDS: Final = 10
_NO_LINKS: Final = frozenset("ас ат ар аз ад хан паша бей ан эн эт эс эр заде".split())
_PARTICLE = "|".join(sorted(names.PARTICLES - names.TAILS - _NO_LINKS))
_TAIL = "|".join(sorted(names.TAILS))
_PREFIX = r"(?:(?:аль|эль|ад|ас|аш|ан|ар|ат|ибн|эш|эд|эр|эз|эс|эт|ат|бен)[-‐‑]|[дДО][’'])"
_CAP = rf"{_PREFIX}?[А-ЯЁІЇҐЎ]\p{{M}}*[а-яёіїґў\p{{M}}]+(?:[-‐‑’'](?:[А-ЯЁ]?[а-яё]+))*(?:[А-ЯЁ][а-яё]+)?|(?<=\s)[ИО](?=[\s,.;:)])"
_CAP = rf"(?:{_CAP})"
_INITIAL = r"(?:[А-ЯЁ]|Дж|Вл|Ал)\."
_INITIALS = rf"{_INITIAL}(?:[-‐]?[ \u00a0]?{_INITIAL}){{0,2}}"
_GAP = r"[ \u00a0\u202f]"
# What a name can begin with: looked at first, for most words begin otherwise.
_BEGINS = r"\b(?=[А-ЯЁІЇҐЎаэдиб])"
_NEXT = rf"{_GAP}(?:(?:{_PARTICLE}){_GAP}){{0,2}}{_CAP}|{_GAP}{_INITIALS}|{_GAP}(?:{_TAIL})(?!\p{{L}})"
_RUN = regex.compile(
    rf"{_BEGINS}(?<![\p{{L}}\p{{N}}])(?:{_INITIALS}{_GAP}?{_CAP}|{_CAP}(?:{_NEXT}){{1,{_MOST_WORDS}}})(?!\p{{L}})"
)
_SINGLE = regex.compile(rf"{_BEGINS}(?<![\p{{L}}\p{{N}}.])({_CAP})(?![\p{{L}}])")
ROLE_REACH: Final = 14


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
def hypotheses(words: tuple[str, ...]) -> Options:
    """The names that a run of capitalised words can be, the likeliest first; none where it is no person's name."""
    plain = _plain(words)
    lowers = [fold(w) for w in plain]
    if not plain or _is_particle(words[0]) or _is_particle(words[-1]) or not _could_be_person(lowers, words):
        return ()
    found = names.parsed(words)
    return tuple(h for h in found if h.weight > _FAINT * found[0].weight) if found else ()


_FAINT: Final = 0.02


def _plain(words: Sequence[str]) -> list[str]:
    """The words without initials and particles."""
    return [
        w
        for k, w in enumerate(words)
        if not w.endswith(".") and not (w.lower() in names.PARTICLES and (k or w.islower()))
    ]


def _is_particle(word: str) -> bool:
    return word.islower() and word in names.PARTICLES and word not in names.TAILS


def _could_be_person(lowers: Sequence[str], words: Sequence[str]) -> bool:
    initials = any(w.endswith(".") for w in words)
    patronymic = any(map(names.is_patronymic, lowers[1:])) or not names.TAILS.isdisjoint(words)
    if any(map(_is_compound, _plain(words))) or (
        any(len(w) == 1 for w in words) and lowers[0] not in names.first_families()
    ):
        return False
    given = [k for k, lower in enumerate(lowers) if names.is_given(lower)]
    first = initials or 0 in given or lowers[0] in names.first_families()
    for k, lower in enumerate(lowers):
        if (len(lower) == 1 and k) or (
            not k and lower in names.first_families() and (len(lowers) == 3 or not names.is_known(lowers[-1]))
        ):
            continue
        if _is_place_or_body(lower) and not (k and first and not initials and (_SURNAME.search(lower) or 0 in given)):
            return False
        if (
            is_common(lower)
            and not (k and first)
            and not (patronymic and len(lowers) > 2)
            and not (initials and len(lowers) == 1)
        ):
            return False
    return bool(given) or patronymic or initials or len(lowers) > 1


_SURNAME: Final = regex.compile(r"(?:[оеё]в|[иы]н|[сц]к)(?:а|у|ым|ом|е|ой|ая|ую|ий|ого|ому|им|)$")


@lru_cache(CACHE_SIZE)
def is_common(lower: str) -> bool:
    """Whether the dictionary has the form as a word and never as a name."""
    return names.is_common_word(lower) and not (_SURNAME.search(lower) and _is_geo(lower))


@lru_cache(CACHE_SIZE)
def _is_compound(word: str) -> bool:
    """`Мини-трактор`, `Пресс-центр`: a capital that the start of the sentence gave."""
    if "-" not in word:
        return False
    parts = word.split("-")
    return (
        len(parts) > 1
        and parts[-1].islower()
        and parts[-1] not in names.PARTICLES
        and all(map(names.is_common_word, parts[1:]))
    )


def _is_geo(lower: str) -> bool:
    """`Орехова`, `Пестова`: known as a village alone."""
    return all("Geox" in r.grammemes for r in morph.readings(lower) if r.known)


@cache
def _places() -> frozenset[str]:
    return frozenset(name for name in names.first_fields("countries.txt") if name not in names.common_given())


@lru_cache(CACHE_SIZE)
def _is_place_or_body(lower: str) -> bool:
    found = [r for r in morph.readings(lower) if r.known]
    if any(r.lemma in _places() for r in morph.readings(lower)):
        return not any("Surn" in r.grammemes for r in found)
    if not found or names.is_given(lower):
        return False
    best = found[0]
    if {"Name", "Surn", "Patr"} & best.grammemes:
        return False
    return bool({"Geox", "Orgn"} & best.grammemes) and not any({"Surn"} & r.grammemes for r in found)


def runs(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The runs of capitalised words that may be full names."""
    for match in _RUN.finditer(text):
        if not _in_marks(text, match.start(), match.end()):
            yield match.start(), match.end(), tuple(_split(match.group()))


def _in_marks(text: str, start: int, stop: int) -> bool:
    """Whether nothing else stands in the marks: a ship or a book, `теплоход "Академик Сомов"`."""
    return text[start - 1 : start] in _OPENING and text[stop : stop + 1] in _CLOSING and start > 0 and stop < len(text)


_OPENING: Final = frozenset('«"“„‹')
_CLOSING: Final = frozenset('»"”“›')


_JOINED = regex.compile(rf"({_INITIALS})(.+)")


def _split(run: str) -> Iterator[str]:
    for part in run.split():
        head = _JOINED.match(part) if "." in part else None
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
    found: list[Seen] = []
    for start, stop, words in runs(text):
        for a, b, options in _best_parts(start, stop, words, text):
            if not _is_title(text, a, options):
                found.append((a, b, _weighed(options, text, a, b, hints.get(a, ""))))
    support = _support(found, text)
    return [Named(start, stop, *_elect(options, support)) for start, stop, options in found]


Options = tuple[Hypothesis, ...]
Seen = tuple[int, int, Options]


_WORD_BEFORE = regex.compile(r"(?<!\p{L})(\p{Ll}+)[ \u00a0]$")
_WORD_BEHIND = regex.compile(r"[ \u00a0](\p{Ll}+)(?!\p{L})")
_GOVERNED: Final[Mapping[str, str]] = {
    word: cases
    for words, cases in (
        ("в во на о об", "accs loct"), ("по", "datv"), ("при", "loct"), ("из от для у до без против после среди около кроме ради вокруг", "gent"),
        ("с со", "ablt gent"), ("за под", "ablt accs"), ("к ко благодаря согласно вопреки", "datv"), ("над между перед", "ablt"), ("про через", "accs"),
    )
    for word in words.split()
}  # fmt: skip
_UNLIKELY: Final = 0.1


def _weighed(options: Options, text: str, start: int, stop: int, hint: str) -> Options:
    """The options as the words around the name and the clauses weigh them, summing up to 1."""
    if len(options) > 1:
        before = _cases_before(text, start)
        gender, finite = _verb_behind(text, stop)
        options = tuple(
            h._replace(
                weight=h.weight
                * (0.02 if hint and h.case != hint else 1.0)
                * before.get(h.case, before.get("", 1.0))
                * (0.3 if finite and h.case != "nomn" else 1.0)
                * (0.15 if gender and h.case == "nomn" and h.name.gender not in (None, gender) else 1.0)
            )
            for h in options
        )
    total = sum(h.weight for h in options) or 1.0
    return tuple(h._replace(weight=h.weight / total) for h in options)


def _cases_before(text: str, start: int) -> Mapping[str, float]:
    """How likely the cases are behind the word before a name: `у`, `арбитра`, the start of a sentence; `""`: others."""
    first = True
    for match in _BEFORE.finditer(text[max(0, start - 80) : start][::-1]):
        lower = fold(match.group(1)[::-1]) if match.group(1) else ""
        if not lower:
            break
        if match.group(1)[-1].isupper() or lower[0] in _MARKS or lower.isascii():
            first = False
            continue
        cases, person = _cases_behind(lower)
        if first or person:
            return cases
        if "gent" not in cases:
            return {}
    else:
        return {}
    opens = text[max(0, start - 2) : start].strip(" \u00a0")[-1:] in ("", "\n", ".", "!", "?", "…", "-", "—", "–", ":")
    return {"nomn": 1.0, "": 0.3} if opens else {}


# Backwards: a word or a name in marks.
_BEFORE = regex.compile(r"[ \u00a0]+([\p{L}\d-]+|[»\"”][^«»\"“”„\n]{2,40}[«\"“„])|()(?s:.)")
_MARKS: Final = '«"“„'


@lru_cache(CACHE_SIZE)
def _cases_behind(lower: str) -> tuple[Mapping[str, float], bool]:
    """The cases of a name behind the word, and whether the word tells them for good: a preposition, a person."""
    if lower in _GOVERNED:
        return dict.fromkeys(_GOVERNED[lower].split(), 1.0) | {"": 0.03}, True
    found = [r for r in morph.readings(lower) if r.score > _UNLIKELY]
    nouns = [r for r in found if r.pos == "NOUN" and r.number == "sing" and "Fixd" not in r.grammemes]
    if len(nouns) < len(found) or not nouns:
        return {}, False
    cases = {r.case for r in nouns if r.animate}
    if not cases:
        return {"gent": 1.0, "nomn": 0.5, "": 0.3}, False
    if cases == {"gent", "accs"}:
        return {"gent": 1.0, "accs": 0.9, "": _UNLIKELY}, True
    return dict.fromkeys(cases, 1.0) | {"": 2 * _UNLIKELY}, True


def _verb_behind(text: str, stop: int) -> tuple[str, bool]:
    """The gender that a verb right behind a name shows, and whether there is a verb: `Александра Белова сказала`."""
    match = _WORD_BEHIND.match(text, stop, stop + 30)
    if match is None:
        return "", False
    found = morph.readings(fold(match.group(1)))
    if not found or found[0].pos != "VERB" or found[0].number != "sing" or "impr" in found[0].grammemes:
        return "", False
    return found[0].gender if found[0].gender != "neut" else "", True


@cache
def _titled() -> frozenset[str]:
    return names.lemmas("titled.txt")


def _is_title(text: str, start: int, options: Options) -> bool:
    """`стадион Ростов Арена`, `компания Волга Трактор`: behind a noun for a thing that has a name."""
    match = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if match is None or options[0].case != "nomn" or fold(options[0].name.given) in names.common_given():
        return False
    return any(r.lemma in _titled() for r in morph.readings(fold(match.group(1)))[:2])


def _best_parts(start: int, stop: int, words: tuple[str, ...], text: str) -> Iterator[Seen]:
    """The parts of the run that are names: `Минфина Антона Белова`, `Губернатор Павел Белов`."""
    part = best_part(words)
    if part is None:
        return
    first, last = part
    a = _word_start(text, start, stop, words, first)
    b = _word_start(text, start, stop, words, last - 1) + len(words[last - 1])
    if first > 1:
        yield from _best_parts(start, a, words[:first], text)
    yield a, b, hypotheses(words[first:last])
    if last < len(words) - 1:
        yield from _best_parts(_word_start(text, start, stop, words, last), stop, words[last:], text)


@lru_cache(CACHE_SIZE)
def best_part(words: tuple[str, ...]) -> tuple[int, int] | None:
    """The words from ``first`` to ``last`` that are best read as one person's name."""
    words = words[:MAX_RUN]
    best: tuple[float, int, int] | None = None
    for first in range(len(words)):
        for last in range(min(len(words), first + LONGEST), first + 1, -1):
            options = hypotheses(words[first:last])
            if options:
                worth = _worth(words[first:last], options[0].weight) - 3 * bool(first and _leads_on(words[first - 1]))
                if best is None or worth > best[0]:
                    best = (worth, first, last)
    return (best[1], best[2]) if best is not None else None


MAX_RUN: Final = 12
"""How many capitalised words in a row are looked at."""
LONGEST: Final = 7
"""No name has more words."""


def _leads_on(word: str) -> bool:
    """Whether a name cannot begin behind the word: `дель`, `Пак`."""
    return word in names.PARTICLES or fold(word) in names.first_families()


def _worth(words: Sequence[str], weight: float) -> float:
    """How good a name the words make: it begins with a given name and holds no common word."""
    plain = _plain(words)
    lowers = [fold(w) for w in plain]
    initials = sum(w.endswith(".") for w in words)
    worth = 2.0 * min(len(plain) + bool(initials), 3) - (len(plain) > 3) + 0.5 * initials + max(-4.0, log2(weight))
    given = [k for k, lower in enumerate(lowers) if names.is_given(lower)]
    first = 0 in given or words[0].endswith(".") or lowers[0] in names.first_families()
    worth += 4 * first
    patronymic = any(map(names.is_patronymic, lowers[1:])) or not names.TAILS.isdisjoint(words)
    # `Белкина Анна Петровна`
    worth += 4 * (not first and 1 in given and patronymic and len(plain) > 2)
    if not first and not patronymic:
        worth -= 5 * (1 in given and len(plain) > 2)
        worth -= 3 * bool([k for k in given if k > 1])
    if first and not patronymic and len(plain) > 3:
        # Two people side by side: `Ивана Белова Анна Чернова`.
        worth -= 3 * bool([k for k in given if k > 1])
    return (
        worth
        - (0 if patronymic and 1 in given and _SURNAME.search(lowers[0]) else 6) * is_common(lowers[0])
        - (0.5 if patronymic else 3) * sum(is_common(lower) for lower in lowers[1:] if len(lower) > 1)
    )


def _word_start(text: str, start: int, stop: int, words: Sequence[str], index: int) -> int:
    at = start
    for each in words[:index]:
        at = text.index(each, at, stop) + len(each)
    return text.index(words[index], at, stop)


class _Support(NamedTuple):
    """What the mentions of a text speak for: full names and surnames, ё folded."""

    full: dict[str, float]
    surname: dict[str, float]


def _support(found: Sequence[Seen], text: str) -> _Support:
    support = _Support(defaultdict(float), defaultdict(float))
    for _, _, options in found:
        for each in options:
            support.full[fold(each.name.full)] += each.weight
            support.surname[fold(each.name.surname)] += each.weight
    unsure = {fold(h.name.surname) for _, _, options in found if options[0].weight < _SURE for h in options}
    unsure.discard("")
    if unsure:
        for lower, count in _singles(text, found, {surname[:3] for surname in unsure}).items():
            for nominative, weight in _single_bases(lower):
                if nominative in unsure:
                    support.surname[nominative] += weight * 1.5 * min(count, 4)
    return support


_SURE: Final = 0.97


def _singles(text: str, found: Sequence[Seen], stems: set[str]) -> Counter[str]:
    taken = [(start, stop) for start, stop, _ in found]
    forms = (fold(form) for _, form in single_names(text, taken) if fold(form[:3]) in stems)
    return Counter(forms)


@lru_cache(CACHE_SIZE)
def _single_bases(lower: str) -> tuple[tuple[str, float], ...]:
    """The nominatives of a surname that stands alone, their weights summing up to 1."""
    weights: dict[str, float] = {}
    for case in CASES:
        for gender in GENDERS:
            for base in names.surname_bases(lower, case, gender):
                weight = base.weight * names.CASE_WEIGHT[case]
                weights[base.nominative] = max(weights.get(base.nominative, 0.0), weight)
    total = sum(weights.values()) or 1.0
    return tuple((nominative, weight / total) for nominative, weight in weights.items())


def _elect(options: Options, support: _Support) -> tuple[PersonName, str]:
    best = max(
        options, key=lambda h: h.weight * (0.2 + support.full[fold(h.name.full)] + 0.7 * _of_surname(support, h.name))
    )
    return best.name, best.case


def _of_surname(support: _Support, name: PersonName) -> float:
    return support.surname[fold(name.surname)] if name.surname else 0.0


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
    for case in CASES:
        for gender in GENDERS:
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
        if token.kind == PUNCT and token.text not in '"«»“”„-':
            break
        found = word(token)
        if (found.finite or found.short or found.infinitive) and not found.nouns and not found.adjectives:
            break
        if found.conjunction and (token.lower != "и" or (head is not None and at and tokens[at - 1].capital)):
            # `президент Ян Белый и премьер`: another person
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
            # `По словам Белова, мэр заявил`: a clause of its own, no post of Белов.
            acts = any(word(t).finite and not word(t).nouns for t in tokens[at + 1 : stop] if t.kind == WORD)
            return None if acts else _role(tokens[at:stop], lemma)
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
    if token.kind != WORD or (token.capital and token.text.isupper()):
        return None
    found = word(token)
    nouns = found.nouns
    if nouns and found.adjectives and found.adjectives[0].score > nouns[0].score:
        return None
    for reading in nouns:
        if reading.lemma in lexicon.posts:
            return reading.lemma
    if (
        nouns
        and nouns[0].animate
        and nouns[0].pos == "NOUN"
        and not {"Name", "Surn", "Patr"} & nouns[0].grammemes
        and nouns[0].known
    ):
        return nouns[0].lemma
    return None
