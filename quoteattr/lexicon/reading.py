"""Lines of a lexicon file to entries; every error names file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
)

__all__ = ["COLUMNS", "parse_lines"]


@frozen
class _Column:
    """A column of a file: its name, how its text is read, whether it may be missing or empty."""

    name: str
    read: Callable[[str], Any]
    optional: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrase_words(text: str) -> tuple[str, ...]:
    if " " not in text:
        raise LexiconError(f"a phrase has at least two words, found {text!r}")
    return _words(text)


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _known(allowed: Iterable[str], name: str, text: str) -> str:
    if text not in allowed:
        raise LexiconError(f"unknown {name} {text!r}; known: {', '.join(sorted(allowed))}")
    return text


def _known_set(allowed: Iterable[str], name: str, text: str) -> frozenset[str]:
    return frozenset(_known(allowed, name, word) for word in text.split())


def _flag(name: str, text: str) -> bool:
    if text not in ("", name):
        raise LexiconError(f"expected {name!r} or nothing, found {text!r}")
    return text == name


def _choice(name: str, allowed: Iterable[str]) -> _Column:
    return _Column(name, partial(_known, allowed, name))


_ACT = _choice("act", ACTS)
_FRAMES = _Column("frames", partial(_known_set, CLAUSE_FRAMES, "frame"))
_EXAMPLE = _Column("example", str)
_KINDS = _Column("kinds", _word_set, optional=True)
_VERB = (_Column("lemma", str), _ACT, _FRAMES, _EXAMPLE)

COLUMNS: Final[dict[str, tuple[_Column, ...]]] = {
    "verbs": _VERB,
    "predicatives": _VERB,
    "phrases": (_Column("phrase", _phrase_words), _ACT, _FRAMES, _EXAMPLE),
    "prepositions": (
        _Column("words", _words),
        _choice("case", CASES),
        _ACT,
        _EXAMPLE,
        _Column("middle", partial(_flag, "middle"), optional=True),
    ),
    "nouns": (
        _Column("lemma", str),
        _ACT,
        _Column("frames", partial(_known_set, NOUN_FRAMES, "frame")),
        _EXAMPLE,
    ),
    "posts": (_Column("lemma", str), _choice("gender", GENDERS), _KINDS),
    "synonyms": (_Column("phrase", str), _Column("posts", _word_set)),
    "organisations": (_Column("lemma", str), _KINDS),
    "abbreviations": (_Column("short", str), _Column("expansion", str), _KINDS),
    "media": (_Column("name", str), _choice("kind", MEDIUM_KINDS)),
    "countries": (_Column("name", str), _choice("kind", COUNTRY_KINDS)),
    "groups": (_Column("lemma", str), _choice("number", NUMBERS)),
}
"""The columns of each kind of file, in the order in which they stand."""


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
    columns = COLUMNS[kind]
    fields = tuple(_fields(line))
    if len(fields) > len(columns):
        start, _ = fields[len(columns)]
        raise LexiconError(f"{place}:{start}: more than {len(columns)} fields")
    for column in columns[len(fields) :]:
        if not column.optional:
            raise LexiconError(f"{place}:{len(line) + 1}: the field {column.name!r} is missing")
    values = [_value(column, *found, place) for column, found in zip(columns, fields, strict=False)]
    return _MAKE[kind](*values)


def _fields(line: str) -> Iterator[tuple[int, str]]:
    """Yield the column at which each field's text starts, and the text."""
    start = 1
    for text in line.split("|"):
        yield start + len(text) - len(text.lstrip()), text.strip()
        start += len(text) + 1


def _value(column: _Column, start: int, text: str, place: str) -> Any:
    if not text and not column.optional:
        raise LexiconError(f"{place}:{start}: the field {column.name!r} is empty")
    try:
        return column.read(text)
    except LexiconError as error:
        raise LexiconError(f"{place}:{start}: {error}") from None
