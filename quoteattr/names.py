"""Names of persons: which words of a run of capitals are one, in which case they stand, and their nominative.

Dictionaries know few surnames, so the ending decides: `Серемета` is the genitive of `Серемет` or a nominative in -а,
`Наполитано` never changes, a woman's surname in a consonant never changes either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from quoteattr import morph
from quoteattr.morph import ALL_CASES, CACHE_SIZE, Reading

PARTICLES: Final = frozenset(
    "де ди да дер ден дю дос ду ла ле лос ван вон фон цу тер бен бин ибн абу аль эль ад ас ат ар аз оглы кызы уулу "
    "заде хан паша бей".split()
)
_VOWELS: Final = "аеиоуыэюя"
_UNCHANGING: Final = ("о", "е", "э", "и", "у", "ю", "ы", "их", "ых", "аго", "ово", "ко")
_NAME_GRAMMEMES: Final = frozenset({"Name", "Surn", "Patr"})
_PATRONYMIC: Final = ("вич", "вича", "вичу", "вичем", "виче", "вна", "вны", "вне", "вну", "вной", "вною", "ична", "ичны",
                      "ичне", "ичну", "ичной", "ыч", "ыча", "ычу", "ычем", "ич", "ича", "ичу", "ичем")


@frozen
class PersonName:
    """A person's name, its words in the nominative."""

    given: str = ""
    patronymic: str = ""
    surname: str = ""
    initials: str = ""
    gender: str | None = None

    @property
    def full(self) -> str:
        """The name in the order given name, patronymic, surname; initials where there is no given name."""
        first = self.given or self.initials
        return " ".join(part for part in (first, self.patronymic, self.surname) if part)

    @property
    def weight(self) -> tuple[int, int]:
        """How full the name is: its parts, then its letters."""
        parts = 4 * bool(self.surname) + 4 * bool(self.given) + bool(self.patronymic) + bool(self.initials)
        return parts, len(self.full)


@lru_cache(CACHE_SIZE)
def name_readings(lower: str, kind: str = "") -> tuple[Reading, ...]:
    """The singular readings as a given name (``Name``), patronymic (``Patr``) or surname (``Surn``)."""
    wanted = {kind} if kind else _NAME_GRAMMEMES
    return tuple(r for r in morph.readings(lower) if r.number != "plur" and not wanted.isdisjoint(r.grammemes))


@cache
def common_given() -> frozenset[str]:
    """The given names that are common in Russian, ё folded."""
    lines = (files("quoteattr.lexicon") / "ru" / "diminutives.txt").read_text("utf-8").splitlines()
    return frozenset(morph.fold(line.split("|")[0].strip()) for line in lines if line and not line.startswith("#"))


@lru_cache(CACHE_SIZE)
def looks_like_surname(lower: str) -> bool:
    """Whether the dictionary knows the form only as a plural that a surname coincides with: `Токаев`, from `токай`."""
    if not lower.endswith(("ов", "ев", "ин", "ын")) or len(lower) < 5:
        return False
    found = [r for r in morph.readings(lower) if r.known]
    return bool(found) and all(r.number == "plur" and r.pos == "NOUN" for r in found)


@lru_cache(CACHE_SIZE)
def is_known(lower: str) -> bool:
    """Whether the dictionary has the word."""
    found = morph.readings(lower)
    return bool(found) and found[0].known and not looks_like_surname(lower)


@lru_cache(CACHE_SIZE)
def is_given(lower: str) -> bool:
    """Whether the form is one of a given name of the dictionary."""
    return any(r.known for r in name_readings(lower, "Name"))


@lru_cache(CACHE_SIZE)
def is_patronymic(lower: str) -> bool:
    """Whether the form is one of a patronymic: `Романовича`, `Ильиничной`."""
    return any(r.score > 0.1 and (r.known or lower.endswith(_PATRONYMIC)) for r in name_readings(lower, "Patr"))


@lru_cache(CACHE_SIZE)
def cases(lower: str) -> frozenset[str]:
    """The cases in which a name of this form can stand."""
    found = {r.case for r in morph.readings(lower) if r.known and r.pos in ("NOUN", "ADJF") and r.number != "plur"}
    if any("Fixd" in r.grammemes for r in morph.readings(lower) if r.known):
        return ALL_CASES
    if is_known(lower) and found:
        return frozenset(found)
    return frozenset(_cases_by_ending(lower))


def _cases_by_ending(lower: str) -> set[str]:
    if not ("а" <= lower[-1:] <= "я"):
        return set(ALL_CASES)
    guessed = {r.case for r in name_readings(lower) if r.score > 0.02}
    if lower[-1] not in "аеиоуыэюя":
        by_form = {"nomn"}
        if lower.endswith(("ым", "им", "ом", "ем", "ым")):
            by_form.add("ablt")
        if lower.endswith(("ой", "ей")):
            by_form |= {"gent", "datv", "ablt", "loct"}
        return by_form | guessed
    if lower[-1] in "ая":
        return {"nomn", "gent", "accs"} | guessed
    if lower.endswith(("ого", "его")):
        return {"gent", "accs"}
    if lower.endswith(("ому", "ему")):
        return {"datv"}
    if lower.endswith(("еву", "ову", "ину", "ыну")):
        return {"datv", "accs"}
    # Foreign names in -о, -и, -у, -е do not change, those in -а do: `Ямагучи`, `Манделы`.
    return set(ALL_CASES)


def gender_of(lower: str, case: str) -> str | None:
    """The gender that a single word of a name shows in ``case``."""
    for kind in ("Name", "Patr", "Surn"):
        shown = {r.gender for r in name_readings(lower, kind) if r.case == case and (r.known or kind != "Name")}
        if shown & {"masc", "femn"} and len(shown) == 1:
            return shown.pop()
    if case == "nomn" and lower[-1:] not in _VOWELS + "ь" and not lower.endswith(("их", "ых")):
        return "masc?"
    return None


@lru_cache(CACHE_SIZE)
def nominatives(lower: str, case: str, gender: str | None) -> tuple[str, ...]:
    """The nominatives that a word of a name in ``case`` may have, the likeliest first."""
    if case == "nomn" or not lower:
        return (lower,)
    found: list[str] = []
    known = is_known(lower)
    if any(r.known and "Fixd" in r.grammemes and not _NAME_GRAMMEMES.isdisjoint(r.grammemes) for r in morph.readings(lower)):
        return (lower,)
    for reading in sorted(name_readings(lower), key=lambda r: not r.known):
        if reading.case == case and (gender is None or reading.gender in (gender, "")):
            form = morph.inflect(lower, "nomn", "sing", gender=reading.gender) if reading.gender else None
            nominative = _inflected(lower, reading) or form
            if nominative and (known or reading.score > 0.02):
                found.append(nominative)
    if not (found and known):
        by_ending = _by_ending(lower, case, gender)
        # `Гии` is a form of `Гия`, whatever the dictionary guesses.
        found = [*by_ending, *found] if lower.endswith(("ии", "ию", "ией")) else [*found, *by_ending]
    if known and not found:
        found += [r.lemma for r in morph.readings(lower) if r.case == case and r.pos == "NOUN" and r.number == "sing"]
    return tuple(dict.fromkeys(found)) or (lower,)


def _inflected(lower: str, reading: Reading) -> str | None:
    for parse in morph.parses(lower):
        tag = parse.tag
        if str(tag.case or "") == reading.case and str(tag.gender or "") == reading.gender and tag.number == "sing":
            if not _NAME_GRAMMEMES.isdisjoint(map(str, tag.grammemes)):
                form = parse.inflect({"nomn", "sing"})
                if form is not None:
                    return str(form.word)
    return None


_ENDINGS: Final[dict[tuple[str, str], tuple[tuple[str, str], ...]]] = {
    ("masc", "gent"): (("ского", "ский"), ("цкого", "цкий"), ("ого", "ый"), ("его", "ий"), ("ая", "ай"), ("ия", "ий"),
                       ("ея", "ей"), ("ьи", "ья"), ("ии", "ия"), ("а", ""), ("я", "ь"), ("ы", "а"), ("и", "а")),
    ("masc", "datv"): (("скому", "ский"), ("цкому", "цкий"), ("ому", "ый"), ("ему", "ий"), ("аю", "ай"), ("ию", "ий"),
                       ("ею", "ей"), ("у", ""), ("ю", "ь"), ("е", "а")),
    ("masc", "ablt"): (("ским", "ский"), ("цким", "цкий"), ("ым", ""), ("им", ""), ("аем", "ай"), ("ием", "ий"),
                       ("еем", "ей"), ("ом", ""), ("ем", ""), ("ой", "а"), ("ей", "я")),
    ("masc", "loct"): (("ском", "ский"), ("ом", "ый"), ("ии", "ий"), ("ае", "ай"), ("е", "")),
    ("femn", "gent"): (("ской", "ская"), ("цкой", "цкая"), ("овой", "ова"), ("евой", "ева"), ("иной", "ина"),
                       ("ой", "ая"), ("ей", "ая"), ("ы", "а"), ("ии", "ия"), ("и", "а")),
    ("femn", "datv"): (("ской", "ская"), ("цкой", "цкая"), ("овой", "ова"), ("евой", "ева"), ("иной", "ина"),
                       ("ой", "ая"), ("ей", "ая"), ("ии", "ия"), ("е", "а")),
    ("femn", "accs"): (("скую", "ская"), ("цкую", "цкая"), ("ую", "ая"), ("юю", "яя"), ("у", "а"), ("ю", "я")),
    ("femn", "ablt"): (("ской", "ская"), ("цкой", "цкая"), ("овой", "ова"), ("евой", "ева"), ("иной", "ина"),
                       ("ой", "а"), ("ей", "я")),
    ("femn", "loct"): (("ской", "ская"), ("овой", "ова"), ("евой", "ева"), ("иной", "ина"), ("ой", "ая"), ("ии", "ия"),
                       ("е", "а")),
}


def _by_ending(lower: str, case: str, gender: str | None) -> list[str]:
    found: list[str] = []
    for each in ("masc", "femn") if gender is None else (gender,):
        key = (each, "gent" if (each, case) == ("masc", "accs") else case)
        if each == "femn" and lower[-1:] not in _VOWELS + "йюь":
            found.append(lower)
        if each == "masc" and lower[-1:] in "оэ":
            found.append(lower)
        for ending, nominative in _ENDINGS.get(key, ()):
            if lower.endswith(ending) and len(lower) > len(ending) + 1:
                found.append(lower[: len(lower) - len(ending)] + nominative)
                if ending not in ("ы", "и", "е", "а", "у"):
                    break
    return [*found, lower]


def capitalize(nominative: str, as_written: str) -> str:
    """The nominative with the capitals of the word as written: `касым-жомарт` → `Касым-Жомарт`."""
    if as_written.isupper() and len(as_written) > 1:
        return nominative.upper()
    parts = nominative.split("-")
    written = as_written.split("-")
    if len(parts) != len(written):
        return nominative[:1].upper() + nominative[1:]
    return "-".join(_like(part, model) for part, model in zip(parts, written, strict=True))


def _like(part: str, model: str) -> str:
    """`маккейн`, `МакКейна` → `МакКейн`."""
    kept = "".join(m if p == m.lower() else p for p, m in zip(part, model, strict=False)) + part[len(model) :]
    return kept[:1].upper() + kept[1:] if model[:1].isupper() else kept


def read(words: Sequence[str], case: str, attested: Callable[[str], bool] = lambda _: False) -> PersonName | None:
    """The name that ``words`` make in ``case``; ``None`` where they cannot be a person's name.

    :param words: the capitalised words, initials (`А.`) and particles as they stand.
    :param attested: tells whether a lower-case form stands in the document: of two possible nominatives the one
        that the document itself uses wins.
    """
    initials = [w for w in words if w.endswith(".") and len(w) <= 6]
    rest = [w for w in words if w not in initials]
    if not rest:
        return None
    gender = _gender(rest, case)
    given, patronymic, surname = _split(rest, bool(initials))
    sure = gender.rstrip("?") if gender else None

    def turn(word: str) -> str:
        lower = word.lower().replace("ё", "е") if case == "nomn" else word.lower()
        options = nominatives(lower, case, sure)
        return capitalize(next((o for o in options if attested(o)), options[0]), word) if case != "nomn" else word

    return PersonName(
        " ".join(map(turn, given)),
        " ".join(map(turn, patronymic)),
        " ".join(w if w.lower() in PARTICLES else turn(w) for w in surname),
        "".join(initials) if not given else "",
        sure,
    )


def _gender(words: Sequence[str], case: str) -> str | None:
    shown = [gender_of(w.lower().replace("ё", "е"), case) for w in words]
    return next((g for g in shown if g in ("masc", "femn")), next((g for g in shown if g), None))


def _split(words: Sequence[str], initials: bool) -> tuple[list[str], list[str], list[str]]:
    lowers = [w.lower().replace("ё", "е") for w in words]
    patronymics = [k for k, lower in enumerate(lowers) if is_patronymic(lower)]
    if patronymics and len(words) > 1:
        k = patronymics[0] if patronymics[0] or len(words) == 1 else (patronymics[1] if len(patronymics) > 1 else 0)
        if k == 0:
            return list(words[:1]), [], list(words[1:])
        if k == 1:
            return [words[0]], [words[1]], list(words[2:])
        return [words[k - 1]], [words[k]], list(words[: k - 1]) + list(words[k + 1 :])
    if initials:
        return [], [], list(words)
    if len(words) == 1:
        return ([words[0]], [], []) if is_given(lowers[0]) and not _is_surname(lowers[0]) else ([], [], [words[0]])
    if len(words) == 2 and not is_given(lowers[0]) and is_given(lowers[-1]) and _is_surname(lowers[0]):
        return [words[1]], [], [words[0]]
    return [words[0]], [], list(words[1:])


@lru_cache(CACHE_SIZE)
def _is_surname(lower: str) -> bool:
    return any(r.known or r.score > 0.3 for r in name_readings(lower, "Surn"))
