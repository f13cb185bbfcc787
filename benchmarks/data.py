"""Annotated texts: what is compared, where it lies, and how it is read.

The seed article lies in the repository. More may lie beside it, in ``../shared/data``, and is measured where present.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import frozen

ROOT: Final = Path(__file__).resolve().parent.parent
SEED: Final = ROOT / "seeds" / "seed.jsonl"
SHARED: Final = ROOT.parent / "shared" / "data"
NEWS: Final = SHARED / "news" / "dev.jsonl"
NOVELS: Final = {
    SHARED / "fiction" / "prestuplenie_i_nakazanie.jsonl": "",
    SHARED / "fiction" / "podrostok.jsonl": "amd",
}
"""The novels, with the id of the narrator of those told in the first person."""

Pair: TypeAlias = tuple[int, int]


@frozen
class Voice:
    """Who speaks, as it was predicted: a name and a kind."""

    name: str
    kind: str = "person"


@frozen
class Predicted:
    """An attribution that a program found; offsets count code points, half-open."""

    kind: str
    mode: str | None
    content: tuple[Pair, ...]
    cue: Pair | None = None
    source: Pair | None = None
    speaker: Voice | None = None
    addressee: Voice | None = None


@frozen
class Gold:
    """An attribution that a reader annotated.

    ``keys`` are words of the speaker's name, any of which tells him; none means that nobody is to be named.
    An ``optional`` attribution is neither asked for nor held against a program.
    """

    kind: str
    mode: str
    content: tuple[Pair, ...]
    cue: Pair | None
    source: Pair | None
    speaker: str | None
    keys: tuple[str, ...]
    optional: bool = False


@frozen
class Article:
    """A news document and its attributions."""

    id: str
    text: str
    quotes: tuple[Gold, ...]


@frozen
class Piece:
    """A piece of direct speech in a novel: who speaks and to whom, as ids of persons; ``level`` 0 is the outermost."""

    content: tuple[Pair, ...]
    who: tuple[str, ...]
    to: tuple[str, ...]
    level: int


@frozen
class Reference:
    """A mention of persons in a novel."""

    span: Pair
    persons: tuple[str, ...]


@frozen
class Section:
    """A section of a novel, or all of it (:meth:`Novel.joined`)."""

    id: str
    text: str
    pieces: tuple[Piece, ...]
    mentions: tuple[Reference, ...]


@frozen
class Novel:
    """A novel: the names of its persons, its sections, and the ``narrator`` of one told in the first person."""

    names: Mapping[str, tuple[str, ...]]
    sections: tuple[Section, ...]
    narrator: str = ""

    def joined(self) -> Novel:
        """The novel as one text, a blank line between the sections: the way a reader meets it."""
        text, pieces, mentions = "", list[Piece](), list[Reference]()
        for section in self.sections:
            if text:
                text = text.rstrip("\n") + "\n\n"
            by = len(text)
            text += section.text
            pieces += [Piece(_moved(p.content, by), p.who, p.to, p.level) for p in section.pieces]
            mentions += [Reference(_moved([m.span], by)[0], m.persons) for m in section.mentions]
        return Novel(self.names, (Section("novel", text, tuple(pieces), tuple(mentions)),), self.narrator)


def _moved(spans: Iterable[Pair], by: int) -> tuple[Pair, ...]:
    return tuple((start + by, stop + by) for start, stop in spans)


def read_articles(path: Path) -> list[Article]:
    """The news documents of a file, a line each."""
    return [
        Article(record["id"], record["text"], tuple(map(_gold, record["quotes"]))) for record in _read_records(path)
    ]


def read_novel(path: Path, narrator: str = "") -> Novel:
    """The novel of a file: its persons in the first line, then a section a line."""
    head, *sections = _read_records(path)
    names = {person: tuple(record["names"]) for person, record in head["persons"].items()}
    return Novel(names, tuple(map(_section, sections)), narrator)


def predicted(records: Iterable[Mapping[str, Any]]) -> tuple[Predicted, ...]:
    """The ``quotes`` of a record that :meth:`quoteattr.Document.to_dict` wrote."""
    return tuple(
        Predicted(
            quote["kind"],
            quote.get("mode"),
            _pairs(quote["content"]),
            _pair(quote.get("cue")),
            _pair(quote.get("source")),
            _voice(quote.get("speaker")),
            _voice(quote.get("addressee")),
        )
        for quote in records
    )


def _read_records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _gold(record: Mapping[str, Any]) -> Gold:
    return Gold(
        record["kind"],
        record["mode"],
        _pairs(record["content"]),
        _pair(record["cue"]),
        _pair(record["source"]),
        record["speaker"],
        tuple(record["keys"]),
        bool(record.get("optional")),
    )


def _section(record: Mapping[str, Any]) -> Section:
    return Section(
        record["id"],
        record["text"],
        tuple(Piece(_pairs(q["content"]), tuple(q["who"]), tuple(q["to"]), q["level"]) for q in record["quotes"]),
        tuple(Reference((m["span"][0], m["span"][1]), tuple(m["ref"])) for m in record["mentions"]),
    )


def _pair(record: Sequence[int] | None) -> Pair | None:
    return (record[0], record[1]) if record else None


def _pairs(record: Iterable[Sequence[int]]) -> tuple[Pair, ...]:
    return tuple((start, stop) for start, stop in record)


def _voice(record: Mapping[str, Any] | None) -> Voice | None:
    return None if record is None else Voice(record.get("name") or "", record.get("kind", "person"))
