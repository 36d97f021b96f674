# The README's two commands. Both need Python 3.10 or later with venv and pip, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE ?= seeds/hoi-nghi-so-ket.txt

.PHONY: coverage demo test test-training clean

demo: $(VENV)/.installed  ## translate a sample: the source, what was expanded, the English
	@echo "== The source ($(SAMPLE))"; cat $(SAMPLE)
	@echo; echo "== What was expanded, and why"; $(BIN)/vietgloss expand --explain $(SAMPLE)
	@echo; echo "== The English"; $(BIN)/vietgloss translate $(SAMPLE)

test: $(VENV)/.developer  ## lint, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

coverage: $(VENV)/.developer  ## tests, and how much of the code they run
	$(BIN)/pytest -n auto --cov --cov-report=term

test-training: .venv-train/.installed  ## the recipe of the built-in model, end to end on 200 lines
	.venv-train/bin/pytest tests/test_training.py

.venv-train/.installed: pyproject.toml
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[train,dev]'
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[documents]'
	@touch $@

$(VENV)/.developer: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .venv-train build dist .mypy_cache .ruff_cache .pytest_cache .coverage .hypothesis
