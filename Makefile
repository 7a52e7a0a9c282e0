# 医养图谱 · Yiyang Atlas. `make run` starts the atlas, `make test` checks it; both install what they need into .venv.

# The first Python on the PATH that is new enough; `make PYTHON=/path/to/python3.12 …` takes another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifeq ($(origin PYTHON), undefined)
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c "$(NEW_ENOUGH)" 2>/dev/null && echo $$python && break; done)
endif
BIN := .venv/bin
# Python compiles a module when it is first imported: to compile all of them takes a third of an installation.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml

# What one process compiled, the next reads: where a container forbids it, each process of the tests spends two to nine seconds.
export PYTHONDONTWRITEBYTECODE :=

# The matrices of the projection are small: threads over them wait for each other, and longest where several processes have theirs.
export OPENBLAS_NUM_THREADS := 1

COMPILE := $(BIN)/python -c "from views import projections; projections.warm_up()"

TABLES := $(patsubst data/curated/%.csv,data/%.parquet,$(wildcard data/curated/*.csv))

.PHONY: help run test test-full check sound unit browser data bundle audit hooks lock format clean FORCE
.NOTPARALLEL:
.DEFAULT_GOAL := help

help:
	@echo "make run        start the atlas and print its address (ARGS='--server.port 8600' goes to streamlit)"
	@echo "make test       format, types, data, unit, app and browser tests"
	@echo "make test-full  the same with the slow tests and the benchmarks"
	@echo "make data       build data/*.parquet again from data/curated"
	@echo "make bundle     write dist/yiyang-atlas-VERSION.zip for desks without a network (TARGETS='win-amd64-3.12' for one kind)"
	@echo "make audit      check the locked packages against the list of known faults, which it fetches"
	@echo "make format     put the code into its format"
	@echo "make hooks      check format, types and data of each commit before it is made"
	@echo "make lock       write requirements.txt and requirements-dev.txt anew from pyproject.toml"

run: .venv/run.stamp .venv/data.stamp
	$(BIN)/python dashboard.py $(ARGS)

# The types take one core for most of a minute: they are checked beside the first tests.
test:
	@$(MAKE) check BESIDE=unit
	@$(MAKE) browser

test-full: test
	ATLAS_FUZZ_SEED=$$(date +%s) $(BIN)/python -m pytest -q -rs -m slow
	$(BIN)/python -m benchmarks

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright & types=$$!; $(MAKE) sound $(BESIDE); rest=$$?; wait $$types && exit $$rest

# Before the build, which would mend what `loaders check` is there to find: Parquet that lags behind its source. The projection is
# compiled once for all processes of the tests: each would do so.
sound: .venv/dev.stamp
	$(BIN)/python -m loaders check
	@$(MAKE) .venv/data.stamp
	$(COMPILE)

# Neighbours run in one process, which reads and works out once what they share.
unit: .venv/dev.stamp .venv/data.stamp
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow" tests/app tests/unit

browser: .venv/dev.stamp .venv/data.stamp
	$(BIN)/python -m tests.browser.provision
	$(BIN)/python -m pytest -q -n 3 --dist worksteal -m "not slow" tests/browser

data: .venv/run.stamp
	$(BIN)/python -m loaders build

bundle: .venv/run.stamp .venv/data.stamp
	$(BIN)/python -m bundle $(TARGETS)

format: .venv/dev.stamp
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

# The one target that asks the outside for more than packages; `make test-full` reads what it brought.
ADVISORIES := .cache/advisories
audit: .venv/dev.stamp
	@if test -d $(ADVISORIES)/.git; then git -C $(ADVISORIES) pull --quiet; \
	else git clone --quiet --depth 1 https://github.com/pypa/advisory-database $(ADVISORIES); fi \
	|| echo "The list of known faults cannot be fetched; an older one is read if it is there. 无法获取已知漏洞清单，如有旧清单则按旧清单检查。"
	@$(BIN)/python -m pytest -q -rs -m "" tests/unit/test_lock.py

hooks: .venv/dev.stamp
	git config core.hooksPath .githooks

lock: .venv/dev.stamp
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --extra cluster --constraints requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv .cache .hypothesis .import_linter_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer on the PATH. Install one, or name it: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c "$(NEW_ENOUGH)" || { echo "$(PYTHON) is older than Python 3.11 or missing. Name another: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(INSTALL) -r requirements.txt
	@touch $@

# The development set holds the same versions of all that `make run` needs.
.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	$(INSTALL) -r requirements-dev.txt
	@touch $@ .venv/run.stamp

# Built again when a source or the builder is newer than the last build, or a table's file is missing.
.venv/data.stamp: $(wildcard data/curated/* data/curated/*/* loaders/*.py loaders/*/*.py loaders/*/*.csv) \
		$(if $(filter-out $(wildcard data/*.parquet),$(TABLES)),FORCE) | .venv/run.stamp
	$(BIN)/python -m loaders build
	@touch $@
