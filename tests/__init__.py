"""The tests; ``tests/README.md`` says which file holds what, and the notation of the cases."""
