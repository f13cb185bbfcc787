"""The rival: what people write first.

Quotation marks by a regular expression, a dash, any verb of a short list, and the nearest capitalised words; `что` after
the same verbs; in dialogue, lines that open with a dash. No sentences, no morphology, no memory of who was named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import regex

_VERBS: Final = (
    "сказал|заявил|сообщил|отметил|подчеркнул|добавил|рассказал|пояснил|объяснил|считает|уверен|напомнил|ответил|спросил"
    "|говорит|пишет|передает|передаёт|утверждает|признался|предложил|написал|крикнул|воскликнул|прошептал"
)
_VERB: Final = rf"\b(?P<verb>(?:{_VERBS})(?:а|о|и|ла|ли)?)\b"
_NAME: Final = r"\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+){0,2}"

_MARKS: Final = regex.compile(r"[«„“\"](?P<said>[^«»„“”\"\n]{12,})[»“”\"]")
_AFTER: Final = regex.compile(rf"[,.!?]*\s*[-–—]+\s*(?:[^.\n]{{0,40}}?){_VERB}")
_BEFORE: Final = regex.compile(rf"{_VERB}[^.\n«»\"]{{0,60}}$")
_CLAUSE: Final = regex.compile(
    rf"{_VERB}(?:\s+[^.,\n]{{1,60}})?,\s+что\s+(?P<said>[^\n]+?)(?=[.!?]\s|[.!?]?$)", regex.M
)
_LINE: Final = regex.compile(rf"^\s*[-–—]\s*(?P<said>[^\n]+?)(?=[,.!?…]*\s[-–—]\s[^\n]*{_VERB}|$)", regex.M)
_NAMES: Final = regex.compile(_NAME)
_NEAR: Final = 80


def attribute(text: str) -> dict[str, Any]:
    """The quotes of ``text`` as a record."""
    quotes = sorted([*_in_marks(text), *_clauses(text), *_lines(text)], key=lambda quote: quote["content"][0])
    return {"quotes": quotes}


def _in_marks(text: str) -> Iterator[dict[str, Any]]:
    for match in _MARKS.finditer(text):
        after = _AFTER.match(text, match.end())
        before = _BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        found = after or before
        yield _quote(text, "direct", match.span("said"), found.span("verb") if found else None)


def _clauses(text: str) -> Iterator[dict[str, Any]]:
    for match in _CLAUSE.finditer(text):
        yield _quote(text, "indirect", match.span("said"), match.span("verb"))


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for match in _LINE.finditer(text):
        after = _AFTER.match(text, match.end("said"))
        yield _quote(text, "direct", match.span("said"), after.span("verb") if after else None)


def _quote(text: str, kind: str, said: tuple[int, int], cue: tuple[int, int] | None) -> dict[str, Any]:
    source = _nearest_name(text, *(cue or said), said)
    name = text[slice(*source)] if source else None
    return {
        "kind": kind,
        "mode": "speech",
        "content": [list(said)],
        "cue": list(cue) if cue else None,
        "source": list(source) if source and cue else None,
        "speaker": {"name": name, "kind": "person"} if name else None,
    }


def _nearest_name(text: str, start: int, stop: int, said: tuple[int, int]) -> tuple[int, int] | None:
    """The capitalised words nearest to ``text[start:stop]`` that stand outside of the quote."""
    found = [
        match.span()
        for match in _NAMES.finditer(text, max(0, start - _NEAR), min(len(text), stop + _NEAR))
        if match.end() <= said[0] or match.start() >= said[1]
    ]
    return min(found, key=lambda span: max(start - span[1], span[0] - stop), default=None)
