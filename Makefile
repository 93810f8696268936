# Every target makes the .venv that it needs; nothing has to be activated or installed beforehand but
# Python 3.11 or newer, git and make.

# The Python that .venv is made with. Unset: the first that will do of those below.
PYTHON ?=
# What must not be left out of `make test` for want of a tool: browser, ocr, node, corpus (with commas).
REQUIRE ?= $(SUPPORTFLOW_REQUIRE)
# More arguments for pytest, as in `make test PYTEST_ARGS="-n auto"`.
PYTEST_ARGS ?=

PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python
BIN := .venv/bin
PY := $(BIN)/python
READY := .venv/.supportflow-ready

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The order in which a target names what it needs is the order in which it runs, with -j too.
.NOTPARALLEL:
.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

# ---- the product ----

.PHONY: site serve bench
site: $(READY) ## build the site of the sample tickets into site/
	@$(BIN)/supportflow build

serve: $(READY) ## show the site on this machine, and again after each change
	@$(BIN)/supportflow serve

# -P: a script there may be called as a module of the standard library is.
bench: $(READY) ## measure the figures of the docs (benchmarks/run.py)
	@$(PY) -P benchmarks/run.py

# ---- what a change must pass ----

.PHONY: test lint types floors unit
# The tests come last, so that the last lines are theirs: they name what was left out.
test: lint types floors site unit ## lint, types, floors, the sample site and the tests; REQUIRE=browser,ocr,node

lint: $(READY) ## style
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || \
		{ echo 'Some files are not formatted: run "make format".' >&2; exit 1; }

types: $(READY) ## types
	@$(PY) -m mypy --no-error-summary

floors: $(READY) ## imports go down only
	@said=$$($(BIN)/lint-imports --no-logo --no-cache 2>&1) || { printf '%s\n' "$$said" >&2; exit 1; }

unit: $(READY) ## the tests alone; PYTEST_ARGS="-k name"
	@SUPPORTFLOW_REQUIRE='$(REQUIRE)' $(PY) -m pytest $(PYTEST_ARGS)

# ---- housekeeping ----

.PHONY: format constraints clean distclean
format: $(READY) ## put the code into form
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format --quiet .

# Resolved as for the first release of the oldest Python that is supported: what serves it serves the newer
# ones too. It has to run on a 3.11, since pip asks the Python that it runs on which dependencies apply.
constraints: ## renew constraints.txt: the newest releases that fit
	@set -eu; \
	python="$(PYTHON)"; python="$${python:-python3.11}"; \
	"$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
		{ echo 'make constraints needs Python 3.11, the oldest that is supported: PYTHON=/path/to/it' >&2; exit 2; }; \
	room=$$(mktemp -d); trap 'rm -rf "$$room"' EXIT; trap 'exit 130' INT TERM; \
	"$$python" -m venv "$$room/venv"; \
	"$$room/venv/bin/python" -m pip install --quiet --dry-run --report "$$room/report" --ignore-installed \
		--target "$$room/none" --only-binary :all: --python-version 3.11.0 '.[all,dev]'; \
	sed -n '/^[^#]/q; p' constraints.txt >"$$room/new"; \
	"$$python" -c 'import json, sys; \
	found = [each["metadata"] for each in json.load(open(sys.argv[1]))["install"]]; \
	found.sort(key=lambda each: each["name"].casefold()); \
	pins = [each["name"] + "==" + each["version"] for each in found if each["name"] != "supportflow"]; \
	print(*pins, sep="\n")' "$$room/report" >>"$$room/new"; \
	cat "$$room/new" >constraints.txt

clean: ## remove what was built, and the caches
	@rm -rf site .supportflow dist build htmlcov .coverage .coverage.* coverage.xml \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find supportflow tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## remove .venv as well
	@rm -rf .venv

# ---- .venv ----

# A checkout that was moved or copied makes its own: the commands in .venv hold the path of the old one.
ifneq ($(wildcard $(READY)),)
ifneq ($(shell cat $(READY)),$(CURDIR))
.PHONY: $(READY)
endif
endif

$(READY): pyproject.toml constraints.txt
	@set -eu; \
	fits='import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'; \
	if [ -f $@ ] && [ "$$(cat $@)" != '$(CURDIR)' ]; then rm -rf .venv; fi; \
	$(PY) -c "$$fits" 2>/dev/null || { \
		rm -rf .venv; found=; \
		for python in $(or $(PYTHON),$(PYTHONS)); do \
			if "$$python" -c "$$fits" 2>/dev/null; then found=$$python; break; fi; \
		done; \
		[ -n "$$found" ] || { \
			echo 'No Python 3.11 or newer with its venv module among: $(or $(PYTHON),$(PYTHONS))' >&2; \
			echo 'Install one, or name it: make PYTHON=/path/to/python3' >&2; \
			exit 2; \
		}; \
		echo "Making .venv with $$found; this takes a minute." >&2; \
		"$$found" -m venv .venv; \
	}; \
	$(PY) -m pip install --quiet --constraint constraints.txt hatchling; \
	$(PY) -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[all,dev]'; \
	printf '%s\n' '$(CURDIR)' >$@
