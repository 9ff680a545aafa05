# Parley. On a machine with Python 3.11 or newer (with venv) and make:
#
#   make run          everything on this machine, with demo data: http://127.0.0.1:8000 (PORT=8001 for another port)
#   make test         every test                          (ARGS="tests/embedded -x" for some of them)
#   make check        every static gate
#   make test-long    every test, with the full counts of property, race and kill tests
#   make bench        benchmarks against the raw floor
#
#   make install | format | messages | schema | lock | clean       what they say
#
# PARLEY_HOME (default ./var) holds the data; DATABASE_URL with DATABASE_OWNER_URL, and REDIS_URL, name other servers.

.POSIX:
.SUFFIXES:
.PHONY: run test test-long check bench install development format messages schema lock clean

PYTHON = python3
PY = .venv/bin/python
ARGS =

run: install
	@exec $(PY) -m embedded run --with-parent

test: development
	@PYTHON=$(PY) deploy/test $(ARGS)

test-long: development
	@PARLEY_LONG=1 PYTHON=$(PY) deploy/test $(ARGS)

check: development
	@PYTHON=$(PY) deploy/check

bench: development
	@$(PY) -m bench $(ARGS)

install:
	@PYTHON="$(PYTHON)" deploy/install embedded
	@$(PY) deploy/catalogues.py compile

development:
	@PYTHON="$(PYTHON)" deploy/install development
	@$(PY) deploy/catalogues.py compile

format: development
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format --quiet .

messages: development
	@$(PY) deploy/catalogues.py update
	@$(PY) deploy/catalogues.py check

# The OpenAPI document as the code says it; its difference is part of the change.
schema: development
	@PARLEY_HOME="$${PARLEY_HOME:-var/test}" $(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

# The lists with versions and hashes, from the lists with reasons.
lock: development
	@for list in base embedded development; do \
	    UV_CUSTOM_COMPILE_COMMAND='make lock' $(PY) -m uv pip compile --quiet --universal --generate-hashes \
	        --python-version 3.11 --no-emit-index-url --no-emit-find-links $(ARGS) \
	        requirements/$$list.in -o requirements/$$list.txt || exit 1; done

# What can be made again. The data in PARLEY_HOME and .venv stay.
clean:
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results static
	@find . -path ./.venv -prune -o -path ./var -prune -o \( -name __pycache__ -o -name '*.mo' \) -exec rm -rf {} +
