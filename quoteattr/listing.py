"""A document as lines for a terminal: who, how, by which words, what, and on demand why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from quoteattr.model import Document, Quote, shorten

_MARGIN: Final = "  "
_NAMES: Final = 30
_LABEL: Final = 11
_BOLD, _DIM, _YELLOW, _PLAIN = "\033[1m", "\033[2m", "\033[33m", "\033[0m"
# A text may hold escape sequences: shown as they stand they would drive the terminal.
_CONTROLS: Final = dict.fromkeys([*range(32), *range(127, 160)], "\N{REPLACEMENT CHARACTER}")


@frozen
class Look:
    """How a listing looks: its ``width`` in columns, with ``colour`` or not, with the evidence (``explain``) or not."""

    width: int = 80
    colour: bool = False
    explain: bool = False

    def paint(self, code: str, text: str) -> str:
        """``text`` in a colour, or as it is where there are none."""
        return f"{code}{text}{_PLAIN}" if self.colour and text else text


def listing(document: Document, title: str, look: Look) -> Iterator[str]:
    """The lines that show ``document`` under its ``title``."""
    yield look.paint(_DIM, _heading(title, _summary(document), look.width))
    names = max((len(_who(quote)) for quote in document.quotes), default=0)
    kinds = max((len(_how(quote)) for quote in document.quotes), default=0)
    for quote in document.quotes:
        yield ""
        yield from _entry(quote, min(names, _NAMES), kinds, look)


def explain(quote: Quote) -> Iterator[str]:
    """Why the quote was found and given to its speaker: its evidence, a line a step."""
    labels = ["found by", *["speaker by"] * (len(quote.evidence) - 1)]
    for label, step in zip(labels, quote.evidence, strict=False):
        yield f"{label:<{_LABEL}}{step}"
    yield f"{'confidence':<{_LABEL}}{quote.confidence:.2f}"


def clip(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` columns, without control characters."""
    return shorten(text, width).translate(_CONTROLS)


def _heading(title: str, summary: str, width: int) -> str:
    """Title and summary; of a title that is too long, the end, where paths differ."""
    title, room = clip(title, len(title)), max(1, width - len(summary) - 2)
    return f"{title if len(title) <= room else '…' + title[len(title) - room + 1 :]}: {summary}"


def _entry(quote: Quote, names: int, kinds: int, look: Look) -> Iterator[str]:
    margin = _MARGIN * _depth(quote)
    who, how = clip(_who(quote), names), _how(quote)
    cue = clip(quote.cue.text if quote.cue else "", look.width - len(margin) - names - kinds - 4)
    head = f"{look.paint(_BOLD, who)}{' ' * (names - len(who))}  {look.paint(_DIM, how)}"
    yield (margin + head + (f"{' ' * (kinds - len(how))}  {look.paint(_YELLOW, cue)}" if cue else "")).rstrip()
    yield margin + _MARGIN + _words(quote, look.width - len(margin + _MARGIN))
    if look.explain:
        for line in explain(quote):
            label, why = line[:_LABEL], clip(line[_LABEL:], look.width - len(margin + _MARGIN) - _LABEL)
            yield look.paint(_DIM, margin + _MARGIN + label + why)


def _words(quote: Quote, width: int) -> str:
    text = " […] ".join(fragment.text for fragment in quote.fragments)
    return f"«{clip(text, width - 2)}»" if quote.kind == "direct" else clip(text, width)


def _who(quote: Quote) -> str:
    name = quote.speaker.name if quote.speaker else "?"
    return f"{name} → {quote.addressee.name}" if quote.addressee else name


def _how(quote: Quote) -> str:
    return quote.kind if quote.mode == "speech" else f"{quote.kind} {quote.mode}"


def _depth(quote: Quote) -> int:
    depth = 0
    while quote.parent is not None:
        quote, depth = quote.parent, depth + 1
    return depth


def _summary(document: Document) -> str:
    speakers = {quote.speaker.id for quote in document.quotes if quote.speaker}
    return f"{_count(len(document.quotes), 'quote')}, {_count(len(speakers), 'speaker')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
