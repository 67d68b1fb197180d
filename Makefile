# Everything sets itself up: the first call makes .venv, later ones only what has changed.
.PHONY: run test check format faults monkey bench bench-quick bench-entities bench-million clean pipeline screenshots goldens fuzz lock

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
LOCK ?= requirements-dev.lock
DATA ?= ../shared
SECONDS ?= 600
MINUTES ?= 10

run: $(VENV)/.run
	@$(BIN)/tidewire demo

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 4

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest tests/house

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.bench $(DATA)

bench-quick: $(VENV)/.dev
	@$(BIN)/python -m tests.bench $(DATA) --quick

bench-entities: $(VENV)/.dev
	@$(BIN)/python -m tests.bench.bench_entities $(DATA)/ner

bench-million: $(VENV)/.dev
	@$(BIN)/python -m tests.bench.bench_million --minutes $(MINUTES)

fuzz: $(VENV)/.fuzz
	@$(BIN)/python -m tests.fuzz $(ROOMS) --seconds $(SECONDS)

pipeline: $(VENV)/.dev
	@$(BIN)/python -m reader.entities.training $(DATA) reader/entities/model

monkey: $(VENV)/.dev
	@PYTHONHASHSEED=0 TEXTUAL_FPS=2 $(BIN)/python -m tests.monkey --steps 20000

goldens: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/ui/test_goldens.py tests/typeset/test_page.py --remake-goldens

faults: $(VENV)/.dev
	@$(BIN)/python -m tests.faults $(TRIALS)

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.screenshots docs/screenshots

lock:
	@rm -rf $(VENV)
	@$(MAKE) --no-print-directory LOCK=/dev/null $(VENV)/.dev
	@echo "# What the tests ran with; make lock takes the newest that fit. Versions only: wheels differ between systems." > requirements-dev.lock
	@$(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check >> requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "Tidewire needs Python 3.11 to 3.13 with its venv module (on Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: pyproject.toml requirements-dev.lock $(VENV)/.python
	@echo "Installing Tidewire and what it needs, a minute or two ..." >&2
	@$(PIP) --constraint $(LOCK) --editable . || $(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.lock $(VENV)/.python
	@echo "Installing Tidewire and what its tests need ..." >&2
	@$(PIP) --constraint $(LOCK) --editable '.[dev]' || $(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.fuzz: $(VENV)/.dev
	@$(PIP) --editable '.[dev,fuzz]'
	@touch $@
