"""The characters of a book: one for all the names that the book gives to a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import regex
from attrs import define, field, frozen

from quoteattr.fiction.namewords import (
    base_by_dictionary,
    gender_by_form,
    given_names,
    is_given,
    is_name_form,
    is_only_given,
    is_personal,
    is_place,
    obliques,
    patronymic,
    patronymic_nominative,
    surname_stem,
)
from quoteattr.morph import fold

_CAPITAL: Final = regex.compile(r"\p{Lu}\p{Ll}+(?:-\p{L}\p{Ll}*)*")
_PARTICLE: Final = regex.compile(r"-(?:то|с|де|таки|ка)$")
_PAST: Final = regex.compile(r"\p{Ll}{2,}(?P<end>л|ла|ли|ло)(?:ся|сь)?")
_BEFORE_VERB: Final = regex.compile(r"(\p{Ll}+)\s*$")
_AFTER_VERB: Final = regex.compile(r"\s(\p{Ll}+)\b")
_SENTENCE_START: Final = '.!?…—:-»*«"„“(;\n\r'
_LONGEST: Final = 4
# No name ends so in the nominative; the rare that do (`Камю`) are kept by their frequency with verbs.
_OBLIQUE: Final = ("у", "ю", "ым", "ом", "ем", "ой", "ых", "ами", "ями", "ими", "ыми", "ах", "ях")
_WOMEN: Final = ("ова", "ева", "ина", "ына", "ская", "цкая")
_NICKNAME: Final = 3


class Run(NamedTuple):
    """Capitalised words that stand together; ``words`` in lower case, ё as е."""

    start: int
    stop: int
    words: tuple[str, ...]
    initial: bool


@define
class Form:
    """What the book shows of a capitalised form."""

    count: int = 0
    inside: int = 0
    """How often it stands inside a sentence, where only names are capitalised."""
    masc: int = 0
    femn: int = 0
    """How often a verb in the masculine or feminine past stands beside it."""


@frozen
class Name:
    """A name by its parts, in the nominative and in lower case; ``patronymic`` is its stem."""

    given: str = ""
    patronymic: str = ""
    surname: str = ""
    gender: str | None = None

    @property
    def parts(self) -> int:
        """How many parts the name has."""
        return bool(self.given) + bool(self.patronymic) + bool(self.surname)


@define
class Character:
    """A person of the book, and the names that are theirs."""

    id: int
    gender: str | None
    given: frozenset[str] = frozenset()
    patronymic: str = ""
    surname: str = ""
    count: int = 0
    names: Counter[str] = field(factory=Counter)
    """The names as the book writes them, in the nominative, each with its count."""
    kind: str = "person"
    acts: bool = True
    """Whether verbs of its gender stand beside the name."""


class Reference(NamedTuple):
    """What a run of capitals can mean: the character, and whether it can be a subject."""

    character: int
    nominative: bool


def runs(view: str) -> list[Run]:
    """The runs of capitalised words of the text, in its order."""
    return list(_runs(view))


def _runs(view: str) -> Iterator[Run]:
    words: list[str] = []
    start = stop = -1
    initial = False
    for match in _CAPITAL.finditer(view):
        a, b = match.span()
        # `АннаПавловна`: a space lost in conversion.
        near = words and (a == stop or (a == stop + 1 and view[stop] == " ")) and len(words) < _LONGEST
        if words and not near:
            yield Run(start, stop, tuple(words), initial)
            words = []
        if not words:
            start = a
            initial = _is_initial(view, a)
        words.append(_PARTICLE.sub("", fold(match.group())))
        stop = b
    if words:
        yield Run(start, stop, tuple(words), initial)


def _is_initial(view: str, at: int) -> bool:
    before = at - 1
    while before >= 0 and view[before] == " ":
        before -= 1
    return before < 0 or view[before] in _SENTENCE_START


def survey(view: str, found: Sequence[Run]) -> dict[str, Form]:
    """What the book shows of each capitalised form."""
    forms: dict[str, Form] = defaultdict(Form)
    for run in found:
        for number, word in enumerate(run.words):
            form = forms[word]
            form.count += 1
            form.inside += not run.initial or number > 0
    for run in found:
        if forms[run.words[0]].inside:
            end = _verb_beside(view, run)
            for word in run.words:
                forms[word].masc += end == "л"
                forms[word].femn += end == "ла"
    return dict(forms)


def _verb_beside(view: str, run: Run) -> str:
    """The ending of a verb in the past directly before or behind the run."""
    before = _BEFORE_VERB.search(view, max(0, run.start - 24), run.start)
    verb = before and _PAST.fullmatch(before[1])
    if not verb:
        after = _AFTER_VERB.match(view, run.stop, run.stop + 24)
        verb = after and _PAST.fullmatch(after[1])
    return verb["end"] if verb else ""


class Cast:
    """The characters of one book; made by :func:`cast`, and not changed afterwards."""

    def __init__(self, forms: dict[str, Form]) -> None:
        self.forms = forms
        self.characters: list[Character] = []
        self._by: dict[tuple[str, str], list[Character]] = defaultdict(list)
        self._known: dict[tuple[str, ...], Reference | None] = {}
        self._nominatives = _nominatives(forms)

    def refer(self, words: tuple[str, ...]) -> Reference | None:
        """The character that the words of a run mean; leading words that are no name are left out by :meth:`strip`."""
        if words not in self._known:
            self._known[words] = self._refer(words)
        return self._known[words]

    def _refer(self, words: tuple[str, ...]) -> Reference | None:
        read = self.read(words)
        if read is None:
            return None
        name, nominative = read
        character = self.find(name)
        return None if character is None else Reference(character.id, nominative)

    def strip(self, words: tuple[str, ...], *, initial: bool) -> int:
        """How many leading words do not belong to the name: `Но Пётр` → 1."""
        skip = 0
        while skip < len(words) and not self._starts(words, skip, initial=initial and skip == 0):
            skip += 1
        return skip

    def _starts(self, words: tuple[str, ...], at: int, *, initial: bool) -> bool:
        if self.is_name(words[at], initial=initial):
            return True
        # At the start of a sentence `Вера` may be no name, `Вера Орлова` is one.
        return is_given(words[at]) and at + 1 < len(words) and self._go_together(words[at], words[at + 1])

    def parts(self, words: tuple[str, ...], *, initial: bool) -> list[tuple[int, int]]:
        """The names in a run as slices of its words: `Но Петру Иван` holds two."""
        start = self.strip(words, initial=initial)
        found: list[tuple[int, int]] = []
        for stop in range(start + 1, len(words) + 1):
            if stop < len(words) and self._go_together(words[stop - 1], words[stop]):
                continue
            if start < len(words) and (stop - start > 1 or self.is_name(words[start], initial=initial and not start)):
                found.append((start, stop))
            start = stop
        return found

    def _go_together(self, left: str, right: str) -> bool:
        if not self.is_name(right, initial=False):
            return False
        father = patronymic(right)
        base, straight = self._nominative(left, father[1] if father else None)
        if father:
            return straight == father[2] and is_given(base) and self._gender(base) in (father[1], None)
        father = patronymic(left)
        other, also = self._nominative(right, father[1] if father else self._gender(base))
        one, two = father[1] if father else self._gender(base), self._gender(other)
        return (father[2] if father else straight) == also and (one is None or two is None or one == two)

    def is_name(self, word: str, *, initial: bool) -> bool:
        """Whether the form can be part of a person's name in this book."""
        form = self.forms.get(word)
        if form is None or is_place(word):
            return False
        if initial and form.inside * 8 < form.count:
            return is_only_given(word)
        if is_name_form(word) or is_surname(word):
            return form.inside > 0
        return form.inside >= _NICKNAME and form.masc + form.femn >= _NICKNAME and form.inside * 2 > form.count

    def read(self, words: tuple[str, ...]) -> tuple[Name, bool] | None:
        """The name that the words make, and whether it can stand in the nominative."""
        father = next((patronymic(word) for word in words[1:] if patronymic(word)), None)
        gender = father[1] if father else None
        given = surname = ""
        nominative = father is None or father[2]
        for number, word in enumerate(words):
            if number and father and patronymic(word) == father:
                continue
            base, straight = self._nominative(word, gender)
            nominative = nominative and straight
            gender = gender or self._gender(base)
            if not given and is_given(base) and not (surname and number == len(words) - 1 and is_surname(base)):
                given = base
            elif not surname:
                surname = base
        if not (given or surname):
            return None
        return Name(given, father[0] if father else "", surname, gender), nominative

    def _gender(self, nominative: str) -> str | None:
        form = self.forms.get(nominative)
        if form and max(form.masc, form.femn) >= 2 and max(form.masc, form.femn) > 3 * min(form.masc, form.femn):
            return "masc" if form.masc > form.femn else "femn"
        return gender_by_form(nominative)

    def _nominative(self, word: str, gender: str | None) -> tuple[str, bool]:
        options = self._nominatives.get(word)
        if not options:
            return base_by_dictionary(word) or (word, not word.endswith(_OBLIQUE))
        if gender == "femn" and word.endswith(_WOMEN):
            return word, True
        for option in options:
            if gender is None or self._gender(option) in (gender, None):
                return option, option == word
        return options[0], options[0] == word

    def straight(self, words: tuple[str, ...]) -> str:
        """The words of a name in the nominative, as far as the book or the dictionary knows it."""
        found = []
        for number, word in enumerate(words):
            base = patronymic_nominative(word) if number and patronymic(word) else self._nominative(word, None)[0]
            if base == word and word.endswith(_OBLIQUE):
                return ""
            found.append("-".join(part.capitalize() for part in base.split("-")))
        return " ".join(found)

    def find(self, name: Name) -> Character | None:
        """The character of this name: who has all its parts, the most often named where several do."""
        found = list(dict.fromkeys(c.id for c in self._candidates(name)))
        fitting = [self.characters[n] for n in found if _agrees(self.characters[n], name)]
        best = [character for character in fitting if _shares_enough(character, name)]
        if best:
            return max(best, key=lambda character: character.count)
        # `Анна Ильина` and `Анна Петровна` may be two, but not where the book knows one Анна.
        return fitting[0] if len(fitting) == 1 and name.given else None

    def _candidates(self, name: Name) -> Iterable[Character]:
        if name.surname:
            yield from self._by["surname", surname_stem(name.surname)]
        for given in given_names(name.given) if name.given else ():
            yield from self._by["given", given]

    def add(self, name: Name, written: str, count: int) -> None:
        """Give the name to the character that it fits, or to a new one."""
        character = self.find(name)
        if character is None:
            character = Character(len(self.characters), name.gender)
            self.characters.append(character)
        character.names[written] += count
        character.gender = character.gender or name.gender
        character.patronymic = character.patronymic or name.patronymic
        if name.given:
            full = given_names(name.given)
            character.given = (character.given & full) or character.given or full
            for given in full:
                self._file(("given", given), character)
        if name.surname:
            character.surname = character.surname or name.surname
            self._file(("surname", surname_stem(name.surname)), character)

    def _file(self, key: tuple[str, str], character: Character) -> None:
        if character not in self._by[key]:
            self._by[key].append(character)


def is_surname(nominative: str) -> bool:
    """Whether the form looks like a surname: `Гаврилов`, not `Гаврила`."""
    return nominative.endswith(("ов", "ев", "ин", "ский", "цкий", "ова", "ева", "ская", "цкая", "ых", "их", "енко"))


def _agrees(character: Character, name: Name) -> bool:
    """Whether no part of the name contradicts the character."""
    if name.gender and character.gender and name.gender != character.gender:
        return False
    if name.patronymic and character.patronymic and name.patronymic != character.patronymic:
        return False
    if name.given and character.given and not (given_names(name.given) & character.given):
        return False
    return not (name.surname and character.surname and surname_stem(name.surname) != surname_stem(character.surname))


def _shares_enough(character: Character, name: Name) -> bool:
    """Whether the name and the character share more than a given name, where the name has more to share."""
    shared = bool(name.given and character.given) * 2 + bool(name.surname and character.surname) * 2
    shared += bool(name.patronymic and character.patronymic)
    return name.parts == 1 or shared > 2 or not (name.patronymic and character.surname and not character.patronymic)


def _nominatives(forms: dict[str, Form]) -> dict[str, tuple[str, ...]]:
    """Form → the nominatives of the book that it can be made from, itself among them where it may be one."""
    bases: dict[str, list[str]] = defaultdict(list)
    for base, form in forms.items():
        if form.inside and (is_name_form(base) or is_surname(base)):
            for oblique in obliques(base):
                if oblique in forms and oblique != base:
                    bases[oblique].append(base)
    chosen = {}
    for word, options in bases.items():
        real = [base for base in options if _is_base(forms, base, word)]
        if real:
            real.sort(key=lambda base: -forms[base].count)
            chosen[word] = (word, *real) if _is_nominative(forms, word) else tuple(real)
    return chosen


def _is_nominative(forms: dict[str, Form], word: str) -> bool:
    """Whether a form that may be oblique is a name too: `Иванова` beside `Ивановой`, `Саша` beside `Сашей`."""
    own = forms[word]
    if word[-1:] in "ая":
        others = sum(forms[word[:-1] + end].count for end in ("ой", "ей", "ою", "ею") if word[:-1] + end in forms)
        return own.femn > 1 and others * 6 >= own.count
    return word[-1:] not in "уюеыио" and own.masc > 1 and own.masc * 12 > own.count


def _is_base(forms: dict[str, Form], base: str, word: str) -> bool:
    """Whether the book uses ``base`` as a nominative: `Петра` comes from `Пётр`, `Тоня` does not come from `Тонь`."""
    form, own = forms[base], forms[word]
    if word[-1:] in "уюеыи" or word.endswith(("ой", "ым", "ом", "ем")):
        return form.count * 8 > own.count
    return form.count * 4 > own.count or form.masc + form.femn > own.masc + own.femn


def cast(view: str, found: Sequence[Run]) -> Cast:
    """The characters whom the text names."""
    book = Cast(survey(view, found))
    counted: Counter[tuple[tuple[str, ...], bool]] = Counter((run.words, run.initial) for run in found)
    spelt = _spelling(view, found)
    totals: Counter[Name] = Counter()
    names: dict[tuple[Name, str], int] = Counter()
    for (words, initial), count in counted.items():
        for start, stop in book.parts(words, initial=initial):
            kept = words[start:stop]
            read = book.read(kept)
            if read:
                name, nominative = read
                written = " ".join(spelt[word] for word in kept) if nominative else book.straight(kept)
                names[name, written] += count if nominative else 0
                totals[name] += count
    voted = {word for word, form in book.forms.items() if form.masc + form.femn > 0}
    for (name, form), count in sorted(names.items(), key=lambda item: (-item[0][0].parts, -totals[item[0][0]])):
        book.add(name, form, count)
    for name, count in totals.items():
        character = book.find(name)
        if character:
            character.count += count
    for character in book.characters:
        character.acts = any(
            fold(word) in voted or is_personal(fold(word)) for name in character.names for word in name.split()
        )
    return book


def _spelling(view: str, found: Sequence[Run]) -> dict[str, str]:
    """Word → how the text spells it: with ё where it does so once."""
    spelt: dict[str, str] = {}
    for run in found:
        for word, written in zip(run.words, _CAPITAL.findall(view, run.start, run.stop), strict=False):
            if word not in spelt or ("ё" in written and "ё" not in spelt[word]):
                spelt[word] = _PARTICLE.sub("", written)
    return spelt
