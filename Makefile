# make run      set everything up and start the app
# make test     set everything up and run every test, also in a real browser
# make check    format, lint, types, architecture, fast tests: about a minute
# make audit    whether an installed package is known to be vulnerable; needs the internet
# make bench    measure; prints the figures that README and docs quote, but for the posts' own runs (an hour)
# make screenshots   the pictures in docs/

PYTHON ?= python3
BIN := .venv/bin
export OMP_NUM_THREADS := 1

# What needs both cores for itself: browsers, killed processes, a measured memory.
SERIAL := tests/e2e tests/thorough

.PHONY: run test check audit bench screenshots format clean

run: .venv/app
	$(BIN)/streamlit run app.py

test: .venv/dev
	$(BIN)/python -m tests.e2e.chromium
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup --durations 15 --cov $(SERIAL:%=--ignore %)
	CUDA_VISIBLE_DEVICES= $(BIN)/python -m pytest --durations 30 $(SERIAL)

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 -m "not slow" $(SERIAL:%=--ignore %) --ignore tests/real_data

audit: .venv/dev
	$(BIN)/python -m tests.audit

bench: .venv/dev
	$(BIN)/python -m tests.e2e.chromium
	$(BIN)/python -m benchmarks

screenshots: .venv/dev
	$(BIN)/python -m tests.e2e.chromium
	$(BIN)/python -m docs.screenshots

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv static .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/app: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: .venv/app requirements-dev.txt
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt
	touch $@
