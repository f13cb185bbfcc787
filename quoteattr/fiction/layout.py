"""The page of a book: hard-wrapped lines made paragraphs, and a view of the text that is easier to match.

The view has the length of the text, so its offsets are those of the text. In it every dash is ``—``, a hyphen typed
for a dash too, and every white space inside a paragraph is a plain space.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import regex
from attrs import frozen

DASH: Final = "—"
_GLYPHS: Final = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\u200b": " ", "\ufeff": " ",
        "‐": "-", "‑": "-", "‒": DASH, "–": DASH, "―": DASH, "−": DASH, "‾": DASH,
    }
)  # fmt: skip
# A hyphen stands for a dash where no letter or digit touches it on the left: `- Иду,- сказал он. -Иду!`, or where it is
# doubled: `Иду--и всё`.
_HYPHENS: Final = regex.compile(r"(?<![\p{L}\p{N}\-])-{1,3}(?![\d\-])|-{2,3}(?!-)")
_LINE: Final = regex.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENDED: Final = '.!?…:;»”")'
_LONGEST_WRAPPED: Final = 100
_SHORTEST_WRAPPED: Final = 40


class Paragraph(NamedTuple):
    """``view[start:stop]`` without the white space around it; ``gap`` counts the empty lines before it."""

    start: int
    stop: int
    gap: int


@frozen
class Layout:
    """A text as paragraphs, and the view in which they are read."""

    view: str
    paragraphs: tuple[Paragraph, ...]


class _Line(NamedTuple):
    start: int
    stop: int
    indent: int
    gap: int


def layout(text: str) -> Layout:
    """The paragraphs of ``text`` and its view."""
    view = _HYPHENS.sub(_dash, text.translate(_GLYPHS))
    lines = list(_lines(view))
    if not _is_wrapped(view, lines):
        return Layout(view, tuple(Paragraph(line.start, line.stop, line.gap) for line in lines))
    paragraphs = tuple(_unwrapped(view, lines))
    return Layout(_flatten(view, paragraphs), paragraphs)


def _dash(match: regex.Match[str]) -> str:
    return DASH + " " * (len(match.group()) - 1)


def _lines(view: str) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(view):
        piece = match.group()
        if piece.isspace():
            continue
        left = len(piece) - len(piece.lstrip())
        start, stop = match.start() + left, match.start() + len(piece.rstrip())
        gap = max(0, view.count("\n", end, start) - 1)
        yield _Line(start, stop, left, gap)
        end = stop


def _is_wrapped(view: str, lines: Sequence[_Line]) -> bool:
    """Whether the lines were broken by a typesetter: none is long, and most go on in the next one."""
    longish = [line for line in lines if line.stop - line.start >= _SHORTEST_WRAPPED]
    if len(longish) < 4 or len(longish) * 3 < len(lines):
        return False
    long = sum(line.stop - line.start > _LONGEST_WRAPPED for line in longish)
    going_on = sum(view[line.stop - 1] not in _ENDED for line in longish)
    return long * 20 < len(longish) and going_on * 3 > len(longish)


def _unwrapped(view: str, lines: Sequence[_Line]) -> Iterator[Paragraph]:
    width = _width(lines)
    margin = Counter(line.indent for line in lines).most_common(1)[0][0]
    marked = _are_paragraphs_marked(view, lines)
    start = 0
    for number in range(1, len(lines) + 1):
        inside = number < len(lines) and lines[number].indent <= margin
        if inside and not _begins(view, lines[number - 1], lines[number], width, marked):
            continue
        yield Paragraph(lines[start].start, lines[number - 1].stop, lines[start].gap)
        start = number


def _width(lines: Sequence[_Line]) -> int:
    """The column at which the lines were broken: only few lines are longer."""
    lengths = sorted(line.indent + line.stop - line.start for line in lines)
    return lengths[int(len(lengths) * 0.97)]


def _are_paragraphs_marked(view: str, lines: Sequence[_Line]) -> bool:
    """Whether dash-led lines are set off by an indent or an empty line."""
    led = [line for line in lines if view[line.start] == DASH]
    return sum(line.gap > 0 or line.indent > 0 for line in led) * 2 > len(led)


def _begins(view: str, before: _Line, line: _Line, width: int, marked: bool) -> bool:
    """Whether ``line`` begins a paragraph: set off, or broken where the next word would still have fitted."""
    if line.gap:
        return True
    word = view.find(" ", line.start, line.stop)
    first = (word if word > 0 else line.stop) - line.start
    fitted = before.indent + before.stop - before.start + 1 + first < width - 2
    ended = view[before.stop - 1] in _ENDED
    if fitted and ended:
        return True
    return not marked and ended and view[line.start] == DASH and view[before.stop - 1] not in ";)"


def _flatten(view: str, paragraphs: Sequence[Paragraph]) -> str:
    """The view with the line breaks inside paragraphs made spaces."""
    parts = []
    at = 0
    for paragraph in paragraphs:
        parts += [view[at : paragraph.start], view[paragraph.start : paragraph.stop].translate(_BREAKS)]
        at = paragraph.stop
    parts.append(view[at:])
    return "".join(parts)


_BREAKS: Final = str.maketrans(dict.fromkeys("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
