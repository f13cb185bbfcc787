"""The speaker of each turn: named by the author, or the likeliest of those who are about.

The lines are a chain: who speaks one depends on who spoke those before, and a speaker whom the author names tells of
the lines around. So several readings are kept side by side, each with its likelihood, and the best at the end wins.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from quoteattr.fiction.beats import VOICES
from quoteattr.fiction.features import Memory, Past, group, passing, standing, style
from quoteattr.fiction.people import People
from quoteattr.fiction.reading import Reading
from quoteattr.fiction.style import Address, Style
from quoteattr.fiction.turns import Turn

_WIDTH: Final = 4
_NARROW: Final = 2
_TOLD: Final = 0.9
_POOL: Final = 10
_BACK: Final = 8
_DEPTH: Final = 4
_SUBJECTS: Final = 3
_RECENT: Final = 20
_SURE: Final = 0.97
_DESCRIBED: Final = 0.8
_SOMEBODY: Final = 0.6
_BRIDGED: Final = 3
_LONG_AGO: Final = 30
_FAR: Final = 2000


class Attribution(NamedTuple):
    """The answer for one turn."""

    speaker: int | None
    addressee: int | None
    confidence: float
    rule: str


class Choice(NamedTuple):
    """The candidates of a turn, each with its features: what the weights are fitted on."""

    turn: Turn
    candidates: tuple[int | None, ...]
    features: tuple[tuple[str, ...], ...]
    named: bool


class Teacher(Protocol):
    """Who knows the speakers: used to fit the weights."""

    def __call__(self, choice: Choice) -> int | None:
        """The number of the right candidate, or ``None`` where it is not known."""


class Path(NamedTuple):
    """A reading of the lines so far: its last answer and the path before it."""

    score: float
    past: Past
    answer: Attribution | None
    turn: int
    before: Path | None


def attribute(reading: Reading, weights: Mapping[str, float], teacher: Teacher | None = None) -> list[Attribution]:
    """The speakers of the turns.

    The text is gone over twice: what is all but sure after the first time tells how the characters speak.
    """
    first = _Chain(reading, weights, reading.named, None, _NARROW).run()
    known = [a.speaker if a.rule == "named" or a.confidence >= _TOLD else None for a in first]
    return _Chain(reading, weights, known, teacher, _WIDTH).run()


class _Chain:
    """One run over the turns of a text."""

    def __init__(
        self,
        reading: Reading,
        weights: Mapping[str, float],
        known: Sequence[int | None],
        teacher: Teacher | None,
        width: int,
    ) -> None:
        self.width = width
        self.reading = reading
        self.turns = reading.turns
        self.named = reading.named
        self.people = reading.people
        self.tables = _tables(weights)
        self.teacher = teacher
        genders = {character.id: character.gender for character in reading.people.all}
        described = frozenset(c.id for c in reading.people.all if reading.people.is_described(c.id))
        self.memory = Memory(_hero(reading.people), reading.people.narrator, genders, _ranks(reading.people), described)
        self.alive = _alive(reading)
        self.voices = {c.id for c in reading.people.all if c.kind == "group" and not VOICES.isdisjoint(c.names)}
        self.style = Style(reading.page.view, reading.turns, known)
        self.address = Address(reading.turns, known)
        self.answers: dict[int, Attribution] = {}

    def run(self) -> list[Attribution]:
        paths = [Path(0.0, Past(), None, -1, None)]
        for turn in self.turns:
            self._remember_narration(turn)
            if turn.form == "dash":
                paths = self._extend(paths, turn)
                answer = paths[0].answer
            else:
                answer = self.answers[turn.number] = self._aside(turn, paths[0].answer)
            self._remember(turn, answer)
        path: Path | None = paths[0]
        while path is not None and path.answer is not None:
            self.answers[path.turn] = path.answer
            path = path.before
        return [self.answers[turn.number] for turn in self.turns]

    def _aside(self, turn: Turn, line: Attribution | None) -> Attribution:
        """A thought or a quotation: no line of the dialogue, whose last one has the answer ``line``."""
        before = self.answers.get(turn.number - 1, line)
        if turn.form == "more" and before:
            return before._replace(rule="goes on")
        sure = self._sure(turn)
        if sure is not None:
            return Attribution(sure, None, self._trust_in_name(sure), "named")
        pool: list[int | None] = [*self._pool(turn, []), None]
        described = [tuple(standing(turn, person, self.memory)) for person in pool]
        return self._best(turn, pool, described)

    def _sure(self, turn: Turn) -> int | None:
        """Whom the author's words name; of those who share a description the only one who is about."""
        named = self.named[turn.number]
        tied = self.reading.tied.get(named, ()) if named is not None else ()
        about = [person for person in tied if self._is_about(person, turn)]
        return about[0] if len(about) == 1 else named

    def _is_about(self, person: int, turn: Turn) -> bool:
        """Whether the person spoke or was told of in this scene."""
        spoken = self.memory.spoken.get(person, -1) >= max(self.memory.scene, turn.number - _LONG_AGO)
        return spoken or turn.start - self.memory.told.get(person, -_FAR) < _FAR

    def _best(self, turn: Turn, pool: Sequence[int | None], described: Sequence[tuple[str, ...]]) -> Attribution:
        taught = self._taught(turn, pool, described)
        shares = _shares([self._weigh(turn, names) for names in described])
        best = taught if taught is not None else max(range(len(pool)), key=shares.__getitem__)
        return Attribution(pool[best], None, _trust(pool[best], shares[best]), "thought")

    def _weigh(self, turn: Turn, names: Iterable[str]) -> float:
        weight = self.tables[group(turn, named=self.named[turn.number] is not None)].get
        return sum([weight(name, 0.0) for name in names])

    def _taught(self, turn: Turn, pool: Sequence[int | None], described: Sequence[tuple[str, ...]]) -> int | None:
        if self.teacher is None:
            return None
        named = self.named[turn.number] is not None
        kind = group(turn, named=named)
        full = tuple(tuple(f"{kind}:{name}" for name in names) for names in described)
        return self.teacher(Choice(turn, tuple(pool), full, named))

    def _extend(self, paths: Sequence[Path], turn: Turn) -> list[Path]:
        sure = self._sure(turn)
        pool: list[int | None] = [*self._pool(turn, paths), None]
        if sure is not None and sure not in pool:
            pool.insert(0, sure)
        styles = self.style.compare(turn, pool) if sure is None else {}
        fixed = [(*standing(turn, person, self.memory), *style(styles, person)) for person in pool]
        base = [self._weigh(turn, names) for names in fixed]
        chosen = pool.index(sure) if sure is not None else None
        if self.teacher is not None:
            moving = [tuple(passing(turn, person, paths[0].past, self.address)) for person in pool]
            taught = self._taught(turn, pool, [(*a, *b) for a, b in zip(fixed, moving, strict=True)])
            chosen = chosen if chosen is not None else taught
        made = [new for path in paths for new in self._next(path, turn, pool, base, chosen)]
        return _prune(made, self.width)

    def _next(
        self, path: Path, turn: Turn, pool: Sequence[int | None], base: Sequence[float], chosen: int | None
    ) -> Iterator[Path]:
        past, address = path.past, self.address
        scores = [b + self._weigh(turn, passing(turn, c, past, address)) for c, b in zip(pool, base, strict=True)]
        shares = _shares(scores)
        named = self.named[turn.number] is not None
        # No more of them than are kept: they end differently, so none but the likeliest can be among those.
        likely = sorted(range(len(pool)), key=shares.__getitem__, reverse=True)[: self.width]
        for number in likely if chosen is None else (chosen,):
            person, share = pool[number], shares[number]
            rule, confidence = ("named", self._trust_in_name(person)) if named else ("turn", _trust(person, share))
            answer = Attribution(person, self._addressee(turn, person, past), confidence, rule)
            yield _longer(path, math.log(max(share, 1e-6)), answer, turn)

    def _trust_in_name(self, person: int | None) -> float:
        """How sure the author's own word makes: a name is somebody, `старик` may be one of several."""
        if person is None or self.people.all[person].kind in ("group", "anonymous"):
            return _SOMEBODY
        return _DESCRIBED if self.people.is_described(person) else _SURE

    def _addressee(self, turn: Turn, speaker: int | None, past: Past) -> int | None:
        """Who is spoken to, as far as the text before tells."""
        for person in (*turn.calls, *turn.beat.to):
            if person != speaker:
                return person
        if turn.beat.to_gender == "narrator" and speaker != self.people.narrator:
            return self.people.narrator
        if turn.gap <= _BRIDGED:
            for other in (past.speakers[0] if past.speakers else None, past.addressee):
                if other is not None and other != speaker:
                    return other
        return None

    def _pool(self, turn: Turn, paths: Sequence[Path]) -> list[int]:
        gender = turn.beat.gender or (turn.beat.subject.gender if turn.beat.subject else "")
        other = turn.beat.subject is not None and turn.beat.subject.kind == "other"
        last = paths[0].past.speakers[:1] if other and paths else ()
        seen: dict[int, bool] = {}
        for person in self._about(turn, paths):
            if person is None or person in seen or person in last:
                continue  # `ответил тот` is never who spoke last
            seen[person] = self._may_speak(turn, person, gender)
            if sum(seen.values()) >= _POOL:
                break
        return [person for person, may in seen.items() if may]

    def _may_speak(self, turn: Turn, person: int, gender: str) -> bool:
        if gender and self.people.gender(person) not in (gender, ""):
            return False
        if person not in self.alive or person in self.voices:
            return False
        kind = self.people.all[person].kind
        return kind == "person" or (kind in ("narrator", "group") and not turn.beat.subject)

    def _about(self, turn: Turn, paths: Sequence[Path]) -> Iterator[int | None]:
        """Who may be about: those who spoke, were addressed, called or told of."""
        memory = self.memory
        for path in paths:
            yield from path.past.speakers
            yield path.past.addressee
        yield memory.any
        yield from reversed(memory.speakers[-_BACK:])
        for name in reversed(turn.told[-8:]):
            yield name.character
        yield self.people.narrator
        for before in reversed(self.turns[max(0, turn.number - 2) : turn.number]):
            yield from before.calls
        for number in range(turn.number + 1, min(len(self.turns), turn.number + 4)):
            yield self.named[number]
        yield from memory.focus.values()
        yield memory.thinker
        yield memory.hero
        if self.teacher is not None or self.width == _NARROW:
            return  # those told of longer ago are easily told apart: they teach the weights little, and blur them
        for order in memory.subjects.values():
            yield from order[:_SUBJECTS]
        yield from reversed(memory.recent[-_RECENT:])

    def _remember_narration(self, turn: Turn) -> None:
        memory = self.memory
        for name in turn.told:
            memory.told[name.character] = name.start
            memory.recent.append(name.character)
            if name.nominative:
                memory.last_acted = name.character
                memory.acted(self.people.gender(name.character), name.character)
        if turn.scene:
            memory.scene = turn.number

    def _remember(self, turn: Turn, answer: Attribution | None) -> None:
        speaker = answer.speaker if answer else None
        memory = self.memory
        memory.any = speaker
        if turn.form == "dash":
            memory.speakers.append(speaker)
        elif speaker is not None:
            memory.thinker = speaker
            memory.thoughts[speaker] += 1
        if speaker is None or answer is None:
            return
        memory.spoken[speaker] = turn.number
        if turn.beat.subject:
            memory.told[speaker] = turn.start
            memory.acted(self.people.gender(speaker), speaker)


def _tables(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Kind of line → feature → weight."""
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for key, weight in weights.items():
        kind, _, name = key.partition(":")
        tables[kind][name] = weight
    return tables


def _ranks(people: People) -> dict[int, int]:
    order = sorted((c for c in people.all if c.kind == "person"), key=lambda c: -c.count)
    return {character.id: rank for rank, character in enumerate(order)}


def _alive(reading: Reading) -> frozenset[int]:
    """Who acts in the book: speaks, is called, is the subject of verbs, or has no name at all; not `Евангелие`."""
    people = reading.people
    found = {person for person in reading.named if person is not None}
    for turn in reading.turns:
        found |= turn.calls
    found |= {character.id for character in people.all if character.acts}
    return frozenset(person for person in found if any(people.all[person].names))


def _hero(people: People) -> int | None:
    named = [c for c in people.all if c.kind == "person" and not people.is_described(c.id)]
    return people.narrator if people.narrator is not None else max(named, key=lambda c: c.count).id if named else None


def _shares(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    masses = [math.exp(score - top) for score in scores]
    whole = sum(masses)
    return [mass / whole for mass in masses]


def _trust(person: int | None, share: float) -> float:
    """How sure an answer is that was chosen among candidates; nobody is never sure."""
    return min(0.95, share) if person is not None else min(0.2, share)


def _longer(path: Path, score: float, answer: Attribution, turn: Turn) -> Path:
    past = Past((answer.speaker, *path.past.speakers[: _DEPTH - 1]), answer.addressee)
    return Path(path.score + score, past, answer, turn.number, path)


def _prune(paths: list[Path], width: int) -> list[Path]:
    """The likeliest paths, of those that end alike only the best."""
    paths.sort(key=lambda path: -path.score)
    kept: dict[Past, Path] = {}
    for path in paths:
        kept.setdefault(path.past, path)
        if len(kept) >= width:
            break
    return list(kept.values())
