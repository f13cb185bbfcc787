"""One-line notation of a text and its attributions, for cases that a linguist can read.

``«[1 Рейс отменён]», — {1 сообщил} <1 пилот>. || 1 direct speech пилот``

``tests/README.md`` describes it. ``python -m tests.notation FILE_OR_TEXT …`` prints it for a text as the engine reads it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import regex
from attrs import define, evolve, field, frozen

import quoteattr
from quoteattr.config import GENRES
from quoteattr.model import MODES, QUOTE_KINDS, Document, Quote, Speaker

NOBODY: Final = "-"
UNCHECKED: Final = "*"
CONTENT, CUE, SOURCE = "[", "{", "<"
_CLOSING: Final = {CONTENT: "]", CUE: "}", SOURCE: ">"}
_OPENING: Final = {closing: opening for opening, closing in _CLOSING.items()}
_SPECIAL: Final = frozenset("\\[]{}<>¶|~")

_PIECE: Final = regex.compile(
    r"""\\(?P<escaped>.)
      | (?P<end>[ ]*\|\|(?=[ ]|$))
      | (?P<line>[ ]*¶[ ]*)
      | (?P<open>[\[{<])(?P<numbers>\d+(?:,\d+)*)[ ]
      | (?:~(?P<number>\d+))?(?P<close>[\]}>])
      | (?P<stray>[\[{<|~\\])
      | (?P<plain>.)""",
    regex.VERBOSE | regex.DOTALL,
)
_SPEAKER: Final = regex.compile(
    rf"""\s*(?P<number>\d+)\s+(?P<kind>{"|".join(QUOTE_KINDS)})(?:\s+(?P<mode>{"|".join(MODES)}))?
         \s+(?P<speaker>.+?)(?:\s+→\s+(?P<addressee>.+?))?\s*""",
    regex.VERBOSE,
)

Pair: TypeAlias = tuple[int, int]


class NotationError(ValueError):
    """A line that is not in the notation; the message names the column."""


@frozen
class Attribution:
    """One attribution; a ``mode`` or ``addressee`` of ``None`` and a speaker ``*`` are not compared."""

    number: int
    kind: str
    mode: str | None = None
    speaker: str = NOBODY
    addressee: str | None = None
    content: tuple[Pair, ...] = ()
    cue: Pair | None = None
    source: Pair | None = None

    @property
    def checks(self) -> int:
        """How many things are compared: the strictest attribution is matched first."""
        return (self.mode is not None) + (self.speaker != UNCHECKED) + (self.addressee is not None)


@frozen
class Case:
    """A text and its attributions."""

    text: str
    attributions: tuple[Attribution, ...] = ()


# Reading


@frozen
class _Group:
    shape: str
    numbers: tuple[int, ...]
    start: int


@define
class _Spans:
    """The text read so far, the spans found in it, and those still open."""

    characters: list[str] = field(factory=list)
    found: dict[tuple[str, int], list[Pair]] = field(factory=lambda: defaultdict(list))
    opened: list[_Group] = field(factory=list)

    def open(self, shape: str, numbers: str) -> None:
        self.opened.append(_Group(shape, tuple(map(int, numbers.split(","))), len(self.characters)))

    def close(self, shape: str, number: str | None, column: int) -> None:
        for group in reversed(self.opened):
            if group.shape == shape and (number is None or int(number) in group.numbers):
                break
        else:
            raise NotationError(f"column {column}: nothing to close; write a literal bracket as \\{_CLOSING[shape]}")
        self.opened.remove(group)
        if group.start == len(self.characters):
            raise NotationError(f"column {column}: the span is empty")
        for each in group.numbers:
            self.found[shape, each].append((group.start, len(self.characters)))


def parse(line: str) -> Case:
    """The case that ``line`` writes.

    :raises NotationError: if the brackets or the speakers are not in the notation.
    """
    spans, speakers = _Spans(), ""
    for match in _PIECE.finditer(line):
        column = match.start() + 1
        if match["end"]:
            speakers = line[match.end() :]
            break
        if match["open"]:
            spans.open(match["open"], match["numbers"])
        elif match["close"]:
            spans.close(_OPENING[match["close"]], match["number"], column)
        elif match["stray"]:
            raise NotationError(f"column {column}: write a literal {match['stray']} as \\{match['stray']}")
        else:
            spans.characters.append("\n" if match["line"] else match["escaped"] or match["plain"])
    if spans.opened:
        raise NotationError(f"the bracket {spans.opened[-1].shape}{spans.opened[-1].numbers[0]} is not closed")
    return Case("".join(spans.characters), _attributions(speakers, spans.found))


def _attributions(speakers: str, found: dict[tuple[str, int], list[Pair]]) -> tuple[Attribution, ...]:
    attributions = tuple(_attribution(part, found) for part in regex.split(r"(?<!\\);", speakers) if part.strip())
    numbers = [attribution.number for attribution in attributions]
    if len(set(numbers)) < len(numbers):
        raise NotationError(f"a number has two speakers: {numbers}")
    if unknown := {number for _, number in found} - set(numbers):
        raise NotationError(f"no speaker for {sorted(unknown)}: add `|| {min(unknown)} direct speech Имя`")
    return attributions


def _attribution(part: str, found: dict[tuple[str, int], list[Pair]]) -> Attribution:
    match = _SPEAKER.fullmatch(part)
    if match is None:
        raise NotationError(f"{part.strip()!r} is not `NUMBER KIND [MODE] SPEAKER [→ ADDRESSEE]`")
    number = int(match["number"])
    if not found.get((CONTENT, number)):
        raise NotationError(f"{number} has no content")
    cue, source = (_single(found.get((shape, number), []), shape, number) for shape in (CUE, SOURCE))
    return Attribution(
        number,
        match["kind"],
        match["mode"],
        _unescape(match["speaker"]),
        _unescape(match["addressee"]) if match["addressee"] else None,
        tuple(sorted(found[CONTENT, number])),
        cue,
        source,
    )


def _single(spans: list[Pair], shape: str, number: int) -> Pair | None:
    if len(spans) > 1:
        raise NotationError(f"{shape}{number} stands twice")
    return spans[0] if spans else None


def _unescape(name: str) -> str:
    return regex.sub(r"\\(.)", r"\1", name)


# Writing


def render(case: Case) -> str:
    """The line that :func:`parse` reads as ``case``."""
    opening, closing = _groups(case)
    line: list[str] = []
    opened: list[_Group] = []
    for at in range(len(case.text) + 1):
        for group in sorted(closing[at], key=opened.index, reverse=True):
            innermost = next(other for other in reversed(opened) if other.shape == group.shape)
            line.append(_CLOSING[group.shape] if innermost is group else f"~{group.numbers[0]}{_CLOSING[group.shape]}")
            opened.remove(group)
        for group in opening[at]:
            line.append(f"{group.shape}{','.join(map(str, group.numbers))} ")
            opened.append(group)
        line += _literal(case.text, at)
    speakers = "; ".join(map(_speaker_part, case.attributions))
    return "".join(line) + (f" || {speakers}" if speakers else "")


def _groups(case: Case) -> tuple[dict[int, list[_Group]], dict[int, list[_Group]]]:
    """The brackets that open and those that close at each offset, spans shared by several numbers made one."""
    shared: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for attribution in case.attributions:
        for shape, spans in _spans_of(attribution):
            for start, stop in spans:
                shared[start, -stop, shape].append(attribution.number)
    opening: dict[int, list[_Group]] = defaultdict(list)
    closing: dict[int, list[_Group]] = defaultdict(list)
    for (start, stop, shape), numbers in sorted(shared.items()):
        group = _Group(shape, tuple(numbers), start)
        opening[start].append(group)
        closing[-stop].append(group)
    return opening, closing


def _spans_of(attribution: Attribution) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    yield CONTENT, attribution.content
    yield CUE, (attribution.cue,) if attribution.cue else ()
    yield SOURCE, (attribution.source,) if attribution.source else ()


def _literal(text: str, at: int) -> Iterator[str]:
    if at == len(text):
        return
    character = text[at]
    if character == "\n":
        yield " ¶ "
    elif character in _SPECIAL or (character == "#" and at == 0) or (character == " " and _beside_break(text, at)):
        yield "\\" + character
    else:
        yield character


def _beside_break(text: str, at: int) -> bool:
    """Whether the space at ``at`` would be lost: at an edge of the text or of a line."""
    return at in (0, len(text) - 1) or "\n" in (text[at - 1], text[at + 1])


def _speaker_part(attribution: Attribution) -> str:
    name, addressee = (
        regex.sub(r"([;\\])", r"\\\1", each or "") for each in (attribution.speaker, attribution.addressee)
    )
    mode = f" {attribution.mode}" if attribution.mode else ""
    return f"{attribution.number} {attribution.kind}{mode} {name}" + (f" → {addressee}" if addressee else "")


# The engine's side


def of_document(document: Document, *, addressees: bool = True) -> Case:
    """What the engine found in a text, numbered in its order."""
    return Case(
        document.text,
        tuple(_of_quote(number, quote, addressees=addressees) for number, quote in enumerate(document.quotes, start=1)),
    )


def _of_quote(number: int, quote: Quote, *, addressees: bool) -> Attribution:
    return Attribution(
        number,
        quote.kind,
        quote.mode,
        _name(quote.speaker),
        _name(quote.addressee) if addressees and quote.addressee else None,
        tuple((fragment.start, fragment.stop) for fragment in quote.fragments),
        (quote.cue.span.start, quote.cue.span.stop) if quote.cue else None,
        (quote.source.span.start, quote.source.span.stop) if quote.source else None,
    )


def _name(speaker: Speaker | None) -> str:
    return speaker.name if speaker else NOBODY


# Comparing


@frozen
class Comparison:
    """How a case differs from what was found: ``found`` renumbered after the case, and each difference in words."""

    expected: Case
    found: Case
    differences: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"expected  {render(self.expected)}", f"found     {render(self.found)}", *self.differences]
        return "\n".join(lines)


def compare(expected: Case, found: Case) -> Comparison:
    """Set each attribution that is expected beside the one found that is likest to it."""
    rest = list(found.attributions)
    pairs: dict[int, Attribution] = {}
    for same in (_agrees, _resembles):
        for wanted in sorted(expected.attributions, key=lambda attribution: -attribution.checks):
            match = next((each for each in rest if wanted.number not in pairs and same(wanted, each)), None)
            if match is not None:
                pairs[wanted.number] = match
                rest.remove(match)
    differences = [line for wanted in expected.attributions for line in _differ(expected, wanted, pairs)]
    last = max((wanted.number for wanted in expected.attributions), default=0)
    spurious = [evolve(each, number=last + place) for place, each in enumerate(rest, start=1)]
    differences += [f"{each.number}: found, but not expected" for each in spurious]
    renumbered = [evolve(each, number=number) for number, each in pairs.items()]
    return Comparison(
        expected, evolve(found, attributions=tuple(sorted(renumbered + spurious, key=_number))), tuple(differences)
    )


def _number(attribution: Attribution) -> int:
    return attribution.number


def _agrees(wanted: Attribution, got: Attribution) -> bool:
    return not any(_disagreements(wanted, got))


def _resembles(wanted: Attribution, got: Attribution) -> bool:
    return any(a < d and c < b for a, b in wanted.content for c, d in got.content)


def _disagreements(wanted: Attribution, got: Attribution) -> Iterator[tuple[str, object, object]]:
    for name in ("kind", "mode", "content", "cue", "source", "speaker", "addressee"):
        want, have = getattr(wanted, name), getattr(got, name)
        if name in ("mode", "addressee") and want is None:
            continue
        if name == "speaker" and want == UNCHECKED:
            continue
        if name == "addressee" and have is None:
            have = NOBODY
        if want != have:
            yield name, want, have


def _differ(case: Case, wanted: Attribution, pairs: dict[int, Attribution]) -> Iterator[str]:
    got = pairs.get(wanted.number)
    if got is None:
        yield f"{wanted.number}: not found"
        return
    for name, want, have in _disagreements(wanted, got):
        yield f"{wanted.number}: {name} is to be {_words(case, want)}, not {_words(case, have)}"


def _words(case: Case, value: object) -> str:
    """A span or spans as the words that stand there."""
    match value:
        case None:
            return "none"
        case (int(start), int(stop)):
            return repr(case.text[start:stop])
        case tuple():
            return " + ".join(_words(case, each) for each in value)
    return repr(value)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the notation of files or texts, a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.notation", description=main.__doc__)
    parser.add_argument("inputs", nargs="+", metavar="FILE_OR_TEXT", help="a file, a text, or - for lines of stdin")
    parser.add_argument("--genre", choices=GENRES, default="auto")
    arguments = parser.parse_args(argv)
    engine = quoteattr.Attributor(genre=arguments.genre)
    for text in _texts(arguments.inputs):
        print(render(of_document(engine.attribute(text))))  # noqa: T201
    return 0


def _texts(inputs: Sequence[str]) -> Iterator[str]:
    for given in inputs:
        if given == "-":
            yield from (line.rstrip("\n").replace("¶", "\n") for line in sys.stdin)
        elif len(given) < 60 and Path(given).is_file():
            yield Path(given).read_text("utf-8").strip("\n")
        else:
            yield given.replace("¶", "\n")


if __name__ == "__main__":
    sys.exit(main())
