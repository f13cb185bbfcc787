"""Interviews and transcripts: questions and answers, and blocks that begin with the name of the speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import regex

from quoteattr.fiction.beats import NameMention, mentions
from quoteattr.fiction.characters import Cast, cast, runs
from quoteattr.fiction.labels import Label, labels
from quoteattr.fiction.layout import Layout
from quoteattr.fiction.naming import full_name

INTERVIEWER: Final = "Корреспондент"
ANSWERER: Final = "Собеседник"
_LED: Final = regex.compile(r"—+\s*(?=\S)")
_REMARK: Final = regex.compile(
    r"\s*(?:\((?=\p{Ll}|[А-Я][а-яё]+(?:ся|ет|ют|ит|ят|сь)\b)[^()]{1,80}\)|\[[^\[\]]{1,80}\])\s*"
)
_EDGE: Final = " —"


class Voice(NamedTuple):
    """Somebody who speaks in an interview."""

    name: str
    kind: str
    gender: str | None = None


class Block(NamedTuple):
    """What one says before another does: fragments, and where the label names the speaker."""

    fragments: tuple[tuple[int, int], ...]
    voice: Voice
    other: Voice | None
    source: tuple[int, int] | None
    rule: str


def blocks(page: Layout) -> list[Block]:
    """The blocks of an interview or a transcript, in text order; none where the text has neither labels nor dashes."""
    found = labels(page)
    if found:
        return list(_labelled(page, found))
    led = [n for n, (start, stop, _) in enumerate(page.paragraphs) if _LED.match(page.view, start, stop)]
    return list(_alternating(page, led)) if led else []


def _labelled(page: Layout, found: Sequence[Label]) -> Iterator[Block]:
    book, named = _people(page)
    voices = {label.name: _voice(page, label, book) for label in found}
    answerer = _answerer(page, named, book, found[0].paragraph)
    before: Voice | None = None
    for label, after in zip(found, [*found[1:], None], strict=True):
        voice = answerer if label.answers and answerer else voices[label.name]
        end = after.paragraph if after else _last(page, label.paragraph)
        fragments = list(_fragments(page, label.words, label.paragraph))
        for number in range(label.paragraph + 1, end):
            fragments += _fragments(page, page.paragraphs[number].start, number)
        if fragments:
            yield Block(tuple(fragments), voice, before, (label.start, label.stop), "label")
            before = voice if voice != before else before


def _last(page: Layout, number: int) -> int:
    """Where the last block ends: with its paragraphs up to an empty line after it, or the text."""
    if page.paragraphs[number].gap:
        return number + 1
    later = range(number + 1, len(page.paragraphs))
    return next((n for n in later if page.paragraphs[n].gap), len(page.paragraphs))


def _fragments(page: Layout, start: int, number: int) -> Iterator[tuple[int, int]]:
    """The words of a paragraph without remarks such as `(смеётся)`."""
    stop = page.paragraphs[number].stop
    at = start
    for match in _REMARK.finditer(page.view, start, stop):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < stop and page.view[at:stop].strip(_EDGE + ".…"):
        yield at, stop


def _people(page: Layout) -> tuple[Cast, tuple[NameMention, ...]]:
    found = runs(page.view)
    book = cast(page.view, found)
    return book, mentions(page.view, book, found)


def _voice(page: Layout, label: Label, book: Cast) -> Voice:
    if label.asks:
        return Voice(
            _title(page.view[label.start : label.stop])
            if len(label.name) > 4 and label.name != "вопрос"
            else INTERVIEWER,
            "person",
        )
    if label.answers:
        return Voice(ANSWERER, "anonymous")
    written = _title(page.view[label.start : label.stop])
    reference = book.refer(tuple(word.rstrip(".") for word in label.name.split()))
    if reference is None:
        return Voice(written, "person")
    character = book.characters[reference.character]
    name = full_name(character)
    return Voice(name if len(name.split()) >= len(written.split()) else written, "person", character.gender)


def _title(name: str) -> str:
    """`ИВАН ПЕТРОВ` → `Иван Петров`; what is written otherwise stays."""
    return name.title() if name.isupper() and len(name) > 3 else name.rstrip(".")


def _answerer(page: Layout, named: Sequence[NameMention], book: Cast, first: int) -> Voice | None:
    """Who is interviewed: the fullest name before the first question, else of the text."""
    edge = page.paragraphs[first].start
    counts = Counter(name.character for name in named if name.start < edge) or Counter(n.character for n in named)
    if not counts:
        return None
    best = max(counts, key=lambda person: (len(full_name(book.characters[person]).split()), counts[person]))
    character = book.characters[best]
    return Voice(full_name(character), "person", character.gender) if full_name(character) else None


def _alternating(page: Layout, led: Sequence[int]) -> Iterator[Block]:
    """Question and answer, each behind a dash; an answer may go on in paragraphs without one."""
    book, named = _people(page)
    answerer = _answerer(page, named, book, led[0]) or Voice(ANSWERER, "anonymous")
    asker = Voice(INTERVIEWER, "anonymous")
    asking = _asking_side(page, led)
    for turn, number in enumerate(led):
        asks = turn % 2 == asking
        start, stop, _ = page.paragraphs[number]
        match = _LED.match(page.view, start, stop)
        fragments = list(_fragments(page, match.end() if match else start, number))
        end = led[turn + 1] if turn + 1 < len(led) else number + 1
        for later in range(number + 1, end if not asks else number + 1):
            fragments += _fragments(page, page.paragraphs[later].start, later)
        if fragments:
            voice, other = (asker, answerer) if asks else (answerer, asker)
            yield Block(tuple(fragments), voice, other, None, "alternation")


def _asking_side(page: Layout, led: Sequence[int]) -> int:
    """0 where the first line, the third and so on are the questions, else 1."""
    ends = [page.view[page.paragraphs[n].stop - 1] == "?" for n in led]
    shares = [sum(side) / max(1, len(side)) for side in (ends[::2], ends[1::2])]
    return 0 if shares[0] >= shares[1] else 1
