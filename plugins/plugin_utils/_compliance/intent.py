# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is intended for a device, from the inventory variables that the roles read as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils._settings import SMART_URL

# The variables that say what is intended, and what the check itself is told by.
VARIABLES = (
    "slp_compliance_window",
    "slp_cslu_url",
    "slp_initiated_by",
    "slp_most_reports",
    "slp_offline_days",
    "slp_policy",
    "slp_privacy",
    "slp_proxy",
    "slp_site",
    "slp_smart_account",
    "slp_ssm_url",
    "slp_topology",
    "slp_transport",
    "slp_url",
    "slp_utility",
    "slp_virtual_account",
    "slp_vrf",
)
_DEFAULTS = {"slp_compliance_window": 14, "slp_most_reports": 100, "slp_offline_days": 30}


def intent_of(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what rules compare a state with; None for what nobody said.

    C(transport) follows from the topology, and from who makes contact: a server that collects by itself asks nothing of
    the transport. C(window_days), C(most_reports) and C(offline_days) are the limits of the rules.
    """
    said = {name: variables.get(name) for name in VARIABLES}
    transport = _transport(said)
    return {
        "topology": said["slp_topology"],
        "initiated_by": said["slp_initiated_by"],
        "site": said["slp_site"],
        "transport": transport,
        "url": _url(transport, said),
        "proxy": said["slp_proxy"] if transport == "smart" else None,
        "vrf": said["slp_vrf"],
        # An account can be meant by its domain, which no device shows.
        "smart_account": None if "." in (said["slp_smart_account"] or "") else said["slp_smart_account"],
        "virtual_account": said["slp_virtual_account"],
        "policy": said["slp_policy"],
        "utility": (said["slp_utility"] or {}).get("enabled"),
        "hostname_private": (said["slp_privacy"] or {}).get("hostname"),
        **{
            name.removeprefix("slp_"): default if said[name] is None else said[name]
            for name, default in _DEFAULTS.items()
        },
    }


def _transport(said: Mapping[str, Any]) -> str | None:
    if said["slp_topology"] == "direct":
        return said["slp_transport"] or "smart"
    if said["slp_topology"] == "offline":
        return "off"
    pushes = said["slp_initiated_by"] == "product_instance"
    return "cslu" if said["slp_topology"] in ("cslu", "cslu_disconnected", "ssm_on_prem") and pushes else None


def _url(transport: str | None, said: Mapping[str, Any]) -> str | None:
    if transport == "smart":
        return said["slp_url"] if said["slp_url"] not in (None, "default") else SMART_URL
    if transport == "cslu":
        wanted = said["slp_ssm_url"] if said["slp_topology"] == "ssm_on_prem" else said["slp_cslu_url"]
        return wanted if wanted != "default" else None
    return None
