# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only show license tech support prints: jobs, messages to the server, redundancy, internals."""

from __future__ import annotations

import re
from typing import Any

from .matches import Matches, every, one, udi
from .words import boolean, number, value

_TRUST_STATE = re.compile(r"(?:P:(?P<pid>.+),S:(?P<sn>.+), )?state\[(?P<state>\d+)\], (?P<words>.+)")
_TRUST_ID = re.compile(r"TrustId:(\d+)")
_UNDATED = ("installed_on", "valid_on", "expires_on", "type", "attributes")


def build_jobs(matches: Matches) -> dict[str, Any]:
    """Return {current_time, scheduled: [{name, at, remaining, status}]}."""
    return {
        "current_time": value(one(matches, "jobs_time").get("current_time")),
        "scheduled": [
            {key: value(entry.get(key)) for key in ("name", "at", "remaining", "status")}
            for entry in every(matches, "jobs")
        ],
    }


def build_communication(matches: Matches) -> dict[str, dict[str, Any]]:
    """Return, by message name in snake case (trust_establishment, usage_reporting ...), its statistics."""
    counts = ("total", "success", "fail", "ongoing_overall", "ongoing_communication")
    words = ("last_response", "failure_reason", "last_success", "last_failure")
    return {
        entry["message"].lower().replace(" ", "_"): {
            **{key: number(entry.get(key)) for key in counts},
            **{key: value(entry.get(key)) for key in words},
        }
        for entry in every(matches, "messages")
    }


def build_certificates(found: Matches) -> dict[str, Any]:
    """Return {production: bool, text}."""
    return {"production": boolean(found.get("production")), "text": value(found.get("text"))}


def build_ha(found: Matches) -> dict[str, Any]:
    """Return the roles of this node, and whether its redundancy facility, checkpoints and messages work."""
    words = ("rp_role", "chassis_role", "behavior_role", "cf_state")
    return {
        **{key: value(found.get(key)) for key in words},
        **{key: boolean(found.get(key)) for key in ("rmf", "cf", "message_flow_allowed")},
    }


def build_other(matches: Matches) -> dict[str, Any]:
    """Return {values (as printed, by their names), trust, overall_trust, clock_synchronized}."""
    values = {entry["key"].strip().rstrip(":"): value(entry.get("value")) for entry in every(matches, "other")}
    return {
        "values": values,
        "trust": [_trust_data(entry) for entry in every(matches, "trust_data")],
        "overall_trust": values.get("Overall Trust"),
        "clock_synchronized": boolean(values.get("Clock sync-ed with NTP")),
    }


def _trust_data(entry: Matches) -> dict[str, Any]:
    text = entry["text"]
    state, trust_id = _TRUST_STATE.match(text), _TRUST_ID.search(text)
    words = state["words"] if state else text
    # The line of a local device names no UDI in front; the state behind may.
    named = udi(entry) if entry.get("pid") or not state else udi(state.groupdict())
    return {
        **named,
        "installed": "INSTALLED" in words and "NOT INSTALLED" not in words,
        "state": int(state["state"]) if state else None,
        "trust_id": int(trust_id[1]) if trust_id else None,
        "text": words,
    }


def build_mapping(matches: Matches) -> dict[str, Any]:
    """Return {platforms: [{pid, total}], enforced: [{pid, sn, licenses: [{name, entitlement_tag, code}]}]}."""
    return {
        "platforms": [{"pid": entry["pid"], "total": number(entry["total"])} for entry in every(matches, "mapping")],
        "enforced": [
            {
                **udi(entry),
                "licenses": [
                    {
                        "name": found["name"],
                        "entitlement_tag": value(found.get("entitlement_tag")),
                        "code": number(found["code"]),
                    }
                    for found in every(entry, "licenses")
                ],
            }
            for entry in every(matches, "platform_enforced")
        ],
    }


def trust_of(
    trust: list[dict[str, Any]], members: list[dict[str, Any]], product: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the trust codes that `Other Info` shows, without dates: before agent 5.10 nothing else shows them.

    A UDI that stands twice takes the roles of its members in their order. A device that has none prints none.
    """
    if not any(entry["installed"] for entry in trust):
        return []
    roles: dict[tuple[Any, Any], list[str]] = {}
    for member in reversed(members):
        roles.setdefault((member["pid"], member["sn"]), []).append(str(member["role"]))
    return [
        {
            "role": _next_role(roles.get((entry["pid"], entry["sn"]))),
            **({"pid": entry["pid"], "sn": entry["sn"]} if entry["pid"] else product),
            "installed": entry["installed"],
            **dict.fromkeys(_UNDATED),
        }
        for entry in trust
    ]


def _next_role(left: list[str] | None) -> str | None:
    return left.pop() if left else None
