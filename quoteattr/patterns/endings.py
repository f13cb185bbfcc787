"""Where a content clause ends: the author's words resume, a tag trails, a quotation follows."""

from __future__ import annotations

from typing import Final

from quoteattr.clauses import agrees, speaks, subject_after
from quoteattr.cues import FINITE, GERUND, INFINITIVE, PARTICIPLE, PREPOSITION, CueForm, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns.base import Reading
from quoteattr.patterns.conjunctions import Complement, starts
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import PUNCT, QUOTED, WORD


def clause_kind(reading: Reading, complement: Complement, stop: int) -> str:
    """`mixed` where marks hold the whole clause or words of it that are said, else `indirect`."""
    whole = list(reading.quoted_between(complement.first, stop))
    if len(whole) == 1 and whole[0] == complement.first and whole[0] == stop - 1:
        return "mixed"
    return reading.quoted_kind(complement.first, stop)


def clause_stop(reading: Reading, cue: CueMatch, complement: Complement, limits: dict[int, int]) -> int:
    """The token at which the content ends."""
    stop = len(reading.tokens)
    for at in sorted(limits):
        if at > complement.first:
            stop = min(stop, at)
            break
    stop = min(stop, resumption(reading, complement.first, stop, cue))
    return _colon_quote(reading, complement.first, stop)


def _colon_quote(reading: Reading, first: int, stop: int) -> int:
    """`заявил, что A: "B"`: the indirect part ends at the colon."""
    for at in range(first, stop - 1):
        if reading.is_punct(at, ":") and reading.tokens[at + 1].kind == QUOTED and reading.has_predicate(first, at):
            return at
    return stop


def resumption(reading: Reading, first: int, stop: int, cue: CueMatch, *, own: bool = True) -> int:
    """Where the author's clause resumes: `…, и подчеркнул, что`, `…, добавив, что`, `…, а Иванов заявил, что`.

    :param own: whether a clause with a subject of its own can be the author's too.
    """
    for other in reading.cues:
        if not (first < other.first < stop) or other.form.form in (PREPOSITION, INFINITIVE):
            continue
        edge = _edge_before(reading, first, other)
        if edge is None:
            continue
        if other.form.form == GERUND and other.frames & {"что", "direct", "bare"}:
            if starts(reading, other) is not None or _quote_follows(reading, other):
                stop = edge
                break
            continue
        opener = reading.tokens[edge + 1].lower if edge + 1 < len(reading.tokens) else ""
        if other.form.form == FINITE and (own or opener == "а") and _resumes(reading, cue, other, first, edge):
            return edge
        if other.form.form == FINITE and opener == "на" and reading.tokens[edge + 2].lower == "что":
            # `спросил, не пора ли ехать, на что мать ответила отказом`
            return edge
    if cue.form.form == PARTICIPLE or _is_relative(reading, cue):
        return min(stop, main_clause(reading, first, stop))
    if _in_leading_clause(reading, cue):
        stop = min(stop, _own_clause(reading, first, stop))
    stop = min(stop, _but_resumes(reading, first, stop, cue))
    return min(stop, _and_resumes(reading, first, stop, cue), _but_denied(reading, first, stop))


def _but_denied(reading: Reading, first: int, stop: int) -> int:
    """`…, но подробности не сообщаются`, `…, но это не так`: the writer's own words."""
    for at in range(first + 1, stop - 3):
        if reading.is_punct(at, ",") and reading.tokens[at + 1].lower in ("но", "однако"):
            for k in range(at + 2, min(at + 7, stop - 1)):
                if reading.tokens[k].lower == "не" and (
                    (reading.tokens[k + 1].lower == "так" and reading.tokens[k - 1].lower == "это")
                    or any(
                        f.form == FINITE and "что" in f.entry.frames and (f.lemma.endswith("ся") or f.number == "plur")
                        for f in reading.finder.forms(reading.tokens[k + 1].lower)
                    )
                ):
                    return at
    return stop


def _and_resumes(reading: Reading, first: int, stop: int, cue: CueMatch) -> int:
    """`заявил, что рейса не будет, и ушел`: a comma before `и` closes the clause, the verb agrees with the cue."""
    form = cue.form
    if form.form != FINITE or form.tense != "past":
        return stop
    said = _features(reading, first, stop)
    for at in range(first + 1, stop - 2):
        if not reading.is_punct(at, ","):
            continue
        joined = reading.tokens[at + 1].lower == "и"
        if reading.tokens[at + 1].lower in ("но", "однако") and _other_actor(reading, at, stop, form, said):
            return at
        if not joined and said in (None, (form.number, form.gender, "past")):
            # `объяснил, как работает мотор, показал карту`: without `и` only where the content's verb differs.
            continue
        for k in range(at + 1 + joined, min(at + 5, stop) if joined else at + 2):
            token = reading.tokens[k]
            found = word(token)
            if any((r.number, r.gender, r.tense) == (form.number, form.gender, "past") for r in found.finite):
                other = subject_after(reading.tokens, form, k + 1, min(stop, k + 8))
                thing = (
                    other is not None
                    and other.reading is not None
                    and not other.reading.animate
                    and other.kind == "noun"
                )
                if not found.nouns and (other is None or thing):
                    return at
            if token.kind != WORD or not found.adverb:
                break
    return stop


def _other_actor(reading: Reading, at: int, stop: int, form: CueForm, said: tuple[str, str, str] | None) -> bool:
    """`сказал, что судьи были строги, однако говорить об ошибках не стал`: the verb is the speaker's."""
    if said is not None and said[:2] == (form.number, form.gender):
        return False
    for k in range(at + 2, min(at + 9, stop)):
        token = reading.tokens[k]
        if token.kind != WORD:
            return False
        found = word(token)
        if noun_phrase(reading.tokens, k, stop, "nomn", attach=False) is not None and not found.finite:
            return False
        if found.finite and not found.nouns:
            same = (form.number, form.gender, form.tense)
            return any((r.number, r.gender, r.tense) == same for r in found.finite)
    return False


def _but_resumes(reading: Reading, first: int, stop: int, cue: CueMatch) -> int:
    """`обещают, что "рубль не пропадет", но сроков не называют`: a clause without a verb of its own outside marks."""
    if cue.form.form != FINITE or _features(reading, first, stop) is None:
        return stop
    for at in range(first + 1, stop - 2):
        opposed = reading.is_punct(at, ",") and reading.tokens[at + 1].lower in ("но", "однако")
        if opposed and _features(reading, first, at) is None and _other_actor(reading, at, stop, cue.form, None):
            return at
    return stop


def _features(reading: Reading, first: int, stop: int) -> tuple[str, str, str] | None:
    """Number, gender and tense of the first finite verb between two tokens."""
    for token in reading.tokens[first:stop]:
        found = word(token) if token.kind == WORD else None
        if found is not None and found.finite and not found.nouns:
            return found.finite[0].number, found.finite[0].gender, found.finite[0].tense
    return None


def _quote_follows(reading: Reading, cue: CueMatch) -> bool:
    return any(reading.tokens[k].kind == QUOTED for k in range(cue.stop, min(cue.stop + 3, len(reading.tokens))))


def _edge_before(reading: Reading, first: int, cue: CueMatch) -> int | None:
    """The comma, dash or conjunction that opens the clause of a cue, with what may stand between."""
    at = cue.first - 1
    while at > first:
        token = reading.tokens[at]
        if token.kind == PUNCT:
            return at if token.text in ",;" or reading.is_dash(at) else None
        if token.lower in ("и", "а", "но"):
            return at - 1 if reading.is_punct(at - 1, ",;") else at
        found = word(token)
        if token.lower == "что" and reading.tokens[at - 1].lower == "на":
            at -= 1
            continue
        if (found.finite and not found.nouns) or (found.conjunction and token.lower not in ("также", "однако", "же")):
            return None
        at -= 1
    return None


def _resumes(reading: Reading, cue: CueMatch, other: CueMatch, first: int, edge: int) -> bool:
    """Whether a finite cue goes on where the first left off."""
    if starts(reading, other) is None and not _quote_follows(reading, other):
        return False
    form, main = other.form, cue.form
    opener = reading.tokens[edge + 1].lower if reading.tokens[edge].kind == PUNCT else reading.tokens[edge].lower
    begin = edge + 1 + (opener in ("и", "а", "но", "однако") and reading.tokens[edge].kind == PUNCT)
    own = _own_subject(reading, other, begin)
    if own is None:
        same = (form.number, form.gender, form.tense) == (main.number, main.gender, main.tense)
        return (same or main.form in (GERUND, PREPOSITION)) and opener in ("и", "а", "но", "также", "однако")
    if own.first == edge + 1 and own.kind != "relative" and reading.has_predicate(first, edge):
        # `пожаловался, что денег нет, мэр ответил, что …`
        return own.kind != "pronoun" or other.form.gender != main.gender
    return opener in ("а", "однако", "но", "при", "в") and own.kind != "pronoun"


def _own_subject(reading: Reading, cue: CueMatch, first: int) -> Phrase | None:
    at = first
    while at < cue.first:
        phrase = noun_phrase(reading.tokens, at, cue.first, "nomn")
        if phrase is not None and agrees(phrase, cue.form) and speaks(phrase, reading.tokens):
            return phrase
        at += 1
    return None


def _is_relative(reading: Reading, cue: CueMatch) -> bool:
    at = cue.first - 1
    while at >= 0 and not reading.is_punct(at, ",;:"):
        if any(r.lemma == "который" for r in word(reading.tokens[at]).adjectives):
            return True
        at -= 1
    return False


_LEADING: Final = frozenset("когда если хотя поскольку пока как раз".split())


def _in_leading_clause(reading: Reading, cue: CueMatch) -> bool:
    """`После того как он заявил, что …, зал встал`: the cue stands in a clause before the main one."""
    opening = [t.lower for t in reading.tokens[:4]]
    if not opening or (opening[0] not in _LEADING and opening[:2] not in (["после", "того"], ["несмотря", "на"])):
        return False
    return not (opening[0] == "как" or any(reading.is_punct(k, ",") and k > 3 for k in range(cue.first)))


def _own_clause(reading: Reading, first: int, stop: int) -> int:
    """The comma behind which a clause with a subject and a verb of its own begins."""
    for at in range(first + 1, stop - 2):
        if reading.is_punct(at, ",") and reading.has_predicate(first, at):
            phrase = noun_phrase(reading.tokens, at + 1, stop, "nomn", attach=False)
            if phrase is not None and phrase.stop < stop and word(reading.tokens[phrase.stop]).finite:
                return at
    return stop


def main_clause(reading: Reading, first: int, stop: int) -> int:
    """Where the main clause resumes behind a participle's or relative's content: `заявивший, что A, ушел`."""
    for at in range(first, stop - 1):
        if not reading.is_punct(at, ","):
            continue
        found = word(reading.tokens[at + 1])
        if found.finite and not found.nouns:
            said = reading.has_predicate(first, at) or any(map(reading.is_piece, reading.quoted_between(first, at)))
            if said:
                return at
    return stop
