"""A narrative text as turns: everything that precedes the choice of speakers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import regex
from attrs import frozen

from quoteattr.fiction.beats import Page, mentions
from quoteattr.fiction.characters import cast, runs
from quoteattr.fiction.layout import Layout, layout
from quoteattr.fiction.people import People
from quoteattr.fiction.speech import utterances
from quoteattr.fiction.turns import Turn, call, rename, tell, turns
from quoteattr.lexicon import Lexicon


@frozen
class Reading:
    """The turns of a text and the people in it."""

    layout: Layout
    page: Page
    turns: tuple[Turn, ...]
    named: tuple[int | None, ...]
    """The speakers whom the author's words name or describe."""
    people: People
    tied: Mapping[int, tuple[int, ...]]
    """Description → the characters who bear it beside their names: `князь Пётр`."""


def read(text: str, lexicon: Lexicon) -> Reading:
    """The turns of ``text``, and who may have spoken them."""
    page_layout = layout(text)
    view = page_layout.view
    found_runs = runs(view)
    book = cast(view, found_runs)
    names = mentions(view, book, found_runs)
    page = Page(view, book, names, tuple(name.start for name in names), lexicon)
    found = turns(page, page_layout, utterances(page_layout, lexicon))
    people = People(book, narrator=_is_first_person(found))
    named = [people.named(view, turn.beat.subject) for turn in found]
    called = _called(found, named, people)
    borne = _borne(page, people) | {person: (one,) for person, one in called.items() if people.bears(person)}
    people.join({person: one for person, one in called.items() if not people.bears(person)})
    people.tell_narrator(_narrator(found, named, people))
    named = [None if person is None else people.same(person) for person in named]
    rename(found, people.same)
    described = people.descriptions()
    people.count(tell(page, found, described, people.same))
    call(page, found, described)
    return Reading(page_layout, page, tuple(found), tuple(named), people, borne)


_CALLED: Final = 3
_MOSTLY: Final = 0.7
_OWN: Final = 2
_MAINLY: Final = 0.6


def _called(found: Sequence[Turn], named: Sequence[int | None], people: People) -> dict[int, int]:
    """Description → the character whom the lines beside call by name, where it is nearly always the same.

    `— Анна, пойдём. — Куда? — спросила мать.`
    """
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for turn, person in zip(found, named, strict=True):
        if person is None or not people.is_described(person) or turn.number == 0 or turn.gap or turn.form != "dash":
            continue
        around = [found[turn.number - 1]]
        if turn.number + 1 < len(found) and not found[turn.number + 1].gap:
            around.append(found[turn.number + 1])
        for called in (called for near in around for called in near.calls):
            if people.gender(called) == people.gender(person) != "":
                counts[person][called] += 1
    best = {person: by.most_common(1)[0] for person, by in counts.items()}
    # The mother of whoever tells the story is one person.
    own = {person for person in best if people.narrator is not None and not people.bears(person)}
    return {
        person: called for person, (called, count) in best.items()
        if count >= (_OWN if person in own else _CALLED)
        and count >= (_MAINLY if person in own else _MOSTLY) * counts[person].total()
    }  # fmt: skip


_OFTEN: Final = 5
_OTHERS: Final = 3


def _narrator(found: Sequence[Turn], named: Sequence[int | None], people: People) -> int | None:
    """The character whom the lines beside those of the narrator call by name: `— Пётр! — Иду, — сказал я.`."""
    counts: Counter[int] = Counter()
    for turn in found:
        if named[turn.number] is None or named[turn.number] != people.narrator or turn.form != "dash":
            continue
        for number in (turn.number - 1, turn.number + 1):
            if 0 <= number < len(found) and named[number] != people.narrator:
                counts.update(found[number].calls)
    (best, count), (_, second) = [*counts.most_common(2), (-1, 0), (-1, 0)][:2]
    return best if count >= max(_OFTEN, _OTHERS * second) else None


_DESCRIPTION = regex.compile(r"(\p{L}{3,})(?: (?:мо|наш|сво)\p{Ll}{1,3})? ?$")
_SEEN = 2


def _borne(page: Page, people: People) -> dict[int, tuple[int, ...]]:
    described = people.descriptions()
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for name in page.names:
        before = _DESCRIPTION.search(page.view, max(0, name.start - 30), name.start)
        found = described.get(before[1].lower()) if before else None
        if (
            found and people.bears(found[0]) and found[1] and name.nominative
        ):  # not `мамы Оли`, which is the mother of Оля
            counts[found[0]][name.character] += 1
    return {person: tuple(c for c, n in by.items() if n >= _SEEN) for person, by in counts.items()}


def _is_first_person(found: list[Turn]) -> bool:
    """Whether the author says `сказал я` of himself: in one slot of twelve or more."""
    slots = sum(turn.beat.cue is not None for turn in found)
    mine = sum(turn.beat.subject is not None and turn.beat.subject.kind == "narrator" for turn in found)
    return mine * 12 > slots > 0
