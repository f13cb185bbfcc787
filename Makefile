# Everything runs in a virtual environment of its own, .venv: made on first use, renewed when pyproject.toml changes.

BASE ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
PYTHON := $(VENV)/bin/python
SEED := seeds/000_8b8a28cf346f369c.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: seed test lint types unit format accuracy speed build clean

seed: $(VENV)/.installed  ## who says what in the seed article
	$(VENV)/bin/quoteattr $(SEED)

test: lint types unit  ## everything that must pass

lint: $(VENV)/.developing
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check

types: $(VENV)/.developing
	$(PYTHON) -m mypy

unit: $(VENV)/.developing
	$(PYTHON) -m pytest

format: $(VENV)/.developing  ## put the sources into shape
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

accuracy: $(VENV)/.developing  ## the figures of docs/accuracy.md
	$(PYTHON) -m benchmarks accuracy

speed: $(VENV)/.developing
	$(PYTHON) -m benchmarks speed

build: $(VENV)/.developing  ## dist/: sdist and wheel
	$(PYTHON) -m build

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(PYTHON):
	$(BASE) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(PYTHON)
	$(PYTHON) -m pip install --quiet --editable .
	@touch $@

$(VENV)/.developing: pyproject.toml | $(PYTHON)
	$(PYTHON) -m pip install --quiet --editable ".[dev]"
	@touch $@ $(VENV)/.installed
