# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device for each ordered pair of workflows: its name, its estate entry, its variables before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from tests.demo_people import ACCOUNT

# The workflows by short names, of which the names of hosts are made.
WORKFLOWS = {
    "direct": "direct",
    "cslu-pi": "cslu_product_instance_initiated",
    "cslu": "cslu_initiated",
    "center": "catalyst_center",
    "manager": "sdwan_manager",
    "isolated-pi": "cslu_disconnected_product_instance_initiated",
    "isolated": "cslu_disconnected_cslu_initiated",
    "offline": "offline",
    "on-prem-pi": "ssm_on_prem_product_instance_initiated",
    "on-prem": "ssm_on_prem_initiated",
}
LICENCE = {"tag": "regid.2020-10.com.cisco.DSTACK_T2_A,1.0_b072e613", "display_name": "DNA Advantage: Tier 2"}
PROXY = {"address": "192.0.2.80", "port": 3128}
_COLLECTABLE = {"https_server": True, "http_authentication": "local"}
# What a device is cut off from, so that the server of a workflow in which devices initiate contact does not hear it.
PEERS = {"direct": "cssm", "cslu-pi": "cslu", "isolated-pi": "cslu", "on-prem-pi": "on_prem"}


@dataclass(frozen=True)
class Pair:
    """A device that is moved. `before` and `after`: short names of workflows."""

    before: str
    after: str

    @property
    def host(self) -> str:
        return f"{self.before}.to.{self.after}"

    @property
    def profile(self) -> str:
        """Of the devices that report directly to CSSM, some can reach it through a proxy only, some are switches."""
        if "direct" in (self.before, self.after):
            return "c8500"
        if "manager" in (self.before, self.after):
            return "c8300"
        return "c8300" if PAIRS.index(self) % 3 else "c9350"


PAIRS = [Pair(*names) for names in permutations(WORKFLOWS, 2)]


def estate(base: Path) -> dict[str, Any]:
    """Return the estate file, which extends another one."""
    devices = [{"name": pair.host, "profile": pair.profile, "token": "valid-campus"} for pair in PAIRS]
    manager = {"licenses": {ACCOUNT: [{**LICENCE, "count": len(PAIRS)}]}}
    return {"extends": str(base), "devices": devices, "sdwan_manager": manager}


def words(pair: Pair, name: str, places: Mapping[str, str], from_cssm: Path) -> dict[str, Any]:
    """Return what an engineer writes for a host that is to be in a workflow. `places`: of control.json."""
    controlled = {"slp_topology": "controller", "slp_virtual_account": ACCOUNT}
    isolated = {"slp_topology": "cslu_disconnected", "slp_cslu_url": places["isolated_cslu_url"]}
    found: dict[str, dict[str, Any]] = {
        # From Call Home and from smart transport in turn.
        "direct": {
            "slp_topology": "direct",
            "slp_transport": "smart" if PAIRS.index(pair) % 2 else "callhome",
            "slp_proxy": PROXY,
        },
        "cslu-pi": {"slp_topology": "cslu", "slp_initiated_by": "product_instance"},
        "cslu": {"slp_topology": "cslu", "slp_initiated_by": "cslu", "slp_reachability": _COLLECTABLE},
        "center": {**controlled, "slp_controller": "catalyst_center", "slp_site": "Global/Lab/Campus"},
        "manager": {
            **controlled,
            "slp_controller": "sdwan_manager",
            "slp_sdwan_license": LICENCE["display_name"],
        },
        "isolated-pi": {**isolated, "slp_initiated_by": "product_instance"},
        "isolated": {**isolated, "slp_initiated_by": "cslu", "slp_reachability": _COLLECTABLE},
        # People carry the files.
        "offline": {
            "slp_topology": "offline",
            "slp_enable_scp": True,
            "slp_cssm_client_id": "",
            "slp_from_cssm": str(from_cssm),
        },
        "on-prem-pi": {"slp_topology": "ssm_on_prem", "slp_initiated_by": "product_instance"},
        "on-prem": {"slp_topology": "ssm_on_prem", "slp_initiated_by": "ssm_on_prem", "slp_reachability": _COLLECTABLE},
    }
    return found[name]
