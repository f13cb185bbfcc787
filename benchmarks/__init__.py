"""Measurements: how right the engine is, beside a rival, and how fast, beside razdel.

``python -m benchmarks accuracy`` and ``python -m benchmarks speed``; ``docs/accuracy.md`` says what the figures mean.
"""
