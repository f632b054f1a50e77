# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device that is lost after it was assessed: its result says so, as it does of a device that was never reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.integration.conftest import Lab, Run
from tests.integration.workflow_result import result_of

HOST = "c8300-wan"


def test_a_device_that_reloads_after_it_was_assessed_has_failed(
    lab: Lab, playbook: Callable[..., Run], tmp_path: Path
) -> None:
    # The task after the assessment finds the session lost, and nobody answers a second login.
    lab.client.faults(HOST, troubles=[{"kind": "reload", "on": "^show license status", "seconds": 600}])
    lost = playbook("direct", "--limit", HOST)
    result = result_of(tmp_path, HOST)
    assert (lost.status, result.complete, result.reason) == (2, False, "unreachable")
    assert f"{HOST}: direct FAILED, unreachable: " in lost.summary[0]

    lab.client.heal(HOST)
    healed = playbook("direct", "--limit", HOST)
    assert healed.status == 0, healed.output
    assert result_of(tmp_path, HOST).complete
