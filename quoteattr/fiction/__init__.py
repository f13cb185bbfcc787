"""Fiction, interviews and transcripts: who speaks each line, and to whom."""

from __future__ import annotations

from quoteattr.fiction.layout import layout
from quoteattr.fiction.speech import Utterance, utterances
from quoteattr.lexicon import Lexicon
from quoteattr.model import Document, Quote, Span, Step

__all__ = ["run"]


def run(text: str, lexicon: Lexicon, genre: str, id: str | None) -> Document:
    """The document that ``text`` makes, read as a narrative."""
    page = layout(text)
    quotes = tuple(_quote(text, found) for found in utterances(page, lexicon))
    return Document(text, quotes, (), id, genre)


def _quote(text: str, found: Utterance) -> Quote:
    fragments = tuple(_fragment(text, piece.start, piece.stop) for piece in found.speech)
    return Quote("direct", "speech", fragments, evidence=(Step(found.form),))


def _fragment(text: str, start: int, stop: int) -> Span:
    while stop > start and text[stop - 1] in " \t\u00a0,;—–-":
        stop -= 1
    return Span(start, stop, text[start:stop])
