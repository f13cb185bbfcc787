"""Speech and author's words, told apart inside a line of dialogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from quoteattr.fiction.clause import Finite, agrees, finite, first_person, nouns, tokenize
from quoteattr.lexicon import Lexicon
from quoteattr.segments import Token

# Speech and author's words change places only at a dash behind a mark of punctuation.
_TURN: Final = regex.compile(r"(?P<mark>[^\s—])\s*—+\s*(?=\S)|\((?=(?P<note>\p{L}))")
_MARKS: Final = ',.!?…;:)»”"“'
_NOTE_REACH: Final = 200
_REACH: Final = 9
_REPORT: Final = 120
_SHORTEST: Final = 4
_EARLY: Final = 4
SUBJECTS: Final = frozenset("он она оно они я мы тот та те кто-то все всё никто один одна другой другая третий".split())
# Before the verb, the subject of somebody who speaks: `— Письмо, — я сказал бы, записка, — пришло вчера.`
_SPEAKING: Final = frozenset({"я", "ты", "вы", "мы"})
# What begins with one of these goes on with the speech: `— Дай тот, — который лежал на столе.`
LINKS: Final = frozenset(
    "а но и или либо да что чтобы чтоб если когда где куда откуда который которая которое которые которую которого "
    "которой чему чего кто хотя хоть потому оттого зато вот это этот эта эти то ибо зачем почему разве неужели пусть "
    "ну нет не ни только даже уж ведь вы ты мы ваш твой мой наш таки".split()
)


class Piece(NamedTuple):
    """``view[start:stop]``, said by a character or told by the author."""

    start: int
    stop: int
    speech: bool


def split(view: str, start: int, stop: int, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a line whose speech begins at ``start``, in text order."""
    pieces: list[Piece] = []
    at, speech = start, not _is_author(view, start, stop, lexicon)
    for match in _turns(view, start, stop):
        if match.start() < at:
            continue
        if match["note"]:
            close = _remark(view, match.end(), stop) if speech else 0
            if close:
                pieces += [Piece(at, match.start(), speech=True), Piece(match.end(), close, speech=False)]
                at = close + 1
        elif _changes(view, match, stop, lexicon, speech=speech):
            pieces.append(Piece(at, match.start() + 1, speech))
            at, speech = match.end(), not speech
    pieces.append(Piece(at, stop, speech))
    return [piece for piece in pieces if view[piece.start : piece.stop].strip(_EDGE)]


_EDGE: Final = " .,;—"


def _is_author(view: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a line begins with the words of the author: `— сказал он. — Идём.`."""
    if not view[start].islower():
        return False
    return begins_report(_head(tokenize(view, start, min(stop, start + _REPORT))), lexicon)


def begins_report(clause: list[Token], lexicon: Lexicon) -> bool:
    """Whether the clause begins with a verb of speech and its subject: `прервал он`, `вдруг сказала Анна`."""
    for number, token in enumerate(clause[:3]):
        verbs = finite(token.lower)
        if any("weak" not in lexicon.verbs[v.lemma].frames for v in verbs if v.lemma in lexicon.verbs):
            after = clause[number + 1 : number + 3]
            return any(t.lower in _THIRD or t.lower == "я" or (t.capital and len(t.text) > 2) for t in after)
    return False


def _turns(view: str, start: int, stop: int) -> Iterator[regex.Match[str]]:
    """The places where the speaker may fall silent, those inside brackets and marks left out."""
    depth = 0
    at = start
    for match in _TURN.finditer(view, start, stop):
        between = view[at : match.start() + 1 - bool(match["note"])]
        at += len(between)
        depth = max(0, depth + sum(map(between.count, "(«")) - sum(map(between.count, ")»")))
        if not depth and match.end() < stop:
            yield match


def _remark(view: str, start: int, stop: int) -> int:
    """Where a stage remark ends: `Вот (он достал рубль), возьмите`; 0 where the brackets belong to the speech."""
    close = view.find(")", start, min(stop, start + _NOTE_REACH))
    if close < 0:
        return 0
    tokens = tokenize(view, start, close)
    if not tokens or any(token.lower in _SPEAKING for token in tokens):
        return 0
    head = [token for token in tokens if token.lower != "и"][:5]
    if head[0].lower in ("он", "она", "кто-то") or (head[0].capital and view[start].isupper()):
        return close if any(verb.tense == "past" for token in head for verb in finite(token.lower)) else 0
    return close if any(_is_done_by(clause) for clause in _clauses(tokens)) else 0


def _is_done_by(clause: list[Token]) -> bool:
    """A verb in the past with its subject directly beside it: `указала она`, `он указал`, `громко вздохнул Пётр`."""
    for number, token in enumerate(clause[: _EARLY + 1]):
        verbs = [verb for verb in finite(token.lower) if verb.tense == "past" and verb.gender != "neut"]
        if not verbs or (number < len(clause) - 1 and clause[number + 1].lower in ("бы", "б")):
            continue
        after = clause[number + 1 : number + 3]
        if any(t.lower in _THIRD or (t.capital and len(t.text) > 2 and t.lower not in _SPEAKING) for t in after):
            return True
        if number and clause[number - 1].lower in _THIRD:
            return True
    return False


def _changes(view: str, match: regex.Match[str], stop: int, lexicon: Lexicon, *, speech: bool) -> bool:
    mark = match["mark"]
    after = view[match.end()]
    if mark not in _MARKS:
        return speech and after.islower() and _is_plain_report(view, match.end(), stop, lexicon)
    if not speech:
        return mark in ",.!?…;:)" and not (
            view[match.start() - 1] in "»”" and _reports(view, match.end(), stop, lexicon)
        )
    if mark in ".!?…":
        # `— Нет! — Он встал.`, `— Нет! — сказал он.`
        return True
    return mark == "," and after.islower() and _reports(view, match.end(), stop, lexicon)


def _reports(view: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    return view[start].islower() and is_report(tokenize(view, start, min(stop, start + _REPORT)), lexicon)


def _is_plain_report(view: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """A cue and its subject behind a dash without a mark before it: `— Забавно — громко сказал хозяин.`."""
    tokens = _head(tokenize(view, start, min(stop, start + _REPORT)))
    for number, token in enumerate(tokens[:3]):
        verbs = finite(token.lower)
        if verbs and _is_cue(verbs, lexicon) and _has_subject(tokens, number, verbs):
            return True
    return False


def is_report(tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether the words after a comma and a dash are the author's: `сказал он`, `вдруг встал Пётр`, `и он вышел`."""
    if tokens and tokens[0].lower in LINKS:
        if tokens[0].lower in _PARTICLES:
            return not _is_spoken(_head(tokens)) and any(_is_done_by(clause) for clause in _clauses(tokens))
        return tokens[0].lower == "и" and _goes_on(tokens)
    if _acts_first(tokens):
        return True
    for clause in _clauses(tokens):
        for number, token in enumerate(clause):
            verbs = finite(token.lower)
            if any(t.lower in _SPEAKING for t in clause[max(0, number - 3) : number]):
                return False
            if verbs and (_is_cue(verbs, lexicon) or _has_subject(clause, number, verbs)):
                return True
            if token.lower == "я" and _is_mine(clause, number, lexicon):
                return True
    return False


# `— не слушал Пётр`, `— даже с удивлением ответил он`
_PARTICLES: Final = frozenset({"не", "даже"})
_THIRD: Final = frozenset({"он", "она", "кто-то"})


def _is_spoken(clause: list[Token]) -> bool:
    return any(token.lower in _SPEAKING for token in clause)


def _head(tokens: list[Token]) -> list[Token]:
    return next(_clauses(tokens), [])


def _acts_first(tokens: list[Token]) -> bool:
    """`он снял шляпу`: a pronoun, a verb in the past, and a dash behind the clause."""
    if len(tokens) < _SHORTEST or tokens[0].lower not in ("он", "она"):
        return False
    if not any(verb.tense == "past" for token in tokens[1:3] for verb in finite(token.lower)):
        return False
    end = next((n for n, token in enumerate(tokens) if token.kind == "punct"), 0)
    return 0 < end < len(tokens) - 1 and tokens[end + 1].text == "—"


def _clauses(tokens: list[Token]) -> Iterator[list[Token]]:
    """The first words, up to a mark; then those behind a comma, for `проговорил, улыбаясь, Пётр`."""
    start = 0
    for _ in range(2):
        end = next((n for n in range(start, len(tokens)) if tokens[n].kind == "punct"), len(tokens))
        yield tokens[start : min(end, start + _REACH)]
        if end >= len(tokens) or tokens[end].text != ",":
            return
        start = end + 1


def _goes_on(tokens: list[Token]) -> bool:
    """`и он вышел`: an action, joined to the words by и."""
    if len(tokens) < 3:
        return False
    third = tokens[2:5] if tokens[1].lower in ("он", "она", "я") or tokens[1].capital else tokens[1:3]
    return any(verb.tense == "past" for token in third for verb in finite(token.lower))


def _is_cue(verbs: tuple[Finite, ...], lexicon: Lexicon) -> bool:
    return any(verb.lemma in lexicon.verbs for verb in verbs)


def _has_subject(clause: list[Token], number: int, verbs: tuple[Finite, ...]) -> bool:
    """An unknown verb in the past with its subject behind it: `махнул он рукой`, `кольнула меня шалунья`."""
    past = [verb for verb in verbs if verb.tense == "past"]
    if not past or number > _EARLY:
        return False
    after = clause[number + 1 : number + 5]
    if clause[number].lower.endswith(_IMPERSONAL) and any(token.lower in _HOLDERS or token.capital for token in after):
        return True
    if any(token.lower in SUBJECTS or (token.capital and len(token.text) > 2) for token in after):
        return True
    return any(_is_subject(token, verb) for token in after for verb in past)


# `— Поздно, — мелькнуло у него в голове.`, `— Пора, — не сиделось Петру.`
_IMPERSONAL: Final = ("лось", "нуло", "ло")
_HOLDERS: Final = frozenset("мне ему ей нем ней него нее неё меня им них нас голове уме сердце душе мыслях".split())


def _is_subject(token: Token, verb: Finite) -> bool:
    return any(
        noun.case == "nomn" and noun.animate and agrees(verb, noun.gender, noun.number) for noun in nouns(token.lower)
    )


def _is_mine(clause: list[Token], number: int, lexicon: Lexicon) -> bool:
    near = clause[max(0, number - 2) : number + 3]
    return any(verb.lemma in lexicon.verbs for token in near for verb in first_person(token.lower))
