"""Persons called by name: the full name, a surname, a given name."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from quoteattr import mentions, morph, name_runs, names
from quoteattr.mentions import Role
from quoteattr.model import Step
from quoteattr.morph import fold
from quoteattr.names import PersonName
from quoteattr.phrases import Phrase
from quoteattr.segments import WORD, Token
from quoteattr.speakers.describing import describe
from quoteattr.speakers.entities import NOBODY, Entity, Found
from quoteattr.speakers.registry import same_name
from quoteattr.speakers.scene import Scene


def resolve(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found:
    """The person whose name stands in the phrase."""
    first, stop = phrase.name or (0, 0)
    entity = scene.registry.full_name_at(tokens[first].start, tokens[stop - 1].stop)
    found = Found(entity, 0.98, (Step("name", entity.name),)) if entity is not None else _read(scene, tokens, phrase)
    if found.entity is not None:
        _add_role(found.entity, tokens, phrase)
    return found


def is_owner(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> bool:
    """`источник в окружении Белова`: of a known man the form is the genitive, not a woman's nominative."""
    first, stop = phrase.name or (0, 0)
    if phrase.kind == "name" or phrase.case != "nomn" or stop != first + 1:
        return False
    lower = tokens[first].lower
    known = scene.registry.single(tokens[first].text)
    if known is None or known.person is None or known.gender is None:
        return False
    return lower not in {fold(known.person.surname), fold(known.person.given)}


def _read(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found:
    """The person of a name that was not read with the full names: one known by the surname, else a new one."""
    words, _ = name_runs.words_of(tokens, *(phrase.name or (0, 0)))
    if len(words) > 1 and words[0] in ("Сам", "Сама") and scene.registry.single(words[-1]) is not None:
        words = words[1:]
    name = names.read(words, phrase.case)
    if name is None:
        return NOBODY
    if sum(not w.endswith(".") for w in words) == 1:
        known = scene.registry.single(words[-1], phrase.case, phrase.gender if phrase.kind == "name" else "")
        if known is not None and (not name.initials or known.person is None or same_name(known.person, name)):
            return Found(known, 0.97, (Step("surname", known.name),))
    if name.gender is None and phrase.gender in ("masc", "femn"):
        name = PersonName(name.given, name.patronymic, name.surname, name.initials, phrase.gender)
    entity = scene.registry.person(name)
    return Found(entity, 0.98, (Step("name", entity.name),))


def _add_role(entity: Entity, tokens: Sequence[Token], phrase: Phrase) -> None:
    if phrase.kind == "name" or phrase.name is None or phrase.reading is None or phrase.name[0] <= phrase.head:
        return
    stop = phrase.name[0]
    stems = mentions.stems(tokens[phrase.first : stop]) - {phrase.reading.lemma}
    entity.held(Role(phrase.reading.lemma, stems, tokens[phrase.first].start, tokens[stop - 1].stop))
    entity.role_texts.setdefault(describe(tokens, phrase._replace(stop=stop, core=stop)))


def by_surname(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found | None:
    """The person named by a single capitalised word, if the text knows one."""
    token = tokens[phrase.head]
    if token.kind != WORD or not token.capital or (token.text.isupper() and len(token.text) > 1):
        return None
    entity = scene.registry.single(token.text, phrase.case)
    if entity is None:
        return None
    return Found(entity, 0.96, (Step("surname", entity.name),))


def agreed(entity: Entity, gender: str) -> None:
    """Take in the gender that a verb shows: `сообщила Нестан Белидзе`; it outweighs a guess by the ending."""
    if entity.kind != "person" or gender not in ("masc", "femn") or entity.gender == gender:
        return
    if entity.gender is not None and (entity.person is None or _is_given(entity.person.given, entity.gender)):
        return
    entity.gender = gender
    if entity.person is not None:
        entity.person = evolve(entity.person, gender=gender)


def _is_given(given: str, gender: str) -> bool:
    """Whether the dictionary has the given name with that gender."""
    return any(r.known and r.gender == gender and "Name" in r.grammemes for r in morph.readings(fold(given)))
