"""Utterances: the lines of dialogue and the quotations of a text that are speech or thought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import regex

from quoteattr import marks
from quoteattr.fiction.clause import tokenize
from quoteattr.fiction.layout import DASH, Layout, Paragraph
from quoteattr.fiction.lines import Piece, is_report, split
from quoteattr.lexicon import Lexicon
from quoteattr.marks import Marked

_LED: Final = regex.compile(r"[*·•]?\s*—+\s*(?=\S)")
_TAG: Final = regex.compile(r"(?:,?\s*—+\s*|,\s*)(?=\p{Ll})")
_HAS_MARK: Final = regex.compile(r"[«»“”„‟\"‹›＂〝〞]")
_TERMINAL: Final = ".!?…"
_WORD: Final = regex.compile(r"\p{L}+")
_LETTER_PARAGRAPHS: Final = 60
_SLOT: Final = 240


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
    for number, paragraph in enumerate(page.paragraphs):
        start, stop, _ = paragraph
        if number <= inside:
            yield from _going_on(view, number, paragraph, lexicon, last=number == inside)
            continue
        led = _LED.match(view, start, stop)
        quoted = _quotations(view, start, stop)
        listed = led is not None and is_item(view, led.end(), stop, after_item=listed)
        if led and not listed:
            yield from _line(view, number, led.end(), stop, quoted, lead, lexicon)
        elif quoted:
            inside = _last_paragraph(page, number, quoted)
            yield from _marked(view, number, (start, stop), quoted, lexicon, runs_on=inside > number)
        lead = _lead(view, start, stop)


def is_item(view: str, start: int, stop: int, *, after_item: bool = False) -> bool:
    """Whether a dash-led line is an item of a list: `— подача заявки;`, and the last one behind it."""
    if not view[start].islower() or _TERMINAL_INSIDE.search(view, start, stop):
        return False
    return view[stop - 1] in ";," or after_item


_TERMINAL_INSIDE: Final = regex.compile(r"[.!?…]\s|[,!?…]\s—\s")


def _quotations(view: str, start: int, stop: int) -> list[Marked]:
    return marks.pair(view, start, stop) if _HAS_MARK.search(view, start, stop) else []


def _lead(view: str, start: int, stop: int) -> Piece | None:
    """The last sentence of a paragraph that ends in a colon: it introduces the next one."""
    if view[stop - 1] != ":":
        return None
    return Piece(_sentence_start(view, start, stop - 1), stop - 1, speech=False)


_SENTENCE_END: Final = regex.compile(r"[.!?…]+[»”\"]?\s+(?=[\p{Lu}«—])")


def _sentence_start(view: str, start: int, stop: int) -> int:
    """Where the sentence that ``stop`` belongs to begins."""
    at = max(start, stop - 2 * _SLOT)
    for match in _SENTENCE_END.finditer(view, at, stop):
        at = match.end()
    return at


def _line(
    view: str, number: int, start: int, stop: int, quoted: Sequence[Marked], lead: Piece | None, lexicon: Lexicon
) -> Iterator[Utterance]:
    """A dash-led line, and the quotations in its author's words."""
    pieces = split(view, start, stop, lexicon)
    speech = tuple(piece for piece in pieces if piece.speech)
    slots = tuple(piece for piece in pieces if not piece.speech)
    yield Utterance("dash", number, start, stop, speech, slots, lead, tuple(_nested(view, speech, quoted)))
    for slot in slots:
        inner = [m for m in quoted if not m.depth and slot.start <= m.open and m.close <= slot.stop]
        yield from _marked(view, number, (slot.start, slot.stop), inner, lexicon, runs_on=False)


def _nested(view: str, speech: Sequence[Piece], quoted: Sequence[Marked]) -> Iterator[tuple[Piece, Piece]]:
    """What a speaker reports of another: `— А она мне: «Уходи». Я и ушёл.`."""
    for m in quoted:
        piece = next((p for p in speech if p.start <= m.open and m.close <= p.stop), None)
        lead = _introduced(view, piece.start, m) if piece and not m.depth and m.start < m.stop else None
        if piece and lead and _is_speech(view, (piece.start, piece.stop), m, lead):
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
        after = _tag(view, m, bounds[1], lexicon)
        lead = _introduced(view, bounds[0], m)
        if len(pieces) > 1 or after or (runs_on and last) or _is_speech(view, bounds, m, lead):
            speech = tuple(piece for piece in pieces if piece.speech)
            slots = tuple(piece for piece in pieces if not piece.speech) + ((after,) if after else ())
            yield Utterance("marks", number, m.open, m.close, speech, slots, lead)


def _inside(view: str, start: int, stop: int, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a quotation: `«Иду, — думал он. — Или нет?»`; one where no author's words interrupt it."""
    pieces = split(view, start, stop, lexicon)
    slots = [piece for piece in pieces if not piece.speech]
    if all(is_report(tokenize(view, slot.start, min(slot.stop, slot.start + 120)), lexicon) for slot in slots):
        return pieces
    return [Piece(start, stop, speech=True)] if start < stop else []


def _tag(view: str, m: Marked, stop: int, lexicon: Lexicon) -> Piece | None:
    """The author's words behind a quotation: `», — подумал он`."""
    found = _TAG.match(view, m.close, stop)
    if found and DASH not in found.group() and not _is_sentence(view, m):
        return None  # `«надобность», сказал бы я` is a term
    if not found or not is_report(tokenize(view, found.end(), min(stop, found.end() + 120)), lexicon):
        return None
    end = _SENTENCE_END.search(view, found.end(), stop)
    return Piece(found.end(), end.start() + 1 if end else stop, speech=False)


def _introduced(view: str, start: int, m: Marked) -> Piece | None:
    before = m.open
    while before > start and view[before - 1] == " ":
        before -= 1
    if before <= start or view[before - 1] != ":":
        return None
    return Piece(_sentence_start(view, start, before - 1), before - 1, speech=False)


def _is_speech(view: str, bounds: tuple[int, int], m: Marked, lead: Piece | None) -> bool:
    """Whether a quotation without a tag is a whole utterance, not a name or a term in marks."""
    first = _WORD.search(view, m.start, m.stop)
    if not first:
        return False
    capital = view[first.start()].isupper()
    ended = view[m.stop - 1] in _TERMINAL
    if lead:
        return ended or (capital and view.find(" ", m.start, m.stop) > 0)
    before = view[bounds[0] : m.open].rstrip()
    free = not before or before[-1] in _TERMINAL + "»"
    return free and capital and (ended or view[m.close : m.close + 1] in _TERMINAL) and _is_sentence(view, m)


def _is_sentence(view: str, m: Marked) -> bool:
    several = view.find(" ", m.start, m.stop) > 0 and view[m.start].isupper()
    return several or view[m.stop - 1] in "!?…"


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


def _going_on(view: str, number: int, paragraph: Paragraph, lexicon: Lexicon, *, last: bool) -> Iterator[Utterance]:
    """A further paragraph of a quotation."""
    start, stop, _ = paragraph
    end = view.find("»", start, stop) if last else stop
    pieces = _inside(view, start, end, lexicon)
    speech = tuple(piece for piece in pieces if piece.speech)
    slots = tuple(piece for piece in pieces if not piece.speech)
    if speech:
        yield Utterance("more", number, start, end, speech, slots, None)
