"""The way of the data: text → marks → sentences → cues → quotes → speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quoteattr import attribution, fiction, layout, patterns, speakers
from quoteattr.cues import Finder, finder
from quoteattr.layout import Paragraph, Sentence
from quoteattr.lexicon import Lexicon
from quoteattr.model import Document
from quoteattr.patterns import continued
from quoteattr.patterns.base import Candidate, Reading

MAX_LEVEL: Final = 6
"""How deep quotations within quotations are read."""


def run(text: str, lexicon: Lexicon, genre: str, id: str | None) -> Document:
    """The document that ``text`` makes."""
    if genre == "auto":
        genre = fiction.detect(text)
    if genre != "news":
        return fiction.run(text, lexicon, genre, id)
    paragraphs = layout.paragraphs(text)
    candidates = list(continued.joined(_candidates(text, paragraphs, lexicon, finder(lexicon))))
    if all(candidate.kind == "lead" for candidate in candidates):
        return Document(text, (), (), id, genre)
    registry = speakers.build(
        text, lexicon, [(p.start, p.stop) for p in paragraphs], _cases(candidates), _contents(candidates)
    )
    resolved = attribution.resolve(candidates, speakers.Resolver(registry))
    return attribution.document(text, resolved, lexicon, genre, id)


def _cases(candidates: Sequence[Candidate]) -> dict[int, str]:
    """The cases of the names that stand as sources, by where the name starts."""
    found = {}
    for candidate in candidates:
        phrase = candidate.source.phrase if candidate.source is not None else None
        while phrase is not None:
            if phrase.name is not None:
                found[candidate.sentence.tokens[phrase.name[0]].start] = phrase.case
            phrase = phrase.other
    return found


def _contents(candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    """What is said, outer tags left out: a whole sentence under a tag is the author's."""
    return [f for c in candidates if c.pattern not in ("tag", "reference", "about this", "lead") for f in c.fragments]


def _candidates(text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon, find: Finder) -> Iterator[Candidate]:
    before: Reading | None = None
    for paragraph in paragraphs:
        for sentence in layout.sentences(text, paragraph):
            reading = Reading(text, sentence, lexicon, find, 0, _is_heading(text, paragraph))
            found = patterns.find(reading, before)
            yield from found
            yield from _nested(text, found, paragraph, lexicon, find)
            before = reading


def _is_heading(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph is a headline or a line between paragraphs: short, without a full stop."""
    short = paragraph.stop - paragraph.start < 160
    return paragraph.number == 0 or (short and text[paragraph.stop - 1] not in ".!?…:;,")


def _nested(
    text: str, found: Sequence[Candidate], paragraph: Paragraph, lexicon: Lexicon, find: Finder
) -> Iterator[Candidate]:
    """The quotes inside the quotations: what the speaker reports of others."""
    for candidate in found:
        if candidate.marked is None or candidate.level >= MAX_LEVEL:
            continue
        for sentence in _sentences_inside(text, candidate, paragraph):
            reading = Reading(text, sentence, lexicon, find, candidate.level + 1)
            inner = patterns.find(reading, None)
            yield from inner
            yield from _nested(text, inner, paragraph, lexicon, find)


def _sentences_inside(text: str, candidate: Candidate, paragraph: Paragraph) -> Iterator[Sentence]:
    m = candidate.marked
    assert m is not None
    for start, stop in candidate.fragments if candidate.pattern != "built in" else ((m.start, m.stop),):
        yield from layout.inside(text, start, stop, paragraph.quotations, m.depth + 1, paragraph.number)
