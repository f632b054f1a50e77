# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM's API cannot be used: those fail whose reports it did not take, and no host of another workflow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.integration.conftest import Lab, Run
from tests.integration.workflow_result import result_of

OFFLINE, DIRECT = "c8300-wan", "c9300-campus"


def test_a_host_of_another_workflow_goes_on(lab: Lab, playbook: Callable[..., Run], tmp_path: Path) -> None:
    words = {
        "slp_topology": f"{{{{ 'offline' if inventory_hostname == '{OFFLINE}' else 'direct' }}}}",
        "slp_enable_scp": True,
    }
    lab.client.web_faults("cssm", certificate="foreign")
    broken = playbook("site", "--limit", f"{OFFLINE},{DIRECT}", **words)
    assert (broken.stats[OFFLINE]["failures"], broken.stats[DIRECT]["failures"]) == (1, 0), broken.output
    assert result_of(tmp_path, OFFLINE).reason == "communication_failed"
    assert result_of(tmp_path, DIRECT).complete

    lab.client.heal()
    assert playbook("site", "--limit", f"{OFFLINE},{DIRECT}", **words).status == 0
    assert "acknowledgement" not in result_of(tmp_path, OFFLINE).missing
