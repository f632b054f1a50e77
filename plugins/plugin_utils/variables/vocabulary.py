# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the collection, as meta/variables.yml describes them.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from ansible.module_utils.common.yaml import yaml_load

_ROOT = Path(__file__).resolve().parents[3]
_OURS = ("roles/*/tasks/**/*.yml", "roles/*/vars/*.yml", "playbooks/**/*.yml")
_NAME = re.compile(r"\bslp_\w+")
_OF_A_SPEC = ("type", "elements", "choices", "default", "required", "options")


@functools.cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml_load((_ROOT / "meta" / "variables.yml").read_text(encoding="utf-8"))
    return content


def entry_points() -> dict[str, dict[str, Any]]:
    """Return what takes variables, by name: `title`, and of a role's entry point `role` and its descriptions."""
    entries: dict[str, dict[str, Any]] = _content()["entry_points"]
    return entries


def groups() -> dict[str, list[str]]:
    """Return the names that stand for several entry points; `topologies` carry out a workflow each."""
    names: dict[str, list[str]] = _content()["groups"]
    return names


def variables() -> dict[str, dict[str, Any]]:
    """Return every variable by name, as it is described."""
    described: dict[str, dict[str, Any]] = _content()["variables"]
    return described


@functools.cache
def taken_by(entry: str) -> dict[str, dict[str, Any]]:
    """Return the variables that an entry point takes, each as it is described for it."""
    return {
        name: _without_null({**variable, **variable.get("differs", {}).get(entry, {})})
        for name, variable in variables().items()
        if any(entry in groups().get(user, [user]) for user in variable["used_by"])
    }


def _without_null(variable: dict[str, Any]) -> dict[str, Any]:
    return {fact: value for fact, value in variable.items() if value is not None}


@functools.cache
def spec_of(entry: str) -> dict[str, dict[str, Any]]:
    """Return the argument specification of an entry point."""
    return {name: spec(variable) for name, variable in taken_by(entry).items()}


def spec(variable: dict[str, Any]) -> dict[str, Any]:
    """Return the argument specification of a variable."""
    secret = {"no_log": True} if variable.get("secret") else {}
    return {fact: variable[fact] for fact in _OF_A_SPEC if fact in variable} | secret


@functools.cache
def names_of_ours() -> frozenset[str]:
    """Return the names that roles and playbooks of the collection use, the registered and the temporary ones too."""
    texts = [path.read_text(encoding="utf-8") for pattern in _OURS for path in sorted(_ROOT.glob(pattern))]
    return frozenset(variables()) | {name for text in texts for name in _NAME.findall(text)}
