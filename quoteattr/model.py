"""What the library returns: immutable values with exact offsets.

Every offset counts Unicode code points of the text as given, end exclusive.
A record (:meth:`Document.to_dict`) is plain JSON data and holds everything that the values hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import Attribute, field, frozen, validators

QUOTE_KINDS: Final = ("direct", "mixed", "indirect")
MODES: Final = ("speech", "writing", "thought")
SPEAKER_KINDS: Final = ("person", "group", "organization", "document", "anonymous", "narrator")
MENTION_KINDS: Final = ("name", "role", "pronoun", "relative", "organization", "document", "group", "anonymous")
GENDERS: Final = ("masc", "femn", "neut")


@frozen(order=True)
class Span:
    """A stretch of the text: ``text[start:stop]`` is its ``text``.

    ``start`` and ``stop`` count code points, half-open.

    :raises ValueError: if the offsets are negative, reversed, or do not fit the length of ``text``.
    """

    start: int = field()
    stop: int = field()
    text: str = field(repr=lambda text: repr(shorten(text, 40)))

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.stop or len(self.text) != self.stop - self.start:
            raise ValueError(f"no span: start {self.start}, stop {self.stop}, {len(self.text)} characters of text")

    def __len__(self) -> int:
        return self.stop - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.stop and other.start < self.stop


def _one_of(*values: str) -> Any:
    return validators.in_(values)


def _rounded(value: float) -> float:
    """Four digits tell confidences apart, and a record holds no more."""
    return round(value, 4)


def _probability(_instance: object, _attribute: Attribute[float], value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"confidence is between 0 and 1, not {value!r}")


@frozen
class Step:
    """One step of the way to an answer: the ``rule`` that was applied and what it found.

    ``rule`` is the name of a pattern or of a resolution rule; ``detail`` is the finding, for people.
    """

    rule: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.detail}" if self.detail else self.rule

    @classmethod
    def parse(cls, line: str) -> Step:
        """The step that ``str(step)`` wrote."""
        rule, _, detail = line.partition(": ")
        return cls(rule, detail)


@frozen
class Cue:
    """The words that report a quote (слова автора): ``span``, the ``lemma`` of the head word, the speech ``act``."""

    span: Span
    lemma: str
    act: str

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.span.text


@frozen
class Mention:
    """The words that name a source: ``span`` and ``kind`` (one of :data:`MENTION_KINDS`)."""

    span: Span
    kind: str = field(default="name", validator=_one_of(*MENTION_KINDS))

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.span.text


@frozen
class Speaker:
    """Somebody or something that speaks.

    :ivar id: the name within its document (``s1``, ``s2``, …).
    :ivar name: the fullest name that the document gives, in the nominative.
    :ivar kind: one of :data:`SPEAKER_KINDS`.
    :ivar gender: ``masc``, ``femn``, ``neut`` or ``None`` where the text does not tell.
    :ivar roles: posts and descriptions that the text ties to the speaker, in the nominative.
    :ivar mentions: the places that name the speaker, in text order.
    :ivar link: the identifier of a known speaker given by the user, or ``None``.
    """

    id: str
    name: str
    kind: str = field(default="person", validator=_one_of(*SPEAKER_KINDS))
    gender: str | None = field(default=None, validator=validators.optional(_one_of(*GENDERS)))
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    link: str | None = None


@frozen(repr=False)
class Quote:
    """One attribution: what is said, the words that report it, and who says it.

    :ivar kind: ``direct``, ``mixed`` or ``indirect``.
    :ivar mode: ``speech``, ``writing`` or ``thought``.
    :ivar fragments: the words of the quote, one span or several, in text order.
    :ivar cue: the reporting words, or ``None``.
    :ivar source: the mention of the speaker that goes with the cue, or ``None``.
    :ivar speaker: the speaker, or ``None`` where the text does not tell.
    :ivar addressee: the person spoken to in dialogue, or ``None``.
    :ivar parent: the quote that this one is nested in, or ``None``.
    :ivar confidence: how sure the attribution is, 0 to 1.
    :ivar evidence: the pattern that found the quote, then the steps that resolved its speaker.
    """

    kind: str = field(validator=_one_of(*QUOTE_KINDS))
    mode: str = field(validator=_one_of(*MODES))
    fragments: tuple[Span, ...] = field(validator=validators.min_len(1))
    cue: Cue | None = None
    source: Mention | None = None
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    parent: Quote | None = None
    confidence: float = field(default=0.5, converter=_rounded, validator=_probability)
    evidence: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """The fragments, joined by a space."""
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.fragments[0].start

    @property
    def stop(self) -> int:
        """Where the last fragment stops."""
        return self.fragments[-1].stop

    def __repr__(self) -> str:
        name = self.speaker.name if self.speaker else None
        return f"<Quote {self.kind} {self.mode} {shorten(self.text, 48)!r} by {name!r} ({self.confidence:.2f})>"


@frozen(repr=False)
class Document:
    """A text with its quotes and speakers, both in text order.

    :ivar text: the text as given.
    :ivar genre: ``news``, ``fiction``, ``interview`` or ``transcript``: how the text was read.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    id: str | None = None
    genre: str = "news"

    def __repr__(self) -> str:
        return f"<Document {len(self.text)} characters, {len(self.quotes)} quotes, {len(self.speakers)} speakers>"

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The document as plain JSON data; ``text=False`` leaves the text out.

        ``parent`` is the index of the outer quote in ``quotes``.
        """
        index = {id(quote): number for number, quote in enumerate(self.quotes)}
        record: dict[str, Any] = {"id": self.id, "genre": self.genre}
        if text:
            record["text"] = self.text
        record["quotes"] = [_quote_record(quote, index) for quote in self.quotes]
        record["speakers"] = [_speaker_record(speaker) for speaker in self.speakers]
        return record

    def to_json(self, *, text: bool = True, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON; lone surrogates of the text are escaped, all else is left readable."""
        return _printable(json.dumps(self.to_dict(text=text), ensure_ascii=False, indent=indent))

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], text: str | None = None) -> Document:
        """The document that :meth:`to_dict` wrote.

        :param text: the text, where the record was written without it.
        :raises ValueError: if the record holds no text and none is given, or its offsets do not fit the text.
        """
        text = record.get("text") if text is None else text
        if not isinstance(text, str):
            raise ValueError("the record holds no text: give it as from_dict(record, text)")
        speakers = {speaker["id"]: _read_speaker(speaker, text) for speaker in record["speakers"]}
        quotes: list[Quote] = []
        for quote in record["quotes"]:
            quotes.append(_read_quote(quote, text, speakers, quotes))
        return cls(text, tuple(quotes), tuple(speakers.values()), record.get("id"), record.get("genre", "news"))


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` characters, the cut marked with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: max(0, width - 1)].rstrip() + "…"


def _printable(dumped: str) -> str:
    """JSON text in which a lone surrogate stands as its escape: it could not be encoded otherwise."""
    return dumped.encode("utf-8", "backslashreplace").decode("utf-8")


def _pair(span: Span) -> list[int]:
    return [span.start, span.stop]


def _speaker_reference(speaker: Speaker | None) -> dict[str, str] | None:
    return {"id": speaker.id, "name": speaker.name, "kind": speaker.kind} if speaker else None


def _quote_record(quote: Quote, index: Mapping[int, int]) -> dict[str, Any]:
    return {
        "kind": quote.kind,
        "mode": quote.mode,
        "content": [_pair(fragment) for fragment in quote.fragments],
        "cue": _pair(quote.cue.span) if quote.cue else None,
        "cue_lemma": quote.cue.lemma if quote.cue else None,
        "act": quote.cue.act if quote.cue else None,
        "source": _pair(quote.source.span) if quote.source else None,
        "source_kind": quote.source.kind if quote.source else None,
        "speaker": _speaker_reference(quote.speaker),
        "addressee": _speaker_reference(quote.addressee),
        "parent": index[id(quote.parent)] if quote.parent else None,
        "confidence": quote.confidence,
        "evidence": [str(step) for step in quote.evidence],
    }


def _speaker_record(speaker: Speaker) -> dict[str, Any]:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "gender": speaker.gender,
        "roles": list(speaker.roles),
        "mentions": [_pair(mention) for mention in speaker.mentions],
        "link": speaker.link,
    }


def _span(pair: Iterable[int], text: str) -> Span:
    start, stop = pair
    return Span(start, stop, text[start:stop])


def _read_speaker(record: Mapping[str, Any], text: str) -> Speaker:
    return Speaker(
        record["id"],
        record["name"],
        record["kind"],
        record.get("gender"),
        tuple(record.get("roles", ())),
        tuple(_span(mention, text) for mention in record.get("mentions", ())),
        record.get("link"),
    )


def _read_quote(record: Mapping[str, Any], text: str, speakers: Mapping[str, Speaker], before: list[Quote]) -> Quote:
    cue, source = record["cue"], record["source"]
    speaker, addressee, parent = record["speaker"], record["addressee"], record["parent"]
    return Quote(
        record["kind"],
        record["mode"],
        tuple(_span(fragment, text) for fragment in record["content"]),
        Cue(_span(cue, text), record["cue_lemma"], record["act"]) if cue else None,
        Mention(_span(source, text), record["source_kind"]) if source else None,
        speakers[speaker["id"]] if speaker else None,
        speakers[addressee["id"]] if addressee else None,
        None if parent is None else before[parent],
        record["confidence"],
        tuple(map(Step.parse, record["evidence"])),
    )
