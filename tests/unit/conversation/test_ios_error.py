# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What IOS prints as an error, and what only looks like one."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils._ios_error import ios_error

INVALID = "% Invalid input detected at '^' marker."
ERRORS = {
    "invalid input": (f"          ^\n{INVALID}\n", INVALID),
    "without caret line": (INVALID, INVALID),
    "ambiguous": ('% Ambiguous command:  "sh li"', '% Ambiguous command:  "sh li"'),
    "incomplete": ("\r\n% Incomplete command.\r\n\r\n", "% Incomplete command."),
    "unknown": ("% Unknown command or computer name\nrouter#", "% Unknown command or computer name"),
    "no blank behind the sign": ("%VRF Red does not exist", "%VRF Red does not exist"),
    "authorization": ("Command authorization failed.\n", "Command authorization failed."),
    "rejected": ("Command rejected: not allowed in this mode", "Command rejected: not allowed in this mode"),
    "error": ("ERROR: the file cannot be opened", "ERROR: the file cannot be opened"),
}
NO_ERRORS = {
    "nothing": "",
    "blanks": "\r\n \r\n",
    "not found in licence output": "Failure Reason: Trust code not found\n% of capacity: 4\n",
    "a share": "Utilization\n 12 % of the licences\n",
    "a sentence about an error": "The requested item was not found",
    "failed": "Last Response: FAILED on Apr 22 05:01:33 2025 UTC\n  Failure Reason: connection timed out\n",
    "an error that comes after output": "Trust Code Installed: <none>\n% Invalid input detected at '^' marker.\n",
    "syslog of severity 6": "%SMART_LIC-6-POLICY_INSTALL_SUCCESS: A new licensing policy was successfully installed",
    "syslog of severity 3": "%SMART_LIC-3-COMM_FAILED: Communications failure with CSSM : Communications failure",
    "syslog of another facility": "%SYS-5-CONFIG_I: Configured from console by admin on vty0",
    "warning": "%Warning: this will reload the device",
    "warning after a blank": "% Warning: the profile has no contact",
    "note": "% Note: changes take effect after a reload",
    "informational": "% Informational: the command is deprecated",
    "building": "Building configuration...\n[OK]",
}


@pytest.mark.parametrize(("output", "error"), ERRORS.values(), ids=ERRORS)
def test_an_error(output: str, error: str) -> None:
    assert ios_error(output) == error


@pytest.mark.parametrize("output", NO_ERRORS.values(), ids=NO_ERRORS)
def test_no_error(output: str) -> None:
    assert ios_error(output) is None
