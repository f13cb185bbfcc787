"""The built package: what is in it, and that it runs where nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Final

import pytest

import quoteattr

ROOT: Final = Path(__file__).resolve().parent.parent
(SEED,) = (ROOT / "seeds").glob("*.txt")
ENVIRONMENT: Final = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def call(*command: object, cwd: Path) -> str:
    """What a command prints."""
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=ENVIRONMENT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and, built from it, the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """The wheel."""
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel, its dependencies and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    call(python, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return python


@pytest.fixture(scope="session")
def metadata(wheel: Path) -> Message:
    """The metadata of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_the_wheel_holds_the_data(wheel: Path) -> None:
    """Every file of the package is there, the word lists and the marker of types too, and nothing beside it."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {path for path in (ROOT / "quoteattr").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert packed == {path.relative_to(ROOT).as_posix() for path in sources}
    assert "quoteattr/py.typed" in packed
    assert any(name.startswith("quoteattr/lexicon/ru/") for name in packed)


def test_the_sdist_can_be_tested(built: Path) -> None:
    """The sources carry tests, benchmarks, documentation and the seed article."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "CHANGELOG.md", "LICENSE", "NOTICE", "Makefile", f"seeds/{SEED.name}"} <= names
    assert {"tests/test_wheel.py", "tests/cases/news.txt", "benchmarks/news.py", "docs/index.md"} <= names


def test_the_metadata_is_complete(metadata: Message) -> None:
    """Version, licence and dependencies are those of the project."""
    assert metadata["Version"] == quoteattr.__version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE", "NOTICE"]
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(line.partition(">")[0] for line in required) == ["attrs", "pymorphy3", "razdel", "regex"]


def test_the_wheel_runs_elsewhere(python: Path, tmp_path: Path) -> None:
    """In an empty environment, outside of the sources, the article reads as it does here."""
    article = tmp_path / "article.txt"
    article.write_bytes(SEED.read_bytes())
    where = call(python, "-c", "import quoteattr; print(quoteattr.__file__)", cwd=tmp_path)
    assert str(ROOT / "quoteattr") not in where
    command = python.with_name("quoteattr")
    record = json.loads(call(command, "--format", "json", article, cwd=tmp_path))
    text = article.read_bytes().decode("utf-8")
    assert record["text"] == text
    assert record["quotes"] == quoteattr.attribute(text).to_dict()["quotes"]


def test_the_wheel_is_typed(python: Path, tmp_path: Path) -> None:
    """A user's type checker reads the types of the installed package."""
    user = tmp_path / "user.py"
    user.write_bytes((ROOT / "tests" / "typed_api.py").read_bytes())
    cache = tmp_path / "cache"
    call(
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        python,
        "--cache-dir",
        cache,
        user,
        cwd=tmp_path,
    )
