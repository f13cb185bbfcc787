"""What speaks for a candidate as the speaker of a turn: named features, each true or absent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import define, field

from quoteattr.fiction.turns import Turn

_LATELY: Final = 20
_THINKS: Final = frozenset({"m", "q"})


@define
class Memory:
    """What has been read so far."""

    top: dict[str, list[int]] = field(factory=dict)
    """Gender → the characters most often named in the book."""
    hero: int | None = None
    """The narrator, or whom the book names most often."""
    thinker: int | None = None
    """Who thought last."""
    any: int | None = None
    """Who spoke or thought last."""
    recent: list[int] = field(factory=list)
    """The characters the author named last, the latest at the end."""
    address: dict[tuple[int, int | None], str] = field(factory=dict)
    """Speaker and listener → ``ty`` or ``vy``; with no listener, the last form used to anybody."""
    speakers: list[int | None] = field(factory=list)
    addressees: list[int | None] = field(factory=list)
    spoken: dict[int, int] = field(factory=dict)
    """Character → the number of their last turn."""
    told: dict[int, int] = field(factory=dict)
    """Character → where the author last named them."""
    last_acted: int | None = None
    """Whom the author last made the subject."""
    focus: dict[str, int] = field(factory=dict)
    """Gender → the last subject of this gender."""
    scene: int = 0
    """The turn with which the scene began."""
    counts: dict[int, int] = field(factory=dict)
    """Character → number of turns so far."""


def group(turn: Turn) -> str:
    """The kind of evidence that a turn offers: its weights are fitted apart."""
    if turn.form != "dash":
        return "m" if turn.beat.cue else "q"
    if turn.beat.subject:
        return "p"
    return "v" if turn.beat.cue else "b"


def features(turn: Turn, person: int, memory: Memory, ahead: tuple[int | None, int | None], narrator: int | None) -> list[str]:
    """The names of the features that hold."""
    kind = group(turn)
    return [f"{kind}:{name}" for name in _features(turn, person, memory, ahead, narrator)]


def _features(
    turn: Turn, person: int, memory: Memory, ahead: tuple[int | None, int | None], narrator: int | None
) -> Iterator[str]:
    yield from _by_turns(turn, person, memory)
    yield from _by_words(turn, person)
    yield from _by_address(turn, person, memory)
    yield from _by_narration(turn, person, memory, narrator)
    yield from _by_what_follows(person, ahead)
    yield from _by_habit(turn, person, memory, narrator)


def _by_turns(turn: Turn, person: int, memory: Memory) -> Iterator[str]:
    """Alternation: who spoke before, to whom, and what stands between."""
    link = "far" if turn.scene or turn.gap > 3 else "near" if turn.gap == 0 else "beat" if turn.gap == 1 else "gap"
    last = memory.speakers[-1] if memory.speakers else None
    if person == last:
        yield f"last.{link}"
    if len(memory.speakers) > 1 and person == memory.speakers[-2] and person != last:
        yield f"second.{link}"
    if len(memory.speakers) > 2 and person == memory.speakers[-3] and person not in memory.speakers[-2:]:
        yield f"third.{link}"
    if memory.addressees and person == memory.addressees[-1]:
        yield f"addressed.{link}"


def _by_words(turn: Turn, person: int) -> Iterator[str]:
    """Nobody calls or names himself."""
    if person in turn.calls:
        yield "calls"
    if person in turn.names:
        yield "names"
    if person in turn.beat.to:
        yield "object"


def _by_address(turn: Turn, person: int, memory: Memory) -> Iterator[str]:
    """Two people keep to ты or вы; one may say ты where the other says вы."""
    if not turn.address or turn.form != "dash" or not memory.speakers:
        return
    last = memory.speakers[-1]
    listener = last if last != person else memory.addressees[-1]
    form = memory.address.get((person, listener))
    if form:
        yield "address.same" if form == turn.address else "address.other"
    elif (person, None) in memory.address:
        yield "address.used" if memory.address[person, None] == turn.address else "address.unused"


def _by_narration(turn: Turn, person: int, memory: Memory, narrator: int | None) -> Iterator[str]:
    told = [name for name in turn.told if name.character == person]
    if told:
        yield "told.subject" if any(name.nominative for name in told) else "told.object"
        if turn.told[-1].character == person:
            yield "told.last"
    subject = turn.before.subject
    if subject and subject.kind == "name":
        yield "before.same" if subject.character == person else "before.other"
    elif subject and subject.kind == "pronoun":
        yield "before.focus" if memory.focus.get(subject.gender) == person else "before.else"
    if memory.last_acted == person:
        yield "acted.last"
    if person == narrator:
        return
    lately = memory.recent[-_LATELY:].count(person)
    yield f"lately.{next((n for n, limit in enumerate((1, 2, 4, 8)) if lately < limit), 4)}"
    distance = turn.start - memory.told.get(person, -100_000)
    yield f"distance.{_bucket(distance)}"


def _bucket(distance: int) -> int:
    return next((n for n, limit in enumerate((150, 500, 1500, 5000, 20000)) if distance < limit), 5)


def _by_what_follows(person: int, ahead: tuple[int | None, int | None]) -> Iterator[str]:
    if ahead[0] is not None:
        yield "next.same" if ahead[0] == person else "next.other"
    if ahead[1] is not None:
        yield "afternext.same" if ahead[1] == person else "afternext.other"


def _by_habit(turn: Turn, person: int, memory: Memory, narrator: int | None) -> Iterator[str]:
    since = turn.number - memory.spoken.get(person, -1000)
    yield f"since.{next((n for n, limit in enumerate((3, 6, 12, 40, 200)) if since < limit), 5)}"
    if group(turn) in _THINKS:
        if memory.thinker == person:
            yield "thinker"
        if memory.any == person:
            yield f"any.{min(turn.gap, 3)}"
    if person == memory.hero:
        yield "hero"
    if memory.spoken.get(person, -1) >= memory.scene:
        yield "scene"
    gender = turn.beat.gender or (turn.beat.subject.gender if turn.beat.subject else "")
    if gender and memory.focus.get(gender) == person:
        yield "focus"
