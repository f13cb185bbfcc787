"""Posts: who holds the one that a noun names, `президент`, `глава ведомства`, `чиновник`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import regex

from quoteattr.model import Step
from quoteattr.phrases import Phrase
from quoteattr.segments import Token
from quoteattr.speakers import fitting, media, unnamed
from quoteattr.speakers.describing import describe
from quoteattr.speakers.entities import Entity, Found, agree
from quoteattr.speakers.fitting import LOOSE, living
from quoteattr.speakers.scene import Scene


class _Held(NamedTuple):
    """How well a person fits a post, and by which rule."""

    score: float
    entity: Entity
    rule: str


def is_post(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase without a name speaks of a person."""
    reading = phrase.reading
    if reading is None:
        return False
    head = tokens[phrase.head]
    named = head.capital and scene.registry.single(head.text) is not None
    if reading.pos in ("ADJF", "PRTF"):
        return not named
    if head.capital and phrase.head > phrase.first and head.text.isupper():
        return False
    if reading.lemma in scene.lexicon.posts or reading.lemma in scene.words("persons"):
        return True
    return reading.animate and not named and living(reading) and reading.lemma not in scene.lexicon.organisations


def resolve(scene: Scene, tokens: Sequence[Token], phrase: Phrase, at: int, *, inner: bool) -> Found:
    """The person whom a post or another noun means; one of its own where the text names none.

    :param inner: whether it stands inside another quote.
    """
    reading = phrase.reading
    assert reading is not None
    if phrase.number == "plur" or (reading.number == "plur" and phrase.number != "sing"):
        return unnamed.group(scene, tokens, phrase)
    stems = unnamed.stems_beside(tokens, phrase)
    if reading.pos in ("ADJF", "PRTF"):
        # `обвиняемый`, `пострадавшая`: the lemma would be a verb.
        words = describe(tokens, phrase).split(" ")
        reading = reading._replace(lemma=words[-1 if phrase.head == phrase.stop - 1 else 0].lower())
        phrase = phrase._replace(reading=reading)
    found = _interlocutor(scene, reading.lemma, stems) or _other_party(scene, tokens, phrase, at)
    if found is None and not inner and reading.lemma in scene.words("anyone"):
        found = _taken_up(scene, reading.lemma, stems, at, phrase)
    if found is None:
        found = _holder(scene, reading.lemma, stems, at, phrase)
    if found is None and not inner:
        found = _taken_up(scene, reading.lemma, stems, at, phrase)
    if found is None:
        return unnamed.described(scene, tokens, phrase, stems)
    return found._replace(steps=tuple(Step(s.rule, f"{reading.lemma} → {s.detail}") for s in found.steps))


def known(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Entity | None:
    """The named person who holds the post of the phrase."""
    reading = phrase.reading
    if reading is None or reading.pos != "NOUN":
        return None
    stems = unnamed.stems_beside(tokens, phrase)
    found = _holder(scene, reading.lemma, stems, tokens[phrase.first].start, phrase)
    return found.entity if found is not None and found.entity is not None and found.entity.person is not None else None


def _interlocutor(scene: Scene, head: str, stems: frozenset[str]) -> Found | None:
    """`собеседник агентства`: whoever spoke last, be it a press service; `источник`: the last one without a name."""
    if head not in ("собеседник", "собеседница", "источник") or not scene.speakers or not _bare(scene, head, stems):
        return None
    last = scene.speakers[-1][1]
    if head == "источник":
        if any(entity.kind == "anonymous" for entity in scene.bodies_back()):
            return None
        fit = last if last.person is None and (last.kind == "person" or media.is_media(scene, last)) else None
    else:
        fit = next((e for _, e in reversed(scene.speakers) if _talks(scene, e)), None)
    return Found(fit, 0.85, (Step("last speaker", fit.name),)) if fit is not None else None


def _other_party(scene: Scene, tokens: Sequence[Token], phrase: Phrase, at: int) -> Found | None:
    """`собеседник Белова`: the other one of the two who talk."""
    behind = tokens[phrase.head + 1 : phrase.stop]
    if phrase.reading is None or phrase.reading.lemma != "собеседник" or not behind or not behind[0].capital:
        return None
    him = scene.registry.single(behind[0].text) or scene.registry.full_name_at(behind[0].start, behind[-1].stop)
    others = [e for e in scene.persons(at) if e is not him and agree(e, phrase) and scene.attraction(e, at) > 0.12]
    if him is None or not others:
        return None
    best = max(others, key=lambda entity: scene.attraction(entity, at))
    return Found(best, 0.75, (Step("the other party", best.name),))


def _talks(scene: Scene, entity: Entity) -> bool:
    """Whether an agency may have talked to it: to a person or a press service, not to a paper."""
    return entity.kind in ("person", "anonymous") or (
        entity.kind == "organization" and not media.is_media(scene, entity)
    )


def _holder(scene: Scene, head: str, stems: frozenset[str], at: int, phrase: Phrase) -> Found | None:
    """Who holds a post: the same post, one that means the same or a narrower one."""
    wider = fitting.wider(scene, head, stems)
    held = [
        _Held(fit.score + _salience(scene, entity, at, bare=not stems), entity, fit.rule)
        for entity in scene.persons(at)
        if agree(entity, phrase) and entity.places
        for role in entity.roles
        for fit in (fitting.fit(scene, head, stems, role, wider),)
        if _holds(scene, entity, fit, at)
    ]
    if not held:
        return None
    best = max(held, key=lambda h: h.score)
    return Found(best.entity, 0.93 if best.score > 1.2 else 0.85, (Step(best.rule, best.entity.name),))


def _holds(scene: Scene, entity: Entity, fit: fitting.Fit, at: int) -> bool:
    """Whether the fit is good enough: whom the text names later must hold the very post."""
    if fit.score <= 0 or (entity.ordered[0].start > at and fit.score < (0.6 if scene.in_headline(at) else 1.2)):
        return False
    if fit.rule in ("narrower word", "wider word"):
        return entity.person is not None or entity.kind == "anonymous"
    if fit.rule != "of the same body":
        return True
    return entity.person is not None and (bool(entity.spoke) or scene.attraction(entity, at) >= 0.35)


def _salience(scene: Scene, entity: Entity, at: int, *, bare: bool) -> float:
    near = entity.last_before(at) / max(1, at)
    if bare:
        # `в ходе интервью с Беловым политик заявил`: the nearest one, not the one of the headline
        near += 0.4 * scene.attraction(entity, at)
    return 0.3 * near + 0.2 * bool(entity.spoke) + 0.2 * scene.is_last(entity)


def _taken_up(scene: Scene, head: str, stems: frozenset[str], at: int, phrase: Phrase) -> Found | None:
    """The person whom a bare noun takes up: the last speaker or subject whose posts do not speak against it."""
    if head in scene.words("relations") or not _bare(scene, head, stems):
        return None
    best: tuple[float, Entity] | None = None
    for entity in scene.persons(at):
        if not agree(entity, phrase) or not _may_be(scene, entity, head, at):
            continue
        pull = scene.attraction(entity, at)
        if any(fitting.fit(scene, head, stems, role, frozenset()).score > 0.5 for role in entity.roles) or _leads(
            scene, entity, head
        ):
            pull *= 3
        if head in scene.words("nations") and head not in scene.words("own nations") and _slavic(entity):
            # `тренер Олег Белов`, `защитник Жоан Мартинес`, then `бразилец`
            pull *= 0.3
        if entity.gender == "femn" and phrase.reading is not None and phrase.reading.gender == "masc":
            pull *= 0.5
        if pull > 0.12 and (best is None or pull > best[0]):
            best = (pull, entity)
    return Found(best[1], 0.75, (Step("taken up", best[1].name),)) if best is not None else None


def _slavic(entity: Entity) -> bool:
    """Whether the surname has a Russian ending."""
    return entity.person is not None and bool(_SLAVIC.search(entity.name))


_SLAVIC: Final = regex.compile(r"(?:[оеё]ва?|[иы]на?|[сц]кий|[сц]кая)$")


def _bare(scene: Scene, head: str, stems: frozenset[str]) -> bool:
    """Whether a description adds nothing that could set one person apart: `чиновник`, `собеседник агентства`."""
    if head in ("собеседник", "собеседница"):
        return all(s in scene.lexicon.organisations or s.upper() in scene.lexicon.abbreviations for s in stems)
    return all(stem in LOOSE or (head == "человек" and stem.startswith(("молод", "пожил"))) for stem in stems)


def _may_be(scene: Scene, entity: Entity, head: str, at: int) -> bool:
    """Whether nothing known of a person speaks against calling him so."""
    if head in scene.words("accused") and any(role.head in scene.words("justice") for role in entity.roles):
        # `адвокат Белова`, then `подсудимый`
        return False
    # `По словам Белова, мэр заявил`: whom the sentence names it does not call by another noun.
    apart = any(mark in scene.text[max(0, entity.last_before(at)) : at] for mark in ".!?\n")
    if head in scene.words("anyone") or head in scene.words("nations") or (not entity.roles and apart):
        return True
    own = scene.lexicon.posts.get(head)
    kinds = {head} | (own.kinds if own is not None else set())
    for role in entity.roles:
        post = scene.lexicon.posts.get(role.head)
        leads = role.head in scene.words("leaders") and head in scene.words("officials")
        trade = post is not None and bool((kinds & {role.head, *post.kinds}) - scene.words("broad kinds"))
        if leads or trade or role.head in kinds or (post is not None and head in post.kinds):
            return True
    return False


def _leads(scene: Scene, entity: Entity, head: str) -> bool:
    """Whether a leader may be called so: the head of a party is a politician."""
    leaders = scene.words("leaders")
    return head in scene.words("officials") and any(role.head in leaders for role in entity.roles)
