# Two commands matter: `make demo` runs the main job, `make test` passes the tests.
# Both make .venv first if it is missing or older than the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH := .venv-bench
BENCH_STAMP := $(BENCH)/.installed
export PYTHONUTF8 := 1

.PHONY: setup demo test test-fast year lint types docs bench bench-crawling robustness check clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "gongkai needs Python 3.11 or newer; set PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	$(BIN)/gongkai demo

test: setup
	$(BIN)/python -m pytest -n auto --dist loadscope --cov --cov-report=term

test-fast: setup
	$(BIN)/python -m pytest -n auto -m "not e2e and not browser and not slow"

# Fifty-two weekly crawls of a small city with planted faults, and what every rule made of them: some four minutes.
year: setup
	$(BIN)/python -m pytest tests/year -s -q

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

docs: setup
	$(BIN)/gongkai rules docs --write docs/rules
	$(BIN)/python -m gongkai.demo.survey_pages
	$(BIN)/python -m testbed hostile --table docs/safety.md

# The peers we are compared with live in an environment of their own, so that .venv holds what we run and no more.
bench: $(BENCH_STAMP) bench-crawling
	$(BENCH)/bin/python -m benchmarks

bench-crawling: setup
	$(BIN)/python -m benchmarks.crawling

# Two hundred kills of real crawls, and what else can go wrong with a disk, a clock, a lock: some twenty minutes.
robustness: setup
	$(BIN)/python -m pytest tests/kills -p no:cacheprovider
	$(BIN)/python -m benchmarks.robustness

$(BENCH_STAMP): benchmarks/requirements.lock
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r benchmarks/requirements.lock
	touch $@

check: lint types test

clean:
	rm -rf $(VENV) $(BENCH) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .coverage
