# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates: the steps that only a person can do in a web page, and the state of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from ..words.markdown import plain

GateState = Literal["done", "confirmed", "open"]
# How many hosts of a gate are named before they are only counted.
_NAMED = 5


class Gate(TypedDict):
    """One gate of one host. `evidence`: what shows that it was done; `file`: what to carry there, if anything."""

    id: str
    title: str
    where: str
    what: str
    evidence: str
    file: str | None
    state: GateState


def told(gate: Gate | Mapping[str, Any]) -> str:
    """Write a gate as one sentence or two: what to do, where, with which file."""
    file = f" File: {gate['file']}." if gate["file"] else ""
    return f"{gate['id']}: {gate['title']} ({gate['where']}). {gate['what']}{file}"


def summary(gates_by_host: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Return one line for each open gate with its hosts; hosts where the same is to be done stand together."""
    hosts: dict[str, list[str]] = {}
    for host, gates in gates_by_host.items():
        for gate in gates:
            hosts.setdefault(told(gate), []).append(host)
    return [f"{text} [{_hosts(names)}]" for text, names in hosts.items()]


def checklist(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the gates of results by host as a Markdown checklist, by gate; what is done or confirmed is ticked."""
    entries: dict[str, tuple[Mapping[str, Any], list[str]]] = {}
    for host, result in results.items():
        for gate in result["open_gates"]:
            entries.setdefault(told(gate), ({**gate, "state": "open"}, []))[1].append(host)
    for host, result in results.items():
        for gate in result["closed_gates"]:
            entries.setdefault(f"{gate['state']} {gate['id']}", (gate, []))[1].append(host)
    blocks = [_entry(gate, names) for gate, names in entries.values()]
    return "\n".join(["# Gates", "", *(blocks or ["No manual steps."]), ""])


def _entry(gate: Mapping[str, Any], names: Sequence[str]) -> str:
    hosts = f"  - Hosts: {', '.join(map(plain, names))}"
    if gate["state"] != "open":
        return f"- [x] **{plain(gate['title'])}** ({gate['state']})\n{hosts}"
    lines = [f"- [ ] **{plain(gate['title'])}** (open, {plain(gate['where'])})", f"  - {plain(gate['what'])}"]
    lines += [f"  - File: `{_code(gate['file'])}`"] if gate["file"] else []
    lines += [f"  - Evidence: {plain(gate['evidence'])}", hosts]
    return "\n".join(lines)


def _code(text: str) -> str:
    """Return a text that stays inside of the marks of code, in one line."""
    return "".join(sign if sign.isprintable() and sign != "`" else "_" for sign in text)


def _hosts(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
