# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in web pages for a fleet: before the first run, and while its gates are open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.lab.client import LabClient

ACCOUNT = "Campus"
# CSSM answers within it; SSM On-Prem begins to collect after a minute; devices look for their ACK every hour.
A_MOMENT, A_MINUTE, AN_HOUR = 30, 61, 3700


class People:
    """Those who have the web pages of the lab open. `hosts`: the inventory's variables, by host."""

    def __init__(self, client: LabClient, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        self._lab = client
        self._isolated = client.at_isolated_cslu()
        self._hosts = hosts

    def set_up(self) -> None:
        """CSLU logged in to Cisco, the other one not; SSM On-Prem registered and connected."""
        for cslu in (self._lab, self._isolated):
            cslu.cslu_switch(running=True, virtual_account=ACCOUNT)
        self._lab.cslu_connect()
        self._lab.on_prem_switch(state="up", registered=True, connected=True, virtual_account=ACCOUNT)

    def go_through_the_gates(self, wait: float = AN_HOUR) -> None:
        """Add what is to be collected from, collect, carry files between CSLU and CSSM, press the buttons.

        `wait`: seconds, at the end; within an hour every device looks for its ACK.
        """
        self._add_and_collect("cslu", self._lab)
        self._add_and_collect("cslu_disconnected", self._isolated)
        pulled = self._those("ssm_on_prem", slp_initiated_by="ssm_on_prem")
        for host in pulled:
            self._lab.on_prem_add(self._udi(host), *self._login(host))
        self._pull(pulled)
        for host in self._those("controller", slp_controller="catalyst_center"):
            self._lab.center_upload_usage(host, ACCOUNT)
        self._lab.advance(A_MINUTE)
        self._lab.on_prem_synchronize()
        if self._those("cslu_disconnected"):
            answers = self.carried("UD_SA_isolated.tar.gz", self._isolated.cslu_export())
            self._isolated.cslu_import(answers)
        for cslu in (self._lab, self._isolated):
            cslu.cslu_push()
        # What came back from Cisco goes to the devices with the next collection.
        self._pull(pulled)
        self._lab.advance(wait)

    def carried(self, name: str, data: bytes) -> bytes:
        """Upload a file of usage to CSSM, and download its answer."""
        upload = self._lab.cssm_upload(name, data, ACCOUNT)
        self._lab.advance(A_MOMENT)
        return self._lab.cssm_download(upload)

    def _add_and_collect(self, topology: str, cslu: LabClient) -> None:
        for host in self._those(topology, slp_initiated_by="cslu"):
            cslu.cslu_add(self._udi(host), *self._login(host))
            wrong = {udi: why for udi, why in cslu.cslu_collect(self._udi(host)).items() if why}
            if wrong:
                raise SystemExit(f"CSLU could not collect: {wrong}")

    def _pull(self, hosts: list[str]) -> None:
        for host in hosts:
            self._lab.on_prem_pull(self._udi(host))

    def _those(self, topology: str, **words: str) -> list[str]:
        wanted = {"slp_topology": topology, **words}
        return [
            host for host, known in self._hosts.items() if all(known.get(name) == word for name, word in wanted.items())
        ]

    def _udi(self, host: str) -> str:
        first = self._lab.device(host)["trust_codes"][0]
        return f"PID:{first['pid']},SN:{first['sn']}"

    def _login(self, host: str) -> tuple[int, str, str]:
        known = self._hosts[host]
        return known["slp_rest_port"], known["ansible_user"], known["ansible_password"]


def hosts_of(inventory: Path) -> dict[str, dict[str, Any]]:
    """Return the variables of each host, from the inventory that the lab wrote."""
    lab = yaml.safe_load(inventory.read_text(encoding="utf-8"))["all"]["children"]["lab"]
    return {
        host: lab["vars"] | variables
        for group in lab["children"].values()
        for host, variables in group["hosts"].items()
    }
