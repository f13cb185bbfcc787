"""Persons and groups that the text never names: known by their fullest description."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr import mentions, segments
from quoteattr.mentions import Role
from quoteattr.model import Step
from quoteattr.phrases import Phrase
from quoteattr.segments import QUOTED, Token
from quoteattr.speakers.describing import describe
from quoteattr.speakers.entities import Entity, Found, agree
from quoteattr.speakers.scene import Scene


def described(scene: Scene, tokens: Sequence[Token], phrase: Phrase, stems: frozenset[str]) -> Found:
    """A person whom the text never names."""
    reading = phrase.reading
    assert reading is not None
    head = reading.lemma
    for entity in scene.bodies_back():
        if _same(scene, entity, phrase, head) and (not stems or not entity.words or stems & entity.words):
            _fuller(entity, tokens, phrase, stems)
            return Found(entity, 0.85, (Step("described before", entity.name),))
    kind = "anonymous" if head in scene.words("anonymous") else "person"
    entity = Entity(kind, describe(tokens, phrase), reading.gender or None, head=head, words=stems)
    entity.roles.append(Role(head, stems, tokens[phrase.first].start, tokens[phrase.stop - 1].stop))
    scene.bodies.append(entity)
    return Found(entity, 0.85, (Step("description", entity.name),))


def _same(scene: Scene, entity: Entity, phrase: Phrase, head: str) -> bool:
    if entity.kind not in ("person", "anonymous") or not agree(entity, phrase):
        return False
    post = scene.lexicon.posts.get(entity.head)
    return entity.head == head or (post is not None and head in post.kinds)


def group(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found:
    """Several persons: `эксперты`, `жители села`."""
    reading = phrase.reading
    head = reading.lemma if reading is not None else tokens[phrase.head].lower
    stems = stems_beside(tokens, phrase)
    at = tokens[phrase.first].start
    for entity in scene.bodies_back():
        if (
            entity.plural
            and _same_trade(scene, entity.head, head, bare=not stems and _just_spoke(scene, entity, at))
            and (not stems or stems & entity.words)
        ):
            _fuller(entity, tokens, phrase, stems)
            return Found(entity, 0.85, (Step("group", entity.name),))
    entity = Entity("group", describe(tokens, phrase), None, plural=True, head=head, words=stems)
    scene.bodies.append(entity)
    return Found(entity, 0.88, (Step("group", entity.name),))


def _just_spoke(scene: Scene, entity: Entity, at: int) -> bool:
    """Whether the group is the last speaker, of this paragraph."""
    return scene.is_last(entity) and "\n" not in scene.text[max(0, entity.last_before(at)) : at]


def _same_trade(scene: Scene, known: str, head: str, *, bare: bool) -> bool:
    """`исследователи` after `ученые из …`."""
    post, own = scene.lexicon.posts.get(known), scene.lexicon.posts.get(head)
    if known == head or not bare or post is None or own is None:
        return known == head
    return head in post.kinds and known in own.kinds


def stems_beside(tokens: Sequence[Token], phrase: Phrase) -> frozenset[str]:
    """The lemmas of the words of a phrase without its head, those of names in marks among them."""
    beside = [tokens[k] for k in range(phrase.first, phrase.stop) if k != phrase.head]
    inner = [t for token in beside if token.kind == QUOTED for t in segments.tokenize(token.text, 0, len(token.text))]
    return mentions.stems([*beside, *inner])


def _fuller(entity: Entity, tokens: Sequence[Token], phrase: Phrase, stems: frozenset[str]) -> None:
    if len(stems) > len(entity.words):
        entity.name, entity.words = describe(tokens, phrase), stems
