# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalyst Center: what it reads of devices, what it pushes to them, and what a human brings about in its GUI."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.catalyst_center import answers
from tests.lab.catalyst_center.center import MANAGED, PARTLY, READING, UNREAD, Center, Credentials, Entry
from tests.lab.catalyst_center.logins import Logins
from tests.lab.device.device import Device
from tests.lab.estate import Estate

from .conftest import NOON

Find = Callable[[str], Device]
GOOD = Credentials("admin", "lab-Password-1", True, "830")
LONG = 60.0


@pytest.fixture
def center(estate: Estate) -> Center:
    return estate.center


def added(center: Center, device: Device, credentials: Credentials = GOOD, netconf: bool = True) -> Entry:
    """Add a device and wait until it is read."""
    if netconf:
        device.config.plain.append("netconf-yang")
    address = next(address for address, found in center.reach.items() if found is device)
    center.add([address], credentials, NOON)
    center.tick(NOON + LONG)
    entry = center.at(address)
    assert entry is not None
    return entry


def test_a_device_is_read_some_time_after_it_was_added(center: Center, device: Find) -> None:
    device("c8300-wan").config.plain.append("netconf-yang")
    center.add(["10.20.0.1"], GOOD, NOON)
    assert center.entries == {}

    center.tick(NOON + center.faults.delay)
    assert [entry.collection for entry in center.entries.values()] == [READING]

    center.tick(NOON + LONG)
    assert [entry.collection for entry in center.entries.values()] == [MANAGED]


@pytest.mark.parametrize(
    ("credentials", "netconf", "collection"),
    [
        (GOOD, False, PARTLY),
        (Credentials("admin", "wrong", True, "830"), True, UNREAD),
        (Credentials("admin", "lab-Password-1", False, "830"), True, UNREAD),
        (Credentials("admin", "lab-Password-1", True, "22"), True, PARTLY),
    ],
)
def test_it_manages_only_what_it_can_read(
    center: Center, device: Find, credentials: Credentials, netconf: bool, collection: str
) -> None:
    entry = added(center, device("c8300-wan"), credentials, netconf)

    assert entry.collection == collection and entry.error
    assert list(answers.query(center, {})["response"]) == []


def test_netconf_that_came_later_is_noticed_when_it_reads_again(center: Center, device: Find) -> None:
    entry = added(center, device("c8300-wan"), netconf=False)
    device("c8300-wan").config.plain.append("netconf-yang")
    center.synchronize([entry.id], NOON + LONG)
    center.tick(NOON + 2 * LONG)

    assert entry.collection == MANAGED


def test_with_the_site_it_takes_the_transport_over(center: Center, device: Find) -> None:
    wan = device("c8300-wan")
    entry = added(center, wan)
    assert wan.config.license.transport != "off"

    center.assign("Global/Lab/WAN", [entry], NOON + LONG)
    center.tick(NOON + 2 * LONG)

    assert wan.config.license.transport == "off" and wan.saved
    assert "crypto pki trustpoint DNAC-CA" in wan.config.blocks


def test_one_device_that_is_there_fails_the_whole_request(center: Center, device: Find) -> None:
    added(center, device("c8300-wan"))
    task = center.add(["10.20.0.1", "10.20.0.3"], GOOD, NOON + LONG)
    center.tick(NOON + 2 * LONG)

    assert "10.20.0.1 exist already" in task.failure and len(center.entries) == 1


def test_a_slac_really_comes_to_the_device(center: Center, device: Find) -> None:
    wan = device("c8300-wan")
    entry = added(center, wan)
    task = center.install_slac(entry, "WAN", NOON + LONG)
    center.tick(NOON + 2 * LONG)

    assert task.failure == "" and entry.slac
    assert wan.agent.authorizations[0].feature == "hseck9"
    assert center.cssm.stock["WAN"]["hseck9"] == 2


def test_an_empty_stock_is_the_failure_of_the_task(center: Center, device: Find) -> None:
    wan = device("c8300-wan")
    entry = added(center, wan)
    center.cssm.stock["WAN"]["hseck9"] = 0
    task = center.install_slac(entry, "WAN", NOON + LONG)
    center.tick(NOON + 2 * LONG)

    assert "Not enough hseck9" in task.failure and not entry.slac


def test_the_first_report_brings_the_ack(center: Center, device: Find) -> None:
    stack = device("c9300-campus")
    entry = added(center, stack)
    center.upload_usage(entry, "Campus", NOON + LONG)
    center.tick(NOON + 2 * LONG)

    assert entry.last_upload == NOON + LONG + center.faults.delay
    assert stack.agent.usage.last_ack == entry.last_upload
    assert stack.agent.reports_in("ACK") and not stack.agent.reports_in("CLOSED", "UNACK")
    assert {found.received for found in center.cssm.usage.known.values()} == {1}


def test_a_policy_only_becomes_narrower(center: Center, device: Find) -> None:
    wan = device("c8300-wan")
    added(center, wan)
    center.modify_policy(7)

    assert wan.config.license.usage_interval == 7
    with pytest.raises(ValueError, match="narrower than 7"):
        center.modify_policy(14)


def test_a_level_is_in_use_only_after_a_reboot(center: Center, device: Find) -> None:
    entry = added(center, device("c8300-wan"))
    center.change_level(entry, "ESSENTIALS", False, NOON + LONG)
    center.tick(NOON + 2 * LONG)
    assert entry.level == "ADVANTAGE"

    center.reboot(entry)
    assert entry.level == "ESSENTIALS"


def test_a_stack_is_found_by_all_its_serial_numbers_in_one_text_only(center: Center, device: Find) -> None:
    stack = device("c9300-campus")
    added(center, stack)
    numbers = [member.sn for member in stack.agent.members]

    assert answers.inventory(center, numbers, [], 1, 500)["response"] == []
    assert len(answers.inventory(center, [", ".join(numbers)], [], 1, 500)["response"]) == 1


def test_a_login_ends_by_time_and_by_the_number_of_its_calls() -> None:
    logins = Logins()
    basic = "Basic bGFiLW9wZXJhdG9yOmxhYi1DZW50ZXItMQ=="
    assert logins.issue("Basic d3Jvbmc=", 60, 2, NOON) is None
    token = logins.issue(basic, 60, 2, NOON) or ""

    assert [logins.take(token, NOON) for _ in range(3)] == [True, True, False]
    assert not logins.take(logins.issue(basic, 60, 2, NOON) or "", NOON + 60)


def test_no_secret_is_told(center: Center, device: Find) -> None:
    added(center, device("c8300-wan"))

    assert "lab-Password-1" not in str(center.truth())
