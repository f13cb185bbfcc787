"""Tags: parentheses that report the words around them.

`…, передает агентство`; `как сообщил в четверг регулятор, …`; `по словам министра, …`; `Катер, по его словам, …`.
"""

from __future__ import annotations

from typing import Final

from quoteattr import phrases
from quoteattr.clauses import Subject
from quoteattr.cues import FINITE, PREPOSITION, SHORT, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns import conjunctions, reporting, sources
from quoteattr.patterns.base import Reading, Tag
from quoteattr.patterns.stretches import relative_inside, segment_start, segment_stop
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import NUMBER, PUNCT, WORD

_OPENERS: Final = frozenset("как также о об чем этом и так ранее позже тоже же тогда уже".split())

_POINTERS: Final = frozenset("то том тому так такой такие такое".split())

REFERENCE: Final = frozenset(
    {
        "со ссылкой на",
        "ссылаясь на",
        "с ссылкой на",
        "со ссылкой на данные",
        "со ссылкой на слова",
        "ссылаясь на слова",
    }
)


def find(reading: Reading) -> list[Tag]:
    """The tags of a sentence, in text order."""
    found: list[Tag] = []
    for cue in reading.cues:
        tag = prepositional(reading, cue) if cue.form.form == PREPOSITION else _verbal(reading, cue)
        if tag is not None:
            found.append(tag)
    return found


def prepositional(reading: Reading, cue: CueMatch) -> Tag | None:
    """`по словам мэра`, `по ее данным`, `со ссылкой на источник`, or ``None`` where the cue reports nothing."""
    tokens = reading.tokens
    if cue.lemma.startswith(("исходя", "судя", "если верить")) and cue.first and tokens[cue.first - 1].kind == WORD:
        # `прогноз исходя из показаний барометра` reports nothing.
        return None
    stop = cue.stop
    source: Subject | None = None
    if cue.possessive is not None:
        at = cue.possessive
        source = Subject(Phrase(at, at + 1, at, "gent", None, "", "", None, "pronoun", at + 1), "possessive")
    else:
        phrase = noun_phrase(tokens, cue.stop, len(tokens), cue.case) or _misspelt_name(reading, cue)
        if phrase is not None and not _is_time(reading, phrase) and _could_hold(reading, cue, phrase):
            phrase = _with_apposition(reading, _owner(reading, phrase), cue.case)
            source = Subject(phrase, "governed")
            stop = _past_clause(reading, phrase.stop)
        elif (
            phrase is not None
            or cue.lemma in REFERENCE
            or cue.lemma == "согласно"
            or cue.form.lemma.startswith(("на взгляд", "с точки"))
        ):
            return None
        elif cue.stop == cue.first + 2:
            # `по данным на утро`: only a cue that says what kind of data it means stands without a source.
            return None
    return Tag(cue.first, stop, cue, source)


def _past_clause(reading: Reading, stop: int) -> int:
    """`по словам мэра, которого цитирует газета, …`; `по данным порта на 9 апреля, …`."""
    if stop < len(reading.tokens) and _specifies(reading, stop):
        end = segment_stop(reading, stop)
        if reading.is_punct(end, ",") and not reading.has_predicate(stop, end):
            return end
    if not reading.is_punct(stop, ",") or stop + 2 >= len(reading.tokens):
        return stop
    found = word(reading.tokens[stop + 1])
    relative = relative_inside(reading, stop + 1, min(stop + 4, len(reading.tokens)))
    clause = found.participle and not (found.nouns and found.nouns[0].score > found.adjectives[0].score)
    if not relative and not clause:
        return stop
    for at in range(stop + 2, len(reading.tokens) - 1):
        if reading.is_punct(at, ",") and (not relative or reading.has_predicate(stop + 1, at)):
            return at
    return stop


def _specifies(reading: Reading, at: int) -> bool:
    """Whether a date or a participle goes on with the source: `на 9 апреля`, `на воскресенье`, `основанным на …`."""
    tokens = reading.tokens
    if word(tokens[at]).participle and not word(tokens[at]).nouns:
        return True
    if tokens[at].lower not in ("на", "за", "к", "от") or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].kind == NUMBER or tokens[at + 1].lower in phrases.DATES


def _misspelt_name(reading: Reading, cue: CueMatch) -> Phrase | None:
    """`По словам Инжинеры Беловой, …`, `по убеждению мунга, …`: what stands up to the comma is the source."""
    stop = cue.stop
    if reading.is_punct(stop + 1, ",") and cue.first + 2 == stop and reading.tokens[stop].kind == WORD:
        return Phrase(stop, stop + 1, stop, cue.case, None, "", "", None, "latin", stop + 1)
    while stop < len(reading.tokens) and reading.tokens[stop].kind == WORD and reading.tokens[stop].capital:
        stop += 1
    if stop == cue.stop or not reading.is_punct(stop, ","):
        return None
    return Phrase(cue.stop, stop, stop - 1, cue.case, None, "", "sing", (cue.stop, stop), "name", stop)


def _could_hold(reading: Reading, cue: CueMatch, phrase: Phrase) -> bool:
    """`с точки зрения закона`, `по мнению вопросов`: an opinion wants somebody who holds it."""
    if cue.act != "believe" and cue.lemma not in ("судя по", "исходя из"):
        return True
    if cue.lemma == "исходя из":
        noun = reading.lexicon.nouns.get(phrase.reading.lemma) if phrase.reading is not None else None
        return noun is not None and "document" in noun.frames
    return reporting.can_report(reading, Subject(phrase, "governed"))


_DATA: Final = frozenset(
    "данные слово мнение сведения информация подсчет расчет оценка прогноз утверждение рассказ наблюдение "
    "версия свидетельство вывод".split()
)


def _owner(reading: Reading, phrase: Phrase) -> Phrase:
    """`согласно подсчетам лесников`, `со ссылкой на данные штаба`: the source is who has the data."""
    if phrase.reading is None or phrase.reading.lemma not in _DATA or phrase.head + 1 >= phrase.stop:
        return phrase
    owner = noun_phrase(reading.tokens, phrase.head + 1, len(reading.tokens), "gent")
    return owner if owner is not None else phrase


def _is_time(reading: Reading, phrase: Phrase) -> bool:
    return reading.tokens[phrase.first].lower in ("на", "за")


def _with_apposition(reading: Reading, phrase: Phrase, case: str) -> Phrase:
    """`по словам Ивана Белова, директора школы, …`."""
    at = phrase.stop
    if not reading.is_punct(at, ","):
        return phrase
    other = noun_phrase(reading.tokens, at + 1, len(reading.tokens), case)
    if other is None or not reading.is_punct(other.stop, ","):
        return phrase
    if other.kind == "name" or (other.reading is not None and other.reading.animate):
        name = phrase.name or other.name
        return phrase._replace(stop=other.stop, name=name)
    return phrase


def _verbal(reading: Reading, cue: CueMatch) -> Tag | None:
    """`…, сообщил мэр`, `как пишет газета, …`: a verb whose stretch between commas is a tag."""
    first = segment_start(reading, cue.first)
    how = reading.tokens[first].lower == "как"
    if not _may_be_tag(reading, cue, first, how=how) or not _opens_with_cue(reading, first, cue):
        return None
    if not how and _speaks_before(reading, cue, first):
        return None
    stop = segment_stop(reading, cue.stop)
    source = reading.subject(cue, first)
    if source is None:
        sourceless = _stands_alone(reading, cue, first, stop, how=how) and not relative_inside(
            reading, first, cue.first
        )
        return Tag(first, stop, cue, None) if sourceless else None
    if not _may_be_source(reading, cue, first, source, how=how):
        return None
    behind = source.phrase.stop if source.rule == "after" else stop
    if how and _lacks_comma(reading, behind, stop):
        return Tag(first, behind, cue, source)
    stop = max(stop, segment_stop(reading, source.phrase.stop))
    return Tag(first, stop if source.rule == "place" else _past_apposition(reading, source.phrase, stop), cue, source)


def _speaks_before(reading: Reading, cue: CueMatch, first: int) -> bool:
    """`Источник в полиции, в свою очередь, сообщил газете о драке`: whoever speaks stands before a parenthesis."""
    whole = reading.has_predicate(0, first) or any(True for _ in reading.quoted_between(0, first))
    if whole or any(reading.is_dash(k) for k in range(first)):
        return False
    source = reading.subject(cue, 0, cue.first)
    if source is None or source.rule != "before" or source.phrase.stop > first:
        return False
    phrase = source.phrase
    person = phrase.reading is not None and (phrase.reading.animate or phrase.reading.lemma == "источник")
    return person or phrase.name is not None


def _may_be_tag(reading: Reading, cue: CueMatch, first: int, *, how: bool) -> bool:
    """Whether the cue and what stands before it allow a tag, whoever is the source.

    :param how: whether the stretch begins with `как`.
    """
    if cue.form.form not in (FINITE, SHORT) or not cue.frames & {"bare", "direct"}:
        return False
    if conjunctions.starts(reading, cue) is not None or _before_colon(reading, cue):
        return False
    if not (first > 0 or how) or cue.act == "name" or "weak" in cue.frames:
        return False
    if "bare" not in cue.frames and (how or not (_bare_author(reading, first, cue) or _cites(reading, first, cue))):
        return False
    return not (how and first > 1 and _points(reading, first - 2))


def _stands_alone(reading: Reading, cue: CueMatch, first: int, stop: int, *, how: bool) -> bool:
    """Whether a tag without a source is one: `…, сообщается.`, `как отмечалось, …`, `…, передает со ссылкой на полицию.`."""
    # `Акционеры, впрочем, рассчитывали на большее`: the words before are no clause, so the verb is theirs.
    short = stop >= len(reading.tokens) - 1 and stop - first < 4 and reading.has_predicate(0, first)
    return (_impersonal(cue) and (how or short)) or _refers(reading, cue, stop)


def _may_be_source(reading: Reading, cue: CueMatch, first: int, source: Subject, *, how: bool) -> bool:
    """Whether the subject of the cue can be the source of a tag."""
    phrase = source.phrase
    if phrase.kind == "relative":
        return False
    if source.rule == "place" and not _told(reading, cue.stop, phrase.first - 1):
        return False
    if not how and phrase.first < cue.first and not _thinks_aloud(reading, first, cue, source):
        # `…, строители забыли крышу`: only an inverted order makes a tag without `как`.
        return False
    return not relative_inside(reading, first, cue.first) and reporting.can_report(reading, source)


def _lacks_comma(reading: Reading, behind: int, stop: int) -> bool:
    """`Как сообщил мэр в мае откроют мост`: the comma behind the tag is missing."""
    return behind < stop and reading.tokens[behind].kind == WORD and reading.has_predicate(behind, stop)


def _told(reading: Reading, first: int, stop: int) -> bool:
    """Whether only who is told and when stands between: `сообщили "Интерфаксу" в порту`, not `подтвердили находку в Туве`."""
    at = first
    while at < stop:
        found = word(reading.tokens[at])
        governed = phrases.governed(reading.tokens, at, stop) if found.preposition else None
        if governed is not None:
            # `сообщили в понедельник в порту`
            at = governed.stop
            continue
        at += 1
        things = [r for r in found.nouns if r.case in ("accs", "nomn")]
        if things and not found.fixed and not any(r.case == "datv" for r in found.nouns) and not found.adverb:
            return False
    return stop - first < 8


def _bare_author(reading: Reading, first: int, cue: CueMatch) -> bool:
    """`Чтобы понять это, пошутил министр, надо …`: a verb of speech and its subject alone between two commas."""
    if "direct" not in cue.frames or first != cue.first:
        return False
    phrase = noun_phrase(reading.tokens, cue.stop, len(reading.tokens), "nomn")
    if phrase is None or not reading.is_punct(phrase.stop, ",."):
        return False
    return (
        phrase.name is not None or phrase.kind == "pronoun" or (phrase.reading is not None and phrase.reading.animate)
    )


def _cites(reading: Reading, first: int, cue: CueMatch) -> bool:
    """The agency brings somebody's words: `…, приводит агентство слова министра`."""
    if cue.act != "quote" or first != cue.first:
        return False
    quoted, noun = sources.quoted_person(reading, cue)
    return quoted is not None and noun is not cue


def _thinks_aloud(reading: Reading, first: int, cue: CueMatch, source: Subject) -> bool:
    """`Хотя снега не было, тренер говорит, лыжи возьмут`: subject and verb alone between two commas."""
    alone = source.phrase.first == first and source.phrase.stop == cue.first and reading.is_punct(cue.stop, ",")
    return alone and cue.lemma in ("говорить", "считать", "полагать", "думать", "надеяться", "признаваться", "заявлять")


def _refers(reading: Reading, cue: CueMatch, stop: int) -> bool:
    """`…, передает со ссылкой на полицию.`: a tag whose own source was left out."""
    return stop >= len(reading.tokens) - 1 and any(
        other.lemma in REFERENCE and cue.stop <= other.first < stop for other in reading.cues
    )


def _points(reading: Reading, at: int) -> bool:
    """`после того, как …`, `на то, как …`: no tag."""
    lower = reading.tokens[at].lower
    if lower == "то" and reading.is_punct(at - 1, ","):
        # `Что касается цены, то, как передает агентство, …`
        return False
    if lower == "тем" and reading.tokens[at - 2].lower == "вместе":
        return False
    return lower in _POINTERS or (
        lower in ("того", "тем")
        and reading.tokens[at - 1].lower in ("после", "до", "из-за", "для", "с", "со", "перед", "от")
    )


def _impersonal(cue: CueMatch) -> bool:
    form = cue.form
    return form.lemma.endswith("ся") or (form.form == SHORT and form.gender == "neut") or form.number == "plur"


def _before_colon(reading: Reading, cue: CueMatch) -> bool:
    stop = segment_stop(reading, cue.stop)
    return reading.is_punct(stop, ":")


def _opens_with_cue(reading: Reading, first: int, cue: CueMatch) -> bool:
    """Whether nothing but `как`, adverbs and circumstances stands between the comma and the cue."""
    at = first
    tokens = reading.tokens
    how = tokens[first].lower == "как"
    while at < cue.first:
        token = tokens[at]
        found = word(token)
        if token.kind == PUNCT:
            return False
        if found.preposition:
            governed = phrases.governed(tokens, at, cue.first)
            if governed is None:
                return False
            at = governed.stop
            continue
        if token.lower in _OPENERS or (found.adverb and not found.nouns):
            at += 1
            continue
        phrase = noun_phrase(tokens, at, cue.first, "nomn")
        if phrase is not None and (how or (phrase.stop == cue.first and not found.conjunction)):
            at = phrase.stop
            continue
        if how:
            at += 1
            continue
        return False
    return True


def _past_apposition(reading: Reading, phrase: Phrase, stop: int) -> int:
    """Where a post behind the name ends: `заявил Олег Белов, директор банка`."""
    if not reading.is_punct(stop, ",") or phrase.stop != stop:
        return stop
    other = noun_phrase(reading.tokens, stop + 1, len(reading.tokens), "nomn")
    if other is None or other.kind == "relative" or phrase.name is None or other.number == "plur":
        return stop
    if other.kind != "name" and not (other.reading is not None and other.reading.animate):
        return stop
    end = segment_stop(reading, other.stop)
    ends = end >= len(reading.tokens) - 1 or reading.is_punct(end, ",")
    return end if ends and not reading.has_predicate(stop + 1, end) else stop
