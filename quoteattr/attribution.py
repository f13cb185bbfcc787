"""From candidates to quotes: who speaks each one, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from attrs import define, field

from quoteattr.cues import FINITE, SHORT, CueForm
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon
from quoteattr.model import Cue, Document, Mention, Quote, Span, Speaker, Step
from quoteattr.morph import fold
from quoteattr.patterns.base import Candidate
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import WORD, Token
from quoteattr.speakers import NOBODY, Entity, Found, Resolver

# How often a pattern is right, by its name; measured by `python -m benchmarks accuracy` on news.
_PATTERN_TRUST: Final = {
    "about this": 0.98,
    "according": 0.93,
    "after colon": 0.8,
    "author after": 0.96,
    "author before": 0.87,
    "author between": 0.98,
    "built in": 0.75,
    "clause": 0.9,
    "echo": 0.6,
    "free-standing": 0.65,
    "headline": 0.8,
    "noun clause": 0.65,
    "piece": 0.75,
    "quoted": 0.87,
    "quoter": 0.8,
    "reference": 0.95,
    "tag": 0.98,
}
_RELATIVE_REACH: Final = 16
PARENTS: Final = 200
"""How many quotes may stand between a quote and the one that it is nested in."""


@define
class Resolved:
    """A candidate with its speaker."""

    candidate: Candidate
    entity: Entity | None
    found: Found
    parent: Resolved | None = None
    mode: str = field(default="")


def resolve(candidates: Sequence[Candidate], resolver: Resolver) -> list[Resolved]:
    """The candidates with their speakers, outer quotes first."""
    done: list[Resolved] = []
    echoes = [c for c in candidates if c.pattern == "echo"]
    for candidate in sorted(candidates, key=_order):
        if candidate.pattern == "echo":
            continue
        if candidate.kind == "lead":
            lead = _speaker(candidate, resolver, None, done)
            if lead.entity is not None:
                resolver.spoke(lead.entity, candidate.start)
            continue
        parent = _parent(candidate, done)
        found = _speaker(candidate, resolver, parent, done)
        resolved = Resolved(candidate, found.entity, found, parent, _mode(candidate, found.entity, resolver))
        done.append(resolved)
        if found.entity is not None and candidate.pattern != "reference":
            resolver.spoke(found.entity, _position(candidate))
    for candidate in echoes:
        echoed = _echoed(candidate, resolver.text, done)
        if echoed is not None:
            done.append(echoed)
    return done


def _echoed(candidate: Candidate, text: str, done: Sequence[Resolved]) -> Resolved | None:
    """A piece without a cue, in a headline say: said by whom the text quotes elsewhere with the same words."""
    words = fold(text[candidate.start : candidate.stop]).strip(" .,!?…")
    for other in done:
        if other.entity is None or other.candidate.level:
            continue
        said = len(words) > 8 and any(words in fold(text[a:b]) for a, b in other.candidate.fragments)
        if said and not any(a <= candidate.start < b for a, b in other.candidate.fragments):
            found = Found(other.entity, 0.8, (Step("same words", other.entity.name),))
            return Resolved(candidate, other.entity, found, None, "speech")
    return None


def _order(candidate: Candidate) -> tuple[int, int, int, int]:
    first = candidate.sentence.start
    if candidate.marked is not None:
        # `"Первое. Второе, - сказал он"`: the quotation comes before what it holds.
        first = min(first, candidate.start)
    return first, candidate.start, -candidate.stop, candidate.level


def _position(candidate: Candidate) -> int:
    if candidate.cue is not None:
        return candidate.sentence.tokens[candidate.cue.head].start
    return candidate.start


def _parent(candidate: Candidate, done: Sequence[Resolved]) -> Resolved | None:
    """The tightest quote around this one."""
    for other in islice(reversed(done), PARENTS):
        o = other.candidate
        if o.stop < candidate.start:
            if o.sentence.start < candidate.sentence.start and o.level <= candidate.level and not candidate.level:
                break
            continue
        inside = any(a <= candidate.start and candidate.stop <= b for a, b in o.fragments)
        if inside and not (candidate.about or o.about) and _holds(o, candidate):
            return other
    return None


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether the inner quote's own cue stands inside the outer one too."""
    if inner.cue is None or outer.cue is None or outer.sentence is not inner.sentence:
        return True
    at = inner.sentence.tokens[inner.cue.head].start
    return any(a <= at < b for a, b in outer.fragments) or (outer.start, outer.stop) != (inner.start, inner.stop)


def _speaker(candidate: Candidate, resolver: Resolver, parent: Resolved | None, done: Sequence[Resolved]) -> Found:
    inside = parent.entity if parent is not None else None
    tokens = candidate.sentence.tokens
    if candidate.source is not None:
        phrase = candidate.source.phrase
        if phrase.kind == "relative":
            before = antecedent_of_relative(tokens, phrase)
            if before is None:
                return NOBODY
            found = resolver.resolve(tokens, before, inside, inner=parent is not None)
            return found._replace(steps=(Step("relative", tokens[phrase.head].text), *found.steps))
        if phrase.kind == "pronoun" and parent is not None and parent.candidate.marked is None:
            same = _of_the_outer(tokens, phrase, parent)
            if same is not None:
                return same
            inside = None
        inner = parent is not None and parent.candidate.pattern not in ("tag", "reference", "about this", "quoter")
        place = candidate.source.rule in ("place", "document")
        cue = candidate.cue
        finite = cue is not None and cue.form.form == FINITE and candidate.source.rule in ("after", "before")
        shown = cue.form.gender if cue is not None and finite else ""
        found = resolver.resolve(tokens, phrase, inside, inner=inner, place=place, gender=shown)
        if (
            found.entity is not None
            and cue is not None
            and cue.form.form == FINITE
            and candidate.source.rule in ("after", "before")
        ):
            resolver.agreed(found.entity, cue.form.gender)
        return found
    if candidate.cue is None:
        return _from_context(candidate, resolver, done)
    return _implied(candidate, resolver, inside)


def _of_the_outer(tokens: Sequence[Token], phrase: Phrase, parent: Resolved) -> Found | None:
    """`заявил, что рейс, по его мнению, отменят`: inside indirect speech the pronoun means its speaker."""
    entity = parent.entity
    if entity is None or entity.kind not in ("person", "anonymous") or parent.candidate.pattern == "tag":
        return None
    wanted = {"его": "masc", "ее": "femn", "он": "masc", "она": "femn"}.get(tokens[phrase.head].lower)
    if wanted is None or entity.gender not in (wanted, None):
        return None
    return Found(entity, 0.85, (Step("speaker of the outer quote", entity.name),))


def antecedent_of_relative(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """The noun phrase that `который` stands for: the longest that ends at the comma before it."""
    comma = phrase.first
    while comma > 0 and tokens[comma].text != ",":
        comma -= 1
    thing: Phrase | None = None
    for first in range(max(0, comma - _RELATIVE_REACH), comma):
        if first and tokens[first - 1].kind == WORD and word(tokens[first - 1]).adjectives:
            continue
        for case in ("nomn", "gent", "datv", "accs", "ablt", "loct"):
            found = noun_phrase(tokens, first, comma, case)
            if found is None or found.stop != comma or not _agree(found, phrase):
                continue
            if found.name is not None or found.reading is None or found.reading.animate:
                return found
            thing = thing or found
    return thing


def _agree(found: Phrase, relative: Phrase) -> bool:
    if found.number and relative.number and found.number != relative.number:
        return False
    alike = {found.gender, relative.gender} == {"masc", "neut"} and relative.case != "nomn"
    return not found.gender or not relative.gender or found.gender == relative.gender or alike


def _implied(candidate: Candidate, resolver: Resolver, inside: Entity | None) -> Found:
    """A cue without a subject: `Добавил также, что …`; an impersonal one has no speaker."""
    cue = candidate.cue
    assert cue is not None
    form = cue.form
    if form.person == "1per":
        return Found(inside, 0.9, (Step("first person", inside.name),)) if inside else NOBODY
    if form.form not in (FINITE, SHORT) or form.lemma.endswith("ся") or form.gender == "neut":
        return Found(None, 0.9, (Step("impersonal", form.lemma),))
    at = candidate.sentence.tokens[cue.head].start
    if form.number == "plur":
        last = resolver.speakers[-1][1] if resolver.speakers else None
        if last is not None and last.plural and form.tense == "past":
            return Found(last, 0.6, (Step("implied subject", last.name),))
        return Found(None, 0.6, (Step("indefinite", form.lemma),))
    found = resolver.antecedent(at, _gender(form), plural=False, inside=inside)
    if found.entity is None:
        return found
    return Found(found.entity, 0.7, (Step("implied subject", found.entity.name),))


def _gender(form: CueForm) -> str | None:
    return form.gender or None


def _from_context(candidate: Candidate, resolver: Resolver, done: Sequence[Resolved]) -> Found:
    """A quote without a cue: the speaker of the quote before it, else who the sentence before is about."""
    same = [
        d
        for d in islice(reversed(done), PARENTS)
        if d.candidate.sentence.paragraph == candidate.sentence.paragraph
        and d.entity is not None
        and d.candidate.level == candidate.level
        and d.candidate.kind in ("direct", "mixed", "indirect")
        and d.entity.kind in ("person", "anonymous", "group")
        and d.candidate.start < candidate.start
    ]
    if same:
        last = same[0].entity
        assert last is not None
        return Found(last, 0.8, (Step("goes on", last.name),))
    best = None
    for gender in ("masc", "femn"):
        found = resolver.antecedent(candidate.start, gender, plural=False)
        if found.entity is not None and (best is None or found.certainty > best.certainty):
            best = found
    if best is None or best.entity is None:
        return NOBODY
    return Found(best.entity, best.certainty * 0.8, (Step("context", best.entity.name),))


def _mode(candidate: Candidate, entity: Entity | None, resolver: Resolver) -> str:
    """Media and documents write; thought stays thought."""
    if candidate.pattern == "quoted" or candidate.mode == "thought":
        return candidate.mode
    if candidate.pattern == "quoter" and entity is not None and entity.kind in ("person", "anonymous"):
        return "speech"
    paper = candidate.source is not None and candidate.source.rule == "document"
    if paper and (entity is None or entity.kind in ("document", "group")):
        return "writing"
    if candidate.pattern == "quoter" or (candidate.pattern != "reference" and _in_writing(candidate, resolver)):
        return "writing"
    if entity is None:
        return candidate.mode
    if entity.kind == "document" or resolver.is_media(entity):
        return "writing"
    return "writing" if _is_wire(candidate, entity) else candidate.mode


def _is_wire(candidate: Candidate, entity: Entity) -> bool:
    """`…, передает NewsWire`: what is named in Latin letters and speaks in the present is a medium."""
    cue = candidate.cue
    if candidate.pattern != "tag" or cue is None or cue.form.tense != "pres" or cue.act not in _MEDIA_ACTS:
        return False
    return entity.kind == "organization" and entity.name.isascii()


_MEDIA_ACTS: Final = frozenset("inform write note tell remind quote report clarify add".split())


def _in_writing(candidate: Candidate, resolver: Resolver) -> bool:
    """`говорится в сообщении`, `написал в своем блоге`: a document stands as the source or beside the cue."""
    tokens = candidate.sentence.tokens
    cue = candidate.cue
    if cue is None:
        return False
    source = candidate.source.phrase if candidate.source is not None else None
    if source is not None and source.reading is not None and resolver.is_document(source.reading.lemma):
        return True
    for at in range(max(0, cue.first - 8), min(len(tokens) - 1, cue.stop + 12)):
        if tokens[at].lower in ("в", "во", "на") and tokens[at].kind == WORD:
            phrase = noun_phrase(tokens, at + 1, min(len(tokens), at + 8), "loct", attach=False)
            if phrase is not None and phrase.reading is not None and phrase.reading.lemma in _PAGES:
                return not any(t.text in ",;:" for t in tokens[min(at, cue.stop) : max(at, cue.first)])
    return False


_PAGES: Final = frozenset(
    "письмо статья доклад отчет блог твиттер микроблог фейсбук инстаграм телеграм-канал телеграм страница сайт колонка "
    "книга пресс-релиз релиз заметка твит пост обращение публикация мемуары автобиография записка документ материал".split()
)


def document(text: str, resolved: Sequence[Resolved], lexicon: Lexicon, genre: str, id: str | None) -> Document:
    """The values that the caller gets."""
    del lexicon
    speakers: dict[int, Speaker] = {}
    for number, entity in enumerate(_entities(resolved), 1):
        speakers[id_of(entity)] = _speaker_value(text, entity, f"s{number}")
    quotes: dict[int, Quote] = {}
    ordered = []
    for each in resolved:
        parent = quotes.get(id_of(each.parent)) if each.parent is not None else None
        quote = _quote(text, each, speakers.get(id_of(each.entity)) if each.entity else None, parent)
        quotes[id_of(each)] = quote
        ordered.append(quote)
    ordered.sort(key=lambda q: (q.start, -q.stop))
    return Document(text, tuple(ordered), tuple(speakers.values()), id, genre)


def id_of(value: object) -> int:
    """The identity of a value within a run."""
    return id(value)


def _entities(resolved: Sequence[Resolved]) -> list[Entity]:
    found: dict[int, Entity] = {}
    for each in resolved:
        if each.entity is not None:
            found.setdefault(id(each.entity), each.entity)
    return list(found.values())


def _speaker_value(text: str, entity: Entity, name: str) -> Speaker:
    places = sorted({(p.start, p.stop) for p in entity.places})
    return Speaker(
        name,
        entity.name,
        entity.kind,
        entity.gender if entity.kind in ("person", "anonymous") else None,
        tuple(entity.role_texts),
        tuple(Span(a, b, text[a:b]) for a, b in places),
    )


def _quote(text: str, resolved: Resolved, speaker: Speaker | None, parent: Quote | None) -> Quote:
    candidate = resolved.candidate
    tokens = candidate.sentence.tokens
    cue = source = None
    if candidate.cue is not None:
        a, b = tokens[candidate.cue.first].start, tokens[candidate.cue.stop - 1].stop
        cue = Cue(Span(a, b, text[a:b]), candidate.cue.lemma, candidate.cue.act)
    if candidate.source is not None:
        phrase = candidate.source.phrase
        a, b = tokens[phrase.first].start, tokens[phrase.stop - 1].stop
        source = Mention(Span(a, b, text[a:b]), _mention_kind(phrase, resolved.entity))
    return Quote(
        candidate.kind,
        resolved.mode,
        tuple(Span(a, b, text[a:b]) for a, b in candidate.fragments),
        cue,
        source,
        speaker,
        None,
        parent,
        round(_PATTERN_TRUST.get(candidate.pattern, 0.7) * resolved.found.certainty, 4),
        (Step(candidate.pattern, cue.lemma if cue else ""), *resolved.found.steps),
    )


def _mention_kind(phrase: Phrase, entity: Entity | None) -> str:
    if phrase.kind in ("pronoun", "relative"):
        return phrase.kind
    if phrase.name is not None:
        return "name"
    if entity is None or entity.kind == "person":
        return "name" if entity is not None and phrase.reading is None else "role"
    return {"organization": "organization", "document": "document", "group": "group"}.get(entity.kind, "anonymous")
