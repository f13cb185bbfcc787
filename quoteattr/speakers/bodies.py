"""Organisations, documents, places: known by their names, abbreviations and expansions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from quoteattr import phrases
from quoteattr.grammar import word
from quoteattr.model import Step
from quoteattr.morph import Reading, fold
from quoteattr.phrases import Phrase
from quoteattr.segments import QUOTED, WORD, Token
from quoteattr.speakers import media, posts, recent, unnamed
from quoteattr.speakers.describing import describe
from quoteattr.speakers.directory import MARKS
from quoteattr.speakers.entities import AROUND, NOBODY, Entity, Found
from quoteattr.speakers.fitting import LOOSE, is_adjective
from quoteattr.speakers.scene import Scene, is_document


class _Called(NamedTuple):
    """What a phrase calls a body."""

    name: str
    head: str
    kind: str
    words: frozenset[str]
    keys: set[str]
    """What identifies it: names in marks, in Latin letters, abbreviations and their expansions."""
    bare: bool
    """Whether there is nothing but a common noun: `компания`."""
    start: int


def resolve(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found:
    """An organisation, a document, a place or something that has no better name."""
    reading = phrase.reading
    if phrase.number == "plur" and reading is not None and {"Abbr", "Geox", "Orgn"}.isdisjoint(reading.grammemes):
        return unnamed.group(scene, tokens, phrase)
    author = _author_of(scene, tokens, phrase)
    if author is not None:
        return author
    called = _called(scene, tokens, phrase)
    same = _same(scene, called)
    if same is not None:
        if len(called.name) > len(same.name) and called.keys & same.keys and called.head:
            same.name = called.name
        same.keys |= called.keys
        return Found(same, 0.93, (Step("same body", same.name),))
    entity = Entity(called.kind, called.name, None, head=called.head, words=called.words, keys=called.keys)
    if reading is not None:
        entity.gender = reading.gender or None
    scene.bodies.append(entity)
    return Found(entity, 0.95, (Step("body", called.name),))


def by_pronoun(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found:
    """`там заявили`: the last body; `в нем говорится`: the last document."""
    at = tokens[phrase.head].start
    if tokens[phrase.head].lower == "там":
        known = [e for e in scene.bodies_back() if e.kind == "organization" and not media.is_media(scene, e)]
        return _nearest(scene, at, known, recent.body(scene))
    gender, number = (phrase.gender, phrase.number) if phrase.reading is not None else ("", "")
    known = [e for e in scene.bodies_back() if e.kind == "document"]
    return _nearest(scene, at, known, recent.document(scene, gender, number))


def _nearest(scene: Scene, at: int, known: Sequence[Entity], fits: Callable[[Reading], bool]) -> Found:
    """The body mentioned last, whether it has spoken or not."""
    last = max(known, key=lambda entity: entity.last_before(at), default=None)
    noted = recent.best(scene, at, fits)
    if noted is not None and (last is None or noted.start > last.last_before(at)):
        found = resolve(scene, noted.tokens, noted.phrase)
        if found.entity is not None:
            found.entity.seen(noted.start, noted.tokens[noted.phrase.stop - 1].stop, 1.0)
        return found._replace(
            certainty=0.6, steps=(Step("pronoun", found.entity.name if found.entity else ""), *found.steps)
        )
    return Found(last, 0.6, (Step("pronoun", last.name),)) if last is not None else NOBODY


def _author_of(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Found | None:
    """`в открытом письме Ивана Белова`: the author of a document speaks, where it is a person."""
    if phrase.reading is None or not is_document(scene, phrase.reading.lemma):
        return None
    for at in range(phrase.head + 1, phrase.stop):
        if tokens[at].kind == WORD:
            entity = _person_at(scene, tokens, at, phrase.stop)
            if entity is not None:
                return Found(entity, 0.85, (Step("author of the document", entity.name),))
    return None


def _person_at(scene: Scene, tokens: Sequence[Token], at: int, stop: int) -> Entity | None:
    """The person whose name or post begins with token ``at``: `письме Белова`, `показаниях экс-майора`."""
    token = tokens[at]
    if token.capital:
        return scene.registry.full_name_at(token.start, token.stop) or scene.registry.single(token.text, "gent")
    whose = phrases.noun_phrase(tokens, at, stop, "gent", attach=False)
    if whose is None or whose.kind != "noun" or whose.name is not None or whose.number == "plur":
        return None
    return posts.known(scene, tokens, whose) if posts.is_post(scene, tokens, whose) else None


def _called(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> _Called:
    name = describe(tokens, phrase)
    if phrase.kind == "quoted" and phrase.stop == phrase.first + 1:
        name = name.strip(MARKS)
    full = _expansion(scene, tokens[phrase.head]) if phrase.stop == phrase.head + 1 else None
    head = phrase.reading.lemma if phrase.reading is not None and tokens[phrase.head].kind == WORD else ""
    stems = unnamed.stems_beside(tokens, phrase) - LOOSE
    named = any(
        tokens[k].kind == QUOTED or (tokens[k].capital and k != phrase.first) for k in range(phrase.first, phrase.stop)
    )
    keys = _keys(scene, tokens, phrase)
    if full is not None:
        name, keys = full, keys | {fold(full)}
    elif head in scene.words("parts"):
        name = _whose(scene, tokens, phrase, name)
    start = tokens[phrase.first].start
    return _Called(name, head, _kind(scene, head), stems, keys, not stems and not named, start)


def _expansion(scene: Scene, token: Token) -> str | None:
    """The name that the text gives the body in full, for `ФАС`, `Минтранс`."""
    if token.kind != WORD or not token.capital or token.text.isascii():
        return None
    if len(token.text) > 1 and token.text.isupper():
        return scene.directory.expansion(token.text)
    short = _lemma(token).capitalize()
    return scene.directory.expansion(short) if short in scene.lexicon.abbreviations else None


def _whose(scene: Scene, tokens: Sequence[Token], phrase: Phrase, name: str) -> str:
    """`пресс-служба банка` with the name that the text gives the bank."""
    if phrase.stop != phrase.head + 2 or tokens[phrase.head + 1].capital:
        return name
    listed = scene.directory.before(tokens[phrase.first].start, _lemma(tokens[phrase.head + 1]))
    _, mark, rest = (listed or "").partition(' "') if '"' in (listed or "") else (listed or "").partition(" «")
    return name + mark + rest if listed is not None else name


def _keys(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> set[str]:
    """The full description, the name that the noun introduces, and abbreviation and expansion of the head."""
    found = {fold(describe(tokens, phrase))}
    head = tokens[phrase.head]
    if head.kind == QUOTED:
        found.add(fold(head.text.strip(MARKS)))
    elif head.capital and head.kind == WORD and not head.text.isascii():
        found.add(head.lower if head.text.isupper() else _lemma(head))
    for short, expansion in _short_forms(scene, head):
        found |= {fold(short), fold(expansion)}
    if phrase.reading is None or phrase.reading.lemma not in scene.words("parts"):
        found |= set(_introduced(scene, tokens, phrase))
    # Head nouns name no single body.
    return {key for key in found if key not in scene.lexicon.organisations} if len(found) > 1 else found


def _introduced(scene: Scene, tokens: Sequence[Token], phrase: Phrase) -> Iterator[str]:
    """The names behind the noun: `газета "Труд"`, `агентство Рейтер`, `компания General Motors`; not `суд Москвы`."""
    first = phrase.head if phrase.kind == "latin" else phrase.head + 1
    latin = [t.lower for t in tokens[first : phrase.stop] if t.kind == WORD and t.text.isascii()]
    if latin:
        yield " ".join(latin[latin[0] == "the" :])
    for token in tokens[phrase.head + 1 : phrase.stop]:
        if token.kind == QUOTED:
            yield fold(token.text.strip(MARKS))
        elif token.kind == WORD and token.capital and not token.text.isascii() and _is_title(scene, token):
            yield token.lower if token.text.isupper() else _lemma(token)


def _is_title(scene: Scene, token: Token) -> bool:
    found = word(token)
    if token.lower in scene.countries or any("Geox" in r.grammemes for r in found.nouns):
        return False
    short = scene.abbreviation(token.lower)
    if short is not None and not {"country", "ведомство"}.isdisjoint(short.kinds):
        return False
    return found.fixed or found.noun_in("nomn") is not None


def _short_forms(scene: Scene, token: Token) -> Iterator[tuple[str, str]]:
    if token.kind != WORD or not token.capital:
        return
    lemma = _lemma(token)
    for form in (token.text, lemma.upper(), lemma.capitalize()):
        entry = scene.lexicon.abbreviations.get(form)
        if entry is not None and "country" not in entry.kinds:
            yield form, entry.expansion
            return


def _lemma(token: Token) -> str:
    nouns = word(token).nouns
    return nouns[0].lemma if nouns else token.lower


def _kind(scene: Scene, head: str) -> str:
    entry = scene.lexicon.organisations.get(head)
    if entry is not None:
        return "group" if "group" in entry.kinds and "media" not in entry.kinds else "organization"
    return "document" if is_document(scene, head) else "organization"


def _same(scene: Scene, called: _Called) -> Entity | None:
    """The body already known that the phrase means."""
    for entity in scene.bodies_back():
        if entity.kind in ("person", "anonymous", "group"):
            continue
        if called.keys & entity.keys or fold(entity.name) in called.keys or _part_of_words(called, entity):
            return entity
    if called.bare and called.head and (called.kind != "group" or called.head in scene.lexicon.organisations):
        return take_up(scene, called.head, called.kind, called.start)
    if called.head in scene.words("media") and all(map(is_adjective, called.words)):
        return media.last_medium(scene, called.head, called.start)
    if called.head in scene.words("authorities") and all(map(is_adjective, called.words)):
        return _last_of_kind(scene, called.head, called.start) or _in_text(scene, called.head, called.start)
    return None


def _part_of_words(called: _Called, entity: Entity) -> bool:
    """`пресс-служба МВД` after `пресс-служба МВД Дагестана`."""
    if not called.words or not entity.words or (called.head, called.kind) != (entity.head, entity.kind):
        return False
    return called.words <= entity.words or entity.words <= called.words


def take_up(scene: Scene, head: str, kind: str, at: int) -> Entity | None:
    """The body that a bare noun takes up: `компания`, `документ`."""
    if head in scene.words("media"):
        return media.last_medium(scene, head, at) or _in_text(scene, head, at)
    return _last_of_kind(scene, head, at, kind) or _in_text(scene, head, at) or _described(scene, head, at, kind)


def _described(scene: Scene, head: str, at: int, kind: str) -> Entity | None:
    """The body or document that a noun phrase before has described: `мэрию Курска … В мэрии`, `доклад … В документе`."""
    fits = recent.document(scene, but=head) if head == "документ" else recent.of_kind(scene, head)
    noted = recent.best(scene, at, fits, sentences=5, reach=1500, words=1 + (kind != "document"))
    if noted is None:
        return None
    author = _writer(scene, noted) if kind == "document" else None
    found = author or resolve(scene, noted.tokens, _with_topic(noted)).entity
    if found is not None and head in scene.words("authorities") and scene.text[noted.start].isupper():
        # `Министерство транспорта`, `Следственный комитет`: the capital is the name's own.
        found.name = found.name[:1].upper() + found.name[1:]
    return found


def _with_topic(noted: recent.Noted) -> Phrase:
    """`доклад о причинах аварии`: with what it is about; `посольство Италии в Москве`: with its place."""
    behind = [t for t in noted.tokens[noted.phrase.stop : noted.phrase.stop + 2] if t.kind == WORD]
    if len(behind) < 2 or not (behind[0].lower in ("о", "об") or (behind[0].lower == "в" and behind[1].capital)):
        return noted.phrase
    stop = phrases.prepositional_phrase(noted.tokens, noted.phrase.stop, len(noted.tokens))
    return noted.phrase._replace(stop=stop) if stop is not None else noted.phrase


def _writer(scene: Scene, noted: recent.Noted) -> Entity | None:
    """`Режиссер Белов опубликовал письмо. … говорится в письме`: the person who wrote it."""
    first, head = noted.tokens[0].start, noted.tokens[noted.phrase.head]
    if noted.phrase.reading is None or noted.phrase.reading.lemma not in scene.words("personal documents"):
        return None
    last = max((t.start for t in noted.tokens if t.text in ".!?" and t.start < head.start), default=first)
    return next(
        (e for e in scene.registry.entities for p in e.ordered if last <= p.start < head.start and p.weight >= 1), None
    )


def _last_of_kind(scene: Scene, head: str, at: int, kind: str = "") -> Entity | None:
    """The body mentioned last that the noun takes up or, of the same ``kind``, that was called by it."""
    fit = (
        entity
        for entity in scene.bodies_back()
        if (kind and entity.head == head and entity.kind == kind) or head in _kinds_of(scene, entity)
    )
    return max(fit, key=lambda entity: entity.last_before(at), default=None)


def _kinds_of(scene: Scene, entity: Entity) -> frozenset[str]:
    """The nouns that may take a body up."""
    found: set[str] = set()
    entry = scene.lexicon.organisations.get(entity.head)
    if entry is not None:
        found |= entry.kinds
    for key in entity.keys:
        short = scene.abbreviation(key)
        if short is not None:
            found |= short.kinds
    for each in fold(entity.name).split():
        inner = scene.lexicon.organisations.get(each.strip(MARKS))
        if inner is not None:
            found |= {inner.lemma} | inner.kinds
    medium = scene.lexicon.media.get(entity.name)
    if medium is not None:
        found |= {medium.kind, "издание"} if medium.kind in ("газета", "журнал", "сайт") else {medium.kind}
    return frozenset(found)


def _in_text(scene: Scene, head: str, at: int) -> Entity | None:
    """The body that a bare noun takes up although it has not spoken yet: `Минфин решил … В ведомстве сообщили`."""
    name = scene.directory.before(at, head)
    if name is None:
        return None
    known = next((e for e in scene.bodies[-AROUND:] if fold(name) in e.keys or e.name == name), None)
    if known is None:
        kind = "document" if head in scene.lexicon.nouns and head not in scene.lexicon.organisations else "organization"
        known = Entity(kind, name, None, head=head, keys={fold(name), fold(name.strip(MARKS))})
        scene.bodies.append(known)
    return known
