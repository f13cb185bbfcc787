"""What an entry of the lexicon is: one frozen class a kind of line, and the closed vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from attrs import Attribute, field, frozen

__all__ = [
    "ACTS",
    "CASES",
    "CLAUSE_FRAMES",
    "COUNTRY_KINDS",
    "GENDERS",
    "MEDIUM_KINDS",
    "NOUN_FRAMES",
    "NUMBERS",
    "Abbreviation",
    "Country",
    "Entry",
    "Group",
    "LexiconError",
    "Medium",
    "Noun",
    "Organisation",
    "Phrase",
    "Post",
    "Preposition",
    "Synonym",
    "Verb",
    "WordSet",
    "fold",
    "mode_of",
]

ACTS: Final[dict[str, str]] = {
    "accuse": "lay blame: обвинить, упрекнуть",
    "add": "go on from what was said: добавить",
    "admit": "say against one's own interest: признаться",
    "advise": "recommend: посоветовать",
    "agree": "согласиться",
    "announce": "make public: объявить",
    "answer": "ответить",
    "ask": "put a question: спросить",
    "believe": "hold an opinion: считать, быть уверенным",
    "boast": "похвастаться",
    "claim": "assert: утверждать",
    "clarify": "уточнить",
    "complain": "пожаловаться",
    "conclude": "заключить, прийти к выводу",
    "confirm": "подтвердить",
    "continue": "begin, go on or end speaking: продолжить",
    "criticise": "раскритиковать",
    "curse": "выругаться",
    "decide": "come to a decision of one's own: решить",
    "demand": "потребовать",
    "deny": "опровергнуть",
    "doubt": "усомниться",
    "emote": "feel or show a feeling beside the words: удивиться",
    "exclaim": "raise one's voice: воскликнуть",
    "explain": "объяснить",
    "fear": "опасаться",
    "gesture": "move beside the words: кивнуть",
    "greet": "greet, part, congratulate: поздороваться",
    "hope": "hope or expect: надеяться",
    "inform": "сообщить",
    "interrupt": "перебить",
    "joke": "пошутить",
    "mutter": "speak indistinctly: пробормотать",
    "name": "give a name or a description: назвать",
    "note": "отметить, заметить",
    "object": "возразить",
    "order": "приказать",
    "praise": "похвалить",
    "predict": "предсказать",
    "promise": "пообещать",
    "propose": "предложить, призвать",
    "publish": "опубликовать",
    "quote": "hand on another's words: процитировать",
    "remind": "напомнить",
    "repeat": "повторить",
    "request": "попросить",
    "rule": "decide with authority: постановить",
    "say": "сказать",
    "stress": "подчеркнуть",
    "tell": "рассказать",
    "thank": "поблагодарить",
    "think": "подумать",
    "threaten": "пригрозить",
    "warn": "предупредить",
    "whisper": "прошептать",
    "write": "написать",
}
"""Every speech act, with what it covers."""

_THOUGHT: Final = frozenset({"believe", "decide", "doubt", "fear", "hope", "think"})
_WRITING: Final = frozenset({"publish", "write"})

CLAUSE_FRAMES: Final[dict[str, str]] = {
    "bare": "a tag without a conjunction: …, сообщает X; как сообщил X, …",
    "direct": "beside a quotation in marks, after a colon or in a dash line",
    "mixed": "with a quoted piece as its complement: назвал решение «ошибкой»",
    "weak": "a cue only beside a quotation, never of indirect speech: кивнул Пётр",
    "wh": "with ли or a question word: спросил, когда …",
    "как": "with как: рассказал, как …",
    "не": "with что under negation: не исключил, что …",
    "том": "with a preposition and a form of то: обвинил в том, что …",
    "что": "with что, о том, что or то, что",
    "чтобы": "with чтобы",
}
"""The frames of verbs, phrases and predicatives: what their content may look like.

A denied verb reports nothing (не сообщил, что), save those with the frame ``не``.
"""

NOUN_FRAMES: Final[dict[str, str]] = {
    "document": "a source of its own: в докладе говорится …",
    "quote": "leads a quotation: вопрос: «…»; фраза «…»",
    "wh": "with ли or a question word: вопрос, когда …",
    "что": "governs a clause: заявление о том, что …",
    "чтобы": "governs a wish: требование, чтобы …",
}
"""The frames of nouns."""

CASES: Final = frozenset({"acc", "dat", "gen"})
GENDERS: Final = frozenset({"common", "femn", "masc"})
NUMBERS: Final = frozenset({"plur", "sing"})
MEDIUM_KINDS: Final = frozenset({"агентство", "газета", "журнал", "радио", "сайт", "телеканал"})
COUNTRY_KINDS: Final = frozenset({"capital", "country", "place", "region", "union"})


class LexiconError(ValueError):
    """An entry that cannot be read or found; the message says where and what is wrong."""


def fold(text: str) -> str:
    """Return *text* with ё written as е: how every key of the lexicon is spelt."""
    return text.replace("ё", "е").replace("Ё", "Е")


def mode_of(act: str) -> str:
    """Return the mode of a quote reported by *act*: ``speech``, ``writing`` or ``thought``."""
    if act in _THOUGHT:
        return "thought"
    return "writing" if act in _WRITING else "speech"


def _one_of(allowed: dict[str, str] | frozenset[str]) -> Callable[[Any, Attribute[str], str], None]:
    def check(_: Any, attribute: Attribute[str], value: str) -> None:
        if value not in allowed:
            raise LexiconError(_unknown(attribute.name, value, allowed))

    return check


def _all_of(
    allowed: dict[str, str],
) -> Callable[[Any, Attribute[frozenset[str]], frozenset[str]], None]:
    known = frozenset(allowed)

    def check(_: Any, attribute: Attribute[frozenset[str]], values: frozenset[str]) -> None:
        if not values <= known:
            raise LexiconError(_unknown(attribute.name, min(values - known), allowed))

    return check


def _unknown(name: str, value: str, allowed: dict[str, str] | frozenset[str]) -> str:
    return f"unknown {name} {value!r}; known: {', '.join(sorted(allowed))}"


def _set(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


def _fold_all(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, words))


@frozen
class Verb:
    """A verb, short form or predicative that reports: its lemma, act and frames."""

    lemma: str = field(converter=fold)
    act: str = field(validator=_one_of(ACTS))
    frames: frozenset[str] = field(converter=_set, validator=_all_of(CLAUSE_FRAMES))
    example: str = ""

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.lemma

    @property
    def mode(self) -> str:
        """``speech``, ``writing`` or ``thought``, by the act."""
        return mode_of(self.act)


@frozen
class Phrase:
    """A cue of several words: a verb's lemma and the words that go with it, as they stand.

    ``выразить надежду`` is ``Phrase("выразить", ("надежду",), …)``.
    """

    lemma: str = field(converter=fold)
    words: tuple[str, ...] = field(converter=_fold_all)
    act: str = field(validator=_one_of(ACTS))
    frames: frozenset[str] = field(converter=_set, validator=_all_of(CLAUSE_FRAMES))
    example: str = ""

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return " ".join((self.lemma, *self.words))

    @property
    def mode(self) -> str:
        """``speech``, ``writing`` or ``thought``, by the act."""
        return mode_of(self.act)


@frozen
class Preposition:
    """A prepositional cue, as it stands, and the case of the source after it.

    *middle* tells that a possessive or an adjective may stand inside: ``по его словам``.
    """

    words: tuple[str, ...] = field(converter=_fold_all)
    case: str = field(validator=_one_of(CASES))
    act: str = field(validator=_one_of(ACTS))
    example: str = ""
    middle: bool = False

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return " ".join(self.words)

    @property
    def mode(self) -> str:
        """``speech``, ``writing`` or ``thought``, by the act."""
        return mode_of(self.act)


@frozen
class Noun:
    """A noun of speech or writing: заявление, доклад, вопрос."""

    lemma: str = field(converter=fold)
    act: str = field(validator=_one_of(ACTS))
    frames: frozenset[str] = field(converter=_set, validator=_all_of(NOUN_FRAMES))
    example: str = ""

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.lemma

    @property
    def mode(self) -> str:
        """``speech``, ``writing`` or ``thought``, by the act."""
        return mode_of(self.act)


@frozen
class Post:
    """A noun that names a person by post, trade or role.

    *gender* ``common`` may denote a woman too. *kinds* are the wider words by which a text may
    take the same person up again: министр → чиновник, политик.
    """

    lemma: str = field(converter=fold)
    gender: str = field(validator=_one_of(GENDERS))
    kinds: frozenset[str] = field(default=frozenset(), converter=_set)

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.lemma


@frozen
class Synonym:
    """A post of several words and the posts that may mean the same: глава города → мэр."""

    phrase: str = field(converter=fold)
    posts: frozenset[str] = field(converter=_set)

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.phrase


@frozen
class Organisation:
    """A head noun of organisations; ``media`` and ``group`` among its *kinds* set them apart."""

    lemma: str = field(converter=fold)
    kinds: frozenset[str] = field(default=frozenset(), converter=_set)

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.lemma


@frozen
class Abbreviation:
    """A short name, the name it stands for, and the words that may take it up again."""

    short: str = field(converter=fold)
    expansion: str
    kinds: frozenset[str] = field(default=frozenset(), converter=_set)

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.short


@frozen
class Medium:
    """A paper, agency, channel, station or site, by its name without marks."""

    name: str = field(converter=fold)
    kind: str = field(validator=_one_of(MEDIUM_KINDS))

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.name


@frozen
class Country:
    """A place that may stand for those who govern it: Москва заявила.

    *adjectives* are those that do not begin like its name: США, американский.
    """

    name: str = field(converter=fold)
    kind: str = field(validator=_one_of(COUNTRY_KINDS))
    adjectives: frozenset[str] = field(default=frozenset(), converter=_set)

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.name


@frozen
class Group:
    """A word for people at large: многие, некоторые, кто-то."""

    lemma: str = field(converter=fold)
    number: str = field(validator=_one_of(NUMBERS))

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.lemma


@frozen
class WordSet:
    """Words that a rule asks for by the *name* of their set: leaders → глава, директор."""

    name: str
    words: frozenset[str] = field(converter=_set)

    @property
    def key(self) -> str:
        """What the lexicon files the entry under."""
        return self.name


Entry = (
    Verb
    | Phrase
    | Preposition
    | Noun
    | Post
    | Synonym
    | Organisation
    | Abbreviation
    | Medium
    | Country
    | Group
    | WordSet
)
