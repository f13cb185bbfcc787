"""The persons whom a text names, read before any mention is resolved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final

import regex
from attrs import define

from quoteattr import mentions, morph, names
from quoteattr.lexicon import Lexicon
from quoteattr.mentions import Named, Role
from quoteattr.morph import fold
from quoteattr.names import PersonName
from quoteattr.speakers.entities import Entity
from quoteattr.speakers.registry import Registry, Reported


def build(
    text: str,
    lexicon: Lexicon,
    bounds: Sequence[tuple[int, int]],
    hints: Mapping[int, str] | None = None,
    reported: Sequence[tuple[int, int]] = (),
) -> Registry:
    """The registry of a text, all its full names taken in.

    :param bounds: the paragraphs.
    :param hints: the cases of names that the clauses tell, by where the name starts.
    :param reported: the contents of quotes: whom they name attracts a later pronoun less.
    """
    registry = Registry(text, lexicon, Reported(reported))
    reader = _Reader(registry, bounds, [start for start, _ in bounds])
    named = mentions.full_names(text, hints)
    for each in named:
        reader.full(each)
    for start, form in mentions.single_names(text, [(each.start, each.stop) for each in named]):
        reader.single(start, form)
    places = ((place.start, entity) for entity in registry.entities for place in entity.places)
    registry.order = sorted(places, key=itemgetter(0))
    return registry


@define
class _Reader:
    """Enters names into the registry, with the posts beside them."""

    registry: Registry
    bounds: Sequence[tuple[int, int]]
    starts: Sequence[int]
    """Where the paragraphs start."""

    def full(self, named: Named) -> None:
        """Take in a full name."""
        entity = self.registry.person(named.name)
        entity.seen(named.start, named.stop, self._weight(named.start, named.stop, named.case))
        for role in self._roles(named):
            entity.held(role)
            entity.role_texts.setdefault(self.registry.text[role.start : role.stop])

    def single(self, start: int, form: str) -> None:
        """Take in a capitalised word, if it is a surname or somebody's name."""
        entity = self.registry.single(form) or self._surname(start, form)
        if entity is None or entity.person is None:
            return
        if not entity.person.given:
            self._roles_of_single(entity, start, form)
        nominative = fold(form) in (fold(entity.person.surname), fold(entity.person.given))
        stop = start + len(form)
        entity.seen(start, stop, self._weight(start, stop, "nomn" if nominative else "gent"))

    def _weight(self, start: int, stop: int, case: str) -> float:
        text = self.registry.text
        topic = _TOPIC.search(text, max(0, start - 80), start) or _MUST.match(text, stop)
        return self.registry.reported.weight(start, "nomn" if topic else case)

    def _roles(self, named: Named) -> list[Role]:
        k = max(0, bisect_left(self.starts, named.start + 1) - 1)
        text = self.registry.text
        floor, ceiling = self.bounds[k] if self.bounds else (0, len(text))
        return list(mentions.roles_beside(text, named, self.registry.lexicon, floor, ceiling))

    def _roles_of_single(self, entity: Entity, start: int, form: str) -> None:
        """The posts beside a person whom the text knows by surname alone: `экс-майор Мельник`."""
        person = entity.person or PersonName()
        for case in sorted(names.cases(fold(form))):
            roles = self._roles(Named(start, start + len(form), person, case))
            for role in roles:
                entity.held(role)
            if roles:
                return

    def _surname(self, start: int, form: str) -> Entity | None:
        """The person whom the text knows by surname alone: `Медведев`, `Путину`."""
        lower = fold(form)
        text = self.registry.text
        opens = _opens_sentence(text, start)
        found = [
            r for r in names.name_readings(lower, "Surn") if r.known or (not opens and lower.endswith(_SURNAME_ENDINGS))
        ]
        known = morph.readings(lower)
        behind = text[start + len(form) : start + len(form) + 2].strip()
        if behind[:1].islower() and any(r.known and r.pos == "ADJF" for r in known):
            # `Марьина роща`, `Московская область`
            return None
        if not found or mentions.is_common(lower) or (opens and "Surn" not in known[0].grammemes):
            return None
        best = next((r for r in found if r.case == "nomn"), found[0])
        nominative = names.nominatives(lower, best.case, best.gender)[0]
        gender = best.gender if best.gender in ("masc", "femn") else None
        return self.registry.person(PersonName(surname=names.capitalize(nominative, form), gender=gender))


_SURNAME_ENDINGS: Final = tuple(
    "енко швили дзе янц ян ов ев ёв ин ын ова ева ина ский цкий ская цкая чук юк ович евич ич ского скому ским ской "
    "ову еву овым евым иным овой евой иной чука чуку ичу ича".split()
)


# `Что касается Белова, …`, `Олегу пришлось …`: no nominative, but what the sentence is about.
_TOPIC: Final = regex.compile(r"касается\s+(?:[\p{L}-]+\s+){0,4}$")
_MUST: Final = regex.compile(
    r"(?:\s\([^)]*\))?\s(?:пришлось|приходится|удалось|предстоит|довелось|не удалось|стало известно|известно|нужно|надо)\b"
)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(' \u00a0"«“„')
    return not before or before[-1] in ".!?…\n"
