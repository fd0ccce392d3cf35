# One entry to everything. A fresh machine needs Python 3.11 or later and make; each target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
SEEDED := .build/seeds.sqlite
PORT ?= 8000
READY := .venv/ready
# one test at a time to each process: the few long ones stand beside each other in one file
PARALLEL := --numprocesses auto --maxschedchunk 1 --dist loadgroup
# what it runs is covered by the suites of its rooms too, and watching it line by line would take minutes
UNWATCHED := tests/contract/test_schemathesis.py

.PHONY: setup serve test check lint types layers fmt contracts lock thorough quality speed fuzz abuse bench endurance scale replicas clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dateline needs Python 3.11 or later")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

serve: $(READY)  ## load the seed articles and serve them on http://127.0.0.1:8000
	mkdir -p .build
	rm -f $(SEEDED)
	$(BIN)/dateline load seeds --store $(SEEDED)
	$(BIN)/dateline serve --store $(SEEDED) --port $(PORT)

test: $(READY)  ## the whole suite
	$(BIN)/python -m pytest $(PARALLEL)

check: lint types layers  ## lint, types, layers, tests and their coverage
	$(BIN)/python -m pytest $(PARALLEL) --ignore $(UNWATCHED) --cov --cov-report=json:.build/coverage.json --cov-report=
	$(BIN)/python -m tests.coverage .build/coverage.json
	$(BIN)/python -m pytest $(PARALLEL) $(UNWATCHED)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy --strict dateline.py schema loaders api bench tests

layers: $(READY)
	$(BIN)/lint-imports

fmt: $(READY)  ## write the code in its one format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

contracts: $(READY)  ## rewrite schema/schema.graphql and openapi/openapi.json
	$(BIN)/dateline contracts

thorough: $(READY)  ## the property tests with many more examples
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest tests/schema tests/api

fuzz: $(READY)  ## hostile and random texts through the whole pipeline, and the articles of a folder: make fuzz DATA=DIR SIZE=200000
	$(BIN)/python -m bench.fuzz $(if $(SIZE),--size $(SIZE)) $(DATA)

quality: $(READY)  ## how right the extraction is on our own annotated articles, or on the sets of a folder: make quality DATA=DIR
	$(BIN)/python -m bench.quality score $(or $(DATA),tests/data/annotated)

bench: $(READY)  ## dateline's answers against an idiomatic server's and a constant body: make bench SIZE=100000; STORE=postgresql adds a database (needs wrk)
	$(BIN)/python -W ignore -m bench.serving $(if $(SIZE),--size $(SIZE)) $(if $(filter postgresql%,$(STORE)),--store $(STORE))

replicas: $(READY)  ## a PostgreSQL server and one that follows it, each killed and started again while answers are asked for (needs wrk)
	$(BIN)/python -W ignore -m bench.serving.replicas

speed: $(READY)  ## how fast extraction is on our own annotated articles, with each analyzer: words a second, start-up, memory
	$(BIN)/python -m bench.speed

load: $(READY)  ## how fast made-up articles are loaded on one core and on all, and with how much memory: make load SIZE=100000
	$(BIN)/python -m bench.load $(if $(SIZE),--size $(SIZE)) $(if $(WORDS),--words $(WORDS))

kill: $(READY)  ## loads that are killed at random moments and gone on with: nothing lost, nothing twice, nothing left (KILLS=50)
	$(BIN)/python -m bench.kills $(KILLS)

abuse: $(READY)  ## hostile requests over HTTP: how fast each is refused, and /healthz meanwhile
	$(BIN)/python -W ignore -m bench.abuse

endurance: $(READY)  ## what a server outlives: new snapshots, killed workers and a cut-off file under load, and 100,000 requests
	$(BIN)/python -m bench.serving.endurance

scale: $(READY)  ## what one article takes, from extraction to PostgreSQL: the figures of docs/scale.md
	$(BIN)/python -m bench.scale

lock:  ## resolve the dependencies anew; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra html --extra postgres --extra warc --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .build
