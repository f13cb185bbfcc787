"""The command line: ``quoteattr [FILE …]`` reads texts and prints who said what.

A text that cannot be read is one line on the standard error, and the exit code is 2; the others are still done.
"""

from __future__ import annotations

import argparse
import codecs
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from attrs import define, frozen

import quoteattr
from quoteattr.config import GENRES, Attributor
from quoteattr.listing import Look, listing
from quoteattr.model import Document

DONE: Final = 0
FAILED: Final = 2
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141
_BOM: Final = "\ufeff"
_EXAMPLES: Final = """\
examples:
  quoteattr article.txt
  quoteattr --explain article.txt
  quoteattr --format json article.txt > article.json
  quoteattr --input jsonl --text-field body --id-field url --format jsonl articles.jsonl -o quotes.jsonl
  quoteattr --encoding cp1251 old/*.txt
"""


class InputError(Exception):
    """A text that cannot be read; the message names the file and the place in it."""


@frozen
class Item:
    """A text to be read: where it stands (a file, or file and line), its ``id`` and the ``text``."""

    place: str
    id: Any
    text: str


@frozen
class Result:
    """What came of an item."""

    item: Item
    document: Document

    def record(self, *, text: bool) -> dict[str, Any]:
        """The document's record, under the id that the item came with."""
        return {**self.document.to_dict(text=text), "id": self.item.id}


@define
class Complaints:
    """What went wrong so far: each a line on ``stream``."""

    stream: TextIO
    count: int = 0

    def add(self, message: str) -> None:
        """One more."""
        self.count += 1
        print(f"quoteattr: {message}", file=self.stream)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0, 2 where something could not be read, 130 or 141 where it was broken off."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(arguments)
    except BrokenPipeError:
        # The interpreter flushes the stream once more at its end, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quoteattr",
        description="Who said what: the quotes of Russian texts and their speakers.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("files", nargs="*", default=["-"], metavar="FILE", help="texts to read; - or none: the standard input")
    add("--format", choices=("text", "json", "jsonl"), default="text", help="a listing (text), JSON, a record a line")
    add("--explain", action="store_true", help="in the listing: why each quote was found and given to its speaker")
    add("--no-text", action="store_true", help="in JSON: leave the text itself out of the records")
    add("-o", "--output", metavar="OUT", help="the file to write instead of the standard output")
    add("--input", choices=("text", "jsonl"), default="text", help="a file is a text, or JSON records, one a line")
    add("--text-field", default="text", metavar="NAME", help="the field of a record with the text (default: text)")
    add("--id-field", default="id", metavar="NAME", help="the field of a record with its id (default: id)")
    add("--encoding", type=_encoding, default="utf-8", metavar="NAME", help="of the files (default: utf-8)")
    add("--genre", choices=GENRES, default="auto", help="how to read the texts (default: look at each)")
    add("--version", action="version", version=f"%(prog)s {quoteattr.__version__}")
    return parser


def _encoding(name: str) -> str:
    try:
        "a".encode(name)
    except LookupError:
        raise argparse.ArgumentTypeError(f"unknown encoding: {name}") from None
    return codecs.lookup(name).name.removesuffix("-sig")


def _run(arguments: argparse.Namespace) -> int:
    complaints = Complaints(sys.stderr)
    engine = Attributor(genre=arguments.genre)
    try:
        with _output(arguments) as stream:
            results = _results(_items(arguments, complaints), engine, complaints)
            for chunk in _RENDERERS[arguments.format](results, arguments, stream):
                stream.write(chunk)
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        complaints.add(f"{arguments.output or 'standard output'}: {error.strerror or error}")
    except InputError as error:
        complaints.add(str(error))
    return FAILED if complaints.count else DONE


# What is read


def _items(arguments: argparse.Namespace, complaints: Complaints) -> Iterator[Item]:
    """The texts of all files; one that cannot be read is a complaint, not an end."""
    for name in arguments.files:
        try:
            with _opened(name) as file:
                if arguments.input == "jsonl":
                    yield from _records(file, name, arguments, complaints)
                else:
                    yield Item(name, None if name == "-" else name, _decoded(file.read(), arguments.encoding, name))
        except OSError as error:
            complaints.add(f"{name}: {error.strerror or error}")
        except InputError as error:
            complaints.add(str(error))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


def _decoded(data: bytes, encoding: str, place: str, offset: int = 0) -> str:
    """The text of ``data``, its line ends as they are, without a byte order mark."""
    try:
        return data.decode(encoding).removeprefix(_BOM)
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1].hex()
        raise InputError(
            f"{place}: byte {offset + error.start} (0x{byte}) is not {encoding}; name the encoding with --encoding"
        ) from None


def _records(file: BinaryIO, name: str, arguments: argparse.Namespace, complaints: Complaints) -> Iterator[Item]:
    offset = 0
    for number, line in enumerate(file, start=1):
        place = f"{name}:{number}"
        try:
            text = _decoded(line, arguments.encoding, place, offset)
            if text.strip():
                yield _record(text, place, arguments)
        except InputError as error:
            complaints.add(str(error))
        offset += len(line)


def _record(line: str, place: str, arguments: argparse.Namespace) -> Item:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"{place}: not JSON: {error}") from None
    except RecursionError:
        raise InputError(f"{place}: JSON nested too deep") from None
    if not isinstance(record, dict):
        raise InputError(f"{place}: not a JSON object")
    text = record.get(arguments.text_field)
    if not isinstance(text, str):
        raise InputError(f"{place}: no text in the field {arguments.text_field!r}")
    return Item(place, record.get(arguments.id_field), text)


def _results(items: Iterable[Item], engine: Attributor, complaints: Complaints) -> Iterator[Result]:
    """The documents; a text that the engine fails on is a complaint, not the end of a batch."""
    for item in items:
        try:
            document = engine.attribute(item.text, id=None if item.id is None else str(item.id))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is one text's)
            complaints.add(f"{item.place}: cannot be analysed: {type(error).__name__}: {error}")
        else:
            yield Result(item, document)


# What is written


@contextmanager
def _output(arguments: argparse.Namespace) -> Iterator[TextIO]:
    if arguments.output is None:
        yield sys.stdout
        return
    path = Path(arguments.output)
    if path.exists() and any(name != "-" and _same(path, name) for name in arguments.files):
        raise InputError(f"{path}: is read and cannot be written at the same time")
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        yield file


def _same(path: Path, name: str) -> bool:
    other = Path(name)
    return other.exists() and path.samefile(other)


def _as_text(results: Iterable[Result], arguments: argparse.Namespace, stream: TextIO) -> Iterator[str]:
    colour = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    look = Look(shutil.get_terminal_size().columns, colour, arguments.explain)
    between = ""
    for result in results:
        yield between
        yield from (f"{line}\n" for line in listing(result.document, result.item.place, look))
        between = "\n"


def _as_lines(results: Iterable[Result], arguments: argparse.Namespace, _stream: TextIO) -> Iterator[str]:
    for result in results:
        yield json.dumps(result.record(text=not arguments.no_text), ensure_ascii=False) + "\n"


def _as_json(results: Iterable[Result], arguments: argparse.Namespace, _stream: TextIO) -> Iterator[str]:
    """One text is one object; several files, or a file of records, are an array."""
    dumped = (json.dumps(result.record(text=not arguments.no_text), ensure_ascii=False, indent=2) for result in results)
    if arguments.input == "text" and len(arguments.files) == 1:
        yield from (f"{record}\n" for record in dumped)
        return
    opening = "["
    for record in dumped:
        yield f"{opening}\n{record}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


_RENDERERS: Final[dict[str, Callable[[Iterable[Result], argparse.Namespace, TextIO], Iterator[str]]]] = {
    "text": _as_text,
    "json": _as_json,
    "jsonl": _as_lines,
}
