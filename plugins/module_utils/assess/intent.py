# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The intent in the inventory for a product instance, as far as its workflow needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..plans.on_prem_url import on_prem_url

# Options of slp_transport that mean the same in every workflow that sets them.
_REPORTING = ("usage_interval", "utility", "privacy", "customer_tags")


@dataclass(frozen=True)
class Intent:
    """The variables of a host, by the names that the roles use, without `slp_`; absent and empty ones are the same.

    `host`: its name in the inventory; `address`: where Ansible reaches it.
    """

    workflow: str
    host: str
    address: str
    variables: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """Return the value of `slp_<name>`; None if it is absent or empty, as a survey in AWX leaves it."""
        value = self.variables.get(f"slp_{name}")
        return None if value in ("", [], {}) else value

    @property
    def smart_account(self) -> str:
        """Return the name of the Smart Account, or a placeholder."""
        return self["smart_account"] or "of the device"

    @property
    def virtual_account(self) -> str:
        """Return the name of the virtual account, or a placeholder."""
        return self["virtual_account"] or "of the device"

    @property
    def pushes(self) -> bool:
        """Return whether the product instance itself initiates contact with its server."""
        return self.workflow == "direct" or self.workflow.endswith("product_instance_initiated")

    @property
    def features(self) -> list[str]:
        """Return the features that need a SLAC."""
        return list(self["slac_features"] or [])

    @property
    def has_cssm_api(self) -> bool:
        """Return whether there are credentials for the API of CSSM."""
        return bool(self["cssm_client_id"] and self["cssm_client_secret"])

    @property
    def wants_utility(self) -> bool:
        """Return whether utility mode is requested."""
        return bool((self["utility"] or {}).get("enabled"))

    @property
    def on_prem_url(self) -> str:
        """Return the URL of SSM On-Prem for product instances; empty if it is not set. Raises InvalidValue."""
        if self["ssm_url"] or not (self["ssm_host"] and self["ssm_account"]):
            return self["ssm_url"] or ""
        return on_prem_url(self["ssm_host"], self["ssm_account"])

    def transport(self) -> dict[str, Any]:
        """Return the options of slp_transport that the role of this workflow sets; empty if it sets none."""
        reporting = {name: self[name] for name in _REPORTING}
        to_server = {"vrf": self["vrf"], "proxy": self["proxy"], "state": "replaced"}
        to_cssm = {
            "type": self["transport"] or "smart",
            "url": self["url"] or "default",
            "call_home": self["call_home"],
        }
        if self.workflow == "direct":
            return {**reporting, **to_server, **to_cssm}
        if self.workflow == "sdwan_manager":
            return {**to_server, **to_cssm} if self["slac_method"] == "online" else {}
        if self.workflow == "catalyst_center":
            return {}
        if self.workflow == "offline":
            return {**reporting, "usage_interval": None, "type": "off", "state": "replaced"}
        if not self.pushes:
            # The server collects, so no setting of another topology may make the device also report elsewhere.
            return {**reporting, "type": "cslu", "url": "default", "state": "replaced"}
        if self.workflow.startswith("ssm_on_prem"):
            return {**reporting, **to_server, "type": "cslu", "url": self.on_prem_url} if self.on_prem_url else {}
        return {**reporting, **to_server, "type": "cslu", "url": self["cslu_url"] or "default"}
