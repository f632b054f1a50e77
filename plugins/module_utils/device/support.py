# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuse, before anything is sent, the devices that this collection must not touch."""

from __future__ import annotations

from ..state.state import State
from ..words.errors import LicensingError
from ..words.releases import ABILITIES, FIRST_AGENT_WITH_VRF, FIRST_RELEASE, agent_key
from .controller_mode import is_controller_managed
from .device import Device


def read_supported(device: Device, *subsets: str, controller_mode: bool = False) -> State:
    """Read the named parts of the state of a device in policy mode, else raise unsupported_mode.

    A device with other licensing refuses some of the commands: its mode says more than such a refusal.
    `controller_mode`: one in SD-WAN controller mode is allowed.
    """
    try:
        state = device.read(*subsets)
    except LicensingError as error:
        if error.reason == "device_error":
            require_policy_mode(device.read("licence", "platform"), controller_mode=controller_mode)
        raise
    require_policy_mode(state, controller_mode=controller_mode)
    return state


def require_policy_mode(state: State, *, controller_mode: bool = False) -> None:
    """Raise LicensingError (unsupported_mode) for a device that is not in Smart Licensing Using Policy, or not ours.

    In SD-WAN controller mode configuration is the controller's: it takes `controller_mode` to touch such a device.
    """
    release = (state["platform"] or {}).get("release")
    on_release = f" (release {release})" if release else ""
    if state["mode"] == "classic":
        raise LicensingError(
            "unsupported_mode",
            f"the device runs classic smart licensing{on_release}; its output shows '{state['mode_evidence']}'. "
            f"Upgrade it to IOS XE {FIRST_RELEASE} or later (a CSR1000V: convert it to a C8000V), then run again.",
        )
    if state["mode"] != "policy":
        raise LicensingError(
            "unsupported_mode",
            f"the device does not run Smart Licensing Using Policy{on_release}; "
            f"its output shows '{state['mode_evidence']}'. IOS XE {FIRST_RELEASE} or later is needed.",
        )
    if is_controller_managed(state) and not controller_mode:
        raise LicensingError(
            "unsupported_mode",
            "the device is in SD-WAN controller mode, where the controller owns the configuration; use the controller "
            "topology (slp_topology: controller).",
        )


def require_license_vrf(state: State) -> None:
    """Raise LicensingError (unsupported_release) for a device that has no `license smart vrf`.

    Its Smart Agent version decides; if unknown, the device does when the line is sent.
    """
    agent = agent_key(state["agent_version"])
    if agent is not None and agent < FIRST_AGENT_WITH_VRF:
        release = (state["platform"] or {}).get("release") or "not shown"
        raise LicensingError(
            "unsupported_release",
            f"vrf: this device (release {release}, Smart Agent {state['agent_version']}) has no 'license smart vrf'; "
            f"nothing was configured. Upgrade it to {ABILITIES['license_vrf'].release} or later, or remove slp_vrf "
            "and set the interface with 'ip http client source-interface'.",
        )
