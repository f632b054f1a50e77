# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts for rules beyond the state: ages, members that lack something, licences in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.slac import missing_slacs
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.skew import clock_skew
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import (
    State,
    udi_name,
    udis,
    without_trust,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.dates import days_between, parse_date

from .expressions import Clock

# What the document asks a SLAC for, in kbps.
_FREE_THROUGHPUT = 250_000
_FAILED = ("fail", "error", "no reply", "comm")


def clock_of(state: State | None) -> Clock:
    """Return the wall clock of the device that gave a state."""
    known = state["clock"] if state is not None else None
    return Clock(dt.datetime.fromisoformat(known["wall_clock"]) if known else None)


def data_of(
    host: str,
    state: State | None,
    intent: Mapping[str, Any],
    ledger: Mapping[str, Any] | None,
    error: Mapping[str, Any] | None,
    now: dt.datetime,
    workflow: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what rules are evaluated on: `host`, `state`, `intent`, `ledger`, `error`, `facts`, `workflow`.

    A device that could not be read has an `error` {reason, msg} and no state. `now`: the controller's time, aware.
    `ledger`, a summary of it, gets `waiting`, the reports without an ACK, and `days_waiting` of the oldest of them.
    """
    facts = {} if state is None else {**facts_of(state, now), "slacs_missing": _slacs_missing(state, intent)}
    return {
        "host": host,
        "state": state,
        "intent": dict(intent),
        "ledger": None if ledger is None else {**ledger, **_waiting(ledger, now)},
        "error": None if error is None else dict(error),
        "facts": facts,
        "workflow": None if workflow is None else dict(workflow),
    }


def facts_of(state: State, now: dt.datetime) -> dict[str, Any]:
    """Return the facts of a state. Days are fractions by the device's own clock; None if a date is missing."""
    usage = state["usage_reporting"] or {}
    wall = clock_of(state).wall
    to_deadline = _days(wall, usage.get("next_ack_deadline"))
    restricted = _restricted_in_use(state)
    throughput = ((state["platform"] or {}).get("licensing") or {}).get("throughput_kbps")
    return {
        "release": (state["platform"] or {}).get("release"),
        "days_to_ack_deadline": to_deadline,
        "days_since_ack": _since(wall, usage.get("last_ack_received")),
        "days_since_push": _since(wall, usage.get("last_report_push")),
        "days_since_file": _since(wall, usage.get("last_report_file_write")),
        "days_since_report": _youngest(
            _since(wall, usage.get("last_report_push")), _since(wall, usage.get("last_report_file_write"))
        ),
        "clock_skew_hours": _skew_hours(state, now),
        "members": [udi_name(udi) for udi in udis(state)],
        "untrusted": without_trust(state),
        "export_restricted_in_use": restricted,
        "throughput_kbps": throughput,
        "needs_slac": bool(restricted) or (throughput or 0) > _FREE_THROUGHPUT,
        "without_slac": [udi_name(entry) for entry in state["authorizations"] or [] if not entry["installed"]],
        "with_slac": [udi_name(entry) for entry in state["authorizations"] or [] if entry["installed"]],
        "url": state["transport"].get("url") or state["transport"].get("cslu_address"),
        "saved": (state["config"] or {}).get("saved"),
        "trust_expires_in_days": _trust_expires(state, wall),
        "failing": _failing(state),
    }


def _slacs_missing(state: State, intent: Mapping[str, Any]) -> list[str]:
    return [f"{slac['feature']} on {slac['udi']}" for slac in missing_slacs(state, intent.get("slac_features") or [])]


def _waiting(ledger: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
    try:
        since = dt.datetime.fromisoformat(ledger["waiting_since"] or "")
    except ValueError:
        days = None
    else:
        days = (now - (since if since.tzinfo else since.replace(tzinfo=dt.UTC))) / dt.timedelta(days=1)
    return {"waiting": ledger["reports"] - ledger["done"] - ledger["refused"], "days_waiting": days}


def _days(wall: dt.datetime | None, date: str | None) -> float | None:
    moment = parse_date(date)
    return None if wall is None or moment is None else days_between(wall, moment)


def _since(wall: dt.datetime | None, date: str | None) -> float | None:
    days = _days(wall, date)
    return None if days is None else -days


def _youngest(*ages: float | None) -> float | None:
    return min((age for age in ages if age is not None), default=None)


def _soonest(days: Any) -> float | None:
    return min((day for day in days if day is not None), default=None)


def _trust_expires(state: State, wall: dt.datetime | None) -> float | None:
    # A code that does not expire does so in 1970.
    dates = [code.get("expires_on") for code in state["trust_codes"]]
    return _soonest(_days(wall, date) for date in dates if (moment := parse_date(date)) and moment.year > 1970)


def _skew_hours(state: State, now: dt.datetime) -> float | None:
    if state["clock"] is None:
        return None
    skew = clock_skew(state["clock"], state["config"], now)
    return None if skew is None else skew.total_seconds() / 3600


def _restricted_in_use(state: State) -> list[str]:
    return [
        licence["name"]
        for licence in state["licenses"]
        if (licence.get("enforcement_type") or "").upper() == "EXPORT RESTRICTED"
        and (licence.get("status") or "").upper().startswith("IN USE")
    ]


def _failing(state: State) -> list[str]:
    """Return the kinds of messages whose last try got no proper answer."""
    return [
        name
        for name, entry in (state["communication"] or {}).items()
        if any(word in (entry.get("last_response") or "").lower() for word in _FAILED)
    ]
