# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates: the steps that only a person in front of a web page can do, and how each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from ._markdown import plain

GateState = Literal["done", "confirmed", "open"]
# How many hosts of a gate are named before they are only counted.
_NAMED = 5


class Gate(TypedDict):
    """One gate of one host. C(evidence): what shows that it was done; C(file): what to carry there, if anything."""

    id: str
    title: str
    where: str
    what: str
    evidence: str
    file: str | None
    state: GateState


def state_of(done: bool, gate_id: str, confirmed: Sequence[str]) -> GateState:
    """Return done when the evidence is seen, confirmed when the operator says so, else open."""
    if done:
        return "done"
    return "confirmed" if gate_id in confirmed else "open"


def registered(variables: Mapping[str, Any]) -> list[Gate]:
    """Return the gates among the variables of a host: the results that are registered as C(slp_gate_...)."""
    return [
        variables[name]["gate"]
        for name in variables
        if name.startswith("slp_gate_") and isinstance(variables[name], Mapping) and "gate" in variables[name]
    ]


def told(gate: Gate) -> str:
    """Write a gate as one sentence or two: what to do, where, with which file."""
    file = f" File: {gate['file']}." if gate["file"] else ""
    return f"{gate['id']}: {gate['title']} ({gate['where']}). {gate['what']}{file}"


def open_gates(gates_by_host: Mapping[str, Sequence[Gate]]) -> list[tuple[str, list[str]]]:
    """Return (what is told of it, hosts) of each open gate; hosts where the same is to be done stand together."""
    hosts: dict[str, list[str]] = {}
    for host, gates in gates_by_host.items():
        for gate in gates:
            if gate["state"] == "open":
                hosts.setdefault(told(gate), []).append(host)
    return list(hosts.items())


def summary(gates_by_host: Mapping[str, Sequence[Gate]]) -> list[str]:
    """Return one line for each open gate, with its hosts; empty when none is open."""
    return [f"{text} [{_hosts(names)}]" for text, names in open_gates(gates_by_host)]


def checklist(gates_by_host: Mapping[str, Sequence[Gate]]) -> str:
    """Return all gates as a Markdown checklist, by gate, with every host; what is done or confirmed is ticked."""
    entries: dict[str, tuple[Gate, list[str]]] = {}
    for host, gates in gates_by_host.items():
        for gate in gates:
            entries.setdefault(f"{gate['state']} {told(gate)}", (gate, []))[1].append(host)
    blocks = [
        _entry(gate, names) for gate, names in sorted(entries.values(), key=lambda entry: entry[0]["state"] != "open")
    ]
    return "\n".join(["# Gates", "", *(blocks or ["No gate was met."]), ""])


def _entry(gate: Gate, names: Sequence[str]) -> str:
    tick = " " if gate["state"] == "open" else "x"
    lines = [f"- [{tick}] **{plain(gate['title'])}** ({gate['state']}, {plain(gate['where'])})"]
    lines += [f"  - {plain(gate['what'])}"]
    lines += [f"  - File: `{gate['file']}`"] if gate["file"] else []
    lines += [f"  - Evidence: {plain(gate['evidence'])}", f"  - Hosts: {', '.join(map(plain, names))}"]
    return "\n".join(lines)


def _hosts(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
