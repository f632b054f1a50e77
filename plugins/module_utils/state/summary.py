# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One flat row for each device, and rows as a table of text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .state import State, udis, without_trust

COLUMNS = ("host", "transport", "trust codes", "SLAC", "policy", "last ACK", "next push")

# What Ansible puts in front of the reason.
_ANSIBLE_WORDS = re.compile(r"(?:(?:Task|Action) failed: )+")


def summary(state: State) -> dict[str, Any]:
    """Return what a person looks at first, as a flat mapping of words and numbers."""
    members = max(len(udis(state)), 1)
    return {
        "mode": state["mode"],
        "pid": state["product"]["pid"],
        "sn": state["product"]["sn"],
        "transport": _transport(state),
        "members": members,
        "trusted": _trusted(state, members),
        "slac": sum(entry["installed"] for entry in state["authorizations"]),
        "policy": state["policy"]["name"] or ("Cisco default" if state["policy"]["in_use"] else None),
        "last_ack": state["usage_reporting"]["last_ack_received"],
        "next_ack_deadline": state["usage_reporting"]["next_ack_deadline"],
        "next_push": state["usage_reporting"]["next_report_push"],
        "unparsed": len(state["unparsed"]),
    }


def table(readings: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Lay out, by host name, the results of slp_info as lines of equal columns; a host without a state says why."""
    rows = [COLUMNS, *(_row(host, readings[host]) for host in sorted(readings))]
    widths = [max(len(row[index]) for row in rows if len(row) == len(COLUMNS)) for index in range(len(COLUMNS))]
    widths[0] = max(len(row[0]) for row in rows)
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]


def why_not_read(reading: Mapping[str, Any]) -> str:
    """Return in one line why a task returned no state: its message, without Ansible's prefix."""
    return _ANSIBLE_WORDS.sub("", str(reading.get("msg") or "not read")).splitlines()[0]


def _row(host: str, reading: Mapping[str, Any]) -> Sequence[str]:
    state = reading.get("smart_licensing")
    if state is None:
        return host, why_not_read(reading)
    row = summary(state)
    if row["mode"] in ("classic", "unsupported"):
        return host, f"{row['mode']}: {state['mode_evidence']}"
    if row["trusted"] is None:
        return host, f"{row['mode'] or 'mode unknown'}: a part of the state, {len(state['licenses'])} licences"
    return (
        host,
        row["transport"],
        f"{row['trusted']} of {row['members']}",
        str(row["slac"]) if row["slac"] else "-",
        row["policy"] or "-",
        row["last_ack"] or "-",
        row["next_push"] or "-",
    )


def _trusted(state: State, members: int) -> int | None:
    """Return how many members have a trust code; None when the output shows none of that, as show license summary."""
    if state["mode"] in ("classic", "unsupported"):
        return 0
    told = state["policy"]["in_use"] is not None
    return members - len(without_trust(state)) if told else None


def _transport(state: State) -> str:
    transport = state["transport"]
    call_home = (state["config"] or {}).get("call_home") or {}
    proxy = transport["proxy"] or (call_home.get("proxy") if transport["type"] == "callhome" else None)
    words = [transport["type"] or "-"]
    if proxy:
        words.append(f"proxy {proxy['address']}")
    if transport["vrf"]:
        words.append(f"vrf {transport['vrf']}")
    return ", ".join(words)
