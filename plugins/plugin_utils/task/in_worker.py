# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task does inside the worker in place of a process of its own: its options, its environment.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ..variables.shapes import Mistake, mistake_of
from ..variables.vocabulary import variables


def checked_options(
    name: str, args: Mapping[str, Any], argument_spec: Mapping[str, Any], constraints: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the options of a task as a module would get them. Raises AnsibleActionFail (invalid_value)."""
    validated = ArgumentSpecValidator(argument_spec, **constraints).validate(args)
    if validated.error_messages:
        wrong = [_mistake(option, argument_spec[option], args[option]) for option in args if option in argument_spec]
        said = " ".join(str(mistake) for mistake in wrong if mistake) or "; ".join(validated.error_messages)
        raise AnsibleActionFail(f"{name}: {said}", result={"reason": "invalid_value"})
    params: dict[str, Any] = validated.validated_parameters
    return params


def _mistake(name: str, option: Mapping[str, Any], value: Any) -> Mistake | None:
    """Return what is wrong with an option; a variable of its name shows its shape best."""
    variable = variables().get(f"slp_{name}", {})
    return mistake_of(name, option, value, variable.get("example") if variable.get("type") == option["type"] else None)


@contextlib.contextmanager
def environment(variables: Mapping[str, Any]) -> Iterator[None]:
    """Have these variables in the environment for a while; proxies are looked for there."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: str(value) for name, value in variables.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
