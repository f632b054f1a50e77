# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

VENV := .venv
PYTHON_BIN := $(VENV)/bin/python
# Tools that start other tools (ansible-lint, molecule) find them by PATH.
IN_VENV := PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
COLLECTION := ansible_collections.netops.smart_licensing
# A playbook waits for a part of its time, so three workers keep two cores busy. Each has its own labs, which every test
# resets, so an idle worker can take tests from another.
WORKERS ?= -n 3 --dist worksteal
# For CPU-bound tests, and tests with one fleet per file.
BY_FILE := -n 2 --dist loadfile
PARTS := $(PYTHON_BIN) scripts/run_parts.py
BENCH_PACKAGES := .cache/bench-packages
LINT_PARTS := lint-python lint-types lint-prose lint-ansible lint-changelog sanity build-check

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: venv
venv: ## make .venv from the best Python present (PYTHON=... overrides) and link the collection into it
	@scripts/venv.sh $(VENV) requirements-dev.txt 3.14 3.13 3.12 3.11

.PHONY: demo
demo: venv ## move a simulated fleet to Smart Licensing Using Policy, twice, and show the result
	@$(PYTHON_BIN) tests/demo.py

.PHONY: variables
variables: venv ## write argument specs, defaults and docs/variables.md from meta/variables.yml
	@$(PYTHON_BIN) scripts/variables.py

.PHONY: lab
lab: venv ## start the simulated estate in the background; it writes .lab/inventory.yml
	@$(PYTHON_BIN) -m tests.lab start
	@echo "try: $(VENV)/bin/ansible-playbook netops.smart_licensing.status -i .lab/inventory.yml; then: make lab-stop"

.PHONY: lab-stop
lab-stop: venv ## stop the simulated estate
	@$(PYTHON_BIN) -m tests.lab stop

.PHONY: test
test: venv ## everything: lint, unit, integration, molecule, what MORE names; a summary at the end
	@$(PARTS) $(LINT_PARTS) molecule $(MORE) / unit integration

.PHONY: lint
lint: venv ## all static checks: the lint-* parts, sanity, build-check; a summary at the end
	@$(PARTS) $(LINT_PARTS)

.PHONY: lint-python
lint-python: venv ## ruff: rules and layout of every Python file
	@$(VENV)/bin/ruff check --cache-dir .cache/ruff .
	@$(VENV)/bin/ruff format --cache-dir .cache/ruff --check .

.PHONY: lint-types
lint-types: venv ## mypy --strict over module_utils, the lab, the benchmarks, the replay server and the faults
	@$(VENV)/bin/mypy -p $(COLLECTION).plugins.module_utils -p tests.lab -p tests.bench -p tests.replay -p tests.faults

.PHONY: lint-prose
lint-prose: venv ## the phrases of scripts/prose.yml, in documentation, messages, docstrings and comments
	@$(PYTHON_BIN) scripts/prose.py

.PHONY: lint-ansible
lint-ansible: venv ## ansible-lint, profile production (yamllint included)
	@$(IN_VENV) ansible-lint --offline

.PHONY: lint-changelog
lint-changelog: venv ## antsibull-changelog: the fragments in changelogs/
	@$(IN_VENV) antsibull-changelog lint
	@echo "lint-changelog: changelogs/fragments are well formed"

.PHONY: sanity
sanity: venv ## ansible-test sanity, without containers (one test: scripts/sanity.sh --test NAME)
	@scripts/sanity.sh

.PHONY: build-check
build-check: venv ## the collection builds, installs from its tarball and documents its modules from there
	@scripts/build_check.sh

.PHONY: unit
unit: venv ## pytest: tests/unit, tests/lab, and the register of attacks in tests/payloads
	@$(IN_VENV) pytest $(BY_FILE) tests/unit tests/lab tests/payloads

.PHONY: integration
integration: venv ## pytest: tests/integration, playbooks against the simulated estate over SSH; tests/replay; two seeds of faults
	@$(IN_VENV) pytest $(WORKERS) tests/integration
	@$(IN_VENV) pytest tests/replay
	@$(IN_VENV) pytest -n 2 tests/faults

.PHONY: soak
soak: venv ## kill offline playbooks at 50 random moments, about ten minutes (make integration: at 10)
	@$(IN_VENV) SLP_KILLS=50 SLP_KILL_DEVICES=20 pytest -s tests/integration/test_offline_killed.py

# A seed takes half a minute; what a play waits for leaves room for more of them than there are cores.
SLP_FAULT_SEEDS ?= 1-500
SLP_FAULT_DEVICES ?= 5
.PHONY: faults
faults: venv ## random faults over a fleet in all workflows, 500 seeds, hours (SLP_FAULT_SEEDS=7 one; SLP_FAULT_DEVICES=5)
	@$(IN_VENV) SLP_FAULT_SEEDS=$(SLP_FAULT_SEEDS) SLP_FAULT_DEVICES=$(SLP_FAULT_DEVICES) \
	    pytest -n 3 --dist worksteal tests/faults

.PHONY: molecule
molecule: venv ## all scenarios in extensions/molecule
	@$(IN_VENV) molecule test --all

.PHONY: bench
bench: venv $(BENCH_PACKAGES)/.stamp ## speed and memory against stock Ansible, netmiko, bare libssh; options in BENCH="..." (BENCH=--help)
	@$(PYTHON_BIN) -m tests.bench $(BENCH)

# Outside .venv: network_cli imports paramiko in every process if it is installed.
$(BENCH_PACKAGES)/.stamp: requirements-bench.txt constraints-dev.txt
	@rm -rf $(BENCH_PACKAGES)
	@$(PYTHON_BIN) -m pip install -qq --disable-pip-version-check --target $(BENCH_PACKAGES) --requirement $<
	@touch $@

MUTANTS_PACKAGES := .cache/mutants-packages
.PHONY: mutants
mutants: venv $(MUTANTS_PACKAGES)/.stamp ## change plans, parsers and files in sampled places: which changes no unit test notices; MUTANTS=--help
	@PYTHONPATH=$(CURDIR)/$(MUTANTS_PACKAGES) $(PYTHON_BIN) scripts/mutants.py $(MUTANTS)

$(MUTANTS_PACKAGES)/.stamp: requirements-mutants.txt constraints-dev.txt
	@rm -rf $(MUTANTS_PACKAGES)
	@$(PYTHON_BIN) -m pip install -qq --disable-pip-version-check --target $(MUTANTS_PACKAGES) --requirement $<
	@touch $@

# In its own environment: Genie brings a hundred packages along. It was seen to run under Python 3.11 to 3.13.
.PHONY: witness
witness: ## compare our parsers field by field with the public Genie parsers, in .venv-witness; a table at the end
	@scripts/venv.sh .venv-witness requirements-witness.txt 3.13 3.12 3.11 || { \
	    echo "make witness needs Python 3.11 to 3.13 (PYTHON=... overrides) and the packages of requirements-witness.txt" >&2; \
	    echo "from a package index: where the usual one cannot be reached, name yours in PIP_INDEX_URL, then try again." >&2; \
	    exit 1; }
	@.venv-witness/bin/pytest tests/witness

BROWSER_PACKAGES := .cache/browser-packages
.PHONY: browser
browser: venv $(BROWSER_PACKAGES)/.stamp ## the compliance page in headless Chromium (needs chromium and npm)
	@$(IN_VENV) PYTHONPATH=$(BROWSER_PACKAGES) pytest $(BY_FILE) tests/browser

$(BROWSER_PACKAGES)/.stamp: requirements-browser.txt constraints-dev.txt
	@rm -rf $(BROWSER_PACKAGES)
	@$(PYTHON_BIN) -m pip install -qq --disable-pip-version-check --target $(BROWSER_PACKAGES) --requirement $<
	@npm install --silent --no-audit --no-fund --prefix .cache/browser-node axe-core@4.14.1
	@touch $@

.PHONY: test-oldest
test-oldest: ## the unit tests once more under Python 3.11 and ansible-core 2.19, in .venv-oldest
	@scripts/test_oldest.sh

.PHONY: clean
clean: ## remove the environments, caches and test results (stop the lab first)
	@rm -rf .venv .venv-oldest .venv-witness .cache .ansible .hypothesis tests/output
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "clean: removed everything that make created, except .lab"
