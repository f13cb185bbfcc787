"""Labels of speakers at the start of paragraphs: `КОРР.: …`, `Иван Петров: …`, `В.: …`."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

import regex

from quoteattr.fiction.layout import Layout
from quoteattr.morph import fold

_LABEL: Final = regex.compile(
    r"(?:—\s*)?(?:\*\*|__)?(?P<name>(?:\p{Lu}[\p{L}'’-]*\.?|\p{Lu}\.\s?\p{Lu}\.)(?:\s(?:\p{Lu}[\p{L}'’-]*\.?|[а-я]{3,})){0,3})"
    r"(?:\*\*|__)?(?:\s*[(\[][^()\[\]]{1,80}[)\]])?(?:\s*:\s*(?:\*\*|__)?\s*|\s*\.\s+—\s*)(?:—\s*)?(?=\S)"
)
_ASKING: Final = frozenset(
    "корр корреспондент вопрос в журналист ведущий ведущая интервьюер редакция репортер реплика модератор q".split()
)
_ANSWERING: Final = frozenset({"ответ", "о", "a", "а"})
_NOT_LABELS: Final = frozenset(
    "итог итоги фото видео источник адрес телефон тел дата время место цена автор текст читайте справка внимание "
    "примечание пример задача решение важно цитата сайт ссылка тема подробнее напомним кстати следующее".split()
)
_LONGEST: Final = 70
_FEW: Final = 3


class Label(NamedTuple):
    """A label: its paragraph, where its name stands, where the words behind it begin, and what it is."""

    paragraph: int
    start: int
    stop: int
    words: int
    name: str
    asks: bool
    answers: bool


def labels(page: Layout) -> list[Label]:
    """The labels of the text; none where no label comes back."""
    found = [label for number in range(len(page.paragraphs)) if (label := _label(page, number))]
    counts = Counter(label.name for label in found)
    again = [label for label in found if counts[label.name] > 1 or label.asks or label.answers]
    if len(again) < _FEW and not (len(again) > 1 and len(found) >= _FEW):
        return []
    return found if len(again) * 2 >= len(found) else again


def _label(page: Layout, number: int) -> Label | None:
    start, stop, _ = page.paragraphs[number]
    match = _LABEL.match(page.view, start, min(stop, start + 2 * _LONGEST))
    if not match or match.end("name") - match.start("name") > _LONGEST:
        return None
    name = fold(match["name"]).rstrip(".")
    first = name.split()[0].rstrip(".")
    if first in _NOT_LABELS or (name[0].isascii() and not name.isascii()):
        return None
    return Label(number, *match.span("name"), match.end(), name, first in _ASKING, first in _ANSWERING)
