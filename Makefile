# Two commands matter: `make demo` runs the main job, `make test` passes the tests.
# Both make .venv first if it is missing or older than the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH := .venv-bench
BENCH_STAMP := $(BENCH)/.installed
MUTANTS := .venv-mutants
MUTANTS_STAMP := $(MUTANTS)/.installed
export PYTHONUTF8 := 1

CHROMIUM := $(firstword $(wildcard /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome))

.PHONY: setup browser demo test test-fast coverage year lint types docs pictures bench bench-crawling bench-checking bench-counting bench-searching bench-console mutants robustness check clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "gongkai needs Python 3.11 or newer; set PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The browser of the browser tests, and a font with Chinese characters: Debian's own packages.
browser:
ifeq ($(CHROMIUM),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; \
	else \
	  echo "The browser tests need chromium and a Chinese font: apt-get install chromium fonts-noto-cjk" >&2; exit 1; \
	fi
endif

demo: setup
	$(BIN)/gongkai demo

# First what takes minutes, with its coverage; then what crawls, opens a browser, or kills and fills disks: measuring the
# coverage of that too (`make coverage`) takes nearly twice as long.
QUICK := not e2e and not browser and not slow

test: setup browser
	$(BIN)/python -m pytest -n auto --dist loadscope -m "$(QUICK)" --cov --cov-report=term
	$(BIN)/python -m pytest -n auto --dist loadscope -m "not ($(QUICK))"

test-fast: setup
	$(BIN)/python -m pytest -n auto -m "$(QUICK)"

coverage: setup browser
	$(BIN)/python -m pytest -n auto --dist loadscope --cov --cov-report=term

# Fifty-two weekly crawls of a small city with planted faults, and what every rule made of them: some four minutes.
year: setup
	$(BIN)/python -m pytest tests/year -s -q

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

# The pictures of docs/console/, taken by the browser's tests; look at them before you commit them.
pictures: setup browser
	GONGKAI_PICTURES=1 $(BIN)/python -m pytest -q tests/console/browser

docs: setup
	$(BIN)/gongkai rules docs --write docs/rules
	$(BIN)/gongkai count list --write docs/metrics.md
	$(BIN)/python -m gongkai.demo.survey_pages
	$(BIN)/python -m testbed hostile --table docs/safety.md

# The peers we are compared with live in an environment of their own, so that .venv holds what we run and no more.
bench: $(BENCH_STAMP) bench-crawling
	$(BENCH)/bin/python -m benchmarks

bench-crawling: setup
	$(BIN)/python -m benchmarks.crawling

# All packs over catalogues of 10,000, 100,000 and 1,000,000 items: some ten minutes and 4 GB of disk.
bench-checking: setup
	$(BIN)/python -m benchmarks.checking

bench-counting: setup
	$(BIN)/python -m benchmarks.counting

# The console on a million items, alone and beside fifty readers while a crawl writes: a quarter of an hour, 5 GB.
bench-console: setup
	$(BIN)/python -m benchmarks.console

bench-searching: setup
	$(BIN)/python -m benchmarks.searching

# Small faults put into the rules, one at a time: which of them do the tests notice? `make mutants RULES="checks/rules/s*.py"`
RULES ?= checks/rules/*.py
mutants: setup $(MUTANTS_STAMP)
	$(MUTANTS)/bin/python -m benchmarks.mutants $(RULES)

# Two hundred kills of real crawls, and what else can go wrong with a disk, a clock, a lock: some twenty minutes.
robustness: setup
	$(BIN)/python -m pytest tests/kills -p no:cacheprovider
	$(BIN)/python -m benchmarks.robustness

$(MUTANTS_STAMP): benchmarks/mutants.lock $(STAMP)
	test -x $(MUTANTS)/bin/python || $(PYTHON) -m venv $(MUTANTS)
	$(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r benchmarks/mutants.lock
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > "$$($(MUTANTS)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/beside.pth"
	touch $@

$(BENCH_STAMP): benchmarks/requirements.lock
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r benchmarks/requirements.lock
	touch $@

check: lint types test

clean:
	rm -rf $(VENV) $(BENCH) $(MUTANTS) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .coverage
