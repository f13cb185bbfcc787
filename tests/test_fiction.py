"""Fiction: layout, lines, characters, genres, and what must hold for any text."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr import lexicon
from quoteattr.fiction import genre
from quoteattr.fiction.beats import mentions
from quoteattr.fiction.characters import Cast, cast, runs
from quoteattr.fiction.layout import layout
from quoteattr.fiction.lines import split
from quoteattr.fiction.namewords import diminutives, given_names, kin, obliques, patronymic
from quoteattr.fiction.naming import full_name
from quoteattr.fiction.weights import load, written

FICTION = quoteattr.Attributor(genre="fiction")
SCENE = (
    "Степан Орлов вошёл в избу и снял шапку. За столом сидела Марья Ильинична и чинила сеть.\n"
    "— Где Глеб? — спросил Степан.\n"
    "— Ушёл на реку, — ответила Марья Ильинична, не поднимая головы. — Ещё до света.\n"
    "— Один?\n"
    "— Один. Ты же знаешь его, Степан.\n"
)


def pieces(line: str) -> list[tuple[str, bool]]:
    """The pieces of a line, each with whether it is speech."""
    return [(line[p.start : p.stop], p.speech) for p in split(line, 0, len(line), lexicon.default())]


def book(text: str) -> Cast:
    """The characters of a text."""
    return cast(text, runs(text))


def test_paragraphs_are_lines() -> None:
    """A line is a paragraph where the text is not wrapped."""
    assert len(layout(SCENE).paragraphs) == 5


@pytest.mark.parametrize(("indent", "between"), [("", "\n\n"), ("   ", "\n"), ("\t", "\n")])
def test_wrapped_lines_are_paragraphs(indent: str, between: str) -> None:
    """Text wrapped at 60 columns has the paragraphs that it had before."""
    long = SCENE.replace(
        "снял шапку.", "снял шапку. " + "Снег на ней таял и капал на пол, и кот смотрел на капли. " * 4
    )
    lines = [textwrap.fill(line, 60, initial_indent=indent) for line in (long * 3).splitlines()]
    assert len(layout(between.join(lines)).paragraphs) == 15


@pytest.mark.parametrize("dash", ["—", "–", "-", "--", "―", "—\u00a0"])
def test_any_dash_leads_a_line(dash: str) -> None:
    """Dialogue may be set with any dash, with and without a space."""
    text = f"{dash} Пора, {dash} сказала Вера. {dash} Едем!\n"
    (quote,) = FICTION.attribute(text).quotes
    assert [fragment.text for fragment in quote.fragments] == ["Пора", "Едем!"]
    assert quote.speaker is not None
    assert quote.speaker.name == "Вера"


def test_the_view_keeps_the_length() -> None:
    """Offsets into the view are offsets into the text."""
    text = "- Да,-- сказал он.\r\n\u00a0-Нет!\n"
    assert len(layout(text).view) == len(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Пора, — сказал он. — Едем!", [True, False, True]),
        ("Пора, — это ясно всем.", [True]),
        ("Нет! — Он встал и вышел.", [True, False]),
        ("Дай тот, — который лежал вчера на столе.", [True]),
        ("Вот (он достал рубль), возьми.", [True, False, True]),
        ("Зонт (тот, синий) забыли.", [True]),
        ("Хлеб — всему голова.", [True]),
        ("Ну, — буркнул, почёсывая ухо, лесник, — идём.", [True, False, True]),
        ("Ладно, — обрючил он вожжи, — поедем.", [True, False, True]),
    ],
)
def test_speech_and_authors_words(line: str, expected: list[bool]) -> None:
    """A dash changes the voice behind a mark, before words that report or act."""
    assert [speech for _, speech in pieces(line)] == expected


def test_two_speakers_in_one_paragraph() -> None:
    """Where the author names a second speaker inside a line, the words are two quotes."""
    document = FICTION.attribute("— Лови! — крикнул Егор. — Держу! — отозвалась Тоня.\n")
    assert [quote.speaker.name for quote in document.quotes if quote.speaker] == ["Егор", "Тоня"]


def test_alternation() -> None:
    """Lines without author's words go from one speaker to the other."""
    document = FICTION.attribute(SCENE)
    names = [quote.speaker.name for quote in document.quotes if quote.speaker]
    assert names == ["Степан Орлов", "Марья Ильинична", "Степан Орлов", "Марья Ильинична"]


def test_the_called_one_is_the_addressee() -> None:
    """A name set off by commas in the words is the listener."""
    quote = FICTION.attribute(SCENE).quotes[-1]
    assert quote.addressee is not None
    assert quote.addressee.name == "Степан Орлов"


def test_one_character_for_all_names() -> None:
    """Full name, given name with patronymic, short form and surname are one person."""
    text = (
        "Вошёл Пётр Ильич Лунин. Сели ужинать, и Лунин молчал. Потом Пётр Ильич сказал тост. Все звали Петю петь, "
        "и спел Петя две песни. Потом Луниным гордились, и о Петре Ильиче говорили долго."
    )
    (character,) = [c for c in book(text).characters if c.surname == "лунин"]
    assert full_name(character) == "Пётр Ильич Лунин"
    assert "Петя" in character.names


def test_namesakes_are_kept_apart_by_gender() -> None:
    """`Орлов` and `Орлова` of one family are two."""
    text = "Вошёл Иван Орлов. За ним вошла Анна Орлова. Сказал слово Орлов, сказала слово Орлова."
    people = [c for c in book(text).characters if c.surname]
    assert sorted(c.gender or "" for c in people) == ["femn", "masc"]


def test_particles_are_no_part_of_names() -> None:
    """`Пётр-то` is `Пётр`."""
    assert [run.words for run in runs("а Пётр-то ушёл")] == [("петр",)]


def test_a_lost_space_between_names() -> None:
    """`АннаПетровна` is two words."""
    text = "Вошла АннаПетровна, и все встали."
    assert [m.nominative for m in mentions(text, book(text), runs(text))] == [True]


def test_short_forms() -> None:
    """The file of short forms holds every name once, and knows the common ones."""
    assert given_names("дуня") >= {"евдокия", "авдотья"}
    assert given_names("сашенька") >= {"александр", "александра"}
    assert given_names("зюлейка") == {"зюлейка"}
    assert all(form == form.lower() and "ё" not in form for form in diminutives())


def test_kin() -> None:
    """The words for a relation share a key."""
    assert kin()["маменька"] == kin()["мать"] == "мать"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("иванович", ("иван", "masc", True)),
        ("иваныча", ("иван", "masc", False)),
        ("ивановной", ("иван", "femn", False)),
        ("николавна", ("никол", "femn", True)),
        ("николаевна", ("никол", "femn", True)),
        ("ильич", ("ил", "masc", True)),
        ("стол", None),
    ],
)
def test_patronymics(form: str, expected: tuple[str, str, bool] | None) -> None:
    """Variants of a patronymic have one stem."""
    assert patronymic(form) == expected


def test_oblique_forms() -> None:
    """The cases of a name, enough to know it again."""
    assert {"лунина", "лунину", "луниным"} <= obliques("лунин")
    assert {"сони", "соней", "соню"} <= obliques("соня")


def test_the_narrator() -> None:
    """Who says `сказал я` of himself is the narrator."""
    text = "Я открыл дверь.\n— Кто вы? — спросил я.\n— Почтальон, — ответил он.\n— Входите, — сказал я.\n"
    kinds = [quote.speaker.kind if quote.speaker else None for quote in FICTION.attribute(text).quotes]
    assert kinds[0] == kinds[2] == "narrator"


def test_the_narrator_is_known_by_what_others_call_him() -> None:
    """The name that others call beside the narrator's lines is his."""
    told = "— Садись, Илья Петрович, — сказала Зоя.\n— Спасибо, — ответил я.\n— Чаю, Илья Петрович? — спросила Зоя.\n"
    document = FICTION.attribute("Я вошёл к Илье Петровичу из сеней.\n" + (told + "— Да, — сказал я.\n") * 4)
    narrator = next(speaker for speaker in document.speakers if speaker.kind == "narrator")
    assert narrator.name == "Илья Петрович"


def test_nested_speech_has_its_parent() -> None:
    """What a speaker reports of another is a quote in his quote."""
    document = FICTION.attribute("— Вышел дед и говорит: «Поди домой». Я и пошёл, — сказал Егор.\n")
    outer, inner = document.quotes
    assert inner.parent == outer
    assert inner.text == "Поди домой"


def test_who_is_silent_does_not_speak_next() -> None:
    """`Глеб молчал.` leaves the word to the other."""
    text = (
        "— Где был? — спросила Анна.\n— На реке, — ответил Глеб.\n— Один? — спросила Анна.\nГлеб молчал.\n— Говори!\n"
    )
    last = FICTION.attribute(text).quotes[-1]
    assert last.speaker is not None
    assert last.speaker.name == "Анна"


def test_speakers_have_their_mentions() -> None:
    """Every mention of a speaker is a place in the text that names him."""
    document = FICTION.attribute(SCENE)
    stepan = next(speaker for speaker in document.speakers if speaker.name == "Степан Орлов")
    assert [mention.text for mention in stepan.mentions][:2] == ["Степан Орлов", "Степан"]


def test_thought_in_marks() -> None:
    """Words in marks that somebody thinks have the mode of thought."""
    (quote,) = FICTION.attribute("«Опять дождь, — подумал Лунин. — Когда же осень кончится?»\n").quotes
    assert (quote.mode, len(quote.fragments)) == ("thought", 2)


def test_names_in_marks_are_no_speech() -> None:
    """Titles and terms in marks are not taken for words."""
    assert not FICTION.attribute("Он служил на крейсере «Грозный» и читал «Войну и мир».\n").quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCENE, "fiction"),
        ("— Вы давно тут?\n— Год.\n— И как?\n— Привык.\n", "interview"),
        ("Лунин: Начнём.\nГромова: Пора.\nЛунин: Кто за?\nЖуков: Я.\n", "transcript"),
        ("Завод выпустил сто тракторов. «Это рекорд», — сказал директор.\n", "news"),
        ("В плане:\n— ремонт крыши;\n— посадка сада;\n— новый забор.\n", "news"),
        ("", "news"),
    ],
)
def test_genre(text: str, expected: str) -> None:
    """The shape of the lines tells the genre."""
    assert genre.detect(text) == expected


def test_lists_are_no_dialogue() -> None:
    """Items of a list are not lines of speech."""
    assert not FICTION.attribute("Нужно купить:\n— хлеб и соль;\n— спички;\n— свечи.\n").quotes


def test_weights_are_written_as_they_are_read() -> None:
    """The file of weights says what the engine uses."""
    assert "last.near" in written(load())


@given(st.text(alphabet=st.sampled_from('— -–«»"„“.,!?…:;()\n\r\u00a0абвсказалонПётр Анна'), max_size=120))
def test_any_string(text: str) -> None:
    """No string raises, every fragment is a stretch of the text, and the record comes back."""
    for name in ("fiction", "interview", "transcript"):
        document = quoteattr.Attributor(genre=name).attribute(text)
        for quote in document.quotes:
            assert all(text[f.start : f.stop] == f.text for f in quote.fragments)
        assert quoteattr.Document.from_dict(document.to_dict()) == document


@pytest.mark.parametrize("unit", ["— ", "«", "(", "А ", "«Да» — сказал он. ", "— (Анна «!..» — ", "...", "\n", "а\n"])
def test_odd_texts(unit: str) -> None:
    """Repeated marks are read without an error, and in time."""
    start = time.perf_counter()
    FICTION.attribute(unit * 5000)
    assert time.perf_counter() - start < 10


def test_time_is_near_linear() -> None:
    """Eight times the text takes no more than some sixteen times as long."""
    FICTION.attribute(SCENE)
    seconds = []
    for times in (100, 800):
        start = time.perf_counter()
        FICTION.attribute(SCENE * times)
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 16 * seconds[0] + 0.5
