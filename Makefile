# Two commands do all the set-up, without root: make demo, make test.
PY ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin
DEMO ?= demo
SHARED ?= ../shared
REAL ?= real
export UV_PYTHON_DOWNLOADS = never
export PYTHONUTF8 = 1

.PHONY: docs screenshots demo test test-all lint types contracts check real requirements help setup setup-pip clean

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: .venv/.ok  ## Install, fill a bench with the bundled sample, write the briefs in Thai and English
	@$(BIN)/python tools/demo.py $(DEMO)

test: .venv/.ok  ## Run all tests that take seconds
	@$(BIN)/python -m pytest -n auto -m "not slow"

test-all: .venv/.ok  ## Run every test
	@$(BIN)/python -m pytest -n auto

lint: .venv/.ok  ## Check style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.ok  ## Check types
	@$(BIN)/mypy

contracts: .venv/.ok  ## Check that imports run one way
	@$(BIN)/lint-imports

check: test lint types contracts  ## What CI runs

real: .venv/.ok  ## The real documents and datasets of SHARED through the same pipeline; briefs in REAL
	@$(BIN)/python tools/real.py $(SHARED) $(REAL)

screenshots: .venv/.ok  ## Take pictures of every page in both languages into docs/images
	@$(BIN)/python tools/screenshots.py

docs: .venv/.ok  ## Write docs/reference from the code
	@$(BIN)/python tools/reference.py

requirements: uv.lock  ## Write requirements.txt, for installing with pip alone
	@$(UV) export -q --frozen --no-emit-project --format requirements-txt -o requirements.txt

setup: .venv/.ok  ## Install from the lock file

.tools/bin/uv:
	@$(PY) -m pip install -q --disable-pip-version-check --root-user-action=ignore --target .tools uv || mkdir -p .tools/bin

.venv/.ok: pyproject.toml uv.lock requirements.txt | $(UV)
	@$(UV) sync -q --frozen --compile-bytecode --python $(PY) || $(MAKE) --no-print-directory setup-pip
	@$(BIN)/python -m compileall -q src
	@touch $@

setup-pip:
	@echo "uv did not work here; installing with pip from requirements.txt" >&2
	@rm -rf .venv && $(PY) -m venv --without-pip .venv
	@$(PY) -m pip --python .venv install -q --require-hashes -r requirements.txt
	@$(PY) -m pip --python .venv install -q --no-deps --no-build-isolation -e .

clean:  ## Remove what make made
	@rm -rf .venv .tools $(DEMO) $(REAL) .mypy_cache .ruff_cache .pytest_cache
