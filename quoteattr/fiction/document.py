"""The document of a narrative or an interview: turns and blocks as quotes and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from quoteattr.fiction.attribution import Attribution
from quoteattr.fiction.beats import Beat
from quoteattr.fiction.interview import Block, Voice
from quoteattr.fiction.naming import name_of
from quoteattr.fiction.reading import Reading
from quoteattr.fiction.turns import Turn
from quoteattr.lexicon import mode_of
from quoteattr.model import Cue, Document, Mention, Quote, Span, Speaker, Step

_EDGE: Final = " \t\r\n\u00a0,;—–-"
_KINDS: Final = {"name": "name", "noun": "role", "group": "group", "anonymous": "anonymous"}
_NESTED: Final = 0.6


def of_blocks(text: str, found: Sequence[Block], genre: str, id: str | None) -> Document:
    """The document that an interview or a transcript makes."""
    voices = dict.fromkeys(voice for block in found for voice in (block.voice, block.other) if voice)
    mentions: dict[Voice, list[Span]] = defaultdict(list)
    for block in found:
        if block.source:
            mentions[block.voice].append(_span(text, *block.source))
    speakers = {
        voice: Speaker(f"s{number}", voice.name, voice.kind, voice.gender, mentions=tuple(mentions[voice]))
        for number, voice in enumerate(voices, 1)
    }
    quotes = tuple(_of_block(text, block, speakers) for block in found)
    return Document(text, quotes, tuple(speakers.values()), id, genre)


def _of_block(text: str, block: Block, speakers: dict[Voice, Speaker]) -> Quote:
    return Quote(
        "direct",
        "speech",
        tuple(_fragment(text, *fragment) for fragment in block.fragments),
        source=Mention(_span(text, *block.source), "name") if block.source else None,
        speaker=speakers[block.voice],
        addressee=speakers[block.other] if block.other else None,
        confidence=0.95 if block.source else 0.8,
        evidence=(Step(block.rule),),
    )


def of_turns(text: str, reading: Reading, answers: Sequence[Attribution], genre: str, id: str | None) -> Document:
    """The document that a narrative makes."""
    speakers = _speakers(text, reading, answers)
    quotes = [
        quote
        for turn, answer in zip(reading.turns, answers, strict=True)
        for quote in _of_turn(text, turn, answer, speakers)
    ]
    return Document(text, tuple(quotes), tuple(speakers.values()), id, genre)


def _speakers(text: str, reading: Reading, answers: Sequence[Attribution]) -> dict[int, Speaker]:
    people = reading.people
    used = dict.fromkeys(p for answer in answers for p in (answer.speaker, answer.addressee) if p is not None)
    used |= dict.fromkeys(p for turn in reading.turns for beat, _ in turn.inner for p in _told(beat))
    mentions: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for name in reading.page.names:
        mentions[name.character].add((name.start, name.stop))
    for turn, answer in zip(reading.turns, answers, strict=True):
        if turn.beat.subject and answer.speaker is not None:
            mentions[answer.speaker].add((turn.beat.subject.start, turn.beat.subject.stop))
    return {
        person: Speaker(
            f"s{number}",
            name_of(people, person),
            people.all[person].kind,
            people.all[person].gender,
            mentions=tuple(_span(text, *mention) for mention in sorted(mentions[person])),
        )
        for number, person in enumerate(used, 1)
    }


def _told(beat: Beat) -> Iterator[int]:
    if beat.subject and beat.subject.kind == "name":
        yield beat.subject.character


def _of_turn(text: str, turn: Turn, answer: Attribution, speakers: dict[int, Speaker]) -> Iterator[Quote]:
    cue = _cue(text, turn.beat)
    fragments = [_fragment(text, piece.start, piece.stop) for piece in turn.pieces]
    said = tuple(fragment for fragment in fragments if fragment.text)
    if not said:
        # `— ——`: a line of nothing but dashes
        return
    outer = Quote(
        "direct",
        _mode(turn, cue),
        said,
        cue,
        _source(text, turn.beat),
        _get(speakers, answer.speaker),
        _get(speakers, answer.addressee),
        confidence=answer.confidence,
        evidence=(Step(turn.form), Step(answer.rule)),
    )
    yield outer
    for beat, piece in turn.inner:
        person = next(_told(beat), None)
        own = beat.subject is not None and beat.subject.kind == "narrator"
        yield Quote(
            "direct",
            "speech",
            (_fragment(text, piece.start, piece.stop),),
            _cue(text, beat),
            _source(text, beat),
            outer.speaker if own else _get(speakers, person),
            parent=outer,
            confidence=_NESTED,
            evidence=(Step("nested"),),
        )


def _get(speakers: dict[int, Speaker], person: int | None) -> Speaker | None:
    return speakers.get(person) if person is not None else None


def _mode(turn: Turn, cue: Cue | None) -> str:
    """Behind a dash one thinks aloud: `— Едем, — решил Пётр`; only `подумал` says otherwise."""
    if cue is None:
        return "speech"
    return mode_of(cue.act) if turn.form != "dash" or cue.act == "think" else "speech"


def _cue(text: str, beat: Beat) -> Cue | None:
    found = beat.cue
    return Cue(_span(text, found.start, found.stop), found.lemma, found.act) if found else None


def _source(text: str, beat: Beat) -> Mention | None:
    found = beat.subject
    if found is None:
        return None
    return Mention(_span(text, found.start, found.stop), _KINDS.get(found.kind, "pronoun"))


def _span(text: str, start: int, stop: int) -> Span:
    return Span(start, stop, text[start:stop])


def _fragment(text: str, start: int, stop: int) -> Span:
    while stop > start and text[stop - 1] in _EDGE:
        stop -= 1
    while start < stop and text[start] in _EDGE:
        start += 1
    return _span(text, start, stop)
