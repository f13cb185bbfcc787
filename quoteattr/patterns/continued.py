"""Quotations that run over several paragraphs, each opening with a mark, made one quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoteattr.patterns.base import Candidate


def joined(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates, those joined that one pair of marks or several opening marks hold together."""
    held: Candidate | None = None
    for candidate in candidates:
        if candidate.marked is None or candidate.level or candidate.kind != "direct":
            yield candidate
        elif held is not None and _goes_on(held, candidate):
            held = _join(held, candidate)
        else:
            if held is not None:
                yield held
            held = candidate
    if held is not None:
        yield held


def _goes_on(held: Candidate, candidate: Candidate) -> bool:
    """Whether the quotation that one paragraph leaves open goes on with the next."""
    first, second = held.marked, candidate.marked
    if first is None or second is None:
        return False
    if candidate.cue is None and held.cue is not None and candidate.dashed:
        # `«Первое», — сказал он. — «Второе»`
        return candidate.quoted_paragraph == held.quoted_paragraph
    if not first.continues:
        return False
    if candidate.cue is not None and held.cue is not None:
        return False
    return candidate.quoted_paragraph - held.quoted_paragraph == 1 and second.first


def _join(held: Candidate, candidate: Candidate) -> Candidate:
    said = candidate if candidate.cue is not None or held.cue is None else held
    return said._replace(
        fragments=(*held.fragments, *candidate.fragments),
        marked=candidate.marked,
        quoted_paragraph=candidate.quoted_paragraph,
    )
