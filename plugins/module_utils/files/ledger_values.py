# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that a ledger line may hold: names that this collection creates, and nothing else.

The file on the disk may have been changed by anyone. A name on the device goes into a command, a name on
the controller is opened.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

_KINDS = "usage|request|ack|slac|policy|trust|return"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,149}"
# The directory is the one of the option of that name, an absolute one; it does not climb.
_DIRECTORY = r"[A-Za-z0-9_-]+:(?!.*\.\.)[A-Za-z0-9_.:/@%+-]{0,100}?"
_FORMS = {
    "file": re.compile(rf"(?:{_KINDS})/{_NAME}"),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "device_file": re.compile(rf"{_DIRECTORY}slp_usage_[0-9]{{1,9}}\.xml"),
    "device": re.compile(r"PID:[\x20-\x7e]{1,64},SN:[\x21-\x7e]{1,64}"),
    "url": re.compile(r"(?:(?:tftp|ftp|scp|https?)://|usb(?:flash)?[0-9]:)[A-Za-z0-9._~:/%@\[\]+,=&*-]{1,400}"),
    "bundle": re.compile(_NAME),
}


def refusal(event: Mapping[str, Any]) -> str | None:
    """Say which value of an event cannot have been written by this collection; None if all can."""
    for key, form in _FORMS.items():
        if key in event and not form.fullmatch(event[key]):
            return f"its {key} is {event[key][:80]!r}, which this collection never writes"
    return None if _is_moment(event["at"]) else f"its at is {event['at'][:80]!r}, which is not a time with a zone"


def _is_moment(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
