"""The persons of a text by their names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from attrs import define, field

from quoteattr import mentions, names
from quoteattr.lexicon import Lexicon
from quoteattr.morph import fold
from quoteattr.names import PersonName
from quoteattr.speakers.entities import AROUND, Entity


class Reported:
    """The contents of quotes, merged, for quick look-up."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.stops: list[int] = []
        for start, stop in sorted(spans):
            if self.stops and start <= self.stops[-1]:
                self.stops[-1] = max(self.stops[-1], stop)
            else:
                self.starts.append(start)
                self.stops.append(stop)

    def weight(self, at: int, case: str) -> float:
        """A subject attracts a later pronoun more than an object does, the author's words more than a quote's."""
        return (1.0 if case == "nomn" else 0.45) * (1.0 if self.around(at) is None else 0.55)

    def around(self, at: int) -> int | None:
        """Which of the contents ``at`` stands in."""
        k = bisect_right(self.starts, at) - 1
        return k if k >= 0 and at < self.stops[k] else None


@define(eq=False)
class Registry:
    """The persons of one text."""

    text: str
    lexicon: Lexicon
    reported: Reported
    entities: list[Entity] = field(factory=list)
    by_surname: dict[str, list[Entity]] = field(factory=dict)
    order: list[tuple[int, Entity]] = field(factory=list)
    """Where each person is named, in text order."""

    def around(self, at: int) -> list[Entity]:
        """The persons named not far from ``at``."""
        k = bisect_left(self.order, at, key=itemgetter(0))
        return [entity for _, entity in self.order[max(0, k - AROUND) : k + AROUND // 4]]

    def full_name_at(self, start: int, stop: int) -> Entity | None:
        """The person whose full name stands there."""
        k = bisect_left(self.order, start, key=itemgetter(0))
        while k < len(self.order) and self.order[k][0] < stop:
            at, entity = self.order[k]
            if entity.stretches(at, stop - 1):
                return entity
            k += 1
        return None

    def person(self, name: PersonName) -> Entity:
        """The person of that name: one already known, else a new one."""
        known = self._known(name)
        if known is None:
            known = Entity("person", name.full, name.gender, person=name)
            self.entities.append(known)
        self._widen(known, name)
        for key in _keys(name):
            entries = self.by_surname.setdefault(key, [])
            if known not in entries[-AROUND:]:
                entries.append(known)
        return known

    def _known(self, name: PersonName) -> Entity | None:
        for key in _keys(name):
            for entity in reversed(self.by_surname.get(key, ())[-AROUND:]):
                if entity.person is not None and same_name(entity.person, name):
                    return entity
        return None

    def _widen(self, entity: Entity, name: PersonName) -> None:
        old = entity.person
        if old is None:
            return
        entity.person = PersonName(
            old.given or name.given,
            old.patronymic or name.patronymic,
            old.surname or name.surname,
            old.initials or name.initials,
            old.gender or name.gender,
        )
        entity.name = entity.person.full
        entity.gender = entity.person.gender

    def single(self, word_form: str, case: str = "", gender: str = "") -> Entity | None:
        """The person whom a single capitalised word names, if the text has named one."""
        best: Entity | None = None
        for form in sorted(mentions.surname_forms(fold(word_form))):
            for entity in self.by_surname.get(form, ())[-AROUND:]:
                if entity.person is None or (gender in ("masc", "femn") and entity.gender not in (None, gender)):
                    continue
                if not _form_of(entity, fold(word_form)):
                    continue
                if best is None or _last(entity) > _last(best):
                    best = entity
        return best


def _form_of(entity: Entity, lower: str) -> bool:
    """Whether the form agrees with the person's gender: `Орлову` is no form of `Орлов` in the nominative."""
    person = entity.person
    if person is None or entity.gender is None:
        return True
    target = {fold(person.surname.split(" ")[-1]), fold(person.given)}
    for case in names.cases(lower):
        if target & set(map(fold, names.nominatives(lower, case, entity.gender))):
            return True
    return lower in target


def _last(entity: Entity) -> int:
    return entity.places[-1].start if entity.places else -1


def _keys(name: PersonName) -> Iterator[str]:
    if name.surname:
        yield fold(name.surname.split(" ")[-1])
        if " " in name.surname:
            yield fold(name.surname)
            yield fold(name.surname.split(" ")[0])
    if name.given:
        yield fold(name.given)


def same_name(a: PersonName, b: PersonName) -> bool:
    """Whether two names can be one person's."""
    if a.gender and b.gender and a.gender != b.gender and _shows_gender(a) and _shows_gender(b):
        return False
    if a.surname and b.surname and fold(a.surname) != fold(b.surname):
        shared = set(fold(a.surname).split()) & set(fold(b.surname).split())
        if not shared:
            return False
    if a.given and b.given and fold(a.given) != fold(b.given):
        return False
    if a.patronymic and b.patronymic and fold(a.patronymic) != fold(b.patronymic):
        return False
    for x, y in ((a, b), (b, a)):
        if x.initials and y.given and not x.given and fold(x.initials[0]) != fold(y.given[0]):
            return False
    if not (a.surname and b.surname) and not (a.given and b.given):
        return a.given == b.surname != "" or a.surname == b.given != ""
    return True


def _shows_gender(name: PersonName) -> bool:
    """`И. Кравец` may be a woman or a man."""
    return bool(name.given or name.patronymic) or fold(name.surname).endswith(("а", "я", "в", "н", "й"))
