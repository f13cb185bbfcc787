"""News, fiction, interview or transcript: told by the shape of the lines, without reading the words."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Final

import regex

from quoteattr.fiction.labels import Label, labels
from quoteattr.fiction.layout import Layout, layout

_LED: Final = regex.compile(r"[*·•]?\s*—+\s*(?=[\p{Lu}…«\"(])")
_SLOT: Final = regex.compile(r"[,!?…]\s—\s\p{Ll}{3,}")
_HEAD: Final = 400_000
_FEW: Final = 3
_SHARE: Final = 0.12
_ASKING: Final = 0.6
_TOLD: Final = 0.12
_LABELLED: Final = 0.25


def detect(text: str) -> str:
    """``news``, ``fiction``, ``interview`` or ``transcript``; ``news`` where nothing tells otherwise."""
    return of(layout(text[:_HEAD]))


def of(page: Layout) -> str:
    """The genre of a text whose paragraphs are known."""
    found = labels(page)
    if found and len(found) >= _LABELLED * len(page.paragraphs):
        return "interview" if is_interview(page, found) else "transcript"
    led = [n for n, (start, stop, _) in enumerate(page.paragraphs) if _LED.match(page.view, start, stop)]
    if len(led) < _FEW or len(led) < _SHARE * len(page.paragraphs):
        return "news"
    told = sum(_SLOT.search(page.view, *page.paragraphs[n][:2]) is not None for n in led)
    if told >= _TOLD * len(led):
        return "fiction"
    return "interview" if _is_asking(page, led) else _dialogue(page, led)


def is_interview(page: Layout, found: Sequence[Label]) -> bool:
    """Whether two speak, and one of them mostly asks."""
    counts = Counter(label.name for label in found)
    if any(label.asks for label in found):
        return True
    if len(counts) != 2:
        return False
    asked = Counter(label.name for label in found if page.view[page.paragraphs[label.paragraph].stop - 1] == "?")
    return any(asked[name] >= _ASKING * counts[name] for name in counts)


def _is_asking(page: Layout, led: Sequence[int]) -> bool:
    """Whether every other dash-led line is a question."""
    ends = [page.view[page.paragraphs[n].stop - 1] == "?" for n in led]
    shares = [sum(side) / len(side) for side in (ends[::2], ends[1::2]) if side]
    return max(shares) >= _ASKING and min(shares) <= max(shares) / 2


def _dialogue(page: Layout, led: Sequence[int]) -> str:
    """Lines of a story follow one another; items of a list or a lone remark in the news do not answer each other."""
    following = sum(after - before == 1 for before, after in itertools.pairwise(led))
    marked = sum(page.view[page.paragraphs[n].stop - 1] in "!?…" for n in led)
    return "fiction" if following * 2 >= len(led) and marked * 4 >= len(led) else "news"
