# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide whether a Smart Licensing Authorization Code (SLAC) is installed for a feature, member by member.

And what is to be sent for it, and what a device says when it gives one back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..state.state import State, udi_name
from ..words.errors import InvalidValue, LicensingError

# By feature name on the command line: what its entitlement is called in the output.
_ENTITLEMENTS = {"hseck9": re.compile("HSEC", re.IGNORECASE)}
# Asked by some releases before they give a SLAC back.
RETURN_QUESTION = r"continue\?\s*\[yes/no\]:?"
# The code follows its label, or is alone in the lines below the sentence that asks to enter it in CSSM.
_RETURN_CODE = re.compile(r"Return code:\s*(\S+)", re.IGNORECASE)
_ENTER_CODE = re.compile(r"^.*enter this return code.*$", re.IGNORECASE | re.MULTILINE)
_BARE_CODE = re.compile(r"^\s*([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+|[A-Za-z0-9]{8,})\s*$", re.MULTILINE)
_NOT_FOUND = "The requested item was not found"
_UDI = re.compile(r"UDI:\s*(PID:\S+,SN:\S+)")


def without_slac(state: State, feature: str, scope: str) -> list[str]:
    """Return the names of the members in scope (local: the active one) that have no SLAC for the feature."""
    return [udi_name(entry) for entry in _in_scope(state, scope) if not _has(entry, feature)] or (
        [] if state["authorizations"] else ["this product instance"]
    )


def missing_slacs(state: State, features: Iterable[str]) -> list[dict[str, str]]:
    """Return `feature` and `udi` of each SLAC that a member of the device has not installed, in this order."""
    entries = state["authorizations"] or [{**state["product"], "installed": False}]
    # Two supervisors of one chassis have one UDI, and one SLAC.
    missing = dict.fromkeys(
        (feature, udi_name(entry)) for feature in features for entry in entries if not _has(entry, feature)
    )
    return [{"feature": feature, "udi": udi} for feature, udi in missing]


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


def require_not_in_use(state: State, feature: str) -> None:
    """Raise LicensingError (slac_denied) as long as a licence in use needs the feature's SLAC."""
    used = features_in_use(state, feature)
    if used:
        raise LicensingError(
            "slac_denied",
            f"the SLAC cannot be returned while its licence is in use: {', '.join(used)}. "
            "Remove the feature or lower the throughput first ('show license summary' must show NOT IN USE).",
        )


def require_known_feature(feature: str, answer: str) -> None:
    """Raise InvalidValue if the answer to a request says that the device knows no such feature."""
    if _NOT_FOUND in answer:
        raise InvalidValue(
            f"feature: the device has no feature '{feature}' that needs a SLAC (it answers: {answer}); the usual "
            "feature is hseck9"
        )


def request_online(feature: str, scope: str, transport: str | None) -> list[str]:
    """Return the commands that ask for a SLAC: CSLU and SSM On-Prem get the request with the next synchronization."""
    request = f"license smart authorization request add {feature} {scope}"
    return [request, f"license smart sync {scope}"] if transport == "cslu" else [request]


def save_requests(feature: str, scope: str, path: str, transport: str | None) -> list[list[str]]:
    """Return the ways to save a request for a SLAC to a file, each a list of commands, in the order to try them.

    Which form a release knows is not documented throughout. The first one asks CSSM online where a transport is on.
    """
    request = "license smart authorization request"
    at_once = [f"{request} save add {feature} {scope} {path}"]
    one_by_one = [f"{request} add {feature} {scope}", f"{request} save {path}"]
    return [one_by_one, at_once] if transport == "off" else [at_once]


def return_codes(answer: str) -> list[dict[str, str | None]]:
    """Read the code of each member; which of the two lines comes first is not known, so they are paired by order."""
    head = _ENTER_CODE.search(answer)
    bare = _BARE_CODE.findall(answer, head.end()) if head else []
    codes, udis = _RETURN_CODE.findall(answer) or bare, _UDI.findall(answer)
    known: list[str | None] = list(udis) if len(udis) == len(codes) else [None] * len(codes)
    return [{"udi": udi, "code": code} for udi, code in zip(known, codes, strict=True)]


def last_return_codes(state: State) -> list[dict[str, str | None]]:
    """Return the code of each member that has none installed and still shows the code of its last return."""
    return [
        {"udi": udi_name(entry), "code": entry["return_code"]}
        for entry in state["authorizations"]
        if entry["return_code"] and not entry["installed"]
    ]


def predicted(state: State, scope: str, *, installed: bool) -> list[dict[str, Any]]:
    """Return the authorizations as they will be once all in scope are installed, or none of them."""
    entries = state["authorizations"]
    reached = len(entries) if scope == "all" else 1
    return [{**entry, "installed": installed} if index < reached else entry for index, entry in enumerate(entries)]


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
