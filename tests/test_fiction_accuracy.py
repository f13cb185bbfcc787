"""The bars of fiction: figures that the engine keeps on annotated novels, where these are at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from benchmarks import accuracy, data
from benchmarks.fiction import FictionFigures

FIRST, SECOND = data.NOVELS
PIECES: Final = {FIRST: 0.98, SECOND: 0.95}
EXACT: Final = {FIRST: 0.93, SECOND: 0.91}
SPEAKER: Final = {FIRST: 0.88, SECOND: 0.79}
ADDRESSEE: Final = 0.65

pytestmark = pytest.mark.skipif(not FIRST.exists(), reason="no annotated novels at hand: ../shared/data")


@pytest.fixture(scope="module", params=data.NOVELS, ids=lambda path: path.stem)
def novel(request: pytest.FixtureRequest) -> tuple[Path, FictionFigures]:
    """A novel and the figures of the engine on it."""
    path: Path = request.param
    read = accuracy.READERS["quoteattr"]
    return path, accuracy.on_novel(data.read_novel(path, data.NOVELS[path]), read)


def test_pieces(novel: tuple[Path, FictionFigures]) -> None:
    """Speech and author's words are told apart, with the exact bounds."""
    path, figures = novel
    assert figures.f1 >= PIECES[path]
    assert figures.exact >= EXACT[path]


def test_speakers(novel: tuple[Path, FictionFigures]) -> None:
    """The speakers of the lines are right."""
    path, figures = novel
    assert figures.speaker >= SPEAKER[path]


def test_addressees(novel: tuple[Path, FictionFigures]) -> None:
    """The addressees of the lines are right."""
    _, figures = novel
    assert figures.addressee.f1 >= ADDRESSEE
