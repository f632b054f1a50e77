# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the device reaches its server: VRF, name, answer. Pure.

Its own messages prove more than any probe: they go by name, VRF and proxy to the port that counts. A ping that is
answered shows the way there, not the port; one that is not answered shows nothing, since many servers drop it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..plans.settings import Settings, settings_of
from .check import Check
from .intent import CSLU_URL, Intent, Server
from .reading import Reading

PING_COUNT, PING_TIMEOUT = 2, 2
# A name is asked of each server several times before a device gives up.
PROBE_SECONDS = 90


def probe_command(reading: Reading, intent: Intent, server: Server | None) -> str | None:
    """Return the ping of the server; None if there is nothing to reach, or no VRF to do it from."""
    if server is None or vrf_is_missing(reading, intent):
        return None
    scope = f"vrf {intent.vrf} " if intent.vrf else ""
    return f"ping {scope}{server.host} repeat {PING_COUNT} timeout {PING_TIMEOUT}"


def vrf_is_missing(reading: Reading, intent: Intent) -> bool:
    """Return whether the VRF is known not to be there."""
    return bool(intent.vrf) and reading.surroundings is not None and intent.vrf not in reading.surroundings.vrfs


def server_checks(reading: Reading, intent: Intent, server: Server | None) -> Iterator[Check]:
    """Yield the checks of the path to the server; nothing if the device initiates no contact."""
    if intent.vrf and intent.device_calls:
        yield vrf(reading, intent)
    if server is not None:
        yield name_resolution(reading, intent, server)
        yield reachability(reading, intent, server)
    elif intent.device_calls:
        remedy = "Set the URL of the server for this host."
        yield Check("reachability", "unknown", "the URL of the server is not set", "a server that answers", remedy)


def vrf(reading: Reading, intent: Intent) -> Check:
    """The VRF of the inventory is there."""
    if reading.surroundings is None:
        return Check("vrf", "unknown", "the configuration could not be read", intent.vrf, "Read it with privilege 15.")
    there = ", ".join(sorted(reading.surroundings.vrfs)) or "no VRF"
    if vrf_is_missing(reading, intent):
        return Check("vrf", "error", there, intent.vrf, "Correct slp_vrf, or define that VRF and its routes.")
    return Check("vrf", "ok", there, intent.vrf)


def name_resolution(reading: Reading, intent: Intent, server: Server) -> Check:
    """The name resolves to an address, in the VRF from which it is asked."""
    wanted = f"{server.host}{_scope(intent)} resolves to an address"
    if server.is_address:
        return Check("name_resolution", "ok", f"{server.host} is an address", wanted)
    if vrf_is_missing(reading, intent):
        return Check("name_resolution", "unknown", "the VRF is missing", wanted, "See the VRF.")
    if reading.ping is not None and reading.ping.resolved:
        return Check("name_resolution", "ok", f"{server.host} is {reading.ping.address}", wanted)
    if reading.ping is not None and reading.ping.resolved is False:
        return Check(
            "name_resolution", "error", _found(reading, intent, server), wanted, _remedy(reading, intent, server)
        )
    return _by_configuration(reading, intent, server, wanted)


def _by_configuration(reading: Reading, intent: Intent, server: Server, wanted: str) -> Check:
    """Evaluate a name that was not queried. Name servers from DHCP are not in the configuration."""
    around = reading.surroundings
    if around is not None and (intent.vrf, server.host.lower()) not in around.hosts:
        found, remedy = _found(reading, intent, server), _remedy(reading, intent, server)
        if not around.domain_lookup:
            return Check("name_resolution", "error", found, wanted, remedy)
        if not around.name_servers.get(intent.vrf):
            return Check("name_resolution", "warning", found, wanted, remedy)
    return Check("name_resolution", "unknown", "it was not queried", wanted, f"Try 'ping {server.host}' there.")


def _found(reading: Reading, intent: Intent, server: Server) -> str:
    around = reading.surroundings
    if around is None:
        return f"{server.host} is not found"
    if not around.domain_lookup:
        return f"{server.host} is not found; 'no ip domain lookup' is configured"
    servers = around.name_servers.get(intent.vrf)
    asked = f"queried: {', '.join(servers)}" if servers else f"no name server{_scope(intent)}"
    return f"{server.host} is not found; {asked}"


def _remedy(reading: Reading, intent: Intent, server: Server) -> str:
    scope = f"vrf {intent.vrf} " if intent.vrf else ""
    by_hand = f"or 'ip host {scope}{server.host} ADDRESS'"
    around = reading.surroundings
    if around is not None and not around.domain_lookup:
        return f"Configure 'ip domain lookup', {by_hand}."
    if around is not None and around.name_servers.get(intent.vrf):
        return f"Check whether these name servers are reachable and know the name, {by_hand}."
    return f"Configure 'ip name-server {scope}ADDRESS', {by_hand}."


def reachability(reading: Reading, intent: Intent, server: Server) -> Check:
    """The server answers; the best evidence there is decides."""
    wanted = f"{server.role} {server.host} port {server.port} answers{_scope(intent)}"
    if vrf_is_missing(reading, intent):
        return Check("reachability", "unknown", "the VRF is missing", wanted, "See the VRF.")
    if _is_on_its_way(reading, intent, server) and (own := _own_messages(reading, wanted, server)) is not None:
        return own
    ping = reading.ping
    if ping is None or ping.resolved is None:
        remedy = f"Try 'ping {server.host}' on the device."
        return Check("reachability", "unknown", "not tested, or the answer is inconclusive", wanted, remedy)
    if ping.resolved is False:
        return Check(
            "reachability", "unknown", "cannot be tested without an address", wanted, "Check the name resolution."
        )
    if ping.received:
        return Check(
            "reachability", "ok", f"answers ping ({ping.received} of {ping.sent}); the port was not tested", wanted
        )
    remedy = (
        f"Only a hint: many servers drop pings. If trust or a report fails, check route, firewall, port {server.port}."
    )
    return Check("reachability", "warning", f"does not answer a ping ({ping.address})", wanted, remedy)


def _own_messages(reading: Reading, wanted: str, server: Server) -> Check | None:
    """Evaluate the device's own messages; None if it never got or missed an answer.

    Failures are what it had last. When a ping is answered now, they may be of the past.
    """
    messages = [found for found in reading.state["communication"].values() if isinstance(found, dict)]
    failing = next((found for found in messages if found.get("ongoing_communication")), None)
    if failing is not None:
        reason = failing["failure_reason"] or failing["last_response"] or "no reason given"
        said = f"the device's own messages got no answer: {reason}"
        if reading.ping is not None and reading.ping.received:
            remedy = "A ping is answered now: try again ('license smart sync all'), and check its message history."
            return Check("reachability", "warning", said, wanted, remedy)
        remedy = f"Check route, firewall, proxy and source interface towards {server.host}."
        return Check("reachability", "error", said, wanted, remedy)
    answered = next((found["last_success"] for found in messages if found.get("last_success")), None)
    if answered is None:
        return None
    return Check("reachability", "ok", f"the device's own messages are answered, one on {answered}", wanted)


def _is_on_its_way(reading: Reading, intent: Intent, server: Server) -> bool:
    """Return whether the device is already configured as planned: then its messages prove the planned path."""
    state = reading.state
    if state["mode"] != "policy":
        return False
    settings = settings_of(state)
    planned = (intent.transport or "smart") if intent.topology == "direct" else "cslu"
    by_call_home = settings["type"] == "callhome"
    proxy = settings["call_home"]["proxy"] if by_call_home else settings["proxy"]
    same_proxy = (proxy["address"], proxy["port"]) == (server.host, server.port) if proxy else not intent.proxy
    return (
        settings["type"] == planned
        and _configured_url(settings) == server.url
        and (settings["vrf"] or "") == intent.vrf
        and same_proxy
    )


def _configured_url(settings: Settings) -> str | None:
    if settings["type"] == "callhome":
        return settings["call_home"]["destination"] or settings["url"]
    return settings["url"] or (CSLU_URL if settings["type"] == "cslu" else None)


def _scope(intent: Intent) -> str:
    return f" in VRF {intent.vrf}" if intent.vrf else ""
