"""Fit the weights by which the speaker of a line of fiction is chosen, and measure them on the novel left out.

Usage: ``python -m benchmarks.fit_fiction [--write]``. Each novel is read with the weights at hand, the candidates of
every line that the author leaves open are compared with the annotation, and the weights of a conditional logit are
fitted to them; some rounds, for the candidates depend on what was chosen before. Without ``--write`` nothing is kept.
"""

from __future__ import annotations

import argparse
import math
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.data import NOVELS, Novel, Piece, Voice, read_novel
from benchmarks.fiction import Names, names_of
from quoteattr.fiction.attribution import Choice, Teacher, attribute
from quoteattr.fiction.naming import name_of
from quoteattr.fiction.people import People
from quoteattr.fiction.reading import Reading, read
from quoteattr.fiction.turns import Turn
from quoteattr.fiction.weights import FILE, load, written
from quoteattr.lexicon import default

Example: TypeAlias = tuple[tuple[tuple[str, ...], ...], tuple[bool, ...]]
ROUNDS: Final = 3
EPOCHS: Final = 25
RATE: Final = 0.25
PRIOR: Final = 0.03
PRIOR_OWN: Final = 0.15
DOUBT: Final = 1.5
"""How much likelier one of the candidates is made than nobody: of two doubtful answers a name is worth more."""


class Book:
    """A novel, read once, and its answers."""

    def __init__(self, novel: Novel) -> None:
        self.names = names_of(novel)
        self.novel = novel.joined()
        section = self.novel.sections[0]
        self.pieces = sorted((p for p in section.pieces if p.level == 0), key=lambda p: p.content)
        self.starts = [p.content[0][0] for p in self.pieces]
        self.text = section.text

    def read(self) -> Reading:
        """The novel as turns."""
        return read(self.text, default())

    def piece(self, turn: Turn) -> Piece | None:
        """The annotated piece that the turn begins with."""
        at = bisect_right(self.starts, turn.start + 3) - 1
        if at < 0 or self.pieces[at].content[0][1] <= turn.start:
            return None
        return self.pieces[at]

    def is_right(self, people: People, person: int | None, who: Sequence[str]) -> bool:
        """Whether the annotation gives the name of ``person`` to the speaker."""
        voice = None if person is None else Voice(name_of(people, person), people.all[person].kind)
        return _right(self.names, voice, who)

    def teacher(self, found: Reading, kept: list[Example], *, tells: bool) -> Teacher:
        """Who knows the right candidate, keeps the choice as an example, and tells the answer or does not."""

        def teach(choice: Choice) -> int | None:
            piece = self.piece(choice.turn)
            if not (piece and piece.who):
                return None
            right = [c is not None and self.is_right(found.people, c, piece.who) for c in choice.candidates]
            if not any(right):
                right[-1] = True  # nobody who was thought of
            kept.append((choice.features, tuple(right)))
            return right.index(True) if tells else None

        return teach

    def examples(self, weights: Mapping[str, float], *, tells: bool) -> list[Example]:
        """The lines and their candidates: after the right speakers of the lines before, or after those chosen."""
        found = self.read()
        kept: list[Example] = []
        attribute(found, weights, self.teacher(found, kept, tells=tells))
        return kept

    def accuracy(self, weights: Mapping[str, float]) -> tuple[float, float]:
        """The shares of right speakers: of all lines and of the open ones."""
        found = self.read()
        every: list[bool] = []
        opened: list[bool] = []
        for turn, answer in zip(found.turns, attribute(found, weights), strict=True):
            piece = self.piece(turn)
            if piece and piece.who:
                right = self.is_right(found.people, answer.speaker, piece.who)
                every.append(right)
                if found.named[turn.number] is None:
                    opened.append(right)
        return _mean(every), _mean(opened)


def _right(names: Names, voice: Voice | None, who: Sequence[str]) -> bool:
    return names.is_right(voice, who)


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights that make the right candidates likely: AdaGrad on a conditional logit, drawn towards nothing.

    The weight of a feature in a kind of line is that of the feature in all kinds plus its own, which is drawn harder.
    """
    fitted: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1.0)
    known = {name for features, _ in examples for names in features for name in names}
    order = list(examples)
    shuffle = random.Random(7).shuffle  # noqa: S311
    kept: dict[str, float] = defaultdict(float)
    for epoch in range(EPOCHS):
        shuffle(order)
        for features, right in order:
            _step(features, right, fitted, squares)
        if epoch >= EPOCHS // 2:
            for name in known:
                kept[name] += fitted[name] + fitted[_shared(name)]
    # The mean of the later epochs: the last one leans towards the examples it saw last.
    means = {name: kept[name] / (EPOCHS - EPOCHS // 2) - DOUBT * name.endswith(":nobody") for name in sorted(known)}
    return {name: round(mean, 3) for name, mean in means.items()}


def _shared(name: str) -> str:
    return name.partition(":")[2]


def _step(
    features: Sequence[Sequence[str]], right: Sequence[bool], weights: dict[str, float], squares: dict[str, float]
) -> None:
    scores = [sum(weights[name] + weights[_shared(name)] for name in names) for names in features]
    top = max(scores)
    masses = [math.exp(score - top) for score in scores]
    whole, good = sum(masses), sum(m for m, r in zip(masses, right, strict=True) if r)
    slope: dict[str, float] = defaultdict(float)
    for names, mass, is_right in zip(features, masses, right, strict=True):
        by = mass / whole - (mass / good if is_right and good else 0.0)
        for name in names:
            slope[name] += by
            slope[_shared(name)] += by
    for name, by in slope.items():
        by_all = by + (PRIOR_OWN if ":" in name else PRIOR) * weights[name]
        squares[name] += by_all * by_all
        weights[name] -= RATE * by_all / math.sqrt(squares[name])


def rounds(books: Sequence[Book], count: int = ROUNDS) -> dict[str, float]:
    """The weights fitted to ``books``: on their right answers, then on the engine's own too, for it has no others."""
    taught = [example for book in books for example in book.examples(load(), tells=True)]
    weights = fit(taught)
    for _ in range(count):
        weights = fit(taught + [example for book in books for example in book.examples(weights, tells=False)])
    return weights


def main() -> None:
    """Fit on each novel and measure on the other; fit on all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the weights fitted to all the novels")
    arguments = parser.parse_args()
    books = [Book(read_novel(path, narrator)) for path, narrator in NOVELS.items()]
    for book in books:
        others = [other for other in books if other is not book]
        print("left out", *(f"{x:.4f}" for x in book.accuracy(rounds(others))))
    weights = rounds(books)
    print("at hand ", *(f"{x:.4f}" for book in books for x in book.accuracy(load())))
    for book in books:
        print("fitted  ", *(f"{x:.4f}" for x in book.accuracy(weights)))
    if arguments.write:
        Path(str(FILE)).write_text(written(weights), "utf-8")


if __name__ == "__main__":
    main()
