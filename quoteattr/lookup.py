# ruff: noqa: SLF001 (the graph has no public face)
"""Faster look-ups in the dictionary of pymorphy3 where it is read in pure Python.

DAWG2-Python calls three functions for each byte of a key. The same walks with everything in one loop take a quarter of
the time and find the same. Where the C reader is installed (``quoteattr[fast]``) nothing is changed. The changes belong
to the objects of one analyzer: others of the process keep theirs.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

_EXTENSION: Final = 1 << 9
_HAS_LEAF: Final = 1 << 8
_LEAF: Final = 1 << 31
_LABEL: Final = _LEAF | 0xFF
_RECORDS: Final = 1 << 14
_SEPARATOR: Final = b"\x01"

Item = tuple[str, list[tuple[Any, ...]]]


def quicken(analyzer: Any) -> None:
    """Let the analyzer read its dictionary faster, if it is read in pure Python."""
    dictionary = analyzer.dictionary
    for dawg in (dictionary.words, *dictionary.prediction_suffixes_dawgs):
        if _is_pure(dawg):
            _quicken_records(dawg)
    estimator = getattr(analyzer, "prob_estimator", None)
    if estimator is not None and _is_pure(estimator.p_t_given_w):
        _quicken_probabilities(estimator.p_t_given_w)


def _is_pure(dawg: Any) -> bool:
    return hasattr(getattr(dawg, "dct", None), "_units") and hasattr(dawg.dct, "follow_bytes")


def _quicken_walks(dawg: Any) -> Callable[[bytes, int], int | None]:
    """Walk along the bytes of a key in one loop."""
    units = dawg.dct._units

    def follow_bytes(key: bytes, index: int) -> int | None:
        for label in key:
            base = units[index]
            index ^= (base >> 10) << ((base & _EXTENSION) >> 6) ^ label
            if units[index] & _LABEL != label:
                return None
        return index

    dawg.dct.follow_bytes = follow_bytes
    return follow_bytes


def _quicken_probabilities(dawg: Any) -> None:
    """Walk along a word once for all its tags; most words are not there at all."""
    follow = _quicken_walks(dawg)
    units = dawg.dct._units

    @lru_cache(2)
    def of_word(word: str) -> int | None:
        return follow(f"{word}:".encode(), 0)

    @lru_cache(_RECORDS)
    def written(tag: Any) -> bytes:
        return str(tag).encode()

    def prob(word: str, tag: Any) -> float:
        start = of_word(word)
        index = follow(written(tag), start) if start is not None else None
        if index is None or not units[index] & _HAS_LEAF:
            return 0.0
        base = units[index]
        value: int = units[index ^ (base >> 10) << ((base & _EXTENSION) >> 6)] & ~_LEAF
        share: float = value / dawg.MULTIPLIER
        return share

    dawg.prob = prob


def _quicken_records(dawg: Any) -> None:
    """Look up the records of a word, and of those with ё in the place of е."""
    follow = _quicken_walks(dawg)
    values = _values(dawg)
    unpack = dawg._struct.unpack
    slow = dawg.similar_items

    @lru_cache(_RECORDS)
    def records(index: int) -> list[tuple[Any, ...]]:
        return [unpack(value) for value in values(index)]

    def search(done: str, rest: str, index: int) -> tuple[Item | None, list[Item]]:
        at = rest.find("е")
        if at < 0:
            end = follow(rest.encode() + _SEPARATOR, index)
            return ((done + rest, records(end)) if end is not None else None), []
        here = follow(rest[:at].encode(), index)
        if here is None:
            return None, []
        as_written, others = None, []
        for letter in "её":
            behind = follow(letter.encode(), here)
            if behind is None:
                continue
            found, more = search(done + rest[:at] + letter, rest[at + 1 :], behind)
            if letter == "е":
                as_written, others = found, more
            else:
                others = [*([found] if found is not None else []), *more, *others]
        return as_written, others

    def similar_items(key: str, replaces: Any) -> list[Item]:
        if list(replaces) != ["е".encode()]:
            return list(slow(key, replaces))
        found, others = search("", key, 0)
        return [found, *others] if found is not None else others

    def similar_keys(key: str, replaces: Any) -> list[str]:
        return [word for word, _ in similar_items(key, replaces)]

    dawg.similar_items = similar_items
    dawg.similar_keys = similar_keys
    dawg._value_for_index = records


def _values(dawg: Any) -> Callable[[int], list[bytes]]:
    """All that may follow behind a place in the graph, in the order of the graph."""
    units, guide = dawg.dct._units, dawg.guide._units

    def values(index: int) -> list[bytes]:
        found = []
        waiting = [(index, b"")]
        while waiting:
            index, start = waiting.pop()
            key = bytearray(start)
            while True:
                base = units[index]
                if base & _HAS_LEAF:
                    found.append(a2b_base64(key))
                label = guide[2 * index]
                if not label:
                    break
                behind = index ^ (base >> 10) << ((base & _EXTENSION) >> 6)
                index = behind ^ label
                others = []
                other = guide[2 * index + 1]
                while other:
                    others.append((behind ^ other, bytes(key) + bytes((other,))))
                    other = guide[2 * (behind ^ other) + 1]
                waiting += reversed(others)
                key.append(label)
        return found

    return values
