# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with a value, in one line, with an example of the right shape. Values stay unsaid: they may be secret.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

_KINDS = {
    "str": "text",
    "path": "a path",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "dict": "a dictionary",
    "list": "a list",
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong, as a sentence without a full stop, and the sentences that say what to do."""

    found: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return both in one line."""
        return f"{self.found}. {self.remedy}".strip()


def nearest(name: str, known: Collection[str]) -> str:
    """Return a question after the known name that is most like this one; empty where none is like it."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    return f"Did you mean {near[0]}?" if near else ""


def mistake_of(name: str, option: Mapping[str, Any], value: Any, example: Any = None) -> Mistake | None:
    """Return what is wrong with the value of a variable or an option; None where it fits its specification."""
    found = [text for text in _problems(name, option, value) if text]
    if not found:
        return None
    shape = example if example is not None else _example(option)
    return Mistake("; ".join(found), f"Example: {name}: {in_one_line(shape)}" if shape is not None else "")


def in_one_line(value: Any) -> str:
    """Return a value as YAML in one line."""
    text = yaml.safe_dump(value, default_flow_style=True, width=1000, sort_keys=False)
    return text.removesuffix("...\n").strip()


def _problems(name: str, option: Mapping[str, Any], value: Any) -> Iterator[str]:
    if value is None:
        return
    kind = option["type"]
    # Ansible would take any value for text.
    nested = isinstance(value, (Mapping, list)) and kind in ("str", "path")
    plain = {"type": kind, "elements": option["elements"]} if _elements_are_plain(option) else {"type": kind}
    validated = ArgumentSpecValidator({"value": plain}).validate({"value": value})
    if nested or validated.error_messages:
        yield f"{name} must be {_kind(option)}, not {_kind_of(value)}"
        return
    fits = validated.validated_parameters["value"]
    choices = [str(choice) for choice in option.get("choices", [])]
    if choices and str(fits) not in choices:
        yield f"{name} must be one of {', '.join(choices)}, not {fits}"
    if kind == "dict" and "options" in option:
        yield from _problems_of_keys(name, option["options"], fits)
    if kind == "list" and option.get("elements") == "dict":
        for place, entry in enumerate(fits):
            inner = {**option, "type": "dict", "choices": []}
            yield from _problems(f"{name}[{place}]", inner, entry)


def _problems_of_keys(name: str, options: Mapping[str, Mapping[str, Any]], value: Mapping[str, Any]) -> Iterator[str]:
    for key in value:
        if key not in options:
            question = nearest(str(key), options) or f"its keys are {', '.join(options)}"
            yield f"{name} has no key {key}: {question[0].lower()}{question[1:]}"
    for key, option in options.items():
        if option.get("required") and value.get(key) is None:
            yield f"{name} needs the key {key}"
        yield from _problems(f"{name}.{key}", option, value.get(key))


def _elements_are_plain(option: Mapping[str, Any]) -> bool:
    return option.get("elements", "dict") != "dict"


def _kind(option: Mapping[str, Any]) -> str:
    return f"a list of {option['elements']}" if _elements_are_plain(option) else _KINDS.get(option["type"], "a value")


def _kind_of(value: Any) -> str:
    for kind, types in (("bool", bool), ("int", int), ("dict", Mapping), ("list", list), ("str", str)):
        if isinstance(value, types):
            return _KINDS[kind]
    return "a value of another kind"


def _example(option: Mapping[str, Any]) -> dict[str, str] | None:
    """Return an example of a dictionary, from its keys; None for what needs none."""
    options: Mapping[str, Mapping[str, Any]] = option.get("options") or {}
    wanted = [key for key, inner in options.items() if inner.get("required")] or list(options)[:2]
    return {key: str(options[key]["type"]).upper() for key in wanted} or None
