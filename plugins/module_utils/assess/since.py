# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Since when a workflow holds on a device: no date before that moment proves anything about the workflow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..state.state import State
from ..words.dates import parse_date

FIRST_SEEN = "the run that first saw it"
# A device prints whole seconds, and its clock and its dates are read a moment apart.
_SLACK = dt.timedelta(seconds=60)
# How far the clocks of the world are ahead of UTC, and behind it.
_FARTHEST_EAST, _FARTHEST_WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)


@dataclass(frozen=True)
class Since:
    """The moment by the device's clock (None: not known), and what that rests on.

    `settled`: the configuration of the workflow was seen in force. `baseline`: what was seen at that moment, of the
    device (`ack`, `push`, `waiting`) and of its server (`server`); None if they were not read then.
    """

    at: dt.datetime | None
    rests_on: str
    settled: bool
    baseline: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Way:
    """How a workflow leads from one product instance to its server.

    `settings`: what leads there. `in_force`: the device is configured so. `distinct`: no other workflow configures a
    device like this, so the date of the configuration is the date of the workflow.
    """

    workflow: str
    udi: str
    settings: Mapping[str, Any]
    in_force: bool
    distinct: bool

    @property
    def name(self) -> dict[str, Any]:
        """Return what makes this way the same as an earlier one."""
        return {"workflow": self.workflow, "udi": self.udi, "settings": dict(self.settings)}


def since_of(
    state: State, way: Way, earlier: Mapping[str, Any] | None, told: str | None, server: str | None = None
) -> Since:
    """Return since when the workflow holds.

    `earlier`: the result of an earlier run, or None. `told`: what the operator says
    (`slp_since`), a date of the device's clock. `server`: when the server says that the device last reported.
    """
    now = wall_clock(state)
    noted = _noted(earlier, way, now)
    changed = _last_change(state, now)
    if noted is not None and way.in_force:
        at = noted.at
        if not noted.settled and at is not None and changed is not None:
            at = max(at, changed)
        return Since(at, noted.rests_on, settled=True, baseline=noted.baseline)
    if way.in_force and told:
        return Since(_moment(told), "slp_since", settled=True)
    if way.in_force and way.distinct and changed is not None and not comes_from_elsewhere(earlier, way.name):
        return Since(changed, "the last configuration change of the device", settled=True)
    baseline = {**baseline_of(state), "server": server}
    return Since(now, FIRST_SEEN, settled=way.in_force, baseline=baseline)


def comes_from_elsewhere(earlier: Mapping[str, Any] | None, name: Mapping[str, Any]) -> bool:
    """Return whether an earlier run left the device in another way than `name` (see `Way.name`), or on its way there.

    Without an earlier run this is unknown.
    """
    note = (earlier or {}).get("basis")
    return isinstance(note, Mapping) and (note.get("way") != name or note.get("settled") is not True)


def wall_clock(state: State) -> dt.datetime | None:
    """Return the device's own time (naive); None if it was not read."""
    clock = state["clock"]
    return dt.datetime.fromisoformat(clock["wall_clock"]) if clock else None


def baseline_of(state: State) -> dict[str, Any]:
    """Return what must have moved before it proves anything."""
    usage = state["usage_reporting"]
    return {
        "ack": usage["last_ack_received"],
        "push": usage["last_report_push"],
        "waiting": state["rum_reports"].get("waiting_for_ack") or 0,
    }


def happened_since(since: Since, state: State, date: str | None, kind: str) -> bool:
    """Return whether a date of the device (`kind`: `ack` or `push`) is younger than the workflow on it."""
    moment, now = parse_date(date), wall_clock(state)
    if moment is None or since.at is None or now is None or moment > now + _SLACK:
        return False
    if since.baseline is None:
        return moment > since.at
    # Seconds are all that a device prints: within the first one, what changed since the look before counts.
    return date != since.baseline.get(kind) and moment >= since.at.replace(microsecond=0)


def reported_since(since: Since, state: State, report: str | None) -> bool:
    """Return whether the last report that a server shows (ISO 8601 in UTC) belongs to this workflow.

    What a server said when the workflow began proves nothing later, whatever its date.
    """
    if report is None or since.at is None:
        return False
    moment, zone = _moment(report), (state["clock"] or {}).get("zone")
    # Zone names are free-form: except for UTC, the offset of the device's clock is unknown.
    ahead, behind = (dt.timedelta(0), dt.timedelta(0)) if zone in ("UTC", "GMT") else (_FARTHEST_EAST, _FARTHEST_WEST)
    if since.baseline is None:
        return moment is not None and moment > since.at + behind
    changed = "server" in since.baseline and report != since.baseline["server"]
    return changed and (moment is None or moment + ahead + _SLACK >= since.at)


def _noted(earlier: Mapping[str, Any] | None, way: Way, now: dt.datetime | None) -> Since | None:
    """Return what an earlier run recorded, if it is for this path, and not in the future of a clock set back."""
    note = (earlier or {}).get("basis")
    if not isinstance(note, Mapping) or note.get("way") != way.name:
        return None
    at = _moment(note.get("at"))
    baseline = note.get("baseline")
    if at is None or now is None or at > now + _SLACK or not isinstance(baseline, (Mapping, type(None))):
        return None
    return Since(at, str(note.get("rests_on")), settled=note.get("settled") is True, baseline=baseline)


def note_of(since: Since, way: Way) -> dict[str, Any]:
    """Return what the next run must know of this one; `_noted` reads it."""
    return {
        "way": way.name,
        "at": since.at.isoformat() if since.at else None,
        "rests_on": since.rests_on,
        "settled": since.settled,
        "baseline": dict(since.baseline) if since.baseline is not None else None,
    }


def _moment(text: Any) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return None


def _last_change(state: State, now: dt.datetime | None) -> dt.datetime | None:
    """Return the last configuration change; None if the device does not say, or where its clock was set back."""
    change = ((state["config"] or {}).get("last_change") or {}).get("wall_clock")
    moment = _moment(change)
    return moment if moment is not None and now is not None and moment <= now + _SLACK else None
