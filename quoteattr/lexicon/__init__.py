"""Words as data: what the engine knows of reporting verbs, posts, organisations and media.

A line of a file under ``ru/`` is an entry; `default` reads them all once. Users add theirs with
``default().extend(verbs=parse_lines("verbs", lines))`` and drop ours with ``without``.
"""

from quoteattr.lexicon.entries import (
    ACTS,
    CLAUSE_FRAMES,
    NOUN_FRAMES,
    Abbreviation,
    Country,
    Entry,
    Group,
    LexiconError,
    Medium,
    Noun,
    Organisation,
    Phrase,
    Post,
    Preposition,
    Synonym,
    Verb,
    WordSet,
    fold,
    mode_of,
)
from quoteattr.lexicon.reading import parse_lines
from quoteattr.lexicon.tables import Lexicon, default

__all__ = [
    "ACTS",
    "CLAUSE_FRAMES",
    "NOUN_FRAMES",
    "Abbreviation",
    "Country",
    "Entry",
    "Group",
    "Lexicon",
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
    "default",
    "fold",
    "mode_of",
    "parse_lines",
]
