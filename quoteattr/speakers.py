"""Entities: who is behind a mention, whatever it is called.

The registry first takes in all full names of the text with the posts beside them. Then mentions are resolved in text
order: a surname finds its person, a post the one who holds it, a pronoun the nearest speaker or subject that agrees.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from math import exp
from operator import itemgetter
from typing import Final, NamedTuple

import regex
from attrs import define, evolve, field

from quoteattr import mentions, morph, names, phrases, segments
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon
from quoteattr.mentions import Role
from quoteattr.model import Step
from quoteattr.morph import fold
from quoteattr.names import PersonName
from quoteattr.phrases import Phrase
from quoteattr.segments import QUOTED, WORD, Token

PRONOUN_FADE: Final = 450
"""The distance in characters over which the pull of a mention falls to a third."""
SPEAKER_PULL: Final = 1.5
PRONOUN_REACH: Final = 1500
"""How many characters a pronoun may stand behind the one it means."""

AROUND: Final = 256
"""How many mentions before a mention, and how many bodies, are looked at: more than an article has, few of a book's."""
ROLES: Final = 48

# Nouns that take up a person already named, whatever the post: `политик`, `чиновник`, `собеседник агентства`.
_TAKE_UP: Final = frozenset(
    "политик чиновник эксперт специалист собеседник спикер мужчина женщина девушка парень человек юноша юбиляр "
    "россиянин россиянка американец украинец москвич бизнесмен предприниматель представитель представительница".split()
)
_LEADERS: Final = frozenset(
    "глава руководитель директор начальник президент председатель шеф лидер гендиректор заведующий управляющий "
    "генеральный замглава замдиректора заместитель вице-президент зампред основатель владелец".split()
)
_MEMBERS: Final = frozenset("депутат парламентарий законодатель сенатор избранник".split())
_PARLIAMENTS: Final = frozenset("госдума дума парламент рада сенат конгресс заксобрание сейм кнессет бундестаг".split())
_KIN: Final = frozenset(
    "мать мама отец папа брат сестра сын дочь дочка жена муж супруг супруга бабушка дедушка дед бабка внук внучка дядя "
    "тетя родитель сосед соседка друг подруга коллега знакомый".split()
)


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


_NAMED_BODY = regex.compile(
    r"(?<!\p{L})(\p{L}+)\s+([«\"“„][^«»\"“”„\n]{2,60}[»\"”“]|(?:[A-Z][\w&.-]*)(?:\s[A-Z][\w&.-]*)*)"
)
_SHORT_BODY = regex.compile(r"(?<!\p{L})(?:[А-ЯЁ]{2,7}|(?:Мин|Рос|Гос|Ген|Цен|Глав|След|Нац)[а-яё]{2,}|[А-Я][а-я]+[А-Я]\p{L}*)(?!\p{L})")

_MEDIA_NAME = regex.compile(
    r"(?i)\b\w+\.(?:ру|инфо|ru|com|kz|ua|by|net|org|info|рф|uk|de|fr|tv|su|me|io|press|online)\b|\b(?:news|times|post|radio|tv|journal|press|daily|"
    r"herald|tribune|guardian|magazine|gazette|zeitung|spiegel|today|сми|тасс|новости|вести|известия|телеканал|газета|журнал)\b"
)

NOBODY: Final = Found(None, 0.3, (Step("unresolved", "no entity of the text fits"),))


@define(eq=False)
class Registry:
    """The entities of one text."""

    text: str
    lexicon: Lexicon
    entities: list[Entity] = field(factory=list)
    by_surname: dict[str, list[Entity]] = field(factory=dict)
    forms: frozenset[str] = frozenset()
    starts: list[int] = field(factory=list)
    order: list[tuple[int, Entity]] = field(factory=list)

    def attested(self, lower: str) -> bool:
        """Whether the text has the form as a capitalised word."""
        return fold(lower) in self.forms

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
                if entity.person is not None and _same(entity.person, name):
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

    def roles_of_single(
        self, entity: Entity, start: int, form: str, starts: Sequence[int], bounds: Sequence[tuple[int, int]]
    ) -> None:
        """The posts beside a person whom the text knows by surname alone: `экс-майор Мельник`."""
        k = max(0, bisect_left(starts, start + 1) - 1)
        floor, ceiling = bounds[k] if bounds else (0, len(self.text))
        for case in sorted(names.cases(fold(form))):
            named = mentions.Named(start, start + len(form), entity.person or PersonName(), case)
            roles = list(mentions.roles_beside(self.text, named, self.lexicon, floor, ceiling))
            for role in roles:
                entity.held(role)
            if roles:
                return

    def surname_only(self, form: str, text: str, start: int) -> Entity | None:
        """The person whom the text knows by surname alone: `Медведев`, `Путину`."""
        lower = fold(form)
        opens = _opens_sentence(text, start)
        found = [r for r in names.name_readings(lower, "Surn") if r.known or not opens and lower.endswith(_SURNAME_ENDINGS)]
        adjective = any(r.known and r.pos == "ADJF" for r in morph.readings(lower))
        if adjective and text[start + len(form) : start + len(form) + 2].strip()[:1].islower():
            # `Марьина роща`, `Московская область`
            return None
        if not found or mentions.is_common(lower) or opens and not morph.readings(lower)[0].grammemes & {"Surn"}:
            return None
        best = next((r for r in found if r.case == "nomn"), found[0])
        nominative = names.nominatives(lower, best.case, best.gender)[0]
        return self.person(PersonName(surname=names.capitalize(nominative, form), gender=best.gender if best.gender in ("masc", "femn") else None))

    def single(self, word_form: str, case: str = "", gender: str = "") -> Entity | None:
        """The person whom a single capitalised word names, if the text has named one."""
        best: Entity | None = None
        for form in sorted(mentions.surname_forms(fold(word_form))):
            for entity in self.by_surname.get(form, ())[-AROUND:]:
                if entity.person is None or gender in ("masc", "femn") and entity.gender not in (None, gender):
                    continue
                if not _form_of(entity, fold(word_form)):
                    continue
                if best is None or _last(entity) > _last(best):
                    best = entity
        return best


_SURNAME_ENDINGS: Final = (
    "енко", "швили", "дзе", "янц", "ян", "ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ина", "ский", "цкий", "ская", "цкая",
    "чук", "юк", "ович", "евич", "ич", "ского", "скому", "ским", "ской", "ову", "еву", "овым", "евым", "иным", "овой",
    "евой", "иной", "чука", "чуку", "ичу", "ича",
)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0\"«“„")
    return not before or before[-1] in ".!?…\n"


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


def _same(a: PersonName, b: PersonName) -> bool:
    """Whether two names can be one person's."""
    if a.gender and b.gender and a.gender != b.gender:
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


def build(
    text: str,
    lexicon: Lexicon,
    bounds: Sequence[tuple[int, int]],
    hints: Mapping[int, str] | None = None,
    reported: Sequence[tuple[int, int]] = (),
) -> Registry:
    """The registry of a text, all its full names taken in.

    :param bounds: the paragraphs.
    :param hints: the cases of names that the clauses tell, by where the name starts.
    :param reported: the contents of quotes: whom they name attracts a later pronoun less.
    """
    registry = Registry(text, lexicon)
    spans = _Reported(reported)
    named = mentions.full_names(text, hints)
    starts = [start for start, _ in bounds]
    for each in named:
        entity = registry.person(each.name)
        entity.seen(each.start, each.stop, spans.weight(each.start, each.case))
        k = max(0, bisect_left(starts, each.start + 1) - 1)
        floor, ceiling = bounds[k] if bounds else (0, len(text))
        for role in mentions.roles_beside(text, each, lexicon, floor, ceiling):
            entity.held(role)
            entity.role_texts.setdefault(text[role.start : role.stop])
    taken = [(each.start, each.stop) for each in named]
    for start, form in mentions.single_names(text, taken):
        entity = registry.single(form) or registry.surname_only(form, text, start)
        if entity is not None and entity.person is not None and not entity.person.given:
            registry.roles_of_single(entity, start, form, starts, bounds)
        if entity is not None:
            nominative = fold(form) in (fold(entity.person.surname), fold(entity.person.given)) if entity.person else False
            entity.seen(start, start + len(form), spans.weight(start, "nomn" if nominative else "gent"))
    registry.order = sorted(
        ((place.start, entity) for entity in registry.entities for place in entity.places), key=lambda p: p[0]
    )
    return registry


class _Reported:
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
        k = bisect_right(self.starts, at) - 1
        inside = k >= 0 and at < self.stops[k]
        return (1.0 if case == "nomn" else 0.45) * (0.55 if inside else 1.0)


def describe(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The phrase in the nominative: `источника в правительстве` → `источник в правительстве`."""
    if not tokens:
        return ""
    words = [_turned(tokens[k], phrase, k) for k in range(phrase.first, phrase.stop)]
    if words and phrase.first < len(tokens) and _lowered(tokens[phrase.first], phrase):
        words[0] = words[0][:1].lower() + words[0][1:]
    out = ""
    for k, each in zip(range(phrase.first, phrase.stop), words, strict=True):
        gap = k > phrase.first and tokens[k].start > tokens[k - 1].stop
        out += (" " if gap else "") + each
    return out


def _lowered(token: Token, phrase: Phrase) -> bool:
    """Whether the capital is only that of the sentence: `Источник в полиции`."""
    if token.kind != WORD or not token.capital or len(token.text) > 1 and token.text.isupper():
        return False
    found = morph.readings(token.lower)
    return bool(found) and found[0].known and not {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"} & found[0].grammemes


def _turned(token: Token, phrase: Phrase, at: int) -> str:
    if token.kind == QUOTED and at == phrase.head and phrase.case != "nomn":
        return _quoted_nominative(token.text, phrase.case)
    if token.kind != WORD or phrase.case == "nomn" or at > phrase.head or not token.text:
        return token.text
    if phrase.name is not None and phrase.name[0] <= at < phrase.name[1]:
        return token.text
    found = word(token)
    if at == phrase.head:
        pos = phrase.reading.pos if phrase.reading is not None else ""
        number = phrase.reading.number if phrase.reading is not None else "sing"
        if pos in ("ADJF", "PRTF"):
            gender = "femn" if phrase.reading is not None and phrase.reading.gender == "femn" else "masc"
            form = morph.inflect(token.text, "nomn", number, *((gender,) if number == "sing" else ()))
        else:
            form = _noun_nominative(token.text, phrase.case, number, pos)
    elif found.adjectives and at < phrase.head and any(r.case == phrase.case for r in found.adjectives):
        number = phrase.number or "sing"
        gender = phrase.reading.gender if phrase.reading is not None else phrase.gender
        extra = (gender,) if number == "sing" and gender in ("masc", "femn", "neut") else ()
        form = morph.inflect(token.text, "nomn", "sing" if number != "plur" else "plur", *extra, pos="")
    else:
        return token.text
    if form is None:
        return token.text
    return names.capitalize(form, token.text) if token.capital else form


@lru_cache(morph.CACHE_SIZE)
def _noun_nominative(text: str, case: str, number: str, pos: str) -> str | None:
    for parse in morph.parses(text.lower()):
        tag = parse.tag
        if (not pos or str(tag.POS) == pos) and str(tag.case) in (case, _SECOND.get(case, "")) and str(tag.number or "") == number:
            form = parse.inflect({"nomn", number}) if number else parse.inflect({"nomn"})
            if form is not None:
                return str(form.word)
    return None


def _quoted_nominative(text: str, case: str) -> str:
    """`"Яблока"` → `"Яблоко"`, `"Российской газете"` → `"Российская газета"`."""
    inner = text.strip("«»“”„\"'")
    if not "а" <= fold(inner)[:1] <= "я" or len(inner) > 60:
        return text
    tokens = segments.tokenize(inner, 0, len(inner))
    phrase = phrases.noun_phrase(tokens, 0, len(tokens), case, attach=False)
    if phrase is None or phrase.kind in ("pronoun", "latin"):
        return text
    nominative = describe(tokens, phrase._replace(first=0, stop=len(tokens)))
    return text.replace(inner, nominative[:1].upper() + nominative[1:])


_SECOND: Final = {"gent": "gen2", "loct": "loc2"}


@lru_cache(8)
def _folded_names(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The names of countries and of media."""
    return frozenset(map(fold, lexicon.countries)), frozenset(map(fold, lexicon.media))


class Resolver:
    """Resolves source mentions in text order."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.text = registry.text
        self.lexicon = registry.lexicon
        self.speakers: list[tuple[int, Entity]] = []
        self.bodies: list[Entity] = []
        self._countries, self._media = _folded_names(self.lexicon)

    def spoke(self, entity: Entity, at: int) -> None:
        """Note that an entity is the speaker of a quote at ``at``."""
        self.speakers.append((at, entity))
        entity.spoke.append(at)

    # -- mentions ----------------------------------------------------------------------------------------------

    def resolve(
        self,
        tokens: Sequence[Token],
        phrase: Phrase,
        inside: Entity | None = None,
        *,
        inner: bool = False,
        place: bool = False,
    ) -> Found:
        """The entity behind a source phrase.

        :param inside: who speaks the words in which the phrase stands.
        :param inner: whether it stands inside another quote.
        :param place: whether it is a place or a document that speaks, never a person.
        """
        at = tokens[phrase.first].start
        stop = tokens[phrase.stop - 1].stop
        if phrase.other is not None:
            return self._pair(tokens, phrase)
        if place:
            return self._place(tokens, phrase, at, stop)
        if phrase.kind == "pronoun":
            return self._pronoun(tokens, phrase, at, inside)
        if phrase.name is not None:
            found = self._named(tokens, phrase)
        elif phrase.kind == "noun" and self._is_role(tokens, phrase):
            found = self._role(tokens, phrase, at, inner)
        else:
            found = self._surname(tokens, phrase) or self._body(tokens, phrase)
        if found.entity is not None:
            found.entity.seen(at, stop, 1.2)
        return found

    def _place(self, tokens: Sequence[Token], phrase: Phrase, at: int, stop: int) -> Found:
        """`заявили в Минтрансе`, `в нем говорится`: a body or a document, whatever its words look like."""
        if phrase.kind == "pronoun" and tokens[phrase.head].lower == "там":
            body = next((e for e in reversed(self.bodies) if e.kind == "organization" and not self.is_media(e)), None)
            return Found(body, 0.75, (Step("pronoun", body.name),)) if body is not None else NOBODY
        if phrase.kind == "pronoun":
            last = next((e for e in self._bodies_back() if e.kind == "document"), None)
            return Found(last, 0.6, (Step("pronoun", last.name),)) if last is not None else NOBODY
        found = self._body(tokens, phrase._replace(name=None))
        if found.entity is not None:
            found.entity.seen(at, stop, 1.2)
        return found

    def _pair(self, tokens: Sequence[Token], phrase: Phrase) -> Found:
        """Two sources joined by `и`: a group of both, each known by the fullest name."""
        other = phrase.other
        assert other is not None
        edge = next(k for k in range(other.first, phrase.first, -1) if tokens[k - 1].lower == "и") - 1
        first = self.resolve(tokens, phrase._replace(other=None, stop=edge, core=edge))
        second = self.resolve(tokens, other)
        known = [e.entity.name if e.entity else "" for e in (first, second)]
        if not all(known):
            return first
        name = " и ".join(known)
        group = next((e for e in self.bodies[-AROUND:] if e.name == name), None)
        if group is None:
            kinds = {e.entity.kind for e in (first, second) if e.entity}
            group = Entity("organization" if kinds == {"organization"} else "group", name, None, plural=True)
            self.bodies.append(group)
        group.seen(tokens[phrase.first].start, tokens[phrase.stop - 1].stop, 1.0)
        return Found(group, 0.9, (Step("pair", name),))

    def _named(self, tokens: Sequence[Token], phrase: Phrase) -> Found:
        first, stop = phrase.name or (0, 0)
        words, _ = phrases.words_of(tokens, first, stop)
        full = self._full_name_at(tokens[first].start, tokens[stop - 1].stop)
        if full is not None:
            entity = full
        else:
            options = mentions.hypotheses(words)
            name = names.read(words, phrase.case, self.registry.attested)
            if name is None:
                return NOBODY
            if len([w for w in words if not w.endswith(".")]) == 1:
                known = self.registry.single(words[-1], phrase.case, phrase.gender if phrase.kind == "name" else "")
                if known is not None and (not name.initials or known.person is None or _same(known.person, name)):
                    self._add_role(known, tokens, phrase)
                    return Found(known, 0.97, (Step("surname", known.name),))
            if name.gender is None and phrase.gender in ("masc", "femn"):
                name = PersonName(name.given, name.patronymic, name.surname, name.initials, phrase.gender)
            entity = self.registry.person(name)
            del options
        self._add_role(entity, tokens, phrase)
        return Found(entity, 0.98, (Step("name", entity.name),))

    def _full_name_at(self, start: int, stop: int) -> Entity | None:
        order = self.registry.order
        k = bisect_left(order, start, key=lambda p: p[0])
        while k < len(order) and order[k][0] < stop:
            entity = order[k][1]
            if entity.stretches(order[k][0], stop - 1):
                return entity
            k += 1
        return None

    def agreed(self, entity: Entity, gender: str) -> None:
        """Take in the gender that a verb shows: `сообщила Нестан Белидзе`; it outweighs a guess by the ending."""
        if entity.kind != "person" or gender not in ("masc", "femn") or entity.gender == gender:
            return
        known = entity.person is not None and any(
            r.known and r.gender == entity.gender and "Name" in r.grammemes for r in morph.readings(fold(entity.person.given))
        )
        if entity.gender is None or entity.person is not None and not known:
            entity.gender = gender
            if entity.person is not None:
                entity.person = evolve(entity.person, gender=gender)

    def _add_role(self, entity: Entity, tokens: Sequence[Token], phrase: Phrase) -> None:
        if phrase.kind == "name" or phrase.name is None or phrase.reading is None:
            return
        stop = phrase.name[0]
        if stop <= phrase.head:
            return
        role = Role(
            phrase.reading.lemma, mentions.stems(tokens[phrase.first : stop]) - {phrase.reading.lemma},
            tokens[phrase.first].start, tokens[stop - 1].stop,
        )
        entity.held(role)
        entity.role_texts.setdefault(describe(tokens, phrase._replace(stop=stop, core=stop)))

    def _surname(self, tokens: Sequence[Token], phrase: Phrase) -> Found | None:
        """A single capitalised word: the person so named, else nobody known."""
        token = tokens[phrase.head]
        if token.kind != WORD or not token.capital or token.text.isupper() and len(token.text) > 1:
            return None
        entity = self.registry.single(token.text, phrase.case)
        if entity is None:
            return None
        return Found(entity, 0.96, (Step("surname", entity.name),))

    # -- posts ---------------------------------------------------------------------------------------------------

    def _is_role(self, tokens: Sequence[Token], phrase: Phrase) -> bool:
        reading = phrase.reading
        if reading is None:
            return False
        if reading.pos in ("ADJF", "PRTF"):
            return True
        if tokens[phrase.head].capital and phrase.head > phrase.first and tokens[phrase.head].text.isupper():
            return False
        return reading.lemma in self.lexicon.posts or reading.animate and not (
            tokens[phrase.head].capital and self.registry.single(tokens[phrase.head].text) is not None
        )

    def _role(self, tokens: Sequence[Token], phrase: Phrase, at: int, inner: bool) -> Found:
        reading = phrase.reading
        assert reading is not None
        if phrase.number == "plur" or reading.number == "plur" and phrase.number != "sing":
            return self._group(tokens, phrase)
        stems = mentions.stems(
            t for k, t in enumerate(tokens[phrase.first : phrase.stop], phrase.first) if k != phrase.head
        )
        if reading.pos in ("ADJF", "PRTF"):
            # `обвиняемый`, `пострадавшая`: the lemma would be a verb.
            reading = reading._replace(lemma=describe(tokens, phrase).split(" ")[-1 if phrase.head == phrase.stop - 1 else 0].lower())
            phrase = phrase._replace(reading=reading)
        holder, rule, certainty = self._holder(reading.lemma, stems, at, phrase, inner)
        if holder is not None:
            return Found(holder, certainty, (Step(rule, f"{reading.lemma} → {holder.name}"),))
        return self._described(tokens, phrase, stems)

    def _holder(
        self, head: str, stems: frozenset[str], at: int, phrase: Phrase, inner: bool
    ) -> tuple[Entity | None, str, float]:
        """Who holds a post: the same post, one that means the same, a narrower one, or the last speaker."""
        wider = self._wider(head, stems)
        best: tuple[float, Entity, str] | None = None
        for entity in self._persons(at):
            if not _agree(entity, phrase) or not entity.places:
                continue
            later = entity.ordered[0].start > at
            for role in entity.roles:
                score, rule = self._fit(head, stems, role, wider)
                if score <= 0 or later and score < 1.2:
                    continue
                if rule == "of the same body" and self._attraction(entity, at) < 0.35:
                    continue
                near = entity.last_before(at)
                total = score + 0.3 * (near / max(1, at)) + 0.2 * bool(entity.spoke) + 0.2 * self._is_last(entity)
                if best is None or total > best[0]:
                    best = (total, entity, rule)
        if best is not None:
            return best[1], best[2], 0.93 if best[0] > 1.2 else 0.85
        if not inner and head not in _KIN and self._bare(head, stems):
            last = self._taken_up(head, phrase, at)
            if last is not None:
                return last, "taken up", 0.75
        return None, "", 0.0

    def _bare(self, head: str, stems: frozenset[str]) -> bool:
        """Whether a description adds nothing that could set one person apart: `чиновник`, `собеседник агентства`."""
        if head == "собеседник":
            return all(s in self.lexicon.organisations or s.upper() in self.lexicon.abbreviations for s in stems)
        return all(stem in _LOOSE or head == "человек" and stem.startswith(("молод", "пожил")) for stem in stems)

    def _taken_up(self, head: str, phrase: Phrase, at: int) -> Entity | None:
        """The person whom a bare noun takes up: the last speaker or subject whose posts do not speak against it."""
        best: tuple[float, Entity] | None = None
        for entity in self._persons(at):
            if not _agree(entity, phrase) or not self._may_be(entity, head):
                continue
            pull = self._attraction(entity, at)
            if pull > 0.12 and (best is None or pull > best[0]):
                best = (pull, entity)
        return best[1] if best is not None else None

    def _may_be(self, entity: Entity, head: str) -> bool:
        if head in _TAKE_UP or not entity.roles:
            return True
        own = self.lexicon.posts.get(head)
        kinds = {head} | (own.kinds if own is not None else set())
        for role in entity.roles:
            post = self.lexicon.posts.get(role.head)
            if role.head in _LEADERS or post is not None and kinds & ({role.head} | post.kinds):
                return True
        return False

    def _wider(self, head: str, stems: frozenset[str]) -> frozenset[str]:
        """The posts that the phrase may mean: `глава государства` → президент."""
        found: set[str] = set()
        for stem in stems:
            for entry, posts in self.lexicon.synonyms.items():
                parts = entry.split()
                if len(parts) == 2 and parts[0] == head and _lemma(parts[1]) == stem:
                    found |= posts
        return frozenset(found)

    def _fit(self, head: str, stems: frozenset[str], role: Role, wider: frozenset[str]) -> tuple[float, str]:
        if self._other_country(stems, role):
            return 0.0, ""
        shared = stems & self._expanded(role.words)
        if head == role.head or _base(head) == _base(role.head):
            if stems and role.words and not shared and not self._loose(stems, role):
                return 0.0, ""
            return 1.0 + 0.3 * len(shared), "post"
        if role.head in wider or self._means(role, head):
            return 0.95 + 0.2 * len(shared), "synonym of the post"
        if head in _LEADERS and role.head in _LEADERS and shared:
            return 0.85 + 0.2 * len(shared), "head of the same body"
        if head in ("представитель", "представительница") and shared:
            return 0.4, "of the same body"
        if head in _MEMBERS and self._expanded(role.words) & _PARLIAMENTS:
            return 0.75, "member of the body"
        post = self.lexicon.posts.get(role.head)
        if post is not None and head in post.kinds:
            if stems and not shared and not self._loose(stems, role):
                return 0.3, "wider word"
            return 0.8 + 0.2 * len(shared), "wider word"
        own = self.lexicon.posts.get(head)
        if own is not None and post is not None and (role.head in own.kinds) and shared:
            return 0.7, "narrower word"
        if shared and own is not None and post is not None and own.kinds & post.kinds:
            return 0.5, "kindred post"
        return 0.0, ""

    def _other_country(self, stems: frozenset[str], role: Role) -> bool:
        """`саудовский министр` is not the `министр энергетики РФ`."""
        adjectives = [s for s in stems if s.endswith(("ский", "цкий"))]
        if not adjectives:
            return False
        places = [fold(w) for w in self._expanded(role.words) if w in self._countries]
        if not places:
            return False
        return not any(_of_country(adjective, place) for adjective in adjectives for place in places)

    def _means(self, role: Role, head: str) -> bool:
        """Whether the holder of the role may be called ``head``: `глава МИД` is a `министр`."""
        if role.head not in ("глава", "руководитель"):
            return False
        if head in self._wider("глава", role.words):
            return True
        return head == "министр" and any("министерство" in self._kinds(w) for w in role.words)

    def _kinds(self, stem: str) -> frozenset[str]:
        entry = self.lexicon.abbreviations.get(stem.upper()) or self.lexicon.abbreviations.get(stem.capitalize())
        return entry.kinds if entry is not None else frozenset()

    def _expanded(self, words: frozenset[str]) -> frozenset[str]:
        found = set(words)
        for each in words:
            entry = self.lexicon.abbreviations.get(each.upper()) or self.lexicon.abbreviations.get(each.capitalize())
            if entry is not None:
                found |= {_lemma(w) for w in fold(entry.expansion).split()} | set(entry.kinds)
            kinds = self.lexicon.organisations.get(each)
            if kinds is not None:
                found |= kinds.kinds
        return frozenset(found)

    def _loose(self, stems: frozenset[str], role: Role) -> bool:
        """Whether what is added says nothing against it: `американский президент`, `бывший министр`."""
        del role
        return all(stem in _LOOSE or _is_adjective(stem) for stem in stems)

    def _persons(self, at: int) -> Iterable[Entity]:
        return (e for e in self._around(at) if e.kind in ("person", "anonymous"))

    def _around(self, at: int) -> Iterable[Entity]:
        """Whom a mention at ``at`` may take up: all that an article names, of a book those of the pages around."""
        if len(self.registry.entities) + len(self.bodies) <= AROUND:
            return (*self.registry.entities, *self.bodies)
        order = self.registry.order
        k = bisect_left(order, at, key=itemgetter(0))
        named = (entity for _, entity in order[max(0, k - AROUND) : k + AROUND // 4])
        return dict.fromkeys([*named, *self.bodies[-AROUND // 4 :], *(e for _, e in self.speakers[-AROUND // 4 :])])

    def _bodies_back(self) -> Iterator[Entity]:
        return islice(reversed(self.bodies), AROUND)

    def _is_last(self, entity: Entity) -> bool:
        return bool(self.speakers) and self.speakers[-1][1] is entity

    def _described(self, tokens: Sequence[Token], phrase: Phrase, stems: frozenset[str]) -> Found:
        """A person whom the text never names, known by the fullest description."""
        reading = phrase.reading
        assert reading is not None
        head = reading.lemma
        for entity in self._bodies_back():
            if entity.kind in ("person", "anonymous") and not entity.plural and _agree(entity, phrase):
                post = self.lexicon.posts.get(entity.head)
                same = entity.head == head or (post is not None and head in post.kinds)
                if same and (not stems or not entity.words or stems & entity.words):
                    self._fuller(entity, tokens, phrase, stems)
                    return Found(entity, 0.85, (Step("described before", entity.name),))
        kind = "anonymous" if head in ("источник", "собеседник", "очевидец") else "person"
        entity = Entity(kind, describe(tokens, phrase), _person_gender(phrase), head=head, words=stems)
        entity.roles.append(Role(head, stems, tokens[phrase.first].start, tokens[phrase.stop - 1].stop))
        self.bodies.append(entity)
        return Found(entity, 0.85, (Step("description", entity.name),))

    def _fuller(self, entity: Entity, tokens: Sequence[Token], phrase: Phrase, stems: frozenset[str]) -> None:
        if len(stems) > len(entity.words):
            entity.name, entity.words = describe(tokens, phrase), stems

    def _group(self, tokens: Sequence[Token], phrase: Phrase) -> Found:
        reading = phrase.reading
        head = reading.lemma if reading is not None else tokens[phrase.head].lower
        stems = mentions.stems(
            t for k, t in enumerate(tokens[phrase.first : phrase.stop], phrase.first) if k != phrase.head
        )
        for entity in self._bodies_back():
            if entity.plural and entity.head == head and (not stems or stems & entity.words):
                self._fuller(entity, tokens, phrase, stems)
                return Found(entity, 0.85, (Step("group", entity.name),))
        entity = Entity("group", describe(tokens, phrase), None, plural=True, head=head, words=stems)
        self.bodies.append(entity)
        return Found(entity, 0.88, (Step("group", entity.name),))

    # -- organisations and documents -----------------------------------------------------------------------------

    def _body(self, tokens: Sequence[Token], phrase: Phrase) -> Found:
        """An organisation, a document, a place or something that has no better name."""
        if phrase.number == "plur" and phrase.reading is not None and "Abbr" not in phrase.reading.grammemes:
            if not {"Geox", "Orgn"} & phrase.reading.grammemes:
                return self._group(tokens, phrase)
        author = self._author_of(tokens, phrase)
        if author is not None:
            return author
        text = describe(tokens, phrase)
        if phrase.kind == "quoted" and phrase.stop == phrase.first + 1:
            text = text.strip("«»“”„\"")
        head = phrase.reading.lemma if phrase.reading is not None and tokens[phrase.head].kind == WORD else ""
        keys = self._body_keys(tokens, phrase)
        stems = mentions.stems(t for k, t in enumerate(tokens[phrase.first : phrase.stop], phrase.first) if k != phrase.head)
        stems -= _LOOSE
        kind = self._body_kind(head, tokens, phrase)
        bare = not stems and not any(
            tokens[k].kind == QUOTED or tokens[k].capital and k != phrase.first for k in range(phrase.first, phrase.stop)
        )
        same = self._same_body(keys, head, stems, kind, tokens[phrase.first].start, bare=bare)
        if same is not None:
            if len(text) > len(same.name) and keys & same.keys and head != "":
                same.name = text
            same.keys |= keys
            return Found(same, 0.93, (Step("same body", same.name),))
        entity = Entity(kind, text, None, head=head, words=stems, keys=keys)
        if phrase.reading is not None:
            entity.gender = phrase.reading.gender or None
        self.bodies.append(entity)
        return Found(entity, 0.95, (Step("body", text),))

    def _author_of(self, tokens: Sequence[Token], phrase: Phrase) -> Found | None:
        """`в открытом письме Ивана Белова`: the author of a document speaks, where it is a person."""
        reading = phrase.reading
        noun = self.lexicon.nouns.get(reading.lemma) if reading is not None else None
        if noun is None or "document" not in noun.frames:
            return None
        for at in range(phrase.head + 1, phrase.stop):
            if tokens[at].kind == WORD and tokens[at].capital:
                entity = self._full_name_at(tokens[at].start, tokens[at].stop) or self.registry.single(tokens[at].text, "gent")
                if entity is not None:
                    return Found(entity, 0.85, (Step("author of the document", entity.name),))
        return None

    def _body_keys(self, tokens: Sequence[Token], phrase: Phrase) -> set[str]:
        """What identifies a body: names in marks, in Latin letters, abbreviations and their expansions."""
        found: set[str] = set()
        for at in range(phrase.first, phrase.stop):
            token = tokens[at]
            if token.kind == QUOTED:
                found.add(fold(token.text.strip("«»“”„\"'")))
            elif token.kind == WORD and (token.capital or at == phrase.head):
                lemma = word(token).nouns[0].lemma if word(token).nouns else token.lower
                if token.capital and (at > phrase.first or at == phrase.head):
                    found.add(lemma if not token.text.isupper() else token.lower)
        text = fold(describe(tokens, phrase))
        for short, entry in self._short_forms(tokens, phrase):
            found |= {fold(short), fold(entry)}
        found.add(text)
        return found - self._common(found)

    def _common(self, keys: set[str]) -> set[str]:
        """Words that name no single body: countries beside an organisation, head nouns."""
        return {key for key in keys if key in self.lexicon.organisations} if len(keys) > 1 else set()

    def _short_forms(self, tokens: Sequence[Token], phrase: Phrase) -> Iterator[tuple[str, str]]:
        for at in range(phrase.first, phrase.stop):
            token = tokens[at]
            if token.kind != WORD or not token.capital:
                continue
            lemma = word(token).nouns[0].lemma if word(token).nouns else token.lower
            for form in (token.text, lemma.upper(), lemma.capitalize()):
                entry = self.lexicon.abbreviations.get(form)
                if entry is not None and "country" not in entry.kinds and at == phrase.head:
                    yield form, entry.expansion
                    break

    def _body_kind(self, head: str, tokens: Sequence[Token], phrase: Phrase) -> str:
        if head in self.lexicon.organisations:
            return "group" if "group" in self.lexicon.organisations[head].kinds and "media" not in self.lexicon.organisations[head].kinds else "organization"
        noun = self.lexicon.nouns.get(head)
        if noun is not None and "document" in noun.frames:
            return "document"
        return "organization"

    def _same_body(
        self, keys: set[str], head: str, stems: frozenset[str], kind: str, at: int, *, bare: bool
    ) -> Entity | None:
        for entity in self._bodies_back():
            if keys & entity.keys and entity.kind not in ("person", "anonymous", "group") or entity.name and fold(entity.name) in keys:
                return entity
        if bare and head and kind in ("organization", "document"):
            for entity in self._bodies_back():
                if entity.head == head and entity.kind == kind or head in self._kinds_of(entity):
                    return entity
            return self._body_in_text(head, at) or self._last_medium(head)
        if head in ("ведомство", "спецслужба", "регулятор", "министерство") and all(map(_is_adjective, stems)):
            for entity in self._bodies_back():
                if head in self._kinds_of(entity):
                    return entity
            return self._body_in_text(head, at)
        return None

    def _last_medium(self, head: str) -> Entity | None:
        """`издание`, `газета`: the last medium, whatever it calls itself."""
        if head not in ("издание", "газета", "журнал", "агентство", "телеканал", "сайт", "портал"):
            return None
        return next((e for e in self._bodies_back() if self.is_media(e)), None)

    def _in_nominative(self, name: str) -> str:
        """A name in marks in the nominative, its case guessed from its own words."""
        inner = name.strip("«»“”„\"'")
        tokens = segments.tokenize(inner, 0, len(inner))
        if not tokens or not "а" <= tokens[0].lower[:1] <= "я":
            return name
        for case in ("nomn", "gent", "datv", "accs", "ablt", "loct"):
            phrase = phrases.noun_phrase(tokens, 0, len(tokens), case, attach=False)
            if phrase is not None and phrase.stop == len(tokens):
                return name if case == "nomn" else _quoted_nominative(name, case)
        return name

    def _kinds_of(self, entity: Entity) -> frozenset[str]:
        found: set[str] = set()
        entry = self.lexicon.organisations.get(entity.head)
        if entry is not None:
            found |= entry.kinds
        for key in entity.keys:
            short = self.lexicon.abbreviations.get(key.upper()) or self.lexicon.abbreviations.get(key.capitalize())
            if short is not None:
                found |= short.kinds
        for each in fold(entity.name).split():
            inner = self.lexicon.organisations.get(each.strip("«»“”„\""))
            if inner is not None:
                found |= {inner.lemma} | inner.kinds
        medium = self.lexicon.media.get(entity.name)
        if medium is not None:
            found |= {medium.kind, "издание"} if medium.kind in ("газета", "журнал", "сайт") else {medium.kind}
        return frozenset(found)

    def _body_in_text(self, head: str, at: int) -> Entity | None:
        """The body that a bare noun takes up although it has not spoken yet: `Минфин решил … В ведомстве сообщили`."""
        k = bisect_left(self._bodies_in_text, at, key=itemgetter(0))
        before = reversed(self._bodies_in_text[max(0, k - 2 * AROUND) : k])
        best = next((name for _, kinds, name in before if head in kinds), None)
        if best is None:
            return None
        known = next((e for e in self.bodies[-AROUND:] if fold(best) in e.keys or e.name == best), None)
        if known is None:
            kind = "document" if head in self.lexicon.nouns and head not in self.lexicon.organisations else "organization"
            known = Entity(kind, best, None, head=head, keys={fold(best), fold(best.strip("«»“”„\"'"))})
            self.bodies.append(known)
        return known

    @cached_property
    def _named_media(self) -> frozenset[str]:
        """The names that the text itself introduces as media: `агентству Interpress`, `сайт "Новости дня"`."""
        found = set()
        for match in _NAMED_BODY.finditer(self.text):
            heads = {r.lemma for r in morph.readings(fold(match.group(1)))}
            if any("media" in self.lexicon.organisations[h].kinds for h in heads if h in self.lexicon.organisations):
                found |= {match.group(2), match.group(2).strip("«»“”„\"'")}
        return frozenset(found)

    @cached_property
    def _bodies_in_text(self) -> list[tuple[int, frozenset[str], str]]:
        """Where the text names bodies: the nouns that may take each up, and its name in the nominative."""
        found = []
        for match in _NAMED_BODY.finditer(self.text):
            noun = fold(match.group(1))
            heads = {r.lemma for r in morph.readings(noun) if r.lemma in self.lexicon.organisations}
            inner = {r.lemma for w in match.group(2).split() for r in morph.readings(fold(w.strip("«»“”„\"'")))[:1]}
            kinds = heads | {k for h in heads for k in self.lexicon.organisations[h].kinds}
            kinds |= {lemma for lemma in inner if lemma in self.lexicon.organisations}
            medium = self.lexicon.media.get(match.group(2).strip("«»“”„\"'"))
            if medium is not None:
                kinds |= {medium.kind, "издание"}
            if not kinds:
                continue
            name = self._in_nominative(match.group(2))
            if heads:
                name = f"{sorted(heads)[0]} {name}"
            found.append((match.start(), frozenset(kinds), name))
        for match in _SHORT_BODY.finditer(self.text):
            for lemma in {r.lemma for r in morph.readings(fold(match.group()))} | {fold(match.group())}:
                entry = self.lexicon.abbreviations.get(lemma.upper()) or self.lexicon.abbreviations.get(lemma.capitalize())
                if entry is not None:
                    found.append((match.start(), entry.kinds, entry.short))
                    break
        return sorted(found, key=lambda f: f[0])

    def is_media(self, entity: Entity) -> bool:
        """Whether an entity is a paper, an agency, a site: it writes."""
        entry = self.lexicon.organisations.get(entity.head)
        if entry is not None and "media" in entry.kinds:
            return True
        if entity.kind == "group" and entity.head in ("сми", "пресса", "газета", "издание", "журнал", "агентство"):
            return True
        if entity.head == "автор":
            return True
        if entity.kind != "organization":
            return False
        if entity.name in self._named_media:
            return True
        if _MEDIA_NAME.search(entity.name):
            return True
        return not self._media.isdisjoint(entity.keys) or fold(entity.name) in self._media

    def is_document(self, lemma: str) -> bool:
        """Whether the noun is one for something written."""
        noun = self.lexicon.nouns.get(lemma)
        return noun is not None and "document" in noun.frames

    # -- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, tokens: Sequence[Token], phrase: Phrase, at: int, inside: Entity | None) -> Found:
        lower = tokens[phrase.head].lower
        if lower in _FIRST_PERSON:
            if inside is not None:
                return Found(inside, 0.9, (Step("first person", inside.name),))
            return NOBODY
        if lower not in _PRONOUNS:
            return self._group(tokens, phrase)
        gender, plural = _PRONOUNS[lower]
        return self.antecedent(at, gender, plural=plural, inside=inside)

    def antecedent(self, at: int, gender: str | None, *, plural: bool, inside: Entity | None = None) -> Found:
        """The nearest speaker or subject that a pronoun at ``at`` agrees with."""
        best: tuple[float, Entity] | None = None
        for entity in self._around(at):
            if entity is inside and inside is not None:
                continue
            if entity.plural != plural and not (plural and entity.kind == "organization"):
                continue
            if not plural and not _pronoun_agrees(entity, gender):
                continue
            score = self._attraction(entity, at)
            if entity.gender is None and not plural or plural and entity.kind == "organization":
                score *= 0.6
            if plural and self.is_media(entity):
                continue
            if score <= 0:
                continue
            if best is None or score > best[0]:
                best = (score, entity)
        if best is None:
            return NOBODY
        return Found(best[1], min(0.92, 0.55 + 0.2 * best[0]), (Step("pronoun", best[1].name),))

    def _attraction(self, entity: Entity, at: int) -> float:
        score = 0.0
        for place in entity.near(at):
            score = max(score, place.weight * exp((place.stop - at) / PRONOUN_FADE))
        for start in reversed(entity.spoke):
            if start <= at:
                if at - start <= PRONOUN_REACH:
                    score = max(score, SPEAKER_PULL * exp((start - at) / PRONOUN_FADE))
                break
        return score


_FIRST_PERSON: Final = frozenset("я мы мой моя мое мои моего моему моим моей мою наш наша наше наши нашего нашему нашим нашей нашу нас меня".split())
_PRONOUNS: Final[dict[str, tuple[str | None, bool]]] = {
    "он": ("masc", False), "она": ("femn", False), "оно": ("neut", False), "они": (None, True), "его": ("masc", False),
    "ее": ("femn", False), "их": (None, True), "тот": ("masc", False), "та": ("femn", False), "те": (None, True),
    "нем": ("masc", False), "ней": ("femn", False), "нему": ("masc", False), "него": ("masc", False), "нее": ("femn", False),
    "ним": ("masc", False), "них": (None, True), "ними": (None, True),
}
_LOOSE: Final = frozenset({"бывший", "сам", "этот", "свой", "наш", "последний", "очередной", "новый", "собеседник", "там"})


_COUNTRY_ADJECTIVES: Final = {
    "американский": "сша", "британский": "велик", "английский": "велик", "немецкий": "герм", "голландский": "нидер",
    "северокорейский": "кндр", "южнокорейский": "корея", "эмиратский": "оаэ", "китайский": "кнр", "федеральный": "росс",
    "столичный": "моск", "киевский": "укра", "кремлевский": "росс", "саудовский": "сауд", "чешский": "чехи",
}


def _of_country(adjective: str, place: str) -> bool:
    if place in ("рф", "российский"):
        place = "россия"
    return place.startswith((adjective[:4], _COUNTRY_ADJECTIVES.get(adjective, adjective[:4])))


def _pronoun_agrees(entity: Entity, gender: str | None) -> bool:
    if entity.kind in ("person", "anonymous"):
        return gender in ("masc", "femn") and entity.gender in (gender, None)
    return entity.kind == "organization" and entity.gender == gender and gender is not None and False


def _agree(entity: Entity, phrase: Phrase) -> bool:
    """Whether the gender of a description does not rule the person out; a masculine post may be a woman's."""
    if entity.plural or entity.kind not in ("person", "anonymous"):
        return False
    reading = phrase.reading
    if reading is None or entity.gender is None or not reading.gender:
        return True
    return reading.gender == entity.gender or reading.gender == "masc" and entity.gender == "femn" and reading.lemma not in (
        "мужчина", "парень", "юноша", "отец", "муж", "сын", "брат")


def _person_gender(phrase: Phrase) -> str | None:
    return phrase.reading.gender or None if phrase.reading is not None else None


def _base(head: str) -> str:
    return head.removeprefix("экс-").removeprefix("вице-")


def _lemma(form: str) -> str:
    found = morph.readings(form)
    return found[0].lemma if found else form


def _is_adjective(stem: str) -> bool:
    found = morph.readings(stem)
    return bool(found) and found[0].pos in ("ADJF", "PRTF")
