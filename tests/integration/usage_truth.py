# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of the usage reports: what the devices hold against what CSSM has."""

from __future__ import annotations

from collections.abc import Iterable

from tests.lab.client import LabClient


def reports_of(client: LabClient, names: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the state of each report that these devices have closed, by UDI and report ID."""
    states: dict[tuple[str, str], str] = {}
    for name in names:
        truth = client.device(name)
        active = truth["trust_codes"][0]
        states |= {
            (f"PID:{active['pid']},SN:{active['sn']}", str(report["number"])): report["state"]
            for report in truth["rum_reports"]
            if report["state"] != "OPEN"
        }
    return states


def assert_each_is_acknowledged_once(client: LabClient, names: Iterable[str], log: str = "") -> None:
    """Every report of the devices has its ACK, CSSM took each once, and it has no others."""
    on_devices = reports_of(client, names)
    at_cssm = {(found["udi"], found["report_id"]): found for found in client.cssm()["reports"]}
    assert on_devices
    assert set(on_devices.values()) == {"ACK"}, log
    assert set(at_cssm) == set(on_devices), log
    assert {(found["received"], found["acknowledged"]) for found in at_cssm.values()} == {(1, 1)}, log
