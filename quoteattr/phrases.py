"""Noun phrases, read from the left in one case: `первого заместителя министра финансов Алексея Иванова`.

A phrase is a head with what agrees before it, and behind it genitives, names in the same case, names in marks or
Latin letters and attached prepositional phrases. Words that decide nothing are never parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from quoteattr import mentions, names
from quoteattr.grammar import Word, word
from quoteattr.morph import ALL_CASES, Reading
from quoteattr.segments import DASHES, NUMBER, QUOTED, WORD, Token, tokenize

MAX_WORDS: Final = 40
"""No noun phrase of written Russian is longer: the bound that keeps reading linear."""

_QUANTIFIERS: Final = frozenset(
    "один одна одно одни многие некоторые несколько большинство часть ряд каждый кто-то никто двое трое четверо "
    "половина треть часть множество масса около более менее свыше порядка примерно почти".split()
)
_FRACTIONS: Final = frozenset(
    "трети треть четверти четверть процента процентов процент десятков сотен тысяч тысячи миллиона миллионов десятка".split()
)
_ATTACHED_PREPOSITIONS: Final = frozenset("в во на по при из от для с со за о об у под к ко над между".split())
_DEMONSTRATIVES: Final = frozenset("тот та те то этот эта это эти".split())
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
DATES: Final = frozenset(
    "очередь январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среду "
    "четверг пятницу субботу воскресенье понедельника вторника среды четверга пятницы субботы воскресенья неделю "
    "неделе месяце месяц году года годы утром вечером ночью днем ночь утро вечер день".split()
)


class Phrase(NamedTuple):
    """A noun phrase: token indices are half-open, ``head`` is the token that the phrase is about."""

    first: int
    stop: int
    head: int
    case: str
    reading: Reading | None
    """Of the head; ``None`` for names in marks, in Latin letters and unknown names."""
    gender: str
    number: str
    name: tuple[int, int] | None = None
    """The tokens of a person's name inside."""
    kind: str = "noun"
    """``noun``, ``name``, ``pronoun``, ``relative``, ``quoted``, ``latin``."""
    core: int = 0
    """Where the phrase ends without its attached prepositional phrases."""
    other: Phrase | None = None
    """The second of two phrases joined by `и`."""

    @property
    def person(self) -> str:
        """The grammatical person."""
        return self.reading.person or "3per" if self.reading is not None and self.reading.pos == "NPRO" else "3per"


def noun_phrase(
    tokens: Sequence[Token], first: int, stop: int, case: str, *, attach: bool = True, outer: str = ""
) -> Phrase | None:
    """The noun phrase in ``case`` that begins with token ``first``, or ``None``.

    :param attach: whether prepositional phrases behind it may belong to it.
    :param outer: the case of the person whom the phrase describes: a full name in it closes the phrase, for it is
        that person's (`помощник главы города Анна Белая`).
    """
    stop = min(stop, first + MAX_WORDS)
    if first >= stop:
        return None
    start = _quantified(tokens, first, stop, case)
    if start is not None:
        return start
    at = _modifiers(tokens, first, stop, case)
    if at < stop and _starts_name(tokens, at, case):
        return _name_phrase(tokens, first, at, stop, case)
    head = _head(tokens[at], case) if at < stop else None
    if head is None:
        if at > first:
            return _substantive(tokens, first, at, stop, case, attach, outer)
        return None
    reading, kind = head
    if kind in ("pronoun", "relative"):
        gender, number = (reading.gender, reading.number) if reading else ("", "")
        return Phrase(first, at + 1, at, case, reading, gender, number, None, kind, at + 1)
    return _with_tail(tokens, first, at, stop, case, reading, kind, attach, outer)


def _head(token: Token, case: str) -> tuple[Reading | None, str] | None:
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


def _modifiers(tokens: Sequence[Token], at: int, stop: int, case: str) -> int:
    """Past the words that agree with a head in ``case``: `свой первый официальный …`."""
    while at < stop:
        token = tokens[at]
        if _initial(tokens, at):
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


def _quantified(tokens: Sequence[Token], first: int, stop: int, case: str) -> Phrase | None:
    """`большинство сенаторов`, `один из туристов`, `около 94% опрошенных`, `двое мужчин`."""
    token = tokens[first]
    found = word(token)
    counted = token.kind == NUMBER or bool(found.numerals) or token.lower in _QUANTIFIERS
    if not counted or first + 1 >= stop:
        return None
    if found.nouns and not found.numerals and found.noun_in(case) is None:
        return None
    at = first + 1
    while at < stop and (
        tokens[at].kind == NUMBER
        or tokens[at].text == "%"
        or word(tokens[at]).numerals
        or tokens[at].lower in _FRACTIONS
    ):
        at += 1
    if at < stop and tokens[at].lower == "из":
        inner = noun_phrase(tokens, at + 1, stop, "gent")
    elif found.adjectives and not found.numerals and token.lower not in ("около", "более", "менее"):
        return None
    else:
        inner = noun_phrase(tokens, at, stop, "gent")
        if inner is not None and (inner.number or "plur") != "plur" and token.lower not in _QUANTIFIERS:
            return None
    if inner is None or inner.kind == "pronoun":
        return None
    number = "plur" if token.kind == NUMBER or found.numerals else ""
    if token.lower in ("один", "одна", "одно", "каждый", "кто-то", "никто"):
        number = "sing"
    gender = {"один": "masc", "одна": "femn"}.get(token.lower, "")
    return Phrase(first, inner.stop, inner.head, case, inner.reading, gender, number, inner.name, "noun", inner.core)


def _substantive(
    tokens: Sequence[Token], first: int, at: int, stop: int, case: str, attach: bool, outer: str
) -> Phrase | None:
    """An adjective that stands for a noun: `задержанный`, `другие`, `собравшиеся`, `Российская` before marks."""
    head = at - 1
    if tokens[head].kind != WORD:
        return None
    reading = word(tokens[head]).adjective_in(case)
    if reading is None:
        return None
    if tokens[head].lower in _DEMONSTRATIVES:
        return Phrase(first, at, head, case, reading, reading.gender, reading.number, None, "pronoun", at)
    if reading.pos == "PRTF":
        later = _past_participle(tokens, first, at, stop, case, reading)
        if later is not None:
            return later
    return _with_tail(tokens, first, head, stop, case, reading, "noun", attach, outer)


_ONE: Final = frozenset("один одного одному одном одним одна одну одной одно".split())


def _past_participle(
    tokens: Sequence[Token], first: int, at: int, stop: int, case: str, reading: Reading
) -> Phrase | None:
    """`размещенном в среду на сайте заявлении`: circumstances between a participle and its noun."""
    k = at
    while k < min(stop, at + 12):
        instrument = noun_phrase(tokens, k, stop, "ablt", attach=False) if k == at and case != "ablt" else None
        if instrument is not None and instrument.kind != "pronoun":
            # `опрошенные газетой эксперты`
            k = instrument.stop
            continue
        if tokens[k].kind == WORD and word(tokens[k]).preposition:
            inner = governed(tokens, k, stop)
            if inner is None or inner.stop == k + 1:
                return None
            # `на одном из сайтов` is whole, `в новом` is not.
            bare = word(tokens[inner.head]).noun_in(case) is None and tokens[inner.head].lower not in _ONE
            if inner.stop < stop and inner.case == case and bare:
                return None
            k = inner.stop
            continue
        if k == at:
            return None
        later = noun_phrase(tokens, k, stop, case)
        if later is not None and later.kind == "noun" and later.number in ("", reading.number):
            return later._replace(first=first)
        return None
    return None


def _starts_name(tokens: Sequence[Token], at: int, case: str) -> bool:
    """Whether a person's name in ``case`` begins here."""
    token = tokens[at]
    if token.kind != WORD or not token.capital:
        return False
    if _initial(tokens, at):
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
    from quoteattr.morph import readings

    found = readings(lower)
    return bool(found) and found[0].known and names._NAME_GRAMMEMES.isdisjoint(found[0].grammemes)


def _initial(tokens: Sequence[Token], at: int) -> bool:
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
            if _initial(tokens, at):
                at += 2
                if at < stop and tokens[at].text in DASHES and at + 1 < stop and _initial(tokens, at + 1):
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


_CONSONANTS: Final = "бвгджзклмнпрстфхцчшщ"
_FOREIGN = regex.compile(r"[A-Za-z.]|-\p{Lu}{2}")
_ARABIC = regex.compile(r"(?:аль|эль|ад|ас|аш|ан|ар|ат|ибн|бен)-\p{Lu}")


def _name_phrase(tokens: Sequence[Token], first: int, at: int, stop: int, case: str) -> Phrase:
    found = name_at(tokens, at, stop, case)
    at, last = found if found is not None else (at, at + 1)
    gender = _name_gender(tokens, at, last, case)
    phrase = Phrase(first, last, last - 1, case, None, gender, "sing", (at, last), "name", last)
    return _appositions(tokens, phrase, stop)


def _name_gender(tokens: Sequence[Token], at: int, last: int, case: str) -> str:
    shown = [names.gender_of(t.lower, case) for t in tokens[at:last] if t.kind == WORD and len(t.text) > 1]
    return next((g for g in shown if g in ("masc", "femn")), "") if shown else ""


def _with_tail(
    tokens: Sequence[Token],
    first: int,
    head: int,
    stop: int,
    case: str,
    reading: Reading | None,
    kind: str,
    attach: bool,
    outer: str,
) -> Phrase:
    gender, number = (reading.gender, reading.number) if reading is not None else ("", "")
    capitals = len(tokens[head].text) > 1 and tokens[head].text.isupper()
    if reading is not None and (capitals or "Abbr" in reading.grammemes):
        gender = number = ""
    at, name = _tail(tokens, head, stop, case, reading, outer)
    core = at
    if name is not None:
        named = _name_gender(tokens, *name, case)
        gender = named or ("" if reading is not None and reading.animate else gender)
    phrase = Phrase(first, at, head, case, reading, gender, number, name, kind, core)
    if name is None and attach and reading is not None and not (capitals or "Orgn" in reading.grammemes):
        phrase = _attached(tokens, phrase, stop, case)
    return _appositions(tokens, _dashed(tokens, phrase, stop, case), stop)


def _tail(
    tokens: Sequence[Token], head: int, stop: int, case: str, reading: Reading | None, outer: str
) -> tuple[int, tuple[int, int] | None]:
    """Genitives, names in marks and in Latin letters, and the person's name that closes the phrase."""
    at = head + 1
    name: tuple[int, int] | None = None
    while at < stop:
        token = tokens[at]
        if tokens[head].lower in DATES:
            break
        if token.kind == QUOTED or _latin(token):
            at += 1
            continue
        if token.text == "(":
            closed = _closing(tokens, at, stop)
            if closed is None or closed - at > 12:
                break
            if closed + 1 < stop and (tokens[closed + 1].kind in (WORD, QUOTED)):
                at = closed + 1
                continue
            break
        if reading is not None and reading.lemma in _GOVERNS_INSTRUMENTAL and at == head + 1:
            inner = noun_phrase(tokens, at, stop, "ablt", attach=False, outer=case)
            if inner is not None:
                at = inner.stop
                continue
        if _titles(tokens, at, head, reading):
            at += 1
            continue
        if token.text == "№" or (token.kind == NUMBER and tokens[at - 1].text in ("№", "N")):
            at += 1
            continue
        if (
            token.text in DASHES
            and at + 1 < stop
            and at > head + 1
            and _starts_name(tokens, at + 1, case)
            and _is_person(reading)
        ):
            found = name_at(tokens, at + 1, stop, case)
            if found is not None and found[1] > found[0] + 1:
                name, at = found, found[1]
            break
        if token.text == "," and at > head + 1:
            listed = (
                _genitive(tokens, at + 1, stop, case if reading is not None and _is_person(reading) else outer)
                if at + 1 < stop
                else None
            )
            if listed is not None and listed.other is not None:
                at = listed.stop
                continue
        if token.kind not in (WORD, NUMBER):
            break
        if token.capital and _starts_name(tokens, at, case) and _names_head(tokens, at, case, reading):
            if outer and name_run(tokens, at, stop, outer) > name_run(tokens, at, stop, case):
                break
            found = name_at(tokens, at, stop, case)
            if found is not None and not (found[1] == at + 1 and _owned(tokens[at], reading, case)):
                name, at = found, found[1]
                break
        if _second_post(tokens, at, stop, case, reading):
            at += 1
            continue
        if outer and not token.capital and _unchanging_person(token, outer):
            break
        if outer and token.capital and _starts_name(tokens, at, outer) and _closes(tokens, at, stop, outer):
            break
        inner = _genitive(tokens, at, stop, case if reading is not None and _is_person(reading) else outer)
        if inner is None:
            break
        at = inner.stop
        if tokens[inner.head].lower in DATES:
            # `в мае прошлого года Мельниченко написал`
            break
        if inner.name is not None and case == "gent" and _is_person(reading) and inner.kind != "name":
            name = inner.name
            break
    return at, name


def name_at(tokens: Sequence[Token], at: int, stop: int, case: str) -> tuple[int, int] | None:
    """The name that a run of capitals holds: `начальник полиции Боулдера Керри Мартин` is Керри Мартин."""
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


def _owned(token: Token, reading: Reading | None, case: str) -> bool:
    """`мама Зуры`, `представитель Росавиации`: a single name in the genitive is whose, not who."""
    if case in ("gent", "accs") or "gent" not in names.cases(token.lower):
        return False
    if any(r.known and r.case == "nomn" for r in names.name_readings(token.lower)):
        return False
    found = word(token).nouns
    likely = bool(found) and found[0].case == "gent" and names._NAME_GRAMMEMES.isdisjoint(found[0].grammemes)
    return likely or token.lower[-1:] in "ыи"


def _unchanging_person(token: Token, outer: str) -> bool:
    """`в разговоре с корреспондентом замдиректора Иван Белов`: a post that never changes begins the subject."""
    noun = word(token).noun_in(outer)
    return noun is not None and noun.animate and "Fixd" in noun.grammemes


def _closes(tokens: Sequence[Token], at: int, stop: int, outer: str) -> bool:
    """Whether a name belongs to the person outside: a full name, or a surname that is one in the dictionary."""
    if name_run(tokens, at, stop, outer) > at + 1:
        return True
    lower = tokens[at].lower
    if outer == "gent":
        return False
    if not names.is_known(lower):
        return outer == "nomn" and lower[-1:] in "бвгджзйклмнпрстфхцчшщ"
    return any(r.known and r.case == outer for r in names.name_readings(lower))


def _dashed(tokens: Sequence[Token], phrase: Phrase, stop: int, case: str) -> Phrase:
    """`вице-премьер - министр промышленности Иван Белов`: a dash between two posts of one person."""
    at = phrase.stop
    if phrase.reading is None or not phrase.reading.animate or phrase.name is not None or at + 1 >= stop:
        return phrase
    if tokens[at].text not in DASHES or tokens[at].start == tokens[at - 1].stop:
        return phrase
    other = noun_phrase(tokens, at + 1, stop, case)
    if other is None or other.name is None or other.reading is None or not other.reading.animate:
        return phrase
    return phrase._replace(stop=other.stop, name=other.name, gender=other.gender, core=other.stop)


def _second_post(tokens: Sequence[Token], at: int, stop: int, case: str, reading: Reading | None) -> bool:
    """`директор службы генерал-полковник Иван Белов`: a second noun for the person, right before the name."""
    token = tokens[at]
    if reading is None or not reading.animate or token.capital or at + 1 >= stop or not tokens[at + 1].capital:
        return False
    noun = word(token).noun_in(case)
    return noun is not None and noun.animate and _starts_name(tokens, at + 1, case)


def _titles(tokens: Sequence[Token], at: int, head: int, reading: Reading | None) -> bool:
    """`агентство ТАСС`, `компания Тойота Мотор`: a name that does not change behind the noun for a body."""
    token = tokens[at]
    if reading is None or reading.animate or reading.pos != "NOUN" or not token.capital or token.kind != WORD:
        return False
    if at > head + 1 and not _titles(tokens, at - 1, head, reading):
        return False
    if reading.lemma not in _TITLED or names.is_given(token.lower):
        return False
    found = word(token)
    return bool(found.noun_in("nomn")) or found.fixed or not names.is_known(token.lower)


_TITLED: Final = frozenset(
    "агентство газета компания банк портал сайт издание телеканал радио радиостанция журнал группа фонд корпорация "
    "концерн холдинг фирма телекомпания информагентство интернет-издание интернет-портал телепрограмма сеть клуб "
    "госкорпорация медиагруппа ресурс канал служба программа".split()
)
_GOVERNS_INSTRUMENTAL: Final = frozenset(
    "заведующий заведующая управляющий управляющая командующий заведовать управлять командовать руководить".split()
)


def _latin(token: Token) -> bool:
    return token.kind == WORD and token.text.isascii()


def _is_person(reading: Reading | None) -> bool:
    if reading is None or reading.animate or reading.lemma in ("глава", "лицо", "звезда", "источник"):
        return True
    return reading.pos in ("ADJF", "PRTF")


def _names_head(tokens: Sequence[Token], at: int, case: str, reading: Reading | None) -> bool:
    """Whether the name is that of the head: `министра Иванова` but not `пресс-службы Иванова`."""
    if reading is None or not _is_person(reading):
        return False
    if case not in ("gent", "accs"):
        return True
    token = tokens[at]
    return "Geox" not in (word(token).nouns[0].grammemes if word(token).nouns else ())


def _genitive(tokens: Sequence[Token], at: int, stop: int, outer: str) -> Phrase | None:
    token = tokens[at]
    found = word(token)
    if found.preposition or found.conjunction or token.lower in DATES:
        return None
    if token.lower == "слова" and at + 1 < stop and tokens[at + 1].kind == WORD:
        # `цитируют СМИ слова министра`
        return None
    if (found.finite or found.short) and not found.nouns and not found.adjectives:
        return None
    phrase = noun_phrase(tokens, at, stop, "gent", attach=False, outer=outer)
    if (
        phrase is None
        or phrase.kind in ("pronoun", "relative")
        or (phrase.kind == "quoted" and phrase.head == phrase.first)
    ):
        # `тренер мадридского "Атлетико"`, but a name in marks alone is no genitive.
        return None
    return phrase


def _attached(tokens: Sequence[Token], phrase: Phrase, stop: int, case: str) -> Phrase:
    """With the prepositional phrases that belong to the head: `источник в правительстве`, `посол США в РФ Джон Грин`."""
    at = phrase.stop
    for _ in range(3):
        if at < stop and tokens[at].text == "(":
            closed = _closing(tokens, at, stop)
            at = (
                closed + 1
                if closed is not None and closed - at < 8 and closed + 1 < stop and tokens[closed + 1].capital
                else at
            )
        if phrase.stop < at < stop and _second_post(tokens, at, stop, case, phrase.reading):
            at += 1
        if at > phrase.stop and at < stop and tokens[at].capital and _starts_name(tokens, at, case):
            found = name_at(tokens, at, stop, case)
            if found is not None:
                gender = _name_gender(tokens, *found, case) or phrase.gender
                return phrase._replace(stop=found[1], name=found, gender=gender, core=found[1])
        end = prepositional_phrase(tokens, at, stop, case)
        if end is None:
            break
        at = end
        if at < stop and tokens[at].capital and _starts_name(tokens, at, case) and _is_person(phrase.reading):
            found = name_at(tokens, at, stop, case)
            if found is not None:
                gender = _name_gender(tokens, *found, case) or phrase.gender
                return phrase._replace(stop=found[1], name=found, gender=gender, core=found[1])
    return phrase._replace(stop=at) if at > phrase.stop else phrase


def prepositional_phrase(tokens: Sequence[Token], at: int, stop: int, outer: str = "") -> int | None:
    """Where the prepositional phrase that begins with token ``at`` ends, or ``None``; ``outer`` as above."""
    if at + 1 >= stop or tokens[at].kind != WORD or tokens[at].lower not in _ATTACHED_PREPOSITIONS:
        return None
    if (
        tokens[at + 1].lower in ("том", "этом", "чем", "всем")
        or tokens[at + 1].lower in DATES
        or tokens[at + 1].kind == NUMBER
        or tokens[at + 1].lower == "ссылкой"
    ):
        return None
    phrase = governed(tokens, at, stop, outer)
    if phrase is None or (phrase.reading is not None and phrase.reading.lemma in _OCCASIONS):
        return None
    return phrase.stop


# Where somebody says it, not who he is: `сообщил певец в твиттере`.
_OCCASIONS: Final = frozenset(
    "твиттер микроблог блог фейсбук инстаграм телеграм соцсеть интервью эфир беседа разговор ход комментарий окно выступление "
    "рамка конференция пресс-конференция брифинг заседание студия письмо обращение заявление телефон видео сообщение "
    "статья колонка пост послание встреча суд время день год месяц неделя вечер утро ночь канун связь виток адрес "
    "частность целое ответ понедельник вторник среда четверг пятница суббота воскресенье".split()
)
_GOVERNED: Final[dict[str, tuple[str, ...]]] = {
    "в": ("loct", "accs"),
    "во": ("loct", "accs"),
    "на": ("loct", "accs"),
    "по": ("datv", "loct"),
    "при": ("loct",),
    "из": ("gent",),
    "от": ("gent",),
    "для": ("gent",),
    "с": ("ablt", "gent"),
    "со": ("ablt", "gent"),
    "за": ("ablt", "accs"),
    "о": ("loct",),
    "об": ("loct",),
    "у": ("gent",),
    "под": ("ablt", "accs"),
    "к": ("datv",),
    "ко": ("datv",),
    "над": ("ablt",),
    "между": ("ablt",),
    "перед": ("ablt",),
    "до": ("gent",),
    "после": ("gent",),
    "благодаря": ("datv",),
    "вопреки": ("datv",),
    "согласно": ("datv",),
    "спустя": ("accs",),
    "несмотря": ("accs",),
    "включая": ("accs",),
    "сквозь": ("accs",),
    "без": ("gent",),
    "против": ("gent",),
    "среди": ("gent",),
    "через": ("accs",),
    "про": ("accs",),
}


def governed(tokens: Sequence[Token], at: int, stop: int, outer: str = "") -> Phrase | None:
    """The noun phrase that the preposition at ``at`` governs; ``outer`` as for :func:`noun_phrase`."""
    for case in _GOVERNED.get(tokens[at].lower, ("gent",)):
        phrase = noun_phrase(tokens, at + 1, stop, case, attach=False, outer=outer)
        if phrase is not None:
            return phrase
    return None


def _appositions(tokens: Sequence[Token], phrase: Phrase, stop: int) -> Phrase:
    """With `и` and a second phrase of the same case: two sources joined."""
    at = phrase.stop
    if at + 1 < stop and tokens[at].lower == "и" and phrase.kind != "pronoun":
        other = noun_phrase(tokens, at + 1, stop, phrase.case, attach=False)
        if other is not None and other.kind not in ("pronoun", "relative") and not word(tokens[at + 1]).finite:
            return phrase._replace(stop=other.stop, number="plur", core=other.stop, other=other)
    return phrase


def _closing(tokens: Sequence[Token], at: int, stop: int) -> int | None:
    return next((k for k in range(at + 1, min(stop, at + 40)) if tokens[k].text == ")"), None)


def any_phrase(tokens: Sequence[Token], at: int, stop: int) -> Phrase | None:
    """The noun phrase that begins here in whatever case reads furthest."""
    best: Phrase | None = None
    for case in _possible_cases(word(tokens[at])):
        phrase = noun_phrase(tokens, at, stop, case, attach=False)
        if phrase is not None and (best is None or phrase.stop > best.stop):
            best = phrase
    return best


def _possible_cases(found: Word) -> Sequence[str]:
    if found.fixed:
        return sorted(ALL_CASES)
    return list(dict.fromkeys(r.case for r in (*found.nouns, *found.adjectives) if r.case))
