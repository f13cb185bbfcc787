"""Quotation marks, paired per paragraph.

Typists open with one shape and close with another, leave marks out and close two at once. So a mark that could open
or close is read by its neighbours, a pair that lacks one mark is completed where the author's words begin, and what
stays unbalanced ends with its paragraph: it never spoils the next one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

import regex
from attrs import evolve, frozen

MARKS: Final = "«»“”„‟\"‹›‘’‚'＂〝〞"
_MARK = regex.compile(r"''|<<|>>|[«»“”„‟\"‹›＂〝〞]")
_OPENING: Final = frozenset({"«", "„", "‹", "<<", "〝"})
_CLOSING: Final = frozenset({"»", "”", "›", ">>", "〞"})
REACH: Final = 32
"""How many open marks are looked at for the one that a closing mark answers."""
_INCH = regex.compile(r"\d['\"”]$")
# Where the author's words begin behind a quotation that lacks its closing mark: `Пора, — сказал он`.
_AUTHOR = regex.compile(r"(?:[,!?…]|\.\.\.)\s*[-–—]{1,2}\s*(?=\p{Ll})")
_BEFORE_OPENING: Final = frozenset(" \t\u00a0\u2009\u202f([{-–—―:/>=")
_AFTER_CLOSING: Final = frozenset(" \t\u00a0\u2009\u202f.,;:!?…)]}-–—―/<")


@frozen
class Marked:
    """A quotation in marks: ``text[start:stop]`` is what stands inside.

    ``open`` and ``close`` are the outer edges, marks included. ``depth`` counts the marks around it.
    ``whole`` tells whether both marks are there. ``follows`` tells that it goes on with a quotation that the
    paragraph before left open.
    """

    open: int
    start: int
    stop: int
    close: int
    depth: int = 0
    whole: bool = True
    follows: bool = False
    continues: bool = False
    first: bool = False
    """Whether it opens its paragraph."""
    dashed: bool = False
    """Whether a dash opens it and no mark."""


def pair(text: str, start: int, stop: int) -> list[Marked]:
    """The quotations of one paragraph ``text[start:stop]``, in text order, an outer one before its inner ones."""
    found: list[Marked] = []
    stack: list[tuple[int, int, str]] = []
    loose_close: list[tuple[int, int]] = []
    for match in _MARK.finditer(text, start, stop):
        mark, a, b = match.group(), match.start(), match.end()
        if _opens(text, a, b, mark, start, stop, stack):
            stack.append((a, b, mark))
        elif stack:
            _close_one(text, stack, found, a, b, mark)
        elif not (mark == '"' and a > start and text[a - 1].isdigit()):
            loose_close.append((a, b))
    _close_rest(text, start, stop, stack, found)
    found += _opened_at_start(text, start, loose_close, found)
    found.sort(key=lambda m: (m.open, -m.close))
    return _with_depth(found)


def _opens(text: str, a: int, b: int, mark: str, start: int, stop: int, stack: Sequence[tuple[int, int, str]]) -> bool:
    """Whether the mark opens, by its shape, else by what stands beside it."""
    before = text[a - 1] if a > start else " "
    after = text[b] if b < stop else " "
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        # Some keyboards open with ” too: `сказал: ”Да”`.
        return mark == "”" and not stack and before in _BEFORE_OPENING and not after.isspace()
    if mark == "“" and stack and stack[-1][2] == "„":
        return before in _BEFORE_OPENING and (after.isalnum() and before.isspace())
    opening = before in _BEFORE_OPENING or (before in MARKS and not before.isalnum() and _opened_here(a, stack))
    closing = after in _AFTER_CLOSING or after in MARKS
    if opening and closing:
        # `"... и вот` opens, `сказал: " Да "` closes at the second.
        return not stack if not (after in "….-–—" and not stack) else True
    if opening or closing:
        return opening
    return not stack


def _opened_here(a: int, stack: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a mark that opens stands directly before: `""Спартак" выиграл"`."""
    return bool(stack) and stack[-1][1] == a


_AUTHOR_BEHIND = regex.compile(r"[^\s\p{L}]{0,2}\s*[-–—]{1,2}\s")
_LEGAL_FORM = regex.compile(r"\b(?:\p{Lu}{2,5}|[Кк]омпани\p{Ll}+|[Хх]олдинг\p{Ll}*|[Кк]орпораци\p{Ll}+)\s?$")


def _named_body(text: str, opened: int, inside: int, closed: int) -> bool:
    """Whether a quotation is the name of a body, by what stands before it and by its length."""
    return closed - inside < 90 and _LEGAL_FORM.search(text, max(0, opened - 15), opened) is not None


def _close_one(text: str, stack: list[tuple[int, int, str]], found: list[Marked], a: int, b: int, mark: str) -> None:
    """Close the innermost quotation, or the one whose shape the mark answers: `«слово "дело»` closes the outer."""
    if mark in ("»", ">>") and stack[-1][2] not in ("«", "<<"):
        deepest = max(-1, len(stack) - 1 - REACH)
        answering = next((k for k in range(len(stack) - 1, deepest, -1) if stack[k][2] in ("«", "<<")), None)
        if answering is not None:
            del stack[answering + 1 :]
    opened, inside, _ = stack.pop()
    found.append(Marked(opened, inside, a, b))
    if stack and mark == '"' and stack[-1][2] == '"' and _named_body(text, *stack[-1][:2], a):
        # `ОАО "Компания "Север"`: typists leave one of two marks out.
        opened, inside, _ = stack.pop()
        found.append(Marked(opened, inside, a, b))


def _close_rest(text: str, start: int, stop: int, stack: list[tuple[int, int, str]], found: list[Marked]) -> None:
    """Complete what stayed open: `премия "Зодчий", - сказал` closes two at once."""
    if not stack:
        return
    behind = _authors(text, stack[0][1], stop, found)
    live: list[int] = []
    for opened, inside, _ in reversed(stack):
        while behind and behind[-1] >= inside:
            live.append(behind.pop())
        if live:
            edge = live[-1] + (text[live[-1]] != ",")
            shared = text[edge - 1] in MARKS
            found.append(Marked(opened, inside, edge - shared, edge, whole=shared))
            while live and live[-1] < edge:
                live.pop()
            continue
        # Only the outermost may share the last mark of the paragraph: `"Истцы требуют "полного возмещения".`
        last = max((m.close for m in found if m.open >= inside), default=0) if opened == stack[0][0] else 0
        if last >= stop - 1 and last:
            found.append(Marked(opened, inside, last - 1, last))
        else:
            found.append(Marked(opened, inside, stop, stop, whole=False, continues=True))


def _authors(text: str, start: int, stop: int, found: Sequence[Marked]) -> list[int]:
    """Where author's words may begin outside all quotations that are closed."""
    free = []
    closed = sorted((m.open, m.close) for m in found)
    at = reach = 0
    for match in _AUTHOR.finditer(text, start, stop):
        while at < len(closed) and closed[at][0] < match.start():
            reach = max(reach, closed[at][1])
            at += 1
        if match.start() >= reach:
            free.append(match.start())
    return free


def _opened_at_start(
    text: str, start: int, loose: Sequence[tuple[int, int]], found: Sequence[Marked]
) -> Iterable[Marked]:
    """A closing mark without its partner: the quotation opened with the paragraph, or in one before."""
    if loose and not any(m.open <= start for m in found):
        a, b = loose[0]
        if not _AUTHOR_BEHIND.match(text, b) and not _AUTHOR_BEHIND.match(text, a - 1):
            return
        yield Marked(start, start, a, b, whole=False, follows=True)


def within(quotations: Sequence[Marked], start: int, stop: int, depth: int) -> list[Marked]:
    """The quotations of ``depth`` in ``text[start:stop]``, all quotations being in text order."""
    found = []
    for k in range(bisect_left(quotations, start, key=_open), len(quotations)):
        m = quotations[k]
        if m.open >= stop:
            break
        if m.depth == depth and m.close <= stop:
            found.append(m)
    return found


def _open(m: Marked) -> int:
    return m.open


def _with_depth(found: Sequence[Marked]) -> list[Marked]:
    outer: list[Marked] = []
    deep = []
    for each in found:
        while outer and outer[-1].close <= each.open:
            outer.pop()
        m = _ended_with(each, outer[-1]) if outer and each.close > outer[-1].close else each
        if m.stop < m.start and m is not each:
            continue
        deep.append(evolve(m, depth=len(outer)))
        outer.append(m)
    return deep


def _ended_with(m: Marked, outer: Marked) -> Marked:
    """Of crossing pairs the outer one wins, the inner one ends with it."""
    return evolve(m, stop=min(m.stop, outer.stop), close=min(m.close, outer.stop))
