# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of our entries has the same key as an entry of Genie: the meaning of a word in braces in fields.yml."""

from __future__ import annotations

import collections
import re
from collections.abc import Callable, Mapping
from typing import Any

Entries = Any
Keyed = Mapping[str, Any]
_TERMS = {
    "unenforced_perpetual": "unenforced_non_export_perpetual_attributes",
    "unenforced_subscription": "unenforced_non_export_subscription_attributes",
    "enforced": "enforced_perpetual_subscription_license_attributes",
    "export": "export_perpetual_subscription_license_attributes",
}


def _by(key: Callable[[Any], str | None]) -> Callable[[Entries], Keyed]:
    """Return a function that keys entries; a key that comes again gets a number, so that no entry hides another."""

    def keyed(entries: Entries) -> Keyed:
        seen: collections.Counter[str] = collections.Counter()
        found = {}
        for entry in entries:
            name = key(entry)
            if name is not None:
                seen[name] += 1
                found[name if seen[name] == 1 else f"{name}{seen[name]}"] = entry
        return found

    return keyed


def _lower(name: str) -> Callable[[Any], str | None]:
    return lambda entry: None if entry[name] is None else str(entry[name]).lower()


def _without(name: str) -> Callable[[Entries], Keyed]:
    """Return a function that finds the one entry without a role or a serial number; Genie has no key for it."""
    return lambda entries: dict([("", entry) for entry in entries if entry[name] is None][:1])


def _by_name(entries: Entries) -> Keyed:
    if isinstance(entries, dict):
        return {plain(name): value for name, value in entries.items()}
    return _by(lambda entry: plain(entry["name"]))(entries)


def plain(name: str) -> str:
    """Return a printed name without what Genie's keys keep, change or drop."""
    return re.sub(r"[^a-z0-9*]", "", name.lower())


KEYS: Mapping[str, Callable[[Entries], Keyed]] = {
    "title": _by(lambda entry: f"{entry['name'] or ''} ({entry['entitlement_tag']}):".strip()),
    "tag": _by(lambda entry: str(entry["entitlement_tag"])),
    "handle": _by(_lower("handle")),
    "id": _by(_lower("id")),
    "sn": _by(_lower("sn")),
    # Genie numbers the members of a stack in the same way.
    "role": _by(_lower("role")),
    "single": _without("role"),
    "local": _without("sn"),
    "terms": lambda found: {_TERMS[kind]: value for kind, value in found.items()},
    "job": _by_name,
    "line": _by_name,
    "message": lambda found: {key: value for key, value in found.items() if not key.startswith("import_")},
    "import": lambda found: {
        key.removeprefix("import_"): value for key, value in found.items() if key.startswith("import_")
    },
    "index": lambda entries: {str(index): entry for index, entry in enumerate(entries)},
    "metric": lambda licence: (
        {licence["measurement"]["metric"].lower(): licence["measurement"]} if licence["measurement"] else {}
    ),
}

# How Genie's keys become those above.
GENIE_KEYS: Mapping[str, Callable[[str], str]] = {"job": plain, "line": plain, "sn": lambda key: key.rstrip(":,")}
