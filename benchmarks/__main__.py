"""``python -m benchmarks accuracy|speed``: measure and print."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from benchmarks import accuracy, speed, tables
from benchmarks.news import NewsFigures


def main(argv: Sequence[str] | None = None) -> int:
    """Run a benchmark and print its figures."""
    arguments = _parser().parse_args(argv)
    if arguments.benchmark == "speed":
        _speed(arguments)
    else:
        _accuracy(arguments)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("benchmark", choices=("accuracy", "speed"))
    parser.add_argument("--json", action="store_true", help="print a record a line instead of tables")
    parser.add_argument("--ids", default="", metavar="REGEX", help="accuracy: only the news documents with such ids")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="accuracy: show the first N of the engine")
    parser.add_argument("--passes", type=int, default=speed.PASSES, metavar="N", help="speed: warm passes")
    return parser


def _accuracy(arguments: argparse.Namespace) -> None:
    for comparison in accuracy.compare(ids=arguments.ids):
        if arguments.json:
            figures = {name: each.to_dict() for name, each in comparison.figures.items()}
            print(json.dumps({"texts": comparison.title, **figures}, ensure_ascii=False))
            continue
        print(*tables.accuracy(comparison), "", sep="\n")
        ours = comparison.figures["quoteattr"]
        if arguments.errors and isinstance(ours, NewsFigures):
            print(*tables.mistakes(ours.mistakes, arguments.errors), "", sep="\n")


def _speed(arguments: argparse.Namespace) -> None:
    figures = speed.measure(arguments.passes)
    if arguments.json:
        print(json.dumps(figures.to_dict(), ensure_ascii=False))
    else:
        print(*tables.speed(figures), sep="\n")


if __name__ == "__main__":
    raise SystemExit(main())
