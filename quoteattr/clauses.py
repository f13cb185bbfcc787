"""The subject of a cue, by case and agreement: never the nearest name.

`сказал он Валери`: the nominative is the subject, Валери is spoken to. `в пресс-службе завода сообщили`: a plural
without a subject whose source is a place. `сообщил РИА Новости Иванов`: of two that could agree the person speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from quoteattr import phrases
from quoteattr.cues import FINITE, SHORT, CueForm, CueMatch
from quoteattr.grammar import word
from quoteattr.lexicon import Lexicon
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import DASHES, NUMBER, PUNCT, QUOTED, WORD, Token

REACH: Final = 60
"""How many tokens a subject may stand away from its cue."""

_NEVER: Final = frozenset(
    "это этом то что все всё год день час раз время минута неделя месяц сегодня завтра вчера кто ничто нечто "
    "понедельник вторник среда четверг пятница суббота воскресенье утро вечер ночь тысяча миллион рубль доллар процент "
    "главное речь конец итог факт".split()
)
_SUBORDINATE: Final = frozenset(
    "что чтобы который когда если где куда как потому поскольку так хотя пока ибо чей почему зачем кто будто".split()
)
_IMPERSONAL_SHORT: Final = frozenset({"neut"})
_PLACES: Final = frozenset({"в", "во", "на"})


class Subject(NamedTuple):
    """The source of a cue in its sentence."""

    phrase: Phrase
    rule: str
    """``after``, ``before``, ``place``, ``document``, ``governed``, ``possessive`` or ``shared``."""


def agrees(phrase: Phrase, form: CueForm) -> bool:
    """Whether the phrase can be the subject of the form: person, number, gender."""
    if form.form == SHORT and form.number == "sing" and form.gender == "neut":
        return False
    if form.person and form.person != phrase.person:
        return False
    if form.person == "" and phrase.person in ("1per", "2per") and form.tense != "past" and form.form == FINITE:
        return False
    if phrase.number and form.number and phrase.number != form.number and not _collective(phrase):
        return False
    return form.number != "sing" or not form.gender or not phrase.gender or _same_gender(phrase, form)


def _collective(phrase: Phrase) -> bool:
    return phrase.reading is not None and phrase.reading.lemma in ("большинство", "ряд", "часть", "множество")


def _same_gender(phrase: Phrase, form: CueForm) -> bool:
    if phrase.gender == form.gender:
        return True
    # `министр заявила`: a masculine noun for a person may denote a woman, a name shows her gender.
    reading = phrase.reading
    return (
        form.gender == "femn"
        and reading is not None
        and reading.animate
        and (phrase.name is None or phrase.gender != "masc")
        and reading.pos == "NOUN"
    )


def speaks(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether the phrase is no word of time or measure and no pronoun that stands for a thing."""
    head = tokens[phrase.head]
    if phrase.kind == "pronoun" and phrase.reading is not None:
        return phrase.reading.lemma in (
            "тот",
            "он",
            "она",
            "они",
            "я",
            "мы",
            "ты",
            "вы",
            "кто-то",
            "многие",
            "некто",
            "оно",
            "кто",
        )
    lemma = phrase.reading.lemma if phrase.reading is not None else head.lower
    return lemma not in _NEVER and head.lower not in _NEVER


def subject_after(tokens: Sequence[Token], form: CueForm, start: int, stop: int) -> Phrase | None:
    """The subject behind the cue: `заявил на открытии выставки Олег Белов`."""
    at = start
    stop = min(stop, start + REACH)
    while at < stop:
        token = tokens[at]
        if token.kind == PUNCT:
            if token.text == "(":
                at = _after_bracket(tokens, at, stop)
                continue
            if token.text in '"«»':
                at += 1
                continue
            closed = _past_parenthesis(tokens, at, stop) if token.text == "," else None
            if closed is None and token.text == "," and at > start:
                closed = _past_aside(tokens, at, stop)
            if closed is None:
                return None
            at = closed
            continue
        found = word(token)
        if found.preposition and not _counts(tokens, at):
            governed = phrases.governed(tokens, at, stop, "nomn")
            at = governed.stop if governed is not None else at + 1
            continue
        if found.conjunction and token.lower not in ("и", "также", "однако", "же", "тоже"):
            return None
        phrase = _one_person(noun_phrase(tokens, at, stop, "nomn"), form)
        if phrase is not None and agrees(phrase, form) and speaks(phrase, tokens):
            return _with_apposed_name(tokens, _better_person(tokens, form, phrase, stop))
        other = _other_phrase(tokens, at, stop)
        if other is not None:
            at = other
            continue
        if found.finite and not found.nouns and not found.adverb:
            return None
        at += 1
    return None


def _one_person(phrase: Phrase | None, form: CueForm) -> Phrase | None:
    """`президент и председатель правления Иван Белов сказал`: two posts of one person, the verb is singular."""
    if phrase is None or phrase.other is None or form.number != "sing" or phrase.name is not None:
        return phrase
    other = phrase.other
    if other.name is None or phrase.reading is None or not phrase.reading.animate:
        return phrase
    return phrase._replace(other=None, number="sing", name=other.name, gender=other.gender)


def _with_apposed_name(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """`сказал председатель оргкомитета, министр спорта Иван Белов`: the second post brings the name."""
    at = phrase.stop
    if phrase.name is not None or phrase.reading is None or not phrase.reading.animate or phrase.number == "plur":
        return phrase
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return phrase
    other = noun_phrase(tokens, at + 1, len(tokens), "nomn")
    if other is None or other.name is None or (other.stop < len(tokens) and word(tokens[other.stop]).finite):
        return phrase
    return phrase._replace(stop=other.stop, name=other.name, gender=other.gender, core=other.stop)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """`около 40% дачников`: a measure, no prepositional phrase."""
    return tokens[at].lower == "около" and at + 1 < len(tokens) and tokens[at + 1].kind == NUMBER


_PARENTHETIC: Final = frozenset(
    "в свою очередь частности между тем не менее вместе с однако впрочем напротив кстати например наконец также правда "
    "со своей стороны".split()
)


def _past_parenthesis(tokens: Sequence[Token], comma: int, stop: int) -> int | None:
    """Behind words between commas that only join sentences: `признал, в свою очередь, министр`."""
    for at in range(comma + 1, min(comma + 5, stop)):
        if tokens[at].text == "," and at > comma + 1:
            return at + 1
        if tokens[at].lower not in _PARENTHETIC:
            return None
    return None


def _past_aside(tokens: Sequence[Token], comma: int, stop: int) -> int | None:
    """Behind a participial clause: `заверил пострадавших, собравшихся у здания, вице-губернатор`."""
    if comma + 2 >= stop:
        return None
    found = word(tokens[comma + 1])
    relative = any(r.lemma == "который" for r in found.adjectives)
    if not relative and not (found.participle and not found.finite):
        return None
    return next((k + 1 for k in range(comma + 2, min(stop, comma + 16)) if tokens[k].text == ","), None)


def _better_person(tokens: Sequence[Token], form: CueForm, phrase: Phrase, stop: int) -> Phrase:
    """`сообщил РИА Новости Иванов`, `рассказал "Интерфаксу" мэр`: a person behind a medium is the subject."""
    short = (
        phrase.reading is not None and bool(phrase.reading.grammemes & {"Orgn", "Abbr"}) and phrase.first == phrase.head
    )
    if not (short or phrase.kind in ("latin", "quoted")) or phrase.stop >= stop or phrase.other is not None:
        return phrase
    at = phrase.stop
    if word(tokens[at]).preposition:
        # `сообщил РИА "Новости" во вторник источник в мэрии`
        aside = phrases.governed(tokens, at, stop, "nomn")
        at = aside.stop if aside is not None else at
    if at >= stop or tokens[at].kind == PUNCT:
        return phrase
    later = noun_phrase(tokens, at, stop, "nomn")
    if later is None or not agrees(later, form) or not speaks(later, tokens):
        return phrase
    direct = at == phrase.stop
    person = later.name is not None or (
        later.reading is not None and (later.reading.animate or later.reading.lemma == "источник")
    )
    return later if direct or person else phrase


def _other_phrase(tokens: Sequence[Token], at: int, stop: int) -> int | None:
    """Where an object in another case ends: `журналистам`, `агентству "Интерфакс"`, `в среду` without `в`."""
    token = tokens[at]
    found = word(token)
    if token.kind == QUOTED:
        return at + 1
    if found.finite and not found.nouns:
        return None
    for case in ("datv", "ablt", "accs", "gent", "loct"):
        phrase = noun_phrase(tokens, at, stop, case, attach=False, outer="nomn")
        if phrase is not None:
            return phrase.stop
    return None


def _after_bracket(tokens: Sequence[Token], at: int, stop: int) -> int:
    return next((k + 1 for k in range(at, stop) if tokens[k].text == ")"), stop)


def subject_before(tokens: Sequence[Token], form: CueForm, start: int, stop: int) -> Phrase | None:
    """The subject in front of the cue, past closed relative and participial clauses."""
    start = max(start, stop - REACH)
    # `Москва призвала стороны к миру: в министерстве считают, …`: a colon begins a clause of its own.
    start = next((k + 1 for k in range(stop - 1, start - 1, -1) if tokens[k].text in (":", ";")), start)
    segments = _segments(tokens, start, stop)
    nearest = bool(segments) and segments[-1][1] == stop
    passed: Phrase | None = None
    for first, last in reversed(segments):
        if (
            last - first == 1
            and tokens[first].kind == QUOTED
            and last + 1 < stop
            and (tokens[last].text in DASHES or tokens[last + 1].text in DASHES)
        ):
            # `«Уровень растет», - заявили в агентстве, добавив, что …`: what was said says nothing.
            break
        subordinate = not nearest and _is_subordinate(tokens, first, last, opens=first == 0)
        if not subordinate:
            phrase = _best_in(tokens, form, first, last)
            if phrase is not None:
                # `Олег Белов, садовод, писатель и художник, показал`
                joined = phrase.first > first and tokens[phrase.first - 1].lower == "и"
                whole = phrase.stop >= last and (phrase.first <= first + 1 or (joined and not nearest))
                if phrase.name is not None or (passed is None and (nearest or not whole)):
                    return phrase
                if not whole:
                    return passed
                # `Олег Белов, финансист, президент банка, заявил`: appositions, the name stands before them.
                passed = passed or phrase
                continue
            if passed is not None:
                return passed
            if not nearest and _has_finite(tokens, first, last):
                return None
        nearest = False
    return passed


def _segments(tokens: Sequence[Token], start: int, stop: int) -> list[tuple[int, int]]:
    """The stretches between commas, dashes and brackets."""
    found = []
    first = start
    for at in range(start, stop):
        token = tokens[at]
        if token.kind == PUNCT and (token.text in ",;:()" or (token.text in DASHES and _spaced(tokens, at))):
            if at > first:
                found.append((first, at))
            first = at + 1
    if stop > first:
        found.append((first, stop))
    return found


def _spaced(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].stop < tokens[at].start


def _is_subordinate(tokens: Sequence[Token], first: int, last: int, *, opens: bool) -> bool:
    head = tokens[first]
    found = word(head)
    if found.gerund and not found.nouns:
        return True
    if head.lower in _SUBORDINATE:
        # `поскольку врач, осмотревшая ребенка, заявила`: without a verb of its own it is the cue's clause.
        return _has_finite(tokens, first, last)
    # `Бывший министр, …`: what opens the sentence belongs to its noun.
    if (
        found.adjectives
        and found.participle
        and not opens
        and first + 1 < last
        and not (found.nouns and first + 2 > last)
    ):
        return True
    if found.adjectives and not found.nouns and not opens and first + 1 < last and word(tokens[first + 1]).preposition:
        # `источник, близкий к регулятору, утверждает`
        return True
    for k in range(first, min(first + 3, last)):
        adjectives = word(tokens[k]).adjectives
        if adjectives and adjectives[0].lemma in ("который", "чей"):
            return True
    return False


def _has_finite(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(word(tokens[k]).finite and not word(tokens[k]).nouns for k in range(first, last))


def _best_in(tokens: Sequence[Token], form: CueForm, first: int, last: int) -> Phrase | None:
    """Of the nominatives of a stretch that agree: a person or a pronoun before a thing, the last of its kind."""
    best: Phrase | None = None
    at = first
    while at < last:
        token = tokens[at]
        if token.kind == PUNCT:
            at += 1
            continue
        found = word(token)
        if found.preposition and not _counts(tokens, at):
            governed = phrases.governed(tokens, at, last, "nomn")
            at = governed.stop if governed is not None else at + 1
            continue
        phrase = _one_person(noun_phrase(tokens, at, last, "nomn"), form)
        if phrase is not None and agrees(phrase, form) and speaks(phrase, tokens):
            if best is None or _rank(phrase) >= _rank(best):
                best = phrase
            at = phrase.stop
            continue
        other = None if token.kind == NUMBER else _other_phrase(tokens, at, last)
        at = other if other is not None else at + 1
    return best


def _rank(phrase: Phrase) -> int:
    if phrase.name is not None or phrase.kind in ("pronoun", "relative", "name"):
        return 2
    person = phrase.reading is not None and (phrase.reading.animate or phrase.reading.lemma == "источник")
    return 2 if person else 1


def place(tokens: Sequence[Token], lexicon: Lexicon, start: int, cue: CueMatch, stop: int) -> Phrase | None:
    """The place that speaks: `в пресс-службе завода сообщили`, `заявили в Кремле`, `на сайте компании говорится`."""
    best: tuple[int, Phrase] | None = None
    for first, last in ((cue.stop, min(stop, cue.stop + REACH)), (max(start, cue.first - REACH), cue.first)):
        for phrase in _places_in(tokens, cue, first, last):
            rank = _place_rank(tokens, phrase, lexicon, cue)
            if rank and (best is None or rank > best[0]):
                best = rank, phrase
    return best[1] if best is not None else None


def _places_in(tokens: Sequence[Token], cue: CueMatch, first: int, last: int) -> Iterator[Phrase]:
    """The phrases behind `в` and `на` on one side of a cue."""
    impersonal = is_impersonal(cue.form)
    at = first
    while at < last:
        token = tokens[at]
        if token.kind == PUNCT and token.text in ",;:" and first == cue.stop:
            # `говорится, кроме прочего, в справке`
            after = next((k for k in range(at + 1, min(last, at + 5)) if tokens[k].text == ","), None)
            if not impersonal or after is None:
                return
            at = after
        follows = token.lower == "из" and cue.lemma in ("следовать", "вытекать", "явствовать")
        if token.kind == WORD and (token.lower in _PLACES or follows):
            phrase = noun_phrase(tokens, at + 1, last, "gent" if follows else "loct")
            if phrase is not None:
                at = phrase.stop
                if tokens[phrase.head].lower not in _POINTING:
                    yield phrase
                continue
        at += 1


_TERRITORIES: Final = frozenset("город страна район область край республика регион село поселок столица мир".split())
_POINTING: Final = frozenset({"том", "этом", "чем", "всем", "котором"})


def _place_rank(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon, cue: CueMatch) -> int:
    """How well a place speaks: a body or a document, a town or a state, anything else."""
    impersonal = is_impersonal(cue.form)
    if phrase.kind == "pronoun":
        return 3 if impersonal and tokens[phrase.head].lower in ("нем", "ней", "них") else 0
    if is_body(tokens, phrase, lexicon):
        grammemes = phrase.reading.grammemes if phrase.reading is not None else frozenset()
        lemma = phrase.reading.lemma if phrase.reading is not None else ""
        body = lexicon.organisations.get(lemma)
        if impersonal and (lemma in _TERRITORIES or (body is not None and "group" in body.kinds)):
            return 0
        return 2 if "Geox" in grammemes else 3
    said = not impersonal or cue.lemma in ("говориться", "сказать", "указать", "значиться", "следовать")
    return 1 if said and _could_speak(tokens, phrase) else 0


_NO_PLACE: Final = frozenset(
    "интервью беседа разговор ходе ход эфир четверг время выступление рамка год месяц пресс-конференция брифинг "
    "заседание встреча совещание частность ответ качество отношение связь день начало конец итог случай целое общее виду "
    "очередь момент период результат суд".split()
)


def _could_speak(tokens: Sequence[Token], phrase: Phrase) -> bool:
    if phrase.reading is None:
        return True
    return phrase.reading.lemma not in _NO_PLACE and tokens[phrase.head].kind == WORD and not phrase.reading.animate


def is_body(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the head is an organisation, a document, a state or a place."""
    head = tokens[phrase.head]
    if phrase.kind in {"quoted", "latin"}:
        return True
    lemma = phrase.reading.lemma if phrase.reading is not None else head.lower
    if lemma in _NO_PLACE:
        return False
    if (
        lemma in lexicon.organisations
        or lemma.upper() in lexicon.abbreviations
        or lemma.capitalize() in lexicon.abbreviations
    ):
        return True
    noun = lexicon.nouns.get(lemma)
    if noun is not None and "document" in noun.frames:
        return True
    grammemes = phrase.reading.grammemes if phrase.reading is not None else frozenset()
    return bool(grammemes & {"Orgn", "Geox", "Abbr"})


def subject(tokens: Sequence[Token], lexicon: Lexicon, cue: CueMatch, start: int, stop: int) -> Subject | None:
    """The source of a finite cue between tokens ``start`` and ``stop``, or ``None``."""
    form = cue.form
    if form.lemma in _HOLDER_IN_DATIVE:
        holder = _holder(tokens, cue, start, stop)
        return Subject(holder, "governed") if holder is not None else None
    if is_impersonal(form):
        found = place(tokens, lexicon, start, cue, stop) or _agent(tokens, lexicon, cue, start, stop)
        return Subject(found, "document") if found is not None else None
    # `цитируют агентства слова мэра`: the subject may stand inside a cue of several words.
    after = subject_after(tokens, form, cue.head + 1, stop)
    before = _inside(tokens, cue) or subject_before(tokens, form, start, cue.first)
    plural = form.form == FINITE and form.number == "plur" and form.person in ("", "3per")
    if (
        plural
        and after is not None
        and before is None
        and after.stop == after.first + 1
        and not after.number
        and after.other is None
    ):
        # `заявили ИТАР-ТАСС в министерстве`: who is told, then the place that tells.
        found = place(tokens, lexicon, start, cue, stop)
        if found is not None and found.first > after.first:
            return Subject(found, "place")
    if after is not None and before is not None:
        return _nearer(tokens, cue, before, after)
    if after is not None:
        return Subject(after, "after")
    if before is not None:
        return Subject(before, "before")
    if plural:
        there = _there(tokens, start, cue)
        if there is not None:
            return Subject(there, "place")
        found = place(tokens, lexicon, start, cue, stop)
        if found is not None:
            return Subject(found, "place")
    return None


def _inside(tokens: Sequence[Token], cue: CueMatch) -> Phrase | None:
    """`такое мнение он высказал в эфире`: a person between the words of a cue."""
    for at in range(cue.first + 1, cue.head):
        phrase = noun_phrase(tokens, at, cue.head, "nomn")
        if phrase is not None and phrase.kind in ("pronoun", "name") and agrees(phrase, cue.form):
            return phrase
    return None


_HOLDER_IN_DATIVE: Final = frozenset("казаться показаться помниться думаться мниться вериться чудиться".split())


def _holder(tokens: Sequence[Token], cue: CueMatch, start: int, stop: int) -> Phrase | None:
    """`Старику помнится, что …`: who thinks stands in the dative."""
    for at in (cue.stop, *range(cue.first - 1, max(start, cue.first - 5) - 1, -1)):
        phrase = noun_phrase(tokens, at, stop, "datv") if at < stop and tokens[at].kind == WORD else None
        if phrase is not None and (
            phrase.name is not None
            or phrase.kind == "pronoun"
            or (phrase.reading is not None and phrase.reading.animate)
        ):
            return phrase
    return None


def _there(tokens: Sequence[Token], start: int, cue: CueMatch) -> Phrase | None:
    """`Там же сообщили, что …`: the body named before."""
    for at in range(cue.first - 1, max(start, cue.first - 4) - 1, -1):
        if tokens[at].lower == "там":
            return Phrase(at, at + 1, at, "loct", None, "", "", None, "pronoun", at + 1)
    return None


def is_impersonal(form: CueForm) -> bool:
    """`сообщается, что`, `сказано`: a form that no subject goes with."""
    if form.number != "sing" or form.person not in ("", "3per"):
        return False
    if form.form == SHORT:
        return form.gender == "neut"
    return form.form == FINITE and form.gender in ("", "neut") and form.lemma in _IMPERSONAL


_IMPERSONAL: Final = frozenset(
    "говориться сообщаться отмечаться указываться подчеркиваться утверждаться добавляться уточняться поясняться "
    "объясняться рассказываться упоминаться предполагаться считаться заявляться напоминаться передаваться следовать "
    "разъясняться констатироваться уведомляться писаться предписываться предусматриваться приводиться "
    "цитироваться излагаться значиться описываться провозглашаться доказываться прогнозироваться "
    "рекомендоваться требоваться предлагаться запрещаться постановляться аргументироваться оцениваться".split()
)


def _agent(tokens: Sequence[Token], lexicon: Lexicon, cue: CueMatch, start: int, stop: int) -> Phrase | None:
    """`уставом установлено, что`: the instrumental of a passive."""
    if cue.form.form != SHORT and cue.lemma != "предписываться":
        return None
    for at in (*range(cue.first - 1, max(start, cue.first - 5) - 1, -1), *range(cue.stop, min(stop, cue.stop + 3))):
        if tokens[at].kind != WORD:
            continue
        phrase = noun_phrase(tokens, at, stop, "ablt")
        if (
            phrase is not None
            and phrase.reading is not None
            and (is_body(tokens, phrase, lexicon) or phrase.reading.animate)
        ):
            return phrase
    return None


def _nearer(tokens: Sequence[Token], cue: CueMatch, before: Phrase, after: Phrase) -> Subject:
    """Of a subject on either side: the one in the cue's own stretch, a person before a thing."""
    touching = before.stop == cue.first or not any(
        t.kind == PUNCT and t.text in ",;:" for t in tokens[before.stop : cue.first]
    )
    # `Об этом РИА Новости сообщила мэрия`: the verb shows the gender of the one who tells.
    told = not before.gender and bool(cue.form.gender) and after.gender == cue.form.gender
    if _rank(after) > _rank(before) or not touching or told:
        return Subject(after, "after")
    return Subject(before, "before")
