# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""show license tech support: the state again in its long form, and what only it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State, udis, without_trust
from tests.unit.parsers.captures import fixture, found, words_after

WHOLE = [
    pytest.param(path, id=path.stem) for path in found("show-license-tech-support") if "truncated" not in path.stem
]


def read(name: str) -> State:
    state: State = parse_show("show license tech support", fixture("show-license-tech-support", name))
    return state


@pytest.mark.parametrize("path", WHOLE)
def test_a_capture_says_what_its_own_lines_say(path: Path) -> None:
    text = path.read_text()
    state = parse_show("show license tech support", text)
    usage = text.partition("License Usage\n")[2].partition("Product Information\n")[0]
    other = text.partition("Other Info\n")[2].partition("Platform Provided")[0]

    assert state["mode"] == "policy"
    assert [entry["handle"] for entry in state["licenses"]] == [
        int(n) for n in re.findall(r"(?m)^Handle: (\d+)", usage)
    ]
    assert [entry["name"] for entry in state["licenses"]] == re.findall(r"(?m)^  License: (.+?) *$", usage)
    assert [entry["entitlement_tag"] for entry in state["licenses"]] == re.findall(
        r"(?m)^  Entitlement Tag: (\S+)", usage
    )
    assert [f"{entry['status']}({entry['status_code']})" for entry in state["licenses"]] == re.findall(
        r"(?m)^  Status: (.+?) *$", usage
    )
    assert [entry["measurement"]["current_value"] for entry in state["licenses"]] == [
        int(n) for n in re.findall(r"(?m)^      Current Value: (\d+)", usage)
    ]
    assert state["other"]["values"]["Software ID"] == words_after(text, "Software ID:")
    assert state["other"]["overall_trust"] == words_after(text, "Overall Trust:")
    assert state["other"]["clock_synchronized"] is (words_after(text, "Clock sync-ed with NTP:") == "True")
    assert len(state["other"]["trust"]) == len(re.findall(r"(?m)^(?:P:|Local Device:)", other))
    assert state["jobs"]["current_time"] == words_after(text, "Current time:")
    assert len(state["jobs"]["scheduled"]) == len(
        re.findall(r"(?m): .*(?:remaining\)|Rescheduled|Available|\(Expired\)) *$", text)
    )
    assert len(state["reservation"]["members"]) == text.count("Reservation status:")
    assert len(state["mapping"]["enforced"]) == len(re.findall(r"(?m)^  P:", text))
    assert state["channel"]["level_allowed"] == words_after(text, "Communication Level Allowed:")


@pytest.mark.parametrize("path", WHOLE)
def test_trust_is_told_by_the_trust_section_or_else_by_the_internals(path: Path) -> None:
    text = path.read_text()
    state = parse_show("show license tech support", text)
    installed = [code["installed"] for code in state["trust_codes"] if code["installed"]]

    assert len(installed) == len(re.findall(r"(?m)^(?:P:|Local Device:).*Trust Data INSTALLED", text))
    assert (without_trust(state) == []) is ("Overall Trust: INSTALLED" in text)


def test_the_agents_that_print_no_trust_section_give_members_and_roles() -> None:
    state = read("isr4331-branch-trusted")

    assert [(code["role"], code["sn"], code["installed_on"]) for code in state["trust_codes"]] == [
        (None, "FDO2139A1BC", None)
    ]
    assert read("isr4331-branch-untrusted")["trust_codes"] == []


def test_a_pair_that_shares_a_udi() -> None:
    text = fixture("show-license-tech-support", "c9600-core-trusted")
    state = parse_show(
        "show license tech support", re.sub(r"(?s)Trust Code Installed:.*?License Usage", "License Usage", text)
    )

    assert [code["role"] for code in state["trust_codes"]] == ["Active", "Standby"]
    assert udis(state) == state["members"]


def test_the_numbers_in_brackets_stand_by_themselves() -> None:
    text = fixture("show-license-tech-support", "c8300-wan-trusted")
    text = re.sub(r"Purged: \d+\(\d+\)", "Purged: 390(391)", text)
    text = re.sub(r"Waiting for Ack: \d+\(\d+\)", "Waiting for Ack: 0(300)", text)
    reports = parse_show("show license tech support", text)["rum_reports"]

    assert (reports["purged"], reports["waiting_for_ack"], reports["mia"]) == (390, 0, 0)
    assert reports["in_brackets"] == {"purged": 391, "waiting_for_ack": 300, "mia": 0}
    assert reports["module_status"] == "Ready"


def test_jobs_that_are_due_that_are_over_and_that_are_not() -> None:
    text = fixture("show-license-tech-support", "c8300-wan-trusted").replace(
        "Init Flag Check: Expired Not Rescheduled",
        "Init Flag Check: Not Available\nOperational Move: Mar 15 21:13:41 2024 UTC  (Expired)",
    )
    jobs = {job["name"]: job for job in parse_show("show license tech support", text)["jobs"]["scheduled"]}

    assert jobs["Init Flag Check"]["status"] == "Not Available"
    assert (jobs["Operational Move"]["at"], jobs["Operational Move"]["status"]) == (
        "Mar 15 21:13:41 2024 UTC",
        "Expired",
    )
    assert jobs["Daily"]["remaining"].endswith("seconds")
    assert jobs["Data Synchronization"] == {
        "name": "Data Synchronization",
        "at": None,
        "remaining": None,
        "status": "Expired Not Rescheduled",
    }


def test_the_counts_below_a_status_and_the_day_0_verification() -> None:
    text = fixture("show-license-tech-support", "c9350-access-trusted").replace(
        "  Status: IN USE(15)\n",
        "  Status: IN USE(15)\n    Authorized Count: 1\n    Out-Of-Compliance Count: 2\n    Insufficient Count: 3\n"
        "    No license: 4\n",
    )
    text = text.replace("  Feature Name:", "  Day-0 Verification: NO\n  Feature Name:")
    state = parse_show("show license tech support", text)

    assert state["unparsed"] == []
    assert state["licenses"][0]["counts"] == {
        "authorized": 1,
        "out_of_compliance": 2,
        "insufficient": 3,
        "no_license": 4,
    }
    assert state["licenses"][0]["day_0_verification"] is False


def test_the_slac_of_a_reservation_is_an_authorization() -> None:
    state = read("c8300-wan-trusted")
    (member,) = state["authorizations"]

    assert member["installed"] is True
    assert member["confirmation_code"] == state["reservation"]["members"][0]["confirmation_code"] is not None
    assert state["reservation"]["enabled"] is False


def test_licences_that_the_platform_enforces() -> None:
    text = fixture("show-license-tech-support", "c9350-access-trusted").replace(
        "    No PD enforced licenses", "    hseck9: regid.2099-01.com.example.HSEC,1.0_a (3)", 1
    )
    first, second = parse_show("show license tech support", text)["mapping"]["enforced"]

    assert first["licenses"] == [
        {"name": "hseck9", "entitlement_tag": "regid.2099-01.com.example.HSEC,1.0_a", "code": 3}
    ]
    assert second["licenses"] == []


def test_an_enforced_licence_without_a_tag() -> None:
    text = "Enforced Licenses:\n  P:C8000V,S:9ABC:\n    hseck9:  (3)\n"
    state = parse_show("show license tech support | begin Enforced", text)

    assert state["unparsed"] == []
    (enforced,) = state["mapping"]["enforced"]
    assert enforced["licenses"] == [{"name": "hseck9", "entitlement_tag": None, "code": 3}]


def test_the_same_state_as_show_license_all() -> None:
    tech, whole = (
        read("c9600-core-trusted"),
        parse_show("show license all", fixture("show-license-all", "c9600-core-trusted")),
    )

    for key in ("members", "product", "agent_version", "privacy", "utility"):
        assert tech[key] == whole[key], key


def test_a_new_line_of_the_internals_is_a_value_of_its_own() -> None:
    text = fixture("show-license-tech-support", "c8300-wan-trusted").replace(
        "Endian: Big", "Endian: Big\nQuantum: True"
    )
    state = parse_show("show license tech support", text)

    assert state["other"]["values"]["Quantum"] == "True"
    assert state["unparsed"] == []


def test_a_local_device_may_name_itself_behind_the_colon() -> None:
    text = fixture("show-license-tech-support", "c8300-wan-trusted")
    udi = "P:C8300-1N1S-4T2X,S:FDO2250A0J5"
    assert f"{udi}: {udi}, state[2]" in text
    (trust,) = parse_show("show license tech support", text.replace(f"{udi}: {udi}", f"Local Device: {udi}"))["other"][
        "trust"
    ]

    assert (trust["pid"], trust["sn"]) == ("C8300-1N1S-4T2X", "FDO2250A0J5")
    assert (trust["installed"], trust["trust_id"]) == (True, 552)
