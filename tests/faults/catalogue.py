# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults of the campaign: how each is caused by chance, and in which reasons it may end.

A fault without reasons is one that nobody may notice.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Cause = Callable[[random.Random], dict[str, Any]]

# Lines during which something happens: any, and what must not be repeated blindly.
ANY = ("",)
ACTIONS = (
    "trust idtoken",
    "^license smart (sync|authorization|save|import)",
    "^configure terminal",
    "^(license smart (transport|url|usage|proxy)|ip )",
    "^(end|exit)",
    "^(copy running|write)",
)
MOST_LINES = 14
# Not a % sign in them: what a device says does not decide.
_REMARKS = ("Warning: this command will be deprecated.\n", "Note: the standby is not ready yet.\n")
_BANNERS = (
    "switch#\n",
    "router>\n#\n$ \n",
    "Password: \nlogin: \n",
    "-- access1(config)# is what you see --\n",
    "Are you authorized? [yes/no]: \n",
)
_NAMES = ("a", "x" * 63, "core-1.lab_east", "9300", "R1.R2.R3", "sw-config", "Password", "more--")
_LOGIN_QUESTIONS = (
    "\nYour password has expired.\nEnter new password: ",
    "\nWould you like to enter the initial configuration dialog? [yes/no]: ",
    "\nProceed with reload? [confirm]",
)


@dataclass(frozen=True)
class Fault:
    """`cause`: returns fields of Faults of a device of the lab, or of WebFaults of a server.

    `topologies`: those whose hosts it can befall, where not all.
    """

    name: str
    cause: Cause
    reasons: frozenset[str] = frozenset()
    topologies: frozenset[str] = frozenset()


# Whose hosts need a server of the lab.
SERVED: Mapping[str, frozenset[str]] = {
    "cssm": frozenset({"direct", "offline", "cslu_disconnected", "controller"}),
    "catalyst_center": frozenset({"controller"}),
    "sdwan_manager": frozenset({"controller"}),
    "on_prem": frozenset({"ssm_on_prem"}),
    "cslu": frozenset({"cslu"}),
    "isolated_cslu": frozenset({"cslu_disconnected"}),
}


def _trouble(kind: str, at: str = "line", **more: Any) -> Cause:
    return lambda chance: {"troubles": [{"kind": kind, "at": at, **more}]}


def _within(kind: str, lines: tuple[str, ...], **more: Any) -> Cause:
    """At a line of these, after a few that go well."""

    def cause(chance: random.Random) -> dict[str, Any]:
        where = {"on": chance.choice(lines), "skip": chance.randrange(MOST_LINES if lines == ANY else 2)}
        size = {"bytes": chance.choice((0, 1, 40, 300, 2000))} if kind in ("reset", "silence", "garbage") else {}
        return {"troubles": [{"kind": kind, "at": "line", **where, **size, **more}]}

    return cause


def _reasons(*reasons: str) -> frozenset[str]:
    return frozenset(reasons)


_OFFLINE = frozenset({"offline"})
LOST = _reasons("connection_lost")
DEVICE_FAULTS: tuple[Fault, ...] = (
    # Nobody gets in.
    Fault("hangs up on everybody", _trouble("reset", "connect", times=0), _reasons("unreachable")),
    Fault("hangs up once", _trouble("reset", "connect"), _reasons("unreachable")),
    Fault("every vty in use", lambda _: {"vty_full": True}, _reasons("unreachable")),
    Fault("refuses the password", _trouble("refused", "password", times=0), _reasons("login_failed")),
    Fault("silent at login", _trouble("silence", "login", times=0), _reasons("timeout")),
    Fault("endless at login", _trouble("endless", "login"), _reasons("output_too_long")),
    Fault("cut at login", _trouble("reset", "login", bytes=1), _reasons("unreachable", "connection_lost")),
    Fault(
        "asks at login",
        lambda chance: {
            "troubles": [{"kind": "asks", "at": "login", "times": 0, "text": chance.choice(_LOGIN_QUESTIONS)}]
        },
        _reasons("unknown_question"),
    ),
    Fault("no privilege", lambda _: {"login_privilege": 1}, _reasons("enable_failed", "device_error")),
    # Odd, and nothing is wrong.
    Fault("banners like prompts", lambda chance: {"banner": chance.choice(_BANNERS)}),
    Fault("odd host names", lambda chance: {"prompt_name": chance.choice(_NAMES)}),
    Fault("pages everything", lambda _: {"always_pages": True}),
    Fault("slow to answer", _within("late", ANY, seconds=3.0)),
    Fault("a storm of syslog", _within("storm", ANY, times=0)),
    Fault("late at login", _trouble("late", "login", seconds=3.0)),
    Fault(
        "remarks",
        lambda chance: {"troubles": [{"kind": "says", "on": "^license smart", "text": chance.choice(_REMARKS)}]},
    ),
    # In the middle of a line.
    Fault("noise", _within("garbage", ANY), _reasons("parse_error", "timeout", "device_error")),
    Fault("cut within a line", _within("reset", ANY), LOST),
    Fault("cut within an action", _within("reset", ACTIONS), LOST),
    Fault("cut before an action", _within("reset", ACTIONS, lost=True), LOST),
    Fault("silent within a line", _within("silence", ANY), _reasons("timeout")),
    Fault("silent within an action", _within("silence", ACTIONS), _reasons("timeout")),
    Fault("too slow", _within("late", ANY, seconds=30.0), _reasons("timeout")),
    Fault("endless answer", _within("endless", ANY), _reasons("output_too_long")),
    Fault("asks within an action", _within("asks", ACTIONS, text="Proceed? [confirm]"), _reasons("timeout")),
    Fault("refuses a command", _within("refused", ACTIONS), _reasons("device_error")),
    Fault("reloads", _within("reload", ANY, seconds=20.0), LOST | _reasons("unreachable")),
    Fault("reloads within an action", _within("reload", ACTIONS, seconds=2.0), LOST | _reasons("unreachable")),
    Fault("standby takes over", _within("takeover", ANY, seconds=5.0), LOST | _reasons("unreachable")),
    Fault("clock jumps on", _within("clock", ANY, seconds=7200.0), _reasons("clock_skew")),
    Fault("clock jumps back", _within("clock", ANY, seconds=-900.0)),
    # Files and servers.
    Fault("flash full", lambda _: {"storage_full": True}, _reasons("storage_full"), _OFFLINE),
    Fault(
        "flash read-only", lambda _: {"flash_read_only": True}, _reasons("device_error", "transfer_failed"), _OFFLINE
    ),
    Fault("cut within a copy", _trouble("reset", "scp", bytes=40), _reasons("transfer_failed"), _OFFLINE),
    Fault("silent within a copy", _trouble("silence", "scp", bytes=40), _reasons("transfer_failed"), _OFFLINE),
    Fault("noise in a copy", _trouble("garbage", "scp"), _reasons("transfer_failed"), _OFFLINE),
    Fault("server out of reach", lambda _: {"cssm_unreachable": True}, _reasons("communication_failed")),
)


def _calls(kind: str, **more: Any) -> Cause:
    def cause(chance: random.Random) -> dict[str, Any]:
        return {"troubles": [{"kind": kind, "skip": chance.choice((0, 0, 1, 2, 4)), **more}]}

    return cause


API = _reasons("api_failed")
SERVER_FAULTS: tuple[Fault, ...] = (
    Fault("throttled twice", _calls("throttled", times=2)),
    Fault("throttled for long", _calls("throttled", times=0, retry_after="100000"), API),
    Fault("failed twice", _calls("failed", times=2), API),
    Fault("failed for long", _calls("failed", times=0), API),
    Fault("HTML", _calls("html"), API),
    Fault("empty", _calls("empty"), API),
    Fault("garbage", _calls("garbage"), API),
    Fault("truncated", _calls("truncated"), API | _reasons("connection_lost", "communication_failed")),
    Fault("endless", _calls("endless"), API | _reasons("timeout", "connection_lost")),
    Fault("reset", _calls("reset"), _reasons("connection_lost", "communication_failed")),
    Fault("answer lost", _calls("reset", taken=True), _reasons("connection_lost", "communication_failed")),
    Fault("certificate changed", lambda _: {"certificate": "changed"}),
    Fault("certificate expired", lambda _: {"certificate": "expired"}, _reasons("communication_failed")),
    Fault("certificate of others", lambda _: {"certificate": "foreign"}, _reasons("communication_failed")),
    Fault("certificate misnamed", lambda _: {"certificate": "misnamed"}, _reasons("communication_failed")),
)


@dataclass
class Plan:
    """What a seed breaks: by host, and by server."""

    hosts: list[str]
    devices: dict[str, tuple[Fault, dict[str, Any]]] = field(default_factory=dict)
    servers: dict[str, tuple[Fault, dict[str, Any]]] = field(default_factory=dict)

    def reasons(self, host: str, topology: str) -> frozenset[str]:
        """Return the reasons in which a run on this host may end now."""
        found = self.devices[host][0].reasons if host in self.devices else frozenset()
        for server, (fault, _cause) in self.servers.items():
            if topology in SERVED[server]:
                found |= fault.reasons
        return found

    def __str__(self) -> str:
        broken = {**self.devices, **self.servers}
        return "\n".join(f"  {name}: {fault.name} {cause}" for name, (fault, cause) in broken.items())


def draw(seed: int, topologies: Mapping[str, str], devices: int) -> Plan:
    """Return the plan of a seed. `topologies`: of every host of the fleet."""
    chance = random.Random(seed)
    plan = Plan(sorted(chance.sample(sorted(topologies), devices)))
    for host in plan.hosts:
        # Some hosts have no fault, so that others can be seen to leave them alone.
        if chance.random() < 0.65:
            known = [fault for fault in DEVICE_FAULTS if not fault.topologies or topologies[host] in fault.topologies]
            # Those of few hosts come as often there as all others.
            rare = [fault for fault in known if fault.topologies]
            fault = chance.choice(rare if rare and chance.random() < 0.4 else known)
            plan.devices[host] = (fault, fault.cause(chance))
    needed = [server for server, users in SERVED.items() if users & {topologies[host] for host in plan.hosts}]
    if chance.random() < 0.6:
        fault = chance.choice(SERVER_FAULTS)
        plan.servers[chance.choice(needed)] = (fault, fault.cause(chance))
    return plan
