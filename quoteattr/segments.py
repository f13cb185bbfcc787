"""Paragraphs, sentences and tokens. The one place that imports razdel.

razdel cuts inside quotations and between a quotation and its author's words. The callers therefore give it a view of
the text in which the inside of each quotation is masked (:func:`quoteattr.layout.masked`); all views keep the length.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import razdel
import regex

from quoteattr.morph import CACHE_SIZE, fold

WORD: Final = "word"
NUMBER: Final = "number"
PUNCT: Final = "punct"
QUOTED: Final = "quoted"

DASHES: Final = "-‐‑‒–—―−"
"""Everything that typists use for a dash."""

_TOKEN = regex.compile(
    r"""(?P<number>(?!\d+[A-Za-z])\d+(?:[.,:]\d+)*(?:-?\p{L}+)*%?)
      | (?P<word>\d+[A-Za-z][A-Za-z\d]*|[ИиВв]\.\s?[Оо]\.(?=\s)|\p{L}[\p{L}\p{M}\p{N}\u00ad]*(?:(?:[-‐‑'’&]|\.(?=[a-zA-Z]{2}|ру\b|рф\b))[\p{L}\p{N}][\p{L}\p{M}\p{N}\u00ad]*)*)
      | (?P<punct>\.{2,}|…+|-{2,}|[?!][?!.…]+|[^\s\p{Cf}])""",
    regex.VERBOSE,
)
# The same without names: what it finds is listed faster.
_PIECE = regex.compile(
    _TOKEN.pattern.replace("?P<number>", "?:").replace("?P<word>", "?:").replace("?P<punct>", "?:"), regex.VERBOSE
)
_BLANK_LINE = regex.compile(r"\n[ \t\r]*\n")
_SENTENCE_ENDS: Final = '.!?…:;"»”“)*'
_LINE = regex.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Token(NamedTuple):
    """A word, a number, a mark of punctuation, or a whole quotation; offsets as in the text."""

    start: int
    stop: int
    kind: str
    text: str
    lower: str
    """The text in lower case, ё folded to е."""

    @property
    def capital(self) -> bool:
        """Whether the first letter is upper case."""
        return self.text[:1].isupper()


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs as offsets, edges trimmed: lines, those of a hard-wrapped paragraph joined."""
    wrapped = _BLANK_LINE.search(text) is not None
    begun: tuple[int, int] | None = None
    for line in _LINE.finditer(text):
        start, stop = trim(text, line.start(), line.end())
        if start >= stop:
            continue
        if begun is not None and wrapped and _goes_on(text, begun[1], start):
            begun = begun[0], stop
            continue
        if begun is not None:
            yield begun
        begun = start, stop
    if begun is not None:
        yield begun


_DATELINE = regex.compile(
    r"(?:date\s+)?\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\s+"
    r"|\d{1,2}[.:]\d{2}(?:[.:]\d{2,4})?\s+(?=\p{Lu})"
    r"|(?:\p{Lu}[\p{Lu}-]+(?:\s\p{Lu}[\p{Lu}-]+)?|\p{Lu}\p{Ll}+),?\s+\d{1,2}\s+\p{Ll}{3,8}\.?\s*[-–—/.][^.«\"“]{0,40}?[-–—/.]\s+(?=\p{Lu})"
    r"|\p{Lu}{3,}\.\s+(?=\p{Lu})"
)


def after_dateline(text: str, start: int, stop: int) -> int:
    """Where a paragraph begins behind its dateline: `2026-01-05 В журнале …`, `МОСКВА, 5 янв — Агентство. В Москве …`."""
    match = _DATELINE.match(text, start, min(stop, start + 120))
    return match.end() if match is not None and match.end() < stop else start


def _goes_on(text: str, stop: int, start: int) -> bool:
    """Whether the next line belongs to the paragraph: no blank line between, and the sentence is not over."""
    return text.count("\n", stop, start) < 2 and text[stop - 1] not in _SENTENCE_ENDS and text[start] not in DASHES


def trim(text: str, start: int, stop: int, extra: str = "") -> tuple[int, int]:
    """The offsets without the white space (and the ``extra`` characters) at either edge."""
    while start < stop and (text[start].isspace() or text[start] in extra):
        start += 1
    while start < stop and (text[stop - 1].isspace() or text[stop - 1] in extra):
        stop -= 1
    return start, stop


def sentences(view: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``view[start:stop]`` as offsets into ``view``."""
    for sentence in razdel.sentenize(view[start:stop]):
        yield start + sentence.start, start + sentence.stop


def tokenize(text: str, start: int, stop: int) -> list[Token]:
    """The tokens of ``text[start:stop]``."""
    found: list[Token] = []
    add, find, form = found.append, text.find, _form
    make = tuple.__new__
    for piece in _PIECE.findall(text, start, stop):
        # Nothing but white space and invisible characters stands between two pieces, and no piece begins with either.
        start = find(piece, start)
        end = start + len(piece)
        kind, lower = form(piece)
        add(make(Token, (start, end, kind, piece, lower)))
        start = end
    return found


@lru_cache(CACHE_SIZE)
def _form(piece: str) -> tuple[str, str]:
    """The kind of a token, and how it is folded."""
    match = _TOKEN.match(piece)
    return (match.lastgroup or PUNCT) if match is not None else PUNCT, fold(piece)
