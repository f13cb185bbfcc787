"""The one-line notation of the cases."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notation import Attribution, Case, NotationError, compare, main, parse, render

LINE = "«[1 Рейс отменён]», — {1 сообщил} <1 пилот>. || 1 direct speech пилот"


def test_a_line_is_a_text_with_spans_and_speakers() -> None:
    """Brackets are offsets into the text without them."""
    case = parse(LINE)
    (attribution,) = case.attributions
    assert case.text == "«Рейс отменён», — сообщил пилот."
    assert [case.text[a:b] for a, b in attribution.content] == ["Рейс отменён"]
    assert attribution.cue is not None
    assert attribution.source is not None
    assert case.text[slice(*attribution.cue)] == "сообщил"
    assert case.text[slice(*attribution.source)] == "пилот"
    assert (attribution.kind, attribution.mode, attribution.speaker) == ("direct", "speech", "пилот")


def test_spans_nest_and_serve_several_numbers() -> None:
    """A cue may hold its source, a source two numbers, a quote several fragments."""
    case = parse("[2 {1 По <1 его> словам}, [1 да], а [1 нет]], — {2 пишет} <2 сайт>. || 1 indirect -; 2 indirect *")
    first, second = case.attributions
    assert case.text == "По его словам, да, а нет, — пишет сайт."
    assert [case.text[a:b] for a, b in first.content] == ["да", "нет"]
    assert [case.text[a:b] for a, b in second.content] == ["По его словам, да, а нет"]
    assert (first.mode, first.speaker, second.speaker) == (None, "-", "*")
    assert parse("<1,2 Он> {1 ест} [1 а] {2 и} [2 б]. || 1 direct X; 2 direct Y").attributions[1].source == (0, 2)


def test_a_pilcrow_is_a_line_break() -> None:
    """The spaces beside a pilcrow are for the reader alone."""
    assert parse("Один. ¶ Два.¶¶Три.").text == "Один.\nДва.\n\nТри."


def test_a_backslash_makes_a_bracket_literal() -> None:
    """Whatever the notation uses can stand in a text."""
    assert parse(r"\[1\] \<a\> \{б\} \¶ \|\| \\ \~").text == r"[1] <a> {б} ¶ || \ ~"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[1 Да. || 1 direct X", "not closed"),
        ("Да]. || 1 direct X", "column 3: nothing to close"),
        ("Да [и нет]", r"column 4: write a literal \["),
        ("[1 Да]", "no speaker for"),
        ("[1 Да] || 1 loud X", "is not `NUMBER KIND"),
        ("[1 Да] || 1 direct X; 2 direct Y", "2 has no content"),
        ("[1 Да] || 1 direct X; 1 direct Y", "two speakers"),
        ("[1 Да] {1 а} {1 б} || 1 direct X", "stands twice"),
        ("[1 ] || 1 direct X", "column 4: the span is empty"),
    ],
)
def test_a_mistake_is_named(line: str, message: str) -> None:
    """A line that is not in the notation says what is wrong with it."""
    with pytest.raises(NotationError, match=message):
        parse(line)


@st.composite
def apart(draw: st.DrawFn, length: int, most: int) -> tuple[tuple[int, int], ...]:
    """Up to ``most`` spans of one attribution: they may touch, they do not overlap."""
    offsets = st.lists(st.integers(0, length), min_size=2, max_size=2 * most, unique=True)
    edges = sorted(draw(offsets))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any text with any spans, crossing ones of different attributions too."""
    text = draw(st.text("абв [](){}<>¶|~\\#;1,\n", min_size=1, max_size=20))
    names = st.sampled_from(["-", "*", "Иван Петров", "МИД; сайт", "a\\b"])
    single = st.none() | apart(len(text), 1).map(lambda spans: spans[0])
    return Case(
        text,
        tuple(
            Attribution(
                number,
                draw(st.sampled_from(["direct", "mixed", "indirect"])),
                draw(st.sampled_from([None, "speech", "thought"])),
                draw(names),
                draw(st.none() | names),
                draw(apart(len(text), 3)),
                draw(single),
                draw(single),
            )
            for number in range(1, draw(st.integers(0, 3)) + 1)
        ),
    )


@settings(max_examples=500)
@given(cases())
def test_what_is_written_is_read_again(case: Case) -> None:
    """Every case has a line, and the line is that case."""
    assert parse(render(case)) == case


def test_a_comparison_speaks_of_the_words() -> None:
    """A failure shows both sides in the notation and names each difference by its words."""
    wanted = parse(LINE)
    found = evolve(wanted, attributions=(evolve(wanted.attributions[0], number=7, speaker="-", cue=None),))
    comparison = compare(wanted, found)
    assert str(comparison).splitlines() == [
        f"expected  {LINE}",
        "found     «[1 Рейс отменён]», — сообщил <1 пилот>. || 1 direct speech -",
        "1: cue is to be 'сообщил', not none",
        "1: speaker is to be 'пилот', not '-'",
    ]


def test_a_comparison_tells_missing_from_spurious() -> None:
    """What is not found and what is not expected are two differences."""
    wanted = parse("[1 Да]. Нет. || 1 direct X")
    comparison = compare(wanted, parse("Да. [1 Нет]. || 1 direct X"))
    assert comparison.differences == ("1: not found", "2: found, but not expected")


def test_what_is_not_checked_may_be_anything() -> None:
    """A star for the speaker and a mode that is left out match whatever is found."""
    found = parse("[1 Да]. || 1 direct thought Некто → Некая")
    assert compare(parse("[1 Да]. || 1 direct *"), found).differences == ()
    assert compare(parse("[1 Да]. || 1 direct * → -"), found).differences


def test_the_command_prints_what_the_engine_reads(capsys: pytest.CaptureFixture[str]) -> None:
    """``python -m tests.notation TEXT`` prints a line that is a case of that text."""
    assert main(["Ветер стих. ¶ Дождь идёт."]) == 0
    assert parse(capsys.readouterr().out.rstrip("\n")).text == "Ветер стих. \n Дождь идёт."
