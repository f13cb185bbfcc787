"""Who and what can report at all: no thing that merely shows, no hedge, no aside of the writer."""

from __future__ import annotations

from typing import Final

from quoteattr.clauses import Subject
from quoteattr.cues import FINITE, INFINITIVE, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns.base import Reading
from quoteattr.segments import QUOTED, WORD

SHOWING: Final = frozenset({"показать", "показывать", "свидетельствовать", "засвидетельствовать"})
"""What a witness does; data and studies show without reporting."""


def is_person(source: Subject | None) -> bool:
    """Whether the source is somebody rather than something: a name, a pronoun, an animate noun."""
    phrase = source.phrase if source is not None else None
    if phrase is None:
        return False
    animate = phrase.reading is not None and (phrase.reading.animate or phrase.reading.pos == "NPRO")
    return phrase.name is not None or animate or phrase.kind in ("name", "pronoun")


REPORTING: Final = frozenset(
    "сообщаться отмечаться утверждаться указываться говориться подчеркиваться уточняться добавляться поясняться "
    "заявляться напоминаться передаваться рассказываться сообщить указать сказать отметить подчеркнуть заявить написать "
    "уточнить пояснить считаться объявить добавить".split()
)
"""The impersonal cues that report without a document: `сообщается, что`; `установлено, что` is knowledge."""


def can_report(reading: Reading, source: Subject) -> bool:
    """Whether the source can say anything: no thing that merely shows (`данные показывают, что`)."""
    phrase = source.phrase
    r = phrase.reading
    if source.rule in ("document", "place") or phrase.kind != "noun" or r is None or phrase.name is not None:
        return True
    if r.animate or r.pos != "NOUN" or (reading.tokens[phrase.head].capital and phrase.head > 0):
        return True
    noun = reading.lexicon.nouns.get(r.lemma)
    return (
        r.lemma in reading.lexicon.organisations
        or r.lemma in reading.lexicon.posts
        or r.lemma in _SPEAKING_NOUNS
        or bool(r.grammemes & {"Orgn", "Geox", "Abbr"})
        or not r.known
        or (noun is not None and "document" in noun.frames)
        or any(reading.tokens[k].kind == QUOTED for k in range(phrase.first, phrase.stop))
    )


_SPEAKING_NOUNS: Final = frozenset(
    "источник большинство часть ряд половина треть сторона руководство власть страна город республика край область "
    "экспертиза следствие защита обвинение оппозиция народ общественность глава лицо звезда администрация бизнес "
    "почта государство нация штат земля община команда группа пресса инопресса сми сила население человечество рынок церковь столица семья пара".split()
)


def infinitive_reports(reading: Reading, cue: CueMatch) -> bool:
    """`поспешил сообщить, что`, `пришлось признать, что`; a hedge (`могу сказать, что`) reports nothing."""
    return cue.form.form == INFINITIVE and modal(reading, cue) is not None


_DONE: Final = frozenset(
    "поспешить прийтись приходиться удаться успеть решиться вынудить вынужденный начать стать продолжать продолжить "
    "спешить взяться приняться преминуть отважиться рискнуть осмелиться поторопиться хотеть забыть устать".split()
) - {"хотеть", "забыть", "устать"}
"""The verbs whose infinitive has happened: what is begun, hurried to or had to be said is said."""


_UNCEASING: Final = frozenset("устать уставать преминуть переставать перестать прекращать".split())


def modal(reading: Reading, cue: CueMatch) -> int | None:
    """The verb right before an infinitive that tells that it happened."""
    for at in range(cue.first - 1, max(-1, cue.first - 4), -1):
        token = reading.tokens[at]
        if token.kind != WORD:
            return None
        found = word(token)
        lemmas = {r.lemma for r in (*found.finite, *found.short)}
        denied = at > 0 and reading.tokens[at - 1].lower == "не"
        if denied:
            # `не устает повторять, что`, `не стал скрывать, что` do report, `не стал уточнять, когда` does not.
            double = "не" in cue.frames or cue.lemma in ("скрывать", "отрицать", "исключать")
            return at if lemmas & _UNCEASING or (lemmas & _DONE and double) else None
        if lemmas & _DONE:
            return at
        if "быть" in lemmas:
            continue
        if found.finite and not found.nouns:
            return None
    return None


def writer_speaks(reading: Reading, cue: CueMatch) -> bool:
    """`Напомним, …`, `Отметим, что …`: the writer addresses the reader."""
    form = cue.form
    return form.form == FINITE and form.person == "1per" and form.tense == "futr" and reading.subject(cue) is None
