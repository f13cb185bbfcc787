"""What the patterns share: the sentence in hand, and what a pattern finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

from attrs import define

from quoteattr import clauses, segments
from quoteattr.clauses import Subject
from quoteattr.cues import GERUND, INFINITIVE, PARTICIPLE, PREPOSITION, CueMatch, Finder
from quoteattr.grammar import Word, word
from quoteattr.layout import Sentence
from quoteattr.lexicon import Lexicon
from quoteattr.marks import Marked
from quoteattr.phrases import Phrase
from quoteattr.segments import DASHES, NUMBER, PUNCT, WORD, Token

Fragment = tuple[int, int]

CONNECTIVES: Final = frozenset(
    "однако кроме того при этом в то же время между тем вместе с тем тем не менее также впрочем кстати более того "
    "таким образом в частности наконец во-первых во-вторых в-третьих итак правда в свою очередь помимо этого напротив "
    "вообще действительно конечно разумеется естественно очевидно видимо похоже по-видимому например так а но и да зато причем притом ранее позже сейчас теперь".split()
)
_CLAUSES: Final = frozenset({"что", "wh", "чтобы", "как", "том"})
_REPORTS_NOTHING: Final = frozenset({"не", "ни"})
# `не скрывает, что`, `не исключил, что` do report.
_DENIED_REPORTS: Final = frozenset(
    "сомневаться усомниться скрывать скрыть исключать исключить отрицать опровергать возражать согласиться "
    "соглашаться верить".split()
)


class Candidate(NamedTuple):
    """A quote found by a pattern, its speaker not yet known."""

    kind: str
    mode: str
    fragments: tuple[Fragment, ...]
    pattern: str
    sentence: Sentence
    cue: CueMatch | None = None
    source: Subject | None = None
    marked: Marked | None = None
    """The quotation in marks that the quote is."""
    level: int = 0
    """How many quotations in marks stand around it."""
    about: bool = False
    """Whether the content stands in the sentence before (`Об этом сообщил X`)."""
    dashed: bool = False
    """Whether a dash stands before the quotation that is a sentence of its own."""
    quoted_paragraph: int = -1
    """The paragraph in which the quotation in marks stands."""

    @property
    def empty(self) -> bool:
        """Whether nothing is said: a mark that nothing but punctuation follows. A lead has no words to say."""
        return self.kind != "lead" and not all(start < stop for start, stop in self.fragments)

    @property
    def start(self) -> int:
        """Where the content starts."""
        return self.fragments[0][0]

    @property
    def stop(self) -> int:
        """Where the content stops."""
        return self.fragments[-1][1]


class Tag(NamedTuple):
    """A parenthesis that reports the words around it: `…, сообщает X`, `по словам X, …`."""

    first: int
    stop: int
    cue: CueMatch
    source: Subject | None


@define(eq=False, slots=False)
class Reading:
    """A sentence under the patterns: its tokens, cues and tags, each worked out once."""

    text: str
    sentence: Sentence
    lexicon: Lexicon
    finder: Finder
    level: int = 0
    headline: bool = False

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    @cached_property
    def cues(self) -> list[CueMatch]:
        """The cues of the sentence, those left out that report nothing (`не сообщил`)."""
        return [cue for cue in self.finder.find(self.tokens) if not self._denied(cue)]

    @cached_property
    def governors(self) -> frozenset[int]:
        """The heads of cues that can govern a clause: a conjunction behind one belongs to it."""
        return frozenset(
            cue.head for cue in self.cues if cue.form.form not in (PREPOSITION, PARTICIPLE) and cue.frames & _CLAUSES
        )

    @cached_property
    def participles(self) -> frozenset[int]:
        """The heads of participles that report: `сообщившие, что`."""
        return frozenset(cue.head for cue in self.cues if cue.form.form == PARTICIPLE)

    @cached_property
    def subjects(self) -> dict[tuple[int, int, int], Subject | None]:
        """The subjects already looked for, by the head of the cue and where they were looked for."""
        return {}

    @cached_property
    def memo(self) -> dict[object, Any]:
        """What the patterns have worked out about this sentence and may ask again."""
        return {}

    def _denied(self, cue: CueMatch) -> bool:
        before = self.tokens[cue.first - 1].lower if cue.first else ""
        if before not in _REPORTS_NOTHING or cue.form.form == PREPOSITION:
            return False
        return "не" not in cue.frames and cue.lemma not in _DENIED_REPORTS

    def subject(self, cue: CueMatch, start: int = 0, stop: int | None = None) -> Subject | None:
        """The subject of a verbal cue between two tokens."""
        stop = len(self.tokens) if stop is None else stop
        key = cue.head, start, stop
        if key not in self.subjects:
            self.subjects[key] = clauses.subject(self.tokens, self.lexicon, cue, start, stop)
        return self.subjects[key]

    def is_punct(self, at: int, marks: str) -> bool:
        """Whether token ``at`` is one of ``marks``."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == PUNCT and self.tokens[at].text in marks

    def is_dash(self, at: int) -> bool:
        """Whether token ``at`` is a dash and no hyphen."""
        if not (0 <= at < len(self.tokens)) or self.tokens[at].kind != PUNCT:
            return False
        text = self.tokens[at].text
        if text == "--":
            return True
        if text not in DASHES:
            return False
        before = at > 0 and self.tokens[at - 1].stop == self.tokens[at].start
        after = at + 1 < len(self.tokens) and self.tokens[at + 1].start == self.tokens[at].stop
        return not (before and after and text == "-" and self.tokens[at - 1].kind == WORD)

    def span(self, first: int, stop: int) -> Fragment:
        """The characters of tokens ``first`` to ``stop``, punctuation at the edges left out."""
        tokens = self.tokens
        while first < stop and self._edge(first):
            first += 1
        while first < stop and self._edge(stop - 1) and not self._closing(stop - 1):
            stop -= 1
        if first >= stop:
            edge = tokens[min(first, len(tokens) - 1)].start if tokens else self.sentence.start
            return edge, edge
        return tokens[first].start, tokens[stop - 1].stop

    def _edge(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind == PUNCT and (token.text in ",.;:" or token.text in DASHES or token.text == "--")

    def _closing(self, at: int) -> bool:
        """Whether a full stop closes an abbreviation: `500 млн руб.` keeps it only inside a sentence."""
        return False

    def has_predicate(self, first: int, stop: int) -> bool:
        """Whether the tokens hold a finite verb, a short form or a dash that stands for one."""
        for at in range(first, stop):
            token = self.tokens[at]
            if token.kind == WORD:
                found = word(token)
                if found.finite and not (found.nouns and found.nouns[0].score > found.finite[0].score):
                    return True
                if found.short and not found.adverb and not _rather_noun(found):
                    return True
                if token.lower in ("нет", "нельзя", "можно", "надо", "нужно", "необходимо", "это"):
                    return True
            elif self.is_dash(at):
                return True
        return False

    def only_connectives(self, first: int, stop: int) -> bool:
        """Whether nothing stands there but `Однако`, `Кроме того` and the like."""
        return all(t.kind == PUNCT or t.lower in CONNECTIVES for t in self.tokens[first:stop])

    def quoted_between(self, first: int, stop: int) -> list[int]:
        """The tokens from ``first`` to ``stop`` that are quotations."""
        return [at for at in self.sentence.quoted if first <= at < stop]

    def quoted_kind(self, first: int, stop: int, *, strict: bool = False) -> str:
        """``mixed`` where a quoted piece stands between the tokens, else ``indirect``.

        :param strict: a word or two in marks are a term of the reporter's (`по данным полиции, он включил "аварийку"`).
        """
        said = self.is_piece if strict else self.is_said
        direct = self.memo.get("direct", frozenset())
        return "mixed" if any(said(at) for at in self.quoted_between(first, stop) if at not in direct) else "indirect"

    def is_said(self, at: int) -> bool:
        """Whether the quotation is at least a word of the speaker's: `считает промах "досадным"`."""
        if self.is_piece(at):
            return True
        inner = self.inner(at)
        return bool(inner) and inner[0].text[:1].islower() and not _follows_title_noun(self, at)

    def is_piece(self, at: int) -> bool:
        """Whether the quotation is said and no name or term."""
        key = ("piece", at)
        if key not in self.memo:
            self.memo[key] = is_piece(self, at)
        said: bool = self.memo[key]
        return said

    def inner(self, at: int) -> list[Token]:
        """The tokens inside a quotation."""
        key = ("inner", at)
        if key not in self.memo:
            m = self.sentence.quoted[at]
            self.memo[key] = segments.tokenize(self.text, m.start, m.stop)
        inside: list[Token] = self.memo[key]
        return inside


def _rather_noun(found: Word) -> bool:
    """`гот` is rarer than `готов`, `сборов` is no short form."""
    return bool(found.nouns) and found.nouns[0].score > found.short[0].score


def is_piece(reading: Reading, at: int) -> bool:
    """Whether a quotation holds words that are said: a clause, or several words that are no name.

    `город "обязан беречь старые дворы"` but not `газета "Ведомости"`, `"холодная война"`.
    """
    tokens = [t for t in reading.inner(at) if t.kind in (WORD, NUMBER)]
    words = [t for t in tokens if t.kind == WORD]
    if len(words) < 2:
        return False
    if words[0].capital and _follows_title_noun(reading, at) and len(words) < 9:
        return False
    capitals = sum(t.capital for t in words)
    if capitals == len(words):
        return False
    if any(_is_predicate(t) for t in words):
        return True
    return len(words) >= (4 if words[0].capital else 3) and not (words[0].capital and capitals > 1)


def _is_predicate(token: Token) -> bool:
    found = word(token)
    if found.finite:
        return not found.nouns or found.finite[0].score >= found.nouns[0].score
    return bool(found.infinitive or (found.short and not found.adverb and not _rather_noun(found))) or token.lower in (
        "нет",
        "нельзя",
        "можно",
        "надо",
        "нужно",
        "должен",
        "должна",
        "должны",
    )


def _follows_title_noun(reading: Reading, at: int) -> bool:
    if at == 0 or reading.tokens[at - 1].kind != WORD:
        return False
    nouns = word(reading.tokens[at - 1]).nouns
    lemma = nouns[0].lemma if nouns else reading.tokens[at - 1].lower
    return lemma in reading.lexicon.organisations or lemma in TITLE_NOUNS


TITLE_NOUNS: Final = frozenset(
    "фильм книга роман повесть рассказ песня альбом спектакль сериал мультфильм картина проект программа закон "
    "законопроект премия орден медаль операция группа команда клуб корабль ракета сорт магазин ресторан отель гостиница "
    "кафе кинотеатр стадион дворец театр журнал газета канал рубрика статья конкурс фестиваль выставка акция форум марка "
    "бренд модель самолет крейсер лодка поезд станция метро бар партия движение фонд союз общество банк фирма холдинг "
    "концерн завод фабрика комбинат рынок центр комплекс музей школа номинация категория графа раздел пьеса опера балет "
    "игра матч турнир кубок система платформа приложение сервис сайт портал блок шоу передача ансамбль хор оркестр "
    "трилогия цикл сборник поэма стихотворение мюзикл тур турне сеть торговый название имя прозвище позывной слово термин "
    "понятие код пароль статус звание титул принцип лозунг девиз надпись табличка заголовок кличка псевдоним".split()
)


def is_report(cue: CueMatch) -> bool:
    """Whether the cue is a verb form that can carry a clause of its own."""
    return cue.form.form not in (PREPOSITION, INFINITIVE, GERUND, PARTICIPLE)


def whole_phrase(tokens: Sequence[Token], phrase: Phrase) -> Fragment:
    """The characters of a noun phrase."""
    return tokens[phrase.first].start, tokens[phrase.stop - 1].stop
