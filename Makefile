# The commands a person types. Everything they need is prepared first, once, and again only when its lock changes.
#   make demo    the workbench with the demo study      make test   everything that may fail a change
#   make check   test, depth of testing, a wheel        make bench  speed, as ratios against named baselines
#   make soak    hours of torture, by hand              make docs   what is generated from the code
.DEFAULT_GOAL := help
.PHONY: help setup frontend demo test lint types imports vitest browser pytest check depth wheel bench bench-peers soak docs api lock shots guide clean
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV := VIRTUAL_ENV=$(VENV) $(VENV)/bin/uv
NODE := $(PY) hatch_build.py
READY := $(VENV)/.ready
MODULES := frontend/node_modules/.ready
STATIC := src/anselm/static/index.html
PAGE_SOURCES := $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/index.html frontend/vite.config.ts frontend/tsconfig.json
COMPILE := $(UV) pip compile -q --universal --python-version 3.11 --no-header --generate-hashes --no-emit-index-url --no-emit-find-links
ANSELM_KILLS ?= 30
JOBS ?= 2
export ANSELM_KILLS

help:
	@sed -n '2,4s/^# *//p' Makefile

$(READY): requirements/uv.txt requirements/test.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Anselm needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@echo 'Preparing the Python packages, once; this takes a minute or two.'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(UV) pip sync --quiet --require-hashes --compile-bytecode requirements/uv.txt requirements/test.txt
	@$(UV) pip install --quiet --no-build-isolation --no-deps --compile-bytecode -e .
	@touch $@

$(MODULES): frontend/package-lock.json frontend/package.json frontend/.npmrc $(READY)
	@echo 'Preparing what the page is built with, once.'
	@$(NODE) install
	@touch $@

$(STATIC): $(PAGE_SOURCES) $(MODULES)
	@echo 'Building the page.'
	@$(NODE) run --silent build
	@touch $@

setup: $(READY)
frontend: $(STATIC)

demo: $(READY) $(STATIC)
	@$(PY) -m anselm demo

# One after the other, the quick ones first; `make -k test` shows every fault at once.
test: lint types imports vitest browser pytest

lint: $(READY)
	$(VENV)/bin/ruff check src tests docs hatch_build.py $(wildcard bench)

types: $(READY)
	$(VENV)/bin/mypy

imports: $(READY)
	$(VENV)/bin/lint-imports --no-logo

vitest: $(MODULES)
	$(NODE) run --silent typecheck
	$(NODE) run --silent test

# Finds a browser for the tests or installs one; without one the tests that need it are skipped, and fail where CI=true.
browser: $(READY)
	@$(PY) -m tests.browser.finding

# In as many processes as JOBS, a file of tests in one of them. Files are given out in order, so that those of the browser,
# whose driver keeps a loop running in its process, come last in each.
pytest: $(READY) $(STATIC)
	$(PY) -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

check: test depth wheel

# Branch coverage of what carries the method: 95 % in domain and analysis.
depth: $(READY)
	$(PY) -m coverage run -m pytest tests/unit
	$(PY) -m coverage report --include 'src/anselm/domain/*,src/anselm/analysis/*' --fail-under 95

wheel: $(READY)
	$(UV) build --quiet --wheel --no-build-isolation --out-dir dist

# What the program is timed beside and is no part of it; where it cannot be had, its ratios are left out.
BESIDE := $(UV) pip install --quiet --no-deps --require-hashes -r requirements/bench.txt || echo "DuckDB cannot be installed here"

bench: $(READY) $(STATIC) browser
	@$(BESIDE)
	$(PY) -m bench

bench-peers: $(READY) $(STATIC)
	$(PY) -m bench --peers

soak: $(READY) $(STATIC)
	$(PY) -m pytest -o addopts= --import-mode=importlib -q tests/soak

docs: $(READY)
	$(PY) -m docs.generate

# The description of the HTTP interface and the types the front end takes from it.
api: $(READY) $(MODULES)
	$(PY) -m docs.api

shots: $(READY) $(STATIC) browser
	$(PY) -m docs.shots

# The guides are walked as they are written, and their pictures taken on the way.
guide: $(READY) $(STATIC) browser
	$(PY) -m docs.walks

# Hashes and no addresses, no paths: the files are the same wherever they are made.
lock:
	test -x $(VENV)/bin/uv || { $(PYTHON) -m venv $(VENV) && $(PY) -m pip install --quiet --require-hashes -r requirements/uv.txt; }
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) requirements/bench.in -o requirements/bench.txt
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --all-extras --group test -o requirements/test.txt

clean:
	rm -rf $(VENV) frontend/node_modules src/anselm/static dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
