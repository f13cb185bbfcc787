"""Quotations in marks with author's words behind, before or between them, and free-standing ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from quoteattr import layout, marks, segments
from quoteattr.clauses import Subject
from quoteattr.cues import FINITE, GERUND, INFINITIVE, PREPOSITION, SHORT, CueForm, CueMatch
from quoteattr.grammar import word
from quoteattr.lexicon import Verb
from quoteattr.marks import Marked
from quoteattr.patterns import complements, reporting, sources, tags
from quoteattr.patterns.base import Candidate, Fragment, Reading
from quoteattr.phrases import Phrase, governed, noun_phrase
from quoteattr.segments import PUNCT, QUOTED, WORD

_ENDS = frozenset("!?…")
# Author's words inside one pair of marks: `«Первое, — сказал он. — Второе»`.
_INSERTED = regex.compile(
    r"(?<=[,!?…]|\.\.\.)\s*(?P<open>[-–—]{1,2})\s+(?P<author>\p{Ll}.{2,200}?)(?P<end>[.,!?…:;]?)\s*[-–—]{1,2}\s+"
)


# In a dash line they may also close the line: `— Пора, — сказал он.`
_INSERTED_LINE = regex.compile(
    r"(?<=[,!?…]|\.\.\.)\s*(?P<open>[-–—]{1,2})\s+(?P<author>\p{Ll}.{2,200}?)(?:(?P<end>[.,!?…:;]?)\s*[-–—]{1,2}\s+|[.!?…]?$)"
)


class Author(NamedTuple):
    """Author's words beside a quotation: their cue and its source."""

    first: int
    stop: int
    cue: CueMatch
    source: Subject | None


def read(reading: Reading, before: Reading | None) -> Iterator[Candidate]:
    """The quotations in marks that the sentence reports as a speaker's own words."""
    taken: set[int] = set()
    for at in sorted(reading.sentence.quoted):
        if at in taken:
            continue
        for pattern in (author_after, author_before, free_standing):
            found = pattern(reading, at)
            if found is not None:
                candidate, used = found
                taken |= used
                if candidate.pattern == "free-standing" and before is not None:
                    candidate = _introduced(candidate, before)
                yield from quoters(reading, candidate)
                yield from _clauses_inside(reading, at)
                break


Found = tuple[Candidate, set[int]]


def _introduced(candidate: Candidate, before: Reading) -> Candidate:
    """A quotation whose author's words end the sentence before with a colon: `Директор рассказала: ¶ «…»`."""
    last = len(before.tokens) - 1
    if not before.is_punct(last, ":"):
        return candidate
    author = _before_colon(before, last)
    if author is None:
        return candidate
    return candidate._replace(
        pattern="author before", cue=author.cue, source=author.source, mode=author.cue.mode, sentence=before.sentence
    )


def _clauses_inside(reading: Reading, at: int) -> Iterator[Candidate]:
    """`«Первое, — сказал он, добавив, что времени мало. — Второе»`: content clauses of inserted author's words."""
    for _, own, _ in _inserted(reading, reading.sentence.quoted[at]):
        yield from complements.read(own, {})


def author_after(reading: Reading, at: int) -> Found | None:
    """`«…», — сказал X`, and what the author's words join: `«…», — сказал X, — «…»`."""
    first = _after_dash(reading, at)
    if first is None:
        return None
    author = _author(reading, first, _author_end(reading, first))
    if author is None:
        return None
    left = _left_edge(reading, at)
    if left < at and reading.tokens[at - 1].text != ":" and not reading.only_connectives(left, at):
        return _built_in(reading, left, at, author) if author.cue in reading.cues else None
    fragments = list(_inside(reading, at))
    used = {at}
    joined = _joined(reading, author.stop)
    if joined is not None:
        fragments += _inside(reading, joined)
        used.add(joined)
    return _candidate(reading, at, fragments, "author after", author), used


def quoters(reading: Reading, candidate: Candidate) -> Iterator[Candidate]:
    """`цитирует лесника "Интерфакс"`, `передал знакомый слова егеря`: the one who quotes, beside the one quoted."""
    cue = candidate.cue
    if cue is None or candidate.marked is None or cue.act != "quote" or candidate.sentence is not reading.sentence:
        yield candidate
        return
    quoted, span = sources.quoted_person(reading, cue)
    if quoted is None:
        yield candidate
        return
    if cue.lemma.endswith("ся"):
        # `приводятся слова мэра`: nobody is named who quotes.
        yield candidate._replace(source=quoted, mode="speech", pattern="quoted")
        return
    m = candidate.marked
    own = (quoted.phrase.first, span.head)
    if candidate.source is None or candidate.source.phrase.first in own:
        last = max(quoted.phrase.stop, span.stop if span is not cue else 0)
        behind = noun_phrase(reading.tokens, last, len(reading.tokens), "nomn")
        candidate = candidate._replace(source=Subject(behind, "after") if behind is not None else None)
    outer = candidate._replace(kind="indirect", mode="writing", fragments=((m.open, m.close),), pattern="quoter")
    yield outer._replace(marked=None)
    yield candidate._replace(cue=span, source=quoted, mode="speech", pattern="quoted")


def _after_dash(reading: Reading, at: int) -> int | None:
    """The first token of the author's words behind a quotation, or ``None``."""
    k = at + 1
    if reading.headline and reading.is_punct(k, ":") and at == 0 and reading.is_piece(at):
        # `"Нам некуда отступать": тренер рассказал о подготовке`
        return k + 1 if k + 1 < len(reading.tokens) else None
    comma = reading.is_punct(k, ",.?!") or reading.is_punct(k, "…")
    if comma:
        k += 1
    if not reading.is_dash(k):
        return k if comma and _cue_at_once(reading, at, k) else None
    if not comma and not _said_mark(reading, at) and len(reading.inner(at)) < 4:
        return None
    return k + 1 if k + 1 < len(reading.tokens) else None


def _cue_at_once(reading: Reading, at: int, first: int) -> bool:
    """`"Стройка заняла три года", сказал мэр`: the dash is missing, the verb and its subject stand right behind."""
    cue = next((c for c in reading.cues if c.head == first and c.form.form == FINITE and "direct" in c.frames), None)
    inner = reading.inner(at)
    if cue is None or not inner or not inner[0].capital or not reading.is_piece(at):
        return False
    source = reading.subject(cue, first)
    return (
        source is not None
        and source.rule == "after"
        and not reading.quoted_between(source.phrase.stop, len(reading.tokens))
    )


def _said_mark(reading: Reading, at: int) -> bool:
    m = reading.sentence.quoted[at]
    return reading.text[m.stop - 1 : m.stop] in (",", "!", "?", "…", ".")


def _author_end(reading: Reading, first: int) -> int:
    for at in range(first + 1, len(reading.tokens)):
        if reading.tokens[at].kind == QUOTED and (reading.is_dash(at - 1) or reading.is_punct(at - 1, ":")):
            return at - 1
    return len(reading.tokens)


def _author(reading: Reading, first: int, stop: int) -> Author | None:
    """The cue of author's words, from the lexicon or, where they begin with a verb, by its place."""
    for cue in reading.cues:
        if first <= cue.head < stop and cue.form.form not in (PREPOSITION, INFINITIVE):
            if cue.form.form == GERUND and cue.head > first + 3:
                continue
            source = sources.shared_subject(reading, cue) if cue.form.form == GERUND else None
            source = source or reading.subject(cue, first, stop)
            return Author(first, stop, cue, source)
    for cue in reading.cues:
        if first <= cue.first < stop and cue.form.form == PREPOSITION:
            return None
    return _unknown_verb(reading, first, stop)


def _unknown_verb(reading: Reading, first: int, stop: int) -> Author | None:
    """A verb that is not in the lexicon, by its place: `«Да», — отрапортовал дежурный`."""
    for at in range(first, min(first + 4, stop)):
        token = reading.tokens[at]
        if token.kind != WORD:
            return None
        finite = [r for r in word(token).finite if r.number]
        if not finite:
            continue
        r = finite[0]
        form = CueForm(FINITE, Verb(r.lemma, "say", ("direct",)), r.lemma, r.number, r.gender, r.person, r.tense, r)
        cue = CueMatch(at, at + 1, at, form, "say", "speech", frozenset({"direct"}))
        source = reading.subject(cue, first, stop)
        return Author(first, stop, cue, source) if source is not None else None
    return None


def _left_edge(reading: Reading, at: int) -> int:
    """Where the words before a quotation begin: behind the quotation before it, if any."""
    before = [k for k in reading.sentence.quoted if k < at and (reading.is_dash(k + 1) or reading.is_dash(k + 2))]
    return before[-1] + 1 if before else 0


def _built_in(reading: Reading, left: int, at: int, author: Author) -> Found | None:
    """`Мед "может помочь", — заявила врач`: the reporter's words belong to what is said."""
    span = reading.span(left, at + 1)
    candidate = Candidate(
        "mixed",
        author.cue.mode,
        (span,),
        "built in",
        reading.sentence,
        author.cue,
        author.source,
        reading.sentence.quoted[at],
        reading.level,
    )
    return candidate, set(range(left, at + 1))


def _joined(reading: Reading, at: int) -> int | None:
    """The quotation that goes on behind the author's words of the same sentence."""
    if reading.is_dash(at) and at + 1 < len(reading.tokens) and reading.tokens[at + 1].kind == QUOTED:
        return at + 1
    return None


def author_before(reading: Reading, at: int) -> Found | None:
    """`X сказал: «…»`, `слова врача: «…»`, `X отрезал "…"`."""
    if reading.is_punct(at - 1, ":") or (reading.is_punct(at - 1, ",") and reading.is_punct(at - 2, ":")):
        if not reading.inner(at) or (not reading.inner(at)[0].capital and not reading.is_piece(at)):
            return None
        author = _before_colon(reading, at - 1)
        if author is None:
            return _named_before_colon(reading, at)
        fragments = list(_inside(reading, at))
        return _candidate(reading, at, fragments, "author before", author), {at}
    return None


def _named_before_colon(reading: Reading, at: int) -> Found | None:
    """`Экс-чемпион: "Вернусь весной"`: a headline, or a reply with its speaker's name."""
    phrase = noun_phrase(reading.tokens, 0, at - 1, "nomn", attach=False)
    about = phrase is not None and (about_something(reading, phrase.stop, at - 1) or _is_so(reading, phrase, at - 1))
    if (
        phrase is None
        or not (phrase.stop == at - 1 or about)
        or (not reading.is_piece(at) and len(reading.inner(at)) < 5)
    ):
        return None
    source = Subject(phrase, "headline")
    if not (_can_speak(reading, source) or (reporting.can_report(reading, source) and phrase.kind == "noun")):
        return None
    candidate = _candidate(reading, at, list(_inside(reading, at)), "headline", None)
    return candidate._replace(source=source), {at}


def _is_so(reading: Reading, phrase: Phrase, colon: int) -> bool:
    """`Иван Белов осторожнее: "…"`, `Олег Белый против: "…"`: a name and what he is like, without a verb."""
    behind = reading.tokens[phrase.stop : colon]
    return phrase.name is not None and 0 < len(behind) < 4 and all(t.kind == WORD and not t.capital for t in behind)


def about_something(reading: Reading, first: int, colon: int) -> bool:
    """`Министр о мосте: "…"`: what a headline's speaker speaks of, with or without a dash."""
    first += reading.is_dash(first)
    if first >= colon or reading.tokens[first].lower not in ("о", "об", "обо", "про"):
        return False
    phrase = governed(reading.tokens, first, colon)
    return phrase is not None and phrase.stop == colon


def _before_colon(reading: Reading, colon: int) -> Author | None:
    first = _left_edge(reading, colon)
    near = [c for c in reading.cues if first <= c.head < colon and c.form.form not in (PREPOSITION, INFINITIVE)]
    noun = _noun_cue(reading, first, colon)
    according = _according(reading, first, colon)
    for cue in reversed(near):
        if cue.form.form == GERUND:
            return Author(first, colon, cue, sources.shared_subject(reading, cue))
        if noun is not None and noun.cue.head > cue.head and noun.source is not None:
            break
        source = reading.subject(cue, first, colon)
        source = source or sources.coordinated_subject(reading, cue)
        if according is not None and (source is None or not reporting.can_report(reading, source)):
            break
        return Author(first, colon, cue, source)
    return according or noun or _any_verb(reading, first, colon)


def _according(reading: Reading, first: int, colon: int) -> Author | None:
    """`По словам мэра, ждать недолго: «…»`."""
    for cue in reading.cues:
        tag = tags.prepositional(reading, cue) if cue.form.form == PREPOSITION and first <= cue.first < colon else None
        if tag is not None and tag.source is not None:
            return Author(first, colon, cue, tag.source)
    return None


def _noun_cue(reading: Reading, first: int, colon: int) -> Author | None:
    """`Смех вызвали слова клоуна: «…»`: the noun is the cue, its genitive the source."""
    for at in range(colon - 1, first - 1, -1):
        token = reading.tokens[at]
        form = reading.finder.noun(token.lower) if token.kind == WORD else None
        if form is None or not form.entry.frames & {"quote"}:
            continue
        phrase = noun_phrase(reading.tokens, at + 1, colon, "gent")
        source = Subject(phrase, "governed") if phrase is not None else None
        cue = CueMatch(at, at + 1, at, form, form.entry.act, form.entry.mode, frozenset({"direct"}))
        return Author(first, colon, cue, source)
    return None


def _any_verb(reading: Reading, first: int, colon: int) -> Author | None:
    """The verb of a lead-in that ends in a colon: `турист обращается к гиду: «…»`."""
    for at in range(colon - 1, first - 1, -1):
        token = reading.tokens[at]
        found = word(token) if token.kind == WORD else None
        if found is None or not found.finite or found.nouns:
            continue
        r = found.finite[0]
        form = CueForm(FINITE, Verb(r.lemma, "say", ("direct",)), r.lemma, r.number, r.gender, r.person, r.tense, r)
        cue = CueMatch(at, at + 1, at, form, "say", "speech", frozenset({"direct"}))
        source = reading.subject(cue, first, colon)
        if source is None or not _can_speak(reading, source):
            return None
        return Author(first, colon, cue, source)
    return None


def _can_speak(reading: Reading, source: Subject) -> bool:
    phrase = source.phrase
    return (
        phrase.name is not None or phrase.kind == "pronoun" or (phrase.reading is not None and phrase.reading.animate)
    )


def free_standing(reading: Reading, at: int) -> Found | None:
    """A sentence that is nothing but a quotation."""
    others = [t for k, t in enumerate(reading.tokens) if k != at and t.kind != PUNCT]
    if others and not all(t.lower in ("и", "а", "но") for t in others):
        return None
    inner = [t for t in reading.inner(at) if t.kind == WORD]
    if len(inner) < 2 or (not reading.is_piece(at) and len(inner) < 6):
        return None
    found = _candidate(reading, at, list(_inside(reading, at)), "free-standing", None)
    if reading.sentence.quoted[at].dashed and found.cue is None:
        return None
    return found, {at}


def _inside(reading: Reading, at: int) -> Iterator[Fragment]:
    """The words inside the marks, cut where author's words stand among them."""
    m = reading.sentence.quoted[at]
    start = m.start
    for stop, _, after in _inserted(reading, m):
        yield _trimmed(reading.text, start, stop)
        start = after
    yield _trimmed(reading.text, start, m.stop)


def _inserted(reading: Reading, m: Marked) -> Iterator[tuple[int, Reading, int]]:
    """The author's words inside one pair of marks: where they begin, they, and where the speech goes on."""
    quotations = reading.sentence.quotations
    within = marks.within(quotations, m.start, m.stop, m.depth + 1)
    view = layout.masked(reading.text, within, m.start, m.stop)
    for match in (_INSERTED_LINE if m.dashed else _INSERTED).finditer(view):
        a, b = m.start + match.start("author"), m.start + match.end("author")
        sentence = next(layout.inside(reading.text, a, b, quotations, m.depth + 1, reading.sentence.paragraph), None)
        if sentence is None:
            continue
        author = Reading(reading.text, sentence, reading.lexicon, reading.finder, reading.level)
        if any(cue.form.form in (FINITE, SHORT) and cue.head < 5 for cue in author.cues):
            yield m.start + match.start(), author, m.start + match.end()


def _trimmed(text: str, start: int, stop: int) -> Fragment:
    start, stop = segments.trim(text, start, stop)
    start, stop = segments.trim(text, start, stop, ",;")
    if text[stop - 1 : stop] == "." and text[stop - 2 : stop - 1] != ".":
        stop -= 1
    return start, max(start, stop)


def _candidate(reading: Reading, at: int, fragments: list[Fragment], pattern: str, author: Author | None) -> Candidate:
    spans = tuple(f for f in fragments if f[0] < f[1]) or ((reading.tokens[at].start, reading.tokens[at].stop),)
    sentence = reading.sentence
    m = sentence.quoted[at]
    if author is None:
        # `«Первое, — сказал он. — Второе»`: the cue stands inside the marks.
        for _, own, _ in _inserted(reading, m):
            author = _author(own, 0, len(own.tokens))
            if author is not None:
                sentence, pattern = own.sentence, "author between"
                break
    cue = author.cue if author is not None else None
    source = author.source if author is not None else None
    return Candidate(
        "direct",
        cue.mode if cue else "speech",
        spans,
        pattern,
        sentence,
        cue,
        source,
        m,
        reading.level,
        quoted_paragraph=reading.sentence.paragraph,
        dashed=at > 0 and reading.is_dash(at - 1) and not reading.sentence.first,
    )
