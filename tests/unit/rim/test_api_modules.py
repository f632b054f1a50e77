# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that talk to a server: their documentation, their options and their action group say the same."""

from __future__ import annotations

import importlib
import re

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.action.api import OPERATIONS as RUN_BY_ACTION
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.operation import ServerOperation
from tests.unit.rim.collection import API_MODULES, SERVERS, documented_options, load, module_text
from tests.unit.rim.test_modules import every_option, facts

# Addresses whose names sound like a secret.
_PUBLIC = ("token_url", "tokens")
_SECRET = re.compile(r"token|password|secret|passphrase|community|api_key", re.IGNORECASE)


def operations_of(server: str) -> dict[str, ServerOperation]:
    """Return the operations of a server by the names of their modules; none of one that has no modules yet."""
    if not any(module.startswith(f"{server}_") for module in API_MODULES):
        return {}
    home = f"ansible_collections.netops.smart_licensing.plugins.module_utils.{server}.operations"
    operations: dict[str, ServerOperation] = importlib.import_module(home).OPERATIONS
    return operations


OPERATIONS = {name: operation for server in SERVERS for name, operation in operations_of(server).items()}


def test_every_module_has_an_operation_and_every_operation_a_module() -> None:
    assert sorted(OPERATIONS) == API_MODULES


@pytest.mark.parametrize("module", API_MODULES)
def test_the_documentation_describes_the_options_as_they_are(module: str) -> None:
    assert facts(documented_options(module), "suboptions") == facts(OPERATIONS[module].argument_spec, "options")
    assert module_text(module, "DOCUMENTATION")["module"] == module


@pytest.mark.parametrize("module", API_MODULES)
def test_every_option_is_described(module: str) -> None:
    options = every_option(documented_options(module), "suboptions")

    assert [name for name, option in options if not option.get("description")] == []


@pytest.mark.parametrize("module", API_MODULES)
def test_the_examples_are_valid_tasks(module: str) -> None:
    operation = OPERATIONS[module]
    tasks = module_text(module, "EXAMPLES")

    for task in tasks:
        arguments = task[f"netops.smart_licensing.{module}"]
        validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(arguments)
        assert validated.error_messages == []


def test_the_examples_hide_a_token_that_is_returned() -> None:
    assert [task["no_log"] for task in module_text("cssm_token", "EXAMPLES")] == [True]


@pytest.mark.parametrize("module", API_MODULES)
def test_what_comes_back_is_documented(module: str) -> None:
    returned = module_text(module, "RETURN")

    assert "reason" in returned
    assert all(entry["description"] and entry["returned"] and entry["type"] for entry in returned.values())


@pytest.mark.parametrize("module", API_MODULES)
def test_a_secret_is_never_logged(module: str) -> None:
    for name, option in every_option(OPERATIONS[module].argument_spec):
        # Said in so many words where a name is misleading: Ansible warns otherwise.
        expected = (name not in _PUBLIC) if _SECRET.search(name) else None
        assert option.get("no_log") is expected, name


def test_every_module_is_run_by_the_action_plugin() -> None:
    routing = load("meta", "runtime.yml")["plugin_routing"]
    plugin = "netops.smart_licensing.api"

    assert sorted(RUN_BY_ACTION) == API_MODULES
    assert [name for name in API_MODULES if routing["modules"][name] != {"action_plugin": plugin}] == []
    # With a redirect, module_defaults of a group would not reach them.
    assert [name for name in API_MODULES if name in routing["action"]] == []


@pytest.mark.parametrize("server", SERVERS)
def test_every_module_is_in_the_action_group_of_its_server(server: str) -> None:
    assert load("meta", "runtime.yml")["action_groups"].get(server, []) == sorted(operations_of(server))
