"""The patterns, in the order in which they read a sentence; each is a small named function."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.cues import FINITE, PREPOSITION
from quoteattr.grammar import word
from quoteattr.patterns import anaphora, complements, direct, mixed, speech_nouns, tag_contents, tags
from quoteattr.patterns.base import Candidate, Reading
from quoteattr.phrases import Phrase

__all__ = ["Candidate", "Reading", "find"]


def find(reading: Reading, before: Reading | None) -> list[Candidate]:
    """The quotes of a sentence; ``before`` is the sentence that `Об этом` points to."""
    if not _promises(reading):
        return []
    found = list(direct.read(reading, before))
    reading.memo["direct"] = frozenset(
        at for c in found for at, m in reading.sentence.quoted.items() if c.marked is m and c.kind == "direct"
    )
    about = list(anaphora.read(reading, before))
    used = {c.cue.head for c in found + about if c.cue is not None}
    tagged = [tag for tag in tags.find(reading) if tag.cue.head not in used]
    if about:
        # `Об этом сообщает агентство со ссылкой на мэрию`: the reference is to the same words.
        aside = [tag for tag in tagged if tag.cue.form.form == PREPOSITION]
        about += [
            about[0]._replace(cue=tag.cue, source=tag.source, mode=tag.cue.mode, pattern="reference") for tag in aside
        ]
        tagged = [tag for tag in tagged if tag not in aside]
    limits = {tag.first: tag.stop for tag in tagged if tag.cue.form.form != "preposition" or _trails(reading, tag.stop)}
    clauses = list(complements.read(reading, limits))
    clauses += speech_nouns.of_nouns(reading, clauses, limits)
    found += about + clauses + list(tag_contents.read(reading, tagged, clauses))
    found += mixed.after_colon(reading)
    found = [c for c in found if not c.empty]
    explained = [f for c in found if not c.about for f in c.fragments]
    found += mixed.read(reading, explained)
    found += _relative_quoters(reading, found)
    return found + list(_leads(reading, found)) if not reading.level else found


def _promises(reading: Reading) -> bool:
    """Whether anything in the sentence can make a quote: marks, a colon, a word that reports."""
    sentence = reading.sentence
    if sentence.within or reading.text.find(":", sentence.start, sentence.stop) >= 0:
        return True
    return reading.finder.triggered(sentence.words())


def _relative_quoters(reading: Reading, found: list[Candidate]) -> Iterator[Candidate]:
    """`…, говорится в релизе, который цитирует агентство`, `по словам мэра, которого цитирует газета, …`."""
    for cue in reading.cues:
        if (
            cue.act != "quote"
            or cue.form.form != FINITE
            or not any(
                r.lemma == "который"
                for t in reading.tokens[max(0, cue.first - 3) : cue.first]
                for r in word(t).adjectives
            )
        ):
            continue
        source = reading.subject(cue, cue.first)
        quoted = [c for c in found if c.cue is not None and c.cue.head < cue.head and c.sentence is reading.sentence]
        if source is not None and quoted:
            yield quoted[-1]._replace(cue=cue, source=source, mode="writing", pattern="quoter", marked=None)


def _leads(reading: Reading, found: list[Candidate]) -> Iterator[Candidate]:
    """Who is said to speak although no words stand here: no quote, but whom the next pronoun or bare noun means.

    `Об этом порталу рассказала дочь пациентки.`
    """
    used = {c.cue.head for c in found if c.cue is not None}
    for cue in reading.cues:
        if cue.head in used or cue.form.form != FINITE or "что" not in cue.frames:
            continue
        source = reading.subject(cue)
        if source is not None and source.rule in ("after", "before") and _describes(source.phrase):
            at = reading.tokens[cue.head].start
            yield Candidate("lead", cue.mode, ((at, at),), "lead", reading.sentence, cue, source, level=reading.level)


def _describes(phrase: Phrase) -> bool:
    return phrase.name is None and phrase.kind == "noun" and phrase.reading is not None and phrase.reading.animate


def _trails(reading: Reading, stop: int) -> bool:
    return stop >= len(reading.tokens) - 1
