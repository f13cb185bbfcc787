"""Metrics of fiction: the pieces of direct speech of a novel, their speakers and addressees.

A piece is found when the content of direct quotes covers at least half of it and the fragment that covers most of it
is about the same (Jaccard index of at least 0.5) or lies in it for at least half of its length. A name is right when
the novel gives it to that person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import Factory, define, frozen

from benchmarks.data import Novel, Pair, Piece, Predicted, Section, Voice
from benchmarks.figures import DIGITS, Score, harmonic, rounded, share
from benchmarks.spans import name_words, raw_words, trim, trimmed

HALF: Final = 0.5
_NARRATORS: Final = frozenset({"я", "рассказчик", "повествователь", "narrator"})
_LISTED: Final = 3
"""What a name in the list of persons weighs, against a mention in the text."""
_OFTEN_WHOLE: Final = 0.25
_OFTEN_SINGLE: Final = 0.5
_SHORT: Final = 2


@frozen
class FictionFigures:
    """How well the direct speech of a novel was found and given to its speakers.

    :ivar precision: the share of predicted fragments that lie in speech.
    :ivar recall: the share of pieces that were found.
    :ivar attributed: the share of pieces that were found and given to the right speaker.
    :ivar speaker: the share of right speakers among the found pieces whose speaker is known; ``with_source`` and
        ``without_source`` tell lines whose speaker is named beside them from those left to the reader.
    """

    sections: int
    gold: int
    predicted: int
    precision: float
    recall: float
    exact: float
    characters: float
    speaker: float
    with_source: float
    without_source: float
    attributed: float
    addressee: Score

    def to_dict(self) -> dict[str, Any]:
        """The figures as a record, rounded."""
        return {
            "sections": self.sections,
            "gold": self.gold,
            "pred": self.predicted,
            "pieces": rounded(self.precision, self.recall, self.f1),
            "exact_recall": round(self.exact, DIGITS),
            "char_recall": round(self.characters, DIGITS),
            "speaker_accuracy": round(self.speaker, DIGITS),
            "speaker_accuracy_with_source": round(self.with_source, DIGITS),
            "speaker_accuracy_without_source": round(self.without_source, DIGITS),
            "attributed_recall": round(self.attributed, DIGITS),
            "addressee": self.addressee.to_dict(),
        }

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of the pieces."""
        return harmonic(self.precision, self.recall)


@frozen
class Names:
    """Which persons a name stands for: how often the novel gives each ``whole`` name and each ``single`` word to whom."""

    whole: Mapping[str, Counter[str]]
    single: Mapping[str, Counter[str]]
    narrator: str = ""

    def is_right(self, voice: Voice | None, persons: Sequence[str]) -> bool:
        """Whether ``voice`` names one of ``persons``; nobody is right where there are none."""
        if not persons or voice is None:
            return not persons and voice is None
        words = name_words(voice.name)
        if not words:
            return False
        if self.narrator in persons and (voice.kind == "narrator" or _NARRATORS & set(words)):
            return True
        if _stands_for(self.whole.get(" ".join(words)), persons, _OFTEN_WHOLE):
            return True
        return any(_stands_for(self.single.get(word), persons, _OFTEN_SINGLE) for word in words)


def _stands_for(given: Counter[str] | None, persons: Iterable[str], often: float) -> bool:
    if given is None:
        return False
    enough = max(1, often * given.total())
    return any(given[person] >= enough for person in persons)


def names_of(novel: Novel) -> Names:
    """The names of the novel's persons, from their list and from the mentions."""
    whole: dict[str, Counter[str]] = defaultdict(Counter)
    single: dict[str, Counter[str]] = defaultdict(Counter)

    def add(name: str, person: str, weight: int) -> None:
        whole[" ".join(name_words(name))][person] += weight
        for word in raw_words(name):
            if word[:1].isupper() and len(word) > _SHORT:
                single[word.lower().replace("ё", "е")][person] += weight

    for person, names in novel.names.items():
        for name in names:
            add(name, person, _LISTED)
    for section in novel.sections:
        for mention in section.mentions:
            for person in mention.persons:
                add(section.text[slice(*mention.span)], person, 1)
    return Names(whole, single, novel.narrator)


@frozen
class _Fragment:
    span: Pair
    quote: Predicted


@define
class _Counts:
    counts: Counter[str] = Factory(Counter)

    def add(self, name: str, by: int = 1) -> None:
        self.counts[name] += by

    def share(self, part: str, whole: str) -> float:
        return share(self.counts[part], self.counts[whole])


def measure(novel: Novel, predictions: Mapping[str, Sequence[Predicted]]) -> FictionFigures:
    """The figures of ``predictions`` (by the id of the section) on the sections of ``novel``."""
    names, counts = names_of(novel), _Counts()
    for section in novel.sections:
        fragments = [
            _Fragment(span, quote)
            for quote in predictions.get(section.id, ())
            if quote.kind == "direct"
            for span in trimmed(section.text, quote.content)
        ]
        _count_fragments(section, fragments, counts)
        _count_pieces(section, fragments, names, counts)
    of = counts.share
    return FictionFigures(
        sections=len(novel.sections),
        gold=counts.counts["gold"],
        predicted=counts.counts["predicted"],
        precision=of("good", "predicted"),
        recall=of("found", "gold"),
        exact=of("exact", "gold"),
        characters=of("characters_found", "characters"),
        speaker=of("speaker_right", "speaker"),
        with_source=of("with_source_right", "with_source"),
        without_source=of("without_source_right", "without_source"),
        attributed=of("attributed", "gold"),
        addressee=Score(counts.counts["addressee_right"], counts.counts["addressee_given"], counts.counts["addressee"]),
    )


def _count_fragments(section: Section, fragments: Sequence[_Fragment], counts: _Counts) -> None:
    speech = {offset for piece in section.pieces for span in piece.content for offset in range(*span)}
    for fragment in fragments:
        start, stop = fragment.span
        inside = sum(offset in speech for offset in range(start, stop))
        counts.add("predicted")
        counts.add("good", inside >= HALF * (stop - start))


def _count_pieces(section: Section, fragments: Sequence[_Fragment], names: Names, counts: _Counts) -> None:
    owner: dict[int, int] = {}
    for number, fragment in enumerate(fragments):
        for offset in range(*fragment.span):
            owner.setdefault(offset, number)
    for piece in section.pieces:
        if piece.level == 0:
            start, stop = trim(section.text, piece.content[0])
            votes = Counter(owner[offset] for offset in range(start, stop) if offset in owner)
            counts.add("gold")
            counts.add("characters", stop - start)
            counts.add("characters_found", votes.total())
            if votes:
                fragment = fragments[votes.most_common(1)[0][0]]
                if _is_found((start, stop), votes.total(), fragment.span):
                    counts.add("found")
                    counts.add("exact", fragment.span == (start, stop))
                    _count_speakers(piece, fragment.quote, names, counts)


def _is_found(piece: Pair, covered: int, fragment: Pair) -> bool:
    length, size = piece[1] - piece[0], fragment[1] - fragment[0]
    shared = max(0, min(piece[1], fragment[1]) - max(piece[0], fragment[0]))
    same = shared / (length + size - shared) >= HALF
    return covered >= HALF * length and (same or shared >= HALF * size)


def _count_speakers(piece: Piece, quote: Predicted, names: Names, counts: _Counts) -> None:
    right = names.is_right(quote.speaker, piece.who)
    counts.add("attributed", right)
    if piece.who:
        source = "with_source" if quote.source else "without_source"
        for name in ("speaker", source):
            counts.add(name)
            counts.add(f"{name}_right", right)
    if piece.to and piece.to != piece.who:
        counts.add("addressee")
        counts.add("addressee_given", quote.addressee is not None)
        counts.add("addressee_right", quote.addressee is not None and names.is_right(quote.addressee, piece.to))
