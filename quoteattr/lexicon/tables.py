"""The lexicon as a value: tables of entries, extended and cut down by copying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import evolve, field, fields_dict, frozen

from quoteattr.lexicon.entries import (
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
from quoteattr.lexicon.reading import COLUMNS, parse_lines

__all__ = ["Lexicon", "default"]

_Value = TypeVar("_Value")


def _freeze(mapping: Mapping[str, _Value]) -> Mapping[str, _Value]:
    return MappingProxyType(dict(mapping))


def _count(table: Sized) -> str:
    return f"<{len(table)}>"


def _table() -> Any:
    return field(factory=dict, converter=_freeze, repr=_count)


@frozen(hash=False)
class Lexicon:
    """What the engine knows of words; immutable, picklable, compared by value.

    Every key is a lemma or a name with ё written as е. `phrases` are filed under the lemma of
    their verb, `prepositions` stand longest first.
    """

    verbs: Mapping[str, Verb] = _table()
    phrases: Mapping[str, tuple[Phrase, ...]] = _table()
    predicatives: Mapping[str, Verb] = _table()
    prepositions: tuple[Preposition, ...] = field(default=(), repr=_count)
    nouns: Mapping[str, Noun] = _table()
    posts: Mapping[str, Post] = _table()
    synonyms: Mapping[str, frozenset[str]] = _table()
    organisations: Mapping[str, Organisation] = _table()
    abbreviations: Mapping[str, Abbreviation] = _table()
    media: Mapping[str, Medium] = _table()
    countries: Mapping[str, Country] = _table()
    groups: Mapping[str, Group] = _table()
    sets: Mapping[str, frozenset[str]] = _table()

    def __hash__(self) -> int:
        return hash(tuple(len(getattr(self, name)) for name in fields_dict(Lexicon)))

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        return _thaw, ({name: _plain(getattr(self, name)) for name in fields_dict(Lexicon)},)

    def extend(self, **tables: Iterable[Entry]) -> Lexicon:
        """Return a lexicon with more entries, a table a keyword; a known key is replaced.

        ``lexicon.extend(verbs=parse_lines("verbs", lines))``
        """
        changed = {kind: _packed(kind, self._entries(kind) | _keyed(entries)) for kind, entries in tables.items()}
        return evolve(self, **changed)

    def without(self, **tables: Iterable[str]) -> Lexicon:
        """Return a lexicon without the entries of these keys, a table a keyword.

        The key of a phrase or preposition is its words: ``without(phrases=["дать понять"])``.
        Raises LexiconError for a key that is not there.
        """
        changed = {kind: _packed(kind, _removed(kind, self._entries(kind), keys)) for kind, keys in tables.items()}
        return evolve(self, **changed)

    def _entries(self, kind: str) -> dict[str, Entry]:
        if kind not in COLUMNS:
            raise LexiconError(f"unknown table {kind!r}; known: {', '.join(sorted(COLUMNS))}")
        return _unpacked(kind, getattr(self, kind))


@cache
def default() -> Lexicon:
    """Return the lexicon shipped with the package; the first call reads it (some 20 ms)."""
    folder = files(__package__) / "ru"
    tables = {}
    for kind in COLUMNS:
        lines = (folder / f"{kind}.txt").read_text("utf-8").splitlines()
        tables[kind] = parse_lines(kind, lines, f"{kind}.txt")
    return Lexicon().extend(**tables)


def _keyed(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.key: entry for entry in entries}


def _removed(kind: str, table: dict[str, Entry], keys: Iterable[str]) -> dict[str, Entry]:
    kept = dict(table)
    for key in keys:
        if kept.pop(key, None) is None:
            raise LexiconError(f"no {key!r} among the {kind}")
    return kept


def _unpacked(kind: str, table: Any) -> dict[str, Entry]:
    if kind == "prepositions":
        return _keyed(table)
    if kind == "phrases":
        return _keyed(phrase for phrases in table.values() for phrase in phrases)
    if kind == "synonyms":
        return {phrase: Synonym(phrase, posts) for phrase, posts in table.items()}
    if kind == "sets":
        return {name: WordSet(name, words) for name, words in table.items()}
    return dict(table)


def _packed(kind: str, table: dict[str, Entry]) -> Any:
    if kind == "prepositions":
        return tuple(sorted(table.values(), key=_longest_first))
    if kind == "phrases":
        return _by_verb(table)
    if kind == "synonyms":
        return {key: entry.posts for key, entry in table.items() if isinstance(entry, Synonym)}
    if kind == "sets":
        return {key: entry.words for key, entry in table.items() if isinstance(entry, WordSet)}
    return table


def _longest_first(entry: Entry) -> tuple[int, str]:
    return -len(entry.key.split()), entry.key


def _by_verb(table: dict[str, Entry]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for entry in table.values():
        if isinstance(entry, Phrase):
            found[entry.lemma] = (*found.get(entry.lemma, ()), entry)
    return found


def _plain(table: Any) -> Any:
    return dict(table) if isinstance(table, Mapping) else table


def _thaw(tables: dict[str, Any]) -> Lexicon:
    return Lexicon(**tables)
