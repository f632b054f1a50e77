# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smart agent's syslog lines, in the words of devices."""

from __future__ import annotations

from .profile import Udi


def short(udi: Udi) -> str:
    """`P:C9300-24U,S:FOC1`: how the agent writes a member in its own texts."""
    return f"P:{udi.pid},S:{udi.sn}"


def trust_installed(udi: Udi) -> str:
    return f"%SMART_LIC-6-TRUST_INSTALL_SUCCESS: A new licensing trust code was successfully installed on {short(udi)}."


def trust_failed(udi: Udi, reason: str) -> str:
    return (
        "%SMART_LIC-3-TRUST_INSTALL_FAILED: The install of a new licensing trust code has failed on "
        f"{short(udi)}: {reason}"
    )


def policy_installed() -> str:
    return "%SMART_LIC-6-POLICY_INSTALL_SUCCESS: A new licensing policy was successfully installed."


def policy_failed(reason: str) -> str:
    return f"%SMART_LIC-3-POLICY_INSTALL_FAILED: The install of a new licensing policy has failed: {reason}"


def authorization_installed(udi: Udi) -> str:
    return (
        "%SMART_LIC-6-AUTHORIZATION_INSTALL_SUCCESS: A new licensing authorization code was successfully installed "
        f"on {short(udi)}"
    )


def authorization_failed(udi: Udi, reason: str) -> str:
    return (
        "%SMART_LIC-3-AUTHORIZATION_INSTALL_FAILED: The install of a new licensing authorization code has failed on "
        f"{short(udi)}: {reason}"
    )


def authorization_removed(udi: Udi) -> str:
    return f"%SMART_LIC-6-AUTHORIZATION_REMOVED: A licensing authorization code has been removed from {short(udi)}"


def communication_failed(peer: str, reason: str) -> str:
    return f"%SMART_LIC-3-COMM_FAILED: Communications failure with the {peer} : {reason}"
