"""Who may speak: the named characters, those known by a description only, groups, and the narrator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quoteattr.fiction.beats import Subject
from quoteattr.fiction.characters import Cast, Character
from quoteattr.fiction.namewords import kin, obliques
from quoteattr.morph import fold

NARRATOR: Final = "рассказчик"


class People:
    """The characters of a book, numbered; grows while the book is read."""

    def __init__(self, cast: Cast, *, narrator: bool) -> None:
        self.all: list[Character] = list(cast.characters)
        self._described: dict[str, int] = {}
        self._joined: dict[int, int] = {}
        self._names = len(self.all)
        self.narrator = self._add("narrator", NARRATOR, None, "narrator") if narrator else None

    def _add(self, key: str, name: str, gender: str | None, kind: str) -> int:
        person = Character(len(self.all), gender, kind=kind, acts=False)
        person.names[name] += 1
        self.all.append(person)
        self._described[key] = person.id
        return person.id

    def is_described(self, person: int) -> bool:
        """Whether the person has a description and no name."""
        return person >= self._names and self.all[person].kind == "person"

    def bears(self, person: int) -> bool:
        """Whether the description is a rank that one may bear beside a name: not kin, not `господин`."""
        return not any(fold(name) in kin() or fold(name) in _VAGUE for name in self.all[person].names)

    def join(self, pairs: Mapping[int, int]) -> None:
        """Take each described person for the named one."""
        self._joined.update(pairs)

    def tell_narrator(self, character: int | None) -> None:
        """Give the narrator the names of the character who tells the story."""
        if character is None or self.narrator is None:
            return
        told, narrator = self.all[character], self.all[self.narrator]
        narrator.names.clear()
        narrator.names.update(told.names)
        narrator.given, narrator.surname, narrator.gender = told.given, told.surname, told.gender
        self._joined[character] = self.narrator

    def same(self, person: int) -> int:
        """The one that the person was joined to, or the person as given."""
        return self._joined.get(person, person)

    def named(self, view: str, subject: Subject | None) -> int | None:
        """The speaker whom the author's words name or describe."""
        if subject is None:
            return None
        if subject.kind == "name":
            return subject.character
        if subject.kind == "narrator":
            return self.narrator
        if subject.kind == "noun" or (subject.kind == "group" and subject.lemma):
            return self.described(subject)
        if subject.kind in ("group", "anonymous"):
            return self.crowd(subject, view[subject.start : subject.stop].lower())
        return None

    def described(self, subject: Subject) -> int:
        """The person of a description: `старик`, `молодой человек`; a new one where the book has not had it."""
        words = fold(subject.lemma).split()
        key = " ".join(words) if words[-1] in _VAGUE else kin().get(words[-1], words[-1])
        found = self._described.get(key)
        if found is None:
            kind = "group" if subject.number == "plur" or subject.kind == "group" else "person"
            return self._add(key, subject.lemma, subject.gender or None, kind)
        self.all[found].names[subject.lemma] += 1
        return found

    def crowd(self, subject: Subject, word: str) -> int:
        """The group or the unnamed one that a pronoun stands for: `все`, `кто-то`."""
        key = f"{subject.kind} {word}"
        found = self._described.get(key)
        kind = "group" if subject.kind == "group" else "anonymous"
        return found if found is not None else self._add(key, word, None, kind)

    def descriptions(self) -> dict[str, tuple[int, bool]]:
        """Word → the person whom it describes, and whether it is a nominative."""
        found: dict[str, tuple[int, bool]] = {}
        for key, person in self._described.items():
            if " " in key or key in _NOBODY or self.all[person].kind != "person":
                continue
            for word in (key, *(word for word, plain in kin().items() if plain == key)):
                for form in obliques(word):
                    found.setdefault(form, (self._joined.get(person, person), False))
                found[word] = (self._joined.get(person, person), True)
        return found

    def count(self, told: Mapping[int, int]) -> None:
        """Add how often the author speaks of each described person."""
        for person, times in told.items():
            if self.is_described(person):
                self.all[person].count += times

    def gender(self, person: int) -> str:
        """``masc``, ``femn``, or nothing where it is not known."""
        return self.all[person].gender or ""


# `друг друга` is nobody
_NOBODY: Final = frozenset({"друг"})
_VAGUE: Final = frozenset({"человек", "господин", "дама", "женщина", "девушка", "парень", "мужчина", "люди", "голос"})
