"""Lines of a lexicon file to entries; every error names file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Final

from attrs import frozen

from quoteattr.lexicon.entries import (
    ACTS,
    CASES,
    CLAUSE_FRAMES,
    COUNTRY_KINDS,
    GENDERS,
    MEDIUM_KINDS,
    NOUN_FRAMES,
    NUMBERS,
    Abbreviation,
    Country,
    Entry,
    Group,
    LexiconError,
    Medium,
    Noun,
    Organisation,
    Phrase,
    Post,
    Preposition,
    Synonym,
    Verb,
    WordSet,
)

__all__ = ["COLUMNS", "parse_lines"]

CACHE_SIZE: Final = 1024


@frozen
class _Column:
    """A column of a file: its name, how its text is read, whether it may be missing or empty."""

    name: str
    convert: Callable[[str], Any]
    optional: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrase_words(text: str) -> tuple[str, ...]:
    if " " not in text:
        raise LexiconError(f"a phrase has at least two words, found {text!r}")
    return _words(text)


@lru_cache(CACHE_SIZE)
def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _choice(name: str, allowed: Iterable[str]) -> _Column:
    def convert(text: str) -> str:
        if text not in allowed:
            raise LexiconError(f"unknown {name} {text!r}; known: {', '.join(sorted(allowed))}")
        return text

    return _Column(name, convert)


def _choices(name: str, allowed: Iterable[str]) -> _Column:
    one = _choice(name.removesuffix("s"), allowed)

    @lru_cache(CACHE_SIZE)
    def convert(text: str) -> frozenset[str]:
        return frozenset(map(one.convert, text.split()))

    return _Column(name, convert)


def _flag(name: str) -> _Column:
    def convert(text: str) -> bool:
        if text not in ("", name):
            raise LexiconError(f"expected {name!r} or nothing, found {text!r}")
        return text == name

    return _Column(name, convert, optional=True)


_ACT = _choice("act", ACTS)
_EXAMPLE = _Column("example", str)
_KINDS = _Column("kinds", _word_set, optional=True)
_VERB = (_Column("lemma", str), _ACT, _choices("frames", CLAUSE_FRAMES), _EXAMPLE)

COLUMNS: Final[dict[str, tuple[_Column, ...]]] = {
    "verbs": _VERB,
    "predicatives": _VERB,
    "phrases": (_Column("phrase", _phrase_words), *_VERB[1:]),
    "prepositions": (
        _Column("words", _words),
        _choice("case", CASES),
        _ACT,
        _EXAMPLE,
        _flag("middle"),
    ),
    "nouns": (
        _Column("lemma", str),
        _ACT,
        _choices("frames", NOUN_FRAMES),
        _EXAMPLE,
    ),
    "posts": (_Column("lemma", str), _choice("gender", GENDERS), _KINDS),
    "synonyms": (_Column("phrase", str), _Column("posts", _word_set)),
    "organisations": (_Column("lemma", str), _KINDS),
    "abbreviations": (_Column("short", str), _Column("expansion", str), _KINDS),
    "media": (_Column("name", str), _choice("kind", MEDIUM_KINDS)),
    "countries": (
        _Column("name", str),
        _choice("kind", COUNTRY_KINDS),
        _Column("adjectives", _word_set, optional=True),
    ),
    "groups": (_Column("lemma", str), _choice("number", NUMBERS)),
    "sets": (_Column("name", str), _Column("words", _word_set)),
}
"""The columns of each kind of file, in the order in which they stand."""

_CONVERTS: Final = {
    kind: (sum(not column.optional for column in columns), tuple(column.convert for column in columns))
    for kind, columns in COLUMNS.items()
}


def _phrase(words: tuple[str, ...], *values: Any) -> Phrase:
    return Phrase(words[0], words[1:], *values)


_MAKE: Final[dict[str, Callable[..., Entry]]] = {
    "verbs": Verb,
    "predicatives": Verb,
    "phrases": _phrase,
    "prepositions": Preposition,
    "nouns": Noun,
    "posts": Post,
    "synonyms": Synonym,
    "organisations": Organisation,
    "abbreviations": Abbreviation,
    "media": Medium,
    "countries": Country,
    "groups": Group,
    "sets": WordSet,
}


def parse_lines(kind: str, lines: Iterable[str], filename: str = "<lines>") -> tuple[Entry, ...]:
    """Read the *lines* of a file of the given *kind* (``verbs``, ``posts`` …) into entries.

    A line is an entry, its fields separated by ``|``; empty lines and lines that start with
    ``#`` are passed over. *filename* only serves the messages.

    Raises LexiconError with file, line and column (both from 1, in code points) when a field is
    missing, empty or unknown, and when a line repeats the key of an earlier one.
    """
    if kind not in COLUMNS:
        raise LexiconError(f"unknown kind {kind!r}; known: {', '.join(sorted(COLUMNS))}")
    found: dict[str, Entry] = {}
    for number, line in _entries(lines):
        place = f"{filename}:{number}"
        entry = _entry(kind, line, place)
        if entry.key in found:
            raise LexiconError(f"{place}:1: {entry.key!r} is already listed above")
        found[entry.key] = entry
    return tuple(found.values())


def _entries(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        text = line.rstrip()
        if text and not text.startswith("#"):
            yield number, text


def _entry(kind: str, line: str, place: str) -> Entry:
    texts = [text.strip() for text in line.split("|")]
    required, converts = _CONVERTS[kind]
    if required <= len(texts) <= len(converts) and "" not in texts[:required]:
        try:
            values = [convert(text) for convert, text in zip(converts, texts, strict=False)]
        except LexiconError:
            raise LexiconError(f"{place}:{_complaint(COLUMNS[kind], line)}") from None
        return _MAKE[kind](*values)
    raise LexiconError(f"{place}:{_complaint(COLUMNS[kind], line)}")


def _complaint(columns: tuple[_Column, ...], line: str) -> str:
    """Say at which column of the bad line what is wrong."""
    start = 1
    count = line.count("|") + 1
    for text, column in zip_longest(line.split("|"), columns[:count]):
        at = start + len(text) - len(text.lstrip())
        if column is None:
            return f"{at}: more than {len(columns)} fields"
        problem = _problem(column, text.strip())
        if problem:
            return f"{at}: {problem}"
        start += len(text) + 1
    return f"{start - 1}: the field {columns[count].name!r} is missing"


def _problem(column: _Column, text: str) -> str:
    if not text:
        return "" if column.optional else f"the field {column.name!r} is empty"
    try:
        column.convert(text)
    except LexiconError as error:
        return str(error)
    return ""
