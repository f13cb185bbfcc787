"""Conjunctions: where the content of a cue begins (`что`, `чтобы`, `ли`, `как`, question words)."""

from __future__ import annotations

from typing import Final, NamedTuple

from quoteattr.cues import CueMatch
from quoteattr.grammar import word
from quoteattr.patterns.base import Reading
from quoteattr.segments import PUNCT, QUOTED, WORD

REACH: Final = 45
"""How many tokens may stand between a cue and its conjunction."""

CUES: Final = 16
"""How many cues before another may share its subject or hold its clause."""

_HEARSAY: Final = frozenset({"мол", "дескать"})
_QUESTION: Final = frozenset(
    "почем кто кого кому кем ком чего чему чем когда где куда откуда почему зачем отчего сколько насколько какой какая какое "
    "какие какого какой какому каким каких какими какую каком каков какова каковы чей чья чье чьи ли как".split()
)


class Complement(NamedTuple):
    """Where the content of a cue begins, and the word that opens it."""

    first: int
    conjunction: int
    word: str


def starts(reading: Reading, cue: CueMatch) -> Complement | None:
    """The complement of a cue: the first conjunction behind it that its frames allow."""
    key = ("starts", cue.head, cue.stop)
    if key not in reading.memo:
        reading.memo[key] = _starts(reading, cue)
    found: Complement | None = reading.memo[key]
    return found


def _starts(reading: Reading, cue: CueMatch) -> Complement | None:
    at = cue.stop
    stop = min(len(reading.tokens), at + REACH)
    closed = True
    while at < stop:
        token = reading.tokens[at]
        if at in reading.governors or (at in reading.participles and _governs(reading, at)):
            return None
        if token.kind == QUOTED:
            at += 1
            continue
        if token.kind == PUNCT:
            if (
                reading.is_dash(at)
                and "что" in cue.frames
                and at + 1 < stop
                and reading.tokens[at + 1].lower in _HEARSAY
            ):
                # `другие возражают - мол, денег нет`
                comma = reading.is_punct(at + 2, ",")
                return Complement(at + 2 + comma, at + 1, "что")
            if token.text in ";:" or (reading.is_dash(at) and not closed):
                return None
            if token.text == ",":
                found = _opened(reading, cue, at)
                if found is not None:
                    return found
                closed = not _opens_relative(reading, at + 1)
            elif token.text in "?!…" or token.text == "...":
                return None
            at += 1
            continue
        if token.lower == "что" and at == cue.stop and "что" in cue.frames:
            return Complement(at + 1, at, "что")
        found_word = word(token)
        if closed and found_word.finite and not found_word.nouns and not found_word.adverb and at > cue.stop:
            return None
        at += 1
    return None


def _governs(reading: Reading, at: int) -> bool:
    """Whether a participle has the clause itself: `цитирует очевидцев, сообщивших, что …`."""
    comma = next((k for k in range(at + 1, min(at + 8, len(reading.tokens))) if reading.is_punct(k, ",")), None)
    return comma is not None and comma + 1 < len(reading.tokens) and reading.tokens[comma + 1].lower == "что"


def _opens_relative(reading: Reading, at: int) -> bool:
    if at >= len(reading.tokens):
        return False
    return any(
        any(r.lemma in ("который", "чей") for r in word(t).adjectives)
        for t in reading.tokens[at : at + 3]
        if t.kind == WORD
    )


def _opened(reading: Reading, cue: CueMatch, comma: int) -> Complement | None:
    """The complement that the comma opens, if the frames of the cue allow its conjunction."""
    tokens = reading.tokens
    at = comma + 1
    while at < len(tokens) and tokens[at].lower in ("мол", "якобы", "дескать", "будто", "словно") and at < comma + 3:
        if tokens[at].lower in ("якобы", "будто", "мол", "дескать") and "что" in cue.frames:
            participle = at + 1 < len(tokens) and word(tokens[at + 1]).participle
            return None if participle else Complement(at, at, "что")
        at += 1
    if at >= len(tokens):
        return None
    lower = tokens[at].lower
    through = tokens[comma - 1].lower in ("том", "то", "тем", "тому", "того")
    if (
        lower == "что"
        and tokens[comma - 1].lower == "того"
        and tokens[comma - 2].lower in ("после", "до", "из-за", "для")
    ):
        return None
    if lower == "что":
        fits = "что" in cue.frames or "не" in cue.frames or ("том" in cue.frames and through)
        return Complement(at + 1, at, "что") if fits else None
    if lower == "чтобы":
        if tokens[comma - 1].lower == "того" and comma > cue.stop:
            # `требует выдачи для того, чтобы судить`; the cue `выступить против того` ends with the word
            return None
        if at + 1 < len(tokens) and word(tokens[at + 1]).infinitive and not through:
            return None
        purpose = any(word(t).infinitive for t in tokens[cue.stop : comma] if t.kind == WORD)
        return Complement(at, at, "чтобы") if "чтобы" in cue.frames and not purpose else None
    if lower == "как":
        if cue.frames & {"как", "wh"} and tokens[comma - 1].lower != "того" and not _is_tag_how(reading, at):
            return Complement(at, at, "как")
        return None
    if "wh" in cue.frames and _asks(reading, at):
        return Complement(at, at, "wh")
    return None


def _is_tag_how(reading: Reading, at: int) -> bool:
    """`…, как сообщил X, …` is a tag, `рассказал, как ей угрожали` is not."""
    cue = next((c for c in reading.cues if at < c.first <= at + 2), None)
    if cue is None or "bare" not in cue.frames:
        return False
    return reading.subject(cue) is not None and starts(reading, cue) is None


def _asks(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    if tokens[at].lower in _QUESTION:
        return True
    if word(tokens[at]).preposition and at + 1 < len(tokens) and tokens[at + 1].lower in _QUESTION:
        return True
    return any(t.lower == "ли" for t in tokens[at + 1 : at + 5])
