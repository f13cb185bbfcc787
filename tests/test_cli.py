"""The command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import define

import quoteattr
from quoteattr import Cue, Document, Mention, Quote, Span, Speaker, Step
from quoteattr.cli import main
from quoteattr.listing import Look, explain, listing

TEXT = "«Рейс отменён», — сообщил пилот.\r\nПо его словам, виноват туман.\r\n"
PLAIN = "Ветер стих. Поезда идут по расписанию."


@define
class Run:
    """What a call of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> Any:
        """The output, read as JSON."""
        return json.loads(self.out)

    @property
    def records(self) -> list[Any]:
        """The output, read as JSON lines."""
        return [json.loads(line) for line in self.out.split("\n") if line]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call the command in this process."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(map(str, arguments)))
        out, err = capfd.readouterr()
        return Run(code, out, err)

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with two quotes."""
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return path


def span(text: str, words: str) -> Span:
    """The first place of ``words`` in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words), words)


def document() -> Document:
    """A document with an outer and an inner quote, made by hand."""
    text = "«Рейс, — сообщил пилот, — отменён», — пишет «Заря»."
    paper = Speaker("s1", "Заря", "organization")
    pilot = Speaker("s2", "пилот", "person", "masc")
    outer = Quote(
        "indirect",
        "writing",
        (span(text, "«Рейс, — сообщил пилот, — отменён»"),),
        Cue(span(text, "пишет"), "писать", "write"),
        Mention(span(text, "Заря"), "organization"),
        paper,
    )
    inner = Quote(
        "direct",
        "speech",
        (span(text, "Рейс"), span(text, "отменён")),
        Cue(span(text, "сообщил"), "сообщить", "inform"),
        Mention(span(text, "пилот"), "role"),
        pilot,
        parent=outer,
        confidence=0.9,
        evidence=(Step("between", "сообщил пилот"), Step("role", "пилот")),
    )
    return Document(text, (outer, inner), (paper, pilot), "d")


class TestListing:
    def test_shows_speaker_kind_cue_and_words(self) -> None:
        """A quote is two lines, an inner one set in."""
        assert list(listing(document(), "d.txt", Look(60))) == [
            "d.txt: 2 quotes, 2 speakers",
            "",
            "Заря   indirect writing  пишет",
            "  «Рейс, — сообщил пилот, — отменён»",
            "",
            "  пилот  direct            сообщил",
            "    «Рейс […] отменён»",
        ]

    def test_explains(self) -> None:
        """The evidence says by which pattern a quote was found, and how its speaker."""
        assert list(explain(document().quotes[1])) == [
            "found by   between: сообщил пилот",
            "speaker by role: пилот",
            "confidence 0.90",
        ]
        lines = list(listing(document(), "d.txt", Look(60, explain=True)))
        assert "    found by   between: сообщил пилот" in lines

    def test_is_cut_to_the_width(self) -> None:
        """No line is wider than the terminal."""
        lines = list(listing(document(), "a/long/way/to/d.txt", Look(30)))
        assert max(map(len, lines)) <= 30
        assert lines[0] == "…o/d.txt: 2 quotes, 2 speakers"

    def test_is_coloured_on_demand(self) -> None:
        """Colours are there or not, the words are the same."""
        coloured = "\n".join(listing(document(), "d.txt", Look(60, colour=True)))
        assert "\033[1mпилот\033[0m" in coloured
        plain = "\n".join(listing(document(), "d.txt", Look(60)))
        for code in ("\033[1m", "\033[2m", "\033[33m", "\033[0m"):
            coloured = coloured.replace(code, "")
        assert coloured == plain

    def test_does_not_drive_the_terminal(self) -> None:
        """An escape sequence in a text is shown, not passed on."""
        text = "«\x1b[2JДа»"
        hostile = Document(text, (Quote("direct", "speech", (Span(1, 7, text[1:7]),)),))
        assert "\x1b" not in "".join(listing(hostile, "d.txt", Look()))

    def test_names_nobody_by_a_question_mark(self) -> None:
        """A quote without a speaker says so; an addressee stands behind an arrow."""
        words = span("Да", "Да")
        nobody, aunt = Quote("direct", "speech", (words,)), Speaker("s1", "тётя")
        spoken = Quote("direct", "speech", (words,), addressee=aunt)
        lines = list(listing(Document("Да", (nobody, spoken), (aunt,)), "d", Look()))
        assert lines[2] == "?         direct"
        assert lines[5] == "? → тётя  direct"


class TestFormats:
    def test_a_listing_is_the_default(self, run: Any, article: Path) -> None:
        """Without options a file is listed under its name."""
        done = run(article)
        assert done.code == 0
        assert done.out.splitlines()[0].endswith("article.txt: 2 quotes, 1 speaker")
        assert "«Рейс отменён»" in done.out

    def test_no_file_is_the_standard_input(self, run: Any) -> None:
        """A dash and nothing at all are the standard input, which has no id."""
        for arguments in ([], ["-"]):
            done = run("--format", "json", *arguments, stdin=TEXT.encode())
            assert (done.code, done.record["id"], done.record["text"]) == (0, None, TEXT)

    def test_json_of_one_text_is_an_object(self, run: Any, article: Path) -> None:
        """One file is one record, which reads back as a document."""
        record = run("--format", "json", article).record
        assert record["id"] == str(article)
        assert Document.from_dict(record).quotes == quoteattr.attribute(TEXT).quotes

    def test_json_of_several_texts_is_an_array(self, run: Any, article: Path) -> None:
        """Several files are an array, so is a file of records, and an empty one."""
        assert [record["text"] for record in run("--format", "json", article, article).record] == [TEXT, TEXT]
        assert run("--format", "json", "--input", "jsonl", "-").record == []

    def test_json_lines_are_a_record_a_line(self, run: Any, article: Path) -> None:
        """Each file is a line."""
        assert [record["text"] for record in run("--format", "jsonl", article, article).records] == [TEXT, TEXT]

    def test_the_text_can_be_left_out(self, run: Any, article: Path) -> None:
        """Records can go without their texts."""
        assert "text" not in run("--format", "json", "--no-text", article).record

    def test_the_output_can_be_a_file(self, run: Any, article: Path, tmp_path: Path) -> None:
        """What would be printed is written, in UTF-8."""
        out = tmp_path / "out.json"
        done = run("--format", "json", article, "-o", out)
        assert (done.code, done.out) == (0, "")
        assert json.loads(out.read_text("utf-8"))["text"] == TEXT

    def test_reasons_are_given_on_demand(self, run: Any, article: Path) -> None:
        """``--explain`` adds the evidence."""
        assert "found by" not in run(article).out
        assert run("--explain", article).out.count("found by") == 2

    def test_the_genre_can_be_named(self, run: Any, article: Path) -> None:
        """The genre is that of the record."""
        assert run("--genre", "fiction", "--format", "json", article).record["genre"] == "fiction"

    def test_the_version_is_printed(self, run: Any, capfd: pytest.CaptureFixture[str]) -> None:
        """``--version`` names the program and its version."""
        with pytest.raises(SystemExit) as stop:
            run("--version")
        assert stop.value.code == 0
        assert capfd.readouterr().out == f"quoteattr {quoteattr.__version__}\n"


class TestInput:
    def test_a_byte_order_mark_is_not_text(self, run: Any) -> None:
        """UTF-8 may open with the mark that Windows editors write."""
        assert run("--format", "json", stdin=b"\xef\xbb\xbf" + TEXT.encode()).record["text"] == TEXT

    def test_line_ends_are_kept(self, run: Any, article: Path) -> None:
        """Offsets are those of the file: CRLF stays two characters."""
        record = run("--format", "json", article).record
        assert record["text"].count("\r\n") == 2

    def test_other_encodings_are_named(self, run: Any, tmp_path: Path) -> None:
        """A file in CP1251 is read with ``--encoding``."""
        path = tmp_path / "old.txt"
        path.write_bytes(TEXT.encode("cp1251"))
        assert run("--format", "json", "--encoding", "cp1251", path).record["text"] == TEXT

    @pytest.mark.parametrize("name", ["koi-9", "rot13"])
    def test_an_unknown_encoding_is_refused(self, run: Any, capfd: pytest.CaptureFixture[str], name: str) -> None:
        """What is no encoding of text is a mistake in the call."""
        with pytest.raises(SystemExit) as stop:
            run("--encoding", name)
        assert stop.value.code == 2
        assert f"unknown encoding: {name}" in capfd.readouterr().err

    def test_records_are_read_by_their_fields(self, run: Any) -> None:
        """Text and id stand in fields that can be named; the id keeps its type."""
        lines = b'{"url": 7, "body": "\xd0\x94\xd0\xb0"}\n\n{"body": ""}\n'
        options = ("--input", "jsonl", "--format", "jsonl", "--text-field", "body", "--id-field", "url")
        records = run(*options, stdin=lines).records
        assert [(record["id"], record["text"]) for record in records] == [(7, "Да"), (None, "")]

    def test_a_lone_surrogate_goes_through(self, run: Any) -> None:
        """Half a character in a record is read, listed and written back as its escape."""
        line = b'{"id": "x", "text": "\\ud800"}\n'
        assert run("--input", "jsonl", "--format", "jsonl", stdin=line).records[0]["text"] == "\ud800"
        assert run("--input", "jsonl", stdin=line).code == 0


class TestMistakes:
    def test_a_missing_file_does_not_stop_the_rest(self, run: Any, article: Path, tmp_path: Path) -> None:
        """One line on the standard error, exit code 2, the other files done."""
        done = run("--format", "jsonl", tmp_path / "no.txt", tmp_path, article)
        assert done.code == 2
        assert done.err.splitlines() == [
            f"quoteattr: {tmp_path / 'no.txt'}: No such file or directory",
            f"quoteattr: {tmp_path}: Is a directory",
        ]
        assert [record["text"] for record in done.records] == [TEXT]

    def test_a_byte_that_cannot_be_decoded_is_named(self, run: Any, article: Path, tmp_path: Path) -> None:
        """The message gives the file and the offset of the byte."""
        bad = tmp_path / "bad.txt"
        bad.write_bytes("Да".encode() + b"\xff\xfe")
        done = run("--format", "jsonl", bad, article)
        assert done.code == 2
        assert done.err == f"quoteattr: {bad}: byte 4 (0xff) is not utf-8; name the encoding with --encoding\n"
        assert len(done.records) == 1

    def test_a_bad_record_does_not_lose_the_others(self, run: Any, tmp_path: Path) -> None:
        """Each bad line is named by file and number, the good ones are done."""
        path = tmp_path / "in.jsonl"
        good = json.dumps({"id": "a", "text": TEXT}).encode()
        bad = [b"{", b"[1]", b'{"id": "b"}', b'{"text": 5}', b'{"text": "\xff"}', b"[" * 100_000, b"9" * 9_999]
        path.write_bytes(b"\n".join([good, *bad, good]))
        done = run("--input", "jsonl", "--format", "jsonl", path)
        assert done.code == 2
        assert [record["id"] for record in done.records] == ["a", "a"]
        messages = done.err.splitlines()
        assert [message.split(": ", 2)[1] for message in messages] == [f"{path}:{number}" for number in range(2, 9)]
        offset = path.read_bytes().index(b"\xff")
        for message, words in zip(
            messages,
            [
                "not JSON",
                "not a JSON object",
                "no text in the field 'text'",
                "no text",
                f"byte {offset} (0xff)",
                "",
                "",
            ],
            strict=True,
        ):
            assert words in message

    def test_a_text_that_fails_does_not_lose_the_others(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Even a fault of the engine is one line and one text."""
        real = quoteattr.Attributor.attribute

        def attribute(self: quoteattr.Attributor, text: str, **options: Any) -> Document:
            if "Ветер" in text:
                raise RecursionError("too deep")
            return real(self, text, **options)

        monkeypatch.setattr(quoteattr.Attributor, "attribute", attribute)
        lines = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate([PLAIN, TEXT]))
        done = run("--input", "jsonl", "--format", "jsonl", stdin=lines.encode())
        assert (done.code, [record["id"] for record in done.records]) == (2, [1])
        assert done.err == "quoteattr: -:1: cannot be analysed: RecursionError: too deep\n"

    def test_what_is_read_is_not_overwritten(self, run: Any, article: Path) -> None:
        """An output that is one of the inputs is refused, the file is as it was."""
        done = run(article, "-o", article)
        assert (done.code, article.read_bytes()) == (2, TEXT.encode())
        assert "cannot be written at the same time" in done.err

    def test_an_output_that_cannot_be_opened_is_named(self, run: Any, article: Path, tmp_path: Path) -> None:
        """One line on the standard error, exit code 2."""
        done = run(article, "-o", tmp_path / "no" / "out.txt")
        assert (done.code, done.err) == (2, f"quoteattr: {tmp_path / 'no' / 'out.txt'}: No such file or directory\n")


def command(arguments: Sequence[object]) -> list[str]:
    """The command as a program of its own."""
    return [sys.executable, "-m", "quoteattr", *map(str, arguments)]


class TestProcess:
    """The program as a process of its own."""

    @pytest.fixture
    def environment(self) -> dict[str, str]:
        """An environment that promises neither UTF-8 nor colours."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
        return {**kept, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "80", "TERM": "xterm"}

    def test_the_output_is_utf8(self, article: Path, environment: dict[str, str]) -> None:
        """Whatever the locale, what is written is UTF-8, without colours in a pipe."""
        done = subprocess.run(command([article]), env=environment, capture_output=True, check=True)
        assert "пилот" in done.stdout.decode("utf-8")
        assert b"\033" not in done.stdout
        assert done.stderr == b""

    @pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
    def test_colours_are_for_terminals(
        self, article: Path, environment: dict[str, str], no_colour: str, coloured: bool
    ) -> None:
        """On a terminal there are colours, unless NO_COLOR is set."""
        pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
        ours, theirs = pty.openpty()
        subprocess.run(command([article]), env={**environment, "NO_COLOR": no_colour}, stdout=theirs, check=True)
        os.close(theirs)
        assert (b"\033[" in os.read(ours, 1 << 16)) == coloured
        os.close(ours)

    def test_a_broken_pipe_is_quiet(self, tmp_path: Path, environment: dict[str, str]) -> None:
        """A reader that stops early is no error to speak of."""
        many = tmp_path / "many.jsonl"
        many.write_text((json.dumps({"id": "x", "text": PLAIN * 20}) + "\n") * 2_000, "utf-8")
        arguments = ["--input", "jsonl", "--format", "jsonl", many]
        with subprocess.Popen(
            command(arguments), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141

    def test_it_starts_fast(self) -> None:
        """Neither the dictionary nor the lexicon is read before there is a text."""
        code = "import sys, quoteattr.cli; print('pymorphy3' in sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        assert done.stdout == "False\n"
