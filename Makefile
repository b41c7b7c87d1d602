# Every target makes its own .venv when there is none; only Python 3.11+, make and git are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types bench bench-push bench-report docs locales clean

$(READY): pyproject.toml constraints.txt scripts/build_hook.py scripts/catalogs.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

demo: $(READY)  ## ship the example to a folder and show what was delivered
	$(BIN)/python scripts/catalogs.py compile
	$(BIN)/goglobal ship examples/moonlit-bund
	@$(BIN)/python scripts/show_outbox.py examples/moonlit-bund/outbox

test: $(READY)  ## all tests
	$(BIN)/python scripts/catalogs.py compile
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

lint: $(READY)  ## style, types, catalogs, generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/catalogs.py check
	$(BIN)/python scripts/reference.py --check
	$(BIN)/python scripts/malformed.py --check

bench: $(READY)  ## benchmarks against peers, in one run
	$(BIN)/python benchmarks/run.py

bench-push: $(READY)  ## uploads to a real S3 server, beside s5cmd, rclone and boto3
	$(BIN)/python benchmarks/pushing.py

bench-report: $(READY)  ## the QC report in a browser, beside a plain table
	$(BIN)/python benchmarks/reporting.py

docs: $(READY)  ## the generated pages of docs/reference, and all of docs as a site in site/
	$(BIN)/python scripts/catalogs.py compile
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/malformed.py
	$(BIN)/python -m mkdocs build --strict --quiet

locales: $(READY)  ## source strings into the catalogs, and the catalogs compiled
	$(BIN)/python scripts/catalogs.py update
	$(BIN)/python scripts/catalogs.py compile

clean:
	rm -rf $(VENV) build dist site .mypy_cache .pytest_cache .ruff_cache
	rm -rf examples/*/.goglobal examples/*/dist examples/*/outbox examples/*/receipts
