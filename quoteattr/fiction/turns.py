"""The turns of a text: each utterance with what the author's words, its own words and its surroundings tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import regex
from attrs import define, field

from quoteattr.fiction.beats import NOTHING, Beat, NameMention, Page, read, sentence_stop
from quoteattr.fiction.layout import Layout
from quoteattr.fiction.lines import Piece
from quoteattr.fiction.speech import Utterance

_FIRST_PERSON: Final = regex.compile(
    r"\b[Яя]\b(?:[ ,]+(?!он\b|она\b|что\b|чтоб)\p{Ll}+){0,2}?[ ,]+(?P<verb>\p{Ll}{2,}л(?P<f>а)?(?:с[ья])?)\b(?! бы он)"
)
_NOT_VERBS: Final = frozenset("была-то мала зла цела угла дела тела числа села весела стола пола".split())
_VOCATIVE_EDGE: Final = ',.!?…—;:«"('
_SCENE: Final = regex.compile(r"[\s*#IVXLC\d.—-]*|(?:Глава|ГЛАВА|Часть|ЧАСТЬ)\b.*", regex.DOTALL)


@define
class Turn:
    """An utterance and what is known of it before anybody is made its speaker."""

    number: int
    form: str
    paragraph: int
    pieces: tuple[Piece, ...]
    beat: Beat
    leading: bool
    """Whether the beat stands before the words."""
    gap: int
    """How many paragraphs of narration stand between this turn and the one before."""
    scene: bool
    """Whether a new scene begins between the two."""
    tail: bool = False
    """Whether the line before ends with more of the author's words than its cue needs."""
    asked: bool = False
    """Whether the line before ends with a question."""
    told: tuple[NameMention, ...] = ()
    """The names in the narration and the author's words since the turn before, in text order."""
    behind: tuple[NameMention, ...] = ()
    """The names in its own author's words behind the cue's sentence."""
    before: Beat = NOTHING
    """The last sentence of the narration before."""
    calls: frozenset[int] = frozenset()
    """Characters called by name in the words."""
    called: frozenset[int] = frozenset()
    """Characters called by name in the line before."""
    names: frozenset[int] = frozenset()
    """Characters spoken of in the words."""
    gender: str = ""
    """The gender that the speaker's own verbs show: `я пошла`."""
    address: str = ""
    """How the words address the listener: ``ты`` or ``вы``."""
    inner: tuple[tuple[Beat, Piece], ...] = ()
    """What the speaker reports of others, each with the beat of the clause before it."""
    beats: list[Beat] = field(factory=list)

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.pieces[0].start


def turns(page: Page, layout: Layout, found: Sequence[Utterance]) -> list[Turn]:
    """The turns of the text, in its order."""
    made: list[Turn] = []
    for utterance in found:
        for pieces, slots, lead in _speakers(page, utterance):
            made.append(_turn(page, layout, utterance, pieces, slots, lead, made))
    return made


def _speakers(page: Page, utterance: Utterance) -> Iterator[tuple[tuple[Piece, ...], list[Beat], Piece | None]]:
    """The utterance by speakers: `— Иду! — крикнул Пётр. — И я! — крикнула Анна.` holds two."""
    beats = [_beat(page, slot) for slot in utterance.slots]
    named = [number for number, beat in enumerate(beats) if beat.subject and beat.subject.kind == "name" and beat.cue]
    cut = next((n for n in named[1:] if _character(beats[n]) != _character(beats[named[0]])), None)
    if cut is None or utterance.form != "dash":
        yield utterance.speech, beats, utterance.lead
        return
    at = max((p.start for p in utterance.speech if p.start < utterance.slots[cut].start), default=-1)
    first = tuple(p for p in utterance.speech if p.start < at)
    if not first:
        yield utterance.speech, beats, utterance.lead
        return
    yield first, beats[:cut], utterance.lead
    yield tuple(p for p in utterance.speech if p.start >= at), beats[cut:], None


def _beat(page: Page, slot: Piece) -> Beat:
    """What a slot tells; a remark in brackets is often about the listener: `(Пётр вздрогнул.)`."""
    return NOTHING if page.view[slot.start - 1] == "(" else read(page, slot.start, slot.stop)


def _character(beat: Beat) -> int:
    return beat.subject.character if beat.subject else -1


def _turn(
    page: Page,
    layout: Layout,
    utterance: Utterance,
    pieces: tuple[Piece, ...],
    beats: list[Beat],
    lead: Piece | None,
    made: Sequence[Turn],
) -> Turn:
    previous = next((turn for turn in reversed(made) if turn.form == "dash" or utterance.form != "dash"), None)
    before = _last_paragraph(previous, made)
    gap = max(0, utterance.paragraph - before - 1)
    leading = read(page, lead.start, lead.stop, last=True) if lead else NOTHING
    beat = next((b for b in beats if b.subject), None) or (leading if leading.subject else None)
    beat = beat or next((b for b in [*beats, leading] if b.cue), NOTHING)
    turn = Turn(
        len(made),
        utterance.form,
        utterance.paragraph,
        pieces,
        beat,
        bool(lead) and beat is leading,
        gap,
        any(_is_scene(layout, n) for n in range(max(before + 1, utterance.paragraph - 12), utterance.paragraph + 1)),
        beats=beats,
    )
    turn.before = _narration(page, layout, turn, before)
    if previous and not gap and utterance.form == "dash" and previous.paragraph != turn.paragraph:
        _read_tail(page, layout, previous, turn)
    turn.called = previous.calls if previous and utterance.form == "dash" else frozenset()
    turn.asked = previous is not None and page.view[previous.pieces[-1].stop - 1] == "?"
    turn.inner = tuple(
        (read(page, lead.start, lead.stop, last=True), piece)
        for lead, piece in utterance.inner
        if pieces[0].start <= piece.start < pieces[-1].stop
    )
    turn.calls, turn.names = _spoken_names(page, pieces)
    turn.address = _address(page.view, pieces)
    turn.gender = _own_gender(page.view, pieces)
    return turn


def _last_paragraph(previous: Turn | None, made: Sequence[Turn]) -> int:
    """The paragraph in which the turn before ends: the last of those in which it goes on."""
    if previous is None:
        return -1
    last = previous.number
    while last + 1 < len(made) and made[last + 1].form == "more":
        last += 1
    return made[last].paragraph


def _is_scene(layout: Layout, number: int) -> bool:
    start, stop, gap = layout.paragraphs[number]
    return gap > 2 or (stop - start < 40 and _SCENE.fullmatch(layout.view, start, stop) is not None)


def _narration(page: Page, layout: Layout, turn: Turn, before: int) -> Beat:
    """The last sentence of the paragraph of narration directly before a line of dialogue."""
    if not turn.gap or turn.form != "dash" or turn.leading or turn.paragraph - 1 <= before:
        return NOTHING
    start, stop, _ = layout.paragraphs[turn.paragraph - 1]
    at = max(start, stop - 400)
    for match in _SENTENCE.finditer(layout.view, at, stop - 1):
        at = match.end()
    return read(page, at, stop, last=True)


def _read_tail(page: Page, layout: Layout, previous: Turn, turn: Turn) -> None:
    """The author's words behind the last words of the line before: `— Иду, — сказал он. Анна встала.`."""
    start, stop = previous.pieces[-1].stop, layout.paragraphs[previous.paragraph].stop
    first = sentence_stop(layout.view, start + 3, stop) if start + 3 < stop else stop
    if stop - first < _TAIL:
        return
    turn.tail = True
    at = first
    for match in _SENTENCE.finditer(layout.view, first, stop - 1):
        at = match.end()
    turn.before = read(page, at, stop, last=True) if not turn.leading else NOTHING


_TAIL: Final = 12
_SENTENCE: Final = regex.compile(r"[.!?…]+[»”\"]?\s+(?=[\p{Lu}«—])")


def _spoken_names(page: Page, pieces: Sequence[Piece]) -> tuple[frozenset[int], frozenset[int]]:
    called: set[int] = set()
    spoken_of: set[int] = set()
    for piece in pieces:
        for name in page.names_in(piece.start, piece.stop):
            (called if _is_called(page.view, piece, name) else spoken_of).add(name.character)
    return frozenset(called), frozenset(spoken_of - called)


def _is_called(view: str, piece: Piece, name: NameMention) -> bool:
    """Whether the name is set off by marks on both sides: `Иди, Пётр, домой`."""
    if not name.nominative:
        return False
    left = view[piece.start : name.start].rstrip()[-1:]
    right = view[name.stop : name.stop + 2].lstrip()[:1]
    ends = name.stop >= piece.stop - 1
    return (not left or left in _VOCATIVE_EDGE) and (ends or right in ",.!?…;—") and (left == "," or right != "—")


_ADDRESS: Final = regex.compile(
    r"\b(?:(?P<ty>ты|тебя|тебе|тобо[йю]|тво\p{Ll}{1,3})|(?P<vy>вы|вас|вам|вами|ваш\p{Ll}{0,3}))\b", regex.IGNORECASE
)


def _address(view: str, pieces: Sequence[Piece]) -> str:
    forms = {match.lastgroup for p in pieces for match in _ADDRESS.finditer(view, p.start, p.stop)}
    return (forms.pop() or "") if len(forms) == 1 else ""


def _own_gender(view: str, pieces: Sequence[Piece]) -> str:
    for piece in pieces:
        for match in _FIRST_PERSON.finditer(view, piece.start, piece.stop):
            if match["verb"] not in _NOT_VERBS:
                return "femn" if match["f"] else "masc"
    return ""


def rename(found: Sequence[Turn], same: Callable[[int], int]) -> None:
    """Put those who turned out to be one person in each other's place."""
    for turn in found:
        turn.calls, turn.called, turn.names = (
            frozenset(map(same, who)) for who in (turn.calls, turn.called, turn.names)
        )
        turn.beat = turn.beat._replace(to=tuple(map(same, turn.beat.to)))


def tell(
    page: Page, found: Sequence[Turn], described: Mapping[str, tuple[int, bool]], same: Callable[[int], int]
) -> Counter[int]:
    """Give each turn the names and descriptions that the author has told since the turn before.

    Returns how often each is told of.

    :param described: word → the person it describes, and whether it is a nominative.
    """
    speech = sorted((piece.start, piece.stop) for turn in found for piece in turn.pieces)
    at, before = 0, 0
    for turn in found:
        told = []
        last = bisect_left(page.starts, turn.start)
        told = [
            name._replace(character=same(name.character))
            for name in page.names[at:last]
            if not _is_within(speech, name.start)
        ]
        at = last
        told += _descriptions(page.view, max(before, turn.start - _TOLD), turn.start, speech, described)
        told.sort()
        turn.told = tuple(told)
        before = turn.pieces[-1].stop
    return Counter(name.character for turn in found for name in turn.told)


# Said to anybody: `друг мой`, `батюшка`
_POLITE: Final = frozenset(
    "друг брат братец батюшка матушка голубчик господин сударь барин барыня душа сын сынок отец дядя тётка дед бабка "
    "дядюшка тетушка тётушка бабушка дедушка человек".split()
)


def call(page: Page, found: Sequence[Turn], described: Mapping[str, tuple[int, bool]]) -> None:
    """Add to those called by name in the words those called by a description: `Да, князь`, `Мама, иди`."""
    words = {word: person for word, (person, straight) in described.items() if straight and word not in _POLITE}
    if not words:
        return
    any_of = "|".join(word[1:] for word in sorted(words))
    pattern = regex.compile(rf"\b\p{{L}}(?:{any_of})\b")
    previous: Turn | None = None
    for turn in found:
        for piece in turn.pieces:
            for match in pattern.finditer(page.view, piece.start, piece.stop):
                person = words.get(match.group().lower())
                if person is not None:
                    name = NameMention(match.start(), match.end(), person, nominative=True)
                    if _is_called(page.view, piece, name):
                        turn.calls |= {person}
        if turn.form == "dash":
            if previous:
                turn.called |= previous.calls
            previous = turn


_TOLD: Final = 2000
_LOWER: Final = regex.compile(r"\b\p{L}\p{Ll}{2,}")


def _descriptions(
    view: str, start: int, stop: int, speech: Sequence[tuple[int, int]], described: Mapping[str, tuple[int, bool]]
) -> Iterator[NameMention]:
    for match in _LOWER.finditer(view, start, stop):
        found = described.get(match.group().lower())
        if found and not _is_within(speech, match.start()):
            yield NameMention(match.start(), match.end(), *found)


def _is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    k = bisect_right(spans, (at, at + 1_000_000_000)) - 1
    return k >= 0 and at < spans[k][1]
