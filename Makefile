# Needs python3 (3.11 or newer), python3-venv and make; the rest it installs itself, into .venv.
# pip is used as the machine has it configured.

BIN := .venv/bin
PY := $(BIN)/python
JOBS ?= 2
APT := apt-get install python3 python3-venv make
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	{ echo "$$name"; break; }; done)
PIP := $(PY) -m pip --disable-pip-version-check install -q -c constraints.txt
INPUTS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint style types imports accuracy pass files discover judging mutants bench docs docs-check picture pins wheel clean browser

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

demo: .venv/.run browser ## audit the invented city and show where its report is
	$(BIN)/gongkai demo

test: .venv/.dev browser ## everything that must hold before a commit, told at once
	@failed=0; $(MAKE) -k --no-print-directory lint docs-check || failed=1; \
	$(PY) -m pytest -n $(JOBS) || failed=1; exit $$failed

lint: style types imports ## style, types, and who may import whom

style: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/.dev
	$(PY) -m mypy

imports: .venv/.dev
	$(BIN)/lint-imports

accuracy: .venv/.peers ## title, date, list and wall readings beside other tools
	$(PY) bench/accuracy.py

pass: .venv/.dev ## CPU of the per-page pass beside bare parses
	$(PY) bench/pass.py

files: .venv/.dev ## the nine tables of an account in every format that offices attach
	$(PY) bench/attachments.py --ocr

mutants: .venv/.dev ## break every check, spider and gate in turn; the tests must notice
	$(PY) bench/mutants.py

discover: .venv/.dev ## how many of the invented city's columns are found
	$(PY) -m bench.discover

judging: .venv/.dev ## CPU and memory of judging 100,000 documents under seven plans
	$(PY) -m bench.judging

bench: accuracy pass files discover judging mutants ## all of these

docs: .venv/.dev ## write the generated parts of the manuals
	$(PY) docs/generate.py

docs-check: .venv/.dev ## the generated parts are up to date
	$(PY) docs/generate.py --check

picture: demo ## run the demo and take the picture in the README
	$(PY) docs/picture.py runs/demo

pins: ## resolve the dependencies afresh and write constraints.txt
	$(call need-python)
	rm -rf build/pins && "$(PYTHON)" -m venv build/pins
	build/pins/bin/python -m pip install -q -U pip hatchling
	build/pins/bin/python -m pip install -q -e '.[browser,ocr,dev]'
	build/pins/bin/python .ci/pins.py > build/constraints.txt
	mv build/constraints.txt constraints.txt

wheel: .venv/.dev ## build dist/*.whl
	$(PY) -m pip wheel -q --no-deps --no-build-isolation -w dist .

clean: ## remove what was built; .venv and runs/ stay
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .grimp_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.peers: .venv/.dev
	@$(PIP) --no-build-isolation -e '.[browser,dev,peers]'
	@touch $@

browser: .venv/.run
	@sh .ci/browser

# A venv whose making was cut short has no pip and is made again. The pip that Debian 12 puts into
# one misses extras spelt with an underscore, so it is replaced first.
define need-python
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: $(APT)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: $(APT)" >&2; exit 1; }
endef

.venv/.made:
	$(call need-python)
	@$(PY) -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear .venv
	@touch $@

.venv/.run: .venv/.made $(INPUTS)
	@echo "Installing into .venv (once; a minute or two)"
	@$(PIP) -U pip hatchling
	@$(PIP) --no-build-isolation -e '.[browser]'
	@touch $@

.venv/.dev: .venv/.made $(INPUTS)
	@echo "Installing into .venv (once; a minute or two)"
	@$(PIP) -U pip hatchling
	@$(PIP) --no-build-isolation -e '.[browser,dev]'
	@touch $@ .venv/.run
