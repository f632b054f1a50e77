# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a host as the check writes it, schema 1: checked, then as typed data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES, Severity

from . import shape
from .bounded_files import Damaged

SCHEMA = 1
_MOST_FINDINGS = 1_000
_MOST_LICENSES = 1_000
_TEXTS = (
    *("pid", "sn", "release", "agent_version", "mode", "topology"),
    *("transport", "url", "smart_account", "virtual_account", "policy"),
)
_NUMBERS = ("members", "trusted", "slac")
_DATES = ("next_ack_deadline", "last_ack_received", "next_report_push", "last_report")
_DAYS = ("days_to_ack_deadline", "days_since_ack")
_COUNTS = ("waiting", "acknowledged", "refused")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found on a host, as in the file."""

    rule: str
    title: str
    severity: Severity
    message: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class License:
    """A licence that a host uses; `count` is None if the host did not say."""

    name: str
    description: str | None
    entitlement_tag: str | None
    count: int | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Host:
    """A host when it was checked. `device` and `deadlines` are empty for a host that was not read (`error`).

    `ledger` is empty if no file carries usage reports of it.
    """

    name: str
    site: str | None
    checked_at: dt.datetime
    device: dict[str, Any]
    deadlines: dict[str, Any]
    licenses: tuple[License, ...]
    findings: tuple[Finding, ...]
    ledger: dict[str, Any]
    error: str | None

    def days_left(self, now: dt.datetime) -> float | None:
        """Return the days from `now` to the ACK deadline, negative when it has passed; None if there is none.

        The file counts from the check, which may be some days ago.
        """
        counted: float | None = self.deadlines.get("days_to_ack_deadline")
        return None if counted is None else counted - self._days_ago(now)

    def days_waiting(self, now: dt.datetime) -> float | None:
        """Return for how many days the oldest usage report has waited for its ACK; None if none waits."""
        counted: float | None = self.ledger.get("oldest_waiting_days")
        return None if counted is None else counted + self._days_ago(now)

    def _days_ago(self, now: dt.datetime) -> float:
        return (now - self.checked_at) / dt.timedelta(days=1)


def host_of(content: Any) -> Host:
    """Return the host that the content of a file describes. Raises Damaged."""
    data = shape.mapping(content, "the file")
    if data.get("schema") != SCHEMA or isinstance(data.get("schema"), bool):
        raise Damaged(f"it has the schema {data.get('schema')!r}; this report reads {SCHEMA}")
    error = shape.mapping(data["error"], "error") if data.get("error") is not None else None
    return Host(
        name=shape.text(data, "host"),
        site=shape.text_or_none(data, "site"),
        checked_at=shape.moment(data, "checked_at"),
        device=_device(data.get("device")),
        deadlines=_deadlines(data.get("deadlines")),
        licenses=tuple(_license(entry) for entry in shape.entries(data.get("licenses"), "licenses", _MOST_LICENSES)),
        findings=tuple(_finding(entry) for entry in shape.entries(data.get("findings"), "findings", _MOST_FINDINGS)),
        ledger=_ledger(data.get("ledger")),
        error=None if error is None else shape.text_or_none(error, "msg") or shape.text_or_none(error, "reason") or "?",
    )


def _device(content: Any) -> dict[str, Any]:
    if content is None:
        return {}
    data = shape.mapping(content, "device")
    return {key: shape.text_or_none(data, key) for key in _TEXTS} | {
        key: shape.whole_or_none(data, key) for key in _NUMBERS
    }


def _deadlines(content: Any) -> dict[str, Any]:
    if content is None:
        return {}
    data = shape.mapping(content, "deadlines")
    return {key: shape.text_or_none(data, key) for key in _DATES} | {
        key: shape.number_or_none(data, key) for key in _DAYS
    }


def _ledger(content: Any) -> dict[str, Any]:
    if content is None:
        return {}
    data = shape.mapping(content, "ledger")
    return {key: shape.whole_or_none(data, key) for key in _COUNTS} | {
        "oldest_waiting_days": shape.number_or_none(data, "oldest_waiting_days")
    }


def _license(data: dict[str, Any]) -> License:
    return License(
        shape.text(data, "name"),
        shape.text_or_none(data, "description"),
        shape.text_or_none(data, "entitlement_tag"),
        shape.whole_or_none(data, "count"),
        shape.text_or_none(data, "status"),
    )


def _finding(data: dict[str, Any]) -> Finding:
    severity = data.get("severity")
    if severity not in SEVERITIES:
        raise Damaged(f"severity is {severity!r}; it must be one of {', '.join(SEVERITIES)}")
    remedy, source = shape.text_or_none(data, "remedy"), shape.text_or_none(data, "source")
    return Finding(
        shape.text(data, "rule"),
        shape.text(data, "title"),
        severity,
        shape.text(data, "message"),
        remedy or "",
        source or "",
    )
