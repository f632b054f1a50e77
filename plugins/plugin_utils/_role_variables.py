# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a host that the role of its workflow reads, with their defaults, checked as the role describes them.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils._errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils._workflows import WORKFLOWS

_ROLES = Path(__file__).resolve().parents[2] / "roles"
_ROLE_OF = {name: role for role, words in WORKFLOWS.items() for name in words.values()}


def role_variables(workflow: str, variables: Mapping[str, Any], templar: Any) -> dict[str, Any]:
    """Return the variables of the role of a workflow, by name. `variables`: those of the host, not templated.

    Raises InvalidValue for what the role's argument specification does not allow, or what cannot be templated.
    """
    role = _ROLE_OF[workflow]
    spec = _spec(role, workflow)
    given: dict[str, Any] = {}
    for name, value in {**_defaults(role), **variables}.items():
        if name in spec:
            try:
                given[name] = templar.template(value)
            except AnsibleError as error:
                raise InvalidValue(f"{name}: {error.message}") from None
    # A name that is there without a value, as a survey in AWX leaves it, is not given.
    given = {name: value for name, value in given.items() if value is not None}
    validated = ArgumentSpecValidator(spec).validate(given)
    if validated.error_messages:
        raise InvalidValue("; ".join(validated.error_messages))
    return dict(validated.validated_parameters)


@functools.cache
def _spec(role: str, workflow: str) -> dict[str, Any]:
    entries = yaml.safe_load((_ROLES / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))[
        "argument_specs"
    ]
    options: dict[str, Any] = entries.get(workflow, entries.get("main"))["options"]
    return options


@functools.cache
def _defaults(role: str) -> dict[str, Any]:
    known: dict[str, Any] = yaml.safe_load((_ROLES / role / "defaults" / "main.yml").read_text(encoding="utf-8"))
    return known
