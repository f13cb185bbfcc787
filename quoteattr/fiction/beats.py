"""The author's words beside speech: the cue, its subject and the people it turns to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import regex
from attrs import frozen

from quoteattr.fiction.characters import Cast, Name, Run
from quoteattr.fiction.clause import Finite, adjectives, agrees, finite, first_person, nouns, tokenize
from quoteattr.lexicon import Lexicon
from quoteattr.segments import Token

_STOP: Final = regex.compile(r"[.!?…;]+[»”\")]?\s+(?=[\p{Lu}«—(])|[;:]\s")
_REACH: Final = 320
_AFTER: Final = 7
_BEFORE: Final = 6
_CLOSED: Final = 2
_PARTICLE: Final = 2
_WHOSE: Final = 3

PRONOUNS: Final[dict[str, tuple[str, str, str]]] = {
    "он": ("masc", "sing", "pronoun"),
    "она": ("femn", "sing", "pronoun"),
    "они": ("", "plur", "group"),
    "я": ("", "sing", "narrator"),
    "мы": ("", "plur", "group"),
    "тот": ("masc", "sing", "other"),
    "та": ("femn", "sing", "other"),
    "те": ("", "plur", "group"),
    "все": ("", "plur", "group"),
    "оба": ("", "plur", "group"),
    "обе": ("", "plur", "group"),
    "многие": ("", "plur", "group"),
    "некоторые": ("", "plur", "group"),
    "кто-то": ("masc", "sing", "anonymous"),
    "кто-нибудь": ("masc", "sing", "anonymous"),
    "другой": ("masc", "sing", "anonymous"),
    "другая": ("femn", "sing", "anonymous"),
    "третий": ("masc", "sing", "anonymous"),
    "третья": ("femn", "sing", "anonymous"),
    "один": ("masc", "sing", "anonymous"),
    "одна": ("femn", "sing", "anonymous"),
}
"""Words that stand for a subject: gender, number, kind."""
OBJECTS: Final[dict[str, str]] = {
    "ему": "masc", "нему": "masc", "его": "masc", "него": "masc", "ей": "femn", "ней": "femn", "ее": "femn", "нее": "femn",
    "мне": "narrator", "меня": "narrator",
}  # fmt: skip
"""Words for the person spoken to: the gender, or the narrator."""
HOLDERS: Final[dict[str, str]] = OBJECTS | {"нем": "masc", "него": "masc"}
"""Words for the person whom a thought visits: `мелькнуло в нем`."""
_DETERMINERS: Final = frozenset(
    "мой моя мои твой твоя наш наша наши ваш ваша ваши свой своя свои этот эта эти тот та те сам сама сами какой-то "
    "какая-то один одна весь вся другой другая чей-то чья-то некий некая".split()
)
_THINGS: Final = frozenset(
    {"лицо", "лица", "существо", "дух", "образ", "тип", "вид", "предмет", "коли", "душа", "тело"}
)
VOICES: Final = frozenset("голос голоса голосок шепот крик крики вопль стон возглас восклицание".split())


class NameMention(NamedTuple):
    """A name in the text, and the character it means."""

    start: int
    stop: int
    character: int
    nominative: bool


class Subject(NamedTuple):
    """Who does what the verb says; ``kind`` is name, noun, or that of a pronoun."""

    start: int
    stop: int
    kind: str
    gender: str
    number: str
    character: int = -1
    lemma: str = ""


class Cue(NamedTuple):
    """The verb of the author's words."""

    start: int
    stop: int
    lemma: str
    act: str


class Beat(NamedTuple):
    """What a stretch of the author's words tells of the speaker."""

    cue: Cue | None
    subject: Subject | None
    gender: str
    """The gender of the verb where it shows one."""
    to: tuple[int, ...] = ()
    """Characters named as the ones spoken to."""
    to_gender: str = ""
    silent: bool = False
    """Whether the subject is told not to speak: `Пётр молчал`, `он не отвечал`."""


NOTHING: Final = Beat(None, None, "")


@frozen
class Page:
    """What the reading of a slot needs: the text, its names and the words."""

    view: str
    cast: Cast
    names: tuple[NameMention, ...]
    starts: tuple[int, ...]
    lexicon: Lexicon

    def names_in(self, start: int, stop: int) -> Sequence[NameMention]:
        """The names in ``view[start:stop]``."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, stop)]


def mentions(view: str, book: Cast, found: Sequence[Run]) -> tuple[NameMention, ...]:
    """The names of characters in the text, in its order."""
    return tuple(_mentions(view, book, found))


def _mentions(view: str, book: Cast, found: Sequence[Run]) -> Iterator[NameMention]:
    for run in found:
        for first, last in book.parts(run.words, initial=run.initial):
            reference = book.refer(run.words[first:last])
            if reference is None:
                continue
            start, stop = run.start, run.stop
            if first or last < len(run.words):
                start, stop = _slice(view, run, first, last)
            yield NameMention(start, stop, reference.character, reference.nominative)


def _slice(view: str, run: Run, first: int, last: int) -> tuple[int, int]:
    """Where some of the words of a run stand: they are one space apart, or none."""
    at = run.start
    start = at
    for number, word in enumerate(run.words[:last]):
        at += view[at] == " "
        if number == first:
            start = at
        at += len(word)
    return start, at


def sentence_stop(view: str, start: int, stop: int) -> int:
    """Where the first sentence of the author's words ends."""
    found = _STOP.search(view, start, min(stop, start + _REACH))
    return found.start() if found else min(stop, start + _REACH)


def read(page: Page, start: int, stop: int, *, last: bool = False) -> Beat:
    """The beat of a slot: of its first sentence, or of all that is given where it leads to speech (``last``)."""
    tokens = tokenize(page.view, start, sentence_stop(page.view, start, stop) if not last else stop)
    verbs = [(number, finite(token.lower)) for number, token in enumerate(tokens)]
    verbs = [(number, found) for number, found in verbs if found]
    if not verbs:
        return _verbless(page, tokens)
    number, found = _choose(verbs, page.lexicon, last=last)
    subject = _subject(page, tokens, number, found)
    if subject is None and last:
        subject = next((s for n, f in reversed(verbs) if n < number for s in [_subject(page, tokens, n, f)] if s), None)
    felt = _experiencer(page, tokens, number, found) if subject is None else None
    subject = subject or felt
    verb = _agreeing(found, subject)
    cue = Cue(tokens[number].start, tokens[number].stop, verb.lemma, _act(verb.lemma, page.lexicon))
    gender = verb.gender if verb.tense == "past" and verb.number == "sing" else ""
    if felt:
        gender = felt.gender
    to, to_gender = _objects(page, tokens, number, subject)
    denied = number > 0 and tokens[number - 1].lower == "не" and verb.lemma in _ANSWERING
    return Beat(cue, subject, gender, to, to_gender, verb.lemma in _SILENT or denied)


_SILENT: Final = frozenset("молчать промолчать смолчать замолчать замолкнуть умолкнуть".split())
_ANSWERING: Final = frozenset("ответить отвечать отозваться откликнуться говорить сказать возражать возразить".split())


def _experiencer(page: Page, tokens: Sequence[Token], number: int, found: tuple[Finite, ...]) -> Subject | None:
    """Whose thought it is where the thought is the subject: `мелькнуло у него в голове`, `подумалось ей`."""
    if not any(verb.tense == "past" and verb.gender == "neut" for verb in found):
        return None
    for token in tokens[max(0, number - 2) : number + 5]:
        gender = HOLDERS.get(token.lower)
        if gender:
            kind = "narrator" if gender == "narrator" else "pronoun"
            return Subject(token.start, token.stop, kind, "" if kind == "narrator" else gender, "sing")
        for name in page.names_in(token.start, token.start + 1):
            return Subject(
                name.start, name.stop, "name", page.cast.characters[name.character].gender or "", "sing", name.character
            )
    return None


def _verbless(page: Page, tokens: Sequence[Token]) -> Beat:
    """`— говорю я`: the first person has endings of its own; `— он мне` has no verb."""
    for number, token in enumerate(tokens):
        if token.lower == "я":
            near = [t for t in tokens[max(0, number - 2) : number + 3] if first_person(t.lower)]
            subject = Subject(token.start, token.stop, "narrator", "", "sing")
            if near:
                lemma = first_person(near[0].lower)[0].lemma
                return Beat(Cue(near[0].start, near[0].stop, lemma, _act(lemma, page.lexicon)), subject, "")
            return Beat(None, subject, "")
    for token in tokens[:3]:
        if token.lower in PRONOUNS:
            gender, number_, kind = PRONOUNS[token.lower]
            return Beat(None, Subject(token.start, token.stop, kind, gender, number_), gender)
    return NOTHING


def _choose(
    verbs: Sequence[tuple[int, tuple[Finite, ...]]], lexicon: Lexicon, *, last: bool
) -> tuple[int, tuple[Finite, ...]]:
    """The verb that reports: a known one, the nearest to the speech."""
    ordered = list(reversed(verbs)) if last else verbs
    strong = next((v for v in ordered if any(_is_strong(f.lemma, lexicon) for f in v[1])), None)
    known = strong or next((v for v in ordered if any(f.lemma in lexicon.verbs for f in v[1])), None)
    return known or (ordered[0])


def _is_strong(lemma: str, lexicon: Lexicon) -> bool:
    verb = lexicon.verbs.get(lemma)
    return verb is not None and "weak" not in verb.frames


def _act(lemma: str, lexicon: Lexicon) -> str:
    verb = lexicon.verbs.get(lemma)
    return verb.act if verb else "say"


def _agreeing(found: tuple[Finite, ...], subject: Subject | None) -> Finite:
    if subject:
        person = "1per" if subject.kind == "narrator" else "3per"
        return next((f for f in found if agrees(f, subject.gender, subject.number, person)), found[0])
    return found[0]


def _subject(page: Page, tokens: Sequence[Token], number: int, found: tuple[Finite, ...]) -> Subject | None:
    """Directly before the verb, else behind it, else further before: `и он вынул старый сапог`."""
    for at in range(number - 1, max(-1, number - 3), -1):
        if tokens[at].lower in _NEAREST or tokens[at].kind == "punct":
            near = _as_subject(page, tokens, at, found)
            if near:
                return near
            break
    return _subject_after(page, tokens, number, found) or _subject_before(page, tokens, number, found)


_NEAREST: Final = frozenset({"он", "она", "я"})


def _subject_after(page: Page, tokens: Sequence[Token], number: int, found: tuple[Finite, ...]) -> Subject | None:
    """`сказал он`, `вмешался, обращаясь ко всем, Пётр`: behind a comma only a name."""
    commas = 0
    for at in range(number + 1, min(len(tokens), number + 2 * _AFTER)):
        token = tokens[at]
        commas += token.text == ","
        if commas > 2 or (not commas and at > number + _AFTER) or (at > number + 1 and finite(token.lower)):
            return None
        direct = not commas or (commas == _CLOSED and tokens[at - 1].text == ",")
        subject = _as_subject(page, tokens, at, found) if direct else _as_name(page, token, found)
        if subject and not _is_governed(tokens, at):
            return subject
    return None


def _subject_before(page: Page, tokens: Sequence[Token], number: int, found: tuple[Finite, ...]) -> Subject | None:
    """`Пётр встал`, `и он вышел`."""
    for at in range(number - 1, max(-1, number - 1 - 3 * _BEFORE), -1):
        token = tokens[at]
        if number - at > _BEFORE and not (token.capital or token.lower in PRONOUNS):
            continue
        subject = _as_subject(page, tokens, at, found)
        if subject and not _is_governed(tokens, at):
            return subject
    return None


_PREPOSITIONS: Final = frozenset("в на за под о об с со у от до к ко из по при для без над перед через про".split())


def _is_governed(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].lower in _PREPOSITIONS


def _as_subject(page: Page, tokens: Sequence[Token], at: int, found: tuple[Finite, ...]) -> Subject | None:
    token = tokens[at]
    if token.kind != "word":
        return None
    pronoun = PRONOUNS.get(token.lower)
    if pronoun:
        return _as_pronoun(page, tokens, at, found)
    if (token.capital and token.start > tokens[0].start) or (token.capital and at == 0):
        name = _as_name(page, token, found)
        if name or at:
            return name
    noun = _as_noun(tokens, at, found)
    if noun and token.lower in VOICES:
        return _whose(page, tokens, at) or noun
    if noun and at + 1 < len(tokens) and tokens[at + 1].capital:
        name = _as_name(page, tokens[at + 1], found)
        return name._replace(start=noun.start) if name else noun  # `господин Орлов`
    return noun


def _whose(page: Page, tokens: Sequence[Token], at: int) -> Subject | None:
    """`послышался голос Анны`, `дрогнул голос у неё`."""
    for token in tokens[at + 1 : at + 1 + _WHOSE]:
        gender = OBJECTS.get(token.lower)
        if gender == "narrator":
            return Subject(token.start, token.stop, "narrator", "", "sing")
        if gender:
            return Subject(token.start, token.stop, "pronoun", gender, "sing")
        for name in page.names_in(token.start, token.start + 1):
            gender = page.cast.characters[name.character].gender or ""
            return Subject(name.start, name.stop, "name", gender, "sing", name.character)
    return None


def _as_pronoun(page: Page, tokens: Sequence[Token], at: int, found: tuple[Finite, ...]) -> Subject | None:
    token = tokens[at]
    gender, number, kind = PRONOUNS[token.lower]
    person = "1per" if token.lower in ("я", "мы") else "3per"
    if not any(agrees(verb, gender, number, person) for verb in found):
        return None
    if kind in ("anonymous", "group", "other") and at + 1 < len(tokens):
        noun = next(
            (s for n in (at + 1, at + 2, at + 3) if n < len(tokens) for s in [_as_noun(tokens, n, found)] if s), None
        )
        if noun and all(
            tokens[n].kind == "word" for n in range(at, min(at + 3, len(tokens))) if tokens[n].start < noun.start
        ):
            return noun._replace(start=token.start)
        if (
            kind == "anonymous"
            and nouns(tokens[at + 1].lower)
            and any(r.case == "nomn" for r in nouns(tokens[at + 1].lower))
        ):
            return None  # `одна мысль мелькнула`
        if kind == "anonymous" and at + 2 < len(tokens) and tokens[at + 1].lower == "из":
            return Subject(token.start, tokens[at + 2].stop, kind, gender, number)  # `один из сторожей`
    return Subject(token.start, token.stop, kind, gender, number)


def _as_name(page: Page, token: Token, found: tuple[Finite, ...]) -> Subject | None:
    if not token.capital:
        return None
    for name in page.names_in(token.start, token.start + 1):
        gender = page.cast.characters[name.character].gender or ""
        if name.nominative and any(agrees(verb, gender, "sing") for verb in found):
            return Subject(name.start, name.stop, "name", gender, "sing", name.character)
        if any(verb.gender == "femn" for verb in found):
            # `Орлова` may be the genitive of `Орлов`; beside `сказала` it is a woman.
            woman = page.cast.find(Name(surname=token.lower, gender="femn"))
            if woman and token.lower.endswith("а"):
                return Subject(token.start, token.stop, "name", "femn", "sing", woman.id)
    return None


def _as_noun(tokens: Sequence[Token], at: int, found: tuple[Finite, ...]) -> Subject | None:
    token = tokens[at]
    for noun in nouns(token.lower) if len(token.text) > _PARTICLE else ():
        if not {"Name", "Surn", "Patr"}.isdisjoint(noun.grammemes) and (noun.known or not token.capital):
            continue  # `надежда` is no Надежда, `дворников` no Дворников
        if noun.case != "nomn" or token.lower in _THINGS or not (noun.animate or token.lower in VOICES):
            continue
        gender = str(noun.gender)
        if any(agrees(verb, gender, str(noun.number)) for verb in found):
            first = _adjectives_before(tokens, at, gender)
            words = [t.text.lower() for t in tokens[first:at] if _is_lasting(t.lower)]
            lemma = " ".join([*words, token.text.lower()])
            kind = "group" if noun.number == "plur" or token.lower in VOICES else "noun"
            return Subject(tokens[first].start, token.stop, kind, gender, str(noun.number), -1, lemma)
    return _as_adjective(tokens, at, found)


def _is_lasting(lower: str) -> bool:
    """Whether the adjective describes for good: `большой`, not `взволнованный`, `мой`."""
    return lower not in _DETERMINERS and all(a.pos == "ADJF" for a in adjectives(lower))


def _adjectives_before(tokens: Sequence[Token], at: int, gender: str) -> int:
    first = at
    while first > 0 and at - first < 2 and tokens[first - 1].kind == "word":
        found = adjectives(tokens[first - 1].lower)
        if not any(a.case == "nomn" and (str(a.gender) == gender or str(a.number) == "plur") for a in found):
            break
        first -= 1
    return first


def _as_adjective(tokens: Sequence[Token], at: int, found: tuple[Finite, ...]) -> Subject | None:
    """`сказал рябой`, `спросила старшая`: an adjective that stands for a person."""
    token = tokens[at]
    if not token.lower.endswith(("ый", "ий", "ой", "ая")) or not _stands_alone(tokens, at):
        return None
    for adjective in adjectives(token.lower):
        gender = str(adjective.gender)
        if adjective.case == "nomn" and any(agrees(verb, gender, "sing") for verb in found):
            return Subject(token.start, token.stop, "noun", gender, "sing", -1, token.text.lower())
    return None


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective has no noun: behind its verb, and before a mark that no other adjective follows."""
    if at == 0 or not (finite(tokens[at - 1].lower) or (at > 1 and finite(tokens[at - 2].lower))):
        return False
    if at + 1 >= len(tokens):
        return True
    return tokens[at + 1].kind == "punct" and not (at + 2 < len(tokens) and adjectives(tokens[at + 2].lower))


def _objects(page: Page, tokens: Sequence[Token], number: int, subject: Subject | None) -> tuple[tuple[int, ...], str]:
    """Who is spoken to: `сказал он Анне`, `обратилась она к Петру`, `крикнул он ей`."""
    if not tokens:
        return (), ""
    end = tokens[min(len(tokens), number + 12) - 1].stop
    named = [
        name.character for name in page.names_in(tokens[0].start, end)
        if not name.nominative and not (subject and subject.character == name.character)
    ]  # fmt: skip
    near = tokens[max(0, number - 2) : number + 6]
    gender = next((OBJECTS[t.lower] for t in near if t.lower in OBJECTS), "")
    return tuple(named[:1]), gender
