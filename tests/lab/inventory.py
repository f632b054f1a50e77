# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Ansible inventory of a running lab, as an engineer would write it for real devices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from .estate import Estate, Placement


@dataclass(frozen=True)
class Whereabouts:
    """Where a running lab listens. `ports` (SSH) and `rest_ports` by device name; `cssm_ca` is a file."""

    ports: Mapping[str, int]
    rest_ports: Mapping[str, int]
    cssm_url: str
    cssm_token_url: str
    cssm_ca: str
    cslu_url: str
    isolated_cslu_url: str
    on_prem_url: str
    sdwan_manager_url: str
    catalyst_center_url: str


def inventory(estate: Estate, where: Whereabouts) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {}
    for placement in estate.placements:
        group = "refused" if placement.refused else placement.variables.get("slp_topology", "direct")
        groups.setdefault(group, {})[placement.device.name] = _host(estate, placement, where)
    account = estate.placements[0].device.account
    shared = {
        "ansible_host": "127.0.0.1",
        "ansible_connection": "netops.smart_licensing.network_cli",
        "ansible_network_os": "cisco.ios.ios",
        "ansible_user": account.username,
        "ansible_password": account.password,
        # The lab makes its own host key; a real inventory leaves the check on.
        "ansible_host_key_checking": False,
        "slp_topology": "direct",
        "slp_smart_account": estate.cssm.smart_account,
        "slp_cssm_url": where.cssm_url,
        "slp_cssm_token_url": where.cssm_token_url,
        "slp_cssm_ca": where.cssm_ca,
        "slp_cssm_client_id": estate.cssm.logins.client_id,
        "slp_cssm_client_secret": estate.cssm.logins.client_secret,
        "slp_cslu_url": where.cslu_url,
        "slp_ssm_url": where.on_prem_url + estate.on_prem.path,
        "slp_ssm_account": estate.on_prem.account,
        "lab_ssm_api_url": where.on_prem_url,
        "lab_ssm_ca": where.cssm_ca,
        "lab_ssm_client_id": estate.on_prem.logins.client_id,
        "lab_ssm_client_secret": estate.on_prem.logins.client_secret,
        "slp_sdwan_manager_url": where.sdwan_manager_url,
        "slp_sdwan_manager_ca": where.cssm_ca,
        "slp_sdwan_manager_username": estate.sdwan_manager.username,
        "slp_sdwan_manager_password": estate.sdwan_manager.password,
        "slp_catalyst_center_url": where.catalyst_center_url,
        "slp_catalyst_center_ca": where.cssm_ca,
        "slp_catalyst_center_username": estate.center.logins.username,
        "slp_catalyst_center_password": estate.center.logins.password,
        "slp_catalyst_center_device_secrets": {
            "username": account.username,
            "password": account.password,
            "snmp_community": "lab-community",
        },
    }
    children = {name: {"hosts": hosts} for name, hosts in groups.items()}
    return {"all": {"children": {"lab": {"vars": shared, "children": children}}}}


def _host(estate: Estate, placement: Placement, where: Whereabouts) -> dict[str, Any]:
    device = placement.device
    found: dict[str, Any] = {"ansible_port": where.ports[device.name], **placement.variables}
    if placement.variables.get("slp_topology") == "cslu_disconnected":
        found.setdefault("slp_cslu_url", where.isolated_cslu_url)
    if device.name in where.rest_ports:
        found["slp_rest_port"] = where.rest_ports[device.name]
    if device.account.enable_secret:
        found["ansible_become"] = True
        found["ansible_become_method"] = "ansible.netcommon.enable"
        found["ansible_become_password"] = device.account.enable_secret
    token = next((known for known in estate.cssm.tokens.values() if known.name == placement.token), None)
    if token is not None:
        found["slp_virtual_account"] = token.virtual_account
        found["slp_id_token"] = token.value
    return found


def inventory_text(estate: Estate, where: Whereabouts) -> str:
    text: str = yaml.safe_dump(inventory(estate, where), sort_keys=False, width=200)
    return f"---\n{text}"
