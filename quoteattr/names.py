"""Names of persons: which words of a run of capitals are one, in which case they stand, and their nominative.

Dictionaries know few surnames, so the ending decides: `Гермета` is the genitive of `Гермет` or a nominative in -а,
`Шевченко` never changes, a woman's surname in a consonant never changes either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Final, NamedTuple

import regex
from attrs import frozen

from quoteattr import morph
from quoteattr.declension import CASES, GENDERS, VOWELS, Base, all_bases, bases
from quoteattr.morph import ALL_CASES, CACHE_SIZE, Reading, fold

PARTICLES: Final = frozenset(
    "де ди да дер ден дю дос ду дель дела делла ла ле лос ван вон фон цу тер тен бен бин бинт ибн ибну абу абд аль эль ад ас ат ар аз "
    "аш ан ад-дин эд эш эр эз эн эс эт оглы оглу кызы гызы уулу улы заде хан паша бей".split()
)
TAILS: Final = frozenset("оглы оглу кызы гызы уулу улы".split())
"""What stands behind a father's name: `Гейдар оглы`."""
_FOLDER: Final = files("quoteattr.lexicon") / "ru"
NAME_GRAMMEMES: Final = frozenset({"Name", "Surn", "Patr"})
_PATRONYMIC: Final = regex.compile(
    r"(?P<stem>\p{Ll}+(?:[оеаьи]в|[ыи]|и́?)(?P<suffix>ич|ч|н)|\p{Ll}+(?P<suffix>ичн|ишн))(?P<end>а|у|ем|е|ы|ой|ою|)$"
)
_TAILED: Final = regex.compile(r"\p{Ll}{3,}-?(?:оглы|кызы|гызы|уулу|улы)$")


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
    wanted = {kind} if kind else NAME_GRAMMEMES
    return tuple(r for r in morph.readings(lower) if r.number != "plur" and not wanted.isdisjoint(r.grammemes))


@cache
def common_given() -> Mapping[str, str]:
    """The given names that are common in Russian texts, ё folded, with the gender: ``masc``, ``femn`` or ``common``."""
    found = dict(map(_pair, lines("given_names.txt")))
    for line in lines("diminutives.txt"):
        name = fold(line.split("|")[0].strip())
        found.setdefault(
            name, "femn" if name[-1] in "ая" and name not in _MEN_IN_A else "femn" if name in _WOMEN else "masc"
        )
    return found


@cache
def _russian() -> frozenset[str]:
    return first_fields("diminutives.txt")


_MEN_IN_A: Final = frozenset("илья никита фома лука кузьма савва данила фока сила гаврила".split())
_WOMEN: Final = frozenset({"любовь", "нинель", "рахиль", "эсфирь", "юдифь"})


def _pair(line: str) -> tuple[str, str]:
    name, gender, *_ = line.split("|")
    return fold(name.strip()), gender.strip()


@cache
def _rare() -> frozenset[str]:
    """The listed names of which another of the same spelling is meant first: `Виталия`, `Юлий`."""
    return frozenset(_pair(line)[0] for line in lines("given_names.txt") if line.endswith("| rare"))


def lines(file: str) -> Iterator[str]:
    """The entries of a list, comments left out."""
    for line in (_FOLDER / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def lemmas(file: str) -> frozenset[str]:
    """The words of a list, ё folded."""
    return frozenset(fold(word) for line in lines(file) for word in line.split())


@cache
def first_fields(file: str) -> frozenset[str]:
    """The first fields of a table, ё folded."""
    return frozenset(_pair(line)[0] for line in lines(file))


@cache
def first_families() -> frozenset[str]:
    """The family names that stand before the given name: Chinese, Korean, Vietnamese."""
    return lemmas("family_first.txt")


@lru_cache(CACHE_SIZE)
def looks_like_surname(lower: str) -> bool:
    """Whether the dictionary knows the form only as one that a surname coincides with: `Самураев`, from `самурай`."""
    if not lower.endswith(("ов", "ев", "ин", "ын")) or len(lower) < 5:
        return False
    found = [r for r in morph.readings(lower) if r.known]
    return bool(found) and all((r.number == "plur" and r.pos == "NOUN") or r.pos == "ADJS" for r in found)


@lru_cache(CACHE_SIZE)
def is_known(lower: str) -> bool:
    """Whether the dictionary has the word."""
    found = morph.readings(lower)
    return bool(found) and found[0].known and not looks_like_surname(lower)


@lru_cache(CACHE_SIZE)
def is_given(lower: str) -> bool:
    """Whether the form is one of a given name that the dictionary or the list of names has."""
    return bool(_listed(lower)) or any(r.known for r in name_readings(lower, "Name"))


@lru_cache(CACHE_SIZE)
def _listed(lower: str) -> tuple[tuple[str, str, str], ...]:
    """The listed given names that the form can be one of, with case and gender."""
    parts = lower.split("-")
    if len(parts) == 2 and parts[0] in common_given():
        parts = parts[1:]
    known = common_given()
    return tuple(
        (case, gender, base.nominative)
        for case, gender, base in all_bases(parts[-1])
        if base.weight >= 0.02 and known.get(base.nominative) in (gender, "common")
    )


@lru_cache(CACHE_SIZE)
def is_patronymic(lower: str) -> bool:
    """Whether the form is one of a patronymic: `Романовича`, `Ильиничной`, `Нурланулы`."""
    if _TAILED.match(lower):
        return True
    return bool(_PATRONYMIC.match(lower)) and any(r.score > 0.1 for r in name_readings(lower, "Patr"))


@lru_cache(CACHE_SIZE)
def cases(lower: str) -> frozenset[str]:
    """The cases in which a name of this form can stand."""
    if lower in first_families() or lower in PARTICLES:
        return ALL_CASES
    known = [r for r in morph.readings(lower) if r.known]
    if any("Fixd" in r.grammemes for r in known):
        return ALL_CASES
    found = {r.case for r in known if r.pos in ("NOUN", "ADJF") and r.number != "plur"}
    found |= {case for case, _, _ in _listed(lower)}
    if is_known(lower) and found:
        return frozenset(found | (_cases_by_ending(lower) if _SURNAME_LIKE.search(lower) else set()))
    return frozenset(found | _cases_by_ending(lower))


_SURNAME_LIKE: Final = regex.compile(r"(?:[оеё]в|[иы]н|[сц]к)(?:а|у|ым|ом|е|ой|ая|ую|ий|ого|ому|им)$|[иы]х$")
_LIKELY: Final = 0.1


def _cases_by_ending(lower: str) -> set[str]:
    if not ("а" <= lower[-1:] <= "я"):
        return set(ALL_CASES)
    found = {
        case for case, gender, base in all_bases(lower)
        if base.weight >= _LIKELY and (case == "nomn" or gender == "masc" or lower[-1] in VOWELS or base.nominative != lower)
    }  # fmt: skip
    return found | {r.case for r in name_readings(lower) if r.score > 0.02}


def gender_of(lower: str, case: str) -> str | None:
    """The gender that a single word of a name shows in ``case``."""
    listed = {gender for each, gender, _ in _listed(lower) if each == case}
    if len(listed) == 1:
        return listed.pop()
    if listed:
        return None
    for kind in ("Name", "Patr", "Surn"):
        shown = {r.gender for r in name_readings(lower, kind) if r.case == case and (r.known or kind != "Name")}
        if shown & {"masc", "femn"} and len(shown) == 1:
            return shown.pop()
    if case == "nomn" and lower[-1:] not in VOWELS + "ь" and not lower.endswith(("их", "ых")):
        return "masc?"
    return None


@lru_cache(CACHE_SIZE)
def nominatives(lower: str, case: str, gender: str | None) -> tuple[str, ...]:
    """The nominatives that a word of a name in ``case`` may have, the likeliest first."""
    if case == "nomn" or not lower:
        return (lower,)
    genders = (gender,) if gender in GENDERS else GENDERS
    found = [base for each in genders for base in (*given_bases(lower, case, each), *surname_bases(lower, case, each))]
    found.sort(key=lambda base: -base.weight)
    return tuple(dict.fromkeys(base.nominative for base in found if base.weight > _FAINT)) or (lower,)


_FAINT: Final = 0.03


@lru_cache(CACHE_SIZE)
def given_bases(lower: str, case: str, gender: str) -> tuple[Base, ...]:
    """The nominatives of a given name: a common one weighs 1, one that only the dictionary has half, a guess less."""
    head, hyphen, last = lower.rpartition("-")
    if hyphen and head not in PARTICLES:
        return _joined(_first_part(head, case, gender, given_bases), given_bases(last, case, gender), hyphen)
    rare = _rare()
    found = {n: 0.2 if n in rare else 1.0 for each, its, n in _listed(lower) if (each, its) == (case, gender)}
    for reading in name_readings(lower, "Name"):
        if reading.known and reading.case == case and reading.gender in (gender, "ms-f", ""):
            found.setdefault(reading.lemma, 0.4 * max(0.3, reading.score))
    guess = 0.04 if is_given(lower) else 0.15 if is_common_word(lower) else 0.3
    for base in bases(lower, case, gender):
        if base.weight:
            found.setdefault(base.nominative, guess * base.weight)
    return _sorted(found)


@lru_cache(CACHE_SIZE)
def is_common_word(lower: str) -> bool:
    """Whether the dictionary has the form as a word and never as a name."""
    found = morph.readings(lower)
    if not found or not is_known(lower):
        return False
    return not is_given(lower) and all(NAME_GRAMMEMES.isdisjoint(r.grammemes) for r in found)


@lru_cache(CACHE_SIZE)
def surname_bases(lower: str, case: str, gender: str) -> tuple[Base, ...]:
    """The nominatives of a surname: by its ending, and by the dictionary where it is a word too (`Зайца`, `Льва`)."""
    head, hyphen, last = lower.rpartition("-")
    if head in PARTICLES:
        fixed = last[-1:] in "иыеуо"
        found = {base.nominative: base.weight for base in surname_bases(last, case, gender)}
        return _sorted(
            {
                f"{head}-{n}": w * (0.2 if fixed and n != last else 1.0)
                for n, w in (found | {last: 0.9} if fixed else found).items()
            }
        )
    if hyphen and last in (*TAILS, "заде", "оол", "хан", "паша", "бей", "ага"):
        return (Base(lower, 1.0),)
    if hyphen:
        return _joined(_first_part(head, case, gender, surname_bases), surname_bases(last, case, gender), hyphen)
    found = {base.nominative: base.weight for base in bases(lower, case, gender)}
    for reading in morph.readings(lower):
        if reading.known and reading.case == case and reading.number == "sing":
            nominative = _by_dictionary(lower, reading, gender)
            if nominative:
                found[nominative] = max(found.get(nominative, 0.0), 1.0)
    if any(
        "Fixd" in r.grammemes and r.known and "Surn" in r.grammemes and r.gender == gender and gender == "masc"
        for r in morph.readings(lower)
    ):
        found[lower] = 1.0
    listed = {nominative for _, _, nominative in _listed(lower)}
    if listed:
        # `Елена` behind a name is another person, no form of `Елен`.
        found = {nominative: w if nominative in listed else 0.1 * w for nominative, w in found.items()}
    return _sorted(found)


def _by_dictionary(lower: str, reading: Reading, gender: str) -> str | None:
    if "Surn" in reading.grammemes:
        return (_inflected(lower, reading) if reading.case != "nomn" else lower) if reading.gender == gender else None
    if reading.pos == "ADJF" and gender == "masc" == reading.gender and lower.endswith(("ого", "ому", "его")):
        return reading.lemma
    if (
        reading.pos == "NOUN"
        and reading.gender in (gender, "femn")
        and not {"Geox", "Orgn", "Abbr"} & reading.grammemes
    ):
        return reading.lemma
    return None


def _first_part(
    lower: str, case: str, gender: str, of: Callable[[str, str, str], tuple[Base, ...]]
) -> tuple[Base, ...]:
    """The first half of a double name: `Салтыкова-`, `Анны-` change, `Кудь-`, `Жан-`, `Пак` do not."""
    turned = of(lower, case, gender)
    if case == "nomn":
        return turned or (Base(lower, 0.3),)
    if lower[-1] not in VOWELS and not _ADJECTIVE_END.search(lower):
        return (Base(lower, 0.9),)
    found = {base.nominative: base.weight for base in turned}
    found.setdefault(lower, 0.9 if lower in common_given() else 0.2)
    return _sorted(found)


_ADJECTIVE_END: Final = regex.compile(r"(?:[ое]й|[ыи]м|[ое]м)$")


def _joined(first: Sequence[Base], last: Sequence[Base], by: str) -> tuple[Base, ...]:
    return _sorted({a.nominative + by + b.nominative: a.weight * b.weight for a, b in product(first[:2], last[:3])})


def _sorted(found: Mapping[str, float]) -> tuple[Base, ...]:
    return tuple(sorted((Base(*item) for item in found.items() if item[1] > 0), key=lambda base: -base.weight))


@lru_cache(CACHE_SIZE)
def patronymic_bases(lower: str, case: str, gender: str) -> tuple[Base, ...]:
    """The nominative of a patronymic: `Ильича` → `Ильич`, `Петровной` → `Петровна`."""
    if _TAILED.match(lower):
        return (Base(lower, 1.0),) if lower.endswith(("кызы", "гызы")) == (gender == "femn") else ()
    female = bool(regex.search(r"(?:вн|чн|шн)(?:а|ы|е|у|ой|ою)$", lower))
    if female != (gender == "femn"):
        return ()
    ending = next((e for e in _PATRONYMIC_ENDS[gender].get(case, ()) if lower.endswith(e)), None)
    if ending is None or (not female and case == "nomn" and not lower.endswith(("ич", "ыч"))):
        return ()
    return (Base(lower[: len(lower) - len(ending)] + ("а" if female else ""), 1.0),)


_PATRONYMIC_ENDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "masc": {"nomn": ("",), "gent": ("а",), "accs": ("а",), "datv": ("у",), "ablt": ("ем",), "loct": ("е",)},
    "femn": {"nomn": ("а",), "gent": ("ы",), "accs": ("у",), "datv": ("е",), "ablt": ("ой", "ою"), "loct": ("е",)},
}


def _inflected(lower: str, reading: Reading) -> str | None:
    for parse in morph.parses(lower):
        tag = parse.tag
        shown = (str(tag.case or ""), str(tag.gender or ""), str(tag.number or ""))
        if shown == (reading.case, reading.gender, "sing") and not NAME_GRAMMEMES.isdisjoint(map(str, tag.grammemes)):
            form = parse.inflect({"nomn", "sing"})
            if form is not None:
                return fold(form.word)
    return None


class Hypothesis(NamedTuple):
    """A name that words can be, the case in which they stand then, and how well they fit."""

    case: str
    name: PersonName
    weight: float


CASE_WEIGHT: Final = {"nomn": 1.0, "gent": 0.7, "datv": 0.4, "ablt": 0.4, "accs": 0.3, "loct": 0.15}
_SURE: Final = 2.5


@lru_cache(CACHE_SIZE)
def parsed(words: tuple[str, ...]) -> tuple[Hypothesis, ...]:
    """All the names that the words can be, the likeliest first; of both genders where nothing tells which."""
    initials = [w for w in words if w.endswith(".") and len(w) <= 6]
    rest = [w for w in words if w not in initials]
    if not rest or all(map(is_particle, rest)):
        return ()
    found: dict[tuple[str, str, str], dict[str, Hypothesis]] = {}
    for parts, share in _splits(rest, bool(initials)):
        for case, gender in product(CASES, GENDERS):
            for each in _hypotheses(parts, "".join(initials), case, gender):
                weighed = each._replace(weight=share * each.weight)
                found.setdefault((case, each.name.full, each.name.surname), {})[gender] = weighed
    merged = (_merged(each) for each in found.values())
    return tuple(sorted(merged, key=lambda h: -h.weight))


def is_particle(word: str) -> bool:
    """Whether the word links the words of a name: `ван`, `дель`, but not the surname `Ван`."""
    return word in PARTICLES


_Parts = tuple[list[str], list[str], list[str]]


def _splits(words: Sequence[str], initials: bool) -> Iterator[tuple[_Parts, float]]:
    """The ways to read the words: `Роман Адамович` may be a patronymic or a surname."""
    parts = _split(words, initials)
    yield parts, 1.0
    if len(words) == 2 and parts[0] and parts[1] and fold(words[1]).endswith(("ич", "ича", "ичу", "ичем", "иче")):
        yield (parts[0], [], parts[1]), 0.5


def _merged(by_gender: Mapping[str, Hypothesis]) -> Hypothesis:
    first, *others = sorted(by_gender.values(), key=lambda h: -h.weight)
    if others and first.weight < _SURE * others[0].weight:
        name = first.name
        return first._replace(name=PersonName(name.given, name.patronymic, name.surname, name.initials, None))
    return first


def _hypotheses(parts: _Parts, initials: str, case: str, gender: str) -> Iterator[Hypothesis]:
    given, patronymic, surname = parts
    options = [
        [(Base(w, 1.0))]
        if is_particle(w) or (k and w.lower() in PARTICLES)
        else _options(w, kind, case, gender, last=k == len(group) - 1 and not (kind == "given" and len(surname) > 1))
        for kind, group in (("given", given), ("patronymic", patronymic), ("surname", surname))
        for k, w in enumerate(group)
    ]
    if not all(options):
        return
    written = [*given, *patronymic, *surname]
    for chosen in product(*options):
        words = [
            w if is_particle(w) or base.nominative == w else capitalize(_with_yo(base.nominative, w), w)
            for base, w in zip(chosen, written, strict=True)
        ]
        weight = CASE_WEIGHT[case]
        for base in chosen:
            weight *= base.weight
        if surname and case != "nomn" and words[-1].endswith("ки") and not (given and fold(words[0]) in _russian()):
            weight *= 2  # `Юко Судзуки`, but `Петра Галки`
        if given and surname and case == "nomn" and words[0][-1] in "оеиуэ" and words[-1].endswith("а"):
            weight *= 2.5  # What never changes is foreign, and foreign surnames in -а are many: `Пабло Эррера`.
        first, middle = words[: len(given)], words[len(given) : len(given) + len(patronymic)]
        last = words[len(given) + len(patronymic) :]
        name = PersonName(" ".join(first), " ".join(middle), " ".join(last), initials if not given else "", gender)
        yield Hypothesis(case, name, weight)


def _options(word: str, kind: str, case: str, gender: str, *, last: bool) -> Sequence[Base]:
    lower = fold(word)
    if kind == "patronymic":
        return patronymic_bases(lower, case, gender) if is_patronymic(lower) else (Base(lower, 1.0),)
    if kind == "given":
        if lower in first_families() and not (last and is_given(lower)):
            return (Base(lower, 0.8),)
        return given_bases(lower, case, gender)[:2]
    return surname_bases(lower, case, gender)[:3] if last else _first_part(lower, case, gender, surname_bases)[:2]


def _with_yo(nominative: str, word: str) -> str:
    """With the ё of the word as written: `Фёдора` → `Фёдор`."""
    if "ё" not in word.lower():
        return nominative
    return (
        "".join(w if w == "ё" and n == "е" else n for n, w in zip(nominative, word.lower(), strict=False))
        + nominative[len(word) :]
    )


def capitalize(nominative: str, as_written: str) -> str:
    """The nominative with the capitals of the word as written: `анна-мария` → `Анна-Мария`."""
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
    found = [h for h in parsed(tuple(words)) if h.case == case]
    if not found:
        return _as_written(words)
    best = max(found, key=lambda h: h.weight * (1.0 + 3.0 * (case != "nomn" and _attested(h.name, attested))))
    return best.name


def _attested(name: PersonName, attested: Callable[[str], bool]) -> bool:
    return attested(fold(name.surname or name.given))


def _as_written(words: Sequence[str]) -> PersonName | None:
    initials = [w for w in words if w.endswith(".") and len(w) <= 6]
    rest = [w for w in words if w not in initials]
    if not rest:
        return None
    given, patronymic, surname = _split(rest, bool(initials))
    return PersonName(" ".join(given), " ".join(patronymic), " ".join(surname), "".join(initials) if not given else "")


def _split(words: Sequence[str], initials: bool) -> tuple[list[str], list[str], list[str]]:
    lowers = [fold(w) for w in words]
    tail = next((k for k, word in enumerate(words) if word in TAILS and k > 1), 0)
    if tail:
        given, middle, surname = _split([*words[: tail - 1], *words[tail + 1 :]], initials)
        return given, [*middle, *words[tail - 1 : tail + 1]], surname
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
