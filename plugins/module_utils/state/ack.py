# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the usage reports of a product instance are acknowledged."""

from __future__ import annotations

import datetime as dt

from ..words.dates import days_between, parse_date
from .state import State


def acknowledged(state: State, within_days: int | None = None) -> bool:
    """Return whether the device has an ACK that is not older than the last report that it pushed, if any.

    `within_days`: the ACK must be younger than that, by the clock of the device; None or 0 asks nothing of its age.
    An ACK of unknown age is not young enough.
    """
    usage = state["usage_reporting"]
    ack = parse_date(usage["last_ack_received"])
    if ack is None:
        return False
    pushed = parse_date(usage["last_report_push"])
    answered = pushed is None or ack >= pushed
    return answered and (not within_days or _age_days(state, ack) < within_days)


def _age_days(state: State, moment: dt.datetime) -> float:
    if state["clock"] is None:
        return float("inf")
    return days_between(moment, dt.datetime.fromisoformat(state["clock"]["wall_clock"]))
