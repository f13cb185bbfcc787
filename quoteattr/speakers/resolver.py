"""From a mention to the entity behind it: which of the steps is asked."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.model import Step
from quoteattr.phrases import Phrase
from quoteattr.segments import Token
from quoteattr.speakers import bodies, media, persons, posts, pronouns, scene
from quoteattr.speakers.entities import AROUND, Entity, Found
from quoteattr.speakers.registry import Registry
from quoteattr.speakers.scene import Scene


class Resolver:
    """Resolves source mentions in text order."""

    def __init__(self, registry: Registry) -> None:
        self.scene = Scene(registry)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.scene.text

    @property
    def speakers(self) -> list[tuple[int, Entity]]:
        """Where each quote so far has its cue, and who spoke."""
        return self.scene.speakers

    def spoke(self, entity: Entity, at: int) -> None:
        """Note that an entity is the speaker of a quote at ``at``."""
        self.scene.spoke(entity, at)

    def agreed(self, entity: Entity, gender: str) -> None:
        """Take in the gender that a verb shows."""
        persons.agreed(entity, gender)

    def is_media(self, entity: Entity) -> bool:
        """Whether an entity is a paper, an agency, a site: it writes."""
        return media.is_media(self.scene, entity)

    def is_document(self, lemma: str) -> bool:
        """Whether the noun is one for something written."""
        return scene.is_document(self.scene, lemma)

    def antecedent(self, at: int, gender: str | None, *, plural: bool, inside: Entity | None = None) -> Found:
        """The nearest speaker or subject that a pronoun at ``at`` agrees with."""
        return pronouns.antecedent(self.scene, at, gender, plural=plural, inside=inside)

    def resolve(
        self,
        tokens: Sequence[Token],
        phrase: Phrase,
        inside: Entity | None = None,
        *,
        inner: bool = False,
        place: bool = False,
        gender: str = "",
    ) -> Found:
        """The entity behind a source phrase.

        :param inside: who speaks the words in which the phrase stands.
        :param inner: whether it stands inside another quote.
        :param place: whether it is a place or a document that speaks, never a person.
        :param gender: the gender that the verb shows.
        """
        if phrase.other is not None:
            return self._pair(tokens, phrase)
        at = tokens[phrase.first].start
        if phrase.kind == "pronoun":
            return (
                bodies.by_pronoun(self.scene, tokens, phrase)
                if place
                else pronouns.resolve(self.scene, tokens, phrase, at, inside)
            )
        if place:
            found = bodies.resolve(self.scene, tokens, phrase._replace(name=None))
        elif phrase.name is not None and not persons.is_owner(self.scene, tokens, phrase):
            found = persons.resolve(self.scene, tokens, phrase)
        elif phrase.kind == "noun" and posts.is_post(self.scene, tokens, phrase):
            found = posts.resolve(self.scene, tokens, _shown(phrase, gender), at, inner=inner)
        else:
            found = persons.by_surname(self.scene, tokens, phrase) or bodies.resolve(self.scene, tokens, phrase)
        if found.entity is not None:
            found.entity.seen(at, tokens[phrase.stop - 1].stop, 1.2)
        return found

    def _pair(self, tokens: Sequence[Token], phrase: Phrase) -> Found:
        """Two sources joined by `и`: a group of both, each known by the fullest name."""
        other = phrase.other
        assert other is not None
        edge = next(k for k in range(other.first, phrase.first, -1) if tokens[k - 1].lower == "и") - 1
        first = self.resolve(tokens, phrase._replace(other=None, stop=edge, core=edge))
        second = self.resolve(tokens, other)
        both = [found.entity for found in (first, second) if found.entity is not None and found.entity.name]
        if len(both) < 2:
            return first
        name = " и ".join(entity.name for entity in both)
        group = next((e for e in self.scene.bodies[-AROUND:] if e.name == name), None)
        if group is None:
            bodies_only = {entity.kind for entity in both} == {"organization"}
            group = Entity("organization" if bodies_only else "group", name, None, plural=True)
            self.scene.bodies.append(group)
        group.seen(tokens[phrase.first].start, tokens[phrase.stop - 1].stop, 1.0)
        return Found(group, 0.9, (Step("pair", name),))


def _shown(phrase: Phrase, gender: str) -> Phrase:
    """`канцлер заявила`: the phrase with the gender of a woman, if the verb shows it."""
    return phrase._replace(gender="femn") if gender == "femn" else phrase
