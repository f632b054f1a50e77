# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers and devices themselves know of a move: who was heard since when, and what is configured now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.lab.client import LabClient

from .pairs import PROXY, Pair

_SMART = "https://smartreceiver.cisco.com/licservice/license"
_CALL_HOME = "https://tools.cisco.com/its/service/oddce/services/DDCEService"


def heard(client: LabClient, workflows: Mapping[str, str], since: float) -> set[str]:
    """Return the hosts that the server of their workflow heard since a moment of lab time.

    `workflows`: the short name of its workflow by host.
    """
    cssm, center, manager = client.cssm(), client.center()["devices"], client.sdwan_manager()
    reported = {
        report["udi"] for report in cssm["reports"] if report["first_received"] >= since and report["handed_out"]
    }
    relays = {
        "cslu": client.cslu()["instances"],
        "isolated": client.at_isolated_cslu().cslu()["instances"],
        "on-prem": client.on_prem()["instances"],
    }
    found = set()
    for host, workflow in workflows.items():
        member = client.device(host)["trust_codes"][0]
        udi = f"PID:{member['pid']},SN:{member['sn']}"
        relay = relays.get(workflow.removesuffix("-pi"))
        if workflow == "center":
            was = (center.get(host, {}).get("last_upload") or 0) >= since
        elif workflow == "manager":
            was = f"{member['pid']}-{member['sn']}" in manager["assigned"]
        elif relay is not None:
            was = udi in relay and relay[udi]["last_contact"] is not None and relay[udi]["last_contact"] >= since
        else:
            was = udi in reported
        if was:
            found.add(host)
    return found


def licensing_lines(device: Mapping[str, Any]) -> list[str]:
    """Return the lines of licensing in the running configuration of a device, and those of a proxy of Call Home."""
    lines = (line.strip() for line in device["running_config"].splitlines())
    return sorted(line for line in lines if line.startswith(("license smart ", "http-proxy ")))


def meant_lines(pair: Pair, words: Mapping[str, Any], places: Mapping[str, str], on_prem_url: str) -> list[str]:
    """Return the settings of the workflow after the move, and no other."""
    urls = {"cslu-pi": places["cslu_url"], "isolated-pi": places["isolated_cslu_url"], "on-prem-pi": on_prem_url}
    if pair.after in urls:
        return [f"license smart url cslu {urls[pair.after]}"]
    if pair.after in ("offline", "center"):
        return ["license smart transport off"]
    if pair.after != "direct":
        return []
    address, port = PROXY["address"], PROXY["port"]
    if words["slp_transport"] == "callhome":
        return sorted(
            [
                f'http-proxy "{address}" port {port}',
                "license smart transport callhome",
                f"license smart url {_CALL_HOME}",
            ]
        )
    return sorted(
        [
            f"license smart proxy address {address}",
            f"license smart proxy port {port}",
            "license smart transport smart",
            f"license smart url {_SMART}",
            f"license smart url smart {_SMART}",
        ]
    )
