"""The lexicon: its files are in order, its examples hold, its loader says what is wrong and where."""

from __future__ import annotations

import importlib
import pickle
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pymorphy3
import pytest

from quoteattr import lexicon
from quoteattr.lexicon import (
    ACTS,
    Lexicon,
    LexiconError,
    Noun,
    Phrase,
    Post,
    Preposition,
    Verb,
    default,
    fold,
    mode_of,
    parse_lines,
)
from quoteattr.lexicon.reading import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = files(lexicon) / "ru"
KINDS = sorted(COLUMNS)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
EXAMPLE = ("verbs", "predicatives", "phrases", "prepositions", "nouns")


def rows(kind: str) -> list[str]:
    text = (FOLDER / f"{kind}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def entries(kind: str) -> tuple[Any, ...]:
    return parse_lines(kind, rows(kind), f"{kind}.txt")


def cues() -> Iterator[Any]:
    for kind in EXAMPLE:
        for entry in entries(kind):
            yield pytest.param(entry, id=f"{kind}-{entry.key}")


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@cache
def parses(word: str) -> frozenset[tuple[str, str]]:
    """Return lemma and part of speech of every reading of the word, of both spellings with ё."""
    found = analyzer().parse(word) + analyzer().parse(fold(word))
    return frozenset((fold(p.normal_form), str(p.tag.POS)) for p in found)


def lemmas(word: str) -> set[str]:
    return {lemma for lemma, _ in parses(word.lower())}


def is_nominative(word: str) -> bool:
    """Tell whether the word can be a nominative singular; зам- and зав- with a genitive do not decline."""
    tags = [parse.tag for spelling in {word, word.replace("е", "ё")} for parse in analyzer().parse(spelling)]
    return any("nomn" in tag and "sing" in tag for tag in tags) or word.startswith(("зам", "зав"))


def words(text: str) -> list[str]:
    return [fold(word.lower()) for word in WORD.findall(text)]


@pytest.mark.parametrize("kind", KINDS)
class TestFiles:
    def test_lines_are_sorted_and_unique(self, kind: str) -> None:
        """First fields stand in code-point order, so that a new line has one place."""
        keys = [row.split("|")[0].strip() for row in rows(kind)]
        assert keys == sorted(set(keys))

    def test_first_fields_are_folded(self, kind: str) -> None:
        """A key is spelt with е, whatever the text has."""
        assert [row for row in rows(kind) if fold(row.split("|")[0]) != row.split("|")[0]] == []

    def test_lines_are_neat(self, kind: str) -> None:
        """Fields stand between ' | ', in NFC, without tabs, double or outer spaces."""
        for row in rows(kind):
            assert row == " | ".join(part.strip() for part in row.split("|")).rstrip(), row
            assert unicodedata.is_normalized("NFC", row), row
            assert not re.search(r"\s\s|[^\S ]", row), row

    def test_no_letter_of_another_script(self, kind: str) -> None:
        """A word is Cyrillic or Latin, never a mixture of look-alikes."""
        for row in rows(kind):
            for word in re.findall(r"[^\W\d_]+", row):
                scripts = {unicodedata.name(letter).split()[0] for letter in word}
                assert scripts in ({"CYRILLIC"}, {"LATIN"}), f"{word!r} in {row!r}"

    def test_the_header_names_the_columns(self, kind: str) -> None:
        """Each file opens with a comment that says what its fields are."""
        head = (FOLDER / f"{kind}.txt").read_text("utf-8").splitlines()[:4]
        assert any(line.startswith("#") and "|" in line for line in head)


class TestWords:
    @pytest.mark.parametrize("entry", entries("verbs"), ids=lambda entry: entry.key)
    def test_verbs_are_infinitives(self, entry: Verb) -> None:
        """The lemma is the one that the morphology gives the verb's forms."""
        assert (entry.lemma, "INFN") in parses(entry.lemma)

    @pytest.mark.parametrize("entry", entries("phrases"), ids=lambda entry: entry.key)
    def test_phrases_begin_with_an_infinitive(self, entry: Phrase) -> None:
        assert (entry.lemma, "INFN") in parses(entry.lemma)

    @pytest.mark.parametrize("entry", entries("predicatives"), ids=lambda entry: entry.key)
    def test_predicatives_are_lemmas_of_their_form(self, entry: Verb) -> None:
        """The example has a short form or predicative that the morphology leads to the lemma."""
        found = {found for word in words(entry.example) for found in parses(word)}
        assert {(entry.lemma, pos) for pos in ("ADJS", "PRTS", "PRED", "NOUN", "VERB")} & found

    @pytest.mark.parametrize("kind", ["nouns", "organisations"])
    def test_nouns_are_lemmas(self, kind: str) -> None:
        """The lemma is the one that the morphology gives the noun's forms."""
        wrong = [entry.lemma for entry in entries(kind) if entry.lemma not in lemmas(entry.lemma)]
        assert wrong == []

    def test_posts_are_nominatives(self) -> None:
        """A post is a nominative singular, be it a noun, an adjective or a participle (задержанный)."""
        wrong = [entry.lemma for entry in entries("posts") if not is_nominative(entry.lemma)]
        assert wrong == []

    def test_kinds_of_posts_are_posts(self) -> None:
        """What may take a person up again is itself a word for a person."""
        known = default().posts
        for post in known.values():
            assert post.kinds <= known.keys(), post
            assert post.lemma not in post.kinds, post

    def test_synonyms_lead_to_posts(self) -> None:
        for phrase, posts in default().synonyms.items():
            assert posts <= default().posts.keys(), phrase

    def test_kinds_of_organisations_are_organisations(self) -> None:
        known = {*default().organisations, "media", "group", "country", "region"}
        for entry in (*entries("organisations"), *entries("abbreviations")):
            assert entry.kinds <= known, entry

    def test_every_act_is_used(self) -> None:
        """The vocabulary of acts has no dead word."""
        assert {verb.act for verb in default().verbs.values()} == set(ACTS)

    def test_weak_cues_never_govern_a_clause(self) -> None:
        for entry in (*default().verbs.values(), *default().predicatives.values()):
            if "weak" in entry.frames:
                assert entry.frames == {"direct", "weak"}, entry


@pytest.mark.parametrize("entry", list(cues()))
class TestExamples:
    def test_is_a_sentence(self, entry: Any) -> None:
        """Every example opens with a capital or a mark and ends with a full stop."""
        assert re.match(r"[«\"„“—–-]? ?[А-ЯЁ]", entry.example)
        assert entry.example.endswith(".")

    def test_contains_the_cue(self, entry: Any) -> None:
        """Every example has a form of the word that it stands beside."""
        found = words(entry.example)
        if isinstance(entry, Preposition):
            assert " ".join(entry.words) in " ".join(found)
        else:
            assert any(entry.lemma in lemmas(word) for word in found)
        if isinstance(entry, Phrase):
            assert set(entry.words) <= set(found)

    def test_is_attributed(self, entry: Any) -> None:
        """The engine finds the cue in the example of every entry that is a cue by itself."""
        if isinstance(entry, Noun):
            pytest.skip("a noun is a source or leads a clause; the patterns test it")
        attribute = getattr(importlib.import_module("quoteattr"), "attribute", None)
        if attribute is None:
            pytest.skip("the engine is not there yet")
        quotes = attribute(entry.example).quotes
        assert any(_is_cue(entry, quote.cue) for quote in quotes if quote.cue), quotes


def _is_cue(entry: Any, cue: Any) -> bool:
    if isinstance(entry, Preposition):
        return set(entry.words) <= set(words(cue.span.text)) or fold(cue.lemma) == entry.key
    return fold(cue.lemma) == entry.lemma or any(entry.lemma in lemmas(word) for word in words(cue.span.text))


class TestParseLines:
    def test_reads_an_entry(self) -> None:
        """Fields become an entry; comments and empty lines are passed over."""
        lines = ["# comment", "", "молвить | say | direct что | «Ах», — молвил он."]
        (verb,) = parse_lines("verbs", lines)
        assert verb == Verb("молвить", "say", frozenset({"direct", "что"}), "«Ах», — молвил он.")

    def test_folds_the_key(self) -> None:
        (post,) = parse_lines("posts", ["актёр | masc"])
        assert post == Post("актер", "masc")

    def test_a_phrase_is_split_after_its_verb(self) -> None:
        (phrase,) = parse_lines("phrases", ["дать понять | claim | что | Он дал понять, что рад."])
        assert isinstance(phrase, Phrase)
        assert (phrase.lemma, phrase.words, phrase.key) == ("дать", ("понять",), "дать понять")

    def test_the_middle_of_a_preposition(self) -> None:
        lines = [
            "по словам | gen | say | По словам, да. | middle",
            "согласно | dat | say | Согласно.",
        ]
        first, second = parse_lines("prepositions", lines)
        assert isinstance(first, Preposition)
        assert isinstance(second, Preposition)
        assert (first.middle, second.middle) == (True, False)

    @pytest.mark.parametrize(
        ("kind", "line", "message"),
        [
            ("verbs", "молвить | say", "my.txt:2:14: the field 'frames' is missing"),
            ("verbs", "молвить |  | direct | Э.", "my.txt:2:12: the field 'act' is empty"),
            ("verbs", "молвить | sai | direct | Э.", "my.txt:2:11: unknown act 'sai'; known: acc"),
            ("verbs", "молвить | say | direct x | Э.", "my.txt:2:17: unknown frame 'x'; known: ba"),
            ("verbs", "молвить | say | direct | Э. | e", "my.txt:2:31: more than 4 fields"),
            ("verbs", "сказать | say | direct | Э.", "my.txt:2:1: 'сказать' is already listed"),
            ("phrases", "дать | say | что | Э.", "my.txt:2:1: a phrase has at least two words"),
            ("prepositions", "по | nomn | say | Э.", "my.txt:2:6: unknown case 'nomn'; known: acc"),
            ("prepositions", "по | dat | say | Э. | in", "my.txt:2:23: expected 'middle' or not"),
            ("nouns", "дом | say | direct | Э.", "my.txt:2:13: unknown frame 'direct'; known: "),
            (
                "posts",
                "врач | neut",
                "my.txt:2:8: unknown gender 'neut'; known: common, femn, masc",
            ),
            ("media", "Голос | газетка", "my.txt:2:9: unknown kind 'газетка'; known: агентство"),
            ("groups", "все | dual", "my.txt:2:7: unknown number 'dual'; known: plur, sing"),
        ],
    )
    def test_errors_name_file_line_and_column(self, kind: str, line: str, message: str) -> None:
        """The message says where the field stands and what would have done."""
        first = "сказать | say | direct | Э." if kind == "verbs" else ""
        with pytest.raises(LexiconError, match=f"^{re.escape(message)}"):
            parse_lines(kind, [first, line], "my.txt")

    def test_an_unknown_kind(self) -> None:
        with pytest.raises(LexiconError, match="unknown kind 'verb'; known: abbreviations, "):
            parse_lines("verb", [])


class TestEntries:
    @pytest.mark.parametrize(
        ("act", "mode"),
        [("say", "speech"), ("believe", "thought"), ("decide", "thought"), ("write", "writing")],
    )
    def test_the_act_decides_the_mode(self, act: str, mode: str) -> None:
        assert mode_of(act) == mode
        assert Verb("мыслить", act, frozenset()).mode == mode

    def test_vocabularies_are_closed(self) -> None:
        """An entry made by hand is checked like a line."""
        with pytest.raises(LexiconError, match="unknown act 'speak'; known: accuse, "):
            Verb("молвить", "speak", frozenset({"direct"}))
        with pytest.raises(LexiconError, match="unknown frames 'если'; known: bare, "):
            Verb("молвить", "say", frozenset({"direct", "если"}))


class TestLexicon:
    def test_default_is_read_once(self) -> None:
        assert default() is default()

    def test_extend_leaves_the_original_alone(self) -> None:
        small = Lexicon()
        verb = Verb("аукать", "say", frozenset({"direct"}))
        grown = small.extend(verbs=[verb])
        assert grown.verbs == {"аукать": verb}
        assert small.verbs == {}

    def test_extend_replaces_a_known_key(self) -> None:
        verb = Verb("сказать", "announce", frozenset({"direct"}))
        assert default().extend(verbs=[verb]).verbs["сказать"] is verb

    def test_extend_and_without_are_inverse(self) -> None:
        """Every table takes an entry in and gives it up again."""
        lines = {
            "verbs": "аукать | say | direct | Э.",
            "predicatives": "речистый | say | direct | Э.",
            "phrases": "выразить печаль | emote | что | Э.",
            "prepositions": "по гласу | gen | say | Э.",
            "nouns": "глагол | say | quote | Э.",
            "posts": "волхв | masc",
            "synonyms": "глава волхвов | волхв",
            "organisations": "курултай | group",
            "abbreviations": "ВВВ | Великое вече волхвов | вече",
            "media": "Глас волхва | газета",
            "countries": "Лукоморье | country",
            "groups": "иные-прочие | plur",
            "sets": "sages | волхв кудесник",
        }
        assert lines.keys() == COLUMNS.keys()
        tables = {kind: parse_lines(kind, [line]) for kind, line in lines.items()}
        keys = {kind: [entry.key for entry in found] for kind, found in tables.items()}
        grown = default().extend(**tables)
        assert grown != default()
        assert grown.without(**keys) == default()

    def test_without_names_what_is_not_there(self) -> None:
        with pytest.raises(LexiconError, match="no 'аукать' among the verbs"):
            default().without(verbs=["аукать"])
        with pytest.raises(LexiconError, match="unknown table 'verb'; known: abb"):
            default().without(verb=["аукать"])

    def test_phrases_are_filed_under_their_verb(self) -> None:
        assert {phrase.lemma for phrase in default().phrases["выразить"]} == {"выразить"}
        assert "выразить надежду" in {phrase.key for phrase in default().phrases["выразить"]}

    def test_prepositions_stand_longest_first(self) -> None:
        """«судя по словам» is tried before «судя по»."""
        lengths = [len(preposition.words) for preposition in default().prepositions]
        assert lengths == sorted(lengths, reverse=True)

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            default().verbs["сказать"] = default().verbs["говорить"]  # type: ignore[index]
        with pytest.raises(AttributeError):
            default().verbs = {}  # type: ignore[misc]

    def test_pickles(self) -> None:
        copy = pickle.loads(pickle.dumps(default()))  # noqa: S301 our own bytes
        assert copy == default()
        assert hash(copy) == hash(default())

    def test_repr_is_short(self) -> None:
        assert len(repr(default())) < 300
