# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data and findings of one device: the content of its file (docs/compliance-schema.json)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.summary import summary

from .facts import clock_of, data_of
from .findings import findings
from .rules import Rule

SCHEMA = 1
_LICENCE = ("name", "description", "entitlement_tag", "count", "status")


def verdict(
    host: str,
    reading: Mapping[str, Any],
    intent: Mapping[str, Any],
    ledger: Mapping[str, Any] | None,
    rules: Iterable[Rule],
    now: dt.datetime,
    workflow: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the verdict on a device from `reading`, a result of slp_info, failed or not; `now` is aware.

    `workflow`: whether its workflow is proved; see proof_of.
    """
    state: State | None = reading.get("smart_licensing")
    error = None if state is not None else {key: reading.get(key) for key in ("reason", "msg")}
    data = data_of(host, state, intent, ledger, error, now, workflow)
    return {
        "schema": SCHEMA,
        "host": host,
        "site": intent["site"],
        "checked_at": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "device": None if state is None else _device(state, data["facts"], intent),
        "deadlines": None if state is None else _deadlines(state, data["facts"]),
        "licenses": [] if state is None else [{key: entry[key] for key in _LICENCE} for entry in state["licenses"]],
        "findings": findings(rules, data, clock_of(state)),
        "ledger": None if data["ledger"] is None else _carried(data["ledger"]),
        "error": error,
    }


def _carried(ledger: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "waiting": ledger["waiting"],
        "acknowledged": ledger["done"],
        "refused": ledger["refused"],
        "oldest_waiting_days": ledger["days_waiting"],
    }


def _device(state: State, facts: Mapping[str, Any], intent: Mapping[str, Any]) -> dict[str, Any]:
    shown = summary(state)
    return {
        **{key: shown[key] for key in ("pid", "sn", "mode", "policy", "members", "trusted", "slac")},
        "release": facts["release"],
        "agent_version": state["agent_version"],
        "topology": intent["topology"],
        "transport": state["transport"]["type"] if state["transport"] else None,
        "url": facts["url"],
        "smart_account": (state["account"] or {}).get("smart_account"),
        "virtual_account": (state["account"] or {}).get("virtual_account"),
    }


def _deadlines(state: State, facts: Mapping[str, Any]) -> dict[str, Any]:
    usage = state["usage_reporting"]
    return {
        "next_ack_deadline": usage["next_ack_deadline"],
        "days_to_ack_deadline": facts["days_to_ack_deadline"],
        "last_ack_received": usage["last_ack_received"],
        "days_since_ack": facts["days_since_ack"],
        "next_report_push": usage["next_report_push"],
        "last_report": usage["last_report_push"] or usage["last_report_file_write"],
    }
