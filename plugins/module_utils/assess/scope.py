# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Select the hosts of a playbook: hosts that run IOS XE and have its topology."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..words.errors import InvalidValue
from ..words.workflows import workflow as workflow_of

_SYSTEMS = ("ios", "iosxe")
_CONNECTION = "network_cli"
# The variables of a host that decide.
VARIABLES = (
    "ansible_connection",
    "ansible_network_os",
    "slp_controller",
    "slp_force_topology",
    "slp_initiated_by",
    "slp_topology",
)


def passed_over(known: Mapping[str, Any], workflow: str | None) -> str | None:
    """Return why a host is skipped; None if it is included.

    `known`: its variables of `VARIABLES`. `workflow`: the playbook's own one; None if it takes every topology.
    """
    system, connection = known.get("ansible_network_os"), known.get("ansible_connection")
    if system and str(system).rpartition(".")[2] not in _SYSTEMS:
        return f"ansible_network_os is {system}; this collection supports IOS XE (cisco.ios.ios)"
    if connection and str(connection).rpartition(".")[2] != _CONNECTION:
        return f"ansible_connection is {connection}; product instances need network_cli"
    topology = known.get("slp_topology")
    if not topology:
        if not system and not connection:
            return "not known to be a product instance; set slp_topology, or ansible_network_os to cisco.ios.ios"
        return None
    if workflow is None or known.get("slp_force_topology"):
        return None
    try:
        own = workflow_of(
            str(topology), str(known.get("slp_initiated_by") or ""), str(known.get("slp_controller") or "")
        )
    except InvalidValue as error:
        return error.message
    if own == workflow:
        return None
    return f"its workflow is {own}, not {workflow}; change slp_topology, or set slp_force_topology: true"
