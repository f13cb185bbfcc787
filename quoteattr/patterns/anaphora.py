"""Tags whose content is the sentence before: `Об этом сообщил X`, `Такое мнение высказал X`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quoteattr.cues import PREPOSITION, CueMatch
from quoteattr.morph import fold
from quoteattr.patterns import conjunctions
from quoteattr.patterns.base import Candidate, Fragment, Reading
from quoteattr.segments import PUNCT, WORD

_SUCH: Final = frozenset(
    "такое такую такой такие таким такими это этим подобное подобную подобные аналогичное аналогичную соответствующее "
    "соответствующую эту".split()
)
_WHAT: Final = frozenset(
    "мнение точку точка зрения заявление заявлением информацию данные сведения прогноз вывод предположение оценку "
    "позицию идею мысль слова цифры новость сообщение предложение предложением призыв призывом "
    "просьбой требованием".split()
)


def opens(reading: Reading) -> CueMatch | None:
    """The cue of a sentence that reports the one before, or ``None``."""
    tokens = reading.tokens
    first = 0
    while first < len(tokens) and tokens[first].kind == PUNCT:
        first += 1
    if first + 1 >= len(tokens):
        return None
    if first + 2 < len(tokens) and tokens[first + 2].lower == "же":
        # `О том же заявил мэр` says that he agrees, not what was said.
        return None
    this = tokens[first].lower == "это" and any(c.head <= first + 2 for c in reading.cues)
    if not (this or _about_this(tokens[first].lower, tokens[first + 1].lower) or _such_word(reading, first)):
        return None
    for cue in reading.cues:
        if cue.form.form == PREPOSITION:
            continue
        if _how_before(reading, cue):
            continue
        return cue if conjunctions.starts(reading, cue) is None else None
    return None


def _about_this(first: str, second: str) -> bool:
    return first in ("об", "о") and second in ("этом", "том", "случившемся", "произошедшем", "происшедшем", "чем")


def _such_word(reading: Reading, first: int) -> bool:
    lowers = [fold(t.text) for t in reading.tokens[first : first + 5] if t.kind == WORD]
    if lowers[:1] == ["с"]:
        lowers = lowers[1:]
    return bool(lowers) and lowers[0] in _SUCH and any(w in _WHAT for w in lowers[1:3])


def _how_before(reading: Reading, cue: CueMatch) -> bool:
    """`Об этом, как передает ТАСС, заявил мэр`: the inserted tag is not the cue."""
    return cue.first > 0 and reading.tokens[cue.first - 1].lower == "как"


def read(reading: Reading, before: Reading | None) -> Iterator[Candidate]:
    """The sentence before, reported by this one."""
    cue = opens(reading)
    if cue is None or before is None:
        return
    content = _whole(before)
    if content is None:
        return
    marked = _only_quotation(before)
    kind = "direct" if marked is not None else before.quoted_kind(0, len(before.tokens))
    yield Candidate(
        kind,
        cue.mode,
        (content,),
        "about this",
        reading.sentence,
        cue,
        reading.subject(cue),
        None,
        reading.level,
        about=True,
    )


def _whole(before: Reading) -> Fragment | None:
    only = _only_quotation(before)
    if only is not None:
        m = before.sentence.quoted[only]
        return m.start, m.stop
    start, stop = before.span(0, len(before.tokens))
    return (start, stop) if start < stop else None


def _only_quotation(before: Reading) -> int | None:
    quoted = list(before.sentence.quoted)
    if len(quoted) == 1 and all(t.kind == PUNCT for k, t in enumerate(before.tokens) if k != quoted[0]):
        return quoted[0]
    return None
