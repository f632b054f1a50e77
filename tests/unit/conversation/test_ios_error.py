# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What IOS prints as an error, and what only looks like one."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.ios_error import (
    ios_error,
    known_refusal,
    log_lines,
    without_log,
)

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


REFUSALS = {
    "invalid input": (
        "        ^\n% Invalid input detected at '^' marker.\n",
        "% Invalid input detected at '^' marker.",
    ),
    "ambiguous": ('% Ambiguous command:  "lic"', '% Ambiguous command:  "lic"'),
    "incomplete": ("% Incomplete command.\n", "% Incomplete command."),
    "authorization": ("Command authorization failed.\n", "Command authorization failed."),
    "rejected": ("Command rejected: not allowed in this mode", "Command rejected: not allowed in this mode"),
    "in the middle": ("note: be careful\nError Message: no such thing\n", "Error Message: no such thing"),
    "hardware": ("HARDWARE_NOT_SUPPORTED\n", "HARDWARE_NOT_SUPPORTED"),
    "password": (
        "% password/key will be truncated to 16 characters",
        "% password/key will be truncated to 16 characters",
    ),
}
STATEMENTS = [
    "% Generating 1024 bit RSA keys, keys will be non-exportable...[OK]",
    "Failed to generate persistent self-signed certificate.\nSecure server will use temporary self-signed certificate.",
    "Profile cannot enable more than one transport method",
    "Call-home profile need to have at least one transport-method",
    "The email address configured in Cisco Smart License Portal will be used as contact email address",
    'Translating "ntp.example.com"...domain server (192.0.2.53)',
    "% Use 'write' command to make license boot config take effect on next boot",
    "The config will take effect on next reboot",
    "SECURITY WARNING - Module: HTTP, Command: ip http server",
    "%VRF Red: interface addresses removed due to enabling vrf",
    "Already registered",
    "Operation in progress",
]


@pytest.mark.parametrize(("output", "line"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_of_a_line_or_an_action(output: str, line: str) -> None:
    assert known_refusal(output) == line


@pytest.mark.parametrize("output", STATEMENTS)
def test_what_is_no_refusal_of_a_line_or_an_action(output: str) -> None:
    assert known_refusal(output) is None


def test_lines_of_the_logging_process_are_told_from_answers() -> None:
    line = "000123: *Dec  1 12:00:00.000: %SMART_LIC-3-POLICY_INSTALL_FAILED: The install has failed: no"
    printed = f"Import Data Successful\n{line}\n% Note\n"

    assert without_log(printed) == "Import Data Successful\n\n% Note"
    assert log_lines(printed) == [line]
