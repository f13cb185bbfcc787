"""Which quotations of a narrative are speech or thought, and which are names, titles and terms in marks."""

from __future__ import annotations

from typing import Final

import regex

from quoteattr.fiction.clause import finite, first_person, tokenize
from quoteattr.fiction.layout import DASH
from quoteattr.fiction.lines import Piece, begins_report, is_report
from quoteattr.lexicon import Lexicon
from quoteattr.marks import Marked
from quoteattr.segments import Token

_TAG: Final = regex.compile(r"(?:,?\s*—+\s*|,\s*)(?=\p{Ll})")
# `«широкой души», по выражению Петра`
_PHRASE: Final = regex.compile(
    r"(?:,?\s*—*\s*)по (?:[\p{Ll}-]+ ){0,3}?(?:выражению|словам|замечанию|отзыву|уверению)\b"
)
# What may stand between `что` and the words: `ответил, что он «не рознит детей»`.
_LINK: Final = regex.compile(r"\b(?:что|чтобы?|будто(?: бы)?)(?: — )?(?:[ ,]+[\p{L}-]+){0,3},? ?(?:— )?$")
_SENTENCE_END: Final = regex.compile(r"[.!?…]+[»”\"]?\s+(?=[\p{Lu}«—])")
_TERMINAL: Final = ".!?…"
_WORD: Final = regex.compile(r"\p{L}+")
_SLOT: Final = 240
_TAG_REACH: Final = 120
_CLAUSE: Final = 160
_NEAR: Final = 4


def sentence_start(view: str, start: int, stop: int) -> int:
    """Where the sentence that ``stop`` belongs to begins."""
    at = max(start, stop - 2 * _SLOT)
    for match in _SENTENCE_END.finditer(view, at, stop):
        at = match.end()
    return at


def tag(view: str, m: Marked, stop: int, lexicon: Lexicon) -> Piece | None:
    """The author's words behind a quotation: `», — подумал он`."""
    phrase = _PHRASE.match(view, m.close, stop)
    found = phrase or _TAG.match(view, m.close, stop)
    if not found:
        return None
    if not (_is_clause(view, m) if phrase else _is_tag(view, m, found, stop, lexicon)):
        return None
    end = _SENTENCE_END.search(view, found.end(), stop)
    return Piece(m.close if phrase else found.end(), end.start() + 1 if end else stop, speech=False)


def _is_tag(view: str, m: Marked, found: regex.Match[str], stop: int, lexicon: Lexicon) -> bool:
    tokens = tokenize(view, found.end(), min(stop, found.end() + _TAG_REACH))
    if DASH in found.group() or _is_sentence(view, m):
        return is_report(tokens, lexicon)
    # `«надобность», сказал бы я` is a term, `«на что он великий мастер», говорил Пётр` is not.
    return _is_clause(view, m) and begins_report(tokens, lexicon)


def introduced(view: str, start: int, m: Marked) -> Piece | None:
    """The words before a quotation that end in a colon."""
    before = m.open
    while before > start and view[before - 1] == " ":
        before -= 1
    if before <= start or view[before - 1] != ":":
        return None
    return Piece(sentence_start(view, start, before - 1), before - 1, speech=False)


def reported(view: str, start: int, m: Marked, lexicon: Lexicon) -> Piece | None:
    """The clause that reports a quotation built into the sentence: `ответил, что «не знает»`, `крикнул «браво!»`."""
    at = sentence_start(view, max(start, m.open - _CLAUSE), m.open)
    link = _LINK.search(view, at, m.open)
    tokens = tokenize(view, at, link.start() if link else m.open)
    while tokens and tokens[-1].kind == "punct":
        tokens.pop()
    near = tokens[-2 * _NEAR :] if link else tokens[-_NEAR:]
    if not any(_is_cue(token, lexicon) for token in near):
        return None
    ended = view[m.stop - 1] in "!?…"
    if not (ended or _is_clause(view, m)) or (not link and not (_is_cue(near[-1], lexicon) and ended)):
        return None
    return Piece(at, m.open, speech=False)


def _is_cue(token: Token, lexicon: Lexicon) -> bool:
    """Whether the token is a verb that reports."""
    verbs = finite(token.lower) or first_person(token.lower)
    return any("что" in entry.frames for verb in verbs if (entry := lexicon.verbs.get(verb.lemma)))


def is_speech(view: str, bounds: tuple[int, int], m: Marked, lead: Piece | None, lexicon: Lexicon) -> bool:
    """Whether a quotation without a tag is a whole utterance, not a name or a term in marks."""
    first = _WORD.search(view, m.start, m.stop)
    if not first:
        return False
    capital = view[first.start()].isupper()
    ended = view[m.stop - 1] in _TERMINAL
    if lead:
        if ended or (capital and view.find(" ", m.start, m.stop) > 0):
            return True
        told = any(_is_cue(token, lexicon) for token in tokenize(view, lead.start, lead.stop))
        return told and _is_clause(view, m)
    before = view[bounds[0] : m.open].rstrip()
    free = not before or before[-1] in _TERMINAL + "»"
    return free and capital and (ended or view[m.close : m.close + 1] in _TERMINAL) and _is_sentence(view, m)


def _is_clause(view: str, m: Marked) -> bool:
    """Whether the quotation is long enough for a clause of its own."""
    return view.count(" ", m.start, m.stop) > 2


def _is_sentence(view: str, m: Marked) -> bool:
    several = view.find(" ", m.start, m.stop) > 0 and view[m.start].isupper()
    return several or view[m.stop - 1] in "!?…"
