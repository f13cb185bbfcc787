"""Content clauses: `сообщил, что …`, `спросил, когда …`, `обвинил в том, что …`, `сказал: …`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from quoteattr.clauses import Subject, agrees, is_impersonal, speaks, subject_after
from quoteattr.cues import FINITE, GERUND, INFINITIVE, PARTICIPLE, PREPOSITION, SHORT, CueMatch
from quoteattr.grammar import word
from quoteattr.patterns.base import Candidate, Reading
from quoteattr.phrases import Phrase, noun_phrase
from quoteattr.segments import PUNCT, QUOTED, WORD

REACH: Final = 45
"""How many tokens may stand between a cue and its conjunction."""

CUES: Final = 16
"""How many cues before another may share its subject or hold its clause."""

_QUESTION: Final = frozenset(
    "почем кто кого кому кем ком чего чему чем когда где куда откуда почему зачем отчего сколько насколько какой какая какое "
    "какие какого какой какому каким каких какими какую каком каков какова каковы чей чья чье чьи ли как".split()
)
_THAT_PREPOSITIONS: Final = frozenset("о об в на с по из к за от тем том тому того то про".split())


class Complement(NamedTuple):
    """Where the content of a cue begins, and the word that opens it."""

    first: int
    conjunction: int
    word: str


def starts(reading: Reading, cue: CueMatch) -> Complement | None:
    """The complement of a cue: the first conjunction behind it that its frames allow."""
    key = ("starts", cue.head, cue.stop)
    if key not in reading.memo:
        reading.memo[key] = _starts(reading, cue)
    found: Complement | None = reading.memo[key]
    return found


def _starts(reading: Reading, cue: CueMatch) -> Complement | None:
    at = cue.stop
    stop = min(len(reading.tokens), at + REACH)
    closed = True
    while at < stop:
        token = reading.tokens[at]
        if at in reading.governors or at in reading.participles and _governs(reading, at):
            return None
        if token.kind == QUOTED:
            at += 1
            continue
        if token.kind == PUNCT:
            if token.text in ";:" or reading.is_dash(at) and not closed:
                return None
            if token.text == ",":
                found = _opened(reading, cue, at)
                if found is not None:
                    return found
                closed = not _opens_relative(reading, at + 1)
            elif token.text in "?!…" or token.text == "...":
                return None
            at += 1
            continue
        if token.lower == "что" and at == cue.stop and "что" in cue.frames:
            return Complement(at + 1, at, "что")
        found_word = word(token)
        if closed and found_word.finite and not found_word.nouns and not found_word.adverb and at > cue.stop:
            return None
        at += 1
    return None


def _governs(reading: Reading, at: int) -> bool:
    """Whether a participle has the clause itself: `цитирует источники, сообщившие, что …`."""
    comma = next((k for k in range(at + 1, min(at + 8, len(reading.tokens))) if reading.is_punct(k, ",")), None)
    return comma is not None and comma + 1 < len(reading.tokens) and reading.tokens[comma + 1].lower == "что"


def _opens_relative(reading: Reading, at: int) -> bool:
    if at >= len(reading.tokens):
        return False
    return any(
        any(r.lemma in ("который", "чей") for r in word(t).adjectives)
        for t in reading.tokens[at : at + 3]
        if t.kind == WORD
    )


def _opened(reading: Reading, cue: CueMatch, comma: int) -> Complement | None:
    """The complement that the comma opens, if the frames of the cue allow its conjunction."""
    tokens = reading.tokens
    at = comma + 1
    while at < len(tokens) and tokens[at].lower in ("мол", "якобы", "дескать", "будто", "словно") and at < comma + 3:
        if tokens[at].lower in ("якобы", "будто", "мол", "дескать") and "что" in cue.frames:
            participle = at + 1 < len(tokens) and word(tokens[at + 1]).participle
            return None if participle else Complement(at, at, "что")
        at += 1
    if at >= len(tokens):
        return None
    lower = tokens[at].lower
    through = tokens[comma - 1].lower in ("том", "то", "тем", "тому", "того")
    if lower == "что" and tokens[comma - 1].lower == "того" and tokens[comma - 2].lower in ("после", "до", "из-за", "для"):
        return None
    if lower == "что":
        fits = "что" in cue.frames or "не" in cue.frames or "том" in cue.frames and through
        return Complement(at + 1, at, "что") if fits else None
    if lower == "чтобы":
        if at + 1 < len(tokens) and word(tokens[at + 1]).infinitive and not through:
            return None
        purpose = any(word(t).infinitive for t in tokens[cue.stop : comma] if t.kind == WORD)
        return Complement(at, at, "чтобы") if "чтобы" in cue.frames and not purpose else None
    if lower == "как":
        if cue.frames & {"как", "wh"} and tokens[comma - 1].lower != "того" and not _is_tag_how(reading, at):
            return Complement(at, at, "как")
        return None
    if "wh" in cue.frames and _asks(reading, at):
        return Complement(at, at, "wh")
    return None


def _is_tag_how(reading: Reading, at: int) -> bool:
    """`…, как сообщил X, …` is a tag, `рассказал, как ей угрожали` is not."""
    cue = next((c for c in reading.cues if at < c.first <= at + 2), None)
    if cue is None or "bare" not in cue.frames:
        return False
    return reading.subject(cue) is not None and starts(reading, cue) is None


def _asks(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    if tokens[at].lower in _QUESTION:
        return True
    if word(tokens[at]).preposition and at + 1 < len(tokens) and tokens[at + 1].lower in _QUESTION:
        return True
    return any(t.lower == "ли" for t in tokens[at + 1 : at + 5])


def read(reading: Reading, limits: dict[int, int]) -> Iterator[Candidate]:
    """The content clauses of the sentence; ``limits`` maps a token to where its clause must end (trailing tags)."""
    for cue in reading.cues:
        if cue.form.form in (PREPOSITION, INFINITIVE) and not _infinitive_reports(reading, cue):
            continue
        if _writer_speaks(reading, cue):
            continue
        complement = starts(reading, cue)
        if complement is None:
            continue
        if is_impersonal(cue.form) and cue.lemma not in _REPORTING and reading.subject(cue) is None:
            continue
        stop = clause_stop(reading, cue, complement, limits)
        start, end = reading.span(complement.first, stop)
        if start >= end:
            continue
        kind = _kind(reading, complement, stop)
        source = source_of(reading, cue, complement)
        if source is not None and not can_report(reading, source):
            continue
        if cue.lemma in _SHOWING and not _person(source):
            continue
        yield Candidate(
            kind, cue.mode, (_unmarked(reading, complement, stop, (start, end)),), "clause", reading.sentence, cue,
            source, level=reading.level,
        )


_SHOWING: Final = frozenset({"показать", "показывать", "свидетельствовать", "засвидетельствовать"})
"""What a witness does; data and studies show without reporting."""


def _person(source: Subject | None) -> bool:
    phrase = source.phrase if source is not None else None
    if phrase is None:
        return False
    animate = phrase.reading is not None and (phrase.reading.animate or phrase.reading.pos == "NPRO")
    return phrase.name is not None or animate or phrase.kind in ("name", "pronoun")


_REPORTING: Final = frozenset(
    "сообщаться отмечаться утверждаться указываться говориться подчеркиваться уточняться добавляться поясняться "
    "заявляться напоминаться передаваться рассказываться сообщить указать сказать отметить подчеркнуть заявить написать "
    "уточнить пояснить считаться объявить добавить".split()
)
"""The impersonal cues that report without a document: `сообщается, что`; `установлено, что` is knowledge."""


def can_report(reading: Reading, source: Subject) -> bool:
    """Whether the source can say anything: no thing that merely shows (`данные показывают, что`)."""
    phrase = source.phrase
    r = phrase.reading
    if source.rule in ("document", "place") or phrase.kind != "noun" or r is None or phrase.name is not None:
        return True
    if r.animate or r.pos != "NOUN" or reading.tokens[phrase.head].capital and phrase.head > 0:
        return True
    noun = reading.lexicon.nouns.get(r.lemma)
    return (
        r.lemma in reading.lexicon.organisations
        or r.lemma in reading.lexicon.posts
        or r.lemma in _SPEAKING_NOUNS
        or bool(r.grammemes & {"Orgn", "Geox", "Abbr"})
        or not r.known
        or noun is not None and "document" in noun.frames
        or any(reading.tokens[k].kind == QUOTED for k in range(phrase.first, phrase.stop))
    )


_SPEAKING_NOUNS: Final = frozenset(
    "источник большинство часть ряд половина треть сторона руководство власть страна город республика край область "
    "экспертиза следствие защита обвинение оппозиция народ общественность глава лицо звезда администрация бизнес "
    "почта команда группа пресса инопресса сми сила население человечество рынок церковь столица семья пара".split()
)


def of_nouns(reading: Reading, found: Sequence[Candidate], limits: dict[int, int]) -> Iterator[Candidate]:
    """`заявление вице-спикера о том, что …`, `его слова о том, что …`: a noun of speech and whose it is."""
    taken = {c.start for c in found}
    heads = {k for c in reading.cues for k in range(c.first, c.stop)}
    for at, token in enumerate(reading.tokens):
        form = reading.finder.noun(token.lower) if token.kind == WORD and at not in heads else None
        if form is None or not form.entry.frames & {"что", "чтобы", "wh"}:
            continue
        source, stop = _whose(reading, at, len(reading.tokens))
        if source is None or not can_report(reading, source):
            continue
        frames = form.entry.frames | ({"том"} if "что" in form.entry.frames else frozenset())
        cue = CueMatch(at, at + 1, at, form, form.entry.act, form.entry.mode, frozenset(frames))
        complement = starts(reading, cue._replace(stop=stop))
        if complement is None or complement.conjunction > stop + 4:
            continue
        last = len(reading.tokens)
        end = min(clause_stop(reading, cue, complement, limits), main_clause(reading, complement.first, last))
        end = next((k for k in range(complement.first, end - 2) if _and_also(reading, k)), end)
        span = reading.span(complement.first, end)
        if span[0] < span[1] and span[0] not in taken:
            kind = _kind(reading, complement, end)
            yield Candidate(kind, cue.mode, (span,), "noun clause", reading.sentence, cue, source, level=reading.level)


def _and_also(reading: Reading, at: int) -> bool:
    return reading.is_punct(at, ",") and reading.tokens[at + 1].lower == "а" and reading.tokens[at + 2].lower == "также"


def _whose(reading: Reading, at: int, limit: int) -> tuple[Subject | None, int]:
    """Whose words the noun at ``at`` names, and where that ends: a genitive behind, a possessive before."""
    phrase = noun_phrase(reading.tokens, at + 1, limit, "gent")
    if phrase is not None and phrase.kind != "pronoun":
        return Subject(phrase, "governed"), phrase.stop
    if at and reading.tokens[at - 1].lower in ("его", "ее", "их"):
        own = Phrase(at - 1, at, at - 1, "gent", None, "", "", None, "pronoun", at)
        return Subject(own, "possessive"), at + 1
    return None, at + 1


def noun_cue_before(reading: Reading, quoted: int) -> tuple[CueMatch, Subject] | None:
    """`призыв генерала "стереть лагерь с лица земли"`: the noun of speech before a quotation, and whose it is."""
    for at in range(quoted - 1, max(-1, quoted - 10), -1):
        token = reading.tokens[at]
        if token.kind == PUNCT:
            return None
        form = reading.finder.noun(token.lower) if token.kind == WORD else None
        if form is None or not form.entry.frames & {"quote", "что", "чтобы"}:
            continue
        source, stop = _whose(reading, at, quoted)
        if source is None or stop != quoted or not can_report(reading, source):
            return None
        return CueMatch(at, at + 1, at, form, form.entry.act, form.entry.mode, frozenset({"direct"})), source
    return None


def _kind(reading: Reading, complement: Complement, stop: int) -> str:
    whole = [at for at in reading.quoted_between(complement.first, stop)]
    if len(whole) == 1 and whole[0] == complement.first and whole[0] == stop - 1:
        return "mixed"
    return reading.quoted_kind(complement.first, stop)


def _unmarked(reading: Reading, complement: Complement, stop: int, span: tuple[int, int]) -> tuple[int, int]:
    return span


def _infinitive_reports(reading: Reading, cue: CueMatch) -> bool:
    """`поспешил сообщить, что`, `пришлось признать, что`; a hedge (`могу сказать, что`) reports nothing."""
    return cue.form.form == INFINITIVE and _modal(reading, cue) is not None


_DONE: Final = frozenset(
    "поспешить прийтись приходиться удаться успеть решиться вынудить вынужденный начать стать продолжать продолжить "
    "спешить взяться приняться преминуть отважиться рискнуть осмелиться поторопиться хотеть забыть устать".split()
) - {"хотеть", "забыть", "устать"}
"""The verbs whose infinitive has happened: what is begun, hurried to or had to be said is said."""


def _obliged(reading: Reading, cue: CueMatch) -> Subject | None:
    """`Белову пришлось признать, что …`: the dative speaks."""
    modal = _modal(reading, cue)
    if modal is None or not any(r.lemma in ("прийтись", "приходиться", "удаться", "довестись") for r in word(reading.tokens[modal]).finite):
        return None
    for at in (*range(max(0, modal - 5), modal), modal + 1):
        phrase = noun_phrase(reading.tokens, at, cue.first, "datv") if at < cue.first else None
        if phrase is not None and (phrase.name is not None or phrase.kind == "pronoun" or phrase.reading is not None and phrase.reading.animate):
            return Subject(phrase, "before")
    return None


def _modal(reading: Reading, cue: CueMatch) -> int | None:
    """The verb right before an infinitive that tells that it happened."""
    for at in range(cue.first - 1, max(-1, cue.first - 4), -1):
        token = reading.tokens[at]
        if token.kind != WORD:
            return None
        found = word(token)
        if any(r.lemma in _DONE for r in (*found.finite, *found.short)):
            return at
        if found.finite and not found.nouns:
            return None
    return None


def _writer_speaks(reading: Reading, cue: CueMatch) -> bool:
    """`Напомним, …`, `Отметим, что …`: the writer addresses the reader."""
    form = cue.form
    return form.form == FINITE and form.person == "1per" and form.tense == "futr" and reading.subject(cue) is None


def clause_stop(reading: Reading, cue: CueMatch, complement: Complement, limits: dict[int, int]) -> int:
    """The token at which the content ends."""
    stop = len(reading.tokens)
    for at in sorted(limits):
        if at > complement.first:
            stop = min(stop, at)
            break
    stop = min(stop, resumption(reading, complement.first, stop, cue))
    return _colon_quote(reading, complement.first, stop)


def _colon_quote(reading: Reading, first: int, stop: int) -> int:
    """`заявил, что A: "B"`: the indirect part ends at the colon."""
    for at in range(first, stop - 1):
        if reading.is_punct(at, ":") and reading.tokens[at + 1].kind == QUOTED and reading.has_predicate(first, at):
            return at
    return stop


def resumption(reading: Reading, first: int, stop: int, cue: CueMatch, *, own: bool = True) -> int:
    """Where the author's clause resumes: `…, и подчеркнул, что`, `…, добавив, что`, `…, а Иванов заявил, что`.

    :param own: whether a clause with a subject of its own can be the author's too.
    """
    for other in reading.cues:
        if not (first < other.first < stop) or other.form.form in (PREPOSITION, INFINITIVE):
            continue
        edge = _edge_before(reading, first, other)
        if edge is None:
            continue
        if other.form.form == GERUND and other.frames & {"что", "direct", "bare"}:
            if starts(reading, other) is not None or _quote_follows(reading, other):
                return edge
            continue
        if other.form.form == FINITE and own and _resumes(reading, cue, other, first, edge):
            return edge
    if cue.form.form == PARTICIPLE or _is_relative(reading, cue):
        return min(stop, main_clause(reading, first, stop))
    if _in_leading_clause(reading, cue):
        stop = min(stop, _own_clause(reading, first, stop))
    return min(stop, _and_resumes(reading, first, stop, cue), _but_denied(reading, first, stop))


def _but_denied(reading: Reading, first: int, stop: int) -> int:
    """`…, но подробности не сообщаются`, `…, но это не так`: the writer's own words."""
    for at in range(first + 1, stop - 3):
        if reading.is_punct(at, ",") and reading.tokens[at + 1].lower in ("но", "однако"):
            for k in range(at + 2, min(at + 7, stop - 1)):
                if reading.tokens[k].lower == "не" and (
                    reading.tokens[k + 1].lower == "так" and reading.tokens[k - 1].lower == "это"
                    or any(f.form == FINITE and (f.lemma.endswith("ся") or f.number == "plur") for f in reading.finder.forms(reading.tokens[k + 1].lower))
                ):
                    return at
    return stop


def _and_resumes(reading: Reading, first: int, stop: int, cue: CueMatch) -> int:
    """`заявил, что рейса не будет, и ушел`: a comma before `и` closes the clause, the verb agrees with the cue."""
    form = cue.form
    if form.form != FINITE or form.tense != "past":
        return stop
    said = _features(reading, first, stop)
    for at in range(first + 1, stop - 2):
        if not reading.is_punct(at, ","):
            continue
        joined = reading.tokens[at + 1].lower == "и"
        if not joined and said in (None, (form.number, form.gender, "past")):
            # `объяснил, как работает мотор, показал карту`: without `и` only where the content's verb differs.
            continue
        for k in range(at + 1 + joined, min(at + 5, stop) if joined else at + 2):
            token = reading.tokens[k]
            found = word(token)
            if any((r.number, r.gender, r.tense) == (form.number, form.gender, "past") for r in found.finite):
                if not found.nouns and subject_after(reading.tokens, form, k + 1, min(stop, k + 8)) is None:
                    return at
            if token.kind != WORD or not found.adverb:
                break
    return stop


def _features(reading: Reading, first: int, stop: int) -> tuple[str, str, str] | None:
    """Number, gender and tense of the first finite verb between two tokens."""
    for token in reading.tokens[first:stop]:
        found = word(token) if token.kind == WORD else None
        if found is not None and found.finite and not found.nouns:
            return found.finite[0].number, found.finite[0].gender, found.finite[0].tense
    return None


def _quote_follows(reading: Reading, cue: CueMatch) -> bool:
    return any(
        reading.tokens[k].kind == QUOTED for k in range(cue.stop, min(cue.stop + 3, len(reading.tokens)))
    )


def _edge_before(reading: Reading, first: int, cue: CueMatch) -> int | None:
    """The comma, dash or conjunction that opens the clause of a cue, with what may stand between."""
    at = cue.first - 1
    while at > first:
        token = reading.tokens[at]
        if token.kind == PUNCT:
            return at if token.text in ",;" or reading.is_dash(at) else None
        if token.lower in ("и", "а", "но"):
            return at - 1 if reading.is_punct(at - 1, ",;") else at
        found = word(token)
        if found.finite and not found.nouns or found.conjunction and token.lower not in ("также", "однако", "же"):
            return None
        at -= 1
    return None


def _resumes(reading: Reading, cue: CueMatch, other: CueMatch, first: int, edge: int) -> bool:
    """Whether a finite cue goes on where the first left off."""
    if starts(reading, other) is None and not _quote_follows(reading, other):
        return False
    form, main = other.form, cue.form
    opener = reading.tokens[edge + 1].lower if reading.tokens[edge].kind == PUNCT else reading.tokens[edge].lower
    begin = edge + 1 + (opener in ("и", "а", "но", "однако") and reading.tokens[edge].kind == PUNCT)
    own = _own_subject(reading, other, begin)
    if own is None:
        same = (form.number, form.gender, form.tense) == (main.number, main.gender, main.tense)
        return (same or main.form in (GERUND, PREPOSITION)) and opener in ("и", "а", "но", "также", "однако")
    if own.first == edge + 1 and own.kind != "relative" and reading.has_predicate(first, edge):
        # `пожаловался, что денег нет, мэр ответил, что …`
        return own.kind != "pronoun" or other.form.gender != main.gender
    return opener in ("а", "однако", "но", "при", "в") and own.kind != "pronoun"


def _own_subject(reading: Reading, cue: CueMatch, first: int) -> Phrase | None:
    at = first
    while at < cue.first:
        phrase = noun_phrase(reading.tokens, at, cue.first, "nomn")
        if phrase is not None and agrees(phrase, cue.form) and speaks(phrase, reading.tokens):
            return phrase
        at += 1
    return None


def _is_relative(reading: Reading, cue: CueMatch) -> bool:
    at = cue.first - 1
    while at >= 0 and not reading.is_punct(at, ",;:"):
        if any(r.lemma == "который" for r in word(reading.tokens[at]).adjectives):
            return True
        at -= 1
    return False


_LEADING: Final = frozenset("когда если хотя поскольку пока как раз".split())


def _in_leading_clause(reading: Reading, cue: CueMatch) -> bool:
    """`После того как он заявил, что …, зал встал`: the cue stands in a clause before the main one."""
    opening = [t.lower for t in reading.tokens[:4]]
    if not opening or opening[0] not in _LEADING and opening[:2] not in (["после", "того"], ["несмотря", "на"]):
        return False
    if opening[0] == "как" or any(reading.is_punct(k, ",") and k > 3 for k in range(cue.first)):
        return False
    return True


def _own_clause(reading: Reading, first: int, stop: int) -> int:
    """The comma behind which a clause with a subject and a verb of its own begins."""
    for at in range(first + 1, stop - 2):
        if reading.is_punct(at, ",") and reading.has_predicate(first, at):
            phrase = noun_phrase(reading.tokens, at + 1, stop, "nomn", attach=False)
            if phrase is not None and phrase.stop < stop and word(reading.tokens[phrase.stop]).finite:
                return at
    return stop


def main_clause(reading: Reading, first: int, stop: int) -> int:
    """Where the main clause resumes behind a participle's or relative's content: `заявивший, что A, ушел`."""
    for at in range(first, stop - 1):
        if not reading.is_punct(at, ","):
            continue
        found = word(reading.tokens[at + 1])
        if found.finite and not found.nouns:
            said = reading.has_predicate(first, at) or any(map(reading.is_piece, reading.quoted_between(first, at)))
            if said:
                return at
    return stop


def source_of(reading: Reading, cue: CueMatch, complement: Complement) -> Subject | None:
    """The source of a cue that governs a clause."""
    form = cue.form.form
    if form == PARTICIPLE:
        return modified(reading, cue)
    if form == INFINITIVE:
        return _obliged(reading, cue) or _any_subject(reading, cue)
    if form == GERUND:
        return shared_subject(reading, cue)
    if _resumed(reading, cue):
        shared = coordinated_subject(reading, cue)
        if shared is not None:
            return shared
    found = reading.subject(cue, _clause_start(reading, cue), complement.conjunction)
    if found is None and cue.form.form in (FINITE, SHORT) and not cue.lemma.endswith("ся") and cue.form.gender != "neut":
        return coordinated_subject(reading, cue)
    return found


def _resumed(reading: Reading, cue: CueMatch) -> bool:
    """`отметил, что A, но выразил уверенность, что B`: nothing but a conjunction and adverbs before the cue."""
    at = cue.first - 1
    while at >= 0 and reading.tokens[at].kind == WORD:
        lower = reading.tokens[at].lower
        if lower in ("и", "но", "а", "однако"):
            return True
        if not word(reading.tokens[at]).adverb:
            return False
        at -= 1
    return False


def _clause_start(reading: Reading, cue: CueMatch) -> int:
    """The first token that can belong to the clause of a cue inside another's content."""
    key = ("clause", cue.head, cue.first)
    if key not in reading.memo:
        reading.memo[key] = max(
            (complement.first for complement in _complements(reading, cue) if complement.first <= cue.first), default=0
        )
    begin: int = reading.memo[key]
    return begin


def _complements(reading: Reading, cue: CueMatch) -> Iterator[Complement]:
    """The complements of the cues not far before this one."""
    near = [c for c in before_cue(reading, cue) if c.form.form != PREPOSITION]
    yield from filter(None, (starts(reading, other) for other in near))


def before_cue(reading: Reading, cue: CueMatch) -> list[CueMatch]:
    """The cues before this one, in text order: at most :data:`CUES`, and those that stand nearest."""
    at = bisect_left(reading.cues, cue.head, key=_head)
    return reading.cues[max(0, at - CUES) : at]


def _head(cue: CueMatch) -> int:
    return cue.head


def modified(reading: Reading, cue: CueMatch) -> Subject | None:
    """The noun phrase that a participle belongs to: `Иванов, заявивший, что …`."""
    at = cue.first - 1
    while at > 0 and not reading.is_punct(at, ","):
        at -= 1
    reading_case = cue.form.reading.case if cue.form.reading is not None else "nomn"
    best: Phrase | None = None
    for first in range(max(0, at - 12), at):
        phrase = noun_phrase(reading.tokens, first, at, reading_case)
        if phrase is not None and phrase.stop == at and (best is None or phrase.first < best.first):
            best = phrase
    return Subject(best, "before") if best is not None else None


def shared_subject(reading: Reading, cue: CueMatch) -> Subject | None:
    """The subject that a gerund shares with a finite verb of its sentence."""
    finite = [c for c in reading.cues if c.form.form in (FINITE, SHORT) and c is not cue]
    before = [c for c in finite if c.head < cue.head]
    for other in [*reversed(before), *(c for c in finite if c.head > cue.head)]:
        found = reading.subject(other, _clause_start(reading, other))
        if found is not None:
            return Subject(found.phrase, "shared")
    return _any_subject(reading, cue)


def _any_subject(reading: Reading, cue: CueMatch) -> Subject | None:
    """The subject of the finite verb, cue or not, that stands nearest before the gerund, else after it."""
    from quoteattr.cues import CueForm

    order = [*range(cue.first - 1, -1, -1), *range(cue.stop, len(reading.tokens))]
    for at in order:
        finite = word(reading.tokens[at]).finite if reading.tokens[at].kind == WORD else ()
        if not finite:
            continue
        r = finite[0]
        form = CueForm(FINITE, cue.form.entry, r.lemma, r.number, r.gender, r.person, r.tense, r)
        pseudo = cue._replace(first=at, stop=at + 1, head=at, form=form)
        found = reading.subject(pseudo)
        if found is not None and found.rule in ("after", "before"):
            return Subject(found.phrase, "shared")
    return None


def coordinated_subject(reading: Reading, cue: CueMatch) -> Subject | None:
    """The subject that coordinated cues share: `Ресин сообщил, что A, и подчеркнул, что B`."""
    for other in reversed(before_cue(reading, cue)):
        if other.form.form not in (FINITE, SHORT):
            continue
        form = other.form
        if (form.number, form.gender) != (cue.form.number, cue.form.gender):
            continue
        found = reading.subject(other, _clause_start(reading, other))
        if found is not None:
            return Subject(found.phrase, "shared")
    return None
