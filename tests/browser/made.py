# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report made from generated files, without Ansible."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report import history
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import read_fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.licences import Entitlement, consumption
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.page import page
from tests.unit.report.hosts import finding, fleet_of, write

NOW = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
_BOUGHT = [
    Entitlement("Example", account, name, bought)
    for account, name, bought in (
        ("Campus", "network-advantage", 110),
        ("Campus", "network-essentials", 150),
        ("Campus", "dna-advantage", 130),
        ("WAN", "network-advantage", 100),
        ("WAN", "dna-advantage", 120),
        ("WAN", "hseck9", 90),
    )
]


def report(folder: Path, hosts: int, hostile: bool = True) -> Path:
    """Write the page of a fleet of so many hosts, three reports old, and return its path."""
    contents = fleet_of(hosts, hostile)
    past = []
    for weeks in (3, 2, 1):
        then = NOW - dt.timedelta(weeks=weeks)
        older = [
            {
                **content,
                "checked_at": then.isoformat(),
                "findings": content["findings"] or [finding()] * (index % 7 == 0),
            }
            for index, content in enumerate(contents[weeks:])
        ]
        past.append(history.past_of(read_fleet(write(folder / str(weeks), *older) / "hosts", then)))
    fleet = read_fleet(write(folder, *contents) / "hosts", NOW)
    present = history.past_of(fleet)
    used = consumption(fleet.hosts, _BOUGHT)
    file = folder / "compliance.html"
    text = page(fleet, "Smart Licensing compliance", used, past, present, history.changes(past[-1], present))
    file.write_text(text, encoding="utf-8")
    return file
