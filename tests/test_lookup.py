"""The faster look-ups find what pymorphy3 finds."""

from __future__ import annotations

import pymorphy3
import pytest

from quoteattr import morph

PLAIN = pymorphy3.MorphAnalyzer(lang="ru")
WORDS = """
    сказал сообщила заявившие мэр мэра все всё елка ёлка еже её берёзе берете Орлова Токаевым Белидзе кто-то по-русски
    экс-министр генерал-полковник скажи-ка чебурнутый бутявка псевдокошка МЧС тасс i xiv word 12 24-м , … я он ее
    её о об ля дзюдо пожалуйста переделегировали нейросетью ковидный съест едете еле-еле
""".split()


@pytest.mark.parametrize("word", WORDS)
def test_the_same_is_found(word: str) -> None:
    """Forms, tags, lemmas, scores and their order are those of an analyzer that nobody has changed."""
    ours, theirs = morph.analyzer().parse(word), PLAIN.parse(word)
    assert [(*parse[:4], parse.is_known) for parse in ours] == [(*parse[:4], parse.is_known) for parse in theirs]
    assert [parse.inflect({"gent"}) and parse.inflect({"gent"}).word for parse in ours] == [
        parse.inflect({"gent"}) and parse.inflect({"gent"}).word for parse in theirs
    ]
