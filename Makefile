# `make help` says what can be made. Everything installs itself into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-test
LOADED := $(VENV)/.ready-load
PEERS := .venv-peers
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
# The scripts `check`, `fix` and `test` of the pages' own code, where node exists.
JS_READY := tests/javascript/node_modules/.ready-js
JS := $(if $(shell command -v npm),npm --prefix tests/javascript run --silent,@true)
NEEDS_NODE := $(filter-out 0 false,$(CI) $(COUNTHALL_NEED_BROWSER))

.PHONY: help run check fix test coverage lint-js test-js quick test-313 bench load fuzz duels photographs clean

help:                  ## this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: $(READY)          ## a live demonstration hall on http://127.0.0.1:8000
	$(BIN)/counthall demo

check: $(TESTED) $(JS_READY)       ## style and types, in seconds: before every commit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(JS) check

fix: $(TESTED) $(JS_READY)         ## mend what ruff and eslint can mend themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(JS) fix

test: check coverage   ## check, every test, and coverage
	$(BIN)/python -m pip check
	$(JS) test
	$(PYTEST)

coverage: $(TESTED)    ## lines and branches of what decides, by its own tests, kernels uncompiled; fails below its bar
	$(BIN)/python -m coverage erase
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m coverage run -m pytest -n auto --maxprocesses 4 --hypothesis-seed=0 -m 'not sweep' \
		tests/verification tests/count/ledger tests/count/recording tests/count/findings tests/count/views/test_sentences.py
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

lint-js: $(JS_READY)    ## types and style of the pages' own code
	$(JS) check

test-js: $(JS_READY)    ## unit tests of the pages' own code
	$(JS) test

quick: $(TESTED)       ## every test that needs no browser
	$(PYTEST) -m 'not browser'

test-313:              ## `quick` with Python 3.13, in a .venv of its own; PYTHON=... names another interpreter
	$(MAKE) VENV=.venv-313 PYTHON=$(if $(filter file,$(origin PYTHON)),python3.13,$(PYTHON)) quick

bench: $(READY) $(PEERS)/.ready   ## the hall and its core beside the machine's limits and other libraries, in one run
	$(BIN)/counthall bench --peers $(PEERS)/bin/python

load: $(LOADED)        ## a night played by locust against a real server; fails over budget
	$(BIN)/python -m loadtests

fuzz: $(TESTED)        ## the interface, asked everything its description allows and much that it does not
	$(BIN)/python -m tests.test_fuzz

duels: $(TESTED)       ## 100,000 elections by chance, each counted twice
	$(BIN)/python -m tests.tally_core.duels 100000

photographs: $(TESTED) ## every page and board, as phone, tablet, desk and wall see it, by day and night
	$(BIN)/python -m tests.photographs .photographs

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(TESTED): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ $(READY)

$(LOADED): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[load]'
	touch $@ $(READY)

# Other libraries want other versions of what we share: they are measured, never mixed in.
$(PEERS)/.ready: pyproject.toml
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[peers]'
	touch $@

ifneq ($(shell command -v npm),)
$(JS_READY): tests/javascript/package.json
	npm --prefix tests/javascript install --silent
	touch $@
else ifneq ($(NEEDS_NODE),)
$(JS_READY):
	@echo "node and npm are needed for the pages' own code: apt install nodejs npm"; exit 1
else
$(JS_READY):
	@echo "no npm here: the pages' own code is not looked at (apt install nodejs npm)"
endif

clean:                 ## remove everything that was installed or made here
	rm -rf $(VENV) .venv-313 $(PEERS) tests/javascript/node_modules .mypy_cache .ruff_cache .pytest_cache .demo .photographs
