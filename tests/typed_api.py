"""The public API as a type checker sees it. mypy reads this file; nothing runs it."""

from collections.abc import Iterator
from typing import Any, assert_type

import quoteattr
from quoteattr import Attributor, Cue, Document, Mention, Quote, Span, Speaker, Step

document = quoteattr.attribute("«Рейс отменён», — сообщил пилот.")
assert_type(document, Document)
assert_type(document.text, str)
assert_type(document.id, str | None)
assert_type(document.genre, str)
assert_type(document.quotes, tuple[Quote, ...])
assert_type(document.speakers, tuple[Speaker, ...])
assert_type(document.to_dict(text=False), dict[str, Any])
assert_type(document.to_json(text=False, indent=2), str)
assert_type(Document.from_dict(document.to_dict()), Document)
assert_type(Document.from_dict(document.to_dict(text=False), document.text), Document)

for quote in document.quotes:
    assert_type(quote.kind, str)
    assert_type(quote.mode, str)
    assert_type(quote.fragments, tuple[Span, ...])
    assert_type(quote.text, str)
    assert_type(quote.start, int)
    assert_type(quote.stop, int)
    assert_type(quote.cue, Cue | None)
    assert_type(quote.source, Mention | None)
    assert_type(quote.speaker, Speaker | None)
    assert_type(quote.addressee, Speaker | None)
    assert_type(quote.parent, Quote | None)
    assert_type(quote.confidence, float)
    assert_type(quote.evidence, tuple[Step, ...])
    if quote.cue is not None:
        assert_type(quote.cue.span, Span)
        assert_type(quote.cue.lemma, str)
        assert_type(quote.cue.act, str)
        assert_type(quote.cue.text, str)
    if quote.source is not None:
        assert_type(quote.source.span, Span)
        assert_type(quote.source.kind, str)
    if quote.speaker is not None:
        assert_type(quote.speaker.id, str)
        assert_type(quote.speaker.name, str)
        assert_type(quote.speaker.gender, str | None)
        assert_type(quote.speaker.roles, tuple[str, ...])
        assert_type(quote.speaker.mentions, tuple[Span, ...])
        assert_type(quote.speaker.link, str | None)
    for fragment in quote.fragments:
        assert_type(fragment.start, int)
        assert_type(fragment.stop, int)
        assert_type(fragment.text, str)
        assert_type(len(fragment), int)
        assert_type(fragment.overlaps(fragment), bool)
    for step in quote.evidence:
        assert_type(step.rule, str)
        assert_type(step.detail, str)

engine = Attributor(genre="news")
assert_type(engine.attribute("Да.", id="1"), Document)
assert_type(engine.stream(["Да.", "Нет."], processes=2), Iterator[Document])

# What must not pass: an ignore that is not needed is an error.
quoteattr.attribute(b"bytes")  # type: ignore[arg-type]
document.quotes = ()  # type: ignore[misc]
Span(1, "2", "а")  # type: ignore[arg-type]
