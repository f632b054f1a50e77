# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compliance rules: read from YAML, the user's on top of the shipped ones; a mistake is reported with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue

from .expressions import Search, condition, message

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SHIPPED = Path(__file__).with_name("rules.yml")
_TEXTS = ("id", "title", "severity", "when", "message", "remedy", "source")


@dataclass(frozen=True)
class Rule:
    """`when` is true if there is a finding; `source`: the document or release note behind the rule."""

    id: str
    title: str
    severity: Severity
    when: Search
    message: Search
    remedy: Search
    source: str


def shipped() -> list[dict[str, Any]]:
    """Return the rules of the collection as they are written."""
    written: list[dict[str, Any]] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return written


def compiled(own: Iterable[Mapping[str, Any]] = (), off: Iterable[str] = ()) -> list[Rule]:
    """Return the rules to evaluate: the shipped ones, changed and extended by `own`, without the ones in `off`.

    An entry of `own` with the id of a rule that ships needs only what it changes. Raises InvalidValue.
    """
    known = {entry["id"]: entry for entry in shipped()}
    named = {entry_id: f"rules.yml, rule {entry_id}" for entry_id in known}
    for number, entry in enumerate(own, start=1):
        entry_id = str(entry.get("id", ""))
        if not entry_id:
            raise InvalidValue(f"slp_rules, entry {number}: it has no id.", entry)
        known[entry_id] = {**known.get(entry_id, {}), **entry}
        named[entry_id] = f"slp_rules, entry {number}, rule {entry_id}"
    switched_off = list(off)
    unknown = [entry_id for entry_id in switched_off if entry_id not in known]
    if unknown:
        raise InvalidValue(f"slp_rules_off: there is no rule {', '.join(unknown)}.", unknown[0])
    return [_rule(entry, named[entry_id]) for entry_id, entry in known.items() if entry_id not in switched_off]


def _rule(entry: Mapping[str, Any], name: str) -> Rule:
    strange = [key for key in entry if key not in _TEXTS]
    missing = [key for key in _TEXTS if not isinstance(entry.get(key), str) or not entry[key].strip()]
    if strange or missing:
        told = [f"no text in {', '.join(missing)}"] if missing else []
        told += [f"{', '.join(strange)} is not a key of a rule"] if strange else []
        raise InvalidValue(f"{name}: {'; '.join(told)}.", entry["id"])
    if entry["severity"] not in SEVERITIES:
        raise InvalidValue(
            f"{name}, severity: {entry['severity']}; it must be one of {', '.join(SEVERITIES)}.", entry["severity"]
        )
    return Rule(
        entry["id"],
        " ".join(entry["title"].split()),
        entry["severity"],
        _part(condition, entry, "when", name),
        _part(message, entry, "message", name),
        _part(message, entry, "remedy", name),
        " ".join(entry["source"].split()),
    )


def _part(make: Any, entry: Mapping[str, Any], key: str, name: str) -> Search:
    try:
        search: Search = make(" ".join(entry[key].split()))
    except InvalidValue as error:
        raise InvalidValue(f"{name}, {key}, {error.message}.", entry[key]) from error
    return search
