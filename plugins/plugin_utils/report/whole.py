# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole report as data, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .fleet import Fleet
from .history import Changes
from .host_file import Host
from .licences import Consumption

SCHEMA = 1


def whole(fleet: Fleet, title: str, used: Sequence[Consumption], changed: Changes | None) -> dict[str, Any]:
    """Return JSON data with everything that the report knows."""
    return {
        "schema": SCHEMA,
        "title": title,
        "generated_at": f"{fleet.now:%Y-%m-%dT%H:%M:%SZ}",
        "as_of": f"{fleet.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "counts": fleet.counts(),
        "hosts": [_host(host, fleet) for host in fleet.hosts],
        "licenses": [asdict(entry) for entry in used],
        "changes": None if changed is None else _changes(changed),
        "problems": [problem._asdict() for problem in fleet.problems],
    }


def _host(host: Host, fleet: Fleet) -> dict[str, Any]:
    return {
        "host": host.name,
        "site": host.site,
        "checked_at": f"{host.checked_at:%Y-%m-%dT%H:%M:%SZ}",
        "device": host.device or None,
        "deadlines": {**host.deadlines, "days_to_ack_deadline": host.days_left(fleet.now)} if host.deadlines else None,
        "licenses": [asdict(entry) for entry in host.licenses],
        "findings": [asdict(entry) for entry in host.findings],
        "ledger": {**host.ledger, "oldest_waiting_days": host.days_waiting(fleet.now)} if host.ledger else None,
        "error": host.error,
    }


def _changes(changed: Changes) -> dict[str, Any]:
    return {
        "since": f"{changed.since:%Y-%m-%dT%H:%M:%SZ}",
        "new": [key._asdict() for key in changed.new],
        "gone": [key._asdict() for key in changed.gone],
        "hosts_new": list(changed.hosts_new),
        "hosts_gone": list(changed.hosts_gone),
    }
