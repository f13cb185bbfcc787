"""The source of a cue that governs a clause: its own subject, a shared one, the noun that a participle modifies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from quoteattr.clauses import Subject
from quoteattr.cues import FINITE, GERUND, INFINITIVE, PARTICIPLE, PREPOSITION, SHORT, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns.base import Reading
from quoteattr.patterns.conjunctions import CUES, Complement, starts
from quoteattr.patterns.reporting import modal
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import PUNCT, QUOTED, WORD


def _obliged(reading: Reading, cue: CueMatch) -> Subject | None:
    """`Белову пришлось признать, что …`: the dative speaks."""
    at_modal = modal(reading, cue)
    if at_modal is None or not any(
        r.lemma in ("прийтись", "приходиться", "удаться", "довестись") for r in word(reading.tokens[at_modal]).finite
    ):
        return None
    for at in (*range(max(0, at_modal - 5), at_modal), at_modal + 1):
        phrase = noun_phrase(reading.tokens, at, cue.first, "datv") if at < cue.first else None
        if phrase is not None and (
            phrase.name is not None
            or phrase.kind == "pronoun"
            or (phrase.reading is not None and phrase.reading.animate)
        ):
            return Subject(phrase, "before")
    return None


def source_of(reading: Reading, cue: CueMatch, complement: Complement) -> Subject | None:
    """The source of a cue that governs a clause."""
    form = cue.form.form
    if form == PARTICIPLE:
        return modified(reading, cue)
    if form == INFINITIVE:
        return _obliged(reading, cue) or _any_subject(reading, cue)
    if form == GERUND:
        return shared_subject(reading, cue)
    if _resumed(reading, cue):
        shared = coordinated_subject(reading, cue)
        if shared is not None:
            return shared
    found = reading.subject(cue, _clause_start(reading, cue), complement.conjunction)
    if (
        found is None
        and cue.form.form in (FINITE, SHORT)
        and not cue.lemma.endswith("ся")
        and cue.form.gender != "neut"
    ):
        return coordinated_subject(reading, cue)
    return found


def _resumed(reading: Reading, cue: CueMatch) -> bool:
    """`заметил, что A, но выразил сомнение, что B`: nothing but a conjunction and adverbs before the cue."""
    at = cue.first - 1
    while at >= 0 and reading.tokens[at].kind == WORD:
        lower = reading.tokens[at].lower
        if lower in ("и", "но", "а", "однако"):
            return True
        if not word(reading.tokens[at]).adverb:
            return False
        at -= 1
    return False


def _clause_start(reading: Reading, cue: CueMatch) -> int:
    """The first token that can belong to the clause of a cue inside another's content."""
    key = ("clause", cue.head, cue.first)
    if key not in reading.memo:
        reading.memo[key] = max(
            (complement.first for complement in _complements(reading, cue) if complement.first <= cue.first), default=0
        )
    begin: int = reading.memo[key]
    return begin


def _complements(reading: Reading, cue: CueMatch) -> Iterator[Complement]:
    """The complements of the cues not far before this one."""
    near = [c for c in before_cue(reading, cue) if c.form.form != PREPOSITION]
    yield from filter(None, (starts(reading, other) for other in near))


def before_cue(reading: Reading, cue: CueMatch) -> list[CueMatch]:
    """The cues before this one, in text order: at most :data:`CUES`, and those that stand nearest."""
    at = bisect_left(reading.cues, cue.head, key=_head)
    return reading.cues[max(0, at - CUES) : at]


def _head(cue: CueMatch) -> int:
    return cue.head


def modified(reading: Reading, cue: CueMatch) -> Subject | None:
    """The noun phrase that a participle belongs to: `Иванов, заявивший, что …`."""
    at = cue.first - 1
    while at > 0 and not reading.is_punct(at, ","):
        at -= 1
    reading_case = cue.form.reading.case if cue.form.reading is not None else "nomn"
    best: Phrase | None = None
    for first in range(max(0, at - 12), at):
        phrase = noun_phrase(reading.tokens, first, at, reading_case)
        if phrase is not None and phrase.stop == at and (best is None or phrase.first < best.first):
            best = phrase
    return Subject(best, "before") if best is not None else None


def shared_subject(reading: Reading, cue: CueMatch) -> Subject | None:
    """The subject that a gerund shares with a finite verb of its sentence."""
    finite = [c for c in reading.cues if c.form.form in (FINITE, SHORT) and c is not cue]
    before = [c for c in finite if c.head < cue.head]
    for other in [*reversed(before), *(c for c in finite if c.head > cue.head)]:
        found = reading.subject(other, _clause_start(reading, other))
        if found is not None:
            return Subject(found.phrase, "shared")
    return _any_subject(reading, cue)


def _any_subject(reading: Reading, cue: CueMatch) -> Subject | None:
    """The subject of the finite verb, cue or not, that stands nearest before the gerund, else after it."""
    from quoteattr.cues import CueForm

    order = [*range(cue.first - 1, -1, -1), *range(cue.stop, len(reading.tokens))]
    for at in order:
        finite = word(reading.tokens[at]).finite if reading.tokens[at].kind == WORD else ()
        if not finite:
            continue
        r = finite[0]
        form = CueForm(FINITE, cue.form.entry, r.lemma, r.number, r.gender, r.person, r.tense, r)
        pseudo = cue._replace(first=at, stop=at + 1, head=at, form=form)
        found = reading.subject(pseudo)
        if found is not None and found.rule in ("after", "before"):
            return Subject(found.phrase, "shared")
    return None


def coordinated_subject(reading: Reading, cue: CueMatch) -> Subject | None:
    """The subject that coordinated cues share: `Белов сообщил, что A, и подчеркнул, что B`."""
    for other in reversed(before_cue(reading, cue)):
        if other.form.form not in (FINITE, SHORT):
            continue
        form = other.form
        if (form.number, form.gender) != (cue.form.number, cue.form.gender):
            continue
        found = reading.subject(other, _clause_start(reading, other))
        if found is not None:
            return Subject(found.phrase, "shared")
    return None


_WORDS: Final = frozenset("слово фраза цитата высказывание реплика мнение".split())


def quoted_person(reading: Reading, cue: CueMatch) -> tuple[Subject | None, CueMatch]:
    """Whose words are quoted: `слова X` in the genitive, or the object of `цитирует`."""
    tokens = reading.tokens
    for at in range(cue.first, len(tokens)):
        form = reading.finder.noun(tokens[at].lower) if tokens[at].kind == WORD and at != cue.head else None
        if form is not None and form.lemma in _WORDS:
            phrase = noun_phrase(tokens, at + 1, len(tokens), "gent")
            if at and tokens[at - 1].lower in ("его", "ее", "их"):
                # `приводит его слова агентство`
                phrase = Phrase(at - 1, at, at - 1, "gent", None, "", "", None, "pronoun", at)
            if phrase is not None:
                return Subject(phrase, "governed"), CueMatch(
                    at, at + 1, at, form, form.entry.act, form.entry.mode, frozenset({"direct"})
                )
    for at in range(cue.stop, len(tokens)):
        if tokens[at].kind != WORD:
            continue
        if word(tokens[at]).preposition or tokens[at].kind == PUNCT:
            break
        phrase = noun_phrase(tokens, at, len(tokens), "accs")
        if phrase is None:
            continue
        nominative = noun_phrase(tokens, at, len(tokens), "nomn")
        person = phrase.name is not None or (phrase.reading is not None and phrase.reading.animate)
        if person and phrase.name is None and tokens[phrase.stop - 1].kind == QUOTED and phrase.stop - 1 > phrase.head:
            # `цитирует лесника "Интерфакс"`: the name in marks is no part of the person.
            phrase = phrase._replace(stop=phrase.stop - 1, core=phrase.stop - 1)
        behind = noun_phrase(tokens, phrase.stop, len(tokens), "nomn")
        if person and (nominative is None or nominative.stop < phrase.stop or behind is not None):
            return Subject(phrase, "governed"), cue
    return None, cue
