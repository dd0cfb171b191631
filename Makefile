# Vetrina: `make` alone says what there is.
.DEFAULT_GOAL := help
.PHONY: help run test check sample load audit lock bench bench-pages bench-scale bench-browser fuzz docs words spark-up spark-down clean

PYTHON ?= python3
BIN := .venv/bin
STORE ?= store
PORT ?= 8501
# Boosting with default threads took 36x longer on two busy cores: one thread a library, always.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
export MKL_NUM_THREADS ?= 1
export VETRINA_STORE ?= $(STORE)

help:  ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | sort | awk -F'\t' '{printf "  make %-13s %s\n", $$1, $$2}'

run: .venv/run  ## Open the dashboard, on another port by make run PORT=8600 (builds the sample shop when there is no store, renews an earlier version's)
	@$(BIN)/python -m commands.port "$(PORT)"
	@$(BIN)/vetrina sample --if-missing
	@echo "Vetrina: http://127.0.0.1:$(PORT) (Ctrl+C ends it)"
	@$(BIN)/streamlit run dashboard.py --server.address 127.0.0.1 --server.port $(PORT)

test: .venv/spark  ## Unit, page and browser tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/dev  ## Format, lint and types of Python and SQL, as CI runs them
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar data analytics
	@$(BIN)/python -m data.store.spark

sample: .venv/run  ## Build the sample shop anew (never over a shop's own files)
	@$(BIN)/vetrina sample

load: .venv/run  ## Load files: make load FILES="orders.csv bill.zip"
	@$(BIN)/vetrina load $(FILES)

bench: .venv/dev  ## What ends within ten minutes of: speed and memory against peers, and how far models may be trusted; others by STUDIES="rebound cells"
	@$(BIN)/python -m benchmarks $(STUDIES)

bench-pages: .venv/dev  ## CPU of every page and of every question that it asks
	@$(BIN)/python -m benchmarks pages

bench-scale: .venv/dev  ## Building, file and questions of shops of three sizes, and what follows for 10 and 100 million orders
	@$(BIN)/python -m benchmarks scale

bench-browser: .venv/dev  ## Time from a click to the redrawn page, against a page of one chart
	@$(BIN)/python -m benchmarks browser

fuzz: .venv/dev  ## Load mutated files of every layout, for a night: make fuzz FILES=100000 SEED=1
	@$(BIN)/python -m tests.fuzz --files $(or $(FILES),100000) --seed $(or $(SEED),1) --keep build/fuzz

docs: .venv/run  ## Write docs/metrics.md, docs/glossary_terms.md, docs/layouts.md and docs/mapping.md from the catalogues
	@$(BIN)/python -c 'from analytics.metrics import page; print(page(), end="")' > docs/metrics.md
	@$(BIN)/python -c 'from analytics.terms import page; print(page(), end="")' > docs/glossary_terms.md
	@$(BIN)/python -c 'from data.sources.page import page; print(page(), end="")' > docs/layouts.md
	@$(BIN)/python -c 'from data.mapping_page import page; print(page(), end="")' > docs/mapping.md

words: .venv/dev  ## List the words on screen that a language still lacks
	@$(BIN)/python -m words

spark-up: .venv/spark  ## Start a small Spark cluster on this machine: a master, two workers, a Connect server (needs Java)
	@$(BIN)/python -m commands.cluster up build/spark

spark-down: .venv/spark  ## End it
	@$(BIN)/python -m commands.cluster down build/spark

audit: .venv/dev  ## Do the installed packages fit each other and the lock, and may they be passed on?
	@$(BIN)/pip check
	@$(BIN)/python -m pytest -q -n 0 tests/test_locked_dependencies.py

lock: .venv/dev  ## Resolve requirements*.in anew, with hashes, for every Python from 3.11
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url --generate-hashes requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url --generate-hashes requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-emit-index-url --generate-hashes requirements-spark.in -o requirements-spark.txt

clean:  ## Remove what was built (never the store)
	@rm -rf .venv .venv-bench build vetrina.egg-info .mypy_cache .ruff_cache .pytest_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else f"Python {v.major}.{v.minor} found; Vetrina needs 3.11 or newer: make PYTHON=python3.12 ...")'
	@echo "Step 1 of 2: making the Python environment .venv ..."
	@$(PYTHON) -m venv .venv || { echo "No venv module: install it (Debian: apt install python3-venv) and try again."; exit 1; }
	@touch $@

.venv/run: .venv/python requirements.txt pyproject.toml
	@echo "Step 2 of 2: installing what requirements.txt pins into .venv (once; a few minutes on a slow line) ..."
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@echo "Installing what the checks and tests need besides (requirements-dev.txt) ..."
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/spark: .venv/dev requirements-spark.txt
	@echo "Installing what a store on Spark needs besides (requirements-spark.txt; 450 MB) ..."
	@$(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements-spark.txt
	@touch $@
