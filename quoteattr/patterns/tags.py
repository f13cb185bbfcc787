"""Tags: parentheses that report the words around them.

`…, передает агентство`; `как сообщил в четверг регулятор, …`; `по словам министра, …`; `Мандела, по его словам, …`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quoteattr import phrases
from quoteattr.clauses import Subject
from quoteattr.cues import FINITE, GERUND, PREPOSITION, SHORT, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns import conjunctions, endings, reporting
from quoteattr.patterns.base import Candidate, Fragment, Reading, Tag
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import NUMBER, PUNCT, WORD

_OPENERS: Final = frozenset("как также о об чем этом и так ранее позже тоже же тогда уже".split())
_POINTERS: Final = frozenset("то том тому так такой такие такое".split())
_REFERENCE: Final = frozenset(
    {
        "со ссылкой на", "ссылаясь на", "с ссылкой на", "со ссылкой на данные", "со ссылкой на слова",
        "ссылаясь на слова",
    }
)
_COORDINATORS: Final = frozenset({"а", "но", "и", "однако", "хотя", "тогда"})
# What may go on behind an inserted tag but does not belong to the words that it reports.
_NOT_CONTENT: Final = frozenset("который чей где куда откуда".split())


def find(reading: Reading) -> list[Tag]:
    """The tags of a sentence, in text order."""
    found: list[Tag] = []
    for cue in reading.cues:
        tag = _prepositional(reading, cue) if cue.form.form == PREPOSITION else _verbal(reading, cue)
        if tag is not None:
            found.append(tag)
    return found


def _prepositional(reading: Reading, cue: CueMatch) -> Tag | None:
    tokens = reading.tokens
    stop = cue.stop
    source: Subject | None = None
    if cue.possessive is not None:
        at = cue.possessive
        source = Subject(
            Phrase(at, at + 1, at, "gent", None, "", "", None, "pronoun", at + 1), "possessive"
        )
    else:
        phrase = noun_phrase(tokens, cue.stop, len(tokens), cue.case) or _misspelt_name(reading, cue)
        if phrase is not None and not _is_time(reading, phrase) and _could_hold(reading, cue, phrase):
            phrase = _with_apposition(reading, _owner(reading, phrase), cue.case)
            source = Subject(phrase, "governed")
            stop = _past_clause(reading, phrase.stop)
        elif phrase is not None or cue.lemma in _REFERENCE or cue.lemma == "согласно" or cue.form.lemma.startswith(("на взгляд", "с точки")):
            return None
        elif cue.stop == cue.first + 2:
            # `по данным на утро`: only a cue that says what kind of data it means stands without a source.
            return None
    return Tag(cue.first, stop, cue, source)


def _past_clause(reading: Reading, stop: int) -> int:
    """`по словам мэра, которого цитирует газета, …`; `по данным полиции на 22 марта, …`."""
    if stop < len(reading.tokens) and _specifies(reading, stop):
        end = segment_stop(reading, stop)
        if reading.is_punct(end, ",") and not reading.has_predicate(stop, end):
            return end
    if not reading.is_punct(stop, ",") or stop + 2 >= len(reading.tokens):
        return stop
    found = word(reading.tokens[stop + 1])
    relative = _relative_inside(reading, stop + 1, min(stop + 4, len(reading.tokens)))
    if not relative and not (found.participle and not found.nouns):
        return stop
    for at in range(stop + 2, len(reading.tokens) - 1):
        if reading.is_punct(at, ",") and (not relative or reading.has_predicate(stop + 1, at)):
            return at
    return stop


def _specifies(reading: Reading, at: int) -> bool:
    """Whether a date or a participle goes on with the source: `на 22 марта`, `на воскресенье`, `основанным на …`."""
    tokens = reading.tokens
    if word(tokens[at]).participle and not word(tokens[at]).nouns:
        return True
    if tokens[at].lower not in ("на", "за", "к", "от") or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].kind == NUMBER or tokens[at + 1].lower in phrases.DATES


def _misspelt_name(reading: Reading, cue: CueMatch) -> Phrase | None:
    """`По словам Авторы Беловой, …`, `по убеждению тембу, …`: what stands up to the comma is the source."""
    stop = cue.stop
    if reading.is_punct(stop + 1, ",") and cue.first + 2 == stop and reading.tokens[stop].kind == WORD:
        return Phrase(stop, stop + 1, stop, cue.case, None, "", "", None, "latin", stop + 1)
    while stop < len(reading.tokens) and reading.tokens[stop].kind == WORD and reading.tokens[stop].capital:
        stop += 1
    if stop == cue.stop or not reading.is_punct(stop, ","):
        return None
    return Phrase(cue.stop, stop, stop - 1, cue.case, None, "", "sing", (cue.stop, stop), "name", stop)


def _could_hold(reading: Reading, cue: CueMatch, phrase: Phrase) -> bool:
    """`с точки зрения закона`, `по мнению вопросов`: an opinion wants somebody who holds it."""
    if cue.act != "believe" and cue.lemma != "судя по":
        return True
    return reporting.can_report(reading, Subject(phrase, "governed"))


_DATA: Final = frozenset(
    "данные слово мнение сведения информация подсчет расчет оценка прогноз утверждение рассказ наблюдение "
    "версия свидетельство вывод".split()
)


def _owner(reading: Reading, phrase: Phrase) -> Phrase:
    """`согласно подсчетам журналистов`, `со ссылкой на данные штаба`: the source is who has the data."""
    if phrase.reading is None or phrase.reading.lemma not in _DATA or phrase.head + 1 >= phrase.stop:
        return phrase
    owner = noun_phrase(reading.tokens, phrase.head + 1, len(reading.tokens), "gent")
    return owner if owner is not None else phrase


def _is_time(reading: Reading, phrase: Phrase) -> bool:
    return reading.tokens[phrase.first].lower in ("на", "за")


def _with_apposition(reading: Reading, phrase: Phrase, case: str) -> Phrase:
    """`по словам Ивана Белова, директора школы, …`."""
    at = phrase.stop
    if not reading.is_punct(at, ","):
        return phrase
    other = noun_phrase(reading.tokens, at + 1, len(reading.tokens), case)
    if other is None or not reading.is_punct(other.stop, ","):
        return phrase
    if other.kind == "name" or (other.reading is not None and other.reading.animate):
        name = phrase.name or other.name
        return phrase._replace(stop=other.stop, name=name)
    return phrase


def _verbal(reading: Reading, cue: CueMatch) -> Tag | None:
    if cue.form.form not in (FINITE, SHORT) or "bare" not in cue.frames and "direct" not in cue.frames:
        return None
    if conjunctions.starts(reading, cue) is not None or _before_colon(reading, cue):
        return None
    first = segment_start(reading, cue.first)
    how = reading.tokens[first].lower == "как"
    if not (first > 0 or how) or cue.act == "name" or "weak" in cue.frames:
        return None
    if "bare" not in cue.frames and (how or not _bare_author(reading, first, cue)):
        return None
    if how and first > 1 and _points(reading, first - 2):
        return None
    if not _opens_with_cue(reading, first, cue):
        return None
    stop = segment_stop(reading, cue.stop)
    source = reading.subject(cue, first)
    if source is not None and source.phrase.kind == "relative":
        return None
    ends = stop >= len(reading.tokens) - 1
    if source is None and not (_impersonal(cue) and (how or ends and stop - first < 4)) and not _refers(reading, cue, stop):
        return None
    if source is not None and source.rule == "place" and not _told(reading, cue.stop, source.phrase.first - 1):
        return None
    if not how and source is not None and source.phrase.first < cue.first and not _thinks_aloud(reading, first, cue, source):
        # `…, спецслужбы допустили ошибки`: only an inverted order makes a tag without `как`.
        return None
    if _relative_inside(reading, first, cue.first) or source is not None and not reporting.can_report(reading, source):
        return None
    behind = source.phrase.stop if source is not None and source.rule == "after" else stop
    if how and behind < stop and reading.tokens[behind].kind == WORD and reading.has_predicate(behind, stop):
        # `Как сообщил мэр в мае откроют мост`: the comma behind the tag is missing.
        return Tag(first, behind, cue, source)
    if source is not None:
        stop = max(stop, segment_stop(reading, source.phrase.stop))
        stop = _past_apposition(reading, source.phrase, stop) if source.rule != "place" else stop
    if _has_object(reading, cue, source):
        return None
    return Tag(first, stop, cue, source)


def _relative_inside(reading: Reading, first: int, stop: int) -> bool:
    return any(r.lemma == "который" for t in reading.tokens[first:stop] for r in word(t).adjectives)


def _told(reading: Reading, first: int, stop: int) -> bool:
    """Whether only who is told stands between: `сообщили "Интерфаксу" в полиции`, not `подтвердили гибель в Сирии`."""
    for token in reading.tokens[first:stop]:
        found = word(token)
        things = [r for r in found.nouns if r.case in ("accs", "nomn")]
        if things and not found.fixed and not any(r.case == "datv" for r in found.nouns) and not found.adverb:
            return False
    return stop - first < 8


def _bare_author(reading: Reading, first: int, cue: CueMatch) -> bool:
    """`Чтобы понять это, пошутил министр, надо …`: a verb of speech and its subject alone between two commas."""
    if "direct" not in cue.frames or first != cue.first:
        return False
    phrase = noun_phrase(reading.tokens, cue.stop, len(reading.tokens), "nomn")
    if phrase is None or not reading.is_punct(phrase.stop, ",."):
        return False
    return phrase.name is not None or phrase.kind == "pronoun" or phrase.reading is not None and phrase.reading.animate


def _thinks_aloud(reading: Reading, first: int, cue: CueMatch, source: Subject) -> bool:
    """`Хотя сигналов не было, министр говорит, такое возможно`: subject and verb alone between two commas."""
    alone = source.phrase.first == first and source.phrase.stop == cue.first and reading.is_punct(cue.stop, ",")
    return alone and cue.lemma in ("говорить", "считать", "полагать", "думать", "надеяться", "признаваться", "заявлять")


def _refers(reading: Reading, cue: CueMatch, stop: int) -> bool:
    """`…, передает со ссылкой на полицию.`: a tag whose own source was left out."""
    return stop >= len(reading.tokens) - 1 and any(
        other.lemma in _REFERENCE and cue.stop <= other.first < stop for other in reading.cues
    )


def _points(reading: Reading, at: int) -> bool:
    """`после того, как …`, `на то, как …`: no tag."""
    lower = reading.tokens[at].lower
    if lower == "то" and reading.is_punct(at - 1, ","):
        # `Что касается цены, то, как передает агентство, …`
        return False
    if lower == "тем" and reading.tokens[at - 2].lower == "вместе":
        return False
    return lower in _POINTERS or lower in ("того", "тем") and reading.tokens[at - 1].lower in (
        "после", "до", "из-за", "для", "с", "со", "перед", "от")


def _impersonal(cue: CueMatch) -> bool:
    form = cue.form
    return form.lemma.endswith("ся") or (form.form == SHORT and form.gender == "neut") or form.number == "plur"


def _before_colon(reading: Reading, cue: CueMatch) -> bool:
    stop = segment_stop(reading, cue.stop)
    return reading.is_punct(stop, ":")


def segment_start(reading: Reading, at: int) -> int:
    """The first token of the stretch between commas in which token ``at`` stands."""
    while at > 0 and not reading.is_punct(at - 1, ",;:()") and not reading.is_dash(at - 1):
        at -= 1
    return at


def segment_stop(reading: Reading, at: int) -> int:
    """Where the stretch ends: at a comma, a dash, a colon or the end of the sentence."""
    stop = len(reading.tokens)
    while at < stop and not reading.is_punct(at, ",;:") and not reading.is_dash(at):
        if reading.is_punct(at, "("):
            closed = next((k for k in range(at, stop) if reading.is_punct(k, ")")), at)
            at = closed
        elif reading.is_punct(at, ")."):
            if reading.is_punct(at, ")") or at == stop - 1:
                break
        at += 1
    return at


def _opens_with_cue(reading: Reading, first: int, cue: CueMatch) -> bool:
    """Whether nothing but `как`, adverbs and circumstances stands between the comma and the cue."""
    at = first
    tokens = reading.tokens
    how = tokens[first].lower == "как"
    while at < cue.first:
        token = tokens[at]
        found = word(token)
        if token.kind == PUNCT:
            return False
        if found.preposition:
            governed = phrases.governed(tokens, at, cue.first)
            if governed is None:
                return False
            at = governed.stop
            continue
        if token.lower in _OPENERS or found.adverb and not found.nouns:
            at += 1
            continue
        phrase = noun_phrase(tokens, at, cue.first, "nomn")
        if phrase is not None and (how or phrase.stop == cue.first and not found.conjunction):
            at = phrase.stop
            continue
        if how:
            at += 1
            continue
        return False
    return True


def _has_object(reading: Reading, cue: CueMatch, source: Subject | None) -> bool:
    """`…, отметил он особое положение страны` reports nothing; `…, сообщила изданию Анна` does."""
    return False


def _past_apposition(reading: Reading, phrase: Phrase, stop: int) -> int:
    """`заявил Гэри Кон, президент банка.`"""
    if not reading.is_punct(stop, ",") or phrase.stop != stop:
        return stop
    other = noun_phrase(reading.tokens, stop + 1, len(reading.tokens), "nomn")
    if other is None or other.kind == "relative" or phrase.name is None or other.number == "plur":
        return stop
    if other.kind != "name" and not (other.reading is not None and other.reading.animate):
        return stop
    end = segment_stop(reading, other.stop)
    ends = end >= len(reading.tokens) - 1 or reading.is_punct(end, ",")
    return end if ends and not reading.has_predicate(stop + 1, end) else stop


def read(reading: Reading, tags: list[Tag], clauses: list[Candidate]) -> Iterator[Candidate]:
    """The words that each tag reports."""
    for tag in tags:
        if tag.cue.lemma in _REFERENCE and _inside_another(tag, tags):
            continue
        yield from _content(reading, tag, tags, clauses)


def _inside_another(tag: Tag, tags: list[Tag]) -> Tag | None:
    """The verbal tag in which a reference stands: `сообщает X со ссылкой на Y`."""
    return next(
        (t for t in tags if t is not tag and t.cue.form.form != PREPOSITION and t.first <= tag.first <= t.stop + 1),
        None,
    )


def _content(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> Iterator[Candidate]:
    fragments = content(reading, tag, tags, clauses)
    spans = _same_clause(reading, tag, clauses) or tuple(fragments_of(reading, fragments))
    if not spans or spans[0][0] >= spans[-1][1]:
        return
    strict = tag.cue.form.form != PREPOSITION or tag.cue.act == "inform"
    kind = "mixed" if any(reading.quoted_kind(a, b, strict=strict) == "mixed" for a, b in fragments) else "indirect"
    name = "according" if tag.cue.form.form == PREPOSITION else "tag"
    yield Candidate(kind, tag.cue.mode, spans, name, reading.sentence, tag.cue, tag.source, level=reading.level)
    for other in tags:
        if other.cue.lemma in _REFERENCE and _inside_another(other, tags) is tag:
            yield Candidate(
                kind, other.cue.mode, spans, "reference", reading.sentence, other.cue, other.source, level=reading.level
            )


def _same_clause(reading: Reading, tag: Tag, clauses: list[Candidate]) -> tuple[Fragment, ...]:
    """`заявил со ссылкой на источник, что …`: the reference is to what the clause reports."""
    if tag.cue.lemma not in _REFERENCE or not tag.first or reading.is_punct(tag.first - 1, ","):
        return ()
    at = reading.tokens[tag.stop - 1].stop
    return next((c.fragments for c in clauses if c.start >= at and c.cue is not None), ())


def fragments_of(reading: Reading, ranges: list[tuple[int, int]]) -> Iterator[Fragment]:
    """The characters of the token ranges, empty ones left out."""
    for first, stop in ranges:
        start, end = reading.span(first, stop)
        if start < end:
            yield start, end


def content(
    reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]
) -> list[tuple[int, int]]:
    """The token ranges that a tag reports: what stands before it, behind it, or both."""
    prepositional = tag.cue.form.form == PREPOSITION
    last = len(reading.tokens)
    left_first, left_stop = (0, 0) if _of_relative(tag) else _left(reading, tag, tags, clauses)
    right_first, right_stop = _right(reading, tag, tags, clauses)
    left_first = _past_writer(reading, left_first, left_stop)
    left = left_first < left_stop and not reading.only_connectives(left_first, left_stop)
    if left and left_stop - left_first < 4 and _relative_inside(reading, left_first, left_stop):
        left = False
    right = right_first < right_stop and reading.span(right_first, right_stop)[0] < reading.span(right_first, right_stop)[1]
    if not left:
        return [(right_first, right_stop)] if right else []
    if not right or tag.stop >= last - 1:
        return [(left_first, left_stop)]
    complete = reading.has_predicate(left_first, left_stop)
    if complete and not (prepositional and _comma_pair(reading, tag)) and not _goes_on(reading, right_first):
        return [(left_first, left_stop)]
    return [(left_first, left_stop), (right_first, right_stop)]


def _past_writer(reading: Reading, first: int, stop: int) -> int:
    """Behind `Напомним, что` and `О том, что`: the writer's own words at the head of the sentence."""
    at = first
    while at < stop and reading.tokens[at].lower in _WRITER:
        at += 1
    if at == first:
        return first
    if reading.is_punct(at, ","):
        at += 1
    return at + 1 if at < stop and reading.tokens[at].lower == "что" else at


_WRITER: Final = frozenset("напомним отметим заметим добавим подчеркнем например о том известно".split())


def _of_relative(tag: Tag) -> bool:
    """`соглашение, согласно которому …`."""
    return tag.source is not None and tag.source.phrase.kind == "relative"


def _comma_pair(reading: Reading, tag: Tag) -> bool:
    return reading.is_punct(tag.stop, ",")


def _goes_on(reading: Reading, first: int) -> bool:
    """Whether what stands behind an inserted verbal tag belongs to the words before it."""
    if first >= len(reading.tokens):
        return False
    token = reading.tokens[first]
    found = word(token)
    if token.kind != WORD or found.gerund and not found.nouns or found.participle:
        return False
    return not any(r.lemma in _NOT_CONTENT for r in found.adjectives)


def _left(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> tuple[int, int]:
    stop = tag.first
    if reading.is_punct(stop - 1, "(") or reading.is_dash(stop - 1):
        stop -= 1
    first = 0
    for other in tags:
        if other.stop <= tag.first and other.cue.form.form != PREPOSITION and tag.cue.form.form == PREPOSITION:
            first = max(first, other.stop)
    if tag.cue.form.form == PREPOSITION or tag.stop < len(reading.tokens) - 1:
        start = _enclosing(reading, tag, clauses)
        if start is not None:
            first = max(first, start)
    coordinated = _coordinated_start(reading, first, tag)
    return (coordinated if coordinated is not None else first), stop


def _enclosing(reading: Reading, tag: Tag, clauses: list[Candidate]) -> int | None:
    """The first token of the clause that a cue reports and in which the tag is inserted."""
    at = reading.tokens[tag.first].start
    starts = [c.start for c in clauses if c.start <= at < c.stop]
    if not starts:
        return None
    begin = max(starts)
    return next((k for k, t in enumerate(reading.tokens) if t.start >= begin), None)


def _coordinated_start(reading: Reading, first: int, tag: Tag) -> int | None:
    """`X вырос, а по данным Y, упал`: the second clause alone."""
    at = tag.first - 1
    if at > first and reading.tokens[at].lower in _COORDINATORS:
        return tag.first
    if at > first and reading.is_punct(at, ",") and reading.tokens[at - 1].lower in _COORDINATORS:
        return tag.first
    if tag.cue.form.form == PREPOSITION and at >= first and not reading.is_punct(at, ",(") and not reading.is_dash(at):
        # `В то же время по словам министра …`: no comma, so the clause begins here.
        begin = segment_start(reading, tag.first)
        return tag.first if reading.only_connectives(begin, tag.first) else None
    relative = _relative_start(reading, first, tag)
    if relative is not None:
        return relative
    if tag.cue.form.form == PREPOSITION:
        conjunction = _subordinate_start(reading, first, tag.first)
        if conjunction is not None:
            return conjunction
    for k in range(tag.first - 2, first, -1):
        if reading.is_punct(k, ";"):
            return k + 1
    return None


_CLAUSE_OPENERS: Final = frozenset("поскольку потому что ибо тем более так как и а но однако причем".split())


def _subordinate_start(reading: Reading, first: int, stop: int) -> int | None:
    """`… требует денег, поскольку суд, согласно договору, не вправе …`: the clause behind the conjunction."""
    at = segment_start(reading, stop - 1)
    if at > first and not reading.has_predicate(at, stop):
        begin = at
        while begin < stop and reading.tokens[begin].lower in _CLAUSE_OPENERS:
            begin += 1
        return begin if begin > at else None
    return None


def _relative_start(reading: Reading, first: int, tag: Tag) -> int | None:
    """`…, который, по данным СМИ, погиб`: the relative clause alone."""
    if tag.cue.form.form != PREPOSITION:
        return None
    begin = segment_start(reading, tag.first - 1) if tag.first > first + 1 else tag.first
    if begin > first and word(reading.tokens[begin]).participle and not word(reading.tokens[begin]).nouns:
        return begin
    if begin > first and _relative_inside(reading, begin, min(begin + 3, tag.first)):
        return begin
    return None


def _right(reading: Reading, tag: Tag, tags: list[Tag], clauses: list[Candidate]) -> tuple[int, int]:
    first = tag.stop
    while reading.is_punct(first, ",") or reading.is_dash(first) or reading.is_punct(first, ")"):
        first += 1
    stop = len(reading.tokens)
    for other in tags:
        if other.first < first:
            continue
        if other.cue.form.form != PREPOSITION or _coordinated(reading, other):
            stop = min(stop, other.first)
            break
    while stop > first and reading.tokens[stop - 1].lower in _COORDINATORS:
        stop -= 1
    stop = min(stop, endings.resumption(reading, first, stop, tag.cue, own=False))
    begin = _relative_start(reading, 0, tag)
    if begin is not None and word(reading.tokens[begin]).participle:
        stop = min(stop, segment_stop(reading, first))
    elif begin is not None or _of_relative(tag):
        stop = min(stop, endings.main_clause(reading, first, stop))
    return first, stop


def _coordinated(reading: Reading, tag: Tag) -> bool:
    at = tag.first - 1
    return reading.tokens[at].lower in _COORDINATORS or reading.is_punct(at, ";")


def is_gerund(cue: CueMatch) -> bool:
    """Whether the cue is a gerund."""
    return cue.form.form == GERUND
