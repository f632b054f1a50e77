# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts a playbook includes: it never connects to a device of another workflow."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.scope import passed_over

IOS = {"ansible_network_os": "cisco.ios.ios"}
DIRECT = {**IOS, "slp_topology": "direct"}


@pytest.mark.parametrize(
    ("known", "workflow"),
    [
        (DIRECT, "direct"),
        ({"slp_topology": "direct"}, "direct"),
        (IOS, "direct"),
        ({"ansible_connection": "ansible.netcommon.network_cli"}, "offline"),
        ({**IOS, "ansible_connection": "netops.smart_licensing.network_cli"}, "offline"),
        ({**DIRECT, "slp_force_topology": True}, "offline"),
        (DIRECT, None),
        ({**IOS, "slp_topology": "cslu", "slp_initiated_by": "cslu"}, "cslu_initiated"),
    ],
)
def test_a_host_is_taken(known: dict[str, Any], workflow: str | None) -> None:
    assert passed_over(known, workflow) is None


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({**DIRECT, "ansible_network_os": "cisco.nxos.nxos"}, "ansible_network_os is cisco.nxos.nxos"),
        ({**DIRECT, "ansible_network_os": "cisco.nxos.nxos", "slp_force_topology": True}, "cisco.nxos.nxos"),
        ({"ansible_connection": "ssh"}, "ansible_connection is ssh"),
        ({"ansible_connection": "local", "slp_topology": "offline"}, "ansible_connection is local"),
        ({}, "not known to be a product instance"),
        (DIRECT, "its workflow is direct, not offline"),
        ({**IOS, "slp_topology": "cslu", "slp_initiated_by": "cslu"}, "its workflow is cslu_initiated, not offline"),
        ({**IOS, "slp_topology": "cslu"}, "slp_initiated_by: not given"),
        ({**IOS, "slp_topology": "moon"}, "slp_topology: moon; it must be one of"),
    ],
)
def test_a_host_is_passed_over_and_the_line_says_why(known: dict[str, Any], why: str) -> None:
    assert why in str(passed_over(known, "offline"))
