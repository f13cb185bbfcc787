"""Entities: who is behind a mention, whatever it is called.

The registry first takes in all full names of the text with the posts beside them. Then mentions are resolved in text
order: a surname finds its person, a post the one who holds it, a pronoun the nearest speaker or subject that agrees.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from attrs import define, field

from quoteattr import mentions, morph, names
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon
from quoteattr.mentions import Role
from quoteattr.model import Step
from quoteattr.morph import fold
from quoteattr.names import PersonName
from quoteattr.phrases import Phrase
from quoteattr.segments import QUOTED, WORD, Token

PRONOUN_REACH: Final = 1500
"""How many characters a pronoun may stand behind the one it means."""

# Nouns that take up a person already named, whatever the post: `политик`, `чиновник`, `собеседник агентства`.
_TAKE_UP: Final = frozenset(
    "политик чиновник эксперт специалист собеседник источник аналитик автор спикер мужчина женщина девушка парень "
    "россиянин россиянка американец украинец москвич певец певица актер актриса спортсмен спортсменка журналист ученый "
    "юрист адвокат защитник военный бизнесмен предприниматель парламентарий законодатель дипломат общественник "
    "правозащитник оппозиционер медик врач режиссер музыкант писатель депутат подозреваемый обвиняемый потерпевший "
    "пострадавший задержанный осужденный подсудимый блогер экономист политолог социолог историк функционер наставник "
    "форвард защитник полузащитник вратарь хоккеист футболист теннисист представитель представительница топ-менеджер".split()
)
_SELVES: Final = frozenset({"сам", "сама", "сами", "само"})


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
    spoke: list[int] = field(factory=list)
    fullness: tuple[int, int] = (0, 0)

    def seen(self, start: int, stop: int, weight: float) -> None:
        """Note a mention."""
        self.places.append(Place(start, stop, weight))


class Found(NamedTuple):
    """The entity behind a mention, how sure it is, and the steps that led to it."""

    entity: Entity | None
    certainty: float
    steps: tuple[Step, ...]


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
            if known not in entries:
                entries.append(known)
        return known

    def _known(self, name: PersonName) -> Entity | None:
        for key in _keys(name):
            for entity in reversed(self.by_surname.get(key, ())):
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

    def single(self, word_form: str, case: str = "", gender: str = "") -> Entity | None:
        """The person whom a single capitalised word names, if the text has named one."""
        best: Entity | None = None
        for form in sorted(mentions.surname_forms(fold(word_form))):
            for entity in self.by_surname.get(form, ()):
                if entity.person is None or gender in ("masc", "femn") and entity.gender not in (None, gender):
                    continue
                if not _form_of(entity, fold(word_form)):
                    continue
                if best is None or _last(entity) > _last(best):
                    best = entity
        return best


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


def build(text: str, lexicon: Lexicon, bounds: Sequence[tuple[int, int]]) -> Registry:
    """The registry of a text, all its full names taken in; ``bounds`` are the paragraphs."""
    registry = Registry(text, lexicon)
    named = mentions.full_names(text)
    starts = [start for start, _ in bounds]
    for each in named:
        entity = registry.person(each.name)
        entity.seen(each.start, each.stop, _weight(text, each.start, each.case))
        k = max(0, bisect_left(starts, each.start + 1) - 1)
        floor, ceiling = bounds[k] if bounds else (0, len(text))
        for role in mentions.roles_beside(text, each, lexicon, floor, ceiling):
            entity.roles.append(role)
            entity.role_texts.setdefault(text[role.start : role.stop])
    taken = [(each.start, each.stop) for each in named]
    for start, form in mentions.single_names(text, taken):
        entity = registry.single(form)
        if entity is not None:
            nominative = fold(form) in (fold(entity.person.surname), fold(entity.person.given)) if entity.person else False
            entity.seen(start, start + len(form), _weight(text, start, "nomn" if nominative else "gent"))
    registry.order = sorted(
        ((place.start, entity) for entity in registry.entities for place in entity.places), key=lambda p: p[0]
    )
    return registry


def _weight(text: str, start: int, case: str) -> float:
    """A subject attracts a later pronoun more than an object does."""
    return 1.0 if case == "nomn" else 0.45


def describe(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The phrase in the nominative: `источника в правительстве` → `источник в правительстве`."""
    if not tokens:
        return ""
    words = [_turned(tokens[k], phrase, k) for k in range(phrase.first, phrase.stop)]
    out = ""
    for k, each in zip(range(phrase.first, phrase.stop), words, strict=True):
        gap = k > phrase.first and tokens[k].start > tokens[k - 1].stop
        out += (" " if gap else "") + each
    return out


def _turned(token: Token, phrase: Phrase, at: int) -> str:
    if token.kind != WORD or phrase.case == "nomn" or at > phrase.head or not token.text:
        return token.text
    if phrase.name is not None and phrase.name[0] <= at < phrase.name[1]:
        return token.text
    found = word(token)
    if at == phrase.head:
        pos = phrase.reading.pos if phrase.reading is not None else ""
        number = phrase.reading.number if phrase.reading is not None else "sing"
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


def _noun_nominative(text: str, case: str, number: str, pos: str) -> str | None:
    for parse in morph.analyzer().parse(text.lower()):
        tag = parse.tag
        if (not pos or str(tag.POS) == pos) and str(tag.case) in (case, _SECOND.get(case, "")) and str(tag.number or "") == number:
            form = parse.inflect({"nomn", number}) if number else parse.inflect({"nomn"})
            if form is not None:
                return str(form.word)
    return None


_SECOND: Final = {"gent": "gen2", "loct": "loc2"}


class Resolver:
    """Resolves source mentions in text order."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.text = registry.text
        self.lexicon = registry.lexicon
        self.speakers: list[tuple[int, Entity]] = []
        self.bodies: list[Entity] = []
        self._subjects: list[tuple[int, Entity, float]] = []

    def spoke(self, entity: Entity, at: int) -> None:
        """Note that an entity is the speaker of a quote at ``at``."""
        self.speakers.append((at, entity))
        entity.spoke.append(at)

    # -- mentions ----------------------------------------------------------------------------------------------

    def resolve(self, tokens: Sequence[Token], phrase: Phrase, inside: Entity | None = None) -> Found:
        """The entity behind a source phrase; ``inside`` is who speaks the words in which the phrase stands."""
        at = tokens[phrase.first].start
        stop = tokens[phrase.stop - 1].stop
        if phrase.other is not None:
            return self._pair(tokens, phrase)
        if phrase.kind == "pronoun":
            return self._pronoun(tokens, phrase, at, inside)
        if phrase.name is not None:
            found = self._named(tokens, phrase)
        elif phrase.kind == "noun" and self._is_role(tokens, phrase):
            found = self._role(tokens, phrase, at)
        else:
            found = self._surname(tokens, phrase) or self._body(tokens, phrase)
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
        group = next((e for e in self.bodies if e.name == name), None)
        if group is None:
            kinds = {e.entity.kind for e in (first, second) if e.entity}
            group = Entity("organization" if kinds == {"organization"} else "group", name, None, plural=True)
            self.bodies.append(group)
        group.seen(tokens[phrase.first].start, tokens[phrase.stop - 1].stop, 1.0)
        return Found(group, 0.9, (Step("pair", name),))

    def _named(self, tokens: Sequence[Token], phrase: Phrase) -> Found:
        first, stop = phrase.name or (0, 0)
        words = _name_words(tokens, first, stop)
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
            if any(p.start == order[k][0] and p.stop >= stop - 1 for p in entity.places):
                return entity
            k += 1
        return None

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
        entity.roles.append(role)
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
        if tokens[phrase.head].capital and phrase.head > phrase.first and tokens[phrase.head].text.isupper():
            return False
        return reading.lemma in self.lexicon.posts or reading.animate and not (
            tokens[phrase.head].capital and self.registry.single(tokens[phrase.head].text) is not None
        )

    def _role(self, tokens: Sequence[Token], phrase: Phrase, at: int) -> Found:
        reading = phrase.reading
        assert reading is not None
        if phrase.number == "plur" or reading.number == "plur" and phrase.number != "sing":
            return self._group(tokens, phrase)
        stems = mentions.stems(
            t for k, t in enumerate(tokens[phrase.first : phrase.stop], phrase.first) if k != phrase.head
        )
        holder, rule, certainty = self._holder(reading.lemma, stems, at, phrase)
        if holder is not None:
            return Found(holder, certainty, (Step(rule, f"{reading.lemma} → {holder.name}"),))
        return self._described(tokens, phrase, stems)

    def _holder(
        self, head: str, stems: frozenset[str], at: int, phrase: Phrase
    ) -> tuple[Entity | None, str, float]:
        """Who holds a post: the same post, one that means the same, a narrower one, or the last speaker."""
        wider = self._wider(head, stems)
        best: tuple[float, Entity, str] | None = None
        for entity in self._persons():
            if not _agree(entity, phrase) or not entity.places or min(p.start for p in entity.places) > at:
                continue
            for role in entity.roles:
                score, rule = self._fit(head, stems, role, wider)
                if score <= 0:
                    continue
                near = max((p.start for p in entity.places if p.start < at), default=-1)
                total = score + 0.3 * (near / max(1, at)) + 0.2 * bool(entity.spoke) + 0.2 * self._is_last(entity)
                if best is None or total > best[0]:
                    best = (total, entity, rule)
        if best is not None:
            return best[1], best[2], 0.93 if best[0] > 1.2 else 0.85
        if head in _TAKE_UP and len(stems - {"агентство", "издание", "газета", "канал"}) == 0:
            last = self._last_speaker(phrase, at)
            if last is not None:
                return last, "taken up", 0.75
        return None, "", 0.0

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
        shared = stems & self._expanded(role.words)
        if head == role.head or _base(head) == _base(role.head):
            if stems and role.words and not shared and not self._loose(stems, role):
                return 0.0, ""
            return 1.0 + 0.3 * len(shared), "post"
        if role.head in wider or wider & {role.head}:
            return 0.95 + 0.2 * len(shared), "synonym of the post"
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

    def _persons(self) -> Iterable[Entity]:
        yield from (e for e in self.registry.entities)
        yield from (e for e in self.bodies if e.kind in ("person", "anonymous"))

    def _is_last(self, entity: Entity) -> bool:
        return bool(self.speakers) and self.speakers[-1][1] is entity

    def _described(self, tokens: Sequence[Token], phrase: Phrase, stems: frozenset[str]) -> Found:
        """A person whom the text never names, known by the fullest description."""
        reading = phrase.reading
        assert reading is not None
        head = reading.lemma
        for entity in reversed(self.bodies):
            if entity.kind in ("person", "anonymous") and not entity.plural and _agree(entity, phrase):
                post = self.lexicon.posts.get(entity.head)
                same = entity.head == head or (post is not None and head in post.kinds)
                if same and (not stems or not entity.words or stems & entity.words):
                    self._fuller(entity, tokens, phrase, stems)
                    return Found(entity, 0.85, (Step("described before", entity.name),))
        if head in _TAKE_UP and not stems:
            unnamed = next(
                (e for e in reversed(self.bodies) if e.kind in ("person", "anonymous") and not e.plural and _agree(e, phrase) and e.spoke), None
            )
            if unnamed is not None:
                return Found(unnamed, 0.7, (Step("taken up", unnamed.name),))
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
        for entity in reversed(self.bodies):
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
        text = describe(tokens, phrase)
        head = phrase.reading.lemma if phrase.reading is not None and tokens[phrase.head].kind == WORD else ""
        keys = self._body_keys(tokens, phrase)
        stems = mentions.stems(t for k, t in enumerate(tokens[phrase.first : phrase.stop], phrase.first) if k != phrase.head)
        kind = self._body_kind(head, tokens, phrase)
        same = self._same_body(keys, head, stems, kind, tokens[phrase.first].start)
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

    def _same_body(self, keys: set[str], head: str, stems: frozenset[str], kind: str, at: int) -> Entity | None:
        for entity in reversed(self.bodies):
            if keys & entity.keys and entity.kind not in ("person", "anonymous", "group") or entity.name and fold(entity.name) in keys:
                return entity
        if not stems and head and kind in ("organization", "document"):
            for entity in reversed(self.bodies):
                if entity.head == head and entity.kind == kind or head in self._kinds_of(entity):
                    return entity
            return self._body_in_text(head, at)
        return None

    def _kinds_of(self, entity: Entity) -> frozenset[str]:
        found: set[str] = set()
        entry = self.lexicon.organisations.get(entity.head)
        if entry is not None:
            found |= entry.kinds
        for key in entity.keys:
            short = self.lexicon.abbreviations.get(key.upper()) or self.lexicon.abbreviations.get(key.capitalize())
            if short is not None:
                found |= short.kinds
        return frozenset(found)

    def _body_in_text(self, head: str, at: int) -> Entity | None:
        return None

    def is_media(self, entity: Entity) -> bool:
        """Whether an entity is a paper, an agency, a site: it writes."""
        entry = self.lexicon.organisations.get(entity.head)
        if entry is not None and "media" in entry.kinds:
            return True
        folded = {fold(name) for name in self.lexicon.media}
        return entity.kind == "organization" and bool(entity.keys & folded or fold(entity.name) in folded)

    # -- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, tokens: Sequence[Token], phrase: Phrase, at: int, inside: Entity | None) -> Found:
        lower = tokens[phrase.head].lower
        if lower in _FIRST_PERSON:
            if inside is not None:
                return Found(inside, 0.9, (Step("first person", inside.name),))
            return NOBODY
        gender, plural = _PRONOUNS.get(lower, (None, False))
        if plural and lower not in _PRONOUNS:
            return NOBODY
        found = self.antecedent(at, gender, plural=plural, inside=inside)
        return found

    def antecedent(self, at: int, gender: str | None, *, plural: bool, inside: Entity | None = None) -> Found:
        """The nearest speaker or subject that a pronoun at ``at`` agrees with."""
        best: tuple[float, Entity] | None = None
        last = self.speakers[-1][1] if self.speakers else None
        for entity in (*self.registry.entities, *self.bodies):
            if entity is inside and inside is not None:
                continue
            if entity.plural != plural and not (plural and entity.kind == "organization"):
                continue
            if not plural and not _pronoun_agrees(entity, gender):
                continue
            score = self._attraction(entity, at)
            if score <= 0:
                continue
            score += 0.55 * (entity is last)
            if best is None or score > best[0]:
                best = (score, entity)
        if best is None:
            return NOBODY
        return Found(best[1], min(0.92, 0.55 + 0.2 * best[0]), (Step("pronoun", best[1].name),))

    def _attraction(self, entity: Entity, at: int) -> float:
        score = 0.0
        for place in reversed(entity.places):
            if place.stop > at:
                continue
            distance = at - place.stop
            if distance > PRONOUN_REACH:
                break
            score = max(score, place.weight * (1 - distance / PRONOUN_REACH) ** 2)
        for start, who in reversed(self.speakers):
            if start > at or at - start > PRONOUN_REACH:
                if start <= at:
                    break
                continue
            if who is entity:
                score += 0.35 * (1 - (at - start) / PRONOUN_REACH)
                break
        return score

    def _last_speaker(self, phrase: Phrase, at: int) -> Entity | None:
        for start, entity in reversed(self.speakers):
            if start < at and not entity.plural and entity.kind in ("person", "anonymous") and _agree(entity, phrase):
                return entity
        candidates = [e for e in self.registry.entities if e.places and e.places[0].start < at and _agree(e, phrase)]
        if not candidates:
            return None
        return max(candidates, key=lambda e: max(p.start for p in e.places if p.start < at))


_FIRST_PERSON: Final = frozenset("я мы мой моя мое мои моего моему моим моей мою наш наша наше наши нашего нашему нашим нашей нашу нас меня".split())
_PRONOUNS: Final[dict[str, tuple[str | None, bool]]] = {
    "он": ("masc", False), "она": ("femn", False), "оно": ("neut", False), "они": (None, True), "его": ("masc", False),
    "ее": ("femn", False), "их": (None, True), "тот": ("masc", False), "та": ("femn", False), "те": (None, True),
    "нем": ("masc", False), "ней": ("femn", False), "нему": ("masc", False), "него": ("masc", False), "нее": ("femn", False),
    "ним": ("masc", False), "них": (None, True), "ними": (None, True),
}
_LOOSE: Final = frozenset({"бывший", "сам", "этот", "свой", "наш", "последний", "очередной", "новый", "собеседник", "там"})


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


def _name_words(tokens: Sequence[Token], first: int, stop: int) -> tuple[str, ...]:
    """The words of a name, initials joined with their full stops."""
    out: list[str] = []
    for at in range(first, stop):
        token = tokens[at]
        if token.text == "." and out:
            out[-1] += "."
        elif token.kind == WORD:
            out.append(token.text)
    return tuple(out)
