"""Speed: characters a second, cold and warm, and the ratio to razdel's sentences and tokens on the same texts.

The claim: reading who said what takes a few times as long as cutting the same text into sentences and words.
Cold is the first pass of a fresh process, the import and the dictionary included. Warm is the best of several passes.
razdel runs between the warm passes, in the same process.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import asdict, frozen

from benchmarks import data

PASSES: Final = 5
_COPIES: Final = 60


@frozen
class SpeedFigures:
    """What was read, and the seconds that it took: of the best pass where there were several."""

    texts: str
    documents: int
    characters: int
    cold: float
    warm: float
    razdel: float

    @property
    def ratio(self) -> float:
        """Warm time against razdel's."""
        return self.warm / self.razdel

    def rate(self, seconds: float) -> float:
        """Characters a second."""
        return self.characters / seconds

    def to_dict(self) -> dict[str, Any]:
        """The figures as a record."""
        rates = {name: round(self.rate(getattr(self, name))) for name in ("cold", "warm", "razdel")}
        return {**asdict(self), "characters_a_second": rates, "ratio": round(self.ratio, 3)}


def measure(passes: int = PASSES) -> SpeedFigures:
    """The figures, measured in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.speed", str(passes)]
    done = subprocess.run(command, cwd=data.ROOT, check=True, capture_output=True, text=True)  # noqa: S603 (ourselves)
    return SpeedFigures(**json.loads(done.stdout))


def measure_here(passes: int = PASSES) -> SpeedFigures:
    """The figures, measured in this process: cold only if nothing has been read in it yet."""
    title, texts = choose()
    cold = _seconds(_attribute_all, texts)
    warm, razdel = [], []
    for _ in range(passes):
        warm.append(_seconds(_attribute_all, texts))
        razdel.append(_seconds(_cut_all, texts))
    return SpeedFigures(title, len(texts), sum(map(len, texts)), cold, min(warm), min(razdel))


def choose() -> tuple[str, list[str]]:
    """The news documents where they are at hand, else texts made of the seed article."""
    if data.NEWS.exists():
        return "news documents", [article.text for article in data.read_articles(data.NEWS)]
    return "texts made of the seed article", made_of(data.read_articles(data.SEED)[0].text)


def made_of(text: str, copies: int = _COPIES) -> list[str]:
    """Texts of the paragraphs of ``text`` in other orders, the same at each call."""
    paragraphs = text.split("\n\n")
    shuffled = random.Random(0)  # noqa: S311 (an order, not a secret)
    return ["\n\n".join(shuffled.sample(paragraphs, len(paragraphs))) for _ in range(copies)]


def _seconds(work: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    start = time.perf_counter()
    work(texts)
    return time.perf_counter() - start


def _attribute_all(texts: Sequence[str]) -> None:
    import quoteattr

    for text in texts:
        quoteattr.attribute(text)


def _cut_all(texts: Sequence[str]) -> None:
    import razdel

    for text in texts:
        list(razdel.sentenize(text))
        list(razdel.tokenize(text))


if __name__ == "__main__":
    print(json.dumps(asdict(measure_here(int(sys.argv[1])))))
