# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guess from its content which command printed a text."""

from __future__ import annotations

import re

from ._commands import Command

# The first that is found decides: from the output that holds the sections of others to the one that holds few.
_SIGNS = (
    ("show license tech support", r"Smart Licensing Tech Support info$|Communication Statistics:$"),
    ("show license eventlog", r"\*+ Event Log \*+|No EventLog Found\.|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* .*\bSAEVT_"),
    ("show license history message", r"(?:Import )?Message History \(oldest to newest\):"),
    ("show license rum id", r"Smart Licensing Usage Report Detail:"),
    ("show license rum id all", r"Smart Licensing Usage Report:|\d{10} +[A-Z_]+ +[A-Z] +\S"),
    ("show call-home smart-licensing", r"Current smart-licensing transport settings:"),
    ("show license all", r"Smart Licensing Status$|License Store: "),
    ("show license", r"Index \d+ Feature: "),
    ("show version", r"Cisco IOS|Cisco Nexus|Smart Licensing Status: |License Level: "),
    ("show license status", r"Smart Licensing is ENABLED|Smart Licensing Using Policy:|Trust Code Installed:"),
    ("show license status", r"Utility:$|Policy in use: | +License Type Supported"),
    ("show license summary", r"License Usage:$| *License +Entitlement [Tt]ag"),
    ("show license usage", r"License Authorization:|[^\s(][^(]* \(.+\):$"),
    ("show license reservation", r"License reservation:"),
    ("show license authorization", r"Overall status:$"),
    ("show license udi", r"UDI: PID:|SlotID +PID"),
    ("show license data conversion", r"License Conversion:$"),
    ("show running-config", r"license smart (?:transport|url|proxy|vrf|usage interval) |call-home$"),
    ("show clock", r"[*.]?\d\d:\d\d:\d\d(?:\.\d+)? \S+ [A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{4}$"),
)
_PATTERNS = tuple((command, re.compile(sign)) for command, sign in _SIGNS)


def guess(text: str) -> Command | None:
    """Return the command that prints such a text, None when it is none of those that are read."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    for command, pattern in _PATTERNS:
        if any(pattern.match(line) for line in lines):
            return Command(command, piped=False)
    return None
