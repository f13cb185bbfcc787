"""The values: what they refuse, how they look, and the records that they are written to and read from."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from quoteattr import Cue, Document, Mention, Quote, Span, Speaker, Step
from quoteattr.model import shorten

TEXT = "«Рейс, — сообщил пилот Иван Орлов, — отменён», — пишет «Заря»."


def span(words: str) -> Span:
    """The span of ``words`` in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


PAPER = Speaker("s1", "Заря", "organization", mentions=(span("Заря"),))
PILOT = Speaker("s2", "Иван Орлов", "person", "masc", ("пилот",), (span("пилот Иван Орлов"),), "Q1")
OUTER = Quote(
    "indirect",
    "writing",
    (span("«Рейс, — сообщил пилот Иван Орлов, — отменён»"),),
    Cue(span("пишет"), "писать", "write"),
    Mention(span("Заря"), "organization"),
    PAPER,
    confidence=0.75,
    evidence=(Step("tag", "пишет «Заря»"),),
)
INNER = Quote(
    "direct",
    "speech",
    (span("Рейс"), span("отменён")),
    Cue(span("сообщил"), "сообщить", "inform"),
    Mention(span("пилот Иван Орлов")),
    PILOT,
    addressee=PAPER,
    parent=OUTER,
    confidence=0.9,
    evidence=(Step("between"), Step("name", "Иван Орлов: the fullest name")),
)
DOCUMENT = Document(TEXT, (OUTER, INNER), (PAPER, PILOT), "d1", "news")


class TestSpan:
    @pytest.mark.parametrize(("start", "stop", "text"), [(-1, 1, "да"), (3, 1, ""), (0, 3, "да"), (0, 0, "а")])
    def test_refuses_what_is_no_span(self, start: int, stop: int, text: str) -> None:
        """Offsets that are negative, reversed or unequal to the text raise a ValueError that names them."""
        with pytest.raises(ValueError, match=f"no span: start {start}, stop {stop}"):
            Span(start, stop, text)

    def test_is_as_long_as_its_text(self) -> None:
        """The length counts code points."""
        assert len(Span(5, 9, "ёлка")) == 4
        assert len(Span(0, 1, "🎙")) == 1

    def test_overlaps_where_a_character_is_shared(self) -> None:
        """Spans that touch do not overlap."""
        assert Span(0, 2, "да").overlaps(Span(1, 3, "а,"))
        assert not Span(0, 2, "да").overlaps(Span(2, 3, ","))

    def test_is_ordered_by_its_offsets(self) -> None:
        """Sorting spans puts them into text order."""
        first, second = Span(0, 5, "Вчера"), Span(1, 2, "ч")
        assert sorted([second, first]) == [first, second]


class TestVocabularies:
    @pytest.mark.parametrize(
        ("kind", "mode", "message"), [("loud", "speech", "'kind' must be in"), ("direct", "song", "'mode' must be in")]
    )
    def test_of_a_quote_are_closed(self, kind: str, mode: str, message: str) -> None:
        """A kind or mode that is not one of ours raises at construction."""
        with pytest.raises(ValueError, match=message):
            Quote(kind, mode, (span("Рейс"),))

    def test_of_speakers_and_mentions_are_closed(self) -> None:
        """So do the kinds of speakers and mentions, and the genders."""
        with pytest.raises(ValueError, match="'kind' must be in"):
            Speaker("s1", "Заря", "newspaper")
        with pytest.raises(ValueError, match="'gender' must be in"):
            Speaker("s1", "Заря", "organization", "f")
        with pytest.raises(ValueError, match="'kind' must be in"):
            Mention(span("Заря"), "paper")

    @pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
    def test_confidence_is_a_probability(self, confidence: float) -> None:
        """A confidence outside of 0 to 1 raises."""
        with pytest.raises(ValueError, match="confidence is between 0 and 1"):
            Quote("direct", "speech", (span("Рейс"),), confidence=confidence)

    def test_a_quote_has_words(self) -> None:
        """A quote without fragments raises."""
        with pytest.raises(ValueError, match="fragments"):
            Quote("direct", "speech", ())


class TestValues:
    @pytest.mark.parametrize("value", [DOCUMENT, INNER, PILOT, span("Рейс"), Step("tag")])
    def test_cannot_be_changed(self, value: Any) -> None:
        """Assigning to a field raises."""
        name = next(iter(value.__attrs_attrs__)).name
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)

    @pytest.mark.parametrize("value", [DOCUMENT, INNER, PILOT])
    def test_hash_and_pickle(self, value: Any) -> None:
        """A value can be a key, and comes back from another process as it was."""
        copy = pickle.loads(pickle.dumps(value))  # noqa: S301 (our own bytes)
        assert copy == value
        assert hash(copy) == hash(value)

    def test_a_quote_knows_its_text_and_edges(self) -> None:
        """The text is the fragments joined, the edges those of the first and the last."""
        assert INNER.text == "Рейс отменён"
        assert (INNER.start, INNER.stop) == (TEXT.index("Рейс"), TEXT.index("»"))

    def test_cue_and_source_give_their_words(self) -> None:
        """The words as they stand in the text."""
        assert INNER.cue is not None
        assert INNER.source is not None
        assert (INNER.cue.text, INNER.source.text) == ("сообщил", "пилот Иван Орлов")

    def test_repr_fits_a_line(self) -> None:
        """A repr tells what matters, however long the text is."""
        assert repr(INNER) == "<Quote direct speech 'Рейс отменён' by 'Иван Орлов' (0.90)>"
        assert repr(DOCUMENT) == f"<Document {len(TEXT)} characters, 2 quotes, 2 speakers>"
        assert len(repr(Span(0, 1000, "а" * 1000))) < 100
        assert len(repr(Quote("direct", "speech", (Span(0, 1000, "а" * 1000),)))) < 110

    @pytest.mark.parametrize("step", [Step("tag"), Step("tag", "пишет: да"), Step("name", "")])
    def test_a_step_is_read_from_its_line(self, step: Step) -> None:
        """A step is written as a line and read back."""
        assert Step.parse(str(step)) == step


class TestRecords:
    def test_a_record_is_read_back(self) -> None:
        """Reading the record gives an equal document, with and without the text in it."""
        assert Document.from_dict(DOCUMENT.to_dict()) == DOCUMENT
        assert Document.from_dict(DOCUMENT.to_dict(text=False), TEXT) == DOCUMENT

    def test_json_is_read_back(self) -> None:
        """So does reading the JSON text, which is one line by default."""
        dumped = DOCUMENT.to_json()
        assert "\n" not in dumped
        assert "Иван Орлов" in dumped
        assert Document.from_dict(json.loads(dumped)) == DOCUMENT
        assert DOCUMENT.to_json(indent=2).startswith('{\n  "id"')

    def test_a_record_holds_what_others_exchange(self) -> None:
        """Offsets are pairs, the parent an index, the speaker a reference."""
        record = DOCUMENT.to_dict()
        outer, inner = record["quotes"]
        assert inner == {
            "kind": "direct",
            "mode": "speech",
            "content": [[1, 5], [37, 44]],
            "cue": [9, 16],
            "cue_lemma": "сообщить",
            "act": "inform",
            "source": [17, 33],
            "source_kind": "name",
            "speaker": {"id": "s2", "name": "Иван Орлов", "kind": "person"},
            "addressee": {"id": "s1", "name": "Заря", "kind": "organization"},
            "parent": 0,
            "confidence": 0.9,
            "evidence": ["between", "name: Иван Орлов: the fullest name"],
        }
        assert outer["parent"] is None
        assert record["speakers"][1] == {
            "id": "s2",
            "name": "Иван Орлов",
            "kind": "person",
            "gender": "masc",
            "roles": ["пилот"],
            "mentions": [[17, 33]],
            "link": "Q1",
        }
        assert "text" not in DOCUMENT.to_dict(text=False)

    def test_a_record_without_text_needs_it(self) -> None:
        """Without a text there is nothing that offsets could point into."""
        with pytest.raises(ValueError, match="holds no text"):
            Document.from_dict(DOCUMENT.to_dict(text=False))

    def test_a_record_of_another_text_is_refused(self) -> None:
        """Offsets that lie outside of the text raise, and no wrong words come back."""
        with pytest.raises(ValueError, match="no span"):
            Document.from_dict(DOCUMENT.to_dict(), "Другой текст.")

    def test_json_of_a_lone_surrogate_can_be_encoded(self) -> None:
        """A text that UTF-8 cannot hold is escaped, and read back as it was."""
        document = Document("Да \ud800!")
        dumped = document.to_json()
        dumped.encode("utf-8")
        assert Document.from_dict(json.loads(dumped)) == document


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [("Да", 5, "Да"), ("Да\n\n нет", 9, "Да нет"), ("Длинное слово", 9, "Длинное…"), ("Слово", 1, "…"), ("", 3, "")],
)
def test_shorten_keeps_to_the_width(text: str, width: int, line: str) -> None:
    """A text is brought onto one line, the cut marked."""
    assert shorten(text, width) == line
