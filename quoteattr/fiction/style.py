"""How the characters of a book speak: the words of the lines that the author gives to them by name."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import regex

from quoteattr.fiction.turns import Turn

_WORD: Final = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_LONGEST: Final = 700
_ENOUGH: Final = 30
_SHORT: Final = 8
_SMOOTH: Final = 60.0


class Style:
    """The word counts of each character, and of all."""

    def __init__(self, view: str, turns: Sequence[Turn], named: Sequence[int | None]) -> None:
        self._words = [_words(view, turn) if turn.form == "dash" else () for turn in turns]
        self._given = named
        self._of: dict[int, Counter[str]] = defaultdict(Counter)
        self._all: Counter[str] = Counter()
        for words, person in zip(self._words, named, strict=True):
            self._all.update(words)
            if person is not None:
                self._of[person].update(words)
        self._sizes = {person: counts.total() for person, counts in self._of.items()}
        self._total = max(1, self._all.total())

    def compare(self, turn: Turn, people: Sequence[int | None]) -> Mapping[int, float]:
        """How much likelier than the rest each of the ``people`` is to choose these words, by their logarithm."""
        known = [p for p in people if p is not None and self._sizes.get(p, 0) >= _ENOUGH]
        words = self._words[turn.number]
        if len(known) < 2 or not words:
            return {}
        given = self._given[turn.number]
        scores = {person: self._score(person, words, int(person == given)) for person in known}
        mean = sum(scores.values()) / len(scores)
        return {person: (score - mean) / math.sqrt(len(words) + _SHORT) for person, score in scores.items()}

    def _score(self, person: int, words: Sequence[str], own: int) -> float:
        """The likelihood of the words; ``own`` is 1 where the line itself was counted for the person."""
        counts, scale = self._of[person], _SMOOTH / self._total
        size = math.log((self._sizes[person] - own * len(words) + _SMOOTH) / _SMOOTH)
        score = 0.0
        for word in words:
            seen = counts[word] - own
            if seen > 0:
                score += math.log1p(seen / (scale * self._all[word]))
        return score - size * len(words)


class Address:
    """Who says ты and who says вы to whom, by the lines that the author gives to them by name."""

    def __init__(self, turns: Sequence[Turn], named: Sequence[int | None]) -> None:
        self._forms: dict[tuple[int, int | None], Counter[str]] = defaultdict(Counter)
        self._given: dict[int, tuple[int, int | None]] = {}
        for turn, person in zip(turns, named, strict=True):
            if person is not None and turn.address and turn.form == "dash":
                self._forms[person, None][turn.address] += 1
                listener = _partner(turns, named, turn.number, person)
                self._given[turn.number] = person, listener
                if listener is not None:
                    self._forms[person, listener][turn.address] += 1

    def uses(self, turn: Turn, speaker: int, listener: int | None) -> float | None:
        """The share of the form of the line in what the speaker says to the listener; ``None`` where nothing tells."""
        counts = self._forms.get((speaker, listener))
        if not counts:
            return None
        given = self._given.get(turn.number)
        own = given is not None and given[0] == speaker and listener in (given[1], None)
        total = counts.total() - own
        return (counts[turn.address] - own) / total if total > 0 else None


_AROUND: Final = 4


def _partner(turns: Sequence[Turn], named: Sequence[int | None], number: int, person: int) -> int | None:
    """The other one whom the author names nearest to the line."""
    for distance in range(1, _AROUND):
        for near in (number - distance, number + distance):
            if 0 <= near < len(turns) and named[near] not in (None, person) and turns[near].form == "dash":
                return named[near]
    return None


def _words(view: str, turn: Turn) -> tuple[str, ...]:
    text = " ".join(view[piece.start : piece.stop] for piece in turn.pieces)[:_LONGEST].lower()
    return tuple(_WORD.findall(text))
