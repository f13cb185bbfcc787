"""Figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.accuracy import Comparison
from benchmarks.fiction import FictionFigures
from benchmarks.news import Mistake, NewsFigures
from benchmarks.speed import SpeedFigures
from quoteattr.model import shorten


def accuracy(comparison: Comparison) -> Iterator[str]:
    """The lines of one comparison: a program a column."""
    figures = list(comparison.figures.values())
    yield f"### {comparison.title}: {_size(figures[0])}"
    yield ""
    yield from table(
        ["", *comparison.figures],
        [[label, *(each[label] for each in map(_rows, figures))] for label in _rows(figures[0])],
    )


def speed(figures: SpeedFigures) -> Iterator[str]:
    """The lines of a measurement of speed."""
    yield f"### {figures.texts}: {figures.documents} documents, {figures.characters:,} characters"
    yield ""
    rows = {
        "cold, import and dictionary included": figures.cold,
        "warm": figures.warm,
        "razdel: sentenize + tokenize": figures.razdel,
    }
    cells = [[label, f"{seconds:.3f}", f"{figures.rate(seconds):,.0f}"] for label, seconds in rows.items()]
    yield from table(["", "seconds", "characters a second"], cells)
    yield ""
    yield f"Warm, quoteattr takes {figures.ratio:.2f} times as long as razdel alone."


def mistakes(found: Sequence[Mistake], most: int) -> Iterator[str]:
    """The first mistakes, two lines each."""
    for mistake in found[:most]:
        quote = mistake.gold or mistake.predicted
        wanted = mistake.gold.speaker if mistake.gold else None
        given = mistake.predicted.speaker.name if mistake.predicted and mistake.predicted.speaker else None
        yield f"{mistake.what:9}{mistake.article.id}  {quote.kind if quote else '':9}{shorten(mistake.text, 100)}"
        yield f"{'':9}speaker: {wanted!r}, given {given!r}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, its columns aligned."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *rest = (
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join([first, *rest])} |"

    yield line(head)
    yield f"| {' | '.join('-' * width if not n else '-' * (width - 1) + ':' for n, width in enumerate(widths))} |"
    yield from map(line, rows)


def _size(figures: NewsFigures | FictionFigures) -> str:
    if isinstance(figures, NewsFigures):
        return f"{figures.documents} documents, {figures.gold} attributions"
    return f"{figures.gold} pieces of speech"


def _rows(figures: NewsFigures | FictionFigures) -> dict[str, str]:
    return _news_rows(figures) if isinstance(figures, NewsFigures) else _fiction_rows(figures)


def _news_rows(figures: NewsFigures) -> dict[str, str]:
    rows = {f"{name} F1": getattr(figures, name).f1 for name in ("overlap", "exact", "attributed", "cue", "source")}
    rows |= {"speaker accuracy": figures.speaker, "kind accuracy": figures.kind, "mode accuracy": figures.mode}
    for kind in ("direct", "mixed", "indirect"):
        if kind in figures.by_kind:
            rows[f"attributed recall, {kind}"] = figures.by_kind[kind].attributed_recall
    return _formatted(rows)


def _fiction_rows(figures: FictionFigures) -> dict[str, str]:
    return _formatted(
        {
            "pieces F1": figures.f1,
            "exact recall": figures.exact,
            "attributed recall": figures.attributed,
            "speaker accuracy": figures.speaker,
            "speaker accuracy, named beside the line": figures.with_source,
            "speaker accuracy, not named": figures.without_source,
            "addressee F1": figures.addressee.f1,
        }
    )


def _formatted(rows: dict[str, float]) -> dict[str, str]:
    return {label: f"{value:.3f}" for label, value in rows.items()}
