"""What is known so far of those who are about in the text: the one value that the steps of resolution share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import islice
from math import exp
from typing import Final

from attrs import define, field

from quoteattr.lexicon import Abbreviation, Country, Lexicon
from quoteattr.morph import fold
from quoteattr.speakers.directory import Directory
from quoteattr.speakers.entities import AROUND, FADE, PRONOUN_REACH, Entity
from quoteattr.speakers.registry import Registry

SPEAKER_PULL: Final = 1.3


@define(eq=False, slots=False)
class Scene:
    """The persons and bodies of a text while its quotes are read in order."""

    registry: Registry
    bodies: list[Entity] = field(factory=list)
    """What has been mentioned without a person's name, in order: organisations, documents, groups, the unnamed."""
    speakers: list[tuple[int, Entity]] = field(factory=list)
    """Where each quote so far has its cue, and who spoke."""
    followed: int = 0
    """How far the pronouns of the text have been followed."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.registry.text

    @property
    def lexicon(self) -> Lexicon:
        """The words that the engine knows."""
        return self.registry.lexicon

    @property
    def countries(self) -> Mapping[str, Country]:
        """The countries by their names in lower case."""
        return _countries(self.lexicon)

    @property
    def media(self) -> frozenset[str]:
        """The names of papers, agencies and sites in lower case."""
        return _media(self.lexicon)

    @cached_property
    def directory(self) -> Directory:
        """The bodies that the text names."""
        return Directory(self.text, self.lexicon)

    def in_headline(self, at: int) -> bool:
        """Whether ``at`` stands in the first line: what it mentions is only introduced below."""
        return "\n" in self.text and at < self.text.index("\n")

    def words(self, name: str) -> frozenset[str]:
        """The set of words that the lexicon has under ``name``."""
        return self.lexicon.sets.get(name, frozenset())

    def abbreviation(self, word: str) -> Abbreviation | None:
        """The abbreviation behind a word in lower case: `мчс`, `минфин`."""
        return self.lexicon.abbreviations.get(word.upper()) or self.lexicon.abbreviations.get(word.capitalize())

    def spoke(self, entity: Entity, at: int) -> None:
        """Note that an entity is the speaker of a quote at ``at``."""
        self.speakers.append((at, entity))
        entity.spoke.append(at)

    def is_last(self, entity: Entity) -> bool:
        """Whether the entity spoke last."""
        return bool(self.speakers) and self.speakers[-1][1] is entity

    def persons(self, at: int) -> Iterable[Entity]:
        """The persons whom a mention at ``at`` may take up."""
        return (e for e in self.around(at) if e.kind in ("person", "anonymous"))

    def around(self, at: int) -> Iterable[Entity]:
        """Whom a mention at ``at`` may take up: all that an article names, of a book those of the pages around."""
        if len(self.registry.entities) + len(self.bodies) <= AROUND:
            return (*self.registry.entities, *self.bodies)
        named = self.registry.around(at)
        return dict.fromkeys([*named, *self.bodies[-AROUND // 4 :], *(e for _, e in self.speakers[-AROUND // 4 :])])

    def bodies_back(self) -> Iterator[Entity]:
        """The last bodies, the latest first."""
        return islice(reversed(self.bodies), AROUND)

    def attraction(self, entity: Entity, at: int) -> float:
        """How much an entity draws a pronoun at ``at``: near ones more than far, speakers more than others."""
        score = 0.0
        for place in entity.near(at):
            score = max(score, place.weight * exp((place.stop - at) / FADE))
        said = next((start for start in reversed(entity.spoke) if start <= at), None)
        if said is not None and at - said <= PRONOUN_REACH:
            score = max(score, SPEAKER_PULL * exp((said - at) / FADE))
        return score


def is_document(scene: Scene, lemma: str) -> bool:
    """Whether the noun is one for something written."""
    noun = scene.lexicon.nouns.get(lemma)
    return noun is not None and "document" in noun.frames


@lru_cache(8)
def _countries(lexicon: Lexicon) -> Mapping[str, Country]:
    return {fold(name): country for name, country in lexicon.countries.items()}


@lru_cache(8)
def _media(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(fold, lexicon.media))
