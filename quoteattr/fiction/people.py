"""Who may speak: the named characters, those known by a description only, groups, and the narrator."""

from __future__ import annotations

from typing import Final

from quoteattr.fiction.beats import Subject
from quoteattr.fiction.characters import Cast, Character

NARRATOR: Final = "рассказчик"
_NARRATED: Final = 0.25


class People:
    """The characters of a book, numbered; grows while the book is read."""

    def __init__(self, cast: Cast, *, narrator: bool) -> None:
        self.all: list[Character] = list(cast.characters)
        self._described: dict[str, int] = {}
        self.narrator = self._add("narrator", NARRATOR, None, "narrator") if narrator else None

    def _add(self, key: str, name: str, gender: str | None, kind: str) -> int:
        person = Character(len(self.all), gender, kind=kind)
        person.names[name] += 1
        self.all.append(person)
        self._described[key] = person.id
        return person.id

    def described(self, subject: Subject) -> int:
        """The person of a description: `старик`, `молодой человек`; a new one where the book has not had it."""
        words = subject.lemma.split()
        key = subject.lemma if words[-1] in _VAGUE else words[-1]
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

    def gender(self, person: int) -> str:
        """``masc``, ``femn``, or nothing where it is not known."""
        return self.all[person].gender or ""


_VAGUE: Final = frozenset({"человек", "господин", "дама", "женщина", "девушка", "парень", "мужчина", "люди", "голос"})
