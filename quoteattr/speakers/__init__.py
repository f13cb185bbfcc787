"""Entities: who is behind a mention, whatever it is called.

The registry first takes in all full names of the text with the posts beside them. Then mentions are resolved in text
order: a surname finds its person, a post the one who holds it, a pronoun the nearest speaker or subject that agrees.

`reading` enters the names into the `registry`, `scene` is what is known so far, `resolver` sends a mention to one of `persons` (names),
`posts`, `unnamed` (descriptions and groups), `bodies` (organisations and documents) and `pronouns`.
"""

from quoteattr.speakers.entities import NOBODY, Entity, Found
from quoteattr.speakers.reading import build
from quoteattr.speakers.registry import Registry
from quoteattr.speakers.resolver import Resolver

__all__ = ["NOBODY", "Entity", "Found", "Registry", "Resolver", "build"]
