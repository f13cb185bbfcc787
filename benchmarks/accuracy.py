"""Accuracy: the engine and the rival on the same annotated texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import regex
from attrs import frozen

import quoteattr
from benchmarks import data, fiction, news, rival
from benchmarks.data import Article, Novel, Predicted

Reader: TypeAlias = Callable[[str], Mapping[str, Any]]
"""A program under test: a text goes in, a record comes out."""

READERS: Final[dict[str, Reader]] = {
    "quoteattr": lambda text: quoteattr.attribute(text).to_dict(text=False),
    "rival": rival.attribute,
}
"""The engine as it comes, and the regular expressions that people write first."""


@frozen
class Comparison:
    """The figures of each program on the same texts."""

    title: str
    figures: Mapping[str, news.NewsFigures | fiction.FictionFigures]


def on_news(articles: Sequence[Article], read: Reader) -> news.NewsFigures:
    """The figures of a program on news documents."""
    return news.measure(articles, {article.id: _predict(article.text, read) for article in articles})


def on_novel(novel: Novel, read: Reader) -> fiction.FictionFigures:
    """The figures of a program on a novel, read as one text."""
    novel = novel.joined()
    return fiction.measure(novel, {section.id: _predict(section.text, read) for section in novel.sections})


def _predict(text: str, read: Reader) -> tuple[Predicted, ...]:
    return data.predicted(read(text)["quotes"])


def compare(readers: Mapping[str, Reader] = READERS, ids: str = "") -> Iterator[Comparison]:
    """Each annotated text that is at hand, read by each program.

    :param ids: a regular expression: of the news documents, those whose id it matches.
    """
    for title, path in (("seed article", data.SEED), ("news", data.NEWS)):
        if path.exists():
            articles = [
                article for article in data.read_articles(path) if path == data.SEED or regex.match(ids, article.id)
            ]
            yield Comparison(title, {name: on_news(articles, read) for name, read in readers.items()})
    for path, narrator in data.NOVELS.items():
        if path.exists():
            novel = data.read_novel(path, narrator)
            yield Comparison(path.stem, {name: on_novel(novel, read) for name, read in readers.items()})
