"""What a tag reports: the words before it, behind it, or both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quoteattr.cues import FINITE, PREPOSITION
from quoteattr.grammar import word
from quoteattr.patterns import endings, sources
from quoteattr.patterns.base import Candidate, Fragment, Reading, Tag
from quoteattr.patterns.stretches import relative_inside, segment_start, segment_stop
from quoteattr.patterns.tags import REFERENCE
from quoteattr.segments import WORD

_COORDINATORS: Final = frozenset({"а", "но", "и", "однако", "хотя", "тогда"})

# What may go on behind an inserted tag but does not belong to the words that it reports.
_NOT_CONTENT: Final = frozenset("который чей где куда откуда".split())


def read(reading: Reading, tags: list[Tag], clauses: list[Candidate]) -> Iterator[Candidate]:
    """The words that each tag reports."""
    for tag in tags:
        if tag.cue.lemma in REFERENCE and _inside_another(tag, tags):
            continue
        yield from _content(reading, tag, tags, clauses)


def _inside_another(tag: Tag, tags: list[Tag]) -> Tag | None:
    """The verbal tag in which a reference stands: `сообщает X со ссылкой на Y`."""
    return next(
        (t for t in tags if t is not tag and t.cue.form.form != PREPOSITION and t.first <= tag.first <= t.stop + 1),
        None,
    )


def _content(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> Iterator[Candidate]:
    fragments = content(reading, tag, tags, clauses)
    spans = _same_clause(reading, tag, clauses) or tuple(fragments_of(reading, fragments))
    if not spans or spans[0][0] >= spans[-1][1]:
        return
    strict = tag.cue.form.form != PREPOSITION or tag.cue.act == "inform"
    kind = "mixed" if any(reading.quoted_kind(a, b, strict=strict) == "mixed" for a, b in fragments) else "indirect"
    name = "according" if tag.cue.form.form == PREPOSITION else "tag"
    yield Candidate(kind, tag.cue.mode, spans, name, reading.sentence, tag.cue, tag.source, level=reading.level)
    if tag.cue.act == "quote" and tag.cue.form.form == FINITE:
        # `…, приводит агентство слова министра`: the agency quotes, the minister spoke.
        quoted, noun = sources.quoted_person(reading, tag.cue)
        if quoted is not None and noun is not tag.cue:
            yield Candidate(kind, noun.mode, spans, "quoted", reading.sentence, noun, quoted, level=reading.level)
    for other in tags:
        if other.cue.lemma in REFERENCE and _inside_another(other, tags) is tag:
            yield Candidate(
                kind, other.cue.mode, spans, "reference", reading.sentence, other.cue, other.source, level=reading.level
            )


def _same_clause(reading: Reading, tag: Tag, clauses: list[Candidate]) -> tuple[Fragment, ...]:
    """`заявил со ссылкой на источник, что …`: the reference is to what the clause reports."""
    if tag.cue.lemma not in REFERENCE or not tag.first or reading.is_punct(tag.first - 1, ","):
        return ()
    at = reading.tokens[tag.stop - 1].stop
    return next((c.fragments for c in clauses if c.start >= at and c.cue is not None), ())


def fragments_of(reading: Reading, ranges: list[tuple[int, int]]) -> Iterator[Fragment]:
    """The characters of the token ranges, empty ones left out."""
    for first, stop in ranges:
        start, end = reading.span(first, stop)
        if start < end:
            yield start, end


def content(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> list[tuple[int, int]]:
    """The token ranges that a tag reports: what stands before it, behind it, or both."""
    prepositional = tag.cue.form.form == PREPOSITION
    last = len(reading.tokens)
    left_first, left_stop = (0, 0) if _of_relative(tag) else _left(reading, tag, tags, clauses)
    right_first, right_stop = _right(reading, tag, tags, clauses)
    left_first = _past_writer(reading, left_first, left_stop)
    left = left_first < left_stop and not reading.only_connectives(left_first, left_stop)
    if left and left_stop - left_first < 4 and relative_inside(reading, left_first, left_stop):
        left = False
    right = (
        right_first < right_stop and reading.span(right_first, right_stop)[0] < reading.span(right_first, right_stop)[1]
    )
    if not left:
        return [(right_first, right_stop)] if right else []
    if not right or tag.stop >= last - 1:
        return [(left_first, left_stop)]
    complete = reading.has_predicate(left_first, left_stop)
    if complete and not (prepositional and _comma_pair(reading, tag)) and not _goes_on(reading, right_first):
        return [(left_first, left_stop)]
    return [(left_first, left_stop), (right_first, right_stop)]


def _past_writer(reading: Reading, first: int, stop: int) -> int:
    """Behind `Напомним, что` and `О том, что`: the writer's own words at the head of the sentence."""
    at = first
    while at < stop and (reading.tokens[at].lower in _WRITER or (at > first and reading.is_punct(at, ","))):
        at += 1
    if at == first:
        return first
    return at + 1 if at < stop and reading.tokens[at].lower == "что" else at


_WRITER: Final = frozenset("напомним отметим заметим добавим подчеркнем например о том известно".split())


def _of_relative(tag: Tag) -> bool:
    """`соглашение, согласно которому …`."""
    return tag.source is not None and tag.source.phrase.kind == "relative"


def _comma_pair(reading: Reading, tag: Tag) -> bool:
    return reading.is_punct(tag.stop, ",")


def _goes_on(reading: Reading, first: int) -> bool:
    """Whether what stands behind an inserted verbal tag belongs to the words before it."""
    if first >= len(reading.tokens):
        return False
    token = reading.tokens[first]
    found = word(token)
    if token.kind != WORD or (found.gerund and not found.nouns) or found.participle:
        return False
    return not relative_inside(reading, first, min(first + 3, len(reading.tokens)))


def _left(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> tuple[int, int]:
    stop = tag.first
    if reading.is_punct(stop - 1, "(") or reading.is_dash(stop - 1):
        stop -= 1
    first = 0
    for other in tags:
        if other.stop <= tag.first and other.cue.form.form != PREPOSITION and tag.cue.form.form == PREPOSITION:
            first = max(first, other.stop)
    if tag.cue.form.form == PREPOSITION or tag.stop < len(reading.tokens) - 1:
        start = _enclosing(reading, tag, clauses)
        if start is not None:
            first = max(first, start)
    coordinated = _coordinated_start(reading, first, tag)
    return (coordinated if coordinated is not None else first), stop


def _enclosing(reading: Reading, tag: Tag, clauses: list[Candidate]) -> int | None:
    """The first token of the clause that a cue reports and in which the tag is inserted."""
    at = reading.tokens[tag.first].start
    starts = [c.start for c in clauses if c.start <= at < c.stop]
    if not starts:
        return None
    begin = max(starts)
    return next((k for k, t in enumerate(reading.tokens) if t.start >= begin), None)


def _coordinated_start(reading: Reading, first: int, tag: Tag) -> int | None:
    """`X вырос, а по данным Y, упал`: the second clause alone."""
    at = tag.first - 1
    if at > first and reading.tokens[at].lower in _COORDINATORS:
        return tag.first
    if at > first and reading.is_punct(at, ",") and reading.tokens[at - 1].lower in _COORDINATORS:
        return tag.first
    if tag.cue.form.form == PREPOSITION and at >= first and not reading.is_punct(at, ",(") and not reading.is_dash(at):
        # `В то же лето по словам лесника …`: no comma, so the clause begins here.
        begin = segment_start(reading, tag.first)
        return tag.first if reading.only_connectives(begin, tag.first) else None
    relative = _relative_start(reading, first, tag)
    if relative is not None:
        return relative
    if tag.cue.form.form == PREPOSITION:
        conjunction = _subordinate_start(reading, first, tag.first)
        if conjunction is not None:
            return conjunction
    for k in range(tag.first - 2, first, -1):
        if reading.is_punct(k, ";"):
            return k + 1
    return None


_CLAUSE_OPENERS: Final = frozenset("поскольку потому что ибо тем более так как и а но однако причем".split())


def _subordinate_start(reading: Reading, first: int, stop: int) -> int | None:
    """`… уходит с поля, поскольку судья, согласно правилам, не может …`: the clause behind the conjunction."""
    at = segment_start(reading, stop - 1)
    if at > first and not reading.has_predicate(at, stop):
        begin = at
        while begin < stop and reading.tokens[begin].lower in _CLAUSE_OPENERS:
            begin += 1
        return begin if begin > at else None
    return None


def _relative_start(reading: Reading, first: int, tag: Tag) -> int | None:
    """`…, который, по данным полиции, утонул`: the relative clause alone."""
    if tag.cue.form.form != PREPOSITION:
        return None
    begin = segment_start(reading, tag.first - 1) if tag.first > first + 1 else tag.first
    if begin > first and word(reading.tokens[begin]).participle and not word(reading.tokens[begin]).nouns:
        return begin
    if begin > first and relative_inside(reading, begin, min(begin + 3, tag.first)):
        return begin
    return None


def _right(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> tuple[int, int]:
    first = tag.stop
    while reading.is_punct(first, ",") or reading.is_dash(first) or reading.is_punct(first, ")"):
        first += 1
    stop = len(reading.tokens)
    for other in tags:
        if other.first < first:
            continue
        if other.cue.form.form != PREPOSITION or _coordinated(reading, other):
            stop = min(stop, other.first)
            break
    while stop > first and reading.tokens[stop - 1].lower in _COORDINATORS:
        stop -= 1
    stop = min(stop, endings.resumption(reading, first, stop, tag.cue, own=False))
    begin = _relative_start(reading, 0, tag)
    if begin is not None and word(reading.tokens[begin]).participle:
        stop = min(stop, segment_stop(reading, first))
    elif begin is not None or _of_relative(tag):
        stop = min(stop, endings.main_clause(reading, first, stop))
    return first, stop


def _coordinated(reading: Reading, tag: Tag) -> bool:
    at = tag.first - 1
    return reading.tokens[at].lower in _COORDINATORS or reading.is_punct(at, ";")
