# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that talk to CSSM: their documentation, their options and their action group say the same."""

from __future__ import annotations

import ast
import re

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils._cssm.operations import OPERATIONS
from tests.unit.rim.collection import CSSM_MODULES, ROOT, documented_options, load, module_text
from tests.unit.rim.test_modules import every_option, facts

# Addresses whose names sound like a secret.
_PUBLIC = ("token_url", "tokens")
_SECRET = re.compile(r"token|password|secret|passphrase|api_key", re.IGNORECASE)


def test_every_module_has_an_operation_and_every_operation_a_module() -> None:
    assert sorted(OPERATIONS) == CSSM_MODULES


@pytest.mark.parametrize("module", CSSM_MODULES)
def test_the_documentation_describes_the_options_as_they_are(module: str) -> None:
    assert facts(documented_options(module), "suboptions") == facts(OPERATIONS[module].argument_spec, "options")
    assert module_text(module, "DOCUMENTATION")["module"] == module


@pytest.mark.parametrize("module", CSSM_MODULES)
def test_every_option_is_described(module: str) -> None:
    options = documented_options(module)

    assert all(option["description"] for option in options.values())
    assert all(option["description"] for option in options["paths"]["suboptions"].values())


@pytest.mark.parametrize("module", CSSM_MODULES)
def test_the_examples_are_valid_tasks(module: str) -> None:
    operation = OPERATIONS[module]
    tasks = module_text(module, "EXAMPLES")

    for task in tasks:
        arguments = task[f"netops.smart_licensing.{module}"]
        validated = ArgumentSpecValidator(operation.argument_spec, **operation.constraints).validate(arguments)
        assert validated.error_messages == []


def test_the_examples_hide_a_token_that_is_returned() -> None:
    assert [task["no_log"] for task in module_text("cssm_token", "EXAMPLES")] == [True]


@pytest.mark.parametrize("module", CSSM_MODULES)
def test_what_comes_back_is_documented(module: str) -> None:
    returned = module_text(module, "RETURN")

    assert "reason" in returned
    assert all(entry["description"] and entry["returned"] and entry["type"] for entry in returned.values())


@pytest.mark.parametrize("module", CSSM_MODULES)
def test_a_secret_is_never_logged(module: str) -> None:
    for name, option in every_option(OPERATIONS[module].argument_spec):
        # Said in so many words where a name is misleading: Ansible warns otherwise.
        expected = (name not in _PUBLIC) if _SECRET.search(name) else None
        assert option.get("no_log") is expected, name


@pytest.mark.parametrize("module", CSSM_MODULES)
def test_a_module_runs_directly_and_supports_check_mode(module: str) -> None:
    source = (ROOT / "plugins" / "modules" / f"{module}.py").read_text()
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    (made,) = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "AnsibleModule"]
    keywords = {keyword.arg: ast.unparse(keyword.value) for keyword in made.keywords}

    assert keywords["argument_spec"] == "operation.argument_spec"
    assert keywords["supports_check_mode"] == "True"
    assert f'operation = OPERATIONS["{module}"]' in source
    assert 'if __name__ == "__main__":' in source


def test_every_module_is_in_the_action_group() -> None:
    assert load("meta", "runtime.yml")["action_groups"]["cssm"] == CSSM_MODULES
