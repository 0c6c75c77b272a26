# Every target does all of its own set-up: none needs another first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
SWIFT_BUILD := swift build --configuration release --jobs $(JOBS) \
  --explicit-target-dependency-import-check error
SWIFT_TEST := swift test --configuration release --jobs $(JOBS) -Xswiftc -enable-testing \
  --explicit-target-dependency-import-check error
C_FILES = $(shell git ls-files 'Sources/*.c' 'Sources/*.h')
PYTHON_FILES := python setup.py scripts examples Benchmarks
REPORTS := build/reports

.PHONY: help setup packages build install demo test lint format wheel bench bench-peers clean

help: ## Print what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) \
	  | while IFS=':' read -r name rest; do printf '%-11s %s\n' "$$name" "$${rest#*## }"; done

packages:
	@scripts/packages.sh

$(VENV)/ready: pyproject.toml | packages
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python scripts/requirements.py dev progress plot frame hub images bleu > $(VENV)/requirements.txt
	$(BIN)/pip install --quiet --requirement $(VENV)/requirements.txt
	touch $@

setup: $(VENV)/ready ## Install the Debian packages and the Python environment that the rest needs

build: packages ## Build the Swift core and the command in release
	$(SWIFT_BUILD)

install: setup
	$(BIN)/pip install --quiet --no-build-isolation --no-deps --force-reinstall .

demo: install ## Fine-tune on three chained problems, score, plot, and tag three sentences
	$(BIN)/python examples/demo.py

test: install ## Run every test, Swift and Python, and close with one line that counts them
	@mkdir -p $(REPORTS) && rm -f $(REPORTS)/*.xml $(REPORTS)/failed
	$(SWIFT_TEST) --xunit-output $(REPORTS)/swift.xml || touch $(REPORTS)/failed
	$(BIN)/python -m pytest --junitxml $(REPORTS)/python.xml || touch $(REPORTS)/failed
	@$(BIN)/python scripts/count_tests.py $(REPORTS)

lint: setup ## Check form, types and file sizes; change nothing
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks
	$(BIN)/clang-format --dry-run -Werror $(C_FILES)
	$(BIN)/ruff check $(wildcard $(PYTHON_FILES))
	$(BIN)/ruff format --check $(wildcard $(PYTHON_FILES))
	$(BIN)/mypy python/bert_mtl
	$(BIN)/python scripts/check_sizes.py

format: setup ## Rewrite every source in the house's form
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks
	$(BIN)/clang-format -i $(C_FILES)
	$(BIN)/ruff check --fix $(wildcard $(PYTHON_FILES))
	$(BIN)/ruff format $(wildcard $(PYTHON_FILES))

wheel: setup ## Build a wheel that carries OpenBLAS, and prove it in clean environments
	rm -rf build/wheel dist
	$(BIN)/pip wheel --quiet --no-build-isolation --no-deps --wheel-dir build/wheel .
	PATH="$(CURDIR)/$(BIN):$$PATH" auditwheel repair --wheel-dir dist build/wheel/*.whl
	scripts/prove_wheel.sh dist/*.whl

bench: install ## Measure beside the peers
	Benchmarks/run

bench-peers: ## Make the environment of the peers (torch, ONNX Runtime, …) in build/peers
	Benchmarks/run peers

clean: ## Remove what was built and installed
	rm -rf .build build dist $(VENV) python/*.egg-info
