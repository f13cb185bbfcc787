"""Noun phrases, read from the left in one case: `первого заместителя министра финансов Алексея Иванова`.

A phrase is a head with what agrees before it, and behind it genitives, names in the same case, names in marks or
Latin letters and attached prepositional phrases. Words that decide nothing are never parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from quoteattr import names
from quoteattr.grammar import Word, word
from quoteattr.morph import ALL_CASES, Reading
from quoteattr.name_runs import closes, name_at, name_gender, name_run, owned, starts_name
from quoteattr.phrase_heads import head_at, past_modifiers
from quoteattr.segments import DASHES, NUMBER, QUOTED, WORD, Token

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
    at = past_modifiers(tokens, first, stop, case)
    if at < stop and starts_name(tokens, at, case):
        return _name_phrase(tokens, first, at, stop, case)
    head = head_at(tokens[at], case) if at < stop else None
    if head is None:
        if at > first:
            return _substantive(tokens, first, at, stop, case, attach, outer)
        return None
    reading, kind = head
    if kind in ("pronoun", "relative"):
        gender, number = (reading.gender, reading.number) if reading else ("", "")
        return Phrase(first, at + 1, at, case, reading, gender, number, None, kind, at + 1)
    return _with_tail(_Behind(tokens, at, stop, case, reading, outer), first, kind, attach=attach)


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
    return _with_tail(_Behind(tokens, head, stop, case, reading, outer), first, "noun", attach=attach)


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


def _name_phrase(tokens: Sequence[Token], first: int, at: int, stop: int, case: str) -> Phrase:
    found = name_at(tokens, at, stop, case)
    at, last = found if found is not None else (at, at + 1)
    gender = name_gender(tokens, at, last, case)
    phrase = Phrase(first, last, last - 1, case, None, gender, "sing", (at, last), "name", last)
    return _appositions(tokens, phrase, stop)


def _with_tail(behind: _Behind, first: int, kind: str, *, attach: bool) -> Phrase:
    """The phrase that begins with token ``first``, with all that stands behind its head."""
    tokens, head, stop, case, reading, _ = behind
    gender, number = (reading.gender, reading.number) if reading is not None else ("", "")
    capitals = len(tokens[head].text) > 1 and tokens[head].text.isupper()
    if reading is not None and (capitals or "Abbr" in reading.grammemes):
        gender = number = ""
    reach = _tail(behind)
    at, name = reach.at, reach.name
    if name is not None:
        named = name_gender(tokens, *name, case)
        gender = named or ("" if reading is not None and reading.animate else gender)
    phrase = Phrase(first, at, head, case, reading, gender, number, name, kind, at)
    if name is None and attach and reading is not None and not (capitals or "Orgn" in reading.grammemes):
        phrase = _attached(tokens, phrase, stop, case)
    return _appositions(tokens, _dashed(tokens, phrase, stop, case), stop)


class _Behind(NamedTuple):
    """A head, and what is read behind it."""

    tokens: Sequence[Token]
    head: int
    stop: int
    case: str
    reading: Reading | None
    outer: str

    @property
    def inner_case(self) -> str:
        """The case in which a name behind a genitive would belong to the head, not to the genitive."""
        return self.case if self.reading is not None and _is_person(self.reading) else self.outer


class _Reach(NamedTuple):
    """How far the words behind a head reach."""

    at: int
    name: tuple[int, int] | None = None
    done: bool = False


def _tail(behind: _Behind) -> _Reach:
    """Genitives, names in marks and in Latin letters, and the person's name that closes the phrase."""
    at = behind.head + 1
    if behind.tokens[behind.head].lower in DATES:
        return _Reach(at)
    while at < behind.stop:
        reach = _next(behind, at)
        if reach.done:
            return reach
        at = reach.at
    return _Reach(at)


def _next(behind: _Behind, at: int) -> _Reach:
    """What token ``at`` adds: the first of the ways to go on that applies."""
    tokens, head, reading = behind.tokens, behind.head, behind.reading
    token = tokens[at]
    if token.kind == QUOTED or _latin(token):
        return _Reach(at + 1)
    if token.text == "№" or (token.kind == NUMBER and tokens[at - 1].text in ("№", "N")):
        return _Reach(at + 1)
    if token.text == "(":
        return _past_bracket(behind, at)
    if reading is not None and reading.lemma in _GOVERNS_INSTRUMENTAL and at == head + 1:
        inner = noun_phrase(tokens, at, behind.stop, "ablt", attach=False, outer=behind.case)
        if inner is not None:
            return _Reach(inner.stop)
    if _titles(tokens, at, head, reading):
        return _Reach(at + 1)
    if at > head + 1 and at + 1 < behind.stop and (token.text in DASHES or token.text == ","):
        return _past_mark(behind, at)
    if token.kind not in (WORD, NUMBER):
        return _Reach(at, done=True)
    return _own_name(behind, at) or _inner_phrase(behind, at)


def _past_bracket(behind: _Behind, at: int) -> _Reach:
    """`министр (и депутат) Иванов`: a short bracket between words of the phrase."""
    closed = _closing(behind.tokens, at, behind.stop)
    if closed is None or closed - at > 12 or closed + 1 >= behind.stop:
        return _Reach(at, done=True)
    goes_on = behind.tokens[closed + 1].kind in (WORD, QUOTED)
    return _Reach(closed + 1) if goes_on else _Reach(at, done=True)


def _past_mark(behind: _Behind, at: int) -> _Reach:
    """`глава комитета - Иван Белов`; `министр труда, занятости и права`: a name behind a dash, a list of genitives."""
    tokens, stop = behind.tokens, behind.stop
    if tokens[at].text == ",":
        listed = _genitive(tokens, at + 1, stop, behind.inner_case)
        return _Reach(listed.stop) if listed is not None and listed.other is not None else _Reach(at, done=True)
    if starts_name(tokens, at + 1, behind.case) and _is_person(behind.reading):
        found = name_at(tokens, at + 1, stop, behind.case)
        if found is not None and found[1] > found[0] + 1:
            return _Reach(found[1], found, done=True)
    return _Reach(at, done=True)


def _own_name(behind: _Behind, at: int) -> _Reach | None:
    """`министра Иванова`: the name of the person whom the head describes closes the phrase."""
    tokens, stop, case, outer = behind.tokens, behind.stop, behind.case, behind.outer
    if not tokens[at].capital or not starts_name(tokens, at, case) or not _names_head(tokens, at, case, behind.reading):
        return None
    if outer and name_run(tokens, at, stop, outer) > name_run(tokens, at, stop, case):
        return _Reach(at, done=True)
    found = name_at(tokens, at, stop, case)
    if found is None or (found[1] == at + 1 and owned(tokens[at], behind.reading, case)):
        return None
    return _Reach(found[1], found, done=True)


def _inner_phrase(behind: _Behind, at: int) -> _Reach:
    """A second post of the same person, or a genitive: `директор службы генерал-полковник …`."""
    tokens, stop, outer, reading = behind.tokens, behind.stop, behind.outer, behind.reading
    token = tokens[at]
    if _second_post(tokens, at, stop, behind.case, reading):
        return _Reach(at + 1)
    if outer and not token.capital and _unchanging_person(token, outer):
        return _Reach(at, done=True)
    if outer and token.capital and starts_name(tokens, at, outer) and closes(tokens, at, stop, outer):
        return _Reach(at, done=True)
    inner = _genitive(tokens, at, stop, behind.inner_case)
    if inner is None:
        return _Reach(at, done=True)
    if tokens[inner.head].lower in DATES:
        # `в мае прошлого года Мельник написал`
        return _Reach(inner.stop, done=True)
    if inner.name is not None and behind.case == "gent" and _is_person(reading) and inner.kind != "name":
        return _Reach(inner.stop, inner.name, done=True)
    return _Reach(inner.stop)


def _unchanging_person(token: Token, outer: str) -> bool:
    """`сообщил в беседе с ним замдиректора Иван Белов`: a post that never changes begins the subject."""
    noun = word(token).noun_in(outer)
    return noun is not None and noun.animate and "Fixd" in noun.grammemes


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
    return noun is not None and noun.animate and starts_name(tokens, at + 1, case)


def _titles(tokens: Sequence[Token], at: int, head: int, reading: Reading | None) -> bool:
    """`агентство ТАСС`, `компания Вега Моторс`: a name that does not change behind the noun for a body."""
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
    if token.lower in ("его", "ее", "их") and at + 1 < stop and tokens[at + 1].lower == "слова":
        # `приводит агентство его слова`
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
        if at > phrase.stop and at < stop and tokens[at].capital and starts_name(tokens, at, case):
            found = name_at(tokens, at, stop, case)
            if found is not None:
                gender = name_gender(tokens, *found, case) or phrase.gender
                return phrase._replace(stop=found[1], name=found, gender=gender, core=found[1])
        end = prepositional_phrase(tokens, at, stop, case)
        if end is None:
            break
        at = end
        if at < stop and tokens[at].capital and starts_name(tokens, at, case) and _is_person(phrase.reading):
            found = name_at(tokens, at, stop, case)
            if found is not None:
                gender = name_gender(tokens, *found, case) or phrase.gender
                return phrase._replace(stop=found[1], name=found, gender=gender, core=found[1])
    return phrase._replace(stop=at) if at > phrase.stop else phrase


def prepositional_phrase(tokens: Sequence[Token], at: int, stop: int, outer: str = "") -> int | None:
    """Where the prepositional phrase that begins with token ``at`` ends, or ``None``; ``outer`` as above."""
    if at + 1 >= stop or tokens[at].kind != WORD or tokens[at].lower not in _ATTACHED_PREPOSITIONS:
        return None
    if (
        tokens[at + 1].lower in ("том", "тем", "этом", "чем", "всем")
        or tokens[at + 1].lower in DATES
        or tokens[at + 1].kind == NUMBER
        or tokens[at + 1].lower == "ссылкой"
    ):
        return None
    if tokens[at + 1].lower in _NETWORKS:
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
# `написала звезда в Instagram`
_NETWORKS: Final = frozenset(
    "facebook instagram twitter x youtube telegram tiktok vk livejournal linkedin whatsapp reddit weibo".split()
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
