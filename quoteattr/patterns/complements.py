"""Content clauses: `сообщил, что …`, `спросил, когда …`, `обвинил в том, что …`, `сказал: …`."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.clauses import is_impersonal
from quoteattr.cues import INFINITIVE, PREPOSITION
from quoteattr.patterns.base import Candidate, Reading
from quoteattr.patterns.conjunctions import starts
from quoteattr.patterns.endings import clause_kind, clause_stop
from quoteattr.patterns.reporting import REPORTING, SHOWING, can_report, infinitive_reports, is_person, writer_speaks
from quoteattr.patterns.sources import source_of


def read(reading: Reading, limits: dict[int, int]) -> Iterator[Candidate]:
    """The content clauses of the sentence; ``limits`` maps a token to where its clause must end (trailing tags)."""
    for cue in reading.cues:
        if cue.form.form in (PREPOSITION, INFINITIVE) and not infinitive_reports(reading, cue):
            continue
        if writer_speaks(reading, cue):
            continue
        complement = starts(reading, cue)
        if complement is None:
            continue
        if is_impersonal(cue.form) and cue.lemma not in REPORTING and reading.subject(cue) is None:
            continue
        stop = clause_stop(reading, cue, complement, limits)
        start, end = reading.span(complement.first, stop)
        if start >= end:
            continue
        kind = clause_kind(reading, complement, stop)
        source = source_of(reading, cue, complement)
        if source is not None and not can_report(reading, source):
            continue
        if cue.lemma in SHOWING and not is_person(source):
            continue
        yield Candidate(
            kind,
            cue.mode,
            ((start, end),),
            "clause",
            reading.sentence,
            cue,
            source,
            level=reading.level,
        )
