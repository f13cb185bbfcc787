"""The weights of the features."""

from __future__ import annotations

_HAND = {
    "last.near": -2.5, "second.near": 2.0, "third.near": 0.5, "addressed.near": 2.0,
    "last.beat": 0.3, "second.beat": 0.7, "addressed.beat": 0.7,
    "last.gap": 0.3, "second.gap": 0.3, "addressed.gap": 0.3,
    "calls": -3.0, "names": -1.0, "object": -2.0,
    "told.subject": 1.0, "told.last": 0.5, "before.same": 1.5, "acted.last": 0.5,
    "distance.0": 1.0, "distance.1": 0.6, "distance.2": 0.3, "distance.4": -0.5, "distance.5": -1.0,
    "next.same": -2.5, "afternext.same": 2.0,
    "since.0": 1.0, "since.1": 0.6, "since.2": 0.2, "since.4": -0.5, "since.5": -1.0,
    "scene": 0.7, "count.4": 0.3, "focus": 1.5,
}  # fmt: skip
WEIGHTS = {f"{kind}:{name}": weight for kind in "mqpvb" for name, weight in _HAND.items()}
