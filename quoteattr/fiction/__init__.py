"""Fiction, interviews and transcripts: who speaks each line, and to whom."""

from __future__ import annotations

from quoteattr.fiction.attribution import Attribution, attribute
from quoteattr.fiction.beats import Beat
from quoteattr.fiction.genre import detect
from quoteattr.fiction.interview import Block, Voice, blocks
from quoteattr.fiction.layout import layout
from quoteattr.fiction.naming import name_of
from quoteattr.fiction.people import People
from quoteattr.fiction.reading import Reading, read
from quoteattr.fiction.turns import Turn
from quoteattr.fiction.weights import load
from quoteattr.lexicon import Lexicon, mode_of
from quoteattr.model import Cue, Document, Mention, Quote, Span, Speaker, Step

__all__ = ["detect", "run"]


def run(text: str, lexicon: Lexicon, genre: str, id: str | None) -> Document:
    """The document that ``text`` makes, read as a narrative, an interview or a transcript."""
    if genre != "fiction":
        document = _conversation(text, genre, id)
        if document:
            return document
    found = read(text, lexicon)
    answers = attribute(found, load())
    speakers = _speakers(text, found, answers)
    quotes = tuple(_quote(text, turn, answer, speakers) for turn, answer in zip(found.turns, answers, strict=True))
    return Document(text, quotes, tuple(speakers.values()), id, genre)


def _conversation(text: str, genre: str, id: str | None) -> Document | None:
    """The document that an interview or a transcript makes; ``None`` where it shows neither labels nor dashes."""
    found = blocks(layout(text))
    voices = dict.fromkeys(voice for block in found for voice in (block.voice, block.other) if voice)
    speakers = {v: Speaker(f"s{n}", v.name, v.kind, v.gender) for n, v in enumerate(voices, 1)}
    quotes = tuple(_block(text, block, speakers) for block in found)
    return Document(text, quotes, tuple(speakers.values()), id, genre) if quotes else None


def _block(text: str, block: Block, speakers: dict[Voice, Speaker]) -> Quote:
    return Quote(
        "direct",
        "speech",
        tuple(_fragment(text, *fragment) for fragment in block.fragments),
        source=_mention(text, *block.source, "name") if block.source else None,
        speaker=speakers[block.voice],
        addressee=speakers[block.other] if block.other else None,
        confidence=0.95 if block.source else 0.8,
        evidence=(Step(block.rule),),
    )


def _mention(text: str, start: int, stop: int, kind: str) -> Mention:
    return Mention(Span(start, stop, text[start:stop]), kind)


def _speakers(text: str, found: Reading, answers: list[Attribution]) -> dict[int, Speaker]:
    used = dict.fromkeys(p for answer in answers for p in (answer.speaker, answer.addressee) if p is not None)
    return {person: _speaker(number, found.people, person) for number, person in enumerate(used, 1)}


def _speaker(number: int, people: People, person: int) -> Speaker:
    character = people.all[person]
    return Speaker(f"s{number}", name_of(people, person), character.kind, character.gender)


def _quote(text: str, turn: Turn, answer: Attribution, speakers: dict[int, Speaker]) -> Quote:
    fragments = tuple(_fragment(text, piece.start, piece.stop) for piece in turn.pieces)
    cue = _cue(text, turn.beat)
    return Quote(
        "direct",
        _mode(turn, cue),
        fragments,
        cue,
        _source(text, turn.beat),
        speakers.get(answer.speaker) if answer.speaker is not None else None,
        speakers.get(answer.addressee) if answer.addressee is not None else None,
        confidence=answer.confidence,
        evidence=(Step(turn.form), Step(answer.rule)),
    )


def _mode(turn: Turn, cue: Cue | None) -> str:
    """Behind a dash one thinks aloud: `— Едем, — решил Пётр`; only `подумал` says otherwise."""
    if cue is None:
        return "speech"
    return mode_of(cue.act) if turn.form != "dash" or cue.act == "think" else "speech"


def _cue(text: str, beat: Beat) -> Cue | None:
    found = beat.cue
    return Cue(Span(found.start, found.stop, text[found.start : found.stop]), found.lemma, found.act) if found else None


_KINDS = {"name": "name", "noun": "role", "group": "group", "anonymous": "anonymous"}


def _source(text: str, beat: Beat) -> Mention | None:
    found = beat.subject
    if found is None:
        return None
    return Mention(Span(found.start, found.stop, text[found.start : found.stop]), _KINDS.get(found.kind, "pronoun"))


_EDGE = " \t\r\n\u00a0,;—–-"


def _fragment(text: str, start: int, stop: int) -> Span:
    while stop > start and text[stop - 1] in _EDGE:
        stop -= 1
    while start < stop and text[start] in _EDGE:
        start += 1
    return Span(start, stop, text[start:stop])
