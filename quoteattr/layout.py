"""The text as the patterns read it: paragraphs, the quotations in them, and sentences of tokens.

A quotation in marks is one token of its sentence, whatever it holds; its inside is laid out again on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import regex
from attrs import define, evolve, field, frozen

from quoteattr import marks, segments
from quoteattr.marks import Marked
from quoteattr.morph import fold
from quoteattr.segments import QUOTED, Token

_HAS_MARK = regex.compile(f"[{regex.escape(marks.MARKS)}]|<<|>>")
_WORD = re.compile(r"[^\W_]+")
MAX_TOKENS: Final = 400
"""A sentence of more tokens is read in parts: no rule looks further."""


@define(eq=False, slots=False)
class Sentence:
    """A sentence: its tokens, and the quotation behind each token that is one; both worked out when asked for."""

    source: str = field(repr=False)
    start: int
    stop: int
    within: Sequence[Marked]
    """The quotations that are tokens of it."""
    paragraph: int
    first: bool
    """Whether it opens its paragraph."""
    last: bool
    quotations: Sequence[Marked] = ()
    """All quotations of the paragraph."""

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words, numbers, marks of punctuation and quotations."""
        return _tokens(self.source, self.start, self.stop, self.within)

    @cached_property
    def quoted(self) -> dict[int, Marked]:
        """The quotations by their tokens."""
        if not self.within:
            return {}
        places = (at for at, token in enumerate(self.tokens) if token.kind == QUOTED)
        return dict(zip(places, self.within, strict=True))

    def words(self) -> set[str]:
        """The words of it and of the quotations in it, folded, parted at hyphens: all that a look for cues needs."""
        return set(_WORD.findall(fold(self.source[self.start : self.stop])))

    def text(self, text: str, first: int, stop: int) -> str:
        """The words between two tokens."""
        return text[self.tokens[first].start : self.tokens[stop - 1].stop]


@frozen(eq=False)
class Paragraph:
    """A paragraph and the quotations in it, outermost first."""

    start: int
    stop: int
    number: int
    quotations: tuple[Marked, ...]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of the text."""
    found = []
    for number, (begin, stop) in enumerate(segments.paragraphs(text)):
        start = segments.after_dateline(text, begin, stop)
        quotations = tuple(marks.pair(text, start, stop)) if _HAS_MARK.search(text, start, stop) else ()
        if not quotations:
            quotations = _dash_line(text, start, stop)
        if quotations and quotations[0].open == start:
            quotations = (evolve(quotations[0], first=True), *quotations[1:])
        found.append(Paragraph(start, stop, number, quotations))
    return _continued(found)


# `— Нас не спрашивали, — заявил он.`: a dash line in the news; a link (`- Суд отпустил задержанных`) has no author's words.
_DASH_LINE = regex.compile(r"[-–—]{1,2}\s+(?=\p{Lu}).{3,}?[,!?…]\s+[-–—]{1,2}\s+\p{Ll}")


def _dash_line(text: str, start: int, stop: int) -> tuple[Marked, ...]:
    """What a dash opens, as one quotation whose author's words stand inside."""
    if text[start] not in segments.DASHES or _DASH_LINE.match(text, start, stop) is None:
        return ()
    begin = segments.trim(text, start, stop, segments.DASHES)[0]
    return (Marked(start, begin, stop, stop, whole=False, dashed=True),)


MAX_PARAGRAPHS: Final = 12
"""How many paragraphs one pair of marks may hold."""


def _continued(found: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs without marks between one that leaves a quotation open and one that only closes it."""
    waiting: int | None = None
    for number, paragraph in enumerate(found):
        quotations = paragraph.quotations
        closes = next((m for m in quotations if m.follows), None)
        if closes is not None and waiting is not None and number - waiting <= MAX_PARAGRAPHS:
            for k in range(waiting + 1, number):
                found[k] = evolve(found[k], quotations=(_whole_paragraph(found[k]),))
        if quotations:
            last = [m for m in quotations if not m.depth][-1]
            waiting = number if last.continues else None
    return found


def _whole_paragraph(paragraph: Paragraph) -> Marked:
    return Marked(
        paragraph.start,
        paragraph.start,
        paragraph.stop,
        paragraph.stop,
        whole=False,
        follows=True,
        continues=True,
        first=True,
    )


def sentences(text: str, paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph."""
    yield from inside(text, paragraph.start, paragraph.stop, paragraph.quotations, 0, paragraph.number)


def inside(
    text: str, start: int, stop: int, quotations: Sequence[Marked], depth: int, paragraph: int
) -> Iterator[Sentence]:
    """The sentences of ``text[start:stop]``, in which the quotations of ``depth`` are tokens."""
    outer = marks.within(quotations, start, stop, depth)
    view = masked(text, outer, start, stop)
    bounds = list(_whole(_cut(list(segments.sentences(view, 0, len(view))), view, [m.open - start for m in outer])))
    for number, (first, last) in enumerate(bounds):
        within = marks.within(outer, first + start, last + start, depth)
        sentence = Sentence(
            text, first + start, last + start, within, paragraph, number == 0, number == len(bounds) - 1, quotations
        )
        long = last - first > MAX_TOKENS and len(sentence.tokens) > MAX_TOKENS
        yield from _parts(sentence) if long else (sentence,)


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """A monstrous sentence in parts that are read on their own, cut behind a mark of punctuation where there is one."""
    first = 0
    while first < len(sentence.tokens):
        stop = _part_stop(sentence.tokens, first)
        within = [sentence.quoted[at] for at in range(first, stop) if at in sentence.quoted]
        last = stop >= len(sentence.tokens)
        yield evolve(
            sentence,
            start=sentence.tokens[first].start,
            stop=sentence.tokens[stop - 1].stop,
            within=within,
            first=sentence.first and not first,
            last=sentence.last and last,
        )
        first = stop


def _part_stop(tokens: Sequence[Token], first: int) -> int:
    stop = first + MAX_TOKENS
    if stop >= len(tokens):
        return len(tokens)
    return next((k for k in range(stop, stop - MAX_TOKENS // 2, -1) if tokens[k - 1].text in _PART_ENDS), stop)


_PART_ENDS: Final = frozenset(",;:—–-)")


def masked(text: str, outer: Sequence[Marked], start: int, stop: int) -> str:
    """``text[start:stop]`` with each quotation made one long word, so that no rule looks inside.

    The last mark of the inside stays, for it may end the sentence: `"Да!" Он встал.`
    """
    if not outer:
        return text[start:stop]
    parts = []
    at = start
    for m in outer:
        inside = m.stop - m.start
        kept = text[m.stop - 1] if inside and text[m.stop - 1] in ".!?…" else ""
        parts += [text[at : m.start], "Х" * (inside - len(kept)), kept]
        at = m.stop
    parts.append(text[at:stop])
    return "".join(parts)


_ENDED_BEFORE = regex.compile(r"(?:\p{Lu}{2,}|\p{L}{3,}|[%\d)»\"”])[.!?…]+\s+$")


def _cut(bounds: Sequence[tuple[int, int]], view: str, opens: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sentences, cut also where a quotation opens behind a full stop: `… на дом ТСЖ. "Ремонта не будет"`."""
    at = 0
    for begin, last in bounds:
        first = begin
        while at < len(opens) and opens[at] <= first:
            at += 1
        while at < len(opens) and opens[at] < last:
            # A long word of Х is a quotation of some length: names in marks go on with the sentence.
            long = view[opens[at] + 1 : opens[at] + 25] == "Х" * 24
            if long and _ENDED_BEFORE.search(view, max(first, opens[at] - 20), opens[at]):
                yield first, opens[at]
                first = opens[at]
            at += 1
        yield first, last


def _whole(bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    yield from ((first, last) for first, last in bounds if first < last)


def _tokens(text: str, start: int, stop: int, within: Sequence[Marked]) -> list[Token]:
    tokens: list[Token] = []
    at = start
    for m in within:
        tokens += segments.tokenize(text, at, m.open)
        tokens.append(Token(m.open, m.close, QUOTED, text[m.open : m.close], ""))
        at = m.close
    return tokens + segments.tokenize(text, at, stop)
