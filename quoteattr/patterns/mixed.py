"""Quoted pieces built into the reporter's sentence: `назвал решение "ошибкой"`, and what follows a colon unmarked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quoteattr.clauses import Subject, is_impersonal
from quoteattr.cues import FINITE, GERUND, INFINITIVE, PARTICIPLE, PREPOSITION, SHORT, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns import conjunctions, direct, reporting, sources, speech_nouns
from quoteattr.patterns.base import Candidate, Fragment, Reading
from quoteattr.patterns.stretches import segment_start, segment_stop
from quoteattr.phrases import noun_phrase
from quoteattr.segments import QUOTED, WORD


def read(reading: Reading, explained: list[Fragment]) -> Iterator[Candidate]:
    """The quoted pieces that nothing else explains: complements of a cue, else said by someone unnamed."""
    pieces: list[Candidate] = []
    piece_fragments: tuple[Fragment, ...] = ()
    for at in sorted(reading.sentence.quoted):
        token = reading.tokens[at]
        if any(a <= token.start + 1 and token.stop - 1 <= b for a, b in explained):
            continue
        cue = _governing(reading, at)
        noun = speech_nouns.noun_cue_before(reading, at)
        if noun is not None and reading.is_piece(at):
            m = reading.sentence.quoted[at]
            pieces.append(
                Candidate(
                    "mixed", noun[0].mode, ((m.start, m.stop),), "piece", reading.sentence, *noun, m, reading.level
                )
            )
            continue
        if cue is None or not _names(reading, cue, at):
            if reading.is_piece(at) and reading.inner(at)[0].text[:1].islower() and not reading.level:
                yield _echo(reading, at)
            continue
        piece = _piece(reading, at, cue)
        if pieces and pieces[-1].cue is cue and reading.tokens[at - 1].lower in ("и", ",", "или"):
            # `назвал решение "ошибкой" и "позором"`
            piece = pieces.pop()._replace(fragments=(*piece_fragments, *piece.fragments))
        piece_fragments = piece.fragments
        pieces.append(piece)
    yield from pieces


def _governing(reading: Reading, at: int) -> CueMatch | None:
    """The cue in whose clause the quotation stands as a complement."""
    first = at
    while first > 0 and not reading.is_punct(first - 1, ";:("):
        first -= 1
    found = [c for c in reading.cues if first <= c.head < at and c.form.form not in (PREPOSITION, INFINITIVE)]
    for cue in reversed(found):
        if any(reading.tokens[k].kind == WORD and _breaks(reading, k) for k in range(cue.stop, at)):
            continue
        return cue
    return None


def _breaks(reading: Reading, at: int) -> bool:
    found = word(reading.tokens[at])
    return bool(found.finite and not found.nouns and not found.adverb)


def _names(reading: Reading, cue: CueMatch, at: int) -> bool:
    inner = [t for t in reading.inner(at) if t.kind == WORD]
    if not inner:
        return False
    if cue.form.form == SHORT and cue.act == "name":
        return not inner[0].capital
    if is_impersonal(cue.form):
        return reading.is_piece(at) and not inner[0].capital and reading.subject(cue) is not None
    if cue.form.form == SHORT and cue.act != "name":
        return False
    if (cue.act in ("name", "criticise", "praise") or cue.lemma in _JUDGES) and "mixed" in cue.frames:
        return not (inner[0].capital if cue.act != "name" else all(t.capital for t in inner))
    if reading.is_piece(at) or (len(inner) > 1 and not inner[0].capital and _judged(reading, cue, at)):
        return True
    return _demanded(reading, cue, at)


_DEMANDS: Final = frozenset({"demand", "request", "propose", "order", "advise", "promise", "threaten"})


def _demanded(reading: Reading, cue: CueMatch, at: int) -> bool:
    """`призвал перестать выпускать "недоучек"`: the reporter keeps a word of the demand; not `оборудовать "умными" окнами`."""
    if cue.act not in _DEMANDS or any(t.capital for t in reading.inner(at)):
        return False
    if word(reading.inner(at)[0]).infinitive:
        # `призывал соседей "одуматься"`
        return True
    if not any(word(t).infinitive for t in reading.tokens[cue.stop : at] if t.kind == WORD):
        return False
    return at + 1 >= len(reading.tokens) or reading.tokens[at + 1].kind != WORD or len(reading.inner(at)) > 2


def _judged(reading: Reading, cue: CueMatch, at: int) -> bool:
    """`упрекнул в "нагнетании истерии"`, `пригрозил "большими неприятностями"`: two words, right behind the cue."""
    if cue.act not in ("accuse", "threaten", "criticise", "praise", "thank", "complain", "name", "promise"):
        return False
    between = [t.lower for t in reading.tokens[cue.stop : at]]
    return len(between) < 4 and (not between or between[-1] in ("в", "за", "как", "о", "на") or len(between) == 1)


def _echo(reading: Reading, at: int) -> Candidate:
    """A piece that no cue governs: it counts if the text quotes its words elsewhere too.

    `Мэр нашел у жителей "чувство юмора, которого не хватает"`, and below the mayor says these words.
    """
    m = reading.sentence.quoted[at]
    return Candidate("mixed", "speech", ((m.start, m.stop),), "echo", reading.sentence, None, None, m, reading.level)


_JUDGES: Final = frozenset("считать счесть посчитать признать признавать оценить оценивать охарактеризовать".split())


def _piece(reading: Reading, at: int, cue: CueMatch) -> Candidate:
    m = reading.sentence.quoted[at]
    if cue.form.form == GERUND:
        source = sources.shared_subject(reading, cue)
    elif cue.form.form == PARTICIPLE:
        source = sources.modified(reading, cue)
    elif cue.form.form == INFINITIVE:
        source = None
    else:
        source = reading.subject(cue) or sources.coordinated_subject(reading, cue)
    return Candidate("mixed", cue.mode, ((m.start, m.stop),), "piece", reading.sentence, cue, source, m, reading.level)


def after_colon(reading: Reading) -> Iterator[Candidate]:
    """`Министр заявил: решения не будет`: what stands behind the colon, without marks."""
    if reading.text.find(":", reading.sentence.start, reading.sentence.stop) < 0:
        return
    colon = next((k for k in range(len(reading.tokens)) if reading.is_punct(k, ":")), None)
    if colon is None or colon + 2 >= len(reading.tokens) or reading.tokens[colon + 1].kind == QUOTED:
        return
    headed = headline(reading, colon)
    if headed is not None:
        yield headed
        return
    near = [
        c for c in reading.cues if c.stop <= colon and c.form.form in (FINITE, SHORT) and {"direct", "что"} <= c.frames
    ]
    if (
        not near
        or (not reading.headline and segment_stop(reading, near[-1].stop) != colon)
        or conjunctions.starts(reading, near[-1]) is not None
    ):
        return
    cue = near[-1]
    source = reading.subject(
        cue, segment_start(reading, cue.first) if reading.is_punct(cue.first - 1, ",") else 0, colon
    )
    if source is None or not reading.has_predicate(colon + 1, len(reading.tokens)):
        return
    gap = colon - max(cue.stop, source.phrase.stop)
    if not reporting.can_report(reading, source) or gap > (12 if reading.headline else 3):
        return
    span = reading.span(colon + 1, len(reading.tokens))
    yield Candidate("direct", cue.mode, (span,), "after colon", reading.sentence, cue, source, None, reading.level)


def headline(reading: Reading, colon: int) -> Candidate | None:
    """A headline `Министр: урожай растет`."""
    if not reading.headline or (reading.cues and reading.cues[0].head < colon):
        return None
    if reading.tokens[0].kind == QUOTED and reading.cues:
        return None
    phrase = noun_phrase(reading.tokens, 0, colon, "nomn", attach=False)
    if phrase is None or (phrase.stop != colon and not direct.about_something(reading, phrase.stop, colon)):
        return None
    person = phrase.name is not None or (phrase.reading is not None and phrase.reading.animate)
    unknown = phrase.reading is None or "Orgn" in phrase.reading.grammemes or not phrase.reading.known
    body = phrase.reading is not None and (
        phrase.reading.lemma in reading.lexicon.organisations or "Abbr" in phrase.reading.grammemes
    )
    if not (person or unknown or body or _may_be_surname(reading, phrase.first, colon)):
        return None
    if not reading.has_predicate(colon + 1, len(reading.tokens)):
        return None
    span = reading.span(colon + 1, len(reading.tokens))
    return Candidate(
        "direct",
        "speech",
        (span,),
        "headline",
        reading.sentence,
        None,
        Subject(phrase, "headline"),
        None,
        reading.level,
    )


def _may_be_surname(reading: Reading, first: int, colon: int) -> bool:
    return colon - first == 1 and "Surn" in {g for r in word(reading.tokens[first]).nouns for g in r.grammemes}
