"""The seed article: every attribution, every span, every speaker, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import asdict

import quoteattr
from benchmarks import data, news
from benchmarks.data import Article, Gold
from quoteattr import Document, Quote


@pytest.fixture(scope="module")
def article() -> Article:
    """The article with its annotation."""
    (article,) = data.read_articles(data.SEED)
    return article


@pytest.fixture(scope="module")
def document(article: Article) -> Document:
    """The article as the engine reads it."""
    return quoteattr.attribute(article.text)


def annotated(text: str, quote: Gold) -> dict[str, Any]:
    """An annotated attribution in words."""
    cue, source = (text[slice(*span)] if span else None for span in (quote.cue, quote.source))
    return asdict(quote, filter=lambda field, _: field.name in ("kind", "mode", "content", "speaker")) | {
        "cue": cue,
        "source": source,
    }


def found(quote: Quote) -> dict[str, Any]:
    """A quote of the engine in the same words."""
    return {
        "kind": quote.kind,
        "mode": quote.mode,
        "content": tuple((fragment.start, fragment.stop) for fragment in quote.fragments),
        "speaker": quote.speaker.name if quote.speaker else None,
        "cue": quote.cue.text if quote.cue else None,
        "source": quote.source.text if quote.source else None,
    }


def test_the_text_is_that_of_the_file(article: Article) -> None:
    """The annotation is of the article that lies beside it."""
    (path,) = data.SEED.parent.glob("*.txt")
    assert path.read_bytes().decode("utf-8") == article.text


def test_every_attribution_is_right(article: Article, document: Document) -> None:
    """Twelve of twelve: kinds, modes, spans, cues, sources and speakers, and nothing spurious."""
    assert [found(quote) for quote in document.quotes] == [annotated(article.text, quote) for quote in article.quotes]


def test_the_figures_are_perfect(article: Article, document: Document) -> None:
    """So say the metrics."""
    figures = news.measure([article], {article.id: data.predicted(document.to_dict()["quotes"])})
    assert (figures.gold, figures.predicted) == (12, 12)
    for score in (figures.overlap, figures.exact, figures.attributed, figures.cue, figures.source):
        assert score.f1 == 1
    assert (figures.speaker, figures.kind, figures.mode) == (1, 1, 1)


def test_one_man_is_one_speaker(document: Document) -> None:
    """Name, post and pronoun lead to the same speaker, who knows his posts."""
    names = [speaker.name for speaker in document.speakers]
    assert sorted(set(names)) == sorted(names)
    president = next(speaker for speaker in document.speakers if speaker.name == "Касым-Жомарт Токаев")
    assert (president.kind, president.gender) == ("person", "masc")
    assert len({mention.text for mention in president.mentions}) > 1
