# The commands of this repository. Each sets up what it needs; nothing is done twice.
PYTHON ?= python3
VENV := .venv/bin
HASHED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: run test check bench soak fmt lock messages

run: ## set up, start LiênKết with its demonstration, print the address
	@$(PYTHON) bin/setup run
	@exec $(VENV)/python -m lienket serve --demo

test: ## set up and check everything, browser included (SKIP_BROWSER=1 leaves the browser out)
	@$(PYTHON) bin/setup test
	@$(VENV)/python bin/check

check: ## the checks alone, without setting up
	@$(VENV)/python bin/check

bench: ## measure against yardsticks of the same run
	@$(PYTHON) bin/setup test
	@$(VENV)/python -m bench

soak: ## a thousand kills; takes long
	@$(PYTHON) bin/setup test
	@LIENKET_KILLS=1000 $(VENV)/python -m pytest -s tests/faults/test_kills.py

fmt: ## put the code into its usual form
	@$(VENV)/ruff check --fix --quiet .
	@$(VENV)/ruff format .
	@$(VENV)/djlint lienket --reformat --quiet

messages: ## add words that are new in the code to the catalogue
	@$(VENV)/python bin/messages update

lock: ## choose newest versions that fit pyproject.toml; needs uv
	uv pip compile pyproject.toml --group build $(HASHED) -o requirements/run.lock
	uv pip compile pyproject.toml --group dev $(HASHED) -o requirements/test.lock
