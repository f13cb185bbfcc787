"""Words of names: what a capitalised form can be in a name, its nominative, and the short forms of given names.

Dictionaries know few surnames and fewer nicknames, so a book is its own dictionary: a form is oblique where the book
has the nominative that it is made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import regex

from quoteattr import morph
from quoteattr.morph import CACHE_SIZE

_FOLDER: Final = files("quoteattr.lexicon") / "ru"
_PATRONYMIC: Final = regex.compile(
    r"(?P<stem>\p{Ll}{2,}?)(?P<suffix>[оеаьи]?в(?:ич|н)|[ыи]ч|(?:ин)?ичн)(?P<end>а|у|ем|ом|е|ы|ой|ою|)$"
)
_MALE_ENDS: Final = frozenset({"", "а", "у", "ем", "ом", "е"})
_FEMALE_ENDS: Final = frozenset({"а", "ы", "е", "у", "ой", "ою"})
_PERSONAL: Final = 0.1
_VOWELS: Final = "аеиоуыэюя"
# Endings of the nominative and those of its other cases; the longer ending is tried first.
_PARADIGMS: Final = (
    ("ский", "ского скому ским ском"),
    ("цкий", "цкого цкому цким цком"),
    ("ская", "ской скую скою"),
    ("цкая", "цкой цкую цкою"),
    ("кий", "кого кому ким ком"),
    ("ый", "ого ому ым ом"),
    ("ой", "ого ому ым ом"),
    ("ий", "ия ию ием ии"),
    ("ая", "ой ую ою"),
    ("ия", "ии ию ией иею"),
    ("ья", "ьи ье ью ьей ьею"),
    ("ова", "овой ову овою"),
    ("ева", "евой еву евою"),
    ("ина", "иной ину иною ины ине"),
    ("ов", "ова ову овым ове"),
    ("ев", "ева еву евым еве"),
    ("ин", "ина ину иным ине ином"),
    ("ын", "ына ыну ыным ыне"),
    ("ел", "ла лу лом ле ела елу елом еле"),
    ("ец", "ца цу цом цем це"),
    ("ек", "ка ку ком ке"),
    ("ок", "ка ку ком ке"),
    ("й", "я ю ем е"),
    ("ь", "я ю ем е и ью"),
    ("а", "ы и е у ой ою ей ею"),
    ("я", "и е ю ей ею"),
    ("", "а у ом ем е"),
)
_ENDINGS: Final = tuple((ending, tuple(others.split())) for ending, others in _PARADIGMS)
_NO_NAMES: Final = frozenset(
    {"NPRO", "PREP", "CONJ", "PRCL", "INTJ", "ADVB", "VERB", "INFN", "GRND", "PRED", "COMP", "NUMR"}
)
_PET: Final = regex.compile(r"(?:енька|онька|ечка|очка|ушка|юшка|ишка|ка|инька|анька|ик|ок|ек|ша|уша|юша)$")


@lru_cache(CACHE_SIZE)
def obliques(nominative: str) -> frozenset[str]:
    """The forms of a name in the other cases; a few more than there are, for nothing depends on those."""
    for ending, others in _ENDINGS:
        if nominative.endswith(ending) and (ending or nominative[-1:] not in _VOWELS):
            stem = nominative[: len(nominative) - len(ending)]
            return frozenset(stem + other for other in others)
    return frozenset()


@cache
def diminutives() -> Mapping[str, frozenset[str]]:
    """Short form → the given names that it can stand for, all in lower case."""
    found: dict[str, set[str]] = {}
    for name, forms in _entries("diminutives.txt"):
        for form in (name, *forms):
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


@cache
def kin() -> Mapping[str, str]:
    """Word for a relative → the plain word for the same relation: `маменька` → `мать`."""
    return {word: name for name, words in _entries("kin.txt") for word in (name, *words)}


def _entries(file: str) -> Iterator[tuple[str, list[str]]]:
    for line in (_FOLDER / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, forms = line.lower().replace("ё", "е").partition(" | ")
            yield name.strip(), forms.split()


@lru_cache(CACHE_SIZE)
def given_names(nominative: str) -> frozenset[str]:
    """The full given names that a name may stand for: `зиночка` → {зинаида}; itself where none is known."""
    known = diminutives()
    found = known.get(nominative)
    if found is None:
        stem = _PET.sub("", nominative)
        found = next((known[form] for form in (stem + "я", stem + "а", stem) if len(stem) > 1 and form in known), None)
    names = found or frozenset({nominative})
    # A short form may itself be a full name: `катерина` is known and stands for `екатерина` too.
    return frozenset(full for name in names for full in (name, *known.get(name, ())))


@lru_cache(CACHE_SIZE)
def is_given(nominative: str) -> bool:
    """Whether the nominative is a given name or a short form of one."""
    return nominative in diminutives() or any(
        r.known and "Name" in r.grammemes and r.case == "nomn" and r.number == "sing"
        for r in morph.readings(nominative)
    )


@lru_cache(CACHE_SIZE)
def patronymic(lower: str) -> tuple[str, str, bool] | None:
    """The stem of a patronymic, its gender, and whether it stands in the nominative: `иванычу` → (иван, masc, False)."""
    found = _PATRONYMIC.match(lower)
    if not found:
        return None
    female = found["suffix"].endswith("н")
    end = found["end"]
    if end not in (_FEMALE_ENDS if female else _MALE_ENDS):
        return None
    stem = found["stem"].rstrip("аеиоьйя")
    return stem, "femn" if female else "masc", end == ("а" if female else "")


def patronymic_nominative(lower: str) -> str:
    """`ильича` → `ильич`, `петровной` → `петровна`."""
    found = _PATRONYMIC.match(lower)
    if not found:
        return lower
    return lower[: len(lower) - len(found["end"])] + ("а" if found["suffix"].endswith("н") else "")


@lru_cache(CACHE_SIZE)
def is_only_given(lower: str) -> bool:
    """Whether the form is a given name in the nominative and no common word: `Ольга`, not `Вера`."""
    found = [r for r in morph.readings(lower) if r.score > _PERSONAL]
    return is_given(lower) and all("Name" in r.grammemes or "Patr" in r.grammemes for r in found)


@lru_cache(CACHE_SIZE)
def base_by_dictionary(lower: str) -> tuple[str, bool] | None:
    """The nominative of a name that the book has in other cases only, and whether it may be one itself."""
    found = [
        r for r in morph.readings(lower)
        if r.number != "plur" and not {"Name", "Surn"}.isdisjoint(r.grammemes) and (r.known or "Surn" in r.grammemes)
    ]  # fmt: skip
    if not found:
        return None
    if any(r.case == "nomn" for r in found):
        return lower, True
    first = found[0]
    female = first.gender == "femn" and "Surn" in first.grammemes and first.lemma.endswith(("ов", "ев", "ин", "ын"))
    return first.lemma + "а" * female, False


@lru_cache(CACHE_SIZE)
def is_personal(lower: str) -> bool:
    """Whether the dictionary reads the form as a name of persons."""
    return any(
        not {"Name", "Surn", "Patr"}.isdisjoint(r.grammemes) and r.score > _PERSONAL for r in morph.readings(lower)
    )


@lru_cache(CACHE_SIZE)
def surname_stem(nominative: str) -> str:
    """What the surnames of a family share: `полянская` → полянск, `ушаков` → ушаков."""
    for ending in ("ий", "ый", "ой", "ая", "яя", "а", "я", "ь", "й"):
        if nominative.endswith(ending) and len(nominative) > len(ending) + 2:
            return nominative[: len(nominative) - len(ending)]
    return nominative


@lru_cache(CACHE_SIZE)
def gender_by_form(nominative: str) -> str | None:
    """The gender that a given name or surname shows; ``None`` where only the book can tell."""
    if nominative[:1].isascii():
        return None  # `Bourienne`
    full = diminutives().get(nominative)
    if full and nominative not in full:
        shown = {gender_by_form(name) for name in full}
        return shown.pop() if len(shown) == 1 else None
    found = {
        str(r.gender) for r in morph.readings(nominative)
        if r.case == "nomn" and not {"Name", "Surn"}.isdisjoint(r.grammemes) and (r.known or "Surn" in r.grammemes)
    }  # fmt: skip
    if len(found & {"masc", "femn"}) == 1:
        return (found & {"masc", "femn"}).pop()
    if nominative.endswith(("ова", "ева", "ина", "ская", "цкая", "ая")):
        return "femn"
    return None if nominative[-1:] in _VOWELS + "ь" else "masc"


@lru_cache(CACHE_SIZE)
def is_place(lower: str) -> bool:
    """Whether the form names a place or an organisation before anything else; `Лида` and `Львов` may be people."""
    found = morph.readings(lower)
    if any(not {"Name", "Surn"}.isdisjoint(r.grammemes) and r.score > _PERSONAL for r in found):
        return False
    return bool(found) and not {"Geox", "Orgn"}.isdisjoint(found[0].grammemes) and found[0].known


@lru_cache(CACHE_SIZE)
def is_name_form(lower: str) -> bool:
    """Whether the dictionary reads the form as a name, or does not know it at all."""
    found = morph.readings(lower)
    if found and found[0].known and found[0].pos in _NO_NAMES and found[0].score > 0.3:
        return False
    named = any(not {"Name", "Surn", "Patr"}.isdisjoint(r.grammemes) and r.score > 0.04 for r in found)
    return named or not found or not found[0].known
