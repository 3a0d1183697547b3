# Two commands do all their own set-up: `make demo` and `make test`.
# Packages are those of the lock, by hash. `make test LOCK=` takes the newest that pyproject.toml allows instead.
PYTHON ?= python3
VENV   ?= .venv
LOCK   ?= requirements.lock
BIN    := $(VENV)/bin
# Tests of one file share what they prepare, so they stay together.
EVERY_CORE := --numprocesses auto --dist loadfile
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test check bench bench-peers detectors lock format clean

$(VENV)/.installed: pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
	$(if $(LOCK),$(PIP) install --require-hashes --requirement $(LOCK))
	$(PIP) install $(if $(LOCK),--no-deps) --editable '.[dev]'
	touch $@

# The demo corpus is meant to be refused: 10 is the expected end, and any difference from what was planted ends with 1.
demo: $(VENV)/.installed
	$(BIN)/provenance demo --out demo || test $$? -eq 10

test: $(VENV)/.installed
	$(BIN)/python -m pytest $(EVERY_CORE)

check: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(EVERY_CORE)

# Options by BENCH, for instance `make bench BENCH='--part second-run'`.
bench: $(VENV)/.installed
	$(BIN)/python -m tests.bench $(BENCH)

# The detector card and the figures that come with the package, on the labelled texts beside the project.
detectors: $(VENV)/.installed
	$(BIN)/python -m tests.accuracy.detectors

# The peers of the part `personal`, which says which are absent.
bench-peers:
	$(PYTHON) -m venv bench/peers
	bench/peers/bin/python -m pip --quiet --disable-pip-version-check install --requirement tests/bench/peers.txt

# One lock for every system and Python from 3.11 on: versions and hashes, no address of any index.
lock: $(VENV)/.installed
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

format: $(VENV)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist demo bench
