"""How well a noun fits a post that the text gives a person: `глава ЦБ`, `председатель Центробанка`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from quoteattr import morph
from quoteattr.lexicon import Country, Lexicon
from quoteattr.mentions import Role
from quoteattr.morph import Reading, fold
from quoteattr.speakers.scene import Scene

LOOSE: Final = frozenset(
    "бывший сам этот это данный свой наш его ее их последний очередной новый собеседник там".split()
)
"""Words that set nobody apart."""


class Fit(NamedTuple):
    """How well, and by which rule; 0 where not at all."""

    score: float
    rule: str


_NONE: Final = Fit(0.0, "")


def fit(scene: Scene, head: str, stems: frozenset[str], role: Role, wider: frozenset[str]) -> Fit:
    """How well the noun ``head`` with ``stems`` beside it fits the role.

    :param wider: the posts that the whole phrase may mean.
    """
    if _other_country(scene, stems, role):
        return _NONE
    expanded = _expanded(scene, role.words)
    shared = stems & expanded | {stem for stem in stems - expanded if _compounded(stem, expanded)}
    if head == role.head or _base(head) == _base(role.head):
        if stems and role.words and not shared and not _loose(stems):
            if head in scene.words("leaders") and stems <= scene.words("businesses"):
                return Fit(0.9, "head of a body")
            return _NONE
        return Fit(1.0 + 0.3 * len(shared), "post")
    if role.head in wider or _means(scene, role, head):
        return Fit(0.95 + 0.2 * len(shared), "synonym of the post")
    leaders = scene.words("leaders")
    if head in leaders and role.head in leaders and shared:
        return Fit(0.85 + 0.2 * len(shared), "head of the same body")
    if (
        _base(head) in leaders
        and _base(role.head) in leaders
        and role.words
        and stems
        and stems <= scene.words("businesses")
    ):
        return Fit(0.75, "head of a body")
    if head in scene.words("representatives") and shared and not _leads(scene, role, shared):
        return Fit(0.4, "of the same body")
    if head in scene.words("members") and expanded & scene.words("parliaments"):
        return Fit(0.75, "member of the body")
    return _kindred(scene, head, stems, role, len(shared))


def _leads(scene: Scene, role: Role, shared: frozenset[str]) -> bool:
    """Whether the role is the head of the body itself, and not of its press centre."""
    return role.head in scene.words("leaders") and scene.lexicon.organisations.keys().isdisjoint(role.words - shared)


def _kindred(scene: Scene, head: str, stems: frozenset[str], role: Role, shared: int) -> Fit:
    """A wider or a narrower word for the post, or one of the same kind."""
    post = scene.lexicon.posts.get(_base(role.head))
    if post is None:
        return _NONE
    if head in post.kinds:
        if stems and not shared and not _loose(stems):
            # `представитель обвинения` is not the press secretary of the court.
            return _NONE if head in scene.words("representatives") else Fit(0.3, "wider word")
        return Fit(0.8 + 0.2 * shared, "wider word")
    own = scene.lexicon.posts.get(_base(head))
    if own is None:
        return _NONE
    if _base(role.head) in own.kinds and (shared or not stems):
        return Fit(0.7 if shared else 0.45, "narrower word")
    if not shared:
        return _NONE
    return Fit(0.5, "kindred post") if own.kinds & post.kinds else _NONE


def wider(scene: Scene, head: str, stems: frozenset[str]) -> frozenset[str]:
    """The posts that the phrase may mean: `глава государства` → президент."""
    found: set[str] = set()
    for stem, posts in _synonyms(scene.lexicon).get(head, ()):
        if stem in stems:
            found |= posts
    return frozenset(found)


@lru_cache(8)
def _synonyms(lexicon: Lexicon) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The descriptions of two words by the first: the lemma of the second, and the posts that they mean."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for entry, posts in lexicon.synonyms.items():
        parts = entry.split()
        if len(parts) == 2:
            found.setdefault(parts[0], []).append((_lemma(parts[1]), posts))
    return found


def _other_country(scene: Scene, stems: frozenset[str], role: Role) -> bool:
    """`саудовский министр` is not the `министр энергетики РФ`."""
    adjectives = [s for s in stems if s.endswith(("ский", "цкий"))]
    if not adjectives:
        return False
    places = [scene.countries[w] for w in _places(scene, role.words) if w in scene.countries]
    return bool(places) and not any(_of_country(a, place) for a in adjectives for place in places)


def _places(scene: Scene, words: frozenset[str]) -> Iterator[str]:
    """The words, and what abbreviations of countries and adjectives stand for: `РФ`, `российский` → россия."""
    for each in words:
        yield each
        short = scene.abbreviation(each)
        if short is not None and "country" in short.kinds:
            yield from (_lemma(w) for w in fold(short.expansion).split())
            yield fold(short.expansion)
        if each.endswith(("ский", "цкий")):
            yield from (name for name, place in scene.countries.items() if _of_country(each, place))


def _of_country(adjective: str, place: Country) -> bool:
    return adjective in place.adjectives or fold(place.name).startswith(adjective[: max(4, len(adjective) - 5)])


def _means(scene: Scene, role: Role, head: str) -> bool:
    """Whether the holder of the role may be called ``head``: `глава МИД` is a `министр`."""
    if role.head not in ("глава", "руководитель"):
        return False
    if head in wider(scene, "глава", role.words):
        return True
    return head == "министр" and any(
        "министерство" in short.kinds for w in role.words if (short := scene.abbreviation(w)) is not None
    )


def _expanded(scene: Scene, words: frozenset[str]) -> frozenset[str]:
    """The words of a post and those that its abbreviations and bodies stand for."""
    found = set(words)
    for each in words:
        entry = scene.abbreviation(each)
        if entry is not None:
            found |= {_lemma(w) for w in fold(entry.expansion).split()} | entry.kinds
        body = scene.lexicon.organisations.get(each)
        if body is not None:
            found |= body.kinds
    return frozenset(found)


def _compounded(short: str, words: frozenset[str]) -> bool:
    """Whether a word is put together from others: `госкомрыболовство` from `госкомитет по рыболовству`."""
    first = [w for w in words if len(w) > 4 and short[:3] == w[:3]]
    return any(short[k:] and short[k:] in words for w in first for k in range(3, _common(short, w) + 1))


def _common(a: str, b: str) -> int:
    return next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _loose(stems: frozenset[str]) -> bool:
    """Whether what is added says nothing against it: `американский президент`, `бывший министр`."""
    return all(stem in LOOSE or is_adjective(stem) for stem in stems)


def living(reading: Reading) -> bool:
    """Whether a noun is a living being before it is anything else: `график` is a schedule before it is an artist."""
    found = morph.readings(reading.lemma)
    return not found or found[0].animate or not found[0].known


def is_adjective(stem: str) -> bool:
    """Whether a lemma is an adjective's or a participle's."""
    found = morph.readings(stem)
    return bool(found) and found[0].pos in ("ADJF", "PRTF")


def _base(head: str) -> str:
    return head.removeprefix("экс-").removeprefix("вице-")


def _lemma(form: str) -> str:
    found = morph.readings(form)
    return found[0].lemma if found else form
