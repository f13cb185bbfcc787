"""Nouns of speech: `заявление мэра о том, что …`, `призыв генерала "стереть лагерь с лица земли"`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quoteattr.clauses import Subject
from quoteattr.cues import CueMatch
from quoteattr.grammar import word
from quoteattr.patterns.base import Candidate, Reading
from quoteattr.patterns.conjunctions import starts
from quoteattr.patterns.endings import clause_kind, clause_stop, main_clause
from quoteattr.patterns.reporting import can_report
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import PUNCT, WORD


def of_nouns(reading: Reading, found: Sequence[Candidate], limits: dict[int, int]) -> Iterator[Candidate]:
    """`заявление вице-спикера о том, что …`, `его слова о том, что …`: a noun of speech and whose it is."""
    taken = {c.start for c in found}
    heads = {k for c in reading.cues for k in range(c.first, c.stop)}
    for at, token in enumerate(reading.tokens):
        form = reading.finder.noun(token.lower) if token.kind == WORD and at not in heads else None
        if form is None or not form.entry.frames & {"что", "чтобы", "wh"}:
            continue
        source, stop = _whose(reading, at, len(reading.tokens))
        if source is None or not can_report(reading, source):
            continue
        frames = form.entry.frames | ({"том"} if "что" in form.entry.frames else frozenset())
        cue = CueMatch(at, at + 1, at, form, form.entry.act, form.entry.mode, frozenset(frames))
        complement = starts(reading, cue._replace(stop=stop))
        if complement is None or complement.conjunction > stop + 4:
            continue
        last = len(reading.tokens)
        end = min(clause_stop(reading, cue, complement, limits), main_clause(reading, complement.first, last))
        end = next((k for k in range(complement.first, end - 2) if _and_also(reading, k)), end)
        span = reading.span(complement.first, end)
        if span[0] < span[1] and span[0] not in taken:
            kind = clause_kind(reading, complement, end)
            yield Candidate(kind, cue.mode, (span,), "noun clause", reading.sentence, cue, source, level=reading.level)


def _and_also(reading: Reading, at: int) -> bool:
    return reading.is_punct(at, ",") and reading.tokens[at + 1].lower == "а" and reading.tokens[at + 2].lower == "также"


def _whose(reading: Reading, at: int, limit: int) -> tuple[Subject | None, int]:
    """Whose words the noun at ``at`` names, and where that ends: a genitive behind, a possessive before."""
    phrase = noun_phrase(reading.tokens, at + 1, limit, "gent")
    if phrase is not None and phrase.kind != "pronoun":
        return Subject(phrase, "governed"), phrase.stop
    if at and reading.tokens[at - 1].lower in ("его", "ее", "их"):
        own = Phrase(at - 1, at, at - 1, "gent", None, "", "", None, "pronoun", at)
        return Subject(own, "possessive"), at + 1
    return _received(reading, at), at + 1


_RECEIVED: Final = frozenset("получить получать услышать слышать дождаться добиться".split())


def _received(reading: Reading, at: int) -> Subject | None:
    """`Станция получила от рыбаков два предупреждения о том, что …`: who they came from."""
    before = range(max(0, at - 15), at)
    if not any(
        f.lemma in _RECEIVED for k in before if reading.tokens[k].kind == WORD for f in word(reading.tokens[k]).finite
    ):
        return None
    giver = next((k for k in before if reading.tokens[k].lower == "от"), None)
    phrase = noun_phrase(reading.tokens, giver + 1, at, "gent") if giver is not None else None
    return Subject(phrase, "governed") if phrase is not None else None


def noun_cue_before(reading: Reading, quoted: int) -> tuple[CueMatch, Subject] | None:
    """`призыв генерала "стереть лагерь с лица земли"`: the noun of speech before a quotation, and whose it is."""
    for at in range(quoted - 1, max(-1, quoted - 10), -1):
        token = reading.tokens[at]
        if token.kind == PUNCT and not (token.text == "," and at == quoted - 1):
            return None
        form = reading.finder.noun(token.lower) if token.kind == WORD else None
        if form is None or not form.entry.frames & {"quote", "что", "чтобы"}:
            continue
        source, stop = _whose(reading, at, quoted)
        stop += reading.is_punct(stop, ",")
        if source is None or stop != quoted or not can_report(reading, source):
            return None
        return CueMatch(at, at + 1, at, form, form.entry.act, form.entry.mode, frozenset({"direct"})), source
    return None
