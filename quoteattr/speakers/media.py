"""Which bodies are papers, agencies and sites: they write."""

from __future__ import annotations

from typing import Final

import regex

from quoteattr.morph import fold
from quoteattr.speakers.directory import MARKS
from quoteattr.speakers.entities import Entity
from quoteattr.speakers.scene import Scene

_MEDIA_NAME: Final = regex.compile(
    r"(?i)\b\w+\.(?:ру|инфо|ru|com|kz|ua|by|net|org|info|рф|uk|de|fr|tv|su|me|io|press|online)\b"
    r"|\b(?:news|times|post|radio|tv|journal|press|daily|herald|tribune|guardian|magazine|gazette|zeitung|spiegel|today"
    r"|сми|тасс|новости|вести|известия|телеканал|газета|журнал)\b"
)


def is_media(scene: Scene, entity: Entity) -> bool:
    """Whether an entity is a paper, an agency, a site."""
    entry = scene.lexicon.organisations.get(entity.head)
    if (entry is not None and "media" in entry.kinds) or entity.head == "автор":
        return True
    if entity.kind == "group":
        return entity.head in scene.words("press")
    if entity.kind != "organization":
        return False
    if entity.name in scene.directory.media or _MEDIA_NAME.search(entity.name):
        return True
    return not scene.media.isdisjoint(entity.keys) or fold(entity.name) in scene.media


def last_medium(scene: Scene, head: str, at: int) -> Entity | None:
    """The medium mentioned last before ``at`` that `издание`, `газета` or the like may mean."""
    near = sorted(scene.bodies_back(), key=lambda entity: entity.last_before(at), reverse=True)
    fit = (e for e in near if is_media(scene, e) and not e.plural and e.head not in _ALL and _may_be(scene, e, head))
    # `пишет "Деловая неделя" … По данным газеты`: a name in marks that speaks and is nothing else
    return next(fit, None) or next((e for e in near if e.kind == "organization" and not e.head and e.spoke), None)


_PAPERS: Final = frozenset({"издание", "таблоид", "еженедельник", "ресурс"})
_ALL: Final = frozenset({"пресса", "сми", "автор"})
"""Nouns for the media at large, and for whoever wrote it."""


def _may_be(scene: Scene, entity: Entity, head: str) -> bool:
    """Whether nothing that the text says of a medium speaks against the noun: an agency is no paper."""
    own = entity.head if entity.head in scene.words("media") else ""
    known = scene.lexicon.media.get(entity.name.strip(MARKS))
    if known is not None:
        own = known.kind
    return own in ("", head, "издание") or (head in _PAPERS and own != "агентство")
