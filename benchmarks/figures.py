"""Figures as values: counts, and the shares made of them."""

from __future__ import annotations

from attrs import frozen

DIGITS = 4


def share(part: int, whole: int) -> float:
    """``part`` of ``whole``, 0 where there is nothing."""
    return part / whole if whole else 0.0


@frozen
class Score:
    """How much was ``right`` of what was ``predicted`` and of what is in the ``gold`` data."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return share(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """The share of the gold data that was found."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)

    def to_dict(self) -> dict[str, float]:
        """The three figures, rounded."""
        return rounded(self.precision, self.recall, self.f1)


def harmonic(precision: float, recall: float) -> float:
    """The harmonic mean of the two, 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rounded(precision: float, recall: float, f1: float) -> dict[str, float]:
    """Precision, recall and F1 as a record."""
    return {"p": round(precision, DIGITS), "r": round(recall, DIGITS), "f1": round(f1, DIGITS)}
