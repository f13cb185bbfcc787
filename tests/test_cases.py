"""The cases: sentences with their attributions, in ``cases/``, a file a provenance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import regex

import quoteattr
from quoteattr.listing import explain
from tests.notation import compare, of_document, parse

FOLDER: Final = Path(__file__).parent / "cases"
KNOWN_FAILURES: Final = "known_failures"
_GENRE: Final = regex.compile(r"#\s*genre:\s*(\w+)\s*")


def read_cases(folder: Path) -> Iterator[Any]:
    """The lines of each file under the genre that a line ``# genre: …`` before them names."""
    for path in sorted(folder.glob("*.txt")):
        marks = [pytest.mark.xfail(reason="a known failure")] if path.stem == KNOWN_FAILURES else []
        genre = "auto"
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
            if named := _GENRE.fullmatch(line):
                genre = named[1]
            elif line.strip() and not line.startswith("#"):
                yield pytest.param(line.strip(" "), genre, id=f"{path.stem}:{number}", marks=marks)


@pytest.mark.parametrize(("line", "genre"), list(read_cases(FOLDER)))
def test_case(line: str, genre: str) -> None:
    """The engine finds the attributions that the line writes, and no others."""
    case = parse(line)
    document = quoteattr.Attributor(genre=genre).attribute(case.text)
    comparison = compare(case, of_document(document))
    if comparison.differences:
        why = "\n".join(f"{quote!r}\n    " + "\n    ".join(explain(quote)) for quote in document.quotes)
        pytest.fail(f"\n{comparison}\n{why}", pytrace=False)
