"""The name by which a character is known: the fullest that the text gives, in the nominative."""

from __future__ import annotations

from quoteattr.fiction.characters import Character
from quoteattr.fiction.people import People

_MANY = 6


def name_of(people: People, person: int) -> str:
    """The fullest name of the person."""
    return full_name(people.all[person])


def full_name(character: Character) -> str:
    """The fullest name of a character; of descriptions the fullest, of many the most frequent."""
    names = {name: count for name, count in character.names.items() if name}
    if not names:
        return ""
    if not (character.given or character.surname):
        if sum(names.values()) < _MANY:
            return max(names, key=lambda name: (len(name.split()), names[name]))
        return max(names, key=lambda name: (names[name], -len(name)))
    return max(names, key=lambda name: (len(name.split()), names[name]))
