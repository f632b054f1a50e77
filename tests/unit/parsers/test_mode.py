# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which licensing a device has, by the line that proves it; and who reads the mode afterwards."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.support import require_policy_mode
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    empty_state,
    parse_pasted,
    parse_show,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.unit.parsers.captures import fixture

NEXUS = fixture("show-license-all", "c8300-wan-trusted").replace("PID:C8300-1N1S-4T2X", "PID:N9K-C93180YC-FX")


@pytest.mark.parametrize(
    ("command", "text", "evidence"),
    [
        ("show license all", NEXUS, "UDI: PID:N9K-C93180YC-FX,SN:FDO2250A0J5"),
        (
            "show license status",
            "Smart Licensing is ENABLED\n\nSmart Licensing using Policy:\n    Status: ENABLED\n",
            "Smart Licensing using Policy:",
        ),
        (
            "show license usage",
            "Feature                      Ins  Lic   Status Expiry Date Comments\n"
            "                                 Count\n",
            "Feature                      Ins  Lic   Status Expiry Date Comments",
        ),
        (
            "show license status",
            "Router operating mode: Controller-Managed\nUtility:\n  Status: DISABLED\n",
            "Router operating mode: Controller-Managed",
        ),
        ("show license", "Index 1 Feature: ipbasek9\n        License Type: Permanent\n", "Index 1 Feature: ipbasek9"),
        (
            "show license all",
            "        ^\n% Invalid input detected at '^' marker.\n",
            "% Invalid input detected at '^' marker.",
        ),
    ],
)
def test_other_systems_are_named_and_nothing_of_them_is_read(command: str, text: str, evidence: str) -> None:
    state = parse_show(command, text)

    assert (state["mode"], state["mode_evidence"]) == ("unsupported", evidence)
    assert {**state, "mode": None, "mode_evidence": None} == empty_state()


def test_an_authorization_that_does_not_apply_is_not_classic() -> None:
    state = parse_show("show license usage", "License Authorization:\n  Status: Not Applicable\n\nNo licenses in use\n")

    assert state["mode"] is None
    assert state["unparsed"] == []


def test_smart_licensing_is_enabled_proves_nothing() -> None:
    assert parse_show("show license status | include ENABLED", "Smart Licensing is ENABLED\n")["mode"] is None


@pytest.mark.parametrize("command", ["show license udi", "show license rum id all", "show license authorization"])
def test_a_mode_that_is_not_told_is_no_policy_mode(command: str) -> None:
    state = parse_show(command, fixture(command.replace(" ", "-"), "c8300-wan-trusted"))

    assert state["mode"] is None
    with pytest.raises(LicensingError, match="does not run Smart Licensing Using Policy"):
        require_policy_mode(state)


NOT_APPLICABLE = "Smart Licensing Status: Registration Not Applicable/Not Applicable\n"
CONTROLLER = "Router operating mode: Controller-Managed\n"


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ("Cisco IOS XE Software, Version 17.12.04\nSmart Licensing Status: Smart Licensing Using Policy\n", "policy"),
        ("Cisco IOS XE Software, Version 16.12.05\nSmart Licensing Status: UNREGISTERED/EVAL MODE\n", "classic"),
        (f"Cisco IOS XE Software, Version 17.03.03\n{NOT_APPLICABLE}", "policy"),
        (f"Cisco IOS XE Software, Version 17.05.01a\n{NOT_APPLICABLE}{CONTROLLER}", "policy"),
        (f"Cisco IOS XE Software, Version 16.12.05\n{NOT_APPLICABLE}", None),
        (f"{NOT_APPLICABLE}", None),
        ("Cisco IOS XE Software, Version 17.9.3\nRouter operating mode: Controller-Managed\n", "unsupported"),
        ("Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M5, RELEASE\n", "unsupported"),
        ("Cisco Nexus Operating System (NX-OS) Software\n  NXOS: version 10.2(3)\n", "unsupported"),
        ("Cisco IOS XE Software, Version 17.12.04\n", None),
    ],
)
def test_what_show_version_alone_tells(version: str, mode: str | None) -> None:
    state, _parsed = parse_pasted(f"router#show version\n{version}router#\n")

    assert state["mode"] == mode
    assert (state["mode_evidence"] is None) is (mode is None)


def test_licence_output_says_more_than_the_operating_mode() -> None:
    text = "R#show version\nCisco IOS XE Software, Version 17.9.3\nRouter operating mode: Controller-Managed\n"
    state, _parsed = parse_pasted(f"{text}R#show license all\n{fixture('show-license-all', 'c8300-wan-trusted')}R#\n")

    assert state["mode"] == "policy"
    assert state["platform"]["operating_mode"] == "controller-managed"
    with pytest.raises(LicensingError, match="controller mode"):
        require_policy_mode(state)
