"""What holds for every string, however broken."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import quoteattr
from quoteattr import Attributor, Document, Quote, Span
from quoteattr.listing import Look, listing

MARKS = ["«", "»", "„", "“", "”", '"', "''", "'", "’", "<<", ">>", "‹", "›"]
DASHES = ["—", "–", "-", "--", " — ", " - ", ", — ", "! — ", ". — "]
STOPS = [".", ",", "!", "?", "…", "...", ":", ";", " ", "\n", "\n\n", "\r\n", "\u00a0", "\u2028", "(", ")"]
WORDS = [
    "сказал", "заявила", "сообщили", "считает", "спросил", "говорится", "сообщается", "уверен", "отметив", "заявивший",
    "По словам", "по его мнению", "согласно", "Об этом", "что", "чтобы", "ли", "когда", "который", "также", "не",
    "Иван Петров", "Анна", "И. И. Орлов", "министр", "Президент", "глава", "он", "она", "ей", "Россия", "МЧС", "завод",
    "агентство «Заря»", "BAQ.KZ", "рейс", "отменён", "дорогу", "закрыли", "да", "я", "мы", "Ну", "5", "20%", "г.", "т. е.",
]  # fmt: skip
ODD = [
    "\ud800",
    "\udfff",
    "\x00",
    "\x1b[2J",
    "\ufeff",
    "\u200b",
    "\u00ad",
    "и\u0306",
    "а\u0301",
    "İ",
    "ß",
    "🎙",
    "中",
    "\u202e",
]

pieces = st.sampled_from(WORDS) | st.sampled_from(MARKS + DASHES + STOPS) | st.sampled_from(ODD)
russian_like = st.lists(pieces | pieces.map(lambda piece: piece + " "), max_size=60).map("".join)
anything = st.text(st.characters(), max_size=200)
texts = russian_like | anything
GENRES = ["auto", "news", "fiction"]


def spans(document: Document) -> Iterator[Span]:
    """Every span of a document."""
    for quote in document.quotes:
        yield from quote.fragments
        if quote.cue:
            yield quote.cue.span
        if quote.source:
            yield quote.source.span
    for speaker in document.speakers:
        yield from speaker.mentions


@settings(max_examples=300)
@given(texts, st.sampled_from(GENRES))
@example("«" * 50, "auto")
@example("— сказал он, — " * 20, "fiction")
@example("Он молчал. — \r\n  — ---- \u2028  — Пора, - сказала Анна.", "fiction")
@example('"' * 51 + " — сказал Иван.", "news")
@example("", "auto")
@example("——", "fiction")
@example("–;", "fiction")
@example("5\u200b !'' :-. — ", "news")
@example("\udfff считает, что «\ud800».", "news")
@example("— \udfff? — спросил \ud800. — Да!", "fiction")
@example("отметив 20% министр „\udfff -  ! — уверен По словам а́\xad сообщается", "news")
@example("ИРоссияглава Иван Петров :-- --–", "news")
@example("İРоссияглава Иван Петров :-- --–", "news")
@example("\u2028” ; Об этом говорится\nкоторый 中,'''\xa0İ", "news")
@example("да сообщили ! \u202e \xad\n\n Об этом заявил глава", "news")
def test_every_string_is_read(text: str, genre: str) -> None:
    """No string raises, and what is found stands in the text at its offsets."""
    document = Attributor(genre=genre).attribute(text)
    assert document.text == text
    for span in spans(document):
        assert span.start < span.stop
        assert text[span.start : span.stop] == span.text


@settings(max_examples=200)
@given(russian_like, st.sampled_from(GENRES))
def test_a_document_holds_together(text: str, genre: str) -> None:
    """Fragments stand in text order, and speakers and parents are those of the document."""
    document = Attributor(genre=genre).attribute(text)
    for number, quote in enumerate(document.quotes):
        edges = [edge for fragment in quote.fragments for edge in (fragment.start, fragment.stop)]
        assert edges == sorted(edges)
        assert quote.evidence, "a quote tells why it was found"
        for speaker in (quote.speaker, quote.addressee):
            assert speaker is None or speaker in document.speakers
        assert quote.parent is None or quote.parent in document.quotes[:number]
    names = [speaker.id for speaker in document.speakers]
    assert len(set(names)) == len(names)
    starts = [quote.start for quote in document.quotes]
    assert starts == sorted(starts)


@given(texts)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    """Nothing is remembered from one call to the next."""
    first = quoteattr.attribute(text)
    quoteattr.attribute("«Рейс отменён», — сообщил пилот Иван Орлов. Он добавил, что ждёт.")
    assert quoteattr.attribute(text) == first


@given(texts)
def test_a_document_is_read_back_from_its_record(text: str) -> None:
    """The record holds everything, with the text and without."""
    document = quoteattr.attribute(text)
    assert Document.from_dict(document.to_dict()) == document
    assert Document.from_dict(document.to_dict(text=False), text) == document


@given(texts.filter(lambda text: not any("\ud800" <= character <= "\udfff" for character in text)))
def test_a_document_is_read_back_from_json(text: str) -> None:
    """So does its JSON, for every text that Unicode can encode."""
    document = quoteattr.attribute(text)
    assert Document.from_dict(json.loads(document.to_json())) == document


@given(texts, st.integers(20, 120), st.booleans())
def test_every_document_can_be_listed(text: str, width: int, explain: bool) -> None:
    """A listing keeps to its width and passes on no control characters."""
    lines = list(listing(quoteattr.attribute(text), "заголовок", Look(width, explain=explain)))
    assert all(len(line) <= max(width, 60) for line in lines)
    assert not any(character < " " for line in lines for character in line)


PIECES = [
    "»",
    '"',
    "(",
    "По словам ",
    "Иван Петров ",
    "Об этом сообщил Иван. ",
    "«Да», — сказал Иван. ",
    "— Да!\n",
    "а" * 50,
    "\n",
    "который ",
    "он, ",
    "— а, — сказал он, — ",
    "«",
    '"а ',
    "«а» ",
    "сказал, что ",
    "Иван\n",
    "источник сообщил. ",
    "Как сообщил Иван, рейс отменён, ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length(piece: str) -> None:
    """However often a piece is repeated, a text twice as long takes about twice the time."""
    shortest = 500
    least = _seconds(piece, shortest)
    for times in (2, 4, 8, 16, 32):
        assert _seconds(piece, times * shortest) <= 8 * times * least + 0.2


def _seconds(piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        quoteattr.attribute(text)
        best = min(best, time.perf_counter() - start)
    return best


def test_a_quote_is_a_value() -> None:
    """Two engines of the same configuration give equal quotes."""
    text = "«Рейс отменён», — сообщил пилот."
    one, other = (Attributor(genre="news").attribute(text).quotes for _ in range(2))
    assert one == other
    assert all(isinstance(quote, Quote) for quote in one)
