# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a host: the ones that its workflow takes, with their defaults, and what is wrong with them.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import WORKFLOWS

from . import vocabulary
from .shapes import Mistake, mistake_of, nearest

_ROLE_OF = {name: role for role, words in WORKFLOWS.items() for name in words.values()}
_OWN = "slp_own_variables"


def role_variables(workflow: str, variables: Mapping[str, Any], templar: Any) -> dict[str, Any]:
    """Return the variables that a workflow takes, by name. `variables`: those of the host, not templated.

    Raises InvalidValue, with every mistake in its message.
    """
    entry = entry_of(workflow)
    given, mistakes = _checked(entry, variables, templar)
    if mistakes:
        raise InvalidValue(" ".join(map(str, mistakes)))
    validated = ArgumentSpecValidator(vocabulary.spec_of(entry)).validate(given)
    if validated.error_messages:
        raise InvalidValue("; ".join(validated.error_messages))
    return dict(validated.validated_parameters)


def mistakes_in(entry: str, variables: Mapping[str, Any], templar: Any) -> list[Mistake]:
    """Return what is wrong with the variables of a host: unknown and missing names, wrong shapes."""
    _given, mistakes = _checked(entry, variables, templar)
    return mistakes


def entry_of(workflow: str) -> str:
    """Return the entry point of a role that carries out a workflow."""
    return workflow if workflow in vocabulary.entry_points() else _ROLE_OF[workflow]


def _checked(entry: str, variables: Mapping[str, Any], templar: Any) -> tuple[dict[str, Any], list[Mistake]]:
    """Return the values of the variables that an entry point takes, and every mistake."""
    described = vocabulary.taken_by(entry)
    # A name that is there without a value, as a survey in AWX leaves it, is not given.
    given = {name: variable["default"] for name, variable in described.items() if "default" in variable}
    mistakes: list[Mistake] = []
    unreadable: set[str] = set()
    for name, variable in {_OWN: vocabulary.variables()[_OWN], **described}.items():
        if name not in variables:
            continue
        try:
            given[name] = templar.template(variables[name])
        except AnsibleError as error:
            mistakes.append(Mistake(f"{name}: {error.message}"))
            unreadable.add(name)
            continue
        mistake = mistake_of(name, vocabulary.spec(variable), given[name], variable.get("example"))
        if mistake:
            mistakes.append(mistake)
    unknown = _unknown(variables, _names(given.get(_OWN)))
    told = {name: given[name] for name in described if given.get(name) is not None}
    missing = [
        Mistake(f"{name} is missing", f"The workflow of this host needs it: {variable['label']}.")
        for name, variable in described.items()
        if variable.get("required") and name not in (told.keys() | unreadable)
    ]
    return told, [*unknown, *missing, *mistakes]


def _names(value: Any) -> list[str]:
    """Return the names in a list, or in a text with commas; none in anything else."""
    if isinstance(value, str):
        return [name.strip() for name in value.split(",")]
    return [str(name) for name in value] if isinstance(value, list) else []


def _unknown(variables: Mapping[str, Any], own: Collection[str]) -> Iterator[Mistake]:
    known = vocabulary.names_of_ours()
    for name in sorted(variables):
        if name.startswith("slp_") and name not in known and name not in own and not _is_result(name, variables):
            question = nearest(name, vocabulary.variables())
            remedy = f"{question} If the name is your own, add it to {_OWN}.".strip()
            yield Mistake(f"{name} is not a variable of this collection", remedy)


def _is_result(name: str, variables: Mapping[str, Any]) -> bool:
    """Say whether a variable holds what a task of a play registered."""
    try:
        value = variables[name]
    except AnsibleError:
        return False
    return isinstance(value, Mapping) and ("changed" in value or "failed" in value)
