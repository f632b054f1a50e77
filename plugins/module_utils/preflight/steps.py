# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which planned steps a release supports. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalyst_center.slac_table import require_slac_support
from ..state.state import State, udis
from ..words.errors import LicensingError
from ..words.releases import ABILITIES, at_least
from .check import Check
from .device_checks import release_of
from .intent import Intent


def needed(intent: Intent) -> list[str]:
    """Return the names of the abilities (see `ABILITIES`) that the workflow of a device uses."""
    files = intent.topology in ("offline", "cslu_disconnected")
    wanted = {
        "smart_proxy": intent.topology == "direct" and bool(intent.proxy) and intent.transport != "callhome",
        "license_vrf": bool(intent.vrf) and intent.device_calls,
        "slac_request_file": files and intent.slac_by_request and bool(intent.slac_features),
        "trust_with_usage_file": intent.topology == "offline",
        "trust_through_cslu": intent.topology in ("cslu", "cslu_disconnected") and intent.device_calls,
        "trust_when_collected": intent.is_collected_from,
        "ssm_on_prem": intent.topology == "ssm_on_prem",
        "sdwan_reporting": intent.topology == "controller" and intent.controller == "sdwan_manager",
        "privacy_version": intent.privacy_version,
    }
    return [name for name, is_wanted in wanted.items() if is_wanted]


def step_checks(state: State, intent: Intent) -> Iterator[Check]:
    """Yield a check for each step that not every release can do; none if the workflow has no such step."""
    release = release_of(state)
    for name in needed(intent):
        yield _ability(name, release)
    if intent.topology == "controller" and intent.controller == "catalyst_center":
        for feature in intent.slac_features:
            yield _by_catalyst_center(feature, state)
    if intent.utility and intent.transport == "callhome":
        remedy = "Use slp_transport: smart, or remove slp_utility."
        yield Check("steps", "error", "utility mode with Call Home", "a transport that supports utility mode", remedy)


def _ability(name: str, release: str | None) -> Check:
    ability = ABILITIES[name]
    wanted = f"{ability.title}: {ability.release} or later"
    if release is None:
        return Check("steps", "unknown", "the release is not known", wanted, "Check 'show version'.")
    if at_least(release, ability.release):
        return Check("steps", "ok", release, wanted)
    if not ability.certain:
        remedy = f"Not confirmed: this release comes from memory. {ability.without or 'Try it on one device first.'}"
        return Check("steps", "warning", release, wanted, remedy)
    remedy = ability.without or f"Upgrade to {ability.release} or later, or plan another method."
    return Check("steps", "warning" if ability.without else "error", release, wanted, remedy)


def _by_catalyst_center(feature: str, state: State) -> Check:
    known, release = udis(state), release_of(state)
    wanted = f"a SLAC for {feature} from Catalyst Center"
    if not known or release is None:
        return Check("steps", "unknown", "platform or release is not known", wanted, "Check 'show version'.")
    pid = str(known[0]["pid"])
    try:
        require_slac_support(feature, pid, release, None)
    except LicensingError as error:
        return Check("steps", "error", f"{pid}, {release}", wanted, error.message)
    return Check("steps", "ok", f"{pid}, {release}", wanted)
