"""Declension of names by their endings: the nominatives from which a form in a case may come, the likeliest first.

A paradigm is a table of rules. A rule is the ending of the form, how many letters it loses, and what the nominative
has in their place: `[гкх]ого -3 ий ой` makes `Горький` and `Долгой` of `-ого`. The first rule that fits decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from quoteattr.morph import CACHE_SIZE

VOWELS: Final = "аеиоуыэюя"
_C: Final = "бвгджзйклмнпрстфхцчшщ"
CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS: Final = ("masc", "femn")


class Base(NamedTuple):
    """A nominative and how well the form fits it: 1 for an ending that only this declension has."""

    nominative: str
    weight: float


class _Rule(NamedTuple):
    ending: regex.Pattern[str]
    cut: int
    added: tuple[str, ...]


def _rules(table: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            regex.compile(ending.replace("C", f"[{_C}]").replace("V", f"[{VOWELS}]") + "$"),
            int(cut),
            tuple(a.replace("0", "") for a in added),
        )
        for ending, cut, *added in (line.split() for line in table.splitlines() if line.strip())
    )


# How the stem of a man's name in a consonant changes before an ending of one letter: `Швеца`, `Логинца`, `Панька`.
_STEM: Final = """
[ьй]ц{0} {3} ец
[бвгджзклмнпрст]ц{0} {2} ец ц
V[ц]{0} {1} 0
[лн]ьк{0} {3} ек ьк
[дзтснпб]к{0} {2} ок к ек
C{0} {1} 0
"""


def _stem(ending: str) -> str:
    n = len(ending)
    return _STEM.replace("{0}", ending).replace("{1}", str(n)).replace("{2}", str(n + 1)).replace("{3}", str(n + 2))


_ADJECTIVE_GENT: Final = """
[гкх]ого 3 ий ой
ого 3 ый ой
[жшщч]его 3 ий
его 3 ий
"""
_MASC: Final[dict[str, tuple[_Rule, ...]]] = {
    "gent": _rules(
        "(?:ов|ев|ин|ын)а 1 0"
        + _ADJECTIVE_GENT
        + _stem("а")
        + "ья 2 ей ий\nV[я] 1 й\nCя 1 ь\nы 1 а\n[гкхжшщчц]и 1 а\nьи 1 я\nии 1 я\nCи 1 я"
    ),
    "datv": _rules(
        "(?:ов|ев|ин|ын)у 1 0\n[гкх]ому 3 ий ой\nому 3 ый ой\nему 3 ий"
        + _stem("у")
        + "ью 2 ей ий\nV[ю] 1 й\nCю 1 ь\nье 1 я\nии 1 я\n[гкхжшщчц]е 1 а\nCе 1 а я"
    ),
    "accs": _rules(
        "(?:ов|ев|ин|ын)а 1 0"
        + _ADJECTIVE_GENT
        + _stem("а")
        + "ья 2 ей ий\nV[я] 1 й\nCя 1 ь\nую 2 ая\nVю 1 я\nCу 1 а\nью 1 я\nCю 1 я"
    ),
    "ablt": _rules(
        "(?:ов|ев|ин|ын)ым 2 0\n[гкх]им 2 ий ой\n[жшщчн]им 2 ий\nым 2 ый ой\nцем 3 ец ц"
        + _stem("ом")
        + "[жшщчц]ем 2 0\nьем 3 ей\nVем 2 й\nCем 2 ь\n[жшщчц]ей 2 а\nой 2 а\nою 2 а\nьей 2 я\nией 2 я\nCей 2 я\nCею 2 я"
    ),
    "loct": _rules(
        "(?:ов|ев|ин|ын)е 1 0\n[гкх]ом 2 ий ой\nом 2 ый ой\n[жшщчн]ем 2 ий\nье 2 ей\nии 1 й я" + _stem("е") + "Vе 1 й"
    ),
}
_SOFT_E: Final = "[гкхжшщчц]е 1 а\nCе 1 а я\nье 1 я\nии 1 я"
_ADJECTIVE_OJ: Final = "(?:ов|ев|ин|ын)ой 2 а\nой 2 ая\n[жшщч]ей 2 ая\nней 2 яя"
_FEMN: Final[dict[str, tuple[_Rule, ...]]] = {
    "gent": _rules(_ADJECTIVE_OJ + "\nы 1 а\n[гкхжшщчц]и 1 а\nьи 1 я\nии 1 я\nCи 1 я ь"),
    "datv": _rules(_ADJECTIVE_OJ + "\n" + _SOFT_E),
    "accs": _rules("(?:ов|ев|ин|ын)у 1 а\nую 2 ая\nюю 2 яя\nCу 1 а\nью 1 я\nVю 1 я\nCю 1 я"),
    "ablt": _rules(
        "(?:ов|ев|ин|ын)о[йю] 2 а\n(?:ск|цк)о[йю] 2 ая\nо[йю] 2 а ая\n[жшщчц]ей 2 а ая\nьей 2 я\nией 2 я\nCе[йю] 2 я\nью 1 ь"
    ),
    "loct": _rules(_ADJECTIVE_OJ + "\n" + _SOFT_E),
}
_RULES: Final = {"masc": _MASC, "femn": _FEMN}

# How likely a name with such an ending never changes, the first that fits: in the nominative, in other cases.
_FIXED: Final = tuple(
    (regex.compile(ending + "$"), nominative, other)
    for ending, nominative, other in (
        ("(?:ко|дзе|швили|ели|иани|аго|ово|ссо|уа|оа|еску|оглу)", 1.0, 1.0),
        ("[иы]х", 1.0, 1.0),
        ("(?:ого|его)", 0.05, 0.05),
        ("[оэ]", 1.0, 1.0),
        ("ии", 0.15, 0.2),
        ("[иеу]а", 0.8, 0.7),
        ("[гк]и", 0.7, 0.4),
        ("и", 0.9, 0.7),
        ("[гкх]е", 0.6, 0.2),
        ("е", 0.8, 0.5),
        ("ы", 0.1, 0.08),
        ("(?:[оеё]в|[иы]н)у", 0.0, 0.0),
        ("у", 0.3, 0.12),
        ("ю", 0.15, 0.1),
    )
)
# Forms that no nominative of a man's surname has, and those that few have: `Вуйчича`, `Романюка`, `Андерсена`.
_NO_MAN: Final = regex.compile(r"(?:[оеё]ва|ына|ая|яя|[сц]кого|[сц]кому|[оеё]вым|иным)$")
_OBLIQUE: Final = (
    r"ича|чука|юка|[аеи]рга|штейна|[сзш]она|[сз]ена|[бгдкпрстф]мана|[бгдкпрстф]ера|манна|ейна|йера|[лнр]ьда|рда|н[дт]а|кса|рра|аума|"
    r"айма|ейма|еса|[лй]ьца|[^аеиоуыэюя]ца|льца|енка|ичу|ичем|чуку|[сц]ким|ольфа|ильма"
)
_RARE_MAN: Final = regex.compile(rf"(?:ина|{_OBLIQUE}|ему|ому|ым)$")
_NO_WOMAN: Final = regex.compile(
    r"(?:[сц]кий|ый|[оеё]в|ын|[сц]кого|[сц]кому|[оеё]вым|иным|ым|ого|его|ому|ему|[оеё]вой|[сц]кой|иной)$"
)
_WOMAN: Final = regex.compile(r"(?:[оеё]ва|ина|ына|ая|яя)$")
_RARE_WOMAN: Final = regex.compile(rf"(?:{_OBLIQUE}|[аеуюэ]я)$")


def _fixed(lower: str, *, nominative: bool) -> float:
    found = next((row for row in _FIXED if row[0].search(lower)), None)
    return (found[1] if nominative else found[2]) if found else 0.0


def _nominative_weight(lower: str, gender: str) -> float:
    """How well a form fits the nominative of a name."""
    fixed = _fixed(lower, nominative=True)
    if fixed or lower[-1] in "ую":
        return fixed
    if gender == "masc":
        if _NO_MAN.search(lower):
            return 0.0
        if _RARE_MAN.search(lower):
            return 0.03
        if lower.endswith(("ской", "цкой", "овой", "евой", "иной")):
            return 0.4
        return 1.0 if lower[-1] in _C else 0.6 if lower.endswith("ь") else 0.35
    if _NO_WOMAN.search(lower):
        return 0.0
    if _WOMAN.search(lower) and not lower.endswith(("юая", "уая")):
        return 1.0 if len(lower) > 4 else 0.6
    if _RARE_WOMAN.search(lower):
        return 0.03
    if lower.endswith(("ин", "ой", "ий", "ей", "ай", "ом", "ем", "им")):
        return 0.05
    return 0.25 if lower[-1] in _C + "ь" else 0.6


def _unchanged_weight(lower: str, gender: str) -> float:
    """How likely a form in another case is the nominative itself: `Шевченко`, `Гогоберидзе`, women in a consonant."""
    fixed = _fixed(lower, nominative=False)
    if fixed or lower[-1] not in _C + "ь":
        return fixed
    return min(0.35, 2 * _nominative_weight(lower, gender)) if gender == "femn" else 0.0


@lru_cache(CACHE_SIZE)
def bases(lower: str, case: str, gender: str) -> tuple[Base, ...]:
    """The nominatives of a name that stands as ``lower`` (ё folded) in ``case``, by its ending alone."""
    if not lower or not "а" <= lower[-1] <= "я":
        return (Base(lower, 1.0),)
    if case == "nomn":
        weight = _nominative_weight(lower, gender)
        return (Base(lower, weight),) if weight else ()
    found = dict(_turned(lower, case, gender))
    unchanged = _unchanged_weight(lower, gender)
    if unchanged:
        found[lower] = max(unchanged, found.get(lower, 0.0))
    return tuple(sorted((Base(*item) for item in found.items()), key=lambda base: -base.weight))


def _turned(lower: str, case: str, gender: str) -> Iterator[tuple[str, float]]:
    if _unchanged_weight(lower, gender) == 1.0:
        return
    rule = next((r for r in _RULES[gender][case] if r.ending.search(lower)), None)
    stem = lower[: len(lower) - rule.cut] if rule is not None else ""
    if rule is None or len(stem) < 2 or not any(letter in VOWELS for letter in stem + rule.added[0]):
        return
    for rank, added in enumerate(rule.added):
        weight = _nominative_weight(stem + added, gender)
        if weight:
            # What may as well never change is less surely a form: `Полански`.
            unsure = 0.55 if lower[-1] in "ие" else 0.8 if lower[-1] in "ую" and added in ("а", "я") else 0.9
            yield stem + added, unsure * (0.1 if weight < 0.1 else 1.0) * 0.5**rank


@lru_cache(CACHE_SIZE)
def all_bases(lower: str) -> tuple[tuple[str, str, Base], ...]:
    """Every case and gender in which a name may have this form, with its nominatives."""
    return tuple((case, gender, base) for case in CASES for gender in GENDERS for base in bases(lower, case, gender))
