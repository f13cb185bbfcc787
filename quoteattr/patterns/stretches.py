"""Stretches of a sentence: what stands between commas, dashes and colons."""

from __future__ import annotations

from quoteattr.grammar import word
from quoteattr.patterns.base import Reading


def relative_inside(reading: Reading, first: int, stop: int) -> bool:
    """Whether a form of `который` stands between two tokens."""
    return any(r.lemma == "который" for t in reading.tokens[first:stop] for r in word(t).adjectives)


def segment_start(reading: Reading, at: int) -> int:
    """The first token of the stretch between commas in which token ``at`` stands."""
    while at > 0 and not reading.is_punct(at - 1, ",;:()") and not reading.is_dash(at - 1):
        at -= 1
    return at


def segment_stop(reading: Reading, at: int) -> int:
    """Where the stretch ends: at a comma, a dash, a colon or the end of the sentence."""
    stop = len(reading.tokens)
    while at < stop and not reading.is_punct(at, ",;:") and not reading.is_dash(at):
        if reading.is_punct(at, "("):
            closed = next((k for k in range(at, stop) if reading.is_punct(k, ")")), at)
            at = closed
        elif reading.is_punct(at, ").") and (reading.is_punct(at, ")") or at == stop - 1):
            break
        at += 1
    return at
