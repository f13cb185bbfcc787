"""Fiction, interviews and transcripts: who speaks each line, and to whom."""

from __future__ import annotations

from quoteattr.fiction import document
from quoteattr.fiction.attribution import attribute
from quoteattr.fiction.genre import detect
from quoteattr.fiction.interview import blocks
from quoteattr.fiction.layout import layout
from quoteattr.fiction.reading import read
from quoteattr.fiction.weights import load
from quoteattr.lexicon import Lexicon
from quoteattr.model import Document

__all__ = ["detect", "run"]


def run(text: str, lexicon: Lexicon, genre: str, id: str | None) -> Document:
    """The document that ``text`` makes, read as a narrative, an interview or a transcript."""
    if genre != "fiction":
        found = blocks(layout(text))
        if found:
            return document.of_blocks(text, found, genre, id)
    reading = read(text, lexicon)
    return document.of_turns(text, reading, attribute(reading, load()), genre, id)
