# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each module: its documentation, its options, its routing and its operation say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.doc_fragments.device import ModuleDocFragment
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import REASONS
from tests.unit.rim.collection import MODULES, ROOT, documented_options, load, module_text

_SECRET = re.compile(r"token|password|secret|passphrase|api_key", re.IGNORECASE)
# These change nothing.
_OF_READING = {
    "slp_field_check": {"beliefs", "unparsed"},
    "slp_info": {"smart_licensing"},
    "slp_preflight": {"preflight"},
    "slp_record": {"file", "replaced"},
}
_FACTS = ("type", "elements", "choices", "default", "required")


def facts(options: dict[str, Any], nested: str) -> dict[str, Any]:
    """Return what must be the same on both sides, option by option; `nested` is the key of suboptions."""
    return {
        name: {
            **{fact: option[fact] for fact in _FACTS if option.get(fact) is not None and option[fact] is not False},
            "default": option.get("default"),
            "options": facts(option.get(nested) or {}, nested),
        }
        for name, option in options.items()
    }


def every_option(spec: dict[str, Any], nested: str = "options") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the options of a specification and their suboptions; `nested` is the key of suboptions."""
    for name, option in spec.items():
        yield name, option
        yield from every_option(option.get(nested) or {}, nested)


def test_every_module_has_an_operation_and_every_operation_a_module() -> None:
    assert list(OPERATIONS) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_the_documentation_describes_the_options_as_they_are(module: str) -> None:
    assert facts(documented_options(module), "suboptions") == facts(OPERATIONS[module].argument_spec, "options")


@pytest.mark.parametrize("module", MODULES)
def test_every_option_is_described(module: str) -> None:
    options = every_option(documented_options(module), "suboptions")

    assert [name for name, option in options if not option.get("description")] == []
    assert module_text(module, "DOCUMENTATION")["module"] == module


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_are_valid_tasks(module: str) -> None:
    name = f"netops.smart_licensing.{module}"
    tasks = [task for task in module_text(module, "EXAMPLES") if name in task]

    assert tasks
    for task in tasks:
        validated = ArgumentSpecValidator(OPERATIONS[module].argument_spec).validate(task[name] or {})
        assert validated.error_messages == []


@pytest.mark.parametrize("module", MODULES)
def test_what_comes_back_is_documented(module: str) -> None:
    returned = module_text(module, "RETURN")
    expected = _OF_READING.get(module, {"commands", "before", "after"})

    assert expected | {"reason"} <= set(returned)
    assert all(entry["description"] and entry["returned"] and entry["type"] for entry in returned.values())


@pytest.mark.parametrize("module", sorted(set(MODULES) - set(_OF_READING)))
def test_who_changes_a_device_says_what_it_printed(module: str) -> None:
    returned = module_text(module, "RETURN")

    assert "device_messages" in returned
    assert ("rolled_back" in returned) is (module in ("slp_reachability", "slp_transport"))


@pytest.mark.parametrize("module", MODULES)
def test_a_secret_is_never_logged(module: str) -> None:
    for name, option in every_option(OPERATIONS[module].argument_spec):
        assert bool(option.get("no_log")) is bool(_SECRET.search(name)), name


def test_there_is_a_secret_to_look_after() -> None:
    assert OPERATIONS["slp_trust"].argument_spec["id_token"]["no_log"] is True


def test_every_module_has_a_link_to_the_action_plugin_and_is_in_the_action_group() -> None:
    plugins = ROOT / "plugins" / "action"
    runtime = load("meta", "runtime.yml")

    assert sorted(path.stem for path in plugins.iterdir() if path.is_symlink()) == MODULES
    assert {(plugins / f"{name}.py").readlink().name for name in MODULES} == {"slp.py"}
    assert sorted(runtime["action_groups"]["all"]) == MODULES
    # A redirect, or another plugin in the routing, would keep module_defaults from them.
    assert [kind for kind, routes in runtime["plugin_routing"].items() if set(routes) & set(MODULES)] == []


def test_the_reasons_of_failure_are_documented() -> None:
    words = re.findall(r"V\((\w+)\)", ModuleDocFragment.DOCUMENTATION.split("is C(reason)")[0])

    assert [word for word in words if word in REASONS] == list(REASONS)
