"""What speaks for a candidate as the speaker of a turn: named features, each true or absent.

Those of :func:`standing` depend on the turn and on what the author told, those of :func:`passing` on who spoke before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from attrs import define, field

from quoteattr.fiction.style import Address
from quoteattr.fiction.turns import Turn

_GOING_ON: Final = frozenset({"continue", "add", "repeat"})
_ANSWERS: Final = frozenset({"answer", "object", "agree", "interrupt"})
_PAIR: Final = 4
"""After so many lines of two people the dialogue is theirs."""
_KNOWN: Final = 4
_SUBJECTS: Final = 3
_LAST: Final = 1000
_RANKS: Final = (5, 15, 40)
_LATELY: Final = 20
_SHARES: Final = (0.15, 0.5, 0.85)
_STYLES: Final = (-0.6, -0.2, 0.2, 0.6)
_DISTANCES: Final = (150, 500, 1500, 5000, 20000)
_TURNS_AGO: Final = (3, 6, 12, 40, 200)


class Past(NamedTuple):
    """Who spoke the lines before, the last one first, and whom the last one addressed."""

    speakers: tuple[int | None, ...] = ()
    addressee: int | None = None


@define
class Memory:
    """What has been read so far."""

    hero: int | None = None
    """The narrator, or whom the book names most often."""
    narrator: int | None = None
    genders: dict[int, str | None] = field(factory=dict)
    ranks: dict[int, int] = field(factory=dict)
    """Character → how many characters are named more often."""
    described: frozenset[int] = frozenset()
    """Who has a description and no name."""
    thinker: int | None = None
    """Who thought last."""
    thoughts: Counter[int] = field(factory=Counter)
    """Character → how many of the thoughts were theirs."""
    any: int | None = None
    """Who spoke or thought last."""
    recent: list[int] = field(factory=list)
    """The characters the author named last, the latest at the end."""
    speakers: list[int | None] = field(factory=list)
    """Who spoke the lines so far, on the likeliest reading."""
    spoken: dict[int, int] = field(factory=dict)
    """Character → the number of their last turn."""
    told: dict[int, int] = field(factory=dict)
    """Character → where the author last named them."""
    last_acted: int | None = None
    """Whom the author last made the subject."""
    focus: dict[str, int] = field(factory=dict)
    """Gender → the last subject of this gender."""
    subjects: dict[str, list[int]] = field(factory=dict)
    """Gender → the subjects of this gender, the last one first."""
    scene: int = 0
    """The turn with which the scene began."""

    def acted(self, gender: str, person: int) -> None:
        """Make the person the last subject of the gender."""
        self.focus[gender] = person
        order = self.subjects.setdefault(gender, [])
        if person in order:
            order.remove(person)
        order.insert(0, person)


def group(turn: Turn, *, named: bool) -> str:
    """The kind of evidence that a turn offers: its weights are fitted apart."""
    if turn.form != "dash":
        return "m" if turn.beat.cue else "q"
    if named:
        return "n"
    if turn.beat.subject:
        return "p"
    return "v" if turn.beat.cue else "b"


def link(turn: Turn) -> str:
    """How a line is tied to the one before."""
    if turn.scene or turn.gap > 3:
        return "far"
    if turn.gap:
        return "beat" if turn.gap == 1 else "gap"
    return "tail" if turn.tail else "near"


def passing(turn: Turn, person: int | None, past: Past, address: Address) -> Iterator[str]:
    """Alternation and address: who spoke before, to whom, and how."""
    tie = link(turn)
    if person is None:
        yield f"nobody.{tie}"
        return
    speakers = past.speakers
    if speakers and person == speakers[0]:
        yield f"last.{tie}"
        if turn.asked:
            yield f"last.{tie}.asked"
        act = turn.beat.cue.act if turn.beat.cue else ""
        if act in _GOING_ON:
            yield "last.goes on"
        elif act in _ANSWERS:
            yield "last.answers"
    elif len(speakers) > 1 and person == speakers[1]:
        yield f"second.{tie}"
        if len(speakers) >= _PAIR and len(set(speakers)) == 2:
            yield f"second.{tie}.pair"
    elif len(speakers) > 2 and person == speakers[2]:
        yield f"third.{tie}"
    if person == past.addressee:
        yield f"addressed.{tie}"
    if turn.address and speakers:
        listener = speakers[0] if speakers[0] != person else past.addressee
        yield from _by_address(turn, person, listener, address)


def _by_address(turn: Turn, person: int, listener: int | None, address: Address) -> Iterator[str]:
    """Two people keep to ты or вы; one may say ты where the other says вы."""
    share = address.uses(turn, person, listener)
    if share is not None:
        yield f"address.{_bucket(share, _SHARES)}"
    else:
        share = address.uses(turn, person, None)
        if share is not None:
            yield f"manner.{_bucket(share, _SHARES)}"


def standing(turn: Turn, person: int | None, memory: Memory) -> Iterator[str]:
    """What does not depend on who spoke the line before; nobody speaks where none of the candidates does."""
    if person is None:
        yield "nobody"
        return
    yield from _by_words(turn, person)
    if person == memory.hero:
        yield "hero"
    if person in memory.described:
        yield "described"
    else:
        yield f"rank.{_bucket(memory.ranks.get(person, _LAST), _RANKS)}"
    yield from _by_silence(turn, person, memory)
    if person != memory.narrator:
        yield from _by_narration(turn, person, memory)
    if turn.form != "dash":
        yield from _by_thoughts(turn, person, memory)
    yield f"since.{_bucket(turn.number - memory.spoken.get(person, -1000), _TURNS_AGO)}"
    if memory.spoken.get(person, -1) >= memory.scene:
        yield "scene"
    gender = turn.beat.gender or (turn.beat.subject.gender if turn.beat.subject else "")
    if gender and memory.focus.get(gender) == person:
        yield "focus"
    elif gender:
        order = memory.subjects.get(gender, [])[:_SUBJECTS]
        yield f"subject.{order.index(person)}" if person in order else "subject.none"
    if turn.gender and memory.genders.get(person) not in (turn.gender, None):
        yield "verbs.other"


def _by_words(turn: Turn, person: int) -> Iterator[str]:
    """Nobody calls or names himself."""
    if person in turn.calls:
        yield "calls"
    elif person in turn.called:
        yield f"called.{link(turn)}"
    if person in turn.names:
        yield "names"
    if person in turn.beat.to:
        yield "object"


def _by_silence(turn: Turn, person: int, memory: Memory) -> Iterator[str]:
    """`Пётр молчал.` leaves the word to the other."""
    subject = turn.before.subject
    if not turn.before.silent or subject is None:
        return
    quiet = {"name": subject.character, "narrator": memory.narrator}.get(subject.kind, memory.focus.get(subject.gender))
    yield "silent.same" if quiet == person else "silent.other"


def _by_narration(turn: Turn, person: int, memory: Memory) -> Iterator[str]:
    told = [name for name in turn.told if name.character == person]
    if told:
        yield "told.subject" if any(name.nominative for name in told) else "told.object"
        if turn.told[-1].character == person:
            yield "told.last"
    subject = turn.before.subject
    if turn.before.silent:
        subject = None
    if subject and subject.kind == "name":
        yield "before.same" if subject.character == person else "before.other"
    elif subject and subject.kind == "pronoun":
        yield "before.focus" if memory.focus.get(subject.gender) == person else "before.else"
    if memory.last_acted == person:
        yield "acted.last"
    yield f"lately.{_bucket(memory.recent[-_LATELY:].count(person), (1, 2, 4, 8))}"
    yield f"distance.{_bucket(turn.start - memory.told.get(person, -100_000), _DISTANCES)}"


def _by_thoughts(turn: Turn, person: int, memory: Memory) -> Iterator[str]:
    if memory.thinker == person:
        yield "thinker"
    whole = memory.thoughts.total()
    if whole >= _KNOWN:
        yield f"thoughts.{_bucket(memory.thoughts[person] / whole, (0.01, 0.2, 0.6))}"
    if memory.any == person:
        yield f"any.{min(turn.gap, 3)}"


def _bucket(value: float, limits: tuple[float, ...]) -> int:
    return bisect_right(limits, value)


def style(compared: Mapping[int, float], person: int | None) -> tuple[str, ...]:
    """How likely the words are in the mouth of the person."""
    found = compared.get(person) if person is not None else None
    if found is None:
        return ()
    return (f"style.{_bucket(found, _STYLES)}",)
