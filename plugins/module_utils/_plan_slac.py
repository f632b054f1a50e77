# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide whether a Smart Licensing Authorization Code (SLAC) is there for a feature, member by member."""

from __future__ import annotations

import re
from typing import Any

from ._state import State, udi_name

# By feature name on the command line: what its entitlement is called in the output.
_ENTITLEMENTS = {"hseck9": re.compile("HSEC", re.IGNORECASE)}


def without_slac(state: State, feature: str, scope: str) -> list[str]:
    """Return the names of the members in scope (local: the active one) that have no SLAC for the feature."""
    return [udi_name(entry) for entry in _in_scope(state, scope) if not _has(entry, feature)] or (
        [] if state["authorizations"] else ["this product instance"]
    )


def with_slac(state: State, scope: str) -> list[str]:
    """Return the names of the members in scope that have any SLAC installed."""
    return [udi_name(entry) for entry in _in_scope(state, scope) if entry["installed"]]


def features_in_use(state: State, feature: str) -> list[str]:
    """Return the licences in use that need this feature's SLAC; it cannot be returned as long as there are any."""
    pattern = _pattern(feature)
    return [
        entry["name"] or entry["entitlement_tag"]
        for entry in state["licenses"]
        if (entry["status"] or "").startswith("IN USE")
        and any(pattern.search(entry[key] or "") for key in ("name", "entitlement_tag", "feature_name"))
    ]


def _in_scope(state: State, scope: str) -> list[dict[str, Any]]:
    entries = state["authorizations"]
    return entries if scope == "all" else entries[:1]


def _has(entry: dict[str, Any], feature: str) -> bool:
    if not entry["installed"]:
        return False
    named = [entitlement["name"] or entitlement["tag"] or "" for entitlement in entry["entitlements"]]
    tags = [entitlement["tag"] or "" for entitlement in entry["entitlements"]]
    pattern = _pattern(feature)
    # Where a release prints no entitlements, the installed code is all there is to see.
    return not named or any(pattern.search(text) for text in named + tags)


def _pattern(feature: str) -> re.Pattern[str]:
    return _ENTITLEMENTS.get(feature.lower()) or re.compile(re.escape(feature), re.IGNORECASE)
