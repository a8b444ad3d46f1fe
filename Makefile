# The commands of this project; `make help` lists them. Only python3 (3.11 or later), pip and make are needed to begin.

PYTHON ?= python3
PORT ?= 8000
SEED ?=
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

export PORT SEED
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test test-deep lint format types house bench bench-full screenshots lock clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 22

setup: $(RUNTIME) $(DEV) ## make .venv with the locked dependencies (run and test do this first)
	@echo "$(VENV) is ready"

run: $(RUNTIME) ## start the portal with its sample content: make run PORT=8123
	@exec $(PY) manage.py up

test: $(RUNTIME) $(DEV) ## all tests: SQLite, PostgreSQL, browser
	@$(PY) -m tests.support.run_tests

test-deep: $(RUNTIME) $(DEV) ## the long random runs as well
	@$(PY) -m tests.support.run_tests --deep

lint: $(RUNTIME) $(DEV) ## style of Python and templates, unused dependencies
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --quiet --check --output-format concise .
	@$(PY) -m tests.support.lint_templates
	@$(PY) -m tests.support.quietly $(BIN)/deptry .
	@echo "lint: nothing found"

format: $(RUNTIME) $(DEV) ## mend what can be mended by itself
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@$(PY) -m tests.support.lint_templates --fix

types: $(RUNTIME) $(DEV) ## mypy, strict
	@PORTAL_MODE=test $(BIN)/mypy

house: $(RUNTIME) $(DEV) ## size budgets and import rules, with their figures
	@$(PY) -m tests.house.report

bench: $(RUNTIME) $(DEV) ## time of every page beside a frozen floor, of the search, the desk and imports: make bench JSON=FILE
	@$(PY) -m tests.bench.run $(if $(JSON),--json "$(JSON)")
	@$(PY) -m tests.bench.search
	@$(PY) -m tests.bench.desk $(if $(JSON),--json "$(JSON)")
	@$(PY) -m tests.bench.importing

bench-full: $(RUNTIME) $(DEV) ## the desk with 100,000 and 1,000,000 requests, on PostgreSQL: make bench-full JSON=FILE
	@$(PY) -m tests.bench.desk --full $(if $(JSON),--json "$(JSON)")

screenshots: $(RUNTIME) $(DEV) ## pictures of the main pages, the README's among them
	@$(PY) -m tests.browser.screenshots

lock: $(RUNTIME) $(DEV) ## write requirements*.txt anew from pyproject.toml
	@test -x $(BIN)/uv || { echo "make lock needs uv, which cannot be had here"; exit 1; }
	@set -e; lock="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade"; \
	$$lock pyproject.toml -o requirements.txt; \
	$$lock pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt; \
	$$lock --group setup -o requirements-setup.txt
	@git diff --stat -- 'requirements*.txt'

clean: ## remove .venv and everything that the portal made (its database too)
	rm -rf $(VENV) var staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis

# uv installs in seconds; where it cannot be had, or cannot reach what pip is set up to reach, pip does the same.
define install
	@if ! test -x $(PY); then echo "Making $(VENV)"; $(PYTHON) -m venv $(VENV); fi
	@test -x $(BIN)/uv || $(PY) -m pip install --quiet --require-hashes -r requirements-setup.txt 2>/dev/null \
	  || echo "uv cannot be had: pip takes its place"
	@echo "Installing $(1)"
	@{ test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(PY) --require-hashes -r $(1) 2>$(VENV)/uv.log; } \
	  || $(PY) -m pip install --quiet --require-hashes -r $(1)
	@touch $@
endef

$(RUNTIME): requirements.txt requirements-setup.txt
	$(call install,requirements.txt)

$(DEV): requirements-dev.txt requirements-setup.txt | $(RUNTIME)
	$(call install,requirements-dev.txt)
