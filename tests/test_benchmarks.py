"""The benchmarks: metrics, the rival, the reports."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from benchmarks import accuracy, data, fiction, news, rival, speed, tables
from benchmarks.__main__ import main
from benchmarks.data import Article, Gold, Novel, Piece, Predicted, Reference, Section, Voice
from benchmarks.figures import Score
from benchmarks.spans import jaccard, trim

SCORER: Final = data.ROOT.parent / "shared" / "tools" / "score.py"
needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not at hand: ../shared/tools")

TEXT = "«Рейс отменён», — сообщил пилот Орлов. Он добавил, что ждёт."


def pair(words: str) -> tuple[int, int]:
    """The offsets of ``words`` in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def gold(words: str, cue: str, source: str, *, optional: bool = False, keys: tuple[str, ...] = ("орлов",)) -> Gold:
    return Gold("direct", "speech", (pair(words),), pair(cue), pair(source), "Орлов", keys, optional)


def found(words: str, cue: str | None = None, name: str | None = None, kind: str = "direct") -> Predicted:
    return Predicted(
        kind, "speech", (pair(words),), pair(cue) if cue else None, None, Voice(name) if name is not None else None
    )


FIRST = gold("Рейс отменён", "сообщил", "пилот Орлов")
SECOND = gold("ждёт", "добавил", "Он")


def figures(quotes: Sequence[Gold], predictions: Sequence[Predicted]) -> news.NewsFigures:
    return news.measure([Article("a", TEXT, tuple(quotes))], {"a": predictions})


class TestSpans:
    def test_edges_do_not_count(self) -> None:
        """Marks, dashes, stops and spaces at the edges are trimmed."""
        assert trim(TEXT, (0, TEXT.index("сообщил"))) == pair("Рейс отменён")
        assert trim("...", (0, 3)) == (3, 3)

    def test_jaccard_of_nothing_is_nothing(self) -> None:
        """Sets that share nothing have the index 0, empty ones too."""
        assert jaccard(frozenset(), frozenset()) == 0
        assert jaccard(frozenset({1, 2}), frozenset({2, 3})) == 1 / 3


class TestNews:
    def test_what_is_right_counts_everywhere(self) -> None:
        """A perfect answer has the figure 1 throughout."""
        result = figures([FIRST], [found("Рейс отменён", "сообщил", "Иван Орлов")])
        assert (result.overlap.f1, result.exact.f1, result.attributed.f1, result.cue.f1) == (1, 1, 1, 1)
        assert (result.speaker, result.kind, result.mode, result.mistakes) == (1, 1, 1, ())

    def test_missed_and_spurious_quotes_are_told_apart(self) -> None:
        """Precision falls with what is spurious, recall with what is missed."""
        result = figures([FIRST, SECOND], [found("Рейс отменён", name="Орлов"), found("Он добавил"), found("сообщил")])
        assert result.overlap == Score(right=1, predicted=3, gold=2)
        assert sorted((mistake.what, mistake.text) for mistake in result.mistakes) == [
            ("missed", "ждёт"),
            ("spurious", "Он добавил"),
            ("spurious", "сообщил"),
        ]

    def test_half_of_the_words_are_a_match(self) -> None:
        """A match needs a Jaccard index of 0.5, exactness the same fragments."""
        result = figures([FIRST], [found("Рейс отм", name="Орлов")])
        assert (result.overlap.right, result.exact.right) == (1, 0)
        assert figures([FIRST], [found("Рейс")]).overlap.right == 0

    def test_a_quote_matches_once(self) -> None:
        """Two predictions of the same words are one match and one spurious quote, the shared cue decides which."""
        same = [found("Рейс отменён", "добавил", "Кто-то"), found("Рейс отменён", "сообщил", "Орлов")]
        result = figures([FIRST], same)
        assert (result.overlap.right, result.attributed.right) == (1, 1)

    def test_an_optional_quote_is_neither_asked_for_nor_held_against(self) -> None:
        """Found or not, it leaves the figures as they are."""
        optional = gold("ждёт", "добавил", "Он", optional=True)
        with_it = figures([FIRST, optional], [found("Рейс отменён"), found("ждёт")])
        assert with_it.overlap == figures([FIRST, optional], [found("Рейс отменён")]).overlap == Score(1, 1, 1)

    @pytest.mark.parametrize(
        ("name", "keys", "same"),
        [
            ("Иван Орлов", ("орлов",), True),
            ("Орлова", ("орлов",), True),
            ("Ли Сы", ("ли",), True),
            ("Лещенко", ("ли",), False),
            ("Семёнов", ("семенов",), True),
            ("МИД России", ("мид россии",), True),
            ("Петров", ("орлов", "петров"), True),
            ("Петров", (), False),
            (None, (), True),
            (None, ("орлов",), False),
        ],
    )
    def test_a_name_is_known_by_its_keys(self, name: str | None, keys: tuple[str, ...], same: bool) -> None:
        """A key stands in the name, whatever its case and its ё; without keys nobody is to be named."""
        assert news.same_speaker(None if name is None else Voice(name), keys) is same

    def test_figures_of_nothing_are_zero(self) -> None:
        """Without documents and without predictions nothing is divided by zero."""
        assert news.measure([], {}).overlap.f1 == 0
        assert figures([], []).attributed.f1 == 0


class TestFiction:
    TEXT = "— Рейс отменён, — сказал Орлов.\n— Ждём, — сказала Анна.\n"
    NOVEL = Novel(
        {"o": ("Иван Орлов",), "a": ("Анна",)},
        (
            Section(
                "s",
                TEXT,
                (Piece(((2, 14),), ("o",), ("a",), 0), Piece(((34, 38),), ("a",), ("o",), 0)),
                (Reference((25, 30), ("o",)), Reference((50, 54), ("a",))),
            ),
        ),
    )

    def measure(self, *predictions: Predicted, narrator: str = "") -> fiction.FictionFigures:
        novel = Novel(self.NOVEL.names, self.NOVEL.sections, narrator)
        return fiction.measure(novel, {"s": predictions})

    def test_a_piece_is_found_with_its_speaker_and_addressee(self) -> None:
        """The name may be any that the novel gives to the person."""
        line = Predicted("direct", "speech", ((2, 14),), None, (25, 30), Voice("Орлов"), Voice("Анна"))
        result = self.measure(line)
        assert (result.recall, result.precision, result.exact, result.attributed) == (0.5, 1, 0.5, 0.5)
        assert (result.speaker, result.with_source, result.without_source) == (1, 1, 0)
        assert (result.addressee.right, result.addressee.gold) == (1, 1)

    def test_the_narrator_may_say_so(self) -> None:
        """A speaker of the kind narrator is the narrator, whatever the name."""
        line = Predicted("direct", "speech", ((2, 14),), speaker=Voice("рассказчик", "narrator"))
        assert self.measure(line).speaker == 0
        assert self.measure(line, narrator="o").speaker == 1

    def test_indirect_speech_is_not_counted(self) -> None:
        """Only direct quotes are pieces of speech."""
        assert self.measure(Predicted("indirect", "speech", ((2, 14),))).predicted == 0

    def test_joined_sections_are_one_text(self) -> None:
        """The offsets of later sections move along."""
        section = self.NOVEL.sections[0]
        joined = Novel(self.NOVEL.names, (section, section)).joined()
        (whole,) = joined.sections
        assert [whole.text[start:stop] for piece in whole.pieces for start, stop in piece.content] == [
            "Рейс отменён",
            "Ждём",
        ] * 2
        assert [whole.text[slice(*mention.span)] for mention in whole.mentions] == ["Орлов", "Анна"] * 2


class TestRival:
    def test_reads_what_is_plain(self) -> None:
        """Marks, a dash, a verb and a name after it."""
        (quote,) = rival.attribute("«Рейс отменён совсем», — сообщил Иван Орлов.")["quotes"]
        assert quote["speaker"]["name"] == "Иван Орлов"
        assert (quote["content"], quote["cue"], quote["source"]) == ([[1, 20]], [25, 32], [33, 43])

    def test_reads_clauses_and_lines(self) -> None:
        """So does it a clause with что, and a line of dialogue."""
        clause, line = rival.attribute("Иван Орлов сказал, что рейс отменён.\n— Ждём, — сказала Анна.")["quotes"]
        assert (clause["kind"], clause["speaker"]["name"]) == ("indirect", "Иван Орлов")
        assert line["speaker"]["name"] == "Анна"


class TestReports:
    def test_the_seed_article_is_always_compared(self) -> None:
        """The engine and the rival stand side by side."""
        first = next(accuracy.compare())
        assert first.title == "seed article"
        assert list(first.figures) == ["quoteattr", "rival"]
        lines = list(tables.accuracy(first))
        assert lines[0] == "### seed article: 1 documents, 12 attributions"
        assert len({len(line) for line in lines[2:]}) == 1

    def test_mistakes_are_listed(self) -> None:
        """A mistake tells the document, the words, and both speakers."""
        lines = list(tables.mistakes(figures([FIRST], [found("Рейс отменён", name="Анна")]).mistakes, 5))
        assert lines == ["speaker  a  direct   Рейс отменён", "         speaker: 'Орлов', given 'Анна'"]

    def test_speed_is_a_ratio(self) -> None:
        """The table gives seconds, characters a second and the ratio to razdel."""
        measured = speed.SpeedFigures("texts", 2, 1000, cold=0.5, warm=0.02, razdel=0.01)
        assert measured.ratio == 2
        assert measured.to_dict()["characters_a_second"] == {"cold": 2000, "warm": 50000, "razdel": 100000}
        assert list(tables.speed(measured))[-1] == "Warm, quoteattr takes 2.00 times as long as razdel alone."

    def test_speed_is_measured_in_a_fresh_process(self) -> None:
        """One pass is enough to have all figures."""
        measured = speed.measure(passes=1)
        assert measured.characters > 10_000
        assert min(measured.cold, measured.warm, measured.razdel) > 0

    def test_texts_are_made_of_the_seed_article(self) -> None:
        """The same paragraphs in other orders, the same at each call."""
        text = "Один.\n\nДва.\n\nТри."
        made = speed.made_of(text, 5)
        assert made == speed.made_of(text, 5)
        assert {frozenset(each.split("\n\n")) for each in made} == {frozenset({"Один.", "Два.", "Три."})}

    def test_the_command_prints_records(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """``--json`` is a record a line."""
        monkeypatch.setattr(data, "NEWS", tmp_path / "none")
        monkeypatch.setattr(data, "NOVELS", {})
        assert main(["accuracy", "--json"]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert json.loads(line)["rival"]["gold"] == 12
        assert main(["accuracy", "--errors", "1"]) == 0
        assert "overlap F1" in capsys.readouterr().out


def scored(genre: str, gold_path: Path, records: list[dict[str, Any]], folder: Path, *options: str) -> Any:
    """The figures of the reference scorer."""
    given = folder / "given.jsonl"
    given.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    command = [sys.executable, str(SCORER), genre, str(gold_path), str(given), "--json", *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def spoilt(record: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """A record with some quotes dropped, doubled, cut short, renamed and emptied."""
    quotes = []
    for quote in record["quotes"]:
        fate = chance.randrange(8)
        changed = dict(quote, speaker=quote["speaker"] and dict(quote["speaker"]))
        if fate == 1:
            start, stop = changed["content"][0]
            changed["content"] = [[start, (start + stop) // 2 + 1]]
        elif fate == 2:
            changed["speaker"] = None
        elif fate == 3:
            changed["speaker"] = {"name": "Кто-то Другой", "kind": "narrator"}
        elif fate == 4:
            changed |= {"kind": "mixed", "cue": None}
        quotes += [changed] * min(fate, 1) + [changed] * (fate == 7)
    return {**record, "quotes": quotes}


def given_for(texts: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Records of several programs, right and wrong ones."""
    readers = {
        name: [{**read(text), "id": id_} for id_, text in texts.items()] for name, read in accuracy.READERS.items()
    }
    chance = random.Random(0)  # noqa: S311 (the same mistakes each time)
    return readers | {
        f"spoilt {name}": [spoilt(record, chance) for record in records] for name, records in readers.items()
    }


@needs_scorer
@pytest.mark.parametrize("path", [data.SEED, data.NEWS], ids=["seed", "news"])
def test_news_figures_agree_with_the_reference(path: Path, tmp_path: Path) -> None:
    """Our metrics and the reference scorer give the same figures, to the last digit."""
    if not path.exists():
        pytest.skip("the annotated news documents are not at hand")
    articles = data.read_articles(path)
    for name, records in given_for({article.id: article.text for article in articles}).items():
        ours = news.measure(articles, {record["id"]: data.predicted(record["quotes"]) for record in records})
        assert ours.to_dict() == scored("news", path, records, tmp_path), name


@needs_scorer
@pytest.mark.parametrize(("path", "narrator"), data.NOVELS.items(), ids=[path.stem for path in data.NOVELS])
def test_fiction_figures_agree_with_the_reference(path: Path, narrator: str, tmp_path: Path) -> None:
    """So do the figures of a novel, read as one text."""
    if not path.exists():
        pytest.skip("the annotated novels are not at hand")
    novel = data.read_novel(path, narrator).joined()
    for name, records in given_for({"novel": novel.sections[0].text}).items():
        ours = fiction.measure(novel, {"novel": data.predicted(records[0]["quotes"])})
        assert ours.to_dict() == scored("fiction", path, records, tmp_path, "--join", "--narrator", narrator), name
