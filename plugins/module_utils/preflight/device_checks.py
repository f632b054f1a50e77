# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The device itself: mode, release, clock, certificates, space, members. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..device.controller_mode import is_controller_managed
from ..device.flash import LEAST_FREE_BYTES, SCP_LINE, way_in
from ..state.skew import LIMIT, clock_skew
from ..state.state import State, udi_name, udis
from ..words.errors import LicensingError
from ..words.releases import FIRST_RELEASE, at_least, release_key
from ..words.workflows import workflow
from .check import Check
from .intent import Intent, Server
from .outputs import TRUSTPOINT, TRUSTPOINT_COMMAND
from .reading import Reading

_POLICY = "Smart Licensing Using Policy"
# RUM reports pile up and take memory: Cisco's field notice FN72578. First and last release of each range.
_PILING_UP = (
    ("17.3.2", "17.3.6z"),
    ("17.4.1", "17.4.1z"),
    ("17.5.1", "17.5.1z"),
    ("17.6.1", "17.6.4z"),
    ("17.7.1", "17.7.1z"),
)


def release_of(state: State) -> str | None:
    """Return the release in show version."""
    release: str | None = (state["platform"] or {}).get("release")
    return release


def has_other_licensing(state: State) -> bool:
    """Say whether a device is known to have licences without a policy; one in controller mode may not show its own."""
    return state["mode"] in ("classic", "unsupported") and not is_controller_managed(state)


def mode(reading: Reading, intent: Intent) -> Check:
    """Policy mode, and controller mode only where an SD-WAN Manager is planned."""
    state = reading.state
    if state["mode"] is None:
        why = "; ".join(f"{command}: {text}" for command, text in reading.unread.items())
        return Check("mode", "unknown", why or "the output does not show it", _POLICY, "Check 'show license all'.")
    if is_controller_managed(state):
        return _controller_managed(intent)
    if state["mode"] == "policy":
        if intent.controller == "sdwan_manager" and intent.topology == "controller":
            remedy = "Bring the device up under SD-WAN Manager first."
            return Check("mode", "error", "autonomous mode", "SD-WAN controller mode", remedy)
        return Check("mode", "ok", _POLICY, _POLICY)
    upgrade = f"Upgrade to IOS XE {FIRST_RELEASE} or later."
    if state["mode"] == "classic":
        upgrade += " This converts a CSR1000V to a C8000V."
    return Check("mode", "error", f"{state['mode']}: {state['mode_evidence']}", _POLICY, upgrade)


def _controller_managed(intent: Intent) -> Check:
    planned = intent.topology == "controller" and intent.controller == "sdwan_manager"
    remedy = "" if planned else "Use slp_topology: controller with slp_controller: sdwan_manager."
    return Check("mode", "ok" if planned else "error", "SD-WAN controller mode", "as planned", remedy)


def topology(intent: Intent) -> Check:
    """The words of the inventory name one documented workflow."""
    wanted = "one of the documented workflows"
    if not intent.topology:
        remedy = "Set slp_topology for this host; without it, no server and no step is checked."
        return Check("topology", "warning", "slp_topology is not set", wanted, remedy)
    try:
        return Check("topology", "ok", workflow(intent.topology, intent.initiated_by, intent.controller), wanted)
    except LicensingError as error:
        return Check("topology", "error", error.message, wanted, "Correct the variables of this host.")


def release(state: State) -> Check:
    """A release with Smart Licensing Using Policy, and none that is known to pile up usage reports."""
    found, wanted = release_of(state), f"IOS XE {FIRST_RELEASE} or later"
    platform = state["platform"] or {}
    if found is None or release_key(found) is None:
        return Check("release", "unknown", found or "show version does not show it", wanted, "Check 'show version'.")
    if not platform["ios_xe"] or not at_least(found, FIRST_RELEASE):
        return Check("release", "error", found, wanted, f"Upgrade to IOS XE {FIRST_RELEASE} or later.")
    if any(at_least(found, first) and at_least(last, found) for first, last in _PILING_UP):
        remedy = (
            "Usage reports may pile up and use memory (FN72578): plan an upgrade to 17.3.7, 17.6.5, 17.9.1 or later."
        )
        return Check("release", "warning", found, wanted, remedy)
    return Check("release", "ok", found, wanted)


def platform(reading: Reading) -> Check:
    """What it is; and its name must not be that of its kind, which a registration fails by."""
    known, wanted = udis(reading.state), "a product ID that differs from the host name"
    if not known:
        return Check("platform", "unknown", "the output shows no product ID", wanted, "Check 'show license udi'.")
    pid = str(known[0]["pid"])
    name = reading.surroundings.hostname if reading.surroundings else None
    if name is not None and name.lower() == pid.lower():
        return Check("platform", "error", f"{pid}, and the same host name", wanted, "Change the host name.")
    return Check("platform", "ok", pid, wanted)


def clock(reading: Reading) -> Check:
    """Within an hour of the controller's time."""
    found, wanted = reading.state["clock"], "within an hour of the controller's time"
    if found is None:
        return Check("clock", "unknown", "'show clock' could not be read", wanted, "Check 'show clock'.")
    skew = clock_skew(found, reading.state["config"], reading.now)
    if skew is None:
        remedy = f"The offset of the zone {found['zone']} is unknown: compare 'show clock' with the actual time."
        return Check("clock", "unknown", found["text"], wanted, remedy)
    said = f"{found['text']}, off by {skew.total_seconds() / 60:+.0f} minutes"
    if abs(skew) > LIMIT:
        return Check("clock", "error", said, wanted, "Correct it: 'ntp server ADDRESS', then check 'show clock'.")
    return Check("clock", "ok", said, wanted)


def ntp(reading: Reading) -> Check:
    """A clock that stays right. One that is right without NTP is only a risk."""
    found, wanted = reading.ntp, "synchronized by NTP"
    if found.synchronized:
        return Check("ntp", "ok", f"stratum {found.stratum}, reference {found.reference}", wanted)
    if found.enabled is False:
        return Check("ntp", "warning", "no NTP", wanted, "Configure 'ntp server ADDRESS'.")
    if found.synchronized is False:
        servers = reading.surroundings.ntp_servers if reading.surroundings else []
        said = f"not synchronized ({'; '.join(servers) or 'no server in the configuration'})"
        return Check("ntp", "warning", said, wanted, "Check 'show ntp associations': is the server reachable?")
    return Check("ntp", "unknown", "'show ntp status' does not show it", wanted, "Check 'show ntp status'.")


def certificates(reading: Reading, intent: Intent, server: Server | None) -> Check:
    """The trustpoint of licensing, where a server is spoken to through TLS, and how it is checked for revocation."""
    if server is None or not server.secure:
        return Check("certificates", "ok", "no TLS server to check", "nothing")
    wanted = f"{TRUSTPOINT}, authenticated"
    if reading.surroundings is None:
        return Check(
            "certificates", "unknown", "the configuration could not be read", wanted, "Read it with privilege 15."
        )
    if not reading.surroundings.trust_point:
        remedy = f"The Smart Agent creates {TRUSTPOINT} by itself; check 'show crypto pki trustpoints' if trust fails."
        return Check("certificates", "warning", f"no {TRUSTPOINT}", wanted, remedy)
    if reading.trust_point_authenticated is False:
        remedy = f"Its certificate is missing: check '{TRUSTPOINT_COMMAND}'."
        return Check("certificates", "error", f"{TRUSTPOINT} is not authenticated", wanted, remedy)
    methods = " ".join(reading.surroundings.revocation) or "not shown"
    said = f"{TRUSTPOINT}, revocation-check {methods}"
    if intent.topology == "ssm_on_prem" and "none" not in methods.split():
        remedy = f"If the CRL is not reachable: 'crypto pki trustpoint {TRUSTPOINT}', 'revocation-check none'."
        return Check("certificates", "warning", said, "a reachable CRL, or none", remedy)
    if reading.trust_point_authenticated is None:
        return Check(
            "certificates",
            "unknown",
            f"{said}; whether it is authenticated is not shown",
            wanted,
            f"Look at '{TRUSTPOINT_COMMAND}'.",
        )
    return Check("certificates", "ok", said, wanted)


def storage(reading: Reading, intent: Intent) -> Check:
    """Room for the files of licensing: needed where files travel, good to have elsewhere."""
    megabytes = LEAST_FREE_BYTES // 2**20
    wanted = f"{megabytes} MB free"
    if reading.directory is None or reading.directory.free is None:
        return Check("storage", "unknown", "'dir' does not show it", wanted, "Look at 'dir'.")
    free = reading.directory.free
    said = f"{free / 2**20:.0f} MB free" if free >= 2**20 else f"{free} bytes free"
    if free >= LEAST_FREE_BYTES:
        return Check("storage", "ok", said, wanted)
    return Check("storage", "error" if intent.uses_files else "warning", said, wanted, "Delete unneeded files.")


def transfer(reading: Reading, intent: Intent) -> Check:
    """The ways that files are to take: SCP needs the device's server, which IOS has off by default."""
    way = way_in(intent.transfer_in, intent.transfer_url)
    by_scp = [
        *(["slp_transfer"] if intent.transfer == "scp" else []),
        *(["slp_transfer_in"] if way == "scp" and not intent.enable_scp else []),
    ]
    wanted = f"a transfer method in both directions (slp_transfer: {intent.transfer}, slp_transfer_in: {way})"
    if not by_scp:
        said = "SCP is enabled for the transfer" if way == "scp" else f"by {way}"
        return Check("transfer", "ok", said, wanted)
    if reading.surroundings is None:
        return Check("transfer", "unknown", "the configuration could not be read", wanted, "Read it with privilege 15.")
    if reading.surroundings.scp_is_on:
        return Check("transfer", "ok", f"'{SCP_LINE}', for logins of privilege 15", wanted)
    remedies = {
        "slp_transfer": "Set slp_transfer: auto, which reads files through the command line.",
        "slp_transfer_in": (
            "Set slp_enable_scp: true to enable SCP for the transfer only; or let the device copy the files itself "
            f"(slp_transfer_in: url, slp_transfer_url); or configure '{SCP_LINE}'."
        ),
    }
    remedy = " ".join(remedies[name] for name in by_scp)
    return Check("transfer", "error", f"no '{SCP_LINE}', which {' and '.join(by_scp)} need", wanted, remedy)


def members(state: State) -> Check:
    """Who belongs to the device: each of them needs a trust code and its own SLAC."""
    known, wanted = udis(state), "the UDI of every member"
    if not known:
        return Check("members", "unknown", "the output shows none", wanted, "Check 'show license udi'.")
    named = ", ".join(f"{udi['role']}: {udi_name(udi)}" if udi["role"] else udi_name(udi) for udi in known)
    return Check("members", "ok", named, wanted)


def device_checks(reading: Reading, intent: Intent, server: Server | None) -> Iterator[Check]:
    """Yield the checks of the device itself; of one with other licensing only what leads to an upgrade."""
    yield mode(reading, intent)
    yield topology(intent)
    yield release(reading.state)
    yield clock(reading)
    yield ntp(reading)
    yield storage(reading, intent)
    if intent.uses_files:
        yield transfer(reading, intent)
    if not has_other_licensing(reading.state):
        yield platform(reading)
        yield members(reading.state)
        yield certificates(reading, intent, server)
