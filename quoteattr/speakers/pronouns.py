"""Pronouns: the nearest speaker or subject that agrees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from quoteattr.model import Step
from quoteattr.morph import fold
from quoteattr.phrases import Phrase
from quoteattr.segments import Token
from quoteattr.speakers import media, posts, recent, unnamed
from quoteattr.speakers.entities import NOBODY, Entity, Found
from quoteattr.speakers.scene import Scene

_FIRST_PERSON: Final = frozenset(
    "я мы мой моя мое мои моего моему моим моей мою наш наша наше наши нашего нашему нашим нашей нашу нас меня".split()
)
_PRONOUNS: Final[dict[str, tuple[str | None, bool]]] = {
    **dict.fromkeys("он его тот нем нему него ним".split(), ("masc", False)),
    **dict.fromkeys("она ее та ней нее".split(), ("femn", False)),
    "оно": ("neut", False),
    **dict.fromkeys("они их те них ними".split(), (None, True)),
}

_SUBJECT: Final = regex.compile(r"(?i)(?<![\p{L}-])(?:он|она)(?![\p{L}-])")
_CLAUSE: Final = regex.compile(r"[^\p{L}\p{N}\s-]|\s-\s|\n|(?<!\p{L})(?:и|а|но|что)(?!\p{L})")
_SENTENCE: Final = regex.compile(r"[.!?…][»”\"]?\s+(?=[\p{Lu}«\"“„])|\n\s*")
SUBJECT: Final = 1.4
"""How much more the subject of the sentence before draws."""
FOLLOWED: Final = 0.2
FOLLOWED_WEIGHT: Final = 0.8

_OTHER: Final = frozenset({"тот", "та", "те"})


def resolve(scene: Scene, tokens: Sequence[Token], phrase: Phrase, at: int, inside: Entity | None) -> Found:
    """The entity that a pronoun at ``at`` means.

    :param inside: who speaks the words in which the pronoun stands.
    """
    lower = tokens[phrase.head].lower
    if lower in _FIRST_PERSON:
        return Found(inside, 0.9, (Step("first person", inside.name),)) if inside is not None else NOBODY
    if lower not in _PRONOUNS:
        return unnamed.group(scene, tokens, phrase)
    gender, plural = _PRONOUNS[lower]
    if lower in _OTHER and scene.speakers:
        # `Ведущий спросил Белова … Тот ответил`: not who has just spoken.
        inside = scene.speakers[-1][1]
    return antecedent(scene, at, gender, plural=plural, inside=inside)


def antecedent(scene: Scene, at: int, gender: str | None, *, plural: bool, inside: Entity | None = None) -> Found:
    """The nearest speaker or subject that a pronoun at ``at`` agrees with."""
    _follow(scene, at)
    pull, entity = _drawing(scene, at, gender, plural=plural, inside=inside)
    found = _unnamed_before(scene, at, pull, gender, plural=plural)
    if found is not None and found.entity is not None and found.entity is not inside:
        return found
    if entity is None:
        return NOBODY
    return Found(entity, min(0.92, 0.55 + 0.2 * pull), (Step("pronoun", entity.name),))


def _follow(scene: Scene, at: int) -> None:
    """Note whom the pronouns before ``at`` mean: `Он вернулся в среду. По его словам, …`."""
    for match in _SUBJECT.finditer(scene.text, scene.followed, at):
        scene.followed = match.end()
        gender = "masc" if fold(match.group()) == "он" else "femn"
        pull, entity = _drawing(scene, match.start(), gender, plural=False, inside=None)
        if entity is not None and pull > FOLLOWED:
            entity.meant(match.start(), match.end(), FOLLOWED_WEIGHT)


def _drawing(
    scene: Scene, at: int, gender: str | None, *, plural: bool, inside: Entity | None
) -> tuple[float, Entity | None]:
    """The known entity that draws most, and how much."""
    clause = _clause_start(scene.text, at)
    opens = _sentence_before(scene.text, at)
    best: tuple[float, Entity | None] = (0.0, None)
    for entity in scene.around(at):
        if entity is inside or not (_many(scene, entity) if plural else _agrees(entity, gender)):
            continue
        if entity.last_before(at) >= clause:
            # `Решение Белова он назвал`: nobody is named and meant by a pronoun in one clause.
            continue
        score = scene.attraction(entity, at)
        if opens <= entity.last_before(at) and any(p.start >= opens and p.weight >= 1 for p in entity.near(at)):
            score *= SUBJECT
        if entity.kind == "organization" if plural else entity.gender is None:
            score *= 0.6
        if score > best[0]:
            best = (score, entity)
    return best


def _sentence_before(text: str, at: int) -> int:
    """Where the sentence before the one of ``at`` begins."""
    starts = [m.end() for m in _SENTENCE.finditer(text, max(0, at - 400), at + 1)]
    return starts[-2] if len(starts) > 1 else max(0, at - 400)


def _clause_start(text: str, at: int) -> int:
    return max((m.end() for m in _CLAUSE.finditer(text, max(0, at - 100), at)), default=max(0, at - 100))


def _unnamed_before(scene: Scene, at: int, pull: float, gender: str | None, *, plural: bool) -> Found | None:
    """Who has just been spoken of without a name, if that draws more than ``pull``: `эксперты`, `свидетель`."""
    if not plural and gender not in ("masc", "femn"):
        return None
    fits = recent.several(scene) if plural else recent.person(scene, gender or "")
    noted = recent.best(scene, at, fits)
    if noted is None or noted.pull <= pull:
        return None
    if plural:
        found = unnamed.group(scene, noted.tokens, noted.phrase)
    else:
        found = posts.resolve(scene, noted.tokens, noted.phrase, noted.start, inner=False)
    return found._replace(
        certainty=0.6, steps=(Step("pronoun", found.entity.name if found.entity else ""), *found.steps)
    )


def _many(scene: Scene, entity: Entity) -> bool:
    """Whether `они` may mean the entity: a group or a body, but no paper."""
    return (entity.plural or entity.kind == "organization") and not media.is_media(scene, entity)


def _agrees(entity: Entity, gender: str | None) -> bool:
    if entity.plural or entity.kind not in ("person", "anonymous"):
        return False
    return gender in ("masc", "femn") and entity.gender in (gender, None)
