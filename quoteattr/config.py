"""The engine: what can be configured, and the ways to run it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Final

from attrs import field, frozen, validators

from quoteattr import lexicon as lexicons
from quoteattr import pipeline
from quoteattr.lexicon import Lexicon
from quoteattr.model import Document

GENRES: Final = ("auto", "news", "fiction", "interview", "transcript")


@frozen
class Attributor:
    """An engine: immutable, picklable, safe to share between threads.

    :ivar genre: how to read the text: one of :data:`GENRES`; ``auto`` looks at the text itself.
    :ivar lexicon: the reporting words; ``None`` means those that come with the library.

    >>> engine = Attributor(genre="news")
    >>> engine.attribute("«Рейс отменён», — сообщил пилот.").quotes[0].speaker.name
    'пилот'
    """

    genre: str = field(default="auto", validator=validators.in_(GENRES))
    lexicon: Lexicon | None = field(default=None, repr=False)

    def attribute(self, text: str, *, id: str | None = None) -> Document:
        """The quotes of ``text`` and their speakers.

        :raises TypeError: if ``text`` is not a string.
        """
        if not isinstance(text, str):
            raise TypeError(f"text is a str, not {type(text).__name__}")
        return pipeline.run(text, self.lexicon or lexicons.default(), self.genre, id)

    def stream(self, texts: Iterable[str], *, processes: int = 1, ahead: int = 64) -> Iterator[Document]:
        """The documents of ``texts``, in their order.

        :param processes: how many processes share the work; 1 works in this one.
        :param ahead: how many texts a process may be ahead of the reader.
        """
        if processes <= 1:
            yield from map(self.attribute, texts)
            return
        with ProcessPoolExecutor(processes) as pool:
            waiting: deque[Future[Document]] = deque()
            source = iter(texts)
            for text in islice(source, processes * ahead):
                waiting.append(pool.submit(self.attribute, text))
            while waiting:
                yield waiting.popleft().result()
                for text in islice(source, 1):
                    waiting.append(pool.submit(self.attribute, text))


_DEFAULT: Final = Attributor()


def attribute(text: str) -> Document:
    """The quotes of ``text`` and their speakers, by the default engine.

    :raises TypeError: if ``text`` is not a string.
    """
    return _DEFAULT.attribute(text)
