"""The values that resolution works with: entities, their places in the text, and what was found."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Final, NamedTuple

from attrs import define, field

from quoteattr.mentions import Role
from quoteattr.model import Step
from quoteattr.names import PersonName
from quoteattr.phrases import Phrase

FADE: Final = 450
"""The distance in characters over which the pull of a mention falls to a third."""
PRONOUN_REACH: Final = 1500
"""How many characters a pronoun may stand behind the one it means."""

AROUND: Final = 256
"""How many mentions before a mention, and how many bodies, are looked at: more than an article has, few of a book's."""
ROLES: Final = 48


class Place(NamedTuple):
    """A mention of an entity in the text."""

    start: int
    stop: int
    weight: float
    """How much it attracts a later pronoun: a speaker most, a subject more than an object."""


@define(eq=False)
class Entity:
    """Somebody or something that the text speaks of."""

    kind: str
    name: str
    gender: str | None = None
    plural: bool = False
    person: PersonName | None = None
    roles: list[Role] = field(factory=list)
    role_texts: dict[str, None] = field(factory=dict)
    keys: set[str] = field(factory=set)
    head: str = ""
    words: frozenset[str] = frozenset()
    places: list[Place] = field(factory=list)
    """In the order in which they were found."""
    ordered: list[Place] = field(factory=list)
    """In text order."""
    spoke: list[int] = field(factory=list)
    fullness: tuple[int, int] = (0, 0)

    def seen(self, start: int, stop: int, weight: float) -> None:
        """Note a mention."""
        place = Place(start, stop, weight)
        self.places.append(place)
        insort(self.ordered, place)

    def meant(self, start: int, stop: int, weight: float) -> None:
        """Note that a pronoun means the entity: it draws later ones, but is no mention of its own."""
        insort(self.ordered, Place(start, stop, weight))

    def held(self, role: Role) -> None:
        """Note a post, each once, in whatever case it stands."""
        if len(self.roles) < ROLES and all((role.head, role.words) != (r.head, r.words) for r in self.roles):
            self.roles.append(role)

    def last_before(self, at: int) -> int:
        """Where the last mention before ``at`` starts, or -1."""
        k = bisect_left(self.ordered, (at,))
        return self.ordered[k - 1].start if k else -1

    def stretches(self, start: int, stop: int) -> bool:
        """Whether a mention that begins at ``start`` goes on to ``stop``."""
        k = bisect_left(self.ordered, (start + 1,)) - 1
        return k >= 0 and self.ordered[k].start == start and self.ordered[k].stop >= stop

    def near(self, at: int) -> Iterator[Place]:
        """The mentions from which a pronoun at ``at`` is not too far."""
        for k in range(bisect_left(self.ordered, (at + 1,)) - 1, -1, -1):
            place = self.ordered[k]
            if place.start < at - 2 * PRONOUN_REACH:
                return
            if place.stop <= at <= place.stop + PRONOUN_REACH:
                yield place


class Found(NamedTuple):
    """The entity behind a mention, how sure it is, and the steps that led to it."""

    entity: Entity | None
    certainty: float
    steps: tuple[Step, ...]


NOBODY: Final = Found(None, 0.3, (Step("unresolved", "no entity of the text fits"),))


def agree(entity: Entity, phrase: Phrase) -> bool:
    """Whether the gender of a description does not rule the person out; a masculine post may be a woman's."""
    if entity.plural or entity.kind not in ("person", "anonymous"):
        return False
    reading = phrase.reading
    if phrase.gender == "femn" and entity.gender == "masc":
        # `канцлер заявила`
        return False
    if reading is None or entity.gender is None or not reading.gender or reading.gender == entity.gender:
        return True
    return entity.gender == "femn" and reading.gender == "masc" and reading.lemma not in _MEN


_MEN: Final = frozenset("мужчина парень юноша отец муж сын брат".split())
