"""The documentation: its examples run, its links lead somewhere, its map names every module."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import regex
from attrs import fields, frozen, has

import quoteattr
from quoteattr.cli import _parser, main
from quoteattr.lexicon import CLAUSE_FRAMES

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK: Final = regex.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", regex.MULTILINE | regex.DOTALL)
_LINK: Final = regex.compile(r"\]\((?!https?:|#)(?P<target>[^)#]+)")
_FLAGS: Final = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@frozen
class Block:
    """A block of code of a page."""

    page: Path
    line: int
    language: str
    body: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(*languages: str) -> Iterator[Block]:
    """The blocks of all pages in these languages."""
    for page in PAGES:
        text = page.read_text("utf-8")
        for match in _BLOCK.finditer(text):
            if match["language"] in languages:
                yield Block(page, text.count("\n", 0, match.start()) + 1, match["language"], match["body"])


def modules() -> list[str]:
    """The names of all modules of the package."""
    found = pkgutil.walk_packages(quoteattr.__path__, "quoteattr.")
    return ["quoteattr", *(module.name for module in found if not module.name.endswith("__main__"))]


def check(name: str, text: str, names: dict[str, Any], line: int = 0) -> None:
    """Run the examples of ``text``."""
    test = doctest.DocTestParser().get_doctest(text, names, name, name, line)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=report.append, clear_globs=False)
    names.update(test.globs)
    assert not report, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_give_what_they_show(page: Path) -> None:
    """The blocks of a page are one session."""
    names: dict[str, Any] = {}
    for block in blocks("python"):
        if block.page == page:
            assert ">>> " in block.body, f"{block}: an example shows its result"
            check(str(block), block.body, names, block.line)


@pytest.mark.parametrize("name", modules())
def test_docstring_examples_give_what_they_show(name: str) -> None:
    """Every docstring with an example is run."""
    module = importlib.import_module(name)
    finder = doctest.DocTestFinder(exclude_empty=True)
    for test in finder.find(module, name):
        report: list[str] = []
        doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=report.append)
        assert not report, "".join(report)


@pytest.mark.parametrize("block", list(blocks("console")), ids=str)
def test_commands_print_what_they_show(
    block: Block, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block that opens with ``$ quoteattr`` shows what that command prints; `…` on a line of its own is a cut."""
    command, _, shown = block.body.partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "quoteattr"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    assert main(arguments) == 0
    printed = capfd.readouterr().out
    at = 0
    for part in shown.split("\n…\n"):
        found = printed.find(part.strip("\n"), at)
        assert found >= 0, f"{block}: not printed:\n{part}\nprinted:\n{printed}"
        at = found + len(part.strip("\n"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file names one that is there."""
    for match in _LINK.finditer(page.read_text("utf-8")):
        assert (page.parent / match["target"]).exists(), match["target"]


def test_the_map_names_every_module() -> None:
    """A module that is not on the map is not documented."""
    page = (ROOT / "docs" / "how-it-works.md").read_text("utf-8")
    files = [path.relative_to(ROOT / "quoteattr").as_posix() for path in (ROOT / "quoteattr").rglob("*.py")]
    missing = [name for name in files if f"`{name}`" not in page and not name.endswith("__init__.py")]
    assert missing == []


def test_the_map_names_no_other_module() -> None:
    """A name on the map is a file."""
    page = (ROOT / "docs" / "how-it-works.md").read_text("utf-8")
    for name in regex.findall(r"^\| `([\w/]+\.py)`", page, regex.MULTILINE):
        assert (ROOT / "quoteattr" / name).exists(), name


def test_the_words_are_described() -> None:
    """The page on adding words names every file of the lexicon and every frame."""
    page = (ROOT / "docs" / "adding-words.md").read_text("utf-8")
    files = [path.name for path in (ROOT / "quoteattr" / "lexicon" / "ru").glob("*.txt")]
    assert [name for name in [*files, *CLAUSE_FRAMES] if f"`{name}`" not in page] == []


def test_the_reference_names_all_that_is_public() -> None:
    """Every public name, every field of a value and every option of the command is on the page."""
    page = (ROOT / "docs" / "reference.md").read_text("utf-8")
    values = [getattr(quoteattr, name) for name in quoteattr.__all__]
    names = {*quoteattr.__all__, *(field.name for value in values if has(value) for field in fields(value))}
    assert [name for name in sorted(names) if not regex.search(rf"`(?:\w+\()?{name}\b", page)] == []
    options = {option for action in _parser()._actions for option in action.option_strings}  # noqa: SLF001
    assert [option for option in sorted(options - {"-h"}) if f"`{option}" not in page] == []


def test_the_first_commands_are_those_of_the_makefile() -> None:
    """The README opens with the article, then the tests, and continuous integration runs the latter."""
    first, second = [block.body.strip() for block in blocks("sh") if block.page.name == "README.md"][:2]
    assert (first, second) == ("make seed", "make test")
    assert second in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    targets = regex.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), regex.MULTILINE)
    assert {"seed", "test"} <= set(targets)
