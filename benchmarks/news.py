"""Metrics of news: quotes, their cues, sources and speakers against annotated documents.

A predicted and an annotated attribution match when the characters of their content have a Jaccard index of at least
0.5, paired one to one, the best first, a shared cue breaking ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from benchmarks.data import Article, Gold, Predicted, Voice
from benchmarks.figures import DIGITS, Score, share
from benchmarks.spans import jaccard, name_words, offsets, overlap, trimmed

MATCH: Final = 0.5
_CUE_BONUS: Final = 0.01


@frozen
class Mistake:
    """What went wrong: ``missed``, ``spurious`` or the wrong ``speaker``."""

    what: str
    article: Article
    gold: Gold | None
    predicted: Predicted | None

    @property
    def text(self) -> str:
        """The words of the quote."""
        quote = self.gold or self.predicted
        return " | ".join(self.article.text[start:stop] for start, stop in quote.content) if quote else ""


@frozen
class KindFigures:
    """The figures of one kind of quote."""

    gold: int
    predicted: int
    found: int
    good: int
    attributed: int

    @property
    def attributed_recall(self) -> float:
        """The share of the annotated quotes that were found and given to the right speaker."""
        return share(self.attributed, self.gold)

    def to_dict(self) -> dict[str, float]:
        """The figures, rounded."""
        return {
            "gold": self.gold,
            "pred": self.predicted,
            "precision": round(share(self.good, self.predicted), DIGITS),
            "recall": round(share(self.found, self.gold), DIGITS),
            "attributed_recall": round(self.attributed_recall, DIGITS),
        }


@frozen
class NewsFigures:
    """How well the quotes of news documents were found and attributed.

    :ivar overlap: matches.
    :ivar exact: matches whose fragments are the same, marks and spaces at the edges aside.
    :ivar attributed: matches with the right speaker: the figure from end to end.
    :ivar speaker: the share of right speakers among matches whose speaker is known.
    """

    documents: int
    gold: int
    predicted: int
    overlap: Score
    exact: Score
    attributed: Score
    cue: Score
    source: Score
    speaker: float
    kind: float
    mode: float
    by_kind: Mapping[str, KindFigures]
    mistakes: tuple[Mistake, ...] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The figures as a record, rounded."""
        return {
            "documents": self.documents,
            "gold": self.gold,
            "pred": self.predicted,
            **{name: getattr(self, name).to_dict() for name in ("overlap", "exact", "attributed", "cue", "source")},
            "speaker_accuracy": round(self.speaker, DIGITS),
            "kind_accuracy": round(self.kind, DIGITS),
            "mode_accuracy": round(self.mode, DIGITS),
            "by_kind": {kind: figures.to_dict() for kind, figures in self.by_kind.items()},
        }


@frozen
class _Compared:
    """One document: what is asked for, what was given, and which of them match."""

    article: Article
    gold: Sequence[Gold]
    predicted: Sequence[Predicted]
    pairs: Sequence[tuple[Gold, Predicted]]

    def mistakes(self) -> Iterable[Mistake]:
        matched = {id(each) for pair in self.pairs for each in pair}
        yield from (
            Mistake("speaker", self.article, g, p) for g, p in self.pairs if not same_speaker(p.speaker, g.keys)
        )
        yield from (Mistake("missed", self.article, g, None) for g in self.gold if id(g) not in matched)
        yield from (Mistake("spurious", self.article, None, p) for p in self.predicted if id(p) not in matched)


def measure(articles: Sequence[Article], predictions: Mapping[str, Sequence[Predicted]]) -> NewsFigures:
    """The figures of ``predictions`` (by the id of the document) on ``articles``."""
    compared = [_compare(article, predictions.get(article.id, ())) for article in articles]
    gold = [quote for document in compared for quote in document.gold]
    found = [quote for document in compared for quote in document.predicted]
    pairs = [(document.article.text, g, p) for document in compared for g, p in document.pairs]
    right = [same_speaker(p.speaker, g.keys) for _, g, p in pairs]

    def score(matches: Iterable[bool]) -> Score:
        return Score(sum(matches), len(found), len(gold))

    return NewsFigures(
        documents=len(articles),
        gold=len(gold),
        predicted=len(found),
        overlap=score(True for _ in pairs),
        exact=score(trimmed(text, g.content) == trimmed(text, p.content) for text, g, p in pairs),
        attributed=score(right),
        cue=_mentions("cue", gold, found, pairs),
        source=_mentions("source", gold, found, pairs),
        speaker=share(
            sum(same for same, (_, g, _) in zip(right, pairs, strict=True) if g.keys),
            sum(bool(g.keys) for _, g, _ in pairs),
        ),
        kind=share(sum(g.kind == p.kind for _, g, p in pairs), len(pairs)),
        mode=share(sum(g.mode == p.mode for _, g, p in pairs), len(pairs)),
        by_kind=_by_kind(gold, found, [(g, p) for _, g, p in pairs]),
        mistakes=tuple(mistake for document in compared for mistake in document.mistakes()),
    )


def same_speaker(voice: Voice | None, keys: Sequence[str]) -> bool:
    """Whether the name holds one of the keys (`орлов` is in `Анна Орлова`); without keys there is to be no speaker."""
    if not keys or voice is None:
        return not keys and voice is None
    name = " ".join(name_words(voice.name))
    return any(" ".join(name_words(key)) in name for key in keys)


def _compare(article: Article, predicted: Sequence[Predicted]) -> _Compared:
    """Match the document; what matches an optional attribution is first left out, with all optional ones."""
    gold: Sequence[Gold] = article.quotes
    if any(quote.optional for quote in gold):
        free = {j for i, j in _paired(article.text, gold, predicted) if gold[i].optional}
        predicted = [quote for j, quote in enumerate(predicted) if j not in free]
        gold = [quote for quote in gold if not quote.optional]
    pairs = [(gold[i], predicted[j]) for i, j in _paired(article.text, gold, predicted)]
    return _Compared(article, gold, predicted, pairs)


def _paired(text: str, gold: Sequence[Gold], predicted: Sequence[Predicted]) -> list[tuple[int, int]]:
    wanted = [offsets(text, quote.content) for quote in gold]
    given = [offsets(text, quote.content) for quote in predicted]
    candidates = [
        (likeness + _CUE_BONUS * overlap(gold[i].cue, predicted[j].cue), i, j)
        for i, want in enumerate(wanted)
        for j, have in enumerate(given)
        if (likeness := jaccard(want, have)) >= MATCH
    ]
    pairs: list[tuple[int, int]] = []
    taken_gold, taken_predicted = set[int](), set[int]()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in taken_gold and j not in taken_predicted:
            pairs.append((i, j))
            taken_gold.add(i)
            taken_predicted.add(j)
    return pairs


def _mentions(
    name: str, gold: Sequence[Gold], found: Sequence[Predicted], pairs: Sequence[tuple[str, Gold, Predicted]]
) -> Score:
    """Cues or sources that overlap, of all that were predicted and annotated."""
    return Score(
        sum(overlap(getattr(g, name), getattr(p, name)) for _, g, p in pairs),
        sum(getattr(quote, name) is not None for quote in found),
        sum(getattr(quote, name) is not None for quote in gold),
    )


def _by_kind(
    gold: Sequence[Gold], found: Sequence[Predicted], pairs: Sequence[tuple[Gold, Predicted]]
) -> dict[str, KindFigures]:
    asked, given = Counter(q.kind for q in gold), Counter(q.kind for q in found)
    matched, good = Counter(g.kind for g, _ in pairs), Counter(p.kind for _, p in pairs)
    attributed = Counter(g.kind for g, p in pairs if same_speaker(p.speaker, g.keys))
    return {
        kind: KindFigures(asked[kind], given[kind], matched[kind], good[kind], attributed[kind])
        for kind in sorted(asked | given)
    }
