# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide which RUM reports of a device are not safe on the controller yet, and which command saves them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..files.ledger import Event, standings
from ..files.udi import Udi
from ..state.state import State

_OURS = re.compile(r"slp_usage_([0-9]+)\.xml")
# A report that is OPEN still collects; what is ACK needs nothing more.
_TO_REPORT = ("CLOSED", "UNACK")


def unsaved(state: State, events: Iterable[Event], *, copied_is_safe: bool = False) -> list[str]:
    """Return the IDs of the reports that wait to be reported and are in no verified file, oldest first.

    `copied_is_safe`: nor in a file that the device copied to a URL, which the controller cannot verify.
    `state` needs the list of reports (rum).
    """
    safe = {
        report
        for report, standing in standings(events).items()
        if standing.file or (copied_is_safe and standing.stage == "copied")
    }
    waiting = [str(item["id"]) for item in state["rum_reports"]["items"] if item["state"] in _TO_REPORT]
    return [report for report in waiting if report not in safe]


def waiting_for_ack(state: State) -> list[str]:
    """Return the IDs of the reports that were saved or sent, and have no ACK."""
    return [str(item["id"]) for item in state["rum_reports"]["items"] if item["state"] == "UNACK"]


def save_command(scope: str, number: int | None, path: str) -> str:
    """Return the command that writes reports to a file; `number` is that of days, or of one report."""
    words = {"days": f"days {number}", "rum_id": f"rum-id {number}"}.get(scope, scope)
    return f"license smart save usage {words} file {path}"


def next_name(names: Iterable[str], events: Iterable[Event]) -> str:
    """Return a name that no file of this collection on the device has or had: nothing is ever overwritten."""
    known = [*names, *(event.get("device_file", "") for event in events)]
    numbers = [int(found[1]) for name in known if (found := _OURS.search(name))]
    return f"slp_usage_{max(numbers, default=0) + 1}.xml"


def of_device(events: Iterable[Event], device: Iterable[Udi], directory: str) -> list[Event]:
    """Return the events about files in that directory of this very device, under names that are given here.

    A ledger outlives a device that was replaced, and a name in it may be that of another device's file.
    """
    known = {str(udi) for udi in device}
    return [
        event
        for event in events
        if event.get("device") in known and _OURS.fullmatch(event.get("device_file", "").removeprefix(directory))
    ]


def left_over(files: Mapping[str, int], directory: str, events: Sequence[Event]) -> list[str]:
    """Return the names of the files on the device that an interrupted run saved and no run has fetched."""
    brought = {event.get("device_file") for event in events if event["event"] == "verified"}
    return [name for name in files if _OURS.fullmatch(name) and f"{directory}{name}" not in brought]
