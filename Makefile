# Two commands matter: `make run` and `make test`. Everything installs itself into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-test
LOADED := $(VENV)/.ready-load
PEERS := .venv-peers

.PHONY: run test bench load duels photographs clean

run: $(READY)          ## a live demonstration hall on http://127.0.0.1:8000
	$(BIN)/counthall demo

test: $(TESTED)        ## style, types, layers and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pip check
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

bench: $(READY) $(PEERS)/.ready   ## the hall and its core beside the machine's limits and other libraries, in one run
	$(BIN)/counthall bench --peers $(PEERS)/bin/python

load: $(LOADED)        ## a night played by locust against a real server; fails over budget
	$(BIN)/python -m loadtests

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

clean:
	rm -rf $(VENV) $(PEERS) .mypy_cache .ruff_cache .pytest_cache .demo .photographs
