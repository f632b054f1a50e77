# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage reports in files, over all hosts: waiting for an acknowledgement, and refused."""

from __future__ import annotations

from dataclasses import dataclass

from .fleet import Fleet


@dataclass(frozen=True, slots=True)
class Carried:
    """What the ledgers of a fleet say. `oldest_days`: for how long the oldest has waited; None if not known."""

    waiting: int
    waiting_hosts: int
    oldest_days: float | None
    refused: int
    refused_hosts: int


def carried(fleet: Fleet) -> Carried | None:
    """Return the waiting and the refused reports; None if no host has a ledger."""
    hosts = [host for host in fleet.hosts if host.ledger]
    if not hosts:
        return None
    waiting = [host for host in hosts if host.ledger["waiting"]]
    refused = [host for host in hosts if host.ledger["refused"]]
    days = [days for host in waiting if (days := host.days_waiting(fleet.now)) is not None]
    return Carried(
        waiting=sum(host.ledger["waiting"] for host in waiting),
        waiting_hosts=len(waiting),
        oldest_days=max(days, default=None),
        refused=sum(host.ledger["refused"] for host in refused),
        refused_hosts=len(refused),
    )
