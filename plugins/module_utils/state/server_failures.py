# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of a message to the server, from two readings of the communication statistics."""

from __future__ import annotations

import re
from typing import Any

from ..words.errors import LicensingError, Reason
from .state import State

_CLOCK = re.compile(r"clock|time (?:mismatch|differ|skew|stamp)|not (?:yet )?valid.*time", re.IGNORECASE)
_UNREACHABLE = re.compile(
    r"resolve|no reply|unreachable|communication|empty response|connect|timed? ?out", re.IGNORECASE
)
_NEXT_STEP = {
    "communication_failed": "Check name resolution, route or VRF, proxy and URL of the device, then run again.",
    "clock_skew": "Correct the clock of the device (NTP), then run again.",
    "trust_failed": (
        "Check that the token is valid and for the right virtual account; generate a new one in CSSM if it expired. "
        "If trust codes already exist, force is needed."
    ),
    "slac_denied": "Check in CSSM that the virtual account has the licence and that trust is established.",
}


def failure_of(message: str, before: State, after: State, otherwise: Reason) -> LicensingError | None:
    """Return the error when a message (trust_establishment, authorization_request ...) failed between two readings.

    The reason comes from the text that the device gives; `otherwise` when it does not name communication or time.
    """
    earlier, later = _statistics(before, message), _statistics(after, message)
    if (later.get("fail") or 0) <= (earlier.get("fail") or 0):
        return None
    text = later.get("failure_reason") or later.get("last_response") or "the device gives no reason"
    reason = _reason(text, otherwise)
    what = message.replace("_", " ")
    return LicensingError(reason, f"{what} failed: {text}. {_NEXT_STEP.get(reason, '')}".strip())


def _statistics(state: State, message: str) -> dict[str, Any]:
    found: dict[str, Any] = state["communication"].get(message, {})
    return found


def _reason(text: str, otherwise: Reason) -> Reason:
    if _CLOCK.search(text):
        return "clock_skew"
    return "communication_failed" if _UNREACHABLE.search(text) else otherwise
