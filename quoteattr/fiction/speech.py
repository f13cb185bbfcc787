"""Utterances: the lines of dialogue and the quotations of a text that are speech or thought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import regex
from attrs import evolve

from quoteattr import marks
from quoteattr.fiction.clause import tokenize
from quoteattr.fiction.layout import DASH, Layout, Paragraph
from quoteattr.fiction.lines import Piece, begins_report, is_report, split
from quoteattr.fiction.quoted import introduced, is_speech, reported, sentence_start, tag
from quoteattr.lexicon import Lexicon
from quoteattr.marks import Marked

_LED: Final = regex.compile(r"[*·•]?\s*—+\s*(?=\S)")
_HAS_MARK: Final = regex.compile(r"[«»“”„‟\"‹›＂〝〞]")
_TERMINAL: Final = ".!?…"
_LETTER_PARAGRAPHS: Final = 60


class Utterance(NamedTuple):
    """What one speaker says at one place, and the author's words around it.

    ``form`` is ``dash``, ``marks`` or ``more`` (a paragraph that goes on with the utterance before);
    ``slots`` are the author's words inside or behind it, ``lead`` those before it that end in a colon.
    """

    form: str
    paragraph: int
    start: int
    stop: int
    speech: tuple[Piece, ...]
    slots: tuple[Piece, ...]
    lead: Piece | None
    inner: tuple[tuple[Piece, Piece], ...] = ()
    """Quotations within the words, each behind the clause that introduces it."""


def utterances(page: Layout, lexicon: Lexicon) -> list[Utterance]:
    """The utterances of the text, in its order."""
    return [found for found in _found(page, lexicon) if found.speech]


def _found(page: Layout, lexicon: Lexicon) -> Iterator[Utterance]:
    view = page.view
    lead: Piece | None = None
    inside = -1
    listed = False
    open_line = after_line = False
    for number, paragraph in enumerate(page.paragraphs):
        start, stop, _ = paragraph
        if number <= inside:
            yield from _going_on(view, number, paragraph, lexicon, last=number == inside)
            if number == inside:
                yield from _marked(view, number, (start, stop), _behind(view, start, stop), lexicon, runs_on=False)
            continue
        led = _LED.match(view, start, stop)
        quoted = _quotations(view, start, stop)
        listed = led is not None and is_item(view, led.end(), stop, after_item=listed)
        if led and not listed:
            made = list(_line(view, number, led.end(), stop, quoted, lead, lexicon))
            yield from made
            after_line = True
            open_line = view[stop - 1] == ":" and bool(made[0].speech) and made[0].speech[-1].stop == stop
        elif open_line and not quoted:
            yield Utterance("more", number, start, stop, (Piece(start, stop, speech=True),), (), None)
            open_line = stop - start < _VERSE and _is_verse(page, number + 1)
        elif after_line and not quoted and _resumes(view, start, stop, lexicon):
            pieces = split(view, start, stop, lexicon)
            speech = tuple(piece for piece in pieces if piece.speech)
            yield Utterance("dash", number, start, stop, speech, tuple(p for p in pieces if not p.speech), None)
        else:
            open_line = after_line = False
            if quoted:
                inside = _last_paragraph(page, number, quoted)
                yield from _marked(view, number, (start, stop), quoted, lexicon, runs_on=inside > number)
        lead = _lead(view, start, stop)


_FIRST: Final = regex.compile(r"[^—]{1,80}?[,!?…] — (?=\p{Ll})")


def _resumes(view: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a paragraph without a dash goes on with the line before: `Друг мой, — прервал он себя, — поздно.`."""
    match = _FIRST.match(view, start, stop)
    return match is not None and begins_report(tokenize(view, match.end(), min(stop, match.end() + 60)), lexicon)


_VERSE: Final = 60


def _is_verse(page: Layout, number: int) -> bool:
    """Whether the paragraph is one more line of a poem: short, and no line of dialogue."""
    if number >= len(page.paragraphs):
        return False
    start, stop, _ = page.paragraphs[number]
    return stop - start < _VERSE and page.view[start] != DASH


def is_item(view: str, start: int, stop: int, *, after_item: bool = False) -> bool:
    """Whether a dash-led line is an item of a list: `— подача заявки;`, and the last one behind it."""
    if not view[start].islower() or _TERMINAL_INSIDE.search(view, start, stop):
        return False
    return view[stop - 1] in ";," or after_item


_TERMINAL_INSIDE: Final = regex.compile(r"[.!?…]\s|[,!?…]\s—\s")


def _quotations(view: str, start: int, stop: int) -> list[Marked]:
    """The quotations of a paragraph; one that opens it and is not closed runs through it."""
    if not _HAS_MARK.search(view, start, stop):
        return []
    found = marks.pair(view, start, stop)
    if found and found[0].open == start and not found[0].whole and not found[0].follows:
        inner = [evolve(m, depth=m.depth + 1) for m in found[1:] if m.open > start]
        return [evolve(found[0], stop=stop, close=stop, continues=True), *inner]
    return found


def _lead(view: str, start: int, stop: int) -> Piece | None:
    """The last sentence of a paragraph that ends in a colon: it introduces the next one."""
    if view[stop - 1] != ":":
        return None
    return Piece(sentence_start(view, start, stop - 1), stop - 1, speech=False)


def _line(
    view: str, number: int, start: int, stop: int, quoted: Sequence[Marked], lead: Piece | None, lexicon: Lexicon
) -> Iterator[Utterance]:
    """A dash-led line, and the quotations in its author's words."""
    pieces = split(view, start, stop, lexicon)
    speech = tuple(piece for piece in pieces if piece.speech)
    slots = tuple(piece for piece in pieces if not piece.speech)
    yield Utterance("dash", number, start, stop, speech, slots, lead, tuple(_nested(view, speech, quoted, lexicon)))
    for slot in slots:
        inner = [m for m in quoted if not m.depth and slot.start <= m.open and m.close <= slot.stop]
        yield from _marked(view, number, (slot.start, slot.stop), inner, lexicon, runs_on=False)


def _nested(
    view: str, speech: Sequence[Piece], quoted: Sequence[Marked], lexicon: Lexicon
) -> Iterator[tuple[Piece, Piece]]:
    """What a speaker reports of another: `— А она мне: «Уходи». Я и ушёл.`."""
    for m in quoted:
        piece = next((p for p in speech if p.start <= m.open and m.close <= p.stop), None)
        lead = introduced(view, piece.start, m) if piece and not m.depth and m.start < m.stop else None
        if piece and lead and is_speech(view, (piece.start, piece.stop), m, lead, lexicon):
            yield lead, Piece(m.start, m.stop, speech=True)


def _marked(
    view: str, number: int, bounds: tuple[int, int], quoted: Sequence[Marked], lexicon: Lexicon, *, runs_on: bool
) -> Iterator[Utterance]:
    outer = [m for m in quoted if not m.depth and m.start < m.stop]
    for m in outer:
        last = m is outer[-1]
        if m.follows:
            continue
        pieces = _inside(view, m.start, m.stop, lexicon)
        after = tag(view, m, bounds[1], lexicon)
        lead = introduced(view, bounds[0], m)
        told = None if lead or after else reported(view, bounds[0], m, lexicon)
        if len(pieces) > 1 or after or told or (runs_on and last) or is_speech(view, bounds, m, lead, lexicon):
            speech = tuple(piece for piece in pieces if piece.speech)
            slots = tuple(piece for piece in pieces if not piece.speech) + ((after,) if after else ())
            yield Utterance("marks", number, m.open, m.close, speech, slots, lead or told)


def _inside(view: str, start: int, stop: int, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a quotation: `«Иду, — думал он. — Или нет?»`; one where no author's words interrupt it."""
    pieces = split(view, start, stop, lexicon)
    slots = [piece for piece in pieces if not piece.speech]
    if all(is_report(tokenize(view, slot.start, min(slot.stop, slot.start + 120)), lexicon) for slot in slots):
        return pieces
    return [Piece(start, stop, speech=True)] if start < stop else []


def _last_paragraph(page: Layout, number: int, quoted: Sequence[Marked]) -> int:
    """The paragraph in which a quotation that stays open ends, or ``number``."""
    if not any(m.continues and not m.depth for m in quoted):
        return number
    for later in range(number + 1, min(len(page.paragraphs), number + _LETTER_PARAGRAPHS)):
        start, stop, _ = page.paragraphs[later]
        opens, closes = page.view.find("«", start, stop), page.view.find("»", start, stop)
        if closes >= 0 and not 0 <= opens < closes:
            return later
        if opens >= 0 or page.view[start] == DASH:
            return number
    return number


def _behind(view: str, start: int, stop: int) -> list[Marked]:
    """The quotations of a paragraph behind the one that it ends."""
    close = view.find("»", start, stop) + 1
    return [m for m in _quotations(view, close, stop) if m.whole and not m.depth]


def _going_on(view: str, number: int, paragraph: Paragraph, lexicon: Lexicon, *, last: bool) -> Iterator[Utterance]:
    """A further paragraph of a quotation."""
    start, stop, _ = paragraph
    end = view.find("»", start, stop) if last else stop
    pieces = _inside(view, start, end, lexicon)
    speech = tuple(piece for piece in pieces if piece.speech)
    slots = tuple(piece for piece in pieces if not piece.speech)
    if speech:
        yield Utterance("more", number, start, end, speech, slots, None)
