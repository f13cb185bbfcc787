"""The way of the data: text → marks → sentences → cues → quotes → speakers."""

from __future__ import annotations

from quoteattr import fiction
from quoteattr.lexicon import Lexicon
from quoteattr.model import Document


def run(text: str, lexicon: Lexicon, genre: str, id: str | None) -> Document:
    """The document that ``text`` makes."""
    if genre in ("fiction", "interview", "transcript"):
        return fiction.run(text, lexicon, genre, id)
    return Document(text, (), (), id, genre)
