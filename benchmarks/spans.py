"""Arithmetic of spans, and names compared as words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from benchmarks.data import Pair

EDGE: Final = " \u00a0\t\n\r«»„“”\"'’‘—–-,.:;"
"""What may stand at the edge of a quote without belonging to it: space, quotation marks, dashes, stops."""

_WORD: Final = regex.compile(r"[\w-]+")


def trim(text: str, span: Pair) -> Pair:
    """The span without what stands at its edges."""
    start, stop = span
    while start < stop and text[start] in EDGE:
        start += 1
    while stop > start and text[stop - 1] in EDGE:
        stop -= 1
    return start, stop


def trimmed(text: str, spans: Iterable[Pair]) -> list[Pair]:
    """The spans without their edges, the empty ones left out."""
    return [(start, stop) for start, stop in (trim(text, span) for span in spans) if start < stop]


def offsets(text: str, spans: Iterable[Pair]) -> frozenset[int]:
    """The offsets that the trimmed spans cover."""
    return frozenset(offset for start, stop in trimmed(text, spans) for offset in range(start, stop))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """What two sets share, of all that either holds."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def overlap(one: Pair | None, other: Pair | None) -> bool:
    """Whether both are there and share a character."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, ё as е."""
    return _WORD.findall(name.lower().replace("ё", "е"))


def raw_words(name: str) -> list[str]:
    """The words of a name as they stand."""
    return _WORD.findall(name)
