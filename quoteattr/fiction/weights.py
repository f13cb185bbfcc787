"""The weights of the features, fitted by ``benchmarks/fit_fiction.py``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

FILE: Final = files(__package__) / "weights.txt"
_HEAD: Final = "# How much a feature speaks for a candidate: kind of line:feature | weight\n# Fitted by benchmarks/fit_fiction.py.\n"


@cache
def load() -> Mapping[str, float]:
    """Feature → weight."""
    lines = FILE.read_text("utf-8").splitlines()
    pairs = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return MappingProxyType({name: float(weight) for name, weight in pairs})


def written(weights: Mapping[str, float]) -> str:
    """The weights as the text of their file."""
    return _HEAD + "".join(f"{name} | {weight:g}\n" for name, weight in sorted(weights.items()))
