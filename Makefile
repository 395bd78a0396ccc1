# What contributors type. Users need only ./gleaner.
.PHONY: check standards format lint types floors workflows test docs golden bench bench-feeds year kills lock setup
PYTHON := .venv/bin/python
BIN := .venv/bin

check: standards test ## everything that must hold before a change goes in
	@echo "All good."

standards: setup lint types floors workflows ## all of it that runs nothing of ours

lint types floors workflows: | setup

setup:
	@python3 gleaner setup-development

format: setup ## put the code into its one form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

floors: ## who may know whom
	$(BIN)/lint-imports

workflows: ## the workflows' form and safety, without network
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/add-source.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci .gitlab-ci.yml
	$(BIN)/zizmor --offline --no-progress --quiet --persona=pedantic --strict-collection .github/
	$(BIN)/jactionlint --shellcheck=$(BIN)/shellcheck --no-color --oneline
	$(BIN)/shellcheck .ci/run .ci/audit .ci/release

test: ## the tests, the examples in the docs among them
	$(PYTHON) -m pytest -n auto --maxprocesses=4

docs: ## write into the documents what the program itself knows
	$(PYTHON) -m tests.refresh_docs

golden: ## print the golden site anew; review the difference like code
	$(PYTHON) -m tests.publish.refresh

bench: ## the table of speed: what is to be reached, and what is reached here; an hour
	$(PYTHON) -m tests.bench.table

bench-feeds: ## how every recorded feed is read; figures, no verdicts
	$(PYTHON) -m tests.bench.recorded_feeds

year: ## a year of a digest on a played GitHub, with everything that goes wrong; half an hour
	$(PYTHON) -m tests.bench.year

kills: ## such a year under 300 kills, compared with a calm one: the same editions; an hour
	$(PYTHON) -m tests.bench.kills

lock: ## resolve the dependencies anew, with hashes
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --group dev --constraint requirements.lock pyproject.toml -o .ci/requirements.lock
