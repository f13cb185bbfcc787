"""The speaker of each turn: named by the author, or the likeliest of those who are about."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quoteattr.fiction.beats import Beat, Subject
from quoteattr.fiction.features import Memory, features
from quoteattr.fiction.people import People
from quoteattr.fiction.reading import Reading
from quoteattr.fiction.turns import Turn

_CANDIDATES = 9
_BACK = 8


class Attribution(NamedTuple):
    """The answer for one turn."""

    speaker: int | None
    addressee: int | None
    confidence: float
    rule: str
    detail: str = ""


class Choice(NamedTuple):
    """The candidates of a turn, each with its features: what the weights are fitted on."""

    turn: Turn
    candidates: tuple[int, ...]
    features: tuple[tuple[str, ...], ...]


def attribute(
    reading: Reading, weights: Mapping[str, float], choices: list[Choice] | None = None
) -> list[Attribution]:
    """The speakers of the turns; ``choices`` collects what was chosen from."""
    view, found, named, people = reading.page.view, reading.turns, reading.named, reading.people
    top = _most_named(people)
    memory = Memory(top, people.narrator if people.narrator is not None else next(iter(top[""]), None))
    answers: list[Attribution] = []
    for turn in found:
        _remember_narration(turn, memory, people)
        sure = named[turn.number]
        if turn.form == "more":
            sure = answers[-1].speaker if answers else None
        if sure is not None:
            answer = Attribution(sure, None, 0.97, "named", _subject_text(view, turn.beat))
        else:
            answer = _choose(turn, found, named, memory, people, weights, choices)
        answer = answer._replace(addressee=_addressee(turn, answer.speaker, memory))
        _remember_turn(turn, answer, memory, people)
        answers.append(answer)
    return answers


def _most_named(people: People) -> dict[str, list[int]]:
    """The characters named most often, by gender; under no gender all of them."""
    ranked = sorted((c for c in people.all if c.kind == "person"), key=lambda c: -c.count)
    by = {gender: [c.id for c in ranked if c.gender == gender][:3] for gender in ("masc", "femn")}
    return {**by, "": [c.id for c in ranked[:3]]}


def _subject_text(view: str, beat: Beat) -> str:
    return view[beat.subject.start : beat.subject.stop] if beat.subject else ""


def _remember_narration(turn: Turn, memory: Memory, people: People) -> None:
    for name in turn.told:
        memory.told[name.character] = name.start
        memory.recent.append(name.character)
        if name.nominative:
            memory.last_acted = name.character
            memory.focus[people.gender(name.character)] = name.character
    if turn.scene:
        memory.scene = turn.number


def _remember_turn(turn: Turn, answer: Attribution, memory: Memory, people: People) -> None:
    speaker = answer.speaker
    memory.any = speaker
    if turn.form == "dash":
        if turn.address and speaker is not None:
            memory.address[speaker, answer.addressee] = turn.address
            memory.address[speaker, None] = turn.address
        memory.speakers.append(speaker)
        memory.addressees.append(answer.addressee)
    elif speaker is not None:
        memory.thinker = speaker
    if speaker is not None:
        memory.spoken[speaker] = turn.number
        memory.counts[speaker] = memory.counts.get(speaker, 0) + 1
        if turn.beat.subject:
            memory.told[speaker] = turn.start
            memory.focus[people.gender(speaker)] = speaker


def _choose(
    turn: Turn,
    found: Sequence[Turn],
    named: Sequence[int | None],
    memory: Memory,
    people: People,
    weights: Mapping[str, float],
    choices: list[Choice] | None,
) -> Attribution:
    candidates = tuple(_candidates(turn, found, named, memory, people))
    if not candidates:
        return Attribution(None, None, 0.0, "nobody")
    ahead = _ahead(turn, found, named)
    described = tuple(tuple(features(turn, c, memory, ahead, people.narrator)) for c in candidates)
    if choices is not None:
        choices.append(Choice(turn, candidates, described))
    scores = [sum(weights.get(name, 0.0) for name in names) for names in described]
    best = max(range(len(scores)), key=scores.__getitem__)
    share = 1 / sum(math.exp(score - scores[best]) for score in scores)
    return Attribution(candidates[best], None, min(0.95, share), "turn", ", ".join(described[best][:3]))


def _ahead(turn: Turn, found: Sequence[Turn], named: Sequence[int | None]) -> tuple[int | None, int | None]:
    """Who is named for the next two turns, where nothing stands between."""
    one = turn.number + 1
    if one >= len(found) or found[one].gap or found[one].form != "dash":
        return None, None
    two = one + 1
    linked = two < len(found) and not found[two].gap and found[two].form == "dash"
    return named[one], named[two] if linked else None


def _candidates(
    turn: Turn, found: Sequence[Turn], named: Sequence[int | None], memory: Memory, people: People
) -> Iterator[int]:
    gender = turn.beat.gender or (turn.beat.subject.gender if turn.beat.subject else "") or turn.gender
    seen: set[int] = set()
    for person in _pool(turn, found, named, memory, people):
        if person is None or person in seen:
            continue
        seen.add(person)
        if gender and people.gender(person) not in (gender, ""):
            continue
        if turn.beat.subject and people.all[person].kind != "person":
            continue
        yield person
        if len(seen) > _CANDIDATES * 2:
            return


def _pool(
    turn: Turn, found: Sequence[Turn], named: Sequence[int | None], memory: Memory, people: People
) -> Iterator[int | None]:
    yield memory.any
    yield from reversed(memory.speakers[-_BACK:])
    yield from reversed(memory.addressees[-3:])
    for name in reversed(turn.told[-8:]):
        yield name.character
    yield people.narrator
    for before in reversed(found[max(0, turn.number - 2) : turn.number]):
        yield from before.calls
        for name in reversed(before.told[-4:]):
            yield name.character
    for number in range(turn.number + 1, min(len(found), turn.number + 4)):
        yield named[number]
    yield from memory.focus.values()
    yield memory.thinker
    yield from memory.top[""][:2]


def _addressee(turn: Turn, speaker: int | None, memory: Memory) -> int | None:
    """Who is spoken to, as far as the text before tells."""
    others = [p for p in (*turn.calls, *turn.beat.to) if p != speaker]
    if others:
        return others[0]
    if turn.form == "dash" and memory.speakers and memory.speakers[-1] != speaker and turn.gap <= 3:
        return memory.speakers[-1]
    if memory.addressees and memory.addressees[-1] != speaker and turn.form == "dash" and turn.gap <= 3:
        return memory.addressees[-1]
    return None


__all__ = ["Attribution", "Choice", "Subject", "attribute"]
