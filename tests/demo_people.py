# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in web pages during the demo: before the first run, and while its gates are open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.lab.client import LabClient

ACCOUNT = "Campus"
# CSSM answers within it; SSM On-Prem begins to collect after a minute; devices look for their ACK every hour.
A_MOMENT, A_MINUTE, AN_HOUR = 30, 61, 3700


class People:
    """Those who have the web pages of the lab open. C(inventory): the file that the lab wrote."""

    def __init__(self, client: LabClient, inventory: Path) -> None:
        self._lab = client
        self._isolated = client.at_isolated_cslu()
        lab = yaml.safe_load(inventory.read_text(encoding="utf-8"))["all"]["children"]["lab"]
        self._hosts: dict[str, dict[str, Any]] = {
            host: lab["vars"] | variables
            for group in lab["children"].values()
            for host, variables in group["hosts"].items()
        }

    def set_up(self) -> None:
        """CSLU logged in to Cisco, the other one not; SSM On-Prem registered and connected."""
        for cslu in (self._lab, self._isolated):
            cslu.cslu_switch(running=True, virtual_account=ACCOUNT)
        self._lab.cslu_connect()
        self._lab.on_prem_switch(state="up", registered=True, connected=True, virtual_account=ACCOUNT)

    def go_through_the_gates(self) -> None:
        """Add what is to be collected from, collect, carry files between CSLU and CSSM, press the buttons."""
        self._add_and_collect("cslu", "cslu", self._lab)
        self._add_and_collect("cslu_disconnected", "cslu", self._isolated)
        for host in self._those("ssm_on_prem", "ssm_on_prem"):
            self._lab.on_prem_add(self._udi(host), *self._login(host))
        self._lab.on_prem_pull()
        for host in self._those("controller", None):
            if self._hosts[host]["slp_controller"] == "catalyst_center":
                self._lab.center_upload_usage(host, ACCOUNT)
        self._lab.advance(A_MINUTE)
        self._lab.on_prem_synchronize()
        upload = self._lab.cssm_upload("UD_SA_isolated.tar.gz", self._isolated.cslu_export(), ACCOUNT)
        self._lab.advance(A_MOMENT)
        self._isolated.cslu_import(self._lab.cssm_download(upload))
        for cslu in (self._lab, self._isolated):
            cslu.cslu_push()
        # What came back from Cisco goes to the devices with the next collection.
        self._lab.on_prem_pull()
        self._lab.advance(AN_HOUR)

    def _add_and_collect(self, topology: str, initiated_by: str, cslu: LabClient) -> None:
        for host in self._those(topology, initiated_by):
            cslu.cslu_add(self._udi(host), *self._login(host))
        wrong = {udi: why for udi, why in cslu.cslu_collect().items() if why}
        if wrong:
            raise SystemExit(f"demo: CSLU could not collect: {wrong}")

    def _those(self, topology: str, initiated_by: str | None) -> list[str]:
        return [
            host
            for host, known in self._hosts.items()
            if known["slp_topology"] == topology and (initiated_by is None or known["slp_initiated_by"] == initiated_by)
        ]

    def _udi(self, host: str) -> str:
        first = self._lab.device(host)["trust_codes"][0]
        return f"PID:{first['pid']},SN:{first['sn']}"

    def _login(self, host: str) -> tuple[int, str, str]:
        known = self._hosts[host]
        return known["slp_rest_port"], known["ansible_user"], known["ansible_password"]
