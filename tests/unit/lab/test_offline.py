# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations without a connection: usage saved to files, requests saved, and answers of CSSM imported."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.lab.clock import DAY
from tests.lab.cssm_answers import SLE_POLICY, Account, ack_file, policy_file, slac_file, trust_file
from tests.lab.cssm_requests import read_request
from tests.lab.device.device import Device
from tests.lab.estate import Estate
from tests.lab.rum import device_secret, read_payload, read_usage_file, verify

from .conftest import NOON, Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
NAME = "c8300-wan"
ACCOUNT = Account("Lab Industries", "WAN")
OFF = ("configure terminal", "license smart transport off", "end")
NOTHING = "The requested item was not found\n"
TAKEN = "Import Data Successful\n"


@pytest.fixture
def talk(login: Login) -> Conversation:
    return login(NAME)


@pytest.fixture
def wan(device: Find) -> Device:
    return device(NAME)


@pytest.fixture
def give(wan: Device) -> Callable[[bytes], str]:
    """Put a file on the flash; returns the command that imports it."""

    def put(data: bytes) -> str:
        wan.flash.write("bootflash:answer.xml", data, NOON)
        return "license smart import bootflash:answer.xml"

    return put


Give = Callable[[bytes], str]


def saved(device: Device, name: str = "usage.xml") -> list[str]:
    """The report ids in a file of the device, once its signatures were checked."""
    reports = read_usage_file(device.flash.read(name))
    assert all(verify(device_secret(report.sn), report.payload, report.value) for report in reports)
    return [read_payload(report.payload).report_id for report in reports]


def states(device: Device) -> list[str]:
    return [report.state for report in device.agent.reports]


# -- usage ----------------------------------------------------------------------------------------------------------


def test_saving_closes_what_is_open_and_hands_it_over(talk: Conversation, wan: Device) -> None:
    assert states(wan) == ["CLOSED", "CLOSED", "OPEN", "OPEN"]
    assert talk.say("license smart save usage unreported file bootflash:usage.xml") == ""
    assert saved(wan) == [str(report.number) for report in wan.agent.reports[:4]]
    assert states(wan) == ["UNACK"] * 4 + ["OPEN"] * 2
    assert "Last report file write: Dec 01 12:00:00 2025 UTC" in talk.say("show license status")


def test_what_was_saved_is_unreported_no_more_but_all_has_it_still(talk: Conversation, wan: Device) -> None:
    talk.say("license smart save usage unreported file usage.xml")
    assert talk.say("license smart save usage unreported file again.xml") == NOTHING
    assert "again.xml" not in wan.flash.files
    assert talk.say("license smart save usage all file again.xml") == ""
    assert saved(wan, "again.xml") == saved(wan)


def test_a_report_needs_a_sample_before_it_is_closed(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say("license smart save usage unreported file usage.xml")
    estate.clock.advance(899)
    assert talk.say("license smart save usage unreported file usage.xml") == NOTHING
    estate.clock.advance(1)
    assert talk.say("license smart save usage unreported file usage.xml") == ""
    assert len(saved(wan)) == 2


def test_days_and_ids_choose_reports(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say("license smart save usage all file usage.xml")
    first = saved(wan)[0]
    talk.say(f"license smart save usage rum-Id {first} file one.xml")
    assert saved(wan, "one.xml") == [first]
    estate.clock.advance(2 * DAY)
    talk.say("license smart save usage days 2 file days.xml")
    assert saved(wan, "days.xml") == [str(report.number) for report in wan.agent.reports[2:6]]
    assert talk.say("license smart save usage rum-id 7 file none.xml") == NOTHING


def test_a_report_never_changes_once_it_is_closed(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say("license smart save usage all file first.xml")
    estate.clock.advance(DAY)
    wan.faults.skew_seconds = 500
    talk.say("license smart save usage all file later.xml")
    before, after = (wan.flash.read(name).splitlines()[1:-1] for name in ("first.xml", "later.xml"))
    assert after[: len(before)] == before


@pytest.mark.parametrize(("name", "versioned"), [("isr4331-branch", False), ("c9300-campus", True)])
def test_older_releases_keep_the_id_elsewhere(login: Login, device: Find, name: str, versioned: bool) -> None:
    talk = login(name)
    talk.shell.privilege = 15
    talk.say("license smart save usage all file usage.xml")
    payload = json.loads(read_usage_file(device(name).flash.read("usage.xml"))[0].payload)
    assert ("version" in payload, "report_id" in payload["meta"]) == (versioned, not versioned)


def test_a_stack_names_its_members_in_every_report(login: Login, device: Find) -> None:
    login("c9300-campus").say("license smart save usage all file flash:usage.xml")
    report = read_usage_file(device("c9300-campus").flash.read("usage.xml"))[0]
    assert report.sn == "FCW2303A0AA"
    assert read_payload(report.payload).members == tuple(str(member) for member in device("c9300-campus").agent.members)


def test_a_full_flash_says_so_and_nothing_counts_as_handed_over(talk: Conversation, wan: Device) -> None:
    wan.faults.storage_full = True
    assert talk.say("license smart save usage all file bootflash:usage.xml") == (
        "%Error writing bootflash:/usage.xml (No space left on device)\n"
    )
    assert len(wan.flash.read("usage.xml")) == 700
    assert states(wan) == ["CLOSED"] * 4 + ["OPEN"] * 2
    assert "Last report file write: <none>" in talk.say("show license status")


def test_a_syslog_line_can_come_while_usage_is_saved(talk: Conversation, wan: Device) -> None:
    wan.faults.save_log = "%SMART_LIC-6-REPORTING_REQUIRED: A Usage report acknowledgement will be required in 89 days."
    assert "%SMART_LIC-6-REPORTING_REQUIRED" in talk.say("license smart save usage all file usage.xml")
    assert saved(wan)


# -- answers --------------------------------------------------------------------------------------------------------


def test_an_ack_ends_the_round(talk: Conversation, wan: Device, give: Give, estate: Estate) -> None:
    talk.say(*OFF, "license smart save usage all file usage.xml")
    ids = saved(wan)
    estate.clock.advance(60)
    assert talk.say(give(ack_file(str(wan.profile.udi), ids, SLE_POLICY, ACCOUNT, NOON))) == TAKEN
    assert states(wan) == ["ACK"] * 4 + ["OPEN"] * 2
    status = talk.say("show license status")
    assert "  Last ACK received: Dec 01 12:01:00 2025 UTC\n  Next ACK deadline: Dec 31 12:01:00 2025 UTC\n" in status
    assert "  Policy name: SLE Policy\n" in status
    assert "  Smart Account: Lab Industries As of Dec 01 12:01:00 2025 UTC\n  Virtual Account: WAN\n" in status
    assert talk.say("license smart save usage all file again.xml") == NOTHING
    assert talk.say("show license history message | include Received").count("Received on Dec 01 12:01:00") == 3


def test_an_ack_may_be_imported_twice_and_may_know_reports_that_the_device_forgot(
    talk: Conversation, wan: Device, give: Give
) -> None:
    talk.say("license smart save usage all file usage.xml")
    command = give(ack_file(str(wan.profile.udi), [*saved(wan)[:2], "1600000000"], None, ACCOUNT, NOON))
    assert [talk.say(command), talk.say(command)] == [TAKEN, TAKEN]
    assert states(wan) == ["ACK"] * 2 + ["UNACK"] * 2 + ["OPEN"] * 2


def test_a_changed_byte_another_device_and_no_answer_are_refused(
    talk: Conversation, wan: Device, give: Give, device: Find
) -> None:
    good = ack_file(str(wan.profile.udi), ["1"], SLE_POLICY, ACCOUNT, NOON)
    other = ack_file(str(device("c9300-campus").profile.udi), ["1"], SLE_POLICY, ACCOUNT, NOON)
    before = wan.truth()
    assert talk.say(give(good.replace(b"<version>7", b"<version>8"))) == "Signature Verification failed\n"
    assert talk.say(give(other)) == "Product Instance identifier failed to match\n"
    for data in (b"not XML", b"\x1f\x8b\x08\x00bundle", good[:-9], b""):
        assert talk.say(give(data)) == "message parsing error\n"
    assert {**wan.truth(), "files": {}} == before
    assert talk.say("license smart import bootflash:nothing") == (
        "%Error opening bootflash:/nothing (No such file or directory)\n"
    )


def test_a_usage_file_is_no_answer(talk: Conversation) -> None:
    talk.say("license smart save usage all file usage.xml")
    assert talk.say("license smart import usage.xml") == "message parsing error\n"


def test_a_policy_comes_by_itself(talk: Conversation, give: Give) -> None:
    assert talk.say(give(policy_file(SLE_POLICY, NOON))) == TAKEN
    assert "  Policy in use: Installed On Dec 01 12:00:00 2025 UTC\n" in talk.say("show license status")


def test_an_import_can_take_its_time(talk: Conversation, wan: Device, give: Give) -> None:
    wan.faults.import_seconds = 3.0
    assert talk.shell.feed(give(policy_file(SLE_POLICY, NOON))).delay == 3.0


def test_a_trust_request_is_answered_for_every_member(login: Login, device: Find) -> None:
    stack = device("c9300-campus")
    talk = login("c9300-campus")
    assert talk.say("license smart save trust-request flash:trust.xml") == ""
    request = read_request(stack.flash.read("trust.xml"))
    assert (request.kind, list(request.wanted)) == ("trust", [str(member) for member in stack.agent.members])
    stack.flash.write("answer.xml", trust_file(list(request.wanted), ACCOUNT, NOON), NOON)
    assert talk.say("license smart import flash:answer.xml") == TAKEN
    assert talk.say("show license status | count INSTALLED on").endswith("= 3\n")


# -- authorization codes by file ------------------------------------------------------------------------------------


def test_a_code_is_asked_for_installed_and_returned_by_files(talk: Conversation, wan: Device, give: Give) -> None:
    talk.say(*OFF)
    assert talk.say("license smart authorization request save bootflash:request.xml") == NOTHING
    assert talk.say("license smart authorization request add hseck9 local") == ""
    assert talk.say("license smart authorization request save bootflash:request.xml") == ""
    request = read_request(wan.flash.read("request.xml"))
    udi = str(wan.profile.udi)
    assert request.wanted == {udi: {wan.profile.export_entitlement: 1}}
    assert talk.say(give(slac_file(udi, request.wanted[udi], "a1b2c3d4", ACCOUNT, NOON))) == TAKEN
    text = talk.say("show license authorization")
    assert "SMART AUTHORIZATION INSTALLED on Dec 01 12:00:00 2025 UTC" in text
    assert "a1b2c3d4" in text
    again = talk.say("license smart import bootflash:answer.xml")
    assert again.splitlines() == [f"Last Confirmation code a1b2c3d4 for UDI: {udi}", "Import Data Successful"]
    assert talk.say("license smart authorization return local offline bootflash:return.txt") == ""
    assert b"Return code: " in wan.flash.read("return.txt")
    assert "NOT INSTALLED" in talk.say("show license authorization")


def test_one_command_asks_and_saves(talk: Conversation, wan: Device) -> None:
    talk.say(*OFF)
    assert talk.say("license smart authorization request save add hseck9 all bootflash:request.xml") == ""
    assert read_request(wan.flash.read("request.xml")).kind == "slac"
    assert talk.say("license smart authorization request save add nosuch all bootflash:request.xml") == NOTHING


def test_before_17_7_1_a_request_cannot_be_saved(login: Login) -> None:
    talk = login("isr4331-branch")
    talk.shell.privilege = 15
    talk.say(*OFF)
    assert "% Invalid input detected at '^' marker." in talk.say("license smart authorization request save flash:x")
    assert talk.say("license smart authorization request add hseck9 local") == (
        "The transport type needed is not configured\n"
    )


def test_a_code_for_a_device_without_export_licences_is_refused(login: Login, device: Find) -> None:
    controller = device("c9800-wlc")
    answer = slac_file(str(controller.profile.udi), {controller.profile.export_entitlement: 1}, "a1", ACCOUNT, NOON)
    controller.flash.write("answer.xml", answer, NOON)
    assert login("c9800-wlc").say("license smart import answer.xml") == "The tag is invalid\n"
