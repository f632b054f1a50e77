# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each role: what it reads is declared, and what is declared has the default that the role sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from tests.unit.rim.collection import ROLES, ROOT, load

_NAME_OF_PLUGIN = re.compile(r"netops\.smart_licensing\.\w+")
_SHARED = re.compile(r"name: netops\.smart_licensing\.shared\s+tasks_from: (\w+)")
_SHARED_VARIABLES = re.compile(r"name: netops\.smart_licensing\.shared\s+tasks_from: \w+\s+vars_from: (\w+)")
_VARIABLE = re.compile(r"\bslp_\w+")
# An address is no secret, be it that of a token.
_SECRET = re.compile(r"token(?!_url)|secret|password")


def declared(role: str) -> dict[str, Any]:
    """Return the options of all entry points of a role."""
    entries = load("roles", role, "meta", "argument_specs.yml")["argument_specs"].values()
    return {name: option for entry in entries for name, option in entry["options"].items()}


def task_files(role: str) -> list[str]:
    """Return the texts of the task files of a role and of the shared ones, without comments."""
    own = [_without_comments(path) for path in sorted((ROOT / "roles" / role / "tasks").rglob("*.yml"))]
    shared = {name for text in own for name in _SHARED.findall(text)}
    shared |= {"reachability"} if "cslu_configuration" in shared else set()
    return own + [_without_comments(ROOT / "roles" / "shared" / "tasks" / f"{name}.yml") for name in sorted(shared)]


def fixed_files(role: str) -> list[Path]:
    """Return the variable files of a role, and the shared ones that it uses."""
    own = ROOT / "roles" / role / "vars" / "main.yml"
    shared = sorted({name for text in task_files(role) for name in _SHARED_VARIABLES.findall(text)})
    return ([own] if own.is_file() else []) + [ROOT / "roles" / "shared" / "vars" / f"{name}.yml" for name in shared]


def _without_comments(path: Path) -> str:
    return re.sub(r"(?m)^\s*#.*$", "", path.read_text())


def walk(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key of nested YAML with its value."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key), value
            yield from walk(value)
    elif isinstance(node, list):
        for entry in node:
            yield from walk(entry)


def set_inside(role: str) -> set[str]:
    """Return the variables that the tasks of a role, and of the roles that it includes, set themselves."""
    names = {name for path in fixed_files(role) for name in yaml.safe_load(path.read_text())}
    for text in task_files(role):
        for key, value in walk(yaml.safe_load(text)):
            if key in ("register", "loop_var"):
                names.add(value)
            elif key in ("vars", "ansible.builtin.set_fact"):
                names |= set(value)
            elif key == "ansible.builtin.include_role":
                names |= set_inside(value["name"].rpartition(".")[2])
    return names


def assessed_variables() -> set[str]:
    """Return the variables that assessments read."""
    files = [
        *(ROOT / "plugins" / "module_utils" / "assess").glob("*.py"),
        ROOT / "plugins" / "action" / "slp_assess.py",
    ]
    text = "".join(path.read_text() for path in files)
    return {f"slp_{name}" for name in re.findall(r'(?:intent|self|meant)\["(\w+)"\]', text)} | {"slp_artifact_dir"}


@pytest.mark.parametrize("role", ROLES)
def test_defaults_are_those_that_are_declared(role: str) -> None:
    with_default = {name: option["default"] for name, option in declared(role).items() if "default" in option}

    defaults = load("roles", role, "defaults", "main.yml")
    # Those of Ansible, which an inventory has the last word on.
    assert {name: value for name, value in defaults.items() if name.startswith("slp_")} == with_default


@pytest.mark.parametrize("role", ROLES)
def test_every_variable_is_declared_or_set_by_the_role(role: str) -> None:
    read = {name for text in task_files(role) for name in _VARIABLE.findall(_NAME_OF_PLUGIN.sub("", text))}

    assert read - set(declared(role)) - set_inside(role) == set()


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_declared_in_vain(role: str) -> None:
    text = "".join([*task_files(role), *(_without_comments(path) for path in fixed_files(role))])
    assessed = assessed_variables() if "slp_assess" in text else set()

    assert [name for name in declared(role) if not re.search(rf"\b{name}\b", text) and name not in assessed] == []


def test_whatever_acts_on_a_device_registers_what_it_did_under_a_name_that_the_assessment_looks_for() -> None:
    acting = {f"netops.smart_licensing.{name}" for name in OPERATIONS} - {"netops.smart_licensing.slp_info"}
    for path in (ROOT / "roles").glob("*/tasks/**/*.yml"):
        for task in yaml.safe_load(path.read_text()):
            if acting & set(task) and path.parts[-3] != "preflight":
                assert task["register"].startswith("slp_") and task["register"].endswith("_done"), (path, task["name"])


@pytest.mark.parametrize("role", ROLES)
def test_every_option_has_a_type_and_a_description_and_secrets_are_marked(role: str) -> None:
    for name, option in walk(declared(role)):
        if name.startswith("slp_"):
            assert option["type"] and option["description"], name
            # Whether there are to be passwords somewhere is no secret.
            secret = bool(_SECRET.search(name)) and option["type"] != "bool"
            assert bool(option.get("no_log")) is secret, name


def test_what_the_role_hands_on_has_the_type_that_the_module_takes() -> None:
    options, seen = declared("direct"), 0
    for text in task_files("direct"):
        for key, arguments in walk(yaml.safe_load(text)):
            # The one of reachability has a test of its own.
            operation = OPERATIONS.get(key.rpartition(".")[2]) if not key.endswith("slp_reachability") else None
            for argument, value in (arguments or {}).items() if operation else ():
                name = _VARIABLE.search(str(value))
                if operation and name and name[0] in options:
                    assert options[name[0]]["type"] == operation.argument_spec[argument]["type"], argument
                    seen += 1

    assert seen > 10


def test_the_step_of_reachability_passes_on_every_option_of_its_module() -> None:
    (step,) = load("roles", "shared", "tasks", "reachability.yml")

    assert set(step["netops.smart_licensing.slp_reachability"]) == set(OPERATIONS["slp_reachability"].argument_spec)
