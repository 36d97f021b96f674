# The README's two commands. Both need Python 3.10 or later with venv and pip, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE ?= seeds/hoi-nghi-so-ket.txt

.PHONY: demo test clean

demo: $(VENV)/.installed  ## translate a sample: the source, what was expanded, the English
	@echo "== The source ($(SAMPLE))"; cat $(SAMPLE)
	@echo; echo "== What was expanded, and why"; $(BIN)/vietgloss expand --explain $(SAMPLE)
	@echo; echo "== The English"; $(BIN)/vietgloss translate $(SAMPLE)

test: $(VENV)/.developer  ## lint, types, tests with coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov --cov-report=term

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developer: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage .hypothesis
